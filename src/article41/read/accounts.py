"""Small tables laid beside trade statistics: supplies reported, tanker calls, replies, reports filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from article41.errors import InputError, Problem
from article41.model import Fact
from article41.read.countries import load_countries
from article41.read.tables import read_table


def _column(name: str, kind: str, meaning: str, values: tuple[str, ...] = ()) -> Fact:
    return Fact(name, kind, "", values, "unknown", None, "", "", meaning)  # type: ignore[arg-type]


def _columns(*columns: Fact) -> Mapping[str, Fact]:
    return {column.name: column for column in columns}


_STATE = _column("state", "country", "The State concerned")
_SOURCE = _column("source", "text", "Who says so and where")
REPORTED = _columns(
    _column("good", "enum", "refined_petroleum or crude_oil", ("refined_petroleum", "crude_oil")),
    _STATE,
    _column("from", "date", "First day of the period reported on"),
    _column("to", "date", "Last day of the period reported on"),
    _column("tonnes", "number", "Metric tons as reported"),
    _column("barrels", "number", "Barrels as reported"),
    _column("kilolitres", "number", "Kilolitres as reported"),
    _column("factor", "number", "Barrels in a tonne by which the tonnes are converted"),
    _SOURCE,
)
CALLS = _columns(
    _column("date", "date", "Day of the delivery"),
    _column("vessel", "text", "Name of the tanker"),
    _column("dwt", "number", "Deadweight of the tanker in tonnes"),
    _column("tonnes", "number", "Cargo in tonnes where somebody saw it"),
    _SOURCE,
)
REPLIES = _columns(
    _STATE,
    _column("flow", "enum", "Direction replied to; empty for both", ("from_dprk", "to_dprk")),
    _column("hs", "text", "HS code replied to, two digits or more; empty for all goods"),
    _column("year", "number", "Year replied to; empty for all"),
    _column("reply", "text", "What the State answered, in its own words or in short"),
    _column("date", "date", "Day of the reply"),
    _SOURCE,
)
FILINGS = _columns(
    _STATE,
    _column("resolution", "text", "The resolution reported on: 1718 … 2397"),
    _column("filed", "date", "Day of the report; empty where it is known that none was filed"),
    _column("symbol", "text", "Its document symbol, such as S/AC.49/2018/12"),
    _SOURCE,
)
NEEDED = {
    "reported": (REPORTED, ("good", "from", "to")),
    "calls": (CALLS, ("date", "dwt")),
    "replies": (REPLIES, ("state", "reply")),
    "filings": (FILINGS, ("state", "resolution")),
}


@dataclass(frozen=True, slots=True)
class Account:
    """`rows`: the sound rows with typed columns of their kind and `row`; `state` is ISO alpha-3."""

    file: str
    rows: pl.DataFrame
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_account(path: Path, kind: str) -> Account:
    """CSV, JSONL, Parquet or XLSX of one kind of NEEDED.

    Raises InputError where nothing can be read or a column that is needed is not there; a row without what is
    needed is a problem and left out.
    """
    columns, needed = NEEDED[kind]
    table = read_table(path, columns, only=tuple(columns))
    typed = table.typed
    missing = [name for name in needed if name not in typed.columns]
    if missing:
        have = ", ".join(table.raw.columns)
        raise InputError(
            Problem(table.file, 1, None, have, f"a column '{name}' ({columns[name].meaning})")
            for name in missing
        )
    typed = typed.with_columns(
        pl.lit(None, _dtype(fact)).alias(name) for name, fact in columns.items() if name not in typed.columns
    )
    problems = list(table.problems)
    sound = pl.col("problem").is_null()
    for name in needed:
        empty = typed.filter(sound & pl.col(name).is_null())["row"]
        problems += [
            Problem(table.file, row, name, None, f"{columns[name].meaning}; the row is left out")
            for row in empty
        ]
    kept = typed.filter(sound & pl.all_horizontal(pl.col(name).is_not_null() for name in needed))
    if "state" in kept.columns:
        kept = kept.with_columns(pl.col("state").replace_strict(load_countries().alpha3))
    notes = tuple(f"column '{heading}' read as {name}" for heading, name in table.mapped) + table.notes
    return Account(table.file, kept.select("row", *columns), tuple(problems), notes)


def _dtype(fact: Fact) -> type[pl.DataType]:
    return {"date": pl.Date, "number": pl.Float64}.get(fact.type, pl.String)
