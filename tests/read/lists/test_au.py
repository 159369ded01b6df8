"""Australia's list: workbooks of our own in both vintages, and the real one where it is beside the checkout."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from article41.errors import InputError
from article41.listing import Listing
from article41.read.lists.au_words import citizenships, enumerated, gender_in, listing_days
from article41.read.lists.reading import ListFile, open_list

DAY = date(2026, 1, 2)
_SHARED = Path(__file__).parents[4] / "shared" / "data" / "au" / "australia_dfat_regulation8_2024-12.xlsx"

OLD = (
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Date of Birth", "Place of Birth"),
    *(
        "Citizenship",
        "Address",
        "Additional Information",
        "Listing Information",
        "Committees",
        "Control Date",
    ),
)
NEW = (
    *("Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Date of Birth"),
    *("Place of Birth", "Citizenship", "Address", "Additional Information", "Listing Information"),
    *("IMO Number", "Committees", "Control Date", "Instrument of Designation"),
    *("Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction"),
)
_DAY = date(2024, 1, 12)
_PERSON = (
    *("a) 5 Oct. 1965 b) approximately 1967", "a) Sampleton, China b) Elsewhere", "Russian and Ukrainian"),
    *("a) 1 Example Street, Dubai, United Arab Emirates b) na", "Gender: male. Invented."),
    *("Listed by UN 1718 Committee on 16 July 2009 (amended on 1 Aug. 2010)", "1718 (DPRK) ", _DAY),
)
OLD_ROWS: Sequence[Sequence[object]] = (
    (2637, "Il SAMPLEMAN", "Individual", "Primary Name ", *_PERSON),
    ("2637a", "Example Il", "individual", "aka", *_PERSON),
    ("2637b", "본보기", "Individual", "original Script", *_PERSON),
    (2640, "SAMPLE SHIPPING CO", "Entity", "Primary Name", 1999, "", "", "Sampleton, DPRK",
     "Owner of SAMPLE STAR (IMO number: 9074729). IMO number: 5571322.", "Relisted on 1 Jan 2020",
     "Autonomous (Utopia)", date(2020, 1, 2)),
    ("2640a", "Former Shipping", "Entity", "Formerly known as", "", "", "", "na", "", date(2001, 2, 3),
     "Autonomous (Utopia)", date(2021, 1, 2)),
    ("2637c1", "Late Alias", "Individual", "aka", "about 1970", *_PERSON[1:]),
)  # fmt: skip
NEW_ROWS: Sequence[Sequence[object]] = (
    ("2", "Il SAMPLEMAN", "Individual", "Primary Name", None, "1945, 1946", "Sampleton", "Utopia;Russia", None,
     "Line one_x000D_\nline two", "Listed on 25 January 2001", None, "1718 (DPRK)", _DAY, "Sample Regulation",
     "true", "1", True, "false"),
    ("2a", "Strong Il", "Individual", "Alias", "Strong", *[None] * 7, "1718 (DPRK)", _DAY, "Sample Regulation",
     "true", "1", True, "false"),
    ("2b", "Weak Il", "Individual", "Alias", "Weak", *[None] * 7, "1718 (DPRK)", _DAY, None,
     "perhaps", "0", "false", ""),
    ("8227", "SAMPLE STAR", "Vessel", "Primary Name", *[None] * 6, "Designated", "9074729",
     "Autonomous (Vessels)", date(2025, 6, 18), "Sample Designation 2025", "false", "false", "false", "true"),
)  # fmt: skip


def write(path: Path, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """A workbook of one sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Consolidated List")
        day = book.add_format({"num_format": "d/mm/yyyy"})
        for number, row in enumerate([headings, *rows]):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, bool):
                    sheet.write_boolean(number, column, value)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value)
                elif value is not None:
                    sheet.write_string(number, column, str(value))
    return path


def _load(path: Path) -> tuple[ListFile, list[Listing]]:
    file = open_list(path, day=DAY)
    return file, list(file.listings())


