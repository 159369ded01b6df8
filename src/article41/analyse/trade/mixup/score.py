"""How likely each flow with the DPRK was recorded for the wrong Korea, part by part."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.mixup import figures, goods, times
from article41.analyse.trade.mixup.evidence import gather
from article41.analyse.trade.mixup.points import Part
from article41.analyse.trade.mixup.sides import mirror, side
from article41.flows import KOR, MIXUP, PRK

LIKELY = 0.5
"""From here on a flow is "likely recorded for the wrong Korea": as likely as not, and for review."""


def score_mixups(prk: pl.DataFrame, counted: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """One row of MIXUP for each flow of `prk` that is an import from or an export to the DPRK, in order.

    `prk` and `counted` are COUNTED: the flows in question, and all rows of either Korea, earlier years and
    the Republic of Korea's own among them. `usual` is USUAL. What the files do not tell gives no points.
    """
    flows, also = side(prk, PRK), side(counted, PRK)
    every = pl.concat([flows, also.join(flows.select("id"), on="id", how="anti")])
    wide = gather(flows, side(counted, KOR), every, mirror(counted), usual)
    return summed(wide, _parts())


def _parts() -> list[Part]:
    return [
        goods.reporter(),
        goods.goods(),
        goods.basket(),
        goods.scale(),
        figures.usual_size(),
        figures.ten_times(),
        figures.third_source(),
        figures.unit_value(),
        times.history(),
        times.mirror(),
        times.mode(),
    ]


def summed(wide: pl.DataFrame, parts: list[Part]) -> pl.DataFrame:
    """MIXUP for each row: the sum of the parts, held between 0 and 1 by a last part where it is beyond."""
    named = wide.select(
        "id",
        *(p.points.alias(f"{p.name}.points") for p in parts),
        *(p.says.alias(f"{p.name}.says") for p in parts),
    ).with_columns(sum=pl.sum_horizontal(f"{p.name}.points" for p in parts).round(2))
    held = named.with_columns(score=pl.col("sum").clip(0, 1)).with_columns(
        over=(pl.col("score") - pl.col("sum")).round(2)
    )
    shown = [
        pl.struct(part=pl.lit(p.name), points=pl.col(f"{p.name}.points"), says=pl.col(f"{p.name}.says"))
        for p in parts
    ]
    limit = pl.when(pl.col("over") != 0).then(
        pl.struct(part=pl.lit("limit"), points=pl.col("over"), says=pl.lit("a score stays between 0 and 1"))
    )
    return held.select("id", "score", parts=pl.concat_list(*shown, limit).list.drop_nulls()).cast(MIXUP)  # type: ignore[arg-type]
