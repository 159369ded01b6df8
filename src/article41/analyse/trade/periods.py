"""A year told as a year and by its months: one of the two counts."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.saying import kilograms, usd

NEAR = 0.01
"""How far the months may fall short of the year and still be all of it."""
MONTHS = 12

_OF_YEAR = ("source", "reporter", "partner", "flow", "item", "year")


def year_or_months(flows: pl.DataFrame) -> pl.DataFrame:
    """`key` and `why` of flows that do not count because their year is told otherwise.

    Months count where they make up the year or more (later months are corrected first); else the year does,
    for months are missing. Compared by value, else by weight, else by whether all twelve stand there.
    """
    flows = flows.with_columns(pl.col("start").dt.year().alias("year"))
    is_year, is_month = (pl.col("freq").eq_missing(pl.lit(f)) for f in ("A", "M"))
    years, months = (flows.filter(is_it).select(_OF_YEAR) for is_it in (is_year, is_month))
    both = years.join(months, on=_OF_YEAR, how="semi", nulls_equal=True).unique()
    told = (
        flows.join(both, on=_OF_YEAR, how="semi", nulls_equal=True)
        .group_by(_OF_YEAR)
        .agg(
            is_month.sum().alias("months"),
            *(pl.col(c).filter(is_year).max().alias(f"y_{c}") for c in ("value_usd", "weight_kg")),
            *(_sum(pl.col(c).filter(is_month)).alias(f"m_{c}") for c in ("value_usd", "weight_kg")),
        )
    )
    by_value, by_weight = (
        pl.col(f"y_{c}").is_not_null() & pl.col(f"m_{c}").is_not_null() for c in ("value_usd", "weight_kg")
    )
    counts = (
        pl.when(by_value)
        .then(pl.col("m_value_usd") >= (1 - NEAR) * pl.col("y_value_usd"))
        .when(by_weight)
        .then(pl.col("m_weight_kg") >= (1 - NEAR) * pl.col("y_weight_kg"))
        .otherwise(pl.col("months") >= MONTHS)
    )
    figures = [
        pl.when(by_weight & ~by_value)
        .then(kilograms(pl.col(f"{side}_weight_kg")))
        .otherwise(usd(pl.col(f"{side}_value_usd")))
        for side in ("m", "y")
    ]
    why = (
        pl.when(counts)
        .then(
            pl.format(
                "months of {} are counted: those told ({}) come to {}, the year says {}",
                pl.col("year"),
                pl.col("months"),
                *figures,
            )
        )
        .otherwise(
            pl.format(
                "the year {} is counted: it says {}, its months told ({}) come to {}",
                pl.col("year"),
                figures[1],
                pl.col("months"),
                figures[0],
            )
        )
    )
    told = told.select(*_OF_YEAR, counts.alias("months_count"), why.alias("why"))
    return (
        flows.join(told, on=_OF_YEAR, nulls_equal=True, maintain_order="left")
        .filter(pl.when("months_count").then(is_year).otherwise(is_month))
        .select("key", "why")
    )


def _sum(known: pl.Expr) -> pl.Expr:
    """The sum of what is known; null where nothing is."""
    return pl.when(known.count() > 0).then(known.sum())