def test_rows_of_a_number_are_one_party(tmp_path: Path) -> None:
    file, (person, company) = _load(write(tmp_path / "list.xlsx", OLD, OLD_ROWS))
    assert (file.list_key, file.tally.problems, file.tally.unread) == ("au_dfat", [], {})
    assert (person.reference, person.kind, person.regime) == ("2637", "person", "DPRK")
    assert [(n.text, n.quality, n.script, n.label) for n in person.names] == [
        ("Il SAMPLEMAN", "primary", "Latn", "Primary Name"),
        ("Example Il", "aka", "Latn", "aka"),
        ("본보기", "aka", "Hang", "original Script"),
        ("Late Alias", "aka", "Latn", "aka"),
    ]
    assert [(str(m.first), m.precision) for m in person.born] == [
        ("1965-10-05", "day"),
        ("1967-01-01", "approximately"),
        ("1970-01-01", "approximately"),
    ]
    assert [(p.city, p.code) for p in person.birth_places] == [("Sampleton", "CN"), ("Elsewhere", "")]
    assert [(p.street, p.code) for p in person.addresses] == [("1 Example Street, Dubai", "AE")]
    assert (person.nationalities, person.gender) == (("RU", "UA"), "male")
    assert (person.listed_on, person.amended_on) == (date(2009, 7, 16), (_DAY,))
    assert person.programmes == ("1718 (DPRK)",)
    assert (company.kind, company.regime) == ("entity", "Autonomous (Utopia)")
    assert company.listed_on == date(2001, 2, 3)
    assert company.amended_on == (date(2020, 1, 2), date(2021, 1, 2))
    assert [(i.kind, i.value) for i in company.identifiers] == [("imo_company", "5571322")]
    assert [n.quality for n in company.names] == ["primary", "fka"]
    assert len(company.details["listing information"]) == 2


def test_the_newer_columns(tmp_path: Path) -> None:
    file, (person, ship) = _load(write(tmp_path / "list.xlsx", NEW, NEW_ROWS))
    assert not file.tally.problems
    assert [(n.quality, n.label) for n in person.names] == [
        ("primary", "Primary Name"),
        ("good", "Alias, Strong"),
        ("low", "Alias, Weak"),
    ]
    assert not person.measures
    assert person.details["measures"] == ("targeted financial sanction", "travel ban", "arms embargo")
    assert person.details["additional information"] == ("Line one line two",)
    assert person.nationalities == ("Utopia", "RU")
    assert (ship.kind, ship.imo, ship.measures) == ("vessel", "9074729", {})
    assert ship.details["measures"] == ("maritime restriction",)
    assert {k: m.count for k, m in file.tally.unread.items()} == {
        "column targeted financial sanction=perhaps": 1
    }


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["1", "ONE", "Entity", "Primary Name", *[""] * 6, "C", _DAY],
        ["1a", "TWO", "Entity", "Primary Name", *[""] * 6, "C", _DAY],
        ["2a", "ALIAS ONLY", "Entity", "aka", *[""] * 6, "C", _DAY],
        ["x", "NO NUMBER", "Entity", "Primary Name", *[""] * 6, "C", _DAY],
        ["4", "n/a", "Entity", "Primary Name", *[""] * 6, "C", _DAY],
        ["5", "MIXED", "Entity", "Primary Name", *[""] * 6, "C", _DAY],
        ["5a", "MIXED", "Individual", "aka", *[""] * 6, "C", _DAY],
    ]
    file, _ = _load(write(tmp_path / "list.xlsx", OLD, rows))
    assert [(p.row, p.column, p.found) for p in file.tally.problems] == [
        (5, "Reference", "x"),
        (6, "Name of Individual or Entity", "n/a"),
        (2, "Name Type", "ONE, TWO"),
        (4, "Name Type", None),
        (7, "Type", "entity, individual"),
    ]


