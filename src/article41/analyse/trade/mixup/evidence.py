"""All that the files tell of each flow's surroundings, as columns beside it."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.mixup.known import trade_of_others
from article41.analyse.trade.mixup.sides import BOOK, GOOD, SHELF, level_of

_THREE_YEARS = "3y"
_KEYS = [*BOOK, "good", "chapter"]
_FULL_BASKET = 0.1
"""A table of usual trade is of all goods, not of those asked for, where so many stand with neither Korea."""


def gather(
    here: pl.DataFrame, there: pl.DataFrame, same: pl.DataFrame, mirrored: pl.DataFrame, usual: pl.DataFrame
) -> pl.DataFrame:
    """One row for each flow of `here`, in order, with what surrounds it.

    `here`: the flows in question; `same`: all flows with that Korea, these among them; `there`: all with the
    other Korea; `mirrored`: what the other Korea reports itself (columns of `sides.side`); `usual`: USUAL.
    Added, each null where the files do not tell it:

    - shelf_periods, shelf_here: periods in which the shelf (State, direction, level) shows anything with the
      other Korea, and whether this is one; goods_there, goods_same: goods in this period with each Korea.
    - good_periods, good_here, good_value, good_weight: this good with the other Korea: periods, whether in
      this one, its figures in this one; median_value, median_weight over all periods.
    - chapter_here, chapter_ever: whether any good of its chapter is traded with the other Korea.
    - partners: with how many others the good is traded; peers, peers_there: goods of as many partners, and
      how many of them are traded with the other Korea too.
    - price, price_there, price_same: USD a kilogram; with the same Korea in other periods alone.
    - same_periods, mean_value, mean_weight: this good with the same Korea in other periods.
    - periods: other periods in which the State reported anything; before_value, before_weight: the median of
      all trade with the same Korea a period in the three years before.
    - mirror_here, mirror_value: whether the other Korea's own books cover this State and period; its figure.
    - others_usd, of: KOTRA's total for all States but China and the year it is of.
    """
    usual = usual.rename({"reporter": "state", "code": "good"}).with_columns(level=level_of(pl.col("good")))
    here, there, same, mirrored, usual = (_keyed(rows) for rows in (here, there, same, mirrored, usual))
    books = here.select(BOOK).unique()
    there, same, mirrored = (
        _whole(
            rows.filter(pl.col("start").is_not_null(), ~pl.col("is_nothing")).join(books, on=BOOK, how="semi")
        )
        for rows in (there, same, mirrored)
    )
    usual = usual.join(books, on=["source", "state", "flow"], how="semi")
    wide = _with_basket(here, there, same)
    wide = _with_peers(wide, there, same, usual)
    wide = _with_history(wide, there, same, usual)
    shown = mirrored.select(*SHELF, "start").unique().with_columns(mirror_here=True)
    wide = _beside(wide, shown, [*SHELF, "start"])
    wide = _beside(wide, mirrored.select(*GOOD, "start", mirror_value="value"), [*GOOD, "start"])
    return _beside(wide, trade_of_others(), ["year"]).with_columns(pl.col(_KEYS).cast(pl.String))


def _keyed(rows: pl.DataFrame) -> pl.DataFrame:
    """Words as numbers: rows are grouped and joined by them again and again."""
    return rows.with_columns(pl.col([k for k in _KEYS if k in rows.columns]).cast(pl.Categorical))


def _beside(wide: pl.DataFrame, more: pl.DataFrame, on: list[str]) -> pl.DataFrame:
    return wide.join(more, on=on, how="left", maintain_order="left", validate="m:1")


def _whole(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a good and period: the parts of a good that several rows tell, together."""
    known = (pl.col("value").is_not_null() & pl.col("weight").is_not_null()).all()
    return rows.group_by([*GOOD, "start"]).agg(
        pl.col("year", "chapter").first(),
        *(pl.when(pl.col(c).is_not_null().any()).then(pl.col(c).sum()).alias(c) for c in ("value", "weight")),
        priced=known,
    )


def _with_basket(wide: pl.DataFrame, there: pl.DataFrame, same: pl.DataFrame) -> pl.DataFrame:
    """What the State trades with the other Korea, in this period and in others."""
    goods = there.group_by(GOOD).agg(
        good_periods=pl.len(), median_value=pl.col("value").median(), median_weight=pl.col("weight").median()
    )
    now = there.select(*GOOD, "start", good_here=True, good_value="value", good_weight="weight")
    shelves = there.group_by(SHELF).agg(shelf_periods=pl.col("start").n_unique())
    counts = [
        rows.group_by([*SHELF, "start"]).agg(pl.len().alias(name))
        for rows, name in ((there, "goods_there"), (same, "goods_same"))
    ]
    chapters = there.filter(pl.col("chapter").is_not_null())
    wide = _beside(_beside(_beside(wide, goods, GOOD), now, [*GOOD, "start"]), shelves, SHELF)
    for count in counts:
        wide = _beside(wide, count, [*SHELF, "start"])
    chapter = [*SHELF, "chapter"]
    wide = _beside(wide, chapters.select(chapter).unique().with_columns(chapter_ever=True), chapter)
    at = [*chapter, "start"]
    wide = _beside(wide, chapters.select(at).unique().with_columns(chapter_here=True), at)
    return wide.with_columns(shelf_here=pl.col("goods_there").is_not_null())


