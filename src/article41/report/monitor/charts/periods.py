"""Total trade by month or year, for the timeline."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from article41.flows import TOTAL
from article41.report.monitor.charts.trade import (
    Told,
    known_sum,
    leaves,
    told,
    yearly_totals,
)
from article41.report.monitor.record import Monitor

COLUMNS = {
    "way": pl.String,
    "source": pl.String,
    "start": pl.Date,
    "months": pl.Int8,
    "value_usd": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One way. `points`: start, months (1 or 12), value_usd."""

    told: Told
    points: pl.DataFrame

    @property
    def is_monthly(self) -> bool:
        """Whether any month is told by itself."""
        return bool((self.points["months"] == 1).any())

    def table(self) -> pl.DataFrame:
        """The points as they are offered to the reader, with way and source."""
        told_of = (pl.lit(self.told.way).alias("way"), pl.lit(self.told.source).alias("source"))
        return self.points.with_columns(told_of).select(pl.col(c).cast(t) for c, t in COLUMNS.items())

    def years_of_none(self) -> list[int]:
        """Years with reports in which nothing of this way stands; a value not known is something."""
        some = self.points.filter(pl.col("value_usd").is_null() | (pl.col("value_usd") > 0))
        return sorted(self.told.covered - set(some["start"].dt.year().to_list()))


def line(monitor: Monitor, state: str | None, way: str) -> Line | None:
    """Yearly totals, with months in their place where one State told them; None where there is no flow."""
    of = told(monitor, state, way)
    if of is None:
        return None
    years = yearly_totals(of.rows).group_by("year").agg(known_sum("value_usd"))
    points = years.select(
        pl.date("year", 1, 1).alias("start"), pl.lit(12, pl.Int8).alias("months"), "value_usd"
    )
    if state is not None:
        months = _months(of.rows)
        told_by_month = months["start"].dt.year().unique().to_list()
        points = pl.concat([points.filter(~pl.col("start").dt.year().is_in(told_by_month)), months])
    return Line(of, points.sort("start"))


def _months(rows: pl.DataFrame) -> pl.DataFrame:
    """Monthly sums: the State's own total of the month where it gave one, else the sum of its parts."""
    monthly = rows.filter(pl.col("freq") == "M").with_columns(pl.col("start").dt.truncate("1mo"))
    total = monthly.filter(pl.col("code") == TOTAL).group_by("start").agg(known_sum("value_usd").alias("all"))
    parts = leaves(monthly).group_by("start").agg(known_sum("value_usd").alias("parts"))
    both = total.join(parts, on="start", how="full", coalesce=True)
    return both.select(
        "start", pl.lit(1, pl.Int8).alias("months"), pl.coalesce("all", "parts").alias("value_usd")
    )
