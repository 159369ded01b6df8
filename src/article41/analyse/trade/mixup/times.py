"""Parts that ask how often, by which way, and what the Republic of Korea tells itself."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.mixup.figures import TEN, times
from article41.analyse.trade.mixup.points import Case, Part, amount, part

_STEADY, _MOSTLY = 3, 0.6
_WITHIN, _NOTABLE = 0.2, 0.2
_SEA, _AIR, _LAND = (2000, 2999), (1000, 1999), (3000, 3999)
"""Comtrade's modes of transport by their first digit."""


def history() -> Part:
    """Whether the same goods stand with the DPRK in other periods, at about this size."""
    others, periods = pl.col("same_periods"), pl.col("periods")
    usual = (times("mean_value", "mean_weight") < TEN).fill_null(True)
    says = pl.format("the same goods stand with the DPRK in {} of {} other periods", others, periods)
    steady = (others >= _STEADY) & (others >= periods * _MOSTLY) & usual
    return part(
        "history",
        [
            Case(periods < 1, 0.0, "not known: the files show no other period"),
            Case(steady, -0.3, says),
            Case((others > 0) & usual, -0.1, says),
            Case(others > 0, 0.0, says + ", ten times smaller or more"),
            Case(others == 0, 0.05, "these goods stand with the DPRK in this period alone"),
        ],
        "not known",
    )


def mirror() -> Part:
    """The Republic of Korea's own figure, less what the State books with it."""
    value, shown, own = pl.col("value"), pl.col("mirror_value"), pl.col("good_value").fill_null(0)
    gap = shown - own
    says = pl.format(
        "the Republic of Korea itself reports {}; the State shows {} with it",
        amount(shown, pl.lit(None, pl.Float64)),
        pl.when(own > 0).then(amount(own, pl.lit(None, pl.Float64))).otherwise(pl.lit("nothing")),
    )
    return part(
        "mirror",
        [
            Case(
                pl.col("mirror_here").is_null(),
                0.0,
                "not known: no rows of the Republic of Korea for this State and period in the files",
            ),
            Case(value.is_null(), 0.0, "not known: the flow has no value"),
            Case(shown.is_null(), -0.2, "the Republic of Korea reports none of these goods with this State"),
            Case((own == 0) & ((value - shown).abs() <= _WITHIN * shown), 0.4, says),
            Case(
                (own > 0) & ((gap - value).abs() <= _WITHIN * value) & (value >= _NOTABLE * shown), 0.2, says
            ),
        ],
        "the figure of the Republic of Korea neither meets nor excludes it",
    )


def mode() -> Part:
    """The Republic of Korea is reached by sea and air alone."""
    told = pl.col("mode")
    return part(
        "mode",
        [
            Case(told.is_between(*_LAND), -0.1, "by land, a way that leads to the DPRK alone"),
            Case(told.is_between(*_SEA), 0.05, "by sea, as goods of the Republic of Korea go"),
            Case(told.is_between(*_AIR), 0.05, "by air, as goods of the Republic of Korea go"),
        ],
        "not known: the mode of transport is not told",
    )