def _with_peers(
    wide: pl.DataFrame, there: pl.DataFrame, same: pl.DataFrame, usual: pl.DataFrame
) -> pl.DataFrame:
    """How often goods that are traded as widely are traded with the other Korea."""
    on = ["source", "state", "flow", "good", "year"]
    book = ["source", "state", "flow"]
    breadth = pl.col("partners").add(1).log(2).floor().cast(pl.Int8)
    wares = (
        usual.filter(pl.col("good").is_not_null(), pl.col("partners") > 0)
        .group_by(on)
        .agg(pl.col("partners").max(), pl.col("level").first())
        .with_columns(breadth=breadth)
    )
    traded = there.select(on).unique().with_columns(traded=True)
    ever = pl.concat([there.select(*book, "good"), same.select(*book, "good")]).unique()
    wares = wares.join(traded, on=on, how="left").join(
        ever.with_columns(asked=True), on=[*book, "good"], how="left"
    )
    full = wares.group_by(book).agg(full=pl.col("asked").is_null().mean() >= _FULL_BASKET)
    group = [*book, "year", "level", "breadth"]
    peers = (
        wares.join(full, on=book)
        .filter("full")
        .group_by(group)
        .agg(peers=pl.len(), peers_there=pl.col("traded").sum())
    )
    wares = wares.join(peers, on=group, how="left").select(*on, "partners", "peers", "peers_there")
    return _beside(wide, wares, on).with_columns(peers=pl.col("peers") - 1)


def _with_history(
    wide: pl.DataFrame, there: pl.DataFrame, same: pl.DataFrame, usual: pl.DataFrame
) -> pl.DataFrame:
    """What the State trades with the same Korea at other times, prices with each, when it reported."""
    priced = [
        rows.filter("priced").group_by(GOOD).agg(pl.col("value", "weight").sum().name.prefix(f"{name}_"))
        for rows, name in ((there, "there"), (same, "same"))
    ]
    goods = same.group_by(GOOD).agg(
        same_periods=pl.len(), all_value=pl.col("value").sum(), all_weight=pl.col("weight").sum()
    )
    wide = _beside(wide, goods, GOOD)
    for sums in priced:
        wide = _beside(wide, sums, GOOD)
    wide = _beside(wide, _before(same), [*SHELF, "start"])
    years = usual.select(
        "source", "state", "flow", freq=pl.lit("A").cast(pl.Categorical), start=pl.date(pl.col("year"), 1, 1)
    ).unique()
    reported = pl.concat([rows.select(*BOOK, "start") for rows in (there, same, years, wide)])
    counts = reported.group_by(BOOK).agg(periods=pl.col("start").drop_nulls().n_unique())
    wide = _beside(wide, counts, BOOK)
    value, weight = pl.col("value").fill_null(0), pl.col("weight").fill_null(0)
    own = pl.col("value").is_not_null() & pl.col("weight").is_not_null()
    others = pl.col("same_periods").fill_null(0) - (~pl.col("is_nothing")).cast(pl.UInt32)
    pooled = pl.col("there_value") / pl.col("there_weight")
    return wide.with_columns(
        periods=pl.col("periods") - 1,
        same_periods=others,
        mean_value=pl.when(others > 0).then((pl.col("all_value") - value) / others),
        mean_weight=pl.when(others > 0).then((pl.col("all_weight") - weight) / others),
        price=pl.col("value") / pl.col("weight"),
        price_there=pl.coalesce(pl.col("good_value") / pl.col("good_weight"), pooled),
        # what is left is of other periods; rounding leaves crumbs where nothing is
        price_same=pl.when(pl.col("same_weight") > weight * pl.when(own).then(1.000001).otherwise(0)).then(
            (pl.col("same_value") - pl.when(own).then(value).otherwise(0))
            / (pl.col("same_weight") - pl.when(own).then(weight).otherwise(0))
        ),
    )


def _before(same: pl.DataFrame) -> pl.DataFrame:
    """The median of a shelf's totals in the three years before each period."""
    sums = same.group_by([*SHELF, "start"]).agg(
        pl.when(pl.col(c).is_not_null().any()).then(pl.col(c).sum()).alias(c) for c in ("value", "weight")
    )
    return (
        sums.sort(*SHELF, "start")
        .rolling("start", period=_THREE_YEARS, closed="left", group_by=SHELF)
        .agg(before_value=pl.col("value").median(), before_weight=pl.col("weight").median())
    )
