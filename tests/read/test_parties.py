"""What the columns of a customers file mean, in several languages, and what of their cells can be asked."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

from article41.errors import InputError
from article41.read.countries import comparable
from article41.read.parties.cells import as_texts, imo_numbers, names, several
from article41.read.parties.columns import open_parties
from article41.read.parties.known import birth_dates, countries, days, genders, kinds
from article41.read.parties.roles import load_kinds, load_roles, party_recogniser


def written(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


def roles_of(folder: Path, headings: str, mapping: dict[str, str] | None = None) -> list[str]:
    parties = open_parties(written(folder, f"{headings}\n"), mapping or {})
    return [column.role for column in parties.columns]


@pytest.mark.parametrize(
    ("headings", "roles"),
    [
        ("Customer No,Full name,AKA,DOB,Nationality,Sex", ["id", "name", "alias", "birth_date", "nationality", "gender"]),
        ("First name,Middle name,Last name,Passport no.", ["given_name", "middle_name", "family_name", "passport"]),
        ("Kundennummer,Vorname,Nachname,Geburtsdatum,Land", ["id", "given_name", "family_name", "birth_date", "country"]),
        ("Raison sociale,Autres noms,Pays,Numéro de TVA", ["company_name", "alias", "country", "tax_number"]),
        ("Nombre completo,Fecha de nacimiento,Pasaporte", ["name", "birth_date", "passport"]),
        ("고객명,생년월일,국적,여권번호", ["name", "birth_date", "nationality", "passport"]),
        ("客户名称,曾用名,护照号码,国籍", ["name", "alias", "passport", "nationality"]),
        ("ФИО,Дата рождения,Гражданство,ИНН", ["name", "birth_date", "nationality", "tax_number"]),
        ("Vessel name,Ex-names,IMO,Call sign", ["vessel", "former_vessel", "vessel_imo", "call_sign"]),
        ("id,exporter,bank,other_vessel_imo", ["id", "exporter", "bank", "other_vessel_imo"]),
        ("Alias 1,Alias 2,Also known as", ["alias"] * 3),
    ],
)  # fmt: skip
def test_headings(tmp_path: Path, headings: str, roles: list[str]) -> None:
    assert roles_of(tmp_path, headings) == roles


def test_every_heading_names_a_role_once_and_every_kind_a_schema() -> None:
    text = (files("article41") / "read" / "parties" / "headings.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["role"] for row in rows} <= set(load_roles())
    spellings = [comparable(row["heading"]) for row in rows]
    assert len(spellings) == len(set(spellings))
    assert set(load_kinds().values()) <= {
        "Person",
        "Organization",
        "LegalEntity",
        "Vessel",
        "Airplane",
        "Unknown",
    }
    assert all(len(word) > 1 or not word.isascii() for word in load_kinds()), "one letter may mean anything"


def test_the_user_s_own_word_goes_first(tmp_path: Path) -> None:
    assert roles_of(tmp_path, "Name,Whatever", {"Whatever": "alias"}) == ["name", "alias"]
    parties = open_parties(written(tmp_path, "Name,Full nam,Street\n"), {"Street": "name"})
    assert [c.heading for c in parties.of("name")] == ["Name", "Street"]
    assert any("Full nam" in note and "did you mean 'name'" in note for note in parties.notes)
    with pytest.raises(InputError) as caught:
        open_parties(written(tmp_path, "Name,b\n"), {"b": "alia", "c": "name"})
    said = str(caught.value)
    assert "did you mean 'b=alias'?" in said
    assert "column 'c'" in said


@pytest.mark.parametrize("text", ["Custmer,Street\nA,b\n", "id,Custmer\n1,a\n", '{"custmer": "a"}\n'])
def test_no_column_to_look_up(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        open_parties(written(tmp_path, text), {})
    said = str(caught.value)
    assert "expected a column to look up: name, person_name" in said
    assert "--map '" in said
    assert "=name'" in said


def test_which_files_are_of_transactions(tmp_path: Path) -> None:
    for headings, is_so in (
        ("id,date,exporter,vessel,vessel_imo", True),
        ("Counterparty", True),
        ("exporter,name", False),
        ("Owner", False),
        ("Vessel name,Ex-names", False),
    ):
        assert open_parties(written(tmp_path, f"{headings}\n"), {}).is_of_transactions is is_so, headings
    assert open_parties(written(tmp_path, "Whoever\n"), {"Whoever": "exporter"}).is_of_transactions


def test_names_that_cannot_be_asked_are_told() -> None:
    cells = [
        "Kim",
        " ",
        None,
        "-",
        "a\u202eb",
        "x" * 401,
        "y " * 41 + "y" * 60,
        "bro\ufffdken",
        "***",
        "NA",
        "n\0l",
    ]
    asks = names(pl.Series(cells))
    assert asks.texts == ["Kim", "a\u202eb", "NA"]
    assert asks.rows == [0, 4, 9]
    assert asks.hidden == (4,)
    assert {(w.index, w.expected.split()[0]) for w in asks.wrong} == {
        (5, "at"), (6, "at"), (7, "whole"), (8, "letters"), (10, "whole"),
    }  # fmt: skip
    assert all(len(w.found) <= 100 for w in asks.wrong)


def test_several_names_in_a_cell() -> None:
    asks = several(pl.Series(["A One; B Two|C\nD", None, ";;", "E; ***"]))
    assert list(zip(asks.rows, asks.texts, strict=True)) == [
        (0, "A One"),
        (0, "B Two"),
        (0, "C"),
        (0, "D"),
        (3, "E"),
    ]
    assert [(w.index, w.found) for w in asks.wrong] == [(3, "***")]


def test_cells_of_any_type_as_text() -> None:
    assert as_texts(pl.Series([1.0, 2.5, None])).to_list() == ["1", "2.5", None]
    assert as_texts(pl.Series([b"abc", b"\xff", None])).to_list() == ["abc", "\ufffd", None]
    assert as_texts(pl.Series([["a", "b"], None])).to_list() == ["a; b", None]
    assert as_texts(pl.Series([date(2020, 1, 2)])).to_list() == ["2020-01-02"]
    assert as_texts(pl.Series([{"a": 1}])).to_list() == ["{'a': 1}"]
    assert as_texts(pl.Series([None, None])).to_list() == [None, None]


def test_imo_numbers() -> None:
    asks = imo_numbers(pl.Series(["9417115", "IMO 9417115", "9417116", None]))
    assert asks.texts == ["9417115", "9417115"]
    assert [(w.index, w.found) for w in asks.wrong] == [(2, "9417116")]


def test_what_is_known_besides() -> None:
    born = birth_dates(pl.Series(["1970-01-02", "03/04/1970", "1970", "1970-03", "70", None]))
    assert born.values == [("1970-01-02",), ("1970",), ("1970",), ("1970-03",), None, None]
    assert [w.index for w in born.wrong] == [4]
    assert genders(pl.Series(["M", "женский", "여", "x"])).values == [
        ("male",),
        ("female",),
        ("female",),
        None,
    ]
    assert countries(pl.Series(["North Korea; China", "KR", "Atlantis"])).values == [
        ("KP", "CN"),
        ("KR",),
        None,
    ]
    assert kinds(pl.Series(["Natürliche Person", "법인", "blah"])).values == ["Person", "Organization", None]
    assert days(pl.Series(["2018-02-01", "soon"])).values == [date(2018, 2, 1), None]
    assert days(pl.Series([date(2018, 2, 1)])).values == [date(2018, 2, 1)]


def test_roles_are_known_by_their_own_names() -> None:
    recognised = party_recogniser({})
    for role in load_roles():
        assert recognised.fact_of(role) == role
        assert recognised.fact_of(role.replace("_", " ").upper()) == role


def test_the_page_tells_every_role() -> None:
    page = (Path(__file__).parents[2] / "docs" / "screen.md").read_text(encoding="utf-8")
    for role in load_roles().values():
        assert f"| `{role.name}` | {'several' if role.is_repeatable else 'one'} | {role.meaning} |" in page
