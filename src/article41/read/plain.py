"""Small text files of rows: their lines in whatever encoding, and CSV with columns of known names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from article41.errors import InputError, Problem
from article41.read.tables.limits import Limits
from article41.read.tables.lines import Records, bounded_lines
from article41.read.tables.opening import encoding_of, identify

_DELIMITERS = ",;\t|"
_FOUND = {"jsonl": "JSON", "workbook": "a workbook", "parquet": "Parquet"}


@dataclass(frozen=True, slots=True)
class Text:
    """`file`: its name as it is told; `lines`: None for one too long to be held; `notes`: how it was read."""

    file: str
    lines: Iterator[str | None]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The cells of the columns asked for, "" where a row has none; `problems`: rows that are no rows."""

    rows: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


@contextmanager
def open_text(path: Path, limits: Limits, expected: str) -> Iterator[Text]:
    """The lines of a text. Raises InputError where there is no such file, where it is no text, or where it
    cannot be read to its end."""
    file = (path.name or str(path)).encode("utf-8", "backslashreplace").decode()
    kind = identify(path, file, limits)
    if kind != "delimited":
        raise InputError.of(file, _FOUND[kind], expected)
    try:
        with path.open("rb") as binary:
            encoding, note = encoding_of(binary)
            stream = io.TextIOWrapper(binary, encoding=encoding, errors="replace", newline="")
            yield Text(file, bounded_lines(stream, limits.line_bytes), (note,) if note else ())
    except OSError as error:
        raise InputError.of(file, None, "a file that can be read to its end", error.strerror) from None


def headings_of(line: str) -> tuple[str, list[str]]:
    """The delimiter that makes most cells of a line, and the cells."""
    bare = line.removeprefix("\ufeff").strip()
    delimiter = max(_DELIMITERS, key=bare.count)
    try:
        return delimiter, [cell.strip() for cell in next(csv.reader([bare], delimiter=delimiter), [])]
    except csv.Error:
        return delimiter, [bare]


def read_columns(path: Path, names: Sequence[str], limits: Limits | None = None) -> Columns:
    """A CSV whose headings are these names, in any order and among others. Raises InputError, naming every
    column that is missing."""
    limits = limits or Limits()
    rows: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    with open_text(path, limits, f"a CSV with the columns {', '.join(names)}") as text:
        first = next(text.lines, "") or ""
        delimiter, cells = headings_of(first)
        headings = [cell.lower() for cell in cells]
        missing = [name for name in names if name not in headings]
        if missing:
            raise InputError(
                Problem(text.file, 1, found=first.strip(), expected=f"a column '{name}'") for name in missing
            )
        places = [headings.index(name) for name in names]
        for row, record in enumerate(Records(text.lines, delimiter), 2):
            if row > limits.rows:
                raise InputError([Problem(text.file, row, expected=f"at most {limits.rows:,} rows")])
            if isinstance(record, ValueError):
                problems.append(Problem(text.file, row, expected=str(record)))
            elif any(record):
                rows.append(tuple(record[at].strip() if at < len(record) else "" for at in places))
    return Columns(tuple(rows), tuple(problems), text.notes)
