"""Cells, headings and rows, whatever the file's form."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from article41.errors import InputError, Problem
from article41.model import GIVEN
from article41.read.resolutions.registers import read_facts
from article41.read.tables import Limits, Table, read_table

FACTS, _ = read_facts((files("article41") / "law" / "facts.csv").read_text(encoding="utf-8"), "facts.csv")


KOREAS = "one country: Democratic People's Republic of Korea (KP) or Republic of Korea (KR)"


def table(tmp_path: Path, text: str, **given: object) -> Table:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, FACTS, **given)  # type: ignore[arg-type]


def cell(tmp_path: Path, column: str, text: str) -> Table:
    quoted = '"' + text.replace('"', '""') + '"'
    return table(
        tmp_path,
        f"id,date,hs,{column}\nA,2018-01-01,2701,{quoted}\n"
        if column not in ("date", "hs")
        else f"id,{column},kind,import_date\nA,{quoted},shipment,2018-01-01\n",
    )


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("date", "2018-03-04", date(2018, 3, 4)),
        ("date", "20180304", date(2018, 3, 4)),
        ("date", "2018/3/4", date(2018, 3, 4)),
        ("date", "2018-03-04T23:59:59Z", date(2018, 3, 4)),
        ("date", "3 Apr 2018", date(2018, 4, 3)),
        ("date", "April 3, 2018", date(2018, 4, 3)),
        ("date", "03-Apr-2018", date(2018, 4, 3)),
        ("date", "25/12/2017", date(2017, 12, 25)),
        ("date", "12.25.2017", date(2017, 12, 25)),
        ("date", "05-05-2018", date(2018, 5, 5)),
        ("date", "2018年3月4日", date(2018, 3, 4)),
        ("date", "n/a", None),
        ("notified_on", "yes", GIVEN),
        ("notified_on", "No", None),
        ("notified_on", "2018-03-04", date(2018, 3, 4)),
        ("ship_to_ship", "Yes", True),
        ("ship_to_ship", "0", False),
        ("ship_to_ship", "", None),
        ("quantity", "1,234.5", 1234.5),
        ("quantity", "1 234,5", 1234.5),
        ("quantity", "1.234.567", 1234567.0),
        ("quantity", "1,234,567", 1234567.0),
        ("quantity", "1.234", 1.234),
        ("quantity", "12,5", 12.5),
        ("value_usd", "US$ 1,234.00", 1234.0),
        ("unit", "MT", "t"),
        ("unit", "metric tons", "t"),
        ("unit", "Barrels", "bbl"),
        ("unit", "pcs", "u"),
        ("kind", "Ship-to-ship", "ship_to_ship"),
        ("flow", "From DPRK", "from_dprk"),
        ("good", "coal", "coal"),
        ("origin", "NO", "NO"),
        ("origin", "NA", "NA"),
        ("origin", "unknown", None),
        ("exporter", "NA", None),
        ("exporter", " =cmd()", "=cmd()"),
        ("port_of_loading", "Nampho", "KPNAM"),
        ("hs", "106", "0106"),
    ],
)
def test_a_cell_is_read(tmp_path: Path, column: str, text: str, value: object) -> None:
    read = cell(tmp_path, column, text)
    assert read.typed[column][0] == value
    assert read.typed["problem"][0] is None
    assert read.problems == ()


@pytest.mark.parametrize(
    ("column", "text", "expected", "hint"),
    [
        ("date", "03/04/2018", "a date as YYYY-MM-DD", "2018-04-03 (day first) or 2018-03-04 (month first)?"),
        ("date", "3/4/18", "a date as YYYY-MM-DD", "write the year with four digits"),
        ("date", "2018-02-30", "a date as YYYY-MM-DD", "no such day: February 2018 has 28 days"),
        ("date", "2018-13-01", "a date as YYYY-MM-DD", "no such month: 13"),
        ("date", "1812-01-01", "a date as YYYY-MM-DD, from 1900 to 2100", None),
        ("date", "43193", "a date as YYYY-MM-DD",
         "as a spreadsheet's day number this would be 2018-04-03; format the column as a date"),
        ("date", "soon", "a date as YYYY-MM-DD", None),
        ("ship_to_ship", "maybe", "yes or no", None),
        ("quantity", "1,234", "a number that can be read in one way", "write 1234 or 1.234"),
        ("quantity", "5%", "a plain number", "write 5 % as 0.05"),
        ("quantity", "500 t", "a plain number", "put the unit in a column of its own"),
        ("quantity", "nan", "a plain number", None),
        ("quantity", "inf", "a plain number", None),
        ("quantity", "1e999", "a finite number", None),
        ("quantity", "-1", "a number of 0 or more", None),
        ("unit", "tons", "a known unit",
         "t for metric tons; short and long tons must be converted to t first"),
        ("unit", "bll2", "one of t, kg, bbl, l, kl, m3, u", None),
        ("end_use", "airliner spares",
         "one of airliner_spare_parts, airliner_refuelling, repair_or_test, other",
         "did you mean airliner_spare_parts?"),
        ("origin", "Korea", KOREAS, None),
        ("origin", "Chinna", "a country by ISO code or English name", "did you mean China (CN)?"),
        ("port_of_loading", "Wonson", "the port's UN/LOCODE", "did you mean Wonsan (KPWON)?"),
        ("hs", "777", "an HS code of 2, 4, 6 or up to 12 digits (2701, 2701.12, 2701 12 10)",
         "3 digits; a leading zero would give 0777, not a heading"),
        ("origin", "#N/A", "a value", "the spreadsheet shows an error here"),
    ],
)  # fmt: skip
def test_a_cell_is_refused(tmp_path: Path, column: str, text: str, expected: str, hint: str | None) -> None:
    read = cell(tmp_path, column, text)
    assert read.problems == (Problem("t.csv", 2, column, text, expected, hint),)
    assert read.typed[column][0] is None
    assert read.typed["problem"][0].startswith(f"column '{column}': found '{text}'; expected {expected}")


def test_all_mistakes_at_once_and_good_rows_unaffected(tmp_path: Path) -> None:
    read = table(tmp_path, "id,date,hs,origin\nA,x,y,Korea\nB,2018-01-01,2701,CN\nC,2018-02-30,27,CN\n")
    assert [(p.row, p.column) for p in read.problems] == [(2, "date"), (2, "hs"), (2, "origin"), (4, "date")]
    assert read.typed["problem"].is_null().to_list() == [False, True, False]
    assert read.typed["problem"][0].count("; column ") == 2
    assert read.typed.row(1) == (3, None, "B", date(2018, 1, 1), "CN", "2701")
    assert read.typed["hs"].to_list() == [None, "2701", "27"]


def test_headings_are_guessed_shown_and_overridable(tmp_path: Path) -> None:
    text = (
        "Ref,B/L date,Ship date,HS-Code,Country of Origin,POL,Vermerk\n"
        "A,2018-01-01,2018-02-01,2701,KP,Nampo,x\n"
    )
    read = table(tmp_path, text, mapping={"Ship date": "date"})
    assert dict(read.mapped) == {
        "Ref": "id",
        "Ship date": "date",
        "HS-Code": "hs",
        "Country of Origin": "origin",
        "POL": "port_of_loading",
    }
    assert read.typed["date"][0] == date(2018, 2, 1)
    assert read.unknown == ("B/L date", "Vermerk")
    assert read.raw.columns == [
        "Ref",
        "B/L date",
        "Ship date",
        "HS-Code",
        "Country of Origin",
        "POL",
        "Vermerk",
    ]
    assert read.problems == ()
    assert "column 'B/L date' is left out: 'Ship date' is mapped to date" in read.notes
    assert "column 'Vermerk' is not recognised; it is passed through unread" in read.notes


@pytest.mark.parametrize(
    ("heading", "fact"),
    [("装货港", "port_of_loading"), ("원산지", "origin"), ("Код ТН ВЭД", "hs"), ("Pays d’origine", "origin"),
     ("fecha de embarque", "date"), ("Entry date", "import_date"), ("IMO no.", "vessel_imo"), ("UOM", "unit"),
     ("Value (USD)", "value_usd"), ("portOfLoading", "port_of_loading")],
)  # fmt: skip
def test_headings_in_other_words(tmp_path: Path, heading: str, fact: str) -> None:
    read = table(tmp_path, f"id,{heading}\nA,x\n")
    assert fact in read.typed.columns


def test_mistakes_in_headings(tmp_path: Path) -> None:
    text = "id,date,hs,orgin,Ship date,hs,\nA,2018-01-01,2701,KP,2018-01-01,2702,stray\n"
    read = table(tmp_path, text, mapping={"Shp date": "date", "id": "idd"})
    said = {(p.row, p.column, p.found, p.expected, p.hint) for p in read.problems}
    assert said == {
        (1, "orgin", "orgin", "a known heading", "did you mean 'origin'? use --map 'orgin=origin'"),
        (1, "Ship date", "Ship date", "one column for date", "'date' is used; remove one of the two"),
        (1, "hs", "hs", "each heading once", "the first is used; this one is passed through as 'hs (2)'"),
        (None, "Shp date", "Shp date", "a heading of this file in --map", "did you mean 'Ship date'?"),
        (None, "id", "idd", "the name of a fact in --map", "did you mean 'id=id'?"),
        (
            2,
            None,
            "7 cells",
            "6 cells as in the heading",
            "a cell that contains the delimiter must stand in quotes",
        ),
    }


def test_no_heading_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        table(tmp_path, "foo,bar\n1,2\n")
    (problem,) = caught.value.problems
    assert (problem.row, problem.found) == (1, "foo, bar")
    assert problem.expected == "headings such as id, date, origin, destination, hs, description"


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("id,hs,Day\nA,2701,x\n", "a column 'date' or 'import_date'",
         "without it every answer is indeterminate"),
        ("id,date,origin\nA,2018-01-01,CN\n", "a column 'hs', 'description' or 'good'",
         "without it every answer is indeterminate"),
        ("id,hs,Contact date\nA,2701,x\n", "a column 'date' or 'import_date'",
         "without it every answer is indeterminate; if it is 'Contact date', use --map 'Contact date=date'"),
    ],
)  # fmt: skip
def test_missing_columns(tmp_path: Path, text: str, expected: str, hint: str) -> None:
    read = table(tmp_path, text)
    assert Problem("t.csv", None, None, None, expected, hint) in read.problems


@pytest.mark.parametrize(
    ("heading", "cells", "found"),
    [
        ("Country of origin,Dest", "KP,KP", "Country of origin KP, Dest KP"),
        ("POL,POD", "Nampo,KPWON", "POL KPNAM, POD KPWON"),
        ("origin,delivered_in", "KP,KP", "origin KP, delivered_in KP"),
        ("flow,origin", "to_dprk,KP", "origin KP, flow to_dprk"),
        ("flow,destination", "neither,KP", "destination KP, flow neither"),
    ],
)
def test_both_from_and_to_the_dprk(tmp_path: Path, heading: str, cells: str, found: str) -> None:
    read = table(tmp_path, f"id,date,hs,{heading}\nA,2018-01-01,2701,{cells}\n")
    expected = "goods that go either from the DPRK or to it"
    assert read.problems == (Problem("t.csv", 2, None, found, expected),)
    assert read.typed["problem"][0] == f"row: found '{found}'; expected {expected}"


def test_notes_lose_nothing(tmp_path: Path) -> None:
    text = (
        "id,date,import_date,hs,POL\nA,2018-03-01,2018-02-01,106,Dalian\nB,2018-03-01,2018-04-01,106,Dalian\n"
    )
    read = table(tmp_path, text)
    assert read.problems == ()
    assert read.notes == (
        "column 'hs': leading zero restored: 106 read as 0106 (2 rows)",
        "column 'POL': Dalian: the name is not read, use the port's UN/LOCODE (2 rows)",
        "'import_date' is earlier than 'date' in 1 row",
    )


def test_empty_rows_are_counted(tmp_path: Path) -> None:
    read = table(tmp_path, "id,date,hs\n\nA,2018-01-01,2701\n , ,\nB,2018-01-01,27\n")
    assert read.skipped == 2
    assert read.typed["row"].to_list() == [3, 5]
    assert read.raw["id"].to_list() == ["A", "B"]


def test_problems_of_a_column_are_capped_but_every_row_is_marked(tmp_path: Path) -> None:
    text = "id,date,hs\n" + "A,x,2701\n" * 50
    read = table(tmp_path, text, limits=Limits(problems_per_column=10))
    assert len(read.problems) == 11
    assert read.problems[-1] == Problem("t.csv", None, "date", "and 40 more rows", "as in the rows before")
    assert read.typed["problem"].null_count() == 0


def test_thousands_of_unknown_countries_stay_quick(tmp_path: Path) -> None:
    text = "id,date,hs,origin\n" + "".join(f"A,2018-01-01,2701,Xyzzy Land {i}\n" for i in range(20_000))
    read = table(tmp_path, text)
    assert read.typed["problem"].null_count() == 0
