"""CSV and its cousins: any delimiter, any encoding a spreadsheet saves."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import polars as pl

from article41.errors import InputError, Problem
from article41.read.tables.grid import (
    HEADING_SEARCH_ROWS,
    Fault,
    Grid,
    joined,
    locate_heading,
    no_heading,
    title_note,
)
from article41.read.tables.limits import Limits
from article41.read.tables.lines import Records, UnreadError, bounded_lines
from article41.read.tables.opening import encoding_of

_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\s*", re.IGNORECASE | re.DOTALL)
_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Delimited:
    """A text opened below its headings. `encoding` as Python names it; `bytes_read` tells how far it is."""

    headings: tuple[str, ...]
    heading_row: int
    notes: tuple[str, ...]
    delimiter: str
    encoding: str
    records: Iterator[list[str] | UnreadError]
    bytes_read: Callable[[], int]


def read_delimited(path: Path, file: str, recognised: Callable[[Sequence[str]], int], limits: Limits) -> Grid:
    """Every record of the text. `recognised` counts the headings it knows among some cells.

    A record counts as one row, a blank line too, as in a spreadsheet. Raises InputError where there are no
    headings or more rows than `limits` allow.
    """
    with open_delimited(path, file, recognised, limits) as opened:
        return joined(list(delimited_batches(opened, file, limits, _BATCH)))


@contextmanager
def open_delimited(
    path: Path, file: str, recognised: Callable[[Sequence[str]], int], limits: Limits
) -> Iterator[Delimited]:
    """The text with its headings found and read. Raises InputError where there are none, or too many."""
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
        rows = [[] if isinstance(record, UnreadError) else record for record in first]
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
            found = f"{len(headings):,} columns"
            raise InputError([Problem(file, index + 1, None, found, f"at most {limits.columns:,}")])
        notes = ((note,) if note else ()) + title_note(index, rows)
        body = chain(first[index + 1 :], records)
        yield Delimited(tuple(headings), index + 1, notes, delimiter, encoding, body, binary.tell)


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


def delimited_batches(
    opened: Delimited, file: str, limits: Limits, size: int, skip: int = 0
) -> Iterator[Grid]:
    """The rows below the headings, at most `size` at a time, after the first `skip`; one empty stretch where
    there is none. Raises InputError for more rows than `limits` allow."""
    first = row = opened.heading_row + 1 + skip
    deque(islice(opened.records, skip), maxlen=0)  # read and let go
    width = len(opened.headings)
    while (records := list(islice(opened.records, size))) or row == first:
        if row - opened.heading_row + len(records) > limits.rows + 1:
            limit = f"at most {limits.rows:,} rows"
            raise InputError(
                [Problem(file, opened.heading_row + 1 + limits.rows, expected=limit, hint="split the file")]
            )
        yield _stretch(opened, records, row, width, limits)
        row += len(records)
        if not records:
            return


def _stretch(
    opened: Delimited, records: Sequence[list[str] | UnreadError], row: int, width: int, limits: Limits
) -> Grid:
    faults: list[Fault] = []
    cells: list[Sequence[str | None]] = []
    for index, record in enumerate(records):
        if isinstance(record, UnreadError):
            hint = _hint(str(record), limits)
            faults.append(Fault(index, None, None, str(record), hint, rest=record.text or None))
            cells.append([None] * width)
        elif len(record) == width:
            cells.append(record)
        else:
            cells.append(_fitted(index, record, width, opened.delimiter, faults))
    columns: Iterable[Sequence[str | None]] = zip(*cells, strict=True) if cells else [[]] * width
    series = tuple(pl.Series(str(i), column, dtype=pl.String) for i, column in enumerate(columns))
    numbers = pl.int_range(row, row + len(records), dtype=pl.UInt32, eager=True)
    return Grid(opened.headings, series, numbers, opened.heading_row, tuple(faults), opened.notes)


def _hint(expected: str, limits: Limits) -> str | None:
    if expected == "a shorter line":
        return f"it has {limits.line_bytes:,} characters or more and was not read"
    return None


def _fitted(
    index: int, record: Sequence[str], width: int, delimiter: str, faults: list[Fault]
) -> list[str | None]:
    """A record of another width, cut or filled up; blank cells too many are no fault."""
    kept: list[str | None] = [*record[:width]]
    extra = record[width:] if any(cell.strip() for cell in record[width:]) else []
    if extra or (len(record) < width and any(cell.strip() for cell in record)):
        hint = "a cell that contains the delimiter must stand in quotes" if extra else None
        expected = f"{width} cells as in the heading"
        rest = delimiter.join(extra) or None
        faults.append(Fault(index, None, f"{len(record)} cells", expected, hint, rest=rest))
    return kept + [None] * (width - len(kept))