def test_unknown_words_and_columns_are_counted(tmp_path: Path) -> None:
    row = ["1", "ONE", "Spaceship", "Nickname", *[""] * 6, "C", "soon", "more"]
    file, (party,) = _load(write(tmp_path / "list.xlsx", [*OLD, "Novelty"], [row]))
    assert party.kind == "unknown"
    assert set(file.tally.unread) == {
        "column type=spaceship",
        "column name type=Nickname",
        "column control date that is no day",
        "column novelty",
    }


def test_a_workbook_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "list.xlsx", ["id", "date", "hs"], [["1", "2020", "2701"]])
    with pytest.raises(InputError, match="with a reader"):
        open_list(path)
    with pytest.raises(InputError, match="the columns reference, name of individual or entity"):
        list(open_list(path, reader="au_xlsx").listings())
    path = write(tmp_path / "list.xlsx", OLD[:-1], [])
    with pytest.raises(InputError, match="the columns control date"):
        list(open_list(path).listings())


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "list.xlsx", OLD, OLD_ROWS)
    hostile = tmp_path / "hostile.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(hostile, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = text.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
            new.writestr(name, text)
    with pytest.raises(InputError, match="document type or entity"):
        list(open_list(hostile).listings())


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Listed on 16 May 2014", ["2014-05-16"]),
        ("Listed on: 4 June. 2008 (amended 13 Dec. 2011)", ["2008-06-04"]),
        ("Listed 26 Feb. 2011 (amended on 2 Apr. 2012)", ["2011-02-26"]),
        ("Designated under the Sample Regulations 2011 on 2 March 2012. Relisted on 12 January 2024",
         ["2012-03-02"]),
        ("Instrument of first listing: List 2001 (No. 2). Last listed on: 16/09/2022", []),
        ("Formerly listed on the sample register as 2009ABC0132. (Relisted on 12 January 2024)", []),
        ("Resolution 1596 (2005), amended 16 December 2008", []),
        ("The Minister listed this person on 17 April 2002. First listed on 1/02/2001", ["2002-04-17", "2001-02-01"]),
        ("26 Feb. 2021", ["2021-02-26"]),
    ],
)  # fmt: skip
def test_days_of_listing(text: str, days: list[str]) -> None:
    assert [str(day) for day in listing_days(text)] == days


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Russian", ["RU"]),
        ("a) Jordan b) United States of America", ["JO", "US"]),
        ("Bosnia and Herzegovina", ["BA"]),
        ("Malian / Mauritanian", ["ML", "MR"]),
        ("Utopia;\nKenya", ["Utopia", "KE"]),
        ("Congolese", ["Congolese"]),
        ("North Korean", ["KP"]),
        ("na", []),
    ],
)
def test_citizenships(text: str, countries: list[str]) -> None:
    assert list(citizenships(text)) == countries


def test_lettered_parts_and_gender() -> None:
    assert enumerated("a) One, 1 b) na c) Two") == ["One, 1", "Two"]
    assert enumerated("Room 12b), Sampleton") == ["Room 12b), Sampleton"]
    assert gender_in(["Gender: Male.", "Gender: male"]) == "male"
    assert gender_in(["Gender: male", "Gender: female"]) == ""


@pytest.mark.skipif(not _SHARED.exists(), reason="the real list is not beside this checkout")
def test_the_real_list() -> None:
    file, listings = _load(_SHARED)
    assert (file.tally.problems, file.tally.unread, file.tally.refused) == ([], {}, {})
    assert Counter(x.kind for x in listings) == {"person": 2_316, "entity": 746}
    assert sum(len(x.names) for x in listings) == 9_559  # 9,553 rows, six of which print two names
    assert sum(x.regime == "DPRK" for x in listings) == 211
    assert sum(x.listed_on is not None for x in listings) == 1_277
    assert all(len(x.amended_on) >= 1 for x in listings)
