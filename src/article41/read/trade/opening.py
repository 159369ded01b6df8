"""A file of trade statistics opened: its format, its columns and what the user says besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from article41.errors import InputError, Problem
from article41.read.tables.limits import Limits
from article41.read.tables.opening import identify
from article41.read.tables.streams import STREAM_LIMITS, Stream, file_name, open_stream
from article41.read.trade.assumed import Assumed, read_assumed
from article41.read.trade.columns import (
    EXPECTED,
    missing,
    renamed,
    repeated,
    targets,
    told,
    unknown,
    unmapped,
    worded,
)
from article41.read.trade.formats import Format, count_known, format_of, roles_of

_NOT_READ = {
    "workbook": ("a workbook or ZIP archive", "unpack it, or save the sheet as CSV"),
    "jsonl": ("JSON", "ask the API for CSV"),
}
_CELLS = (pl.String, pl.Boolean, pl.Date, pl.Categorical, pl.Enum, pl.Null)


@dataclass(frozen=True, slots=True)
class TradeFile:
    """`columns`: role to the heading it stands under. `heading_row`: None for Parquet, whose first record is
    row 1. `extent`: its size, in rows for Parquet and in bytes for text."""

    path: Path
    file: str
    format: Format
    stream: Stream
    columns: Mapping[str, str]
    places: Mapping[str, int]
    assumed: Assumed
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    limits: Limits

    @property
    def heading_row(self) -> int | None:
        return self.stream.heading_row

    @property
    def extent(self) -> int:
        return self.stream.extent


def open_trade(
    path: Path | str,
    assumed: Mapping[str, str] | None = None,
    maps: Mapping[str, str] | None = None,
    limits: Limits = STREAM_LIMITS,
) -> TradeFile:
    """The format is told by the headings alone. `assumed`: constants for columns that the file lacks; `maps`:
    headings of the user's own to those of a format (`Wert` to `primaryValue`).

    Raises InputError where the file is no table of trade, or lacks a column that nothing is assumed for.
    """
    path = Path(path)
    file = file_name(path)
    kind = identify(path, file, limits)
    if kind in _NOT_READ:
        found, hint = _NOT_READ[kind]
        raise InputError.of(file, found, EXPECTED, hint)
    said = read_assumed(file, assumed or {})
    own = targets(file, maps or {})
    try:
        stream = open_stream(path, lambda cells: count_known(renamed(cells, own)), limits)
    except InputError as error:
        raise worded(error, file) from None
    headings = [heading.strip() for heading in stream.headings]
    if problems := unmapped(file, maps or {}, headings):
        raise InputError(problems)
    known = renamed(headings, own)
    format_ = format_of(known)
    if format_ is None:
        raise InputError([unknown(file, stream.heading_row, headings)])
    places = roles_of(format_.name, known)
    problems = [*repeated(stream, places, headings), *_of_no_cells(path, stream, places, headings)]
    if lacks := missing(stream, format_, places, said, known):
        raise InputError([*problems, *lacks])
    columns = {role: headings[at[0]] for role, at in places.items()}
    notes = (*stream.notes, *told(headings, known, columns, said, format_))
    first = {role: at[0] for role, at in places.items()}
    return TradeFile(path, file, format_, stream, columns, first, said, notes, tuple(problems), limits)


def _of_no_cells(
    path: Path, stream: Stream, places: dict[str, list[int]], headings: Sequence[str]
) -> list[Problem]:
    """Columns of Parquet that hold lists or records; they are taken for missing."""
    if stream.kind != "parquet":
        return []
    schema = pl.scan_parquet(path, glob=False).collect_schema()
    problems = []
    for role, at in list(places.items()):
        dtype = schema.dtypes()[at[0]]
        if not (dtype.is_numeric() or dtype in _CELLS):
            problems.append(
                Problem(stream.file, None, headings[at[0]], str(dtype), "a column of text or numbers")
            )
            del places[role]
    return problems
