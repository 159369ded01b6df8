"""What a State, its mirror and other sources say of the same trade, side by side and never added."""

from __future__ import annotations

from typing import Any

import polars as pl

from article41.analyse.trade.ways import with_way
from article41.flows import TOTAL

AGREEMENT: dict[str, Any] = {
    "state": pl.String,  # the side that is neither Korea; KOR where the two Koreas trade with each other
    "way": pl.String,  # from_dprk, to_dprk, from_rok, to_rok
    "source": pl.String,
    "teller": pl.String,  # own: the State's figure; mirror: the other side's; reconciled: BACI's of both
    "year": pl.Int32,
    "value_usd": pl.Float64,
    "says": pl.String,  # what the figure is: the sum of n flows, or the published total
}
"""A State's yearly trade with one of the two Koreas, as each source and side tells it."""


def agreement(counted: pl.DataFrame) -> pl.DataFrame:
    """COUNTED as AGREEMENT, in the order of its columns.

    The figure is the published TOTAL where that is larger than the sum of the leaves (a State may keep the
    goods of a part of its trade to itself), else the sum. Null where neither has a known value.
    """
    flows = with_way(counted).filter(pl.col("way").is_not_null() & pl.col("flow").is_in(["M", "X"]))
    value, is_total = pl.col("value_usd"), pl.col("code") == TOTAL
    leaf = value.filter(pl.col("is_leaf") & ~is_total.fill_null(False))
    told = flows.group_by("state", "way", "source", "teller", pl.col("start").dt.year().alias("year")).agg(
        pl.when(leaf.count() > 0).then(leaf.sum()).alias("leaves"),
        leaf.len().alias("flows"),
        pl.when(value.filter(is_total).count() > 0).then(value.filter(is_total).sum()).alias("total"),
    )
    is_by_total = pl.col("leaves").is_null() | (pl.col("total") > pl.col("leaves"))
    says = (
        pl.when(pl.col("total").is_null() & pl.col("leaves").is_null())
        .then(pl.lit("no value told"))
        .when(is_by_total)
        .then(pl.lit("the published total"))
        .otherwise(pl.format("the sum of {} flows", "flows"))
    )
    figure = pl.max_horizontal("leaves", "total").alias("value_usd")
    return (
        told.with_columns(figure, says.alias("says"))
        .select(pl.col(c).cast(t) for c, t in AGREEMENT.items())
        .sort("state", "way", "year", "source", "teller")
    )
