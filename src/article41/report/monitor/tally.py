"""The world in one table: each State's flows with the DPRK by class, direction and source."""

from __future__ import annotations

import polars as pl

from article41.flows import STATUSES
from article41.report.monitor.figures import NO_BREAK, years
from article41.report.monitor.grid import MOST, Cell, Grid, Row
from article41.report.monitor.ground import Ground
from article41.report.monitor.states import state_name
from article41.report.monitor.words import STATUS, WAYS, source_name
from article41.report.relief import money

_SUMMED = ("state", "way", "source", "start", "status", "provisions", "value_usd", "other_usd", "reply")


def leaves(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings that enter counts and sums, where nothing is told twice; the columns that these need."""
    return findings.lazy().filter(pl.col("is_leaf")).select(_SUMMED).collect()


def worst_first(found: pl.DataFrame) -> pl.DataFrame:
    """What asks most for an answer first, then the largest value; unknown values last, ids break ties."""
    return found.sort("status", "value_usd", "id", descending=[False, True, False], nulls_last=True)


def by_state(ground: Ground, counted: pl.DataFrame, *, is_world: bool) -> Grid:
    """`counted`: leaves. A row a State, direction and source; a column a class, with number and value."""
    by_value = [f"{name} usd" for name in STATUSES]
    order = [*by_value, *(f"{name} n" for name in STATUSES), "state", "way", "source"]
    is_falling = [True] * 2 * len(STATUSES) + [False] * 3
    found = (
        counted.group_by("state", "way", "source")
        .agg(*_sums(), pl.col("start").dt.year().unique().sort().alias("years"))
        .sort(order, descending=is_falling, nulls_last=True)
    )
    rows: list[Row] = [
        (
            *((Cell(state_name(row["state"]), href=ground.page_of(row["state"])),) if is_world else ()),
            Cell(WAYS[row["way"]], "line"),
            Cell(source_name(row["source"]), "line"),
            years(row["years"]),
            *(_cell(row, name) for name in STATUSES),
        )
        for row in found.head(MOST).iter_rows(named=True)
    ]
    return Grid(
        "States by class of their figures" if is_world else "Flows by class",
        (
            *(("State",) if is_world else ()),
            "direction",
            "source",
            "years",
            *(f"#{STATUS[name].label}".replace(" …", f"{NO_BREAK}…") for name in STATUSES),
        ),
        rows,
        len(found),
        "findings.csv",
        "Number of flows and their value. Two sources tell the same trade: their rows are not to be added.",
    )


def _sums() -> list[pl.Expr]:
    """Of each class the number of flows, their value, and how many tell none."""
    found = []
    for name in STATUSES:
        value = pl.col("value_usd").filter(pl.col("status").cast(pl.String) == name)
        found += [
            value.len().alias(f"{name} n"),
            pl.when(value.count() > 0).then(value.sum()).alias(f"{name} usd"),
            value.null_count().alias(f"{name} unknown"),
        ]
    return found


def _cell(row: dict[str, object], status: str) -> Cell:
    """ "12: USD 4.2 m"; a dash for none."""
    flows, value, unknown = (row[f"{status} {what}"] for what in ("n", "usd", "unknown"))
    if not flows:
        return Cell("–", "n")
    told = f"USD {money(value)}" if isinstance(value, float) else "value not told"
    part = f" + {unknown:,} not told" if unknown and value is not None else ""
    return Cell(f"{flows:,}: {told}{part}", f"n {STATUS[status].css}", sign=STATUS[status].sign)
