"""The table of OFAC's words, and how its names and remarks come apart."""

from __future__ import annotations

import pytest

from article41.listing import IDENTIFIER_KINDS, Kind
from article41.read.lists.ofac_names import from_print, spoken
from article41.read.lists.ofac_party import number_and_country
from article41.read.lists.ofac_words import bare, becomes, split_word, words

_FACTS = {"born", "birth_place", "gender", "nationality", "citizenship", "address", "detail"}


def test_every_word_becomes_something_that_a_party_has() -> None:
    assert set(words().values()) <= {*IDENTIFIER_KINDS, *_FACTS}
    assert all(bare(word) == word for word in words())


@pytest.mark.parametrize(
    ("text", "word", "rest", "kind"),
    [
        ("Passport A1 (Iran)", "Passport", "A1 (Iran)", "passport"),
        ("Passport Booklet: A1", "Passport Booklet", "A1", "passport"),
        ("NIT # 800-0", "NIT #", "800-0", "tax"),
        ("Secondary sanctions risk: section 1", "Secondary sanctions risk", "section 1", "detail"),
        ("IFCA Determination - Sample", "IFCA Determination", "Sample", "detail"),
        ("Digital Currency Address - XBT 1Sample", "Digital Currency Address - XBT", "1Sample", "wallet"),
        ("Listing Date (EO 9 Directive 1): 24 Feb 2022", "Listing Date (EO 9 Directive 1)", "24 Feb 2022", "detail"),
    ],
)  # fmt: skip
def test_a_word_is_found_at_the_start_of_a_remark(text: str, word: str, rest: str, kind: str) -> None:
    assert split_word(text) == (word, rest)
    assert becomes(word) == kind


@pytest.mark.parametrize("text", ["", "Passports A1", "passport A1", "Haji", "Invented Number 12"])
def test_what_no_word_begins_is_a_remark(text: str) -> None:
    assert split_word(text) is None


@pytest.mark.parametrize(
    ("printed", "kind", "name"),
    [
        ("EXAMPLE, Pattern", "person", ("Pattern EXAMPLE", "EXAMPLE")),
        ("EXAMPLE, Pattern, Jr.", "person", ("Pattern EXAMPLE Jr.", "EXAMPLE")),
        ("EXAMPLE, JR., Pattern", "person", ("Pattern EXAMPLE JR.", "EXAMPLE")),
        ("EXAMPLE,", "person", ("EXAMPLE,", "")),
        (", Pattern", "person", (", Pattern", "")),
        ("SAMPLE CO., LTD.", "entity", ("SAMPLE CO., LTD.", "")),
    ],
)
def test_names_in_spoken_order(printed: str, kind: Kind, name: tuple[str, str]) -> None:
    assert from_print(printed, kind) == name


def test_some_scripts_write_no_blank() -> None:
    assert spoken("样", "例子", "Hans") == ("样例子", "样")
    assert spoken("", "例子", "Hans") == ("例子", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HRB 7788 (Sampletown) (Germany)", ("HRB 7788", "Germany", "Sampletown")),
        ("7788 (Palestinian Authority)", ("7788", "Palestinian Authority", "")),
        ("(7788)", ("(7788)", "", "")),
        ("7788 (Germany", ("7788 (Germany", "", "")),
        ("7788", ("7788", "", "")),
    ],
)
def test_a_number_and_what_stands_in_brackets(text: str, found: tuple[str, str, str]) -> None:
    assert number_and_country(text) == found
