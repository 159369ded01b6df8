"""CSV as it really comes."""

import os
import time
from importlib.resources import files
from pathlib import Path

import pytest

from article41.errors import InputError, Problem
from article41.read.resolutions.registers import read_facts
from article41.read.tables import Limits, read_table

FACTS, _ = read_facts((files("article41") / "law" / "facts.csv").read_text(encoding="utf-8"), "facts.csv")
ROWS = [["id", "date", "hs", "origin", "description"], ["A", "2018-01-01", "2701", "KP", "Coal, hard"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("separator_line", [False, True])
def test_any_delimiter(tmp_path: Path, delimiter: str, separator_line: bool) -> None:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in ROWS]
    path = tmp_path / "t.csv"
    path.write_text("\r\n".join([f"sep={delimiter}"] * separator_line + lines), encoding="utf-8")
    read = read_table(path, FACTS)
    assert read.problems == ()
    assert read.raw.rows() == [tuple(ROWS[1])]
    assert read.typed["row"][0] == 2  # a spreadsheet does not show the sep= line


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "조선무역회사"),
        ("utf-8-sig", "조선무역회사"),
        ("utf-16", "조선무역회사 Ltd"),
        ("cp949", "조선무역회사 평양시 중구역"),
        ("gb18030", "大连贸易有限公司 进出口货物"),
        ("cp1252", "Société Générale d'Exportation"),
        ("cp1251", "Общество с ограниченной ответственностью"),
        ("shift_jis", "株式会社ジャパン貿易カンパニー"),
    ],
)  # fmt: skip
def test_any_encoding(tmp_path: Path, encoding: str, name: str) -> None:
    text = "id,date,hs,exporter\n" + f"A,2018-01-01,2701,{name}\n" * 3
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    read = read_table(path, FACTS)
    assert read.problems == ()
    assert read.typed["exporter"].to_list() == [name] * 3
    assert any("not UTF-8" in note for note in read.notes) == (not encoding.startswith("utf"))


def test_a_broken_character_is_a_problem_of_its_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    text = "id,date,hs,exporter\n" + "A,2018-01-01,2701,조선무역회사\n" * 3 + "B,2018-01-01,2701,X"
    path.write_bytes(text.encode() + b"\xff")
    read = read_table(path, FACTS)
    (problem,) = read.problems
    assert (problem.row, problem.column, problem.found) == (5, "exporter", "X\ufffd")
    assert problem.expected == "readable text of at most 100,000 characters"
    assert read.notes == ("the text is UTF-8 with some broken characters",)


def test_ragged_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "id,date,hs\nA,2018-01-01\nB,2018-01-01,2701,more\nC,2018-01-01,2701,,\nD,2018-01-01,27\n"
    )
    read = read_table(path, FACTS)
    assert read.problems == (
        Problem("t.csv", 2, None, "2 cells", "3 cells as in the heading"),
        Problem("t.csv", 3, None, "4 cells", "3 cells as in the heading",
                "a cell that contains the delimiter must stand in quotes"),
    )  # fmt: skip
    assert read.typed["id"].to_list() == [None, None, "C", "D"]
    assert read.raw["id"].to_list() == ["A", "B", "C", "D"]


def test_a_quote_never_closed_costs_one_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        'id,date,hs,description\nA,2018-01-01,27,"open\nB,2018-01-01,27,x\nC,2018-01-01,27,"fine"\n'
    )
    read = read_table(path, FACTS)
    expected = "quotes that are closed, and doubled inside a quoted cell"
    assert read.problems == (Problem("t.csv", 2, None, None, expected),)
    assert read.typed["row"].to_list() == [2, 3, 4]
    assert read.typed["id"].to_list() == [None, "B", "C"]


def test_a_record_of_several_lines_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,date,hs,description\nA,2018-01-01,27,"two\nlines"\nB,x,27,y\n')
    read = read_table(path, FACTS)
    assert [p.row for p in read.problems] == [3]
    assert read.typed["description"][0] == "two\nlines"


