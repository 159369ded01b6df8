"""Parts that weigh the flow's own figures: its size, its price, and what others count in all."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.mixup.goods import NEIGHBOURS
from article41.analyse.trade.mixup.points import Case, Part, amount, part, whole

value, weight = pl.col("value"), pl.col("weight")
TEN = 10
_LIKE, _UNLIKE = 5, 20
"""A bilateral figure of a year is within a factor of five of its usual size nine times in ten."""
_ALIKE_PRICE, NEAR_PRICE, OTHER_PRICE, _FAR_PRICE = 1.1, 1.25, 2, 3


def times(of_value: str, of_weight: str) -> pl.Expr:
    """The flow over another figure, in the measure that it has; null where that is not known or nothing."""
    by_value = pl.when(pl.col(of_value) > 0).then(value / pl.col(of_value))
    by_weight = pl.when(pl.col(of_weight) > 0).then(weight / pl.col(of_weight))
    return pl.when(value.is_not_null()).then(by_value).otherwise(by_weight)


def usual_size() -> Part:
    """Against this good's usual size with the Republic of Korea."""
    ratio = times("median_value", "median_weight")
    off = pl.max_horizontal(ratio, 1 / ratio)
    says = pl.format(
        "{} beside {}, the median of these goods with the Republic of Korea",
        amount(value, weight),
        amount(pl.when(value.is_not_null()).then("median_value"), pl.col("median_weight")),
    )
    return part(
        "size beside KOR",
        [
            Case(pl.col("shelf_periods").is_null(), 0.0, "not known: no rows with partner KOR in the files"),
            Case(off <= _LIKE, 0.1, says),
            Case(ratio >= _UNLIKE, -0.1, says),
            Case(ratio.is_not_null(), 0.0, says),
        ],
        "not known: no figure of these goods with partner KOR",
    )


def ten_times() -> Part:
    """Against all that the State traded with the DPRK in a period, the three years before."""
    ratio = times("before_value", "before_weight")
    says = pl.format(
        "{} beside {}, the State's median with the DPRK in the three years before",
        amount(value, weight),
        amount(pl.when(value.is_not_null()).then("before_value"), pl.col("before_weight")),
    )
    return part(
        "size beside PRK",
        [Case(ratio >= TEN, 0.2, says), Case(ratio.is_not_null(), 0.0, says)],
        "not known: no figure with the DPRK in the three years before",
    )


def third_source() -> Part:
    """Against what KOTRA counts for all States but China."""
    ratio = value / pl.col("others_usd")
    says = pl.format(
        "{} % of the USD {} that KOTRA counts for {} between the DPRK and all States but China",
        whole(ratio * 100),
        whole(pl.col("others_usd")),
        pl.col("of"),
    )
    return part(
        "third source",
        [
            Case(pl.col("state").is_in(list(NEIGHBOURS)), 0.0, "says nothing of the DPRK's neighbours"),
            Case(ratio >= 1, 0.3, says),
            Case(ratio >= 0.5, 0.2, says),
            Case(ratio.is_not_null(), 0.0, says),
            Case(value.is_null(), 0.0, "not known: the flow has no value"),
        ],
        "not known: no total for this year",
    )


def apart(price: str) -> pl.Expr:
    """How many times dearer or cheaper the flow is than another price."""
    ratio = pl.col("price") / pl.col(price)
    return pl.max_horizontal(ratio, 1 / ratio)


def unit_value() -> Part:
    """USD a kilogram, near that with the Republic of Korea or near that with the DPRK."""
    price, there, same = pl.col("price"), pl.col("price_there"), pl.col("price_same")
    off, off_same = apart("price_there"), apart("price_same")
    says = pl.concat_str(
        pl.format("USD {} a kilogram", price.round(2)),
        pl.format("; {} with the Republic of Korea", there.round(2)),
        pl.format("; {} with the DPRK at other times", same.round(2)),
        ignore_nulls=True,
    )
    return part(
        "unit value",
        [
            Case(price.is_null(), 0.0, "not known: value or weight is missing"),
            Case((off <= NEAR_PRICE) & (off_same >= OTHER_PRICE), 0.2, says),
            Case((off_same <= NEAR_PRICE) & (off >= OTHER_PRICE), -0.2, says),
            Case((off <= _ALIKE_PRICE) & same.is_null(), 0.1, says),
            Case((off <= NEAR_PRICE) & same.is_null(), 0.05, says),
            Case((off >= _FAR_PRICE) & same.is_null(), -0.1, says),
            Case(pl.any_horizontal(there.is_not_null(), same.is_not_null()), 0.0, says),
        ],
        "not known: no price of these goods with either Korea at other times",
    )
