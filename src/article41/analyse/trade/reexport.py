"""Goods from the DPRK that a State soon sells on: what came in is about what went out."""

from __future__ import annotations

from typing import Any

import polars as pl

from article41.analyse.trade.saying import grouped
from article41.flows import PRK

NEAR = 0.10
MONTHS = 6
"""Within how many months of a month's inflow the goods must leave; a year is held against itself."""
LEAST_KG, LEAST_USD = 1_000.0, 1_000.0
"""Below these two figures are alike by chance."""

OUTFLOW: dict[str, Any] = {
    "source": pl.String,
    "reporter": pl.String,
    "code": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "value_usd": pl.Float64,
    "weight_kg": pl.Float64,
}
"""A reporter's exports of one commodity to all partners but the DPRK in one period."""


def outflows(usual: pl.DataFrame) -> pl.DataFrame:
    """A reporter's yearly exports to all partners but the Koreas (USUAL) as OUTFLOW."""
    start = pl.date(pl.col("year"), 1, 1)
    sold = usual.filter(pl.col("flow") == "X").with_columns(start.alias("start"))
    return sold.with_columns(pl.col("start").dt.offset_by("1y").alias("end")).select(
        pl.col(c).cast(t) for c, t in OUTFLOW.items()
    )


def reexports(counted: pl.DataFrame, sold: pl.DataFrame) -> pl.DataFrame:
    """id and says of each flow from the DPRK (COUNTED) about equal to what its reporter sold on (OUTFLOW).

    Equal within 10 % by weight, by value where either has no weight. A year's inflow is held against the
    sales of that year; a month's against all that left from that month on within six. It shows that the goods
    may have passed through, not that they did.
    """
    bought = counted.filter(
        (pl.col("partner") == PRK) & (pl.col("flow") == "M") & pl.col("code").is_not_null()
    )
    pairs = bought.select("id", "freq", *OUTFLOW).join(sold, on=["source", "reporter", "code"], suffix="_out")
    start, out = pl.col("start"), pl.col("start_out")
    is_month_out = pl.col("end_out") <= out.dt.offset_by("1mo")
    in_time = (
        pl.when((pl.col("freq") == "M") & is_month_out)
        .then((out >= start) & (out < start.dt.offset_by(f"{MONTHS}mo")))
        .otherwise((out >= start) & (pl.col("end_out") <= pl.col("end")))
    )
    figures = ("value_usd", "weight_kg")
    found = (
        pairs.filter(in_time)
        .group_by("id")
        .agg(
            *(pl.col(c).first() for c in (*figures, "code")),
            *(
                pl.when(pl.col(f"{c}_out").null_count() == 0).then(pl.col(f"{c}_out").sum()).alias(f"{c}_out")
                for c in figures
            ),
        )
    )
    kg, kg_out, usd, usd_out = (
        pl.col(c) for c in ("weight_kg", "weight_kg_out", "value_usd", "value_usd_out")
    )
    by_weight = (kg > 0) & (kg_out > 0)
    tonnes = pl.format("HS {}: {} t in, {} t out", "code", grouped(kg / 1000), grouped(kg_out / 1000))
    dollars = pl.format("HS {}: {} USD in, {} USD out", "code", grouped(usd), grouped(usd_out))
    is_near = (
        pl.when(by_weight.fill_null(False))
        .then(_near(kg, kg_out, LEAST_KG))
        .otherwise(_near(usd, usd_out, LEAST_USD))
    )
    says = pl.when(by_weight.fill_null(False)).then(tonnes).otherwise(dollars)
    return (
        found.filter(is_near)
        .select("id", pl.format("{}: about as much left again as came from the DPRK", says).alias("says"))
        .sort("id")
    )


def _near(into: pl.Expr, out: pl.Expr, least: float) -> pl.Expr:
    return (into >= least) & ((out - into).abs() <= NEAR * into)
