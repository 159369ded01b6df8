"""Bad input: row, column, what was found, what was expected; good rows are still answered; never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from .running import article41

GOOD = "good,2018-06-01,KP,CN,2701"
HEAD = "id,date,origin,destination,hs"


def assess(path: Path) -> tuple[dict[str, dict[str, Any]], str]:
    """Answers by id and what was said, for a file with something wrong in it."""
    done = article41(["assess", path, "--format", "jsonl"])
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return {v["id"]: v for v in map(json.loads, done.stdout.splitlines())}, done.stderr


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("bad,2018-02-30,KP,CN,2701", ["row 3", "column 'date'", "found '2018-02-30'", "28 days"]),
        ("bad,03/04/2018,KP,CN,2701", ["row 3", "column 'date'", "2018-03-04", "2018-04-03"]),
        ("bad,2018-06-01,Korea,CN,2701", ["row 3", "column 'origin'", "found 'Korea'", "KP", "KR"]),
        ("bad,2018-06-01,KP,Chnia,2701", ["row 3", "column 'destination'", "found 'Chnia'", "China"]),
        ("bad,2018-06-01,KP,CN,27a1", ["row 3", "column 'hs'", "found '27a1'"]),
        ("bad,2018-06-01,KP,CN,777", ["row 3", "column 'hs'", "found '777'"]),
        ("bad,2018-06-01,KP,CN,2.70E+05", ["row 3", "column 'hs'", "format the column as text"]),
        ("bad,2018-06-01,KP,KP,2701", ["row 3", "origin", "destination"]),
        ("bad,2018-06-01,KP,CN", ["row 3", "4 cells", "5"]),
    ],
)
def test_one_bad_row_is_told_and_the_good_one_answered(tmp_path: Path, row: str, said: list[str]) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text(f"{HEAD}\n{GOOD}\n{row}\n")
    answers, stderr = assess(path)
    assert answers["good"]["verdict"] == "prohibited"
    for text in said:
        assert text in stderr, stderr
    bad = answers.get("bad") or answers["row 3"]
    assert bad["verdict"] is None
    assert str(bad["note"]).startswith("not read: ")


def test_a_missing_column_and_one_close_to_a_known_one(tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text("id,date,orgin,destination,hs\ngood,2018-06-01,KP,CN,2701\n")
    answers, stderr = assess(path)
    assert "column 'orgin'" in stderr
    assert "--map 'orgin=origin'" in stderr
    assert answers["good"]["verdict"] == "indeterminate"
    assert answers["good"]["needs"] == ["origin"]
    path.write_text("id,origin,destination,hs\ngood,KP,CN,2701\n")
    answers, stderr = assess(path)
    assert "date" in stderr
    assert answers["good"]["verdict"] == "indeterminate"


def test_a_code_that_lost_its_leading_zero_takes_it_back_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text(f"{HEAD}\nhorse,2018-06-01,KP,CN,106\nfish,2018-06-01,KP,CN,302\n")
    done = article41(["assess", path, "--format", "jsonl"])
    assert done.returncode == 0
    assert "106 read as 0106" in done.stderr
    verdicts = {v["id"]: v["verdict"] for v in map(json.loads, done.stdout.splitlines())}
    assert verdicts == {"horse": "not_addressed", "fish": "prohibited"}


def test_norway_and_namibia_stay_countries(tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text(f"{HEAD}\nno,2018-06-01,NO,KP,8413\nna,2018-06-01,KP,NA,2701\n")
    done = article41(["assess", path, "--format", "jsonl"])
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["prohibited", "prohibited"]


def test_an_unknown_good_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text(
        f"{HEAD},good\n{GOOD},\nbad,2018-06-01,KP,CN,7202,irn\nclash,2018-06-01,KP,CN,2701,none\n"
    )
    answers, stderr = assess(path)
    assert answers["good"]["verdict"] == "prohibited"
    assert "row 3" in stderr
    assert "did you mean iron?" in stderr
    assert answers["bad"]["verdict"] is None
    assert "row 4" in stderr
    assert answers["clash"]["verdict"] is None


def test_rows_of_nulls_are_skipped_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text(f"{HEAD}\n{GOOD}\n,,,,\n,,,,\nlast,2018-06-01,KP,CN,2701\n")
    done = article41(["assess", path, "--format", "jsonl"])
    assert done.returncode == 0
    assert "2 empty rows skipped" in done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["good", "last"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("heading.csv", b"id,date,origin,destination,hs\n", "row"),
        ("binary.csv", bytes(range(256)) * 40, "expected"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 900, "expected"),
        ("nothing.csv", b"apple,pear\n1,2\n", "heading"),
        ("zip.xlsx", b"PK\x03\x04" + b"\x00" * 200, "expected"),
        ("broken.parquet", b"PAR1" + b"\x00" * 64, "Parquet"),
    ],
)
def test_what_is_no_table_is_said_plainly(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = article41(["assess", path])
    assert done.returncode == 2
    assert said in done.stderr
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 3


def test_a_missing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text(f"{HEAD}\n{GOOD}\n")
    done = article41(["assess", tmp_path / "missing.csv", path, "--format", "jsonl"])
    assert done.returncode == 2
    assert "missing.csv" in done.stderr
    assert json.loads(done.stdout)["id"] == "good"


def test_a_line_of_200_megabytes_is_refused_and_the_others_answered(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as out:
        out.write(f"{HEAD}\n{GOOD}\n".encode())
        for _ in range(200):
            out.write(b"x" * 1_000_000)
        out.write(b"\nlast,2018-06-01,KP,CN,2701\n")
    answers, stderr = assess(path)
    assert "row 3" in stderr
    assert answers["good"]["verdict"] == answers["last"]["verdict"] == "prohibited"


def test_a_workbook_with_formulas_and_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD.split(","))
        sheet.write_row(1, 0, GOOD.split(","))
        sheet.write_row(2, 0, ["merged", "2018-06-01", "KP", "CN", "2701"])
        sheet.merge_range(2, 3, 3, 3, "CN")
        sheet.write_row(3, 0, ["below", "2018-06-01", "KP"])
        sheet.write_string(3, 4, "2701")
        sheet.write_row(4, 0, ["formula", "2018-06-01", "KP", "CN"])
        sheet.write_formula(4, 4, '="27"&"01"', None, "2701")
        sheet.write_row(5, 0, ["stale", "2018-06-01", "KP", "CN"])
        sheet.write_formula(5, 4, '="27"&"01"', None, "")
    answers, stderr = assess(path)
    assert answers["good"]["verdict"] == answers["formula"]["verdict"] == "prohibited"
    assert answers["below"]["verdict"] is None
    assert answers["stale"]["verdict"] is None
    assert "merged" in stderr
    assert "formula" in stderr


def test_hostile_text_never_reaches_the_terminal_raw(tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    path.write_text(f"{HEAD}\n\x1b[31mred\x1b[0m,2018-06-01,KP,CN,2701\n")
    done = article41(["assess", path])
    assert "\x1b[31m" not in done.stdout
    assert "\\x1b[31mred" in done.stdout.replace("\n", "").replace(" ", "")
