"""What a table holds throughout: a test that comes out alike on every row is settled once, before any column.

This is the index over the law's conditions: a rule about port calls costs nothing in a table of shipments, a
rule of 2006 needs no check of days in a table of 2018, and unknown keeps a rule in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from article41.decide.conditions import LAW_ON, SETS

MEMBERS = tuple(f"{fact}." for fact in SETS)
"""How the columns of a set's members begin."""
WORDS = ("kind", "service", "contract_type", "finance_type")
"""Facts by which many rules are told apart."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one prepared frame holds.

    `present`: columns with at least one value. `members`: columns of sets with one value on every row.
    `words`: every value of a fact that no row lacks. `days`: the first and last day, if no row lacks one.
    """

    present: frozenset[str]
    members: Mapping[str, bool | None]
    words: Mapping[str, frozenset[str]]
    days: tuple[date, date] | None

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Scope:
        """Looks once over a prepared frame."""
        if not len(frame):
            return cls(frozenset(frame.columns), {}, {}, None)
        sets = [c for c in frame.columns if c.startswith(MEMBERS) and frame.schema[c] == pl.Boolean]
        nulls = frame.null_count().row(0, named=True)
        least = frame.select(pl.col(sets).min()).row(0, named=True)
        most = frame.select(pl.col(sets).max()).row(0, named=True)
        empty = {name for name, count in nulls.items() if count == len(frame)}
        words = {
            name: frozenset(frame[name].unique().to_list())
            for name in WORDS
            if name in frame.columns and not nulls[name]
        }
        return cls(
            frozenset(name for name in frame.columns if name not in empty),
            {c: least[c] for c in sets if c in empty or (not nulls[c] and least[c] == most[c])},
            words,
            None if nulls[LAW_ON] else _extremes(frame[LAW_ON]),
        )


def _extremes(days: pl.Series) -> tuple[date, date] | None:
    first, last = days.min(), days.max()
    return (first, last) if isinstance(first, date) and isinstance(last, date) else None
