"""Figures that look ten, a hundred or a thousand times too large or too small, and amounts that cannot be."""

from __future__ import annotations

import math
from collections.abc import Mapping

import polars as pl

from article41.analyse.trade.saying import grouped

NEAR = 0.1
"""How far the base-10 logarithm of a ratio may lie from 1, 2 or 3 (a factor of 1.26)."""
BARRELS_PER_TONNE = (6.0, 12.0)
"""What a tonne of any oil product can be, from bitumen to LPG (UN Energy Statistics: 6.05 to 11.65)."""
LOADED = 1.05
"""Cargo by deadweight that is still possible: deadweights are told in round figures."""

_ALIKE = ("reporter", "partner", "flow", "freq", "code")
_FIGURES = {"value_usd": "USD", "weight_kg": "kg"}


def unit_slips(counted: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """id, figure (value_usd or weight_kg), factor (10.0, 0.001 …), says: flows that may be a slip of a unit.

    A figure's neighbours: the period before and after in the same source, the same flow in another source,
    and what it would be at the usual price (USUAL) by the flow's other figure. At least two of them must be
    known, and each must miss it by about the same power of ten; one that does not is enough to name nothing.
    """
    flows = counted.filter(pl.col("code").is_not_null()).with_columns(pl.col("start").dt.year().alias("year"))
    flows = flows.unique(["source", *_ALIKE, "start"], keep="none", maintain_order=True)
    return pl.concat(_slips(flows, usual, figure, unit) for figure, unit in _FIGURES.items()).sort(
        "id", "figure"
    )


def _slips(flows: pl.DataFrame, usual: pl.DataFrame, figure: str, unit: str) -> pl.DataFrame:
    other_figure = next(f for f in _FIGURES if f != figure)
    own = pl.col(figure)
    told = flows.filter(own > 0).select("id", "source", *_ALIKE, "start", "end", "year", figure, other_figure)
    beside = [
        told.select("source", *_ALIKE, pl.col(at).alias(on), own.alias(name))
        for at, on, name in (("end", "start", "the period before"), ("start", "end", "the period after"))
    ]
    found = told
    for (on, name), frame in zip(
        (("start", "the period before"), ("end", "the period after")), beside, strict=True
    ):
        found = found.join(
            frame.select("source", *_ALIKE, on, name),
            on=["source", *_ALIKE, on],
            how="left",
            maintain_order="left",
        )
    others = told.select(*_ALIKE, "start", "end", "source", own.alias("another source"))
    pairs = told.select("id", *_ALIKE, "start", "end", "source").join(
        others, on=[*_ALIKE, "start", "end"], suffix="_o"
    )
    pairs = (
        pairs.filter(pl.col("source") != pl.col("source_o"))
        .group_by("id")
        .agg(pl.col("another source").median())
    )
    found = found.join(pairs, on="id", how="left", maintain_order="left")
    price = (
        usual.filter((pl.col(figure) > 0) & (pl.col(other_figure) > 0))
        .group_by("source", "reporter", "flow", "code", "year")
        .agg((pl.col(figure).sum() / pl.col(other_figure).sum()).alias("rate"))
    )
    found = found.join(
        price, on=["source", "reporter", "flow", "code", "year"], how="left", maintain_order="left"
    )
    found = found.with_columns((pl.col("rate") * pl.col(other_figure)).alias("the usual price"))
    names = ("the period before", "the period after", "another source", "the usual price")
    logs = [(own / pl.when(pl.col(n) > 0).then(n)).log10() for n in names]
    power = pl.mean_horizontal(*logs).round(0)
    is_near = pl.all_horizontal(*((g - power).abs().fill_null(0) <= NEAR for g in logs))
    known = pl.sum_horizontal(*(g.is_not_null().cast(pl.Int8) for g in logs))
    factor = pl.lit(10.0).pow(power)
    neighbours = pl.concat_str(
        [
            pl.when(pl.col(n) > 0).then(pl.format("{}: {} {}", pl.lit(n), grouped(pl.col(n)), pl.lit(unit)))
            for n in names
        ],
        separator="; ",
        ignore_nulls=True,
    )
    too = (
        pl.when(power > 0)
        .then(pl.format("about {} times", factor.cast(pl.Int64)))
        .otherwise(pl.format("about 1/{}", (1 / factor).round(0).cast(pl.Int64)))
    )
    return found.filter(is_near & (known >= 2) & power.abs().is_between(1, 3)).select(
        "id",
        pl.lit(figure).alias("figure"),
        factor.alias("factor"),
        pl.format(
            "{} {} is {} what stands beside it ({}): a slip of a unit may explain it",
            grouped(own),
            pl.lit(unit),
            too,
            neighbours,
        ).alias("says"),
    )


def power_of_ten(figure: float, neighbours: Mapping[str, float]) -> float | None:
    """10, 100, 1000 or an inverse where a figure is that many times all its neighbours; else None.

    One neighbour is enough here: the figure is printed, and what it should be is known.
    """
    logs = [math.log10(figure / n) for n in neighbours.values() if n > 0] if figure > 0 else []
    if not logs:
        return None
    power = round(sum(logs) / len(logs))
    is_slip = 1 <= abs(power) <= 3 and all(abs(x - power) <= NEAR for x in logs)
    return 10.0**power if is_slip else None


def impossible_rate(barrels: float, tonnes: float) -> str | None:
    """Why so many barrels cannot be so many tonnes of oil; None where they can."""
    least, most = BARRELS_PER_TONNE
    if not (barrels > 0 and tonnes > 0) or least <= barrels / tonnes <= most:
        return None
    return (
        f"{barrels:,.0f} barrels in {tonnes:,.0f} t are {barrels / tonnes:.1f} barrels a tonne; "
        f"oil products have {least:g} to {most:g}"
    )


def impossible_cargo(tonnes: float, dwt: float) -> str | None:
    """Why a ship of that deadweight cannot bear so many tonnes; None where it can."""
    if not (tonnes > 0 and dwt > 0) or tonnes <= LOADED * dwt:
        return None
    return f"{tonnes:,.0f} t in a ship of {dwt:,.0f} dwt are {tonnes / dwt:.0%} of what it bears"
