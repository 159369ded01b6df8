"""What every reader hands on: headings, columns as found, row numbers, and the faults met on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from article41.errors import InputError, Problem

HEADING_SEARCH_ROWS = 20
_DTYPES: Mapping[type, type[pl.DataType]] = {
    str: pl.String,
    int: pl.Int64,
    float: pl.Float64,
    bool: pl.Boolean,
    dt.date: pl.Date,
    dt.datetime: pl.Datetime,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong that the reader itself saw. `index` counts the grid's rows from 0.

    `heading` is the column's position; None where the row is broken and none of its cells can be trusted.
    `is_merge`: the cell is covered by a merged one, which alone does not make an empty row worth keeping.
    `rest`: what no cell holds, the unread line itself or the cells too many.
    """

    index: int
    heading: int | None
    found: str | None
    expected: str
    hint: str | None = None
    is_merge: bool = False
    rest: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """`columns` stand in the order of `headings`, which may be blank or repeated; `rows` is UInt32."""

    headings: tuple[str, ...]
    columns: tuple[pl.Series, ...]
    rows: pl.Series
    heading_row: int | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()


def joined(grids: Sequence[Grid]) -> Grid:
    """Stretches of one table, at least one, as one grid."""
    faults: list[Fault] = []
    start = 0
    for grid in grids:
        faults += (replace(fault, index=fault.index + start) for fault in grid.faults)
        start += len(grid.rows)
    columns = tuple(pl.concat(parts) for parts in zip(*(grid.columns for grid in grids), strict=True))
    return replace(
        grids[0], columns=columns, rows=pl.concat([grid.rows for grid in grids]), faults=tuple(faults)
    )


def without_empty_rows(grid: Grid) -> tuple[Grid, int]:
    """The grid without rows in which nothing stands, and their number. A row with a fault stays."""
    is_empty: pl.Series | None = None
    for column in grid.columns:
        is_empty = is_blank(column) if is_empty is None else is_empty & is_blank(column)
        if not is_empty.any():
            return grid, 0
    if is_empty is None:
        return grid, 0
    faulty = {fault.index for fault in grid.faults if not fault.is_merge}
    if faulty:
        is_empty = is_empty.scatter(sorted(faulty), False)
    kept = (~is_empty).arg_true()
    # where each kept row goes; a merge fault on an empty row goes with it
    places = (~is_empty).cast(pl.Int64).cum_sum() - 1
    faults = tuple(replace(f, index=places[f.index]) for f in grid.faults if not is_empty[f.index])
    columns = tuple(column.gather(kept) for column in grid.columns)
    found = replace(grid, columns=columns, rows=grid.rows.gather(kept), faults=faults)
    return found, int(is_empty.sum())


def is_blank(column: pl.Series) -> pl.Series:
    """Which cells hold nothing, or nothing but blanks."""
    if column.dtype != pl.String:
        return column.is_null()
    return (column.str.strip_chars() == "").fill_null(True)


def locate_heading(
    first_rows: Sequence[Sequence[str]], recognised: Callable[[Sequence[str]], int]
) -> tuple[int, int] | None:
    """Index of the row that holds the headings, and how many of them are recognised.

    `first_rows` are the file's first rows; the one with most recognised headings is taken. A row below the
    first filled one needs two, since a title may by chance read like one heading. None if no row qualifies.
    """
    best: tuple[int, int] | None = None
    is_first = True
    for index, cells in enumerate(first_rows[:HEADING_SEARCH_ROWS]):
        if not any(cell.strip() for cell in cells):
            continue
        count = recognised(cells)
        if count >= (1 if is_first else 2) and (best is None or count > best[1]):
            best = index, count
        is_first = False
    return best


def title_note(heading_index: int, first_rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Says that rows above the headings were taken for titles, if any of them holds text."""
    titles = [row for row in first_rows[:heading_index] if any(cell.strip() for cell in row)]
    if not titles:
        return ()
    return (f"row {heading_index + 1} holds the headings; what stands above it is taken for titles",)


def no_heading(file: str, found: Sequence[str], row: int | None = None) -> InputError:
    """The error for a table in which not one heading means anything to us."""
    shown = ", ".join(cell for cell in found if cell.strip())[:300]
    return InputError(
        [
            Problem(
                file,
                row,
                found=shown or None,
                expected="headings such as id, date, origin, destination, hs, description",
                hint="rename the columns, or name them with --map 'Your heading=date'",
            )
        ]
    )


def column_of(values: Sequence[object]) -> pl.Series:
    """Cells of mixed Python types as one column: of their own type where they share one, else as text."""
    kinds = {type(value) for value in values if value is not None}
    if kinds == {float, int}:
        kinds = {float}
    if len(kinds) == 1:
        dtype = _DTYPES.get(kinds.pop())
        if dtype is not None:
            try:
                return pl.Series(values, dtype=dtype, strict=dtype != pl.Float64)
            except (OverflowError, TypeError, pl.exceptions.PolarsError):
                pass  # whole numbers beyond 64 bits, which a reference number may be: kept as text
    return pl.Series([None if value is None else as_text(value) for value in values], dtype=pl.String)


def as_text(value: object) -> str:
    """A cell as its user would type it: 2701 rather than 2701.0, 2018-03-04 rather than a serial number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def distinct(headings: Sequence[str]) -> list[str]:
    """The headings, made different from each other: a data frame cannot hold two columns of one name."""
    names: list[str] = []
    taken = set()
    for position, heading in enumerate(headings, 1):
        name = base = heading.strip() or f"column {position}"
        number = 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name)
        names.append(name)
    return names
