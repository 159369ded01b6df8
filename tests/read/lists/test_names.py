"""Names printed as one, and what lists print in their place."""

from __future__ import annotations

import pytest

from article41.read.lists.ca_names import alias_names, entity_names
from article41.read.lists.names import apart, is_former, named
from article41.read.lists.ofac_names import from_print
from article41.read.lists.prose import enumerated_names
from article41.read.lists.values import country_code, place_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SAMPLE BANK", ["SAMPLE BANK"]),
        ("SAMPLE BANK (SB)", ["SAMPLE BANK (SB)"]),
        ("SAMPLE (HONG KONG) LTD", ["SAMPLE (HONG KONG) LTD"]),
        ("One Sample; Two Sample", ["One Sample", "Two Sample"]),
        ("a) One Sample b) Two Sample", ["One Sample", "Two Sample"]),
        ("SAMPLE WORKS / SW", ["SAMPLE WORKS", "SW"]),
        ("Samplists/Examplists", ["Samplists/Examplists"]),
        ("Kim Sample (김예시)", ["Kim Sample", "김예시"]),
        ("Kim Sample 김예시", ["Kim Sample", "김예시"]),
        ("Kim Sample - 김예시", ["Kim Sample", "김예시"]),
        ("SAMPLE 김예시", ["SAMPLE 김예시"]),
        ("OOO Пример Два", ["OOO Пример Два"]),
        ("(金示例)", ["金示例"]),
        ("Sample (original script: Пример)", ["Sample", "Пример"]),
        ("ኤርሚኣስ (Tigrinya)", ["ኤርሚኣስ (Tigrinya)"]),
        ("SAMPLE A/K/A EXAMPLE", ["SAMPLE", "EXAMPLE"]),
        ("SAM (A.K.A. THE EXAMPLE) PLE", ["SAM PLE", "THE EXAMPLE"]),
        ("Sample Ltd., a.k.a. Example Ltd. (East)", ["Sample Ltd.", "Example Ltd. (East)"]),
        ("Sample Works (Aliases: SW, SAMWO)", ["Sample Works", "SW", "SAMWO"]),
        ("AKA SERVICES", ["AKA SERVICES"]),
        ("()", ["()"]),
        ("x" * 5_000 + "; y", ["x" * 5_000 + "; y"]),
    ],
)
def test_names_are_taken_apart(text: str, names: list[str]) -> None:
    assert list(apart(text)) == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("f.k.a.: Sample Works", [("Sample Works", "f.k.a.")]),
        ("Sample (previously listed as)", [("Sample", "previously listed as")]),
        (
            "Sample (formerly listed as, in Arabic: مثال)",
            [("Sample", "formerly listed as"), ("مثال", "formerly listed as")],
        ),
        ("Sample Net - sub-unit name", [("Sample Net", "sub-unit name")]),
    ],
)
def test_words_about_a_name_are_no_part_of_it(text: str, said: list[tuple[str, str]]) -> None:
    assert list(named(text)) == said
    assert is_former(said[0][1]) == (said[0][1] != "sub-unit name")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sample Institute, AO Sample and JSC Example", ["Sample Institute", "AO Sample", "JSC Example"]),
        ("Joint Stock Company Research and Production", ["Joint Stock Company Research and Production"]),
        ("Sample Works, JSC", ["Sample Works, JSC"]),
        ("ОАО, ПРИМЕР", ["ОАО ПРИМЕР"]),
        ("Sample Works PA and Sample Works", ["Sample Works PA", "Sample Works"]),
    ],
)
def test_running_text(text: str, names: list[str]) -> None:
    assert enumerated_names(text) == names


def test_an_entity_in_two_languages() -> None:
    assert [(n.text, n.quality) for n in entity_names("Example Bank/Banque Exemple")] == [
        ("Example Bank", "primary"),
        ("Banque Exemple", "aka"),
    ]
    assert [n.text for n in entity_names("Sample JSC (also known as Samplo)")] == ["Sample JSC", "Samplo"]
    assert [n.text for n in entity_names("Sample Mills (North/South)")] == ["Sample Mills (North/South)"]


@pytest.mark.parametrize(
    ("text", "is_person", "names"),
    [
        ("Example", True, ["Example"]),
        ("Ivan Sample, Vano", True, ["Ivan Sample", "Vano?"]),
        ("Ivan Sample and Vano Sample Arabic: مثال واحد", True, ["Ivan Sample", "Vano Sample", "مثال واحد"]),
        ("Иван Пример/ Яна Пример", True, ["Иван Пример", "Яна Пример"]),
        ("or Ivan Sample", True, ["Ivan Sample"]),
        ("Войска примера, примеров и образцов; ВП)", False, ["Войска примера, примеров и образцов", "ВП"]),
        ("Центр (примера, образца) 5", False, ["Центр (примера, образца) 5"]),
        ("Пример and АО Пример", False, ["Пример", "АО Пример"]),
    ],
)
def test_aliases_of_one_cell(text: str, is_person: bool, names: list[str]) -> None:
    """A question mark: of low quality, for it may be a piece of a name."""
    found = alias_names(text, is_person=is_person)
    assert [n.text + ("?" if n.quality == "low" else "") for n in found] == names


def test_a_family_name_has_no_suffix() -> None:
    assert from_print("SAMPLE JR., Il", "person") == ("Il SAMPLE JR.", "SAMPLE")
    assert from_print("SAMPLE, Il, III", "person") == ("Il SAMPLE III", "SAMPLE")
    assert from_print("JR., Il", "person") == ("Il JR.", "JR.")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Example Street, 408", ""),
        ("Example Street, 11/6", ""),
        ("Los Angeles, CA", ""),
        ("Sampleton, Per", ""),
        ("Dubai, AE", "AE"),
        ("Dubai, UAE", "AE"),
        ("Sampleton, Korea, North", "KP"),
        ("Sampleton, North Korea", "KP"),
    ],
)
def test_a_house_number_is_no_country(text: str, code: str) -> None:
    at = place_of(text, is_address=True)
    assert at is not None
    assert at.code == code
    assert country_code("408") == ""
