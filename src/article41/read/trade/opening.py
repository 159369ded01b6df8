"""A file of trade statistics opened: its format, its columns and what the user says besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from article41.errors import InputError, Problem, nearest
from article41.read.countries import comparable
from article41.read.tables.limits import Limits
from article41.read.tables.opening import identify
from article41.read.tables.streams import STREAM_LIMITS, Stream, file_name, open_stream
from article41.read.trade.assumed import Assumed, read_assumed
from article41.read.trade.formats import (
    FORMATS,
    Format,
    count_known,
    format_of,
    load_headings,
    roles_of,
    spellings,
)

_KINDS = "; ".join(format_.words for format_ in FORMATS.values())
_EXPECTED = f"trade statistics as CSV or Parquet: {_KINDS}"
_NOT_READ = {
    "workbook": ("a workbook or ZIP archive", "unpack it, or save the sheet as CSV"),
    "jsonl": ("JSON", "ask the API for CSV"),
}
_NEEDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reporter", ("reporter_iso", "reporter_code", "reporter_name")),
    ("partner", ("partner_iso", "partner_code", "partner_name")),
    ("flow", ("flow", "flow_name", "element")),
    ("period", ("period", "year")),
    ("code", ("code",)),
    ("value", ("value", "figure", "value_cny", "no_value")),
)
_EXAMPLES = {"reporter": "CHN", "partner": "PRK", "flow": "X", "period": "2017", "code": "TOTAL"}
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
        raise InputError.of(file, found, _EXPECTED, hint)
    said = read_assumed(file, assumed or {})
    renamed = _targets(file, maps or {})
    try:
        stream = open_stream(path, lambda cells: count_known(_renamed(cells, renamed)), limits)
    except InputError as error:
        raise _worded(error, file) from None
    headings = [heading.strip() for heading in stream.headings]
    unmapped = [heading for heading in maps or {} if comparable(heading) not in map(comparable, headings)]
    if unmapped:
        raise InputError(_unmapped(file, heading, headings) for heading in unmapped)
    known = _renamed(headings, renamed)
    format_ = format_of(known)
    if format_ is None:
        shown = ", ".join(filter(None, headings))[:300] or None
        raise InputError([Problem(file, stream.heading_row, None, shown, _EXPECTED, _nearest_any(headings))])
    places = roles_of(format_.name, known)
    problems = [*_repeated(file, stream, places, headings), *_of_no_cells(path, stream, places, headings)]
    if missing := _missing(stream, format_, places, said, known):
        raise InputError([*problems, *missing])
    columns = {role: headings[at[0]] for role, at in places.items()}
    notes = (*stream.notes, *_notes(headings, known, columns, said, format_))
    first = {role: at[0] for role, at in places.items()}
    return TradeFile(path, file, format_, stream, columns, first, said, notes, tuple(problems), limits)


def _targets(file: str, maps: Mapping[str, str]) -> dict[str, str]:
    """Comparable heading of the user's own to the heading that it means."""
    known = spellings()
    wrong = [target for target in maps.values() if comparable(target) not in known]
    if wrong:
        near = {target: nearest(target, known.values()) for target in wrong}
        raise InputError(
            Problem(
                file,
                None,
                None,
                target,
                "a heading of a known format to map to",
                f"did you mean {near[target]}?" if near[target] else None,
            )
            for target in wrong
        )
    return {comparable(heading): known[comparable(target)] for heading, target in maps.items()}


def _renamed(headings: Sequence[str], renamed: Mapping[str, str]) -> list[str]:
    if not renamed:
        return list(headings)
    return [renamed.get(comparable(text), text) if len(text) < 200 else text for text in headings]


def _worded(error: InputError, file: str) -> InputError:
    """An error of the reader of tables in words of trade, where it misses headings."""
    return InputError(
        Problem(file, p.row, p.column, p.found, _EXPECTED, None)
        if p.expected.startswith("headings such as")
        else p
        for p in error.problems
    )


def _unmapped(file: str, heading: str, headings: Sequence[str]) -> Problem:
    near = nearest(heading, headings)
    return Problem(
        file,
        None,
        heading,
        heading,
        "a heading of this file to map",
        f"did you mean '{near}'?" if near else None,
    )


def _nearest_any(headings: Sequence[str]) -> str | None:
    """The first heading that is all but one of a known format."""
    for heading in headings[:50]:
        near = nearest(heading, spellings().values()) if 2 < len(heading) < 80 else None
        if near is not None:
            return f"did you mean {near} by '{heading}'? --map '{heading}={near}' says so"
    return None


def _repeated(
    file: str, stream: Stream, places: Mapping[str, Sequence[int]], headings: Sequence[str]
) -> list[Problem]:
    return [
        Problem(
            file,
            stream.heading_row,
            headings[other],
            headings[other],
            f"one column for {role}",
            f"'{headings[at[0]]}' is used",
        )
        for role, at in places.items()
        for other in at[1:]
    ]


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


def _missing(
    stream: Stream,
    format_: Format,
    places: Mapping[str, Sequence[int]],
    said: Assumed,
    known: Sequence[str],
) -> list[Problem]:
    free = [known[at] for at in range(len(known)) if not any(at in taken for taken in places.values())]
    told = {what for what in _EXAMPLES if what in said.given}
    told |= {what for what in ("reporter", "flow") if getattr(format_, what) is not None}
    problems = []
    for what, roles in _NEEDED:
        if what in told or any(role in places for role in roles):
            continue
        own = [spellings()[key] for key, role in load_headings()[format_.name].items() if role in roles]
        near = next((f for f in free if nearest(f, own) is not None and len(f) < 80), None)
        hints = [f"--map '{near}={nearest(near, own)}' if that is it"] if near else []
        if what in _EXAMPLES:
            hints.append(f"--assume {what}={_EXAMPLES[what]} says it of the whole file")
        expected = f"a column for {what}: {' or '.join(own[:3])}"
        problems.append(
            Problem(stream.file, stream.heading_row, None, None, expected, "; ".join(hints) or None)
        )
    return problems


def _notes(
    headings: Sequence[str],
    known: Sequence[str],
    columns: Mapping[str, str],
    said: Assumed,
    format_: Format,
) -> list[str]:
    notes = [
        f"column '{own}' is read as {target}"
        for own, target in zip(headings, known, strict=True)
        if own != target
    ]
    has = {what for what, roles in _NEEDED if any(role in columns for role in roles)}
    has |= {what for what in ("reporter", "flow") if getattr(format_, what) is not None}
    if "classification" in columns:
        has.add("edition")
    for what, text in said.given.items():
        told = f"{what}={text} is not used: the file tells it" if what in has else f"assumed: {what}={text}"
        notes.append(told)
    if "no_value" in columns:
        notes.append(
            f"column '{columns['no_value']}' adds up unit values of products, which is no value of trade: "
            "no value is read"
        )
    if "value_cny" in columns and "value" not in columns:
        notes.append(f"column '{columns['value_cny']}' is in yuan: no value in US dollars is read from it")
    if format_.name == "faostat":
        notes.append("items are given HS headings by our own mapping, cpc.csv")
    return notes
