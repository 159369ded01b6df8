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
    told = [wide.select(part=pl.lit(p.name), points=p.points, says=p.says) for p in parts]
    sums = wide.select("id").with_columns(t["points"].alias(str(n)) for n, t in enumerate(told))
    held = sums.select("id", sum=pl.sum_horizontal(pl.exclude("id")).round(2)).with_columns(
        score=pl.col("sum").clip(0, 1)
    )
    over = held.select(
        part=pl.lit("limit"),
        points=(pl.col("score") - pl.col("sum")).round(2),
        says=pl.lit("a score stays between 0 and 1"),
    )
    held = held.with_row_index("at")
    is_over = over["points"] != 0
    found = [
        held.filter(rows).with_columns(_side_by_side([t.filter(rows) for t in shown]))
        for rows, shown in ((~is_over, told), (is_over, [*told, over]))
        if rows.any()
    ]
    if not found:
        return pl.DataFrame(schema=MIXUP)
    return pl.concat(found).sort("at").select(MIXUP.keys()).cast(MIXUP)  # type: ignore[arg-type]


def _side_by_side(told: list[pl.DataFrame]) -> pl.Series:
    """A list of the parts for each row, laid out by number: built row by row it takes ten times as long."""
    parts, rows = len(told), len(told[0])
    at = pl.int_range(parts * rows, eager=True)
    each = pl.concat(told).to_struct("parts").gather((at % parts) * rows + at // parts)
    return each.reshape((rows, parts)).arr.to_list().alias("parts")
