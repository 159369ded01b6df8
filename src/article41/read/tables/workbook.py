"""XLSX: the first visible sheet with headings. Formulas are never run; their stored results are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

from article41.errors import InputError, Problem
from article41.read.tables.archive import Scan, scan_workbook
from article41.read.tables.cellscan import Marks
from article41.read.tables.grid import (
    HEADING_SEARCH_ROWS,
    Fault,
    Grid,
    as_text,
    column_of,
    locate_heading,
    no_heading,
    title_note,
)
from article41.read.tables.limits import Limits

Cells = list[list[Any]]
# Ranges may overlap, so that a small file can name any number of cells.
_MOST_MERGED = 2_000_000


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    cells: Cells
    """From A1 on; an empty cell is ''."""
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]


def read_workbook(path: Path, file: str, recognised: Callable[[Sequence[str]], int], limits: Limits) -> Grid:
    """The table of a workbook. `recognised` counts the headings it knows among some cells.

    Raises InputError for what is no sound workbook, and where no visible sheet has headings.
    """
    scan = scan_workbook(path, file, limits)
    try:
        sheets = _visible_sheets(path)
        return _first_table(sheets, scan, file, recognised, limits)
    except (InputError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:  # the reader is Rust: a panic is no Exception
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        hint = (str(error).splitlines() or [""])[0][:200] or None
        raise InputError([Problem(file, expected="a whole workbook (.xlsx)", hint=hint)]) from None


def _visible_sheets(path: Path) -> Iterator[_Sheet]:
    with load_workbook(path) as workbook:
        for sheet in workbook.sheets_metadata:
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
                content = workbook.get_sheet_by_name(sheet.name)
                yield _Sheet(
                    sheet.name, content.to_python(skip_empty_area=False), content.merged_cell_ranges or ()
                )


def _first_table(
    sheets: Iterator[_Sheet],
    scan: Scan,
    file: str,
    recognised: Callable[[Sequence[str]], int],
    limits: Limits,
) -> Grid:
    seen: list[str] = []
    for sheet in sheets:
        first = [[as_text(cell) for cell in row] for row in sheet.cells[:HEADING_SEARCH_ROWS]]
        located = locate_heading(first, recognised)
        if located is None:
            seen += next((row for row in first if any(cell.strip() for cell in row)), [])
            continue
        index = located[0]
        notes = title_note(index, first)
        if len(scan.sheets) > 1:
            notes = (f"sheet '{sheet.name}' is read, the first visible one with headings", *notes)
        width = max((position for position, cell in enumerate(first[index], 1) if cell.strip()), default=0)
        if width > limits.columns:
            raise InputError(
                [Problem(file, index + 1, found=f"{width:,} columns", expected=f"at most {limits.columns:,}")]
            )
        return _grid(sheet, index, scan, notes)
    raise no_heading(file, seen)


def _grid(sheet: _Sheet, index: int, scan: Scan, notes: tuple[str, ...]) -> Grid:
    """The grid below row `index` (from 0), which holds the headings."""
    marks = scan.sheets.get(sheet.name, Marks())
    heading_cells = [as_text(cell) for cell in sheet.cells[index]]
    rows = sheet.cells[index + 1 :]
    filled = [any(not _is_blank(row[position]) for row in rows) for position in range(len(heading_cells))]
    width = max((p for p, cell in enumerate(heading_cells, 1) if cell.strip() or filled[p - 1]), default=0)
    headings = tuple(heading_cells[:width])
    columns = tuple(column_of([None if row[p] == "" else row[p] for row in rows]) for p in range(width))
    numbers = pl.int_range(index + 2, index + 2 + len(rows), dtype=pl.UInt32, eager=True)
    faults = [
        *_cell_faults(marks, index + 1, len(rows), width),
        *_merge_faults(sheet.merged, index + 1, len(rows), width),
    ]
    return Grid(
        headings,
        columns,
        numbers,
        index + 1,
        tuple(faults),
        notes + _formula_notes(marks, index, headings, scan.is_stale),
    )


def _is_blank(cell: object) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _cell_faults(marks: Marks, first: int, count: int, width: int) -> Iterator[Fault]:
    """Error cells, and formulas without a stored result. `first`: sheet row (from 0) of the first record."""
    for (row, column), shown in sorted(marks.errors.items()):
        if first <= row < first + count and column < width:
            yield Fault(row - first, column, shown, "a value", "the spreadsheet shows an error here")
    for row, column in sorted(marks.unsolved):
        if first <= row < first + count and column < width:
            hint = "formulas are not run; open the file in a spreadsheet and save it, or paste the values"
            yield Fault(row - first, column, "a formula without a result", "a value", hint)


def _merge_faults(
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], first: int, count: int, width: int
) -> Iterator[Fault]:
    """Cells covered by a merged one: whose value they share is the user's to say, not ours to guess."""
    covered: dict[tuple[int, int], str] = {}
    seen = 0
    for (top, left), (bottom, right) in merged:
        origin = f"{column_letters(left)}{top + 1}"
        rows = range(max(top, first), min(bottom, first + count - 1) + 1)
        columns = range(left, min(right, width - 1) + 1)
        seen += len(rows) * len(columns)
        if seen > _MOST_MERGED:
            raise ValueError(f"more than {_MOST_MERGED:,} merged cells")
        for row in rows:
            for column in columns:
                if (row, column) != (top, left):
                    covered.setdefault((row, column), origin)
    for (row, column), origin in sorted(covered.items()):
        expected = "a cell of its own"
        yield Fault(
            row - first, column, f"merged with {origin}", expected, "unmerge and fill in", is_merge=True
        )


def column_letters(position: int) -> str:
    """A for 0, AA for 26."""
    letters = ""
    number = position + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _formula_notes(marks: Marks, index: int, headings: Sequence[str], is_stale: bool) -> tuple[str, ...]:
    counts = Counter(column for row, column in marks.formulas if row > index and column < len(headings))
    notes = [
        f"column '{headings[column]}': stored results of formulas are used ({count:,}), none recalculated"
        for column, count in sorted(counts.items())
    ]
    if notes and is_stale:
        notes.append(
            "the workbook asks to be recalculated when opened; its stored results may be out of date"
        )
    return tuple(notes)
