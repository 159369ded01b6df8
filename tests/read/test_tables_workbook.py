"""XLSX: what a spreadsheet holds, and what a hostile file pretends to hold."""

import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from article41.errors import InputError
from article41.read.resolutions.registers import read_facts
from article41.read.tables import Limits, read_table

FACTS, _ = read_facts((files("article41") / "law" / "facts.csv").read_text(encoding="utf-8"), "facts.csv")
HEADINGS = ["id", "date", "hs", "origin", "quantity", "ship_to_ship"]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write(path: Path, fill: Callable[[Any, Any], None]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        fill(book, book.add_format({"num_format": "yyyy-mm-dd"}))
    return path


def repack(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    def fill(book: Any, day: Any) -> None:
        sheet = book.add_worksheet("Shipments")
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, 4):
            sheet.write_number(row, 0, row)
            sheet.write_datetime(row, 1, datetime(2018, 3, row), day)
            sheet.write_number(row, 2, 106)
            sheet.write_string(row, 3, "NO")
            sheet.write_number(row, 4, 1.5)
            sheet.write_boolean(row, 5, row == 1)

    return write(tmp_path / "t.xlsx", fill)


def test_native_types(plain: Path) -> None:
    read = read_table(plain, FACTS)
    assert read.problems == ()
    assert read.typed.rows()[0] == (2, None, "1", date(2018, 3, 1), "NO", "0106", 1.5, True)
    assert read.notes == ("column 'hs': leading zero restored: 106 read as 0106 (3 rows)",)


def test_serial_numbers_errors_formulas_and_merged_cells(tmp_path: Path) -> None:
    def fill(book: Any, day: Any) -> None:
        book.add_worksheet("Cover").write(0, 0, "March report")
        book.add_worksheet("Old").hide()
        sheet = book.add_worksheet("Data")
        sheet.write(0, 0, "Shipments")
        sheet.write_row(2, 0, ["Ref", "Ship date", "HS code", "Value (USD)", "Own"])
        for row in range(3, 9):
            sheet.write(row, 0, f"S{row}")
            sheet.write_datetime(row, 1, datetime(2018, 3, row), day)
            sheet.write(row, 2, "2701")
            sheet.write_formula(row, 3, "=1+1", None, 12.5)
        sheet.write(4, 1, 43193)
        sheet.write_formula(5, 3, "=NA()", None, "#N/A")
        sheet.write_formula(6, 3, "=B2", None, "")
        sheet.write_formula(6, 4, "=B2", None, "")
        sheet.merge_range(7, 0, 8, 0, "S7")
        sheet.write(9, 2, 2701.1)

    read = read_table(write(tmp_path / "t.xlsx", fill), FACTS)
    assert [(p.row, p.column, p.found, p.expected, p.hint) for p in read.problems] == [
        (5, "Ship date", "43193", "a date as YYYY-MM-DD",
         "as a spreadsheet's day number this would be 2018-04-03; format the column as a date"),
        (6, "Value (USD)", "#N/A", "a value", "the spreadsheet shows an error here"),
        (7, "Value (USD)", "a formula without a result", "a value",
         "formulas are not run; open the file in a spreadsheet and save it, or paste the values"),
        (9, "Ref", "merged with A8", "a cell of its own", "unmerge and fill in"),
        (10, "HS code", "2701.1", "an HS code of 2, 4, 6 or up to 12 digits (2701, 2701.12, 2701 12 10)",
         "a spreadsheet number drops closing zeros; is it 2701.10?"),
    ]  # fmt: skip
    assert read.typed["value_usd"].to_list() == [12.5, 12.5, None, None, 12.5, 12.5, None]
    assert read.typed["id"].to_list()[4:6] == ["S7", None]
    assert read.notes[:3] == (
        "sheet 'Data' is read, the first visible one with headings",
        "row 3 holds the headings; what stands above it is taken for titles",
        "column 'Value (USD)': stored results of formulas are used (4), none recalculated",
    )


def test_no_sheet_with_headings(tmp_path: Path) -> None:
    path = write(tmp_path / "t.xlsx", lambda book, _: book.add_worksheet().write_row(0, 0, ["foo", "bar"]))
    with pytest.raises(InputError, match="found 'foo, bar'; expected headings such as id, date"):
        read_table(path, FACTS)


def test_a_document_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(InputError, match=r"t.xlsx: found 'a Word document'; expected a workbook as .xlsx"):
        read_table(path, FACTS)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("part", "old", "new", "found"),
    [
        (SHEET, b'<c r="A4"', b'<c r="XFD1048576"', "a sheet of 1,048,576 rows and 16,384 columns"),
        (SHEET, b'<row r="4"', b'<row r="99999999"', "a sheet of 99,999,999 rows"),
        (SHEET, b'<c r="A4"', b'<c x=">" r="XFD1048576"', "a sheet of 1,048,576 rows and 16,384 columns"),
        (SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', "a document type or entity"),
        (SHEET, b'encoding="UTF-8"', b'encoding="UTF-16"', "another encoding than UTF-8"),
        ("xl/sharedStrings.xml", b"<sst", b"<!DOCTYPE lolz><sst", "a document type or entity"),
    ],
)
def test_hostile_parts_are_refused(plain: Path, part: str, old: bytes, new: bytes, found: str) -> None:
    repack(plain, part, lambda content: content.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        read_table(plain, FACTS)
    (problem,) = caught.value.problems
    assert problem.found is not None
    assert problem.found.startswith(found)


def test_rows_and_cells_without_references_are_counted(plain: Path) -> None:
    cells = b"<c><v>1</v></c>" * 300
    body = b'<row r="1048000">' + cells + b"</row>"
    repack(plain, SHEET, lambda content: content.replace(b"</sheetData>", body + b"</sheetData>"))
    with pytest.raises(InputError, match="a sheet of 1,048,00"):
        read_table(plain, FACTS)


def test_a_million_merged_ranges_are_refused_quickly(plain: Path) -> None:
    merged = b"<mergeCells>" + b'<mergeCell ref="A1:Z1048576"/>' * 1_000_000 + b"</mergeCells>"
    repack(plain, SHEET, lambda content: content.replace(b"</sheetData>", b"</sheetData>" + merged))
    start = time.perf_counter()
    with pytest.raises(InputError, match=r"merged cells|times its packed size"):
        read_table(plain, FACTS)
    assert time.perf_counter() - start < 5


def test_many_merged_ranges_outside_the_table_do_no_harm(plain: Path) -> None:
    merged = b"<mergeCells>" + b'<mergeCell ref="Z1:AA1"/>' * 120_000 + b"</mergeCells>"
    repack(plain, SHEET, lambda content: content.replace(b"</sheetData>", b"</sheetData>" + merged))
    assert read_table(plain, FACTS).problems == ()


def test_a_zip_bomb_is_refused_quickly(plain: Path) -> None:
    bomb = b"<a>" + b" " * 60_000_000 + b"</a>"
    repack(plain, "xl/theme/theme1.xml", lambda _: bomb)
    start = time.perf_counter()
    with pytest.raises(InputError, match=r"unpacks to 60,000,007 bytes'; expected at most 200 times"):
        read_table(plain, FACTS)
    assert time.perf_counter() - start < 1
    with pytest.raises(InputError, match=r"bytes unpacked'; expected at most 1,000,000"):
        read_table(plain, FACTS, limits=Limits(unzipped_bytes=1_000_000))


def test_a_part_that_lies_about_its_size(plain: Path) -> None:
    with zipfile.ZipFile(plain) as archive:
        size = archive.getinfo(SHEET).file_size
    lie = (size - 100).to_bytes(4, "little")
    content = plain.read_bytes()
    assert content.count(size.to_bytes(4, "little")) >= 2
    plain.write_bytes(content.replace(size.to_bytes(4, "little"), lie))
    with pytest.raises(InputError, match="unpacks to another size than it declares"):
        read_table(plain, FACTS)


def test_hidden_archive_parts(plain: Path) -> None:
    with zipfile.ZipFile(plain, "a") as archive:
        archive.comment = b"hello"
    with pytest.raises(InputError, match="a ZIP archive with hidden parts"):
        read_table(plain, FACTS)


def test_too_many_parts(plain: Path) -> None:
    with pytest.raises(InputError, match="expected at most 3"):
        read_table(plain, FACTS, limits=Limits(zip_entries=3))


def test_damaged_workbooks(plain: Path) -> None:
    whole = plain.read_bytes()
    for size in range(10, len(whole), 97):
        plain.write_bytes(whole[:size])
        with pytest.raises(InputError):
            read_table(plain, FACTS)


def test_nonsense_in_a_sheet_is_an_input_error_or_a_table(plain: Path) -> None:
    repack(plain, SHEET, lambda content: content.replace(b"</sheetData>", b"<<<&&&"))
    with pytest.raises(InputError):
        read_table(plain, FACTS)


def test_strings_that_look_like_formulas_stay_text(tmp_path: Path) -> None:
    def fill(book: Any, _: Any) -> None:
        sheet = book.add_worksheet()
        for column, text in enumerate(["id", "date", "hs", "exporter"]):
            sheet.write_string(0, column, text)
        for column, text in enumerate(["A", "2018-01-01", "0106", "=HYPERLINK(1)"]):
            sheet.write_string(1, column, text)

    read = read_table(write(tmp_path / "t.xlsx", fill), FACTS)
    assert read.typed.rows() == [(2, None, "A", date(2018, 1, 1), "0106", "=HYPERLINK(1)")]
    assert read.problems == ()