def test_nul_bytes_long_cells_and_long_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [
        "A,2018-01-01,27,x\0y",
        "B,2018-01-01,27," + "x" * 60,
        "C,2018-01-01,27," + "x" * 300,
        "D,2018-01-01,27,z",
    ]
    path.write_text("\n".join(["id,date,hs,description", *rows]))
    read = read_table(path, FACTS, limits=Limits(cell_chars=50, line_bytes=200))
    assert [(p.row, p.column, p.expected) for p in read.problems] == [
        (2, None, "text without NUL bytes"),
        (3, "description", "readable text of at most 50 characters"),
        (4, None, "a shorter line"),
    ]
    assert read.typed["id"].to_list() == [None, "B", None, "D"]


def test_a_line_of_200_megabytes_is_skipped_quickly(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as stream:
        stream.write(b"id,date,hs\nA,2018-01-01,2701\n")
        for _ in range(200):
            stream.write(b"x" * 1_000_000)
        stream.write(b"\nB,2018-01-01,270112\n")
    start = time.perf_counter()
    read = read_table(path, FACTS)
    assert time.perf_counter() - start < 5
    hint = "it has 1,000,000 characters or more and was not read"
    assert read.problems == (Problem("t.csv", 3, None, None, "a shorter line", hint),)
    assert read.typed["row"].to_list() == [2, 3, 4]
    assert read.typed["hs"].to_list() == ["2701", None, "270112"]


def test_quotes_that_never_close_do_not_take_forever(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,date,hs\n" + 'a",""" \n' * 20_000)
    start = time.perf_counter()
    read = read_table(path, FACTS)
    assert time.perf_counter() - start < 5
    assert read.typed["problem"].null_count() == 0


def test_titles_above_the_headings(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Shipments of March,,\n,,\nid,date,hs\nA,x,27\n")
    read = read_table(path, FACTS)
    assert [(p.row, p.column) for p in read.problems] == [(4, "date")]
    assert read.notes == ("row 3 holds the headings; what stands above it is taken for titles",)


@pytest.mark.parametrize(
    ("content", "found", "expected"),
    [
        (b"", "an empty file", "a table as CSV, JSONL, Parquet or XLSX"),
        (b" \n\n", "an empty file", "a table as CSV, JSONL, Parquet or XLSX"),
        (b"id,date,hs\n", None, "at least one row below the headings"),
        (b"%PDF-1.7 ...", "a PDF document", "a table as CSV, JSONL, Parquet or XLSX"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 90, "an old Excel workbook (.xls) or one with a password", "a table"),
        (bytes(range(32)) * 40, "binary data", "a table as CSV, JSONL, Parquet or XLSX"),
        (b"<html><table>", "a web page", "a table as CSV, JSONL, Parquet or XLSX"),
        (
            b"PK\x05\x06" + b"\0" * 18,
            "an empty or split ZIP archive",
            "a table as CSV, JSONL, Parquet or XLSX",
        ),
        (b"PK\x03\x04 no zip", None, "a whole workbook (.xlsx)"),
        (b"PAR1 no parquet PAR1", None, "a whole Parquet file"),
    ],
)
def test_what_is_no_table(tmp_path: Path, content: bytes, found: str | None, expected: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_table(path, FACTS)
    (problem,) = caught.value.problems
    assert (problem.file, problem.found) == ("t.csv", found)
    assert problem.expected.startswith(expected)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none.csv: expected a file that exists \(check the path\)"):
        read_table(tmp_path / "none.csv", FACTS)
    with pytest.raises(InputError, match="found 'a folder'; expected a file"):
        read_table(tmp_path, FACTS)
    with pytest.raises(InputError, match="found 'a device or pipe'"):
        read_table("/dev/null", FACTS)
    with pytest.raises(InputError, match="a file that can be opened"):
        read_table("nul\0byte", FACTS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id\n")
    path.chmod(0)
    with pytest.raises(InputError, match="a file you may read"):
        read_table(path, FACTS)


@pytest.mark.parametrize("limits", [Limits(rows=2), Limits(file_bytes=10), Limits(columns=2)])
def test_too_much(tmp_path: Path, limits: Limits) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,date,hs\n" + "A,2018-01-01,27\n" * 3)
    with pytest.raises(InputError, match="at most"):
        read_table(path, FACTS, limits=limits)
