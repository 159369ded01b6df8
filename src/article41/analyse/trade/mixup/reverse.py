"""The reverse: goods of the DPRK that may stand under the Republic of Korea. Weak, and for asking only."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.mixup.evidence import gather
from article41.analyse.trade.mixup.figures import NEAR_PRICE, OTHER_PRICE, apart, times
from article41.analyse.trade.mixup.goods import good_here, listed_as, other_periods, others_found
from article41.analyse.trade.mixup.points import Case, Part, doublings, part
from article41.analyse.trade.mixup.score import summed
from article41.analyse.trade.mixup.sides import mirror, side
from article41.flows import KOR, PRK

WORTH_ASKING = 0.4
"""Kept from here on: the goods and at least one sign more. No real case was at hand to calibrate it on."""


def reverse_mixups(counted: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """MIXUP for imports from the Republic of Korea that look like goods of the DPRK, likeliest first.

    `counted` is COUNTED with all rows of either Korea, `usual` is USUAL. Only goods that the DPRK is known to
    sell are asked about. The score orders candidates; unlike that of `score_mixups` it is not calibrated.
    """
    flows = side(counted, KOR).filter(pl.col("flow") == "M", listed_as(PRK).is_not_null())
    wide = gather(flows, side(counted, PRK), side(counted, KOR), mirror(counted), usual)
    scored = summed(wide, [_start(), _hole(), _price(), _size(), _mirror()])
    return scored.filter(pl.col("score") >= WORTH_ASKING).sort(["score", "id"], descending=[True, False])


def _start() -> Part:
    says = listed_as(PRK) + ": the DPRK is known to sell them; a weak sign, for the Republic of Korea may too"
    return part("goods", [Case(pl.lit(True), 0.2, says)], "")


def _hole() -> Part:
    share = (others_found + 0.5) / (other_periods + 1)
    says = pl.format(
        "lacking with the DPRK in just this period; there in {} of {} others", others_found, other_periods
    )
    return part(
        "basket",
        [
            Case(pl.col("shelf_periods").is_null(), 0.0, "not known: no rows with partner PRK in the files"),
            Case(good_here, -0.1, "the same goods stand with the DPRK in the same period"),
            Case(others_found > 0, doublings(1 / (1 - share)).clip(0, 0.3), says),
        ],
        "these goods stand with the DPRK in no period",
    )


def _price() -> Part:
    own, prk = apart("price_same"), apart("price_there")
    says = pl.format(
        "USD {} a kilogram; {} with the DPRK", pl.col("price").round(2), pl.col("price_there").round(2)
    )
    return part(
        "unit value",
        [
            Case((prk <= NEAR_PRICE) & (own >= OTHER_PRICE), 0.2, says),
            Case((prk <= NEAR_PRICE) & own.is_null(), 0.1, says),
            Case((prk >= OTHER_PRICE) & (own <= NEAR_PRICE), -0.2, says),
            Case(prk.is_not_null(), 0.0, says),
        ],
        "not known: no price of these goods with the DPRK",
    )


def _size() -> Part:
    ratio = times("median_value", "median_weight")
    says = "about the size usual with the DPRK"
    return part(
        "size",
        [
            Case(pl.max_horizontal(ratio, 1 / ratio) <= 5, 0.1, says),
            Case(ratio.is_not_null(), 0.0, "not of the size usual with the DPRK"),
        ],
        "not known: no figure of these goods with the DPRK",
    )


def _mirror() -> Part:
    shown, value = pl.col("mirror_value"), pl.col("value")
    return part(
        "mirror",
        [
            Case(
                pl.col("mirror_here").is_null(),
                0.0,
                "not known: no rows of the Republic of Korea for this State and period in the files",
            ),
            Case(shown.is_null(), 0.2, "the Republic of Korea itself reports none of these goods"),
            Case((shown - value).abs() <= 0.2 * shown, -0.3, "the Republic of Korea itself reports the same"),
        ],
        "the figure of the Republic of Korea neither meets nor excludes it",
    )
