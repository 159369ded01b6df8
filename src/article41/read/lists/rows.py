"""List files as delimited text, one row at a time: every column is taken or counted, every row is whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO

from article41.errors import InputError, Problem
from article41.read.lists.parts import LIMITS, Part
from article41.read.lists.tally import Tally

_NAMED = 10
"""Missing columns that an error names; more would be another format."""


class Row:
    """A row by column. What is not taken is counted by `leave`."""

    __slots__ = ("_cells", "_taken", "number", "part")

    def __init__(self, part: str, number: int, cells: dict[str, str]) -> None:
        self.part = part
        self.number = number
        self._cells = cells
        self._taken: set[str] = set()

    @property
    def where(self) -> str:
        """The file's name and the row, the first row of the file being 1."""
        return f"{self.part} row {self.number:,}"

    def take(self, column: str) -> str:
        """The cell, blanks made single; "" where it is empty or the column is not there."""
        self._taken.add(column)
        cell = self._cells.get(column)
        return " ".join(cell.split()) if cell else ""

    def has(self, columns: Iterable[str]) -> bool:
        """Whether any of these cells is filled; none is taken."""
        return any(self._cells.get(column) for column in columns)

    def raw(self, column: str) -> str:
        """The cell as it stands, blanks and all: for text that another cell continues."""
        self._taken.add(column)
        return self._cells.get(column, "")

    def leave(self, tally: Tally) -> None:
        """Counts the cells that nobody took."""
        for column, value in self._cells.items():
            if column not in self._taken and value.strip():
                tally.skip(f"column {column or '(no heading)'}", self.where, value)


class _TooLongError(Exception):
    """A row goes on and on."""


class _Lines:
    """The lines of a text, for as long as some characters are `left`: a row may be as long as the file."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.left = LIMITS.row_chars

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise _TooLongError
        if not line:
            raise StopIteration
        return line


def rows(
    part: Part,
    *,
    columns: Sequence[str] | Callable[[Iterator[list[str]]], list[str]] | None = None,
    required: Sequence[str] = (),
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
) -> Iterator[Row]:
    """The rows of one file. `columns`: their names where the file has no heading, or what reads them off its
    first lines where the heading is not the first, prints a name twice or is spelt in several ways.

    Raises InputError where the text is not in `encoding`, a required column is missing, a heading stands
    twice, a row has another number of cells than the heading, or more characters than the limits allow.
    """
    with part.open() as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            if columns is None or callable(columns):
                heading = _heading(part, reader, columns, required)
            else:
                heading = list(columns)
            start = reader.line_num + 1
            for cells in reader:
                number, start = start, reader.line_num + 1
                lines.left = LIMITS.row_chars
                if not cells or (len(cells) == 1 and cells[0] in ("", "\x1a")):
                    continue  # a blank line, or the end mark of DOS files that OFAC still writes
                if len(cells) != len(heading):
                    found = f"{len(cells)} cells"
                    raise InputError(
                        [Problem(part.name, number, None, found, f"{len(heading)}, as the heading")]
                    )
                if max(map(len, cells)) > LIMITS.cell_chars:
                    expected = f"at most {LIMITS.cell_chars:,} characters a cell"
                    raise InputError([Problem(part.name, number, expected=expected)])
                yield Row(part.name, number, dict(zip(heading, cells, strict=True)))
        except _TooLongError:
            expected = f"at most {LIMITS.row_chars:,} characters a row"
            raise InputError([Problem(part.name, reader.line_num + 1, expected=expected)]) from None
        except UnicodeDecodeError as error:
            hint = f"byte 0x{error.object[error.start]:02x} after row {reader.line_num:,}"
            raise InputError.of(part.name, None, f"text in {encoding.removesuffix('-sig')}", hint) from None
        except csv.Error as error:
            problem = Problem(part.name, reader.line_num, expected="a sound row", hint=str(error))
            raise InputError([problem]) from None


def records(found: Iterable[Row], column: str) -> Iterator[tuple[str, Iterator[Row]]]:
    """Rows that follow one another with one value in `column`: the value and its rows, to be read in turn.

    Raises InputError where a record has more rows than a list has.
    """
    for value, group in groupby(found, key=lambda row: row.take(column)):
        yield value, _counted(group)


def _counted(group: Iterator[Row]) -> Iterator[Row]:
    for count, row in enumerate(group, 1):
        if count > LIMITS.record_rows:
            found = f"a record of more than {LIMITS.record_rows:,} rows"
            raise InputError([Problem(row.part, row.number, None, found, "shorter records")])
        yield row


def _heading(
    part: Part,
    reader: Iterator[list[str]],
    columns: Callable[[Iterator[list[str]]], list[str]] | None,
    required: Sequence[str],
) -> list[str]:
    heading = [cell.strip() for cell in (next(reader, []) if columns is None else columns(reader))]
    missing = [name for name in required if name not in heading]
    if missing:
        named = ", ".join(missing[:_NAMED])
        raise InputError.of(part.name, ", ".join(heading)[:200] or "no heading", f"the columns {named}")
    twice = sorted({name for name in heading if name and heading.count(name) > 1})
    if twice:
        raise InputError.of(part.name, ", ".join(twice), "each column once")
    return heading
