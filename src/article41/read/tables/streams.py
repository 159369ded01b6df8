"""A table of any size in stretches of rows, each cell as its user wrote it.

Where `read_table` types a whole table in memory, this hands on what stands in the file, a batch at a time; a
workbook alone is held whole, within the limits of a sheet.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import polars as pl

from article41.errors import InputError
from article41.read.tables.delimited import Delimited, delimited_batches, open_delimited
from article41.read.tables.grid import Fault, Grid, as_text, without_empty_rows
from article41.read.tables.jsonlines import Refused, kind_of, open_objects, whole
from article41.read.tables.limits import Limits
from article41.read.tables.opening import Kind, identify
from article41.read.tables.parquet import parquet_batches, parquet_extent
from article41.read.tables.workbook import read_workbook

STREAM_LIMITS = Limits(file_bytes=1 << 44, rows=4_000_000_000)
"""Rows are numbered in 32 bits; all else is bounded by the batch."""
ALIASES = "; "
"""Between the texts of a JSON list, as people write several names in one cell."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow each other. `objects`: of a JSONL file each row as it was, an object or the text of a
    line that is none. `skipped`: wholly empty rows, left out. `done`: how much of the extent is read."""

    grid: Grid
    done: int
    skipped: int = 0
    objects: Sequence[Mapping[str, object] | str] | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """A table opened. `headings` may be blank or repeated. `extent`: its size, in rows for Parquet and
    workbooks, in bytes for text. `delimiter` and `encoding` are those of a CSV file."""

    file: str
    kind: Kind
    headings: tuple[str, ...]
    heading_row: int | None
    notes: tuple[str, ...]
    extent: int
    stretches: Callable[[int, int], AbstractContextManager[Iterator[Stretch]]]
    """Of `size` rows each, after the first `skip`, blank lines counted."""
    delimiter: str = ","
    encoding: str = "utf-8"


def open_stream(
    path: Path | str, recognised: Callable[[Sequence[str]], int], limits: Limits = STREAM_LIMITS
) -> Stream:
    """Tells CSV, JSONL, Parquet and XLSX apart by content and finds the headings.

    `recognised` counts the headings it knows among some cells. Raises InputError where nothing can be read.
    """
    path = Path(path)
    file = file_name(path)
    with _readable(file):
        match identify(path, file, limits):
            case "parquet":
                return _parquet(path, file, limits)
            case "workbook":
                return _workbook(path, file, recognised, limits)
            case "jsonl":
                return _jsonl(path, file, limits)
            case "delimited":
                return _delimited(path, file, recognised, limits)


def file_name(path: Path) -> str:
    """The file as messages call it."""
    return (path.name or str(path)).encode("utf-8", "backslashreplace").decode()


@contextmanager
def _readable(file: str) -> Iterator[None]:
    """A file that goes away, or whose disk does, while it is read."""
    try:
        yield
    except OSError as error:
        raise InputError.of(file, None, "a file that can be read to its end", str(error)) from None


def _parquet(path: Path, file: str, limits: Limits) -> Stream:
    headings, height = parquet_extent(path, file, limits)

    @contextmanager
    def stretches(skip: int, size: int) -> Iterator[Iterator[Stretch]]:
        yield (Stretch(grid, int(grid.rows[-1])) for grid in parquet_batches(path, file, height, size, skip))

    return Stream(file, "parquet", headings, None, (), height, stretches)


def _workbook(path: Path, file: str, recognised: Callable[[Sequence[str]], int], limits: Limits) -> Stream:
    sheet = read_workbook(path, file, recognised, limits)
    height = len(sheet.rows)

    @contextmanager
    def stretches(skip: int, size: int) -> Iterator[Iterator[Stretch]]:
        yield (_stretch(_cut(sheet, at, size), min(at + size, height)) for at in range(skip, height, size))

    return Stream(file, "workbook", sheet.headings, sheet.heading_row, sheet.notes, height, stretches)


def _cut(grid: Grid, start: int, size: int) -> Grid:
    faults = tuple(replace(f, index=f.index - start) for f in grid.faults if start <= f.index < start + size)
    columns = tuple(column.slice(start, size) for column in grid.columns)
    return replace(grid, columns=columns, rows=grid.rows.slice(start, size), faults=faults)


def _stretch(grid: Grid, done: int) -> Stretch:
    filled, skipped = without_empty_rows(grid)
    return Stretch(filled, done, skipped)


def _delimited(path: Path, file: str, recognised: Callable[[Sequence[str]], int], limits: Limits) -> Stream:
    def opened() -> AbstractContextManager[Delimited]:
        return open_delimited(path, file, recognised, limits)

    @contextmanager
    def stretches(skip: int, size: int) -> Iterator[Iterator[Stretch]]:
        with _readable(file), opened() as text:
            yield (
                _stretch(grid, text.bytes_read())
                for grid in delimited_batches(text, file, limits, size, skip)
            )

    with opened() as text:
        return Stream(
            *(file, "delimited", text.headings, text.heading_row, text.notes, path.stat().st_size, stretches),
            delimiter=text.delimiter,
            encoding=text.encoding,
        )


def _jsonl(path: Path, file: str, limits: Limits) -> Stream:
    """Its keys are those of the whole file, for any line may bring a new one: it is read twice."""
    keys: dict[str, None] = {}
    with open_objects(path, file, limits) as (objects, _):
        for _row, item in objects:
            if isinstance(item, dict) and not item.keys() <= keys.keys():
                keys.update(dict.fromkeys(item))
                if len(keys) > limits.columns:
                    found = f"{len(keys):,} different keys"
                    raise InputError.of(file, found, f"at most {limits.columns:,}")
    headings = tuple(keys)

    @contextmanager
    def stretches(skip: int, size: int) -> Iterator[Iterator[Stretch]]:
        with _readable(file), open_objects(path, file, limits) as (objects, bytes_read):
            yield _object_stretches(islice(objects, skip, None), headings, size, bytes_read)

    return Stream(file, "jsonl", tuple(map(whole, headings)), None, (), path.stat().st_size, stretches)


def _object_stretches(
    objects: Iterator[tuple[int, object]], keys: Sequence[str], size: int, bytes_read: Callable[[], int]
) -> Iterator[Stretch]:
    while taken := list(islice(objects, size)):
        faults: list[Fault] = []
        found: list[Mapping[str, object] | str] = []
        for index, (_, item) in enumerate(taken):
            if isinstance(item, dict):
                found.append(item)
            elif isinstance(item, Refused):
                faults.append(Fault(index, None, item.found, item.expected, item.hint))
                found.append(item.text)
            else:
                expected = 'a JSON object such as {"id": "C-1", "name": "…"}'
                faults.append(Fault(index, None, kind_of(item), expected))
                found.append(json.dumps(item, ensure_ascii=False))
        columns = tuple(_texts(found, key, place, faults) for place, key in enumerate(keys))
        rows = pl.Series([row for row, _ in taken], dtype=pl.UInt32)
        grid = Grid(tuple(map(whole, keys)), columns, rows, None, tuple(faults))
        yield Stretch(grid, bytes_read(), 0, found)


def _texts(
    objects: Sequence[Mapping[str, object] | str], key: str, place: int, faults: list[Fault]
) -> pl.Series:
    """One key of each object as text; a list of plain values is one text, an object in an object a fault."""
    texts: list[str | None] = []
    for index, item in enumerate(objects):
        value = None if isinstance(item, str) else item.get(key)
        if isinstance(value, list) and not any(isinstance(v, dict | list) for v in value):
            value = ALIASES.join(as_text(v) for v in value if v is not None)
        if isinstance(value, dict | list):
            faults.append(Fault(index, place, kind_of(value), "one value, or a list of plain ones"))
            value = json.dumps(value, ensure_ascii=False)
        texts.append(None if value is None else whole(as_text(value)))
    return pl.Series(texts, dtype=pl.String)
