"""Parts that ask who reports, which goods, and what the State trades with the Republic of Korea besides."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.mixup.known import goods_of
from article41.analyse.trade.mixup.points import Case, Part, doublings, part, share
from article41.flows import KOR, PRK

NEIGHBOURS = {"CHN": "China", "RUS": "the Russian Federation", KOR: "the Republic of Korea"}
PRIOR = 0.4
"""A little less likely than not. Of 46 States asked about 2021 at least 10 had entered the wrong Korea; by
value it is more: the raw total of 2010 was about twice the one from which KOTRA had taken the mix-ups."""

_WIDE, _VERY_WIDE, _NARROW, _ENOUGH = 30, 100, 3, 20
_MOST, _SEVERAL = 0.4, 2
_WIDELY = 90
"""Goods traded with so many others stand with the Republic of Korea half the time: for files that do not show
the State's whole basket. Measured on South Africa's exports of 2021, on the side for tuning."""

good_here = pl.col("good_here").fill_null(False)
other_periods = pl.col("shelf_periods") - pl.col("shelf_here").cast(pl.UInt32)
others_found = pl.col("good_periods").fill_null(0) - good_here.cast(pl.UInt32)


def reporter() -> Part:
    """Where every flow starts."""
    names = pl.col("state").replace_strict(NEIGHBOURS, default=None, return_dtype=pl.String)
    return part(
        "reporter",
        [Case(names.is_not_null(), 0.0, "reported by " + names + ", which borders the DPRK")],
        "reported by a State that does not border the DPRK; such figures are often mistaken",
        PRIOR,
    )


def goods() -> Part:
    """What the DPRK is known to make and to sell; only of goods said to come from it."""
    of_kor, of_prk = listed_as(KOR), listed_as(PRK)
    return part(
        "goods",
        [
            Case(pl.col("flow") == "X", 0.0, "says nothing of goods sent to a Korea"),
            Case(of_kor.is_not_null(), 0.3, of_kor + ": rather goods of the Republic of Korea"),
            Case(of_prk.is_not_null(), -0.2, of_prk + ": the DPRK is known to sell them"),
            Case(pl.col("level") > 0, 0.0, "goods that either Korea may sell"),
        ],
        "not known: the goods are not told by an HS code",
    )


def listed_as(korea: str) -> pl.Expr:
    """Words for the heading under which the goods speak for one Korea as their origin, else null."""
    code = pl.when(pl.col("level") > 0).then("good")
    return pl.coalesce(
        pl.when(code.str.starts_with(heading)).then(pl.lit(f"{words} (HS {heading})"))
        for heading, words in goods_of()[korea].items()
    )


def basket() -> Part:
    """Whether the Republic of Korea has these goods at other times and lacks them in just this period."""
    usual = pl.when(other_periods > 0).then((others_found + 0.5) / (other_periods + 1))
    peers = pl.when(pl.col("peers") >= _ENOUGH).then((pl.col("peers_there") + 0.5) / (pl.col("peers") + 1))
    wide = pl.col("partners") / (pl.col("partners") + _WIDELY)
    # what is usual in a year says little of one month
    annual = pl.col("freq") == "A"
    expected = pl.when(annual).then(pl.coalesce(peers, wide))
    chance = pl.max_horizontal(usual, expected)
    points = doublings(1 / (1 - chance)).clip(0, _MOST)
    never = (other_periods >= 1) & (others_found == 0)
    is_coded = pl.col("chapter").is_not_null()
    covered = (
        pl.col("chapter_here")
        | (annual & pl.col("partners").is_not_null())
        | (~is_coded & (pl.col("level") != 0) & pl.col("shelf_here"))
    )
    given: list[Case] = [
        Case(good_here, -0.1, "the same goods stand with the Republic of Korea in the same period"),
        Case(
            never & (other_periods >= _SEVERAL) & pl.col("chapter_ever").is_null() & is_coded,
            -0.3,
            "nothing of this chapter is traded with the Republic of Korea in any period",
        ),
        Case(
            never,
            pl.when(other_periods >= _SEVERAL).then(-0.2).otherwise(-0.1),
            pl.format("not traded with the Republic of Korea in {} other periods either", other_periods),
        ),
        Case(
            covered & (usual >= expected.fill_null(0)),
            points,
            pl.format(
                "lacking with the Republic of Korea in just this period; there in {} of {} others",
                others_found,
                other_periods,
            ),
        ),
        Case(
            annual & peers.is_not_null(),
            points,
            "lacking with the Republic of Korea, with which the State trades "
            + share(peers)
            + " of the goods that it trades as widely",
        ),
        Case(
            annual & wide.is_not_null(),
            points,
            pl.format("lacking with the Republic of Korea, traded with {} others", pl.col("partners")),
        ),
        Case(pl.col("shelf_periods").is_null(), 0.0, "not known: no rows with partner KOR in the files"),
    ]
    return part("basket", given, "not known: the files do not show the State's trade with KOR in this period")


def scale() -> Part:
    """How many rows could have slipped: a typing error falls on the larger book."""
    there, same = pl.col("goods_there"), pl.col("goods_same")
    ratio = there / same
    says = pl.format("{} goods with the Republic of Korea in this period, {} with the DPRK", there, same)
    return part(
        "scale",
        [
            Case(there.is_null(), 0.0, "not known: no rows with partner KOR in this period"),
            Case(there < _ENOUGH, 0.0, "not known: too few goods with partner KOR in this period to tell"),
            Case(ratio >= _VERY_WIDE, 0.1, says),
            Case(ratio >= _WIDE, 0.05, says),
            Case(ratio <= _NARROW, -0.1, says),
            Case(ratio.is_not_null(), 0.0, says),
        ],
        "not known",
    )
