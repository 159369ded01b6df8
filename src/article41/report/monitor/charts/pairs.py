"""Two figures for the same flows, added up by State or by year, and published totals beside their sum."""

from __future__ import annotations

import polars as pl

from article41.report.monitor.charts.amounts import years_said
from article41.report.monitor.charts.trade import known_sum, told, yearly_totals
from article41.report.monitor.record import Monitor
from article41.report.monitor.states import state_name
from article41.report.monitor.words import WAYS

HAS_BOTH = pl.col("value_usd").is_not_null() & pl.col("other_usd").is_not_null() & pl.col("is_leaf")
PUBLISHED_WAY = {
    "exports": "from_dprk",
    "X": "from_dprk",
    "from_dprk": "from_dprk",
    "imports": "to_dprk",
    "M": "to_dprk",
    "to_dprk": "to_dprk",
}
"""What a published total counts, seen from the DPRK, whose trade it is."""
COLUMNS = {
    "way": pl.String, "name": pl.String, "own_usd": pl.Float64, "other_usd": pl.Float64, "flows": pl.UInt32,
    "years": pl.String,
}  # fmt: skip


def pairs(rows: pl.DataFrame, state: str | None) -> pl.DataFrame:
    """Rows that have both figures, by year for a State, else by State, those furthest apart first."""
    by = "year" if state else "state"
    table = rows.group_by("way", by).agg(
        known_sum("value_usd").alias("own_usd"),
        known_sum("other_usd"),
        pl.len().alias("flows"),
        pl.col("year").unique().sort().alias("told"),
    )
    names = [str(value) if state else state_name(value or "") for value in table[by]]
    table = table.with_columns(
        pl.Series("name", names, dtype=pl.String),
        pl.Series("years", [years_said(years) for years in table["told"].to_list()], dtype=pl.String),
        (pl.col("own_usd") / pl.col("other_usd")).log().abs().alias("apart"),
    )
    order = ["name"] if state else ["apart", "name"]
    table = table.sort(order, descending=[False] if state else [True, False], nulls_last=True)
    return table.select(pl.col(c).cast(t) for c, t in COLUMNS.items())


def published(monitor: Monitor) -> pl.DataFrame:
    """Each published total with what all States together report for the same year and way, where they do.

    A year that somebody told in part is left out: months say nothing beside a year. `flows`: States.
    """
    sums: dict[tuple[str, int], tuple[float | None, int]] = {}
    for way in WAYS:
        of = told(monitor, None, way)
        if of is not None:
            for _, year, value in yearly_totals(of.rows).iter_rows():
                if year in of.partial:
                    continue
                before, states = sums.get((way, year), (None, 0))
                sums[way, year] = (before if value is None else (before or 0.0) + value, states + 1)
    found = []
    for row in monitor.published.sort("year", "source", "flow").iter_rows(named=True):
        way = PUBLISHED_WAY.get(row["flow"] or "", "")
        own, states = sums.get((way, row["year"]), (None, 0))
        if own is not None and row["value_usd"] is not None:
            name = f"{row['year']} {'exports' if way == 'from_dprk' else 'imports'}, {row['source']}"
            found.append((way, name, own, row["value_usd"], states, str(row["year"])))
    return pl.DataFrame(found, schema=COLUMNS, orient="row")
