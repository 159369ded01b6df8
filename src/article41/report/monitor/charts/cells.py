"""Trade by HS chapter and year, added up for the heat map."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from article41.report.monitor.charts.chapters import OTHER
from article41.report.monitor.charts.trade import Told, known_sum, leaves, told
from article41.report.monitor.record import Monitor

MOST = 24
"""Chapters drawn of one way; the rest share one row."""
COLUMNS = {
    "way": pl.String, "source": pl.String, "chapter": pl.String, "year": pl.Int32, "value_usd": pl.Float64,
    "weight_kg": pl.Float64, "rows": pl.UInt32,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One way of trade. `cells`: chapter, year, value_usd, weight_kg, rows."""

    told: Told
    cells: pl.DataFrame

    def table(self) -> pl.DataFrame:
        """The cells as they are offered to the reader, with way and source."""
        told_of = (pl.lit(self.told.way).alias("way"), pl.lit(self.told.source).alias("source"))
        return self.cells.with_columns(told_of).select(pl.col(c).cast(t) for c, t in COLUMNS.items())

    def drawn(self) -> tuple[list[str], pl.DataFrame]:
        """The chapters with most trade, in the tariff's order, and the cells; the others as one row."""
        size = self.cells.group_by("chapter").agg(pl.col("value_usd").sum())
        size = size.sort("value_usd", "chapter", descending=[True, False])
        if len(size) <= MOST + 1:
            return sorted(size["chapter"].to_list()), self.cells
        kept = size["chapter"].head(MOST).to_list()
        label = pl.when(pl.col("chapter").is_in(kept)).then("chapter").otherwise(pl.lit(OTHER))
        cells = self.cells.group_by(label.alias("chapter"), "year").agg(
            known_sum("value_usd"), known_sum("weight_kg"), pl.col("rows").sum()
        )
        return [*sorted(kept), OTHER], cells.sort("chapter", "year")


def side(monitor: Monitor, state: str | None, way: str) -> Side | None:
    """The cells of one way; None where no flow of it bears an HS chapter."""
    of = told(monitor, state, way)
    if of is None:
        return None
    cells = (
        leaves(of.rows)
        .filter(pl.col("code").str.contains(r"^\d{2}"))
        .group_by(pl.col("code").str.slice(0, 2).alias("chapter"), "year")
        .agg(known_sum("value_usd"), known_sum("weight_kg"), pl.len().alias("rows"))
        .sort("chapter", "year")
    )
    return None if cells.is_empty() else Side(of, cells)
