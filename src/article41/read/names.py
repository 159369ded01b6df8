"""A file of plain names: one a line, or a CSV with a column of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from article41.errors import InputError, Problem
from article41.read.countries import comparable
from article41.read.plain import headings_of, open_text
from article41.read.tables.limits import Limits
from article41.read.tables.lines import Records

HEADINGS = ("name", "fullname", "customer", "customername", "party", "partyname", "company", "vessel")
"""What a column of names is called, letters alone; the first of them that a file has is read."""
_TABLES = (".csv", ".tsv")
LONGEST = 1_000
"""Characters of a name; a longer line is no name."""


@dataclass(frozen=True, slots=True)
class Names:
    """`texts` in the order of the file, empty ones left out; `problems`: rows that are no names; `notes`: how
    the file was read."""

    texts: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_names(path: Path, limits: Limits | None = None) -> Names:
    """Names of a text file: those below a heading such as `name` or, where there is none, every line.

    Raises InputError where there is no such file or no text, or where a .csv has no column of names.
    """
    limits = limits or Limits()
    with open_text(path, limits, "one name a line, or a CSV with a column 'name'") as text:
        texts, problems = _names(text.file, path.suffix.lower() in _TABLES, text.lines, limits)
    return Names(tuple(texts), tuple(problems), text.notes)


def _names(
    file: str, is_table: bool, lines: Iterator[str | None], limits: Limits
) -> tuple[list[str], list[Problem]]:
    first = next(lines, "")
    delimiter, cells_of_first = headings_of(first or "")
    headings = [comparable(cell) for cell in cells_of_first]
    place = next((headings.index(h) for h in HEADINGS if h in headings), None)
    if place is None and is_table:
        found = (first or "a line too long to be a heading").strip()
        raise InputError(
            [Problem(file, 1, found=found, expected="a column 'name'", hint="or one name a line, as .txt")]
        )
    if place is None:
        cells: Iterator[str | ValueError | None] = chain([first], lines)
        start = 1
    else:
        cells, start = _column(Records(lines, delimiter), place), 2
    texts: list[str] = []
    problems: list[Problem] = []
    for row, cell in enumerate(cells, start):
        if row > limits.rows:
            raise InputError([Problem(file, row, expected=f"at most {limits.rows:,} rows")])
        if isinstance(cell, ValueError) or cell is None or len(cell) > LONGEST:
            expected = (
                str(cell) if isinstance(cell, ValueError) else f"a name of at most {LONGEST:,} characters"
            )
            problems.append(Problem(file, row, expected=expected))
        elif text := cell.strip().strip("\0"):
            texts.append(text)
    return texts, problems


def _column(records: Records, place: int) -> Iterator[str | ValueError]:
    for record in records:
        if isinstance(record, ValueError):
            yield record
        else:
            yield record[place] if place < len(record) else ""
