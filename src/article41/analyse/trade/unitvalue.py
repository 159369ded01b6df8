"""US dollars a kilogram against what the same reporter's trade in the same code usually costs."""

from __future__ import annotations

import polars as pl

from article41.flows import KOR

FACTOR = 3.0
"""A price this many times the usual one, or below its inverse, is named: qualities differ by less."""
LEAST_KG = 100.0
"""Below it a price says little: weights are rounded to kilograms."""

_ALIKE = ("source", "reporter", "flow", "code", "year")


def unit_values(counted: pl.DataFrame, usual: pl.DataFrame, factor: float = FACTOR) -> pl.DataFrame:
    """id, usd_per_kg, usual_usd_per_kg, ratio, says of each flow (COUNTED) whose price is out of the usual.

    Usual is the reporter's trade in that code and year with all partners but the Koreas (USUAL); where it has
    none, its trade with the Republic of Korea, for flows with other partners.
    """
    priced = _priced(counted.with_columns(pl.col("start").dt.year().alias("year")))
    with_rok = priced.filter(pl.col("partner") == KOR)
    prices = [
        _price(_priced(usual), "all others"),
        _price(with_rok, "the Republic of Korea"),
    ]
    flows = priced.select(
        "id", "partner", *_ALIKE, (pl.col("value_usd") / pl.col("weight_kg")).alias("usd_per_kg")
    )
    for rank, price in enumerate(prices):
        flows = flows.join(price, on=_ALIKE, how="left", suffix=f"_{rank}", maintain_order="left")
    of_rok = pl.when(pl.col("partner") != KOR)
    flows = flows.with_columns(
        pl.coalesce("usual_usd_per_kg", of_rok.then("usual_usd_per_kg_1")).alias("usual_usd_per_kg"),
        pl.when(pl.col("usual_usd_per_kg").is_not_null()).then("whose").otherwise("whose_1").alias("whose"),
    ).with_columns((pl.col("usd_per_kg") / pl.col("usual_usd_per_kg")).alias("ratio"))
    ratio = pl.col("ratio")
    times = (
        pl.when(ratio > 1)
        .then(pl.format("{} times", _round(ratio)))
        .otherwise(pl.format("1/{}", _round(1 / ratio)))
    )
    says = pl.format(
        "{} USD a kg, {} of what the same goods cost in trade with {} that year ({} USD a kg)",
        _round(pl.col("usd_per_kg")), times, "whose", _round(pl.col("usual_usd_per_kg")),
    )  # fmt: skip
    return flows.filter((ratio > factor) | (ratio < 1 / factor)).select(
        "id", "usd_per_kg", "usual_usd_per_kg", "ratio", says.alias("says")
    )


def _priced(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(
        (pl.col("value_usd") > 0) & (pl.col("weight_kg") >= LEAST_KG) & pl.col("code").is_not_null()
    )


def _price(rows: pl.DataFrame, whose: str) -> pl.DataFrame:
    """The usual price of each _ALIKE: all its value by all its weight."""
    price = pl.col("value_usd").sum() / pl.col("weight_kg").sum()
    return (
        rows.group_by(_ALIKE).agg(price.alias("usual_usd_per_kg")).with_columns(pl.lit(whose).alias("whose"))
    )


def _round(figure: pl.Expr) -> pl.Expr:
    return figure.round_sig_figs(3).cast(pl.String).str.strip_suffix(".0")
