"""From a grid, as a reader found it, to a Table."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from article41.errors import InputError, Problem
from article41.model import Fact
from article41.read.tables.checks import both_ways, early_imports, missing_columns
from article41.read.tables.convert import convert
from article41.read.tables.grid import Fault, Grid, distinct, is_blank, no_heading, without_empty_rows
from article41.read.tables.headings import Recogniser, assign
from article41.read.tables.limits import Limits
from article41.read.tables.told import Told

_WRONG = {"index": pl.UInt32, "found": pl.String, "expected": pl.String, "hint": pl.String}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read; `typed` and `raw` have the same rows in the same order.

    `typed`: "row" (UInt32, as the user counts: heading = row 1, JSONL = line, Parquet: first record = 1),
    "problem" (String, null when the row is sound), and a column for each recognised fact: Date, Boolean,
    Float64, else String. A cell that cannot be read is null, and its row's problem says so.
    `raw`: the user's own columns as found, under their own headings.
    `mapped`: headings that were guessed or mapped to a fact of another name. `unknown`: headings left unread.
    `notes`: what was done without losing anything. `skipped`: wholly empty rows, left out.
    """

    file: str
    typed: pl.DataFrame
    raw: pl.DataFrame
    problems: tuple[Problem, ...]
    mapped: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]
    skipped: int


def assemble(  # noqa: PLR0913, PLR0917  (each is another part of the question)
    file: str,
    grid: Grid,
    facts: Mapping[str, Fact],
    recognised: Recogniser,
    limits: Limits,
    only: Collection[str] | None = None,
) -> Table:
    """Type the recognised columns (those of the facts in `only`, if given) and tell everything that is wrong.

    Raises InputError where no heading is recognised or there is no row.
    """
    grid, skipped = without_empty_rows(grid)
    names = distinct(grid.headings)
    own, heading_problems, hidden = own_headings(file, grid, names)
    given = assign(own, recognised, file, grid.heading_row)
    if only is not None:
        given = replace(
            given,
            columns={fact: position for fact, position in given.columns.items() if fact in only},
            mapped=tuple((heading, fact) for heading, fact in given.mapped if fact in only),
        )
    if not given.columns:
        faults = [
            Problem(file, grid.rows[f.index], None, f.found, f.expected, f.hint) for f in grid.faults[:20]
        ]
        raise InputError(
            [*faults, *no_heading(file, grid.headings, grid.heading_row).problems, *given.problems]
        )
    if not len(grid.rows):
        raise InputError([Problem(file, grid.heading_row, expected="at least one row below the headings")])
    told = Told(file, grid.rows, limits.problems_per_column)
    told.add([*heading_problems, *given.problems])
    if only is None:
        told.add(missing_columns(file, given.columns, given.unknown, recognised))
    _add_faults(told, grid.faults, {position: names[position] for position in given.columns.values()})
    headings = {fact: names[position] for fact, position in given.columns.items()}
    typed, notes = _typed(grid, given.columns, facts, told, limits)
    clashes = both_ways(typed, headings).with_columns(
        expected=pl.lit("goods that go either from the DPRK or to it"), hint=pl.lit(None, pl.String)
    )
    if clashes.height:
        told.add_cells(None, len(names), clashes)
    typed = typed.insert_column(0, grid.rows.rename("row")).insert_column(1, told.row_texts())
    raw = pl.DataFrame([column.rename(name) for column, name in zip(grid.columns, names, strict=True)]).drop(
        hidden
    )
    notes = (*grid.notes, *given.notes, *notes, *early_imports(typed, headings))
    return Table(file, typed, raw, told.problems(), given.mapped, given.unknown, notes, skipped)


def own_headings(
    file: str, grid: Grid, names: Sequence[str]
) -> tuple[dict[int, str], list[Problem], list[str]]:
    """Headings that can mean something, by position; problems of the others; columns of nothing."""
    own: dict[int, str] = {}
    problems = []
    hidden = []
    for position, (heading, name) in enumerate(zip(grid.headings, names, strict=True)):
        column = grid.columns[position]
        if heading.strip() == name:
            own[position] = name
        elif heading.strip():
            hint = f"the first is used; this one is passed through as '{name}'"
            problems.append(
                Problem(file, grid.heading_row, heading.strip(), heading.strip(), "each heading once", hint)
            )
        elif is_blank(column).all():
            hidden.append(name)
        else:
            hint = f"the column has cells; it is passed through as '{name}'"
            problems.append(Problem(file, grid.heading_row, name, "a blank heading", "a heading", hint))
    return own, problems, hidden


def _add_faults(told: Told, faults: Sequence[Fault], headings: Mapping[int, str]) -> None:
    """What the reader saw, by column; faults of columns that are not read do not matter."""
    by_heading: dict[int | None, list[Fault]] = {}
    for fault in faults:
        by_heading.setdefault(fault.heading, []).append(fault)
    for position, group in by_heading.items():
        if position is None or position in headings:
            cells = [(fault.index, fault.found, fault.expected, fault.hint) for fault in group]
            wrong = pl.DataFrame(cells, schema=_WRONG, orient="row")
            heading = None if position is None else headings[position]
            told.add_cells(heading, -1 if position is None else position, wrong)


def _typed(
    grid: Grid,
    columns: Mapping[str, int],
    facts: Mapping[str, Fact],
    told: Told,
    limits: Limits,
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """A typed column for each fact, in the order of facts.csv. Cells a reader found fault with are null."""
    faulty: dict[int | None, list[int]] = {}
    for fault in grid.faults:
        faulty.setdefault(fault.heading, []).append(fault.index)
    places = pl.int_range(0, len(grid.rows), dtype=pl.UInt32, eager=True)
    names = distinct(grid.headings)
    series = []
    notes: list[str] = []
    for fact in facts.values():
        if fact.name not in columns:
            continue
        position = columns[fact.name]
        found = grid.columns[position]
        unread = faulty.get(None, []) + faulty.get(position, [])
        if unread:
            is_read = ~places.is_in(unread)
            found = found.zip_with(is_read, pl.Series([None], dtype=found.dtype))
        column = convert(found, fact, limits.cell_chars)
        series.append(column.values)
        if column.wrong is not None:
            told.add_cells(names[position], position, column.wrong)
        notes += [f"column '{names[position]}': {note}" for note in column.notes]
    return pl.DataFrame(series), tuple(notes)
