"""The blank workbook can be filled in and read back."""

import re
import zipfile
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from python_calamine import load_workbook

from article41.errors import InputError
from article41.read.resolutions.registers import read_facts
from article41.read.tables import read_table
from article41.report.template import COLUMNS, write_template

FACTS, _ = read_facts((files("article41") / "law" / "facts.csv").read_text(encoding="utf-8"), "facts.csv")


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_headings_are_the_documented_columns(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(path, FACTS)
    with load_workbook(path) as book:
        assert book.sheet_names == ["Transactions", "Columns"]
        assert book.get_sheet_by_name("Transactions").to_python() == [list(COLUMNS)]
        explained = book.get_sheet_by_name("Columns").to_python()
    assert {row[0] for row in explained[1:]} == set(FACTS), "every fact is explained, the headings first"
    assert [row[0] for row in explained[1:]][: len(COLUMNS)] == list(COLUMNS)
    assert all(all(row) for row in explained)
    assert set(COLUMNS) <= FACTS.keys()


def test_formats_lists_and_comments(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(path, FACTS)
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert '<pane xSplit="1" ySplit="1"' in sheet
    choices = re.findall(r"<formula1>&?(?:quot;)?(.*?)</formula1>", sheet)
    lists = sum(FACTS[name].type == "bool" or bool(FACTS[name].values) for name in COLUMNS)
    assert len(choices) == lists
    assert any("yes,no" in choice for choice in choices)
    comments = part(path, "xl/comments1.xml")
    assert comments.count("<comment ") == len(COLUMNS)
    assert "If empty: this way out is not claimed." in comments
    assert 'numFmtId="49"' in part(path, "xl/styles.xml")
    assert "yyyy-mm-dd" in part(path, "xl/styles.xml")


def test_blank_it_says_that_rows_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(path, FACTS)
    with pytest.raises(InputError, match="row 1: expected at least one row below the headings"):
        read_table(path, FACTS)


def test_nothing_is_written_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    write_template(path, FACTS | {"id": replace(FACTS["id"], meaning="=cmd|' /C calc'!A0")})
    for sheet in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<f>" not in part(path, sheet)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected a file that can be written"):
        write_template(tmp_path / "none" / "blank.xlsx", FACTS)
