"""CSV and its cousins: any delimiter, any encoding a spreadsheet saves."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

import polars as pl

from article41.errors import InputError, Problem
from article41.read.tables.grid import (
    HEADING_SEARCH_ROWS,
    Fault,
    Grid,
    locate_heading,
    no_heading,
    title_note,
)
from article41.read.tables.limits import Limits
from article41.read.tables.lines import Records, bounded_lines
from article41.read.tables.opening import encoding_of

_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\s*", re.IGNORECASE | re.DOTALL)
_BATCH = 50_000


def read_delimited(path: Path, file: str, recognised: Callable[[Sequence[str]], int], limits: Limits) -> Grid:
    """Every record of the text. `recognised` counts the headings it knows among some cells.

    A record counts as one row, a blank line too, as in a spreadsheet. Raises InputError where there are no
    headings or more rows than `limits` allow.
    """
    with path.open("rb") as binary:
        encoding, note = encoding_of(binary)
        stream = io.TextIOWrapper(binary, encoding=encoding, errors="replace", newline="")
        lines = bounded_lines(stream, limits.line_bytes)
        start = list(islice(lines, HEADING_SEARCH_ROWS))
        separator = _SEPARATOR_LINE.fullmatch(start[0] or "") if start else None
        if separator is not None:
            start = start[1:]  # a spreadsheet does not show this line, so it does not count as a row
            delimiter = separator[1]
        else:
            delimiter = _delimiter(start, recognised)
        if delimiter in '"\r\n\0':
            raise InputError([Problem(file, 1, found=start[0] or "", expected="a delimiter such as sep=;")])
        records = iter(Records(chain(start, lines), delimiter))
        first = list(islice(records, HEADING_SEARCH_ROWS))
        rows = [[] if isinstance(record, ValueError) else record for record in first]
        located = locate_heading(rows, recognised)
        if located is None:
            raise no_heading(file, next((row for row in rows if any(row)), []), 1)
        index = located[0]
        headings = rows[index]
        while not headings[-1].strip():
            headings = headings[
                :-1
            ]  # a delimiter at the end of the line; cells below it are reported as too many
        if len(headings) > limits.columns:
            raise InputError(
                [
                    Problem(
                        file,
                        index + 1,
                        found=f"{len(headings):,} columns",
                        expected=f"at most {limits.columns:,}",
                    )
                ]
            )
        body = _Body(file, len(headings), index + 2, limits)
        for record in chain(first[index + 1 :], records):
            body.add(record)
        columns, numbers, faults = body.finish()
    notes = ((note,) if note else ()) + title_note(index, rows)
    return Grid(tuple(headings), columns, numbers, index + 1, faults, notes)


def _delimiter(start: Iterable[str | None], recognised: Callable[[Sequence[str]], int]) -> str:
    """The delimiter under which most headings are recognised; failing that, the one that makes most cells."""
    lines = [line for line in start if line is not None]
    scores = []
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            rows = [line.rstrip("\r\n").split(delimiter) for line in lines]
        located = locate_heading(rows, recognised)
        scores.append((located[1] if located else 0, max(map(len, rows), default=0), delimiter))
    return max(scores, key=lambda score: score[:2])[2]


class _Body:
    """Collects the rows below the headings, in batches, so that few cells are Python objects at a time."""

    def __init__(self, file: str, width: int, first_row: int, limits: Limits) -> None:
        self._file = file
        self._width = width
        self._row = self._first_row = first_row
        self._limits = limits
        self._batch: list[list[str | None]] = []
        self._frames: list[pl.DataFrame] = []
        self._faults: list[Fault] = []

    def add(self, record: list[str] | ValueError) -> None:
        index = self._row - self._first_row
        if index >= self._limits.rows:
            limit = f"at most {self._limits.rows:,} rows"
            raise InputError([Problem(self._file, self._row, expected=limit, hint="split the file")])
        cells: list[str | None] = [None] * self._width
        if isinstance(record, ValueError):
            self._faults.append(Fault(index, None, None, str(record), self._hint(str(record))))
        elif len(record) == self._width:
            cells = [*record]
        else:
            self._fit(index, record, cells)
        self._batch.append(cells)
        if len(self._batch) == _BATCH:
            self._flush()
        self._row += 1

    def _hint(self, expected: str) -> str | None:
        if expected == "a shorter line":
            return f"it has {self._limits.line_bytes:,} characters or more and was not read"
        return None

    def _fit(self, index: int, record: Sequence[str], cells: list[str | None]) -> None:
        """Put a record of another width into `cells`; blank cells too many are no fault."""
        kept = record[: self._width]
        cells[: len(kept)] = kept
        extra = any(cell.strip() for cell in record[self._width :])
        if extra or (len(record) < self._width and any(cell.strip() for cell in record)):
            hint = "a cell that contains the delimiter must stand in quotes" if extra else None
            self._faults.append(
                Fault(index, None, f"{len(record)} cells", f"{self._width} cells as in the heading", hint)
            )

    def _flush(self) -> None:
        columns = zip(*self._batch, strict=True)
        series = [pl.Series(str(i), column, dtype=pl.String) for i, column in enumerate(columns)]
        self._frames.append(pl.DataFrame(series))
        self._batch = []

    def finish(self) -> tuple[tuple[pl.Series, ...], pl.Series, tuple[Fault, ...]]:
        """Columns, row numbers and faults."""
        if self._batch or not self._frames:
            self._flush()
        if self._row == self._first_row:
            columns = tuple(pl.Series(str(i), [], dtype=pl.String) for i in range(self._width))
        else:
            columns = tuple(pl.concat(self._frames).get_columns())
        numbers = pl.int_range(self._first_row, self._row, dtype=pl.UInt32, eager=True)
        return columns, numbers, tuple(self._faults)
