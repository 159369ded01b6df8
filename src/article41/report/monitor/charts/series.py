"""Sums by period before and after a ban: of its goods, and of goods that no paragraph governs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from article41.flows import STATUSES, TOTAL
from article41.report.monitor.charts.amounts import year_of
from article41.report.monitor.charts.bans import Ban, goods_bans
from article41.report.monitor.charts.trade import Told, known_sum
from article41.report.monitor.charts.trend import Trend, fit

MONTHS_FOR_MONTHLY = 12
"""Months told before the ban, from which on months are compared and not years."""
COLUMNS = {
    "series": pl.String, "start": pl.Date, "months": pl.Int8, "value_usd": pl.Float64, "part": pl.String,
    "low_usd": pl.Float64, "expected_usd": pl.Float64, "high_usd": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Series:
    """`points`: start, x (the middle of the period in years), value_usd, part (before, split or after).

    `none`: the middles of years after the ban for which there are reports, but none of these goods.
    """

    name: str
    points: tuple[dict[str, Any], ...]
    trend: Trend | None
    none: tuple[float, ...]

    def of_part(self, part: str) -> list[tuple[float, float]]:
        """x and value of the periods before, split or after."""
        return [(p["x"], p["value_usd"]) for p in self.points if p["part"] == part]

    def table(self, is_monthly: bool) -> pl.DataFrame:
        """The points with what the trend alone gives."""
        rows = []
        for point in self.points:
            low, line, high = self.trend.at(point["x"]) if self.trend else (None, None, None)
            told = {"series": self.name, "start": point["start"], "months": 1 if is_monthly else 12}
            seen = {"value_usd": point["value_usd"], "part": point["part"]}
            rows.append(told | seen | {"low_usd": low, "expected_usd": line, "high_usd": high})
        return pl.DataFrame(rows, schema=COLUMNS)


def starts_with(codes: Sequence[str]) -> pl.Expr:
    """Whether a row's code falls under one of these prefixes."""
    return pl.any_horizontal(pl.col("code").str.starts_with(code) for code in codes)


def governed(rows: pl.DataFrame, ban: Ban) -> pl.DataFrame:
    """The rows whose goods the ban surely governs, whether it stood already or not."""
    return rows.filter(starts_with(ban.codes))


def placebo(rows: pl.DataFrame, way: str) -> pl.DataFrame:
    """Goods of the same way that no paragraph is found to govern in any period."""
    known = rows.filter(pl.col("code").is_not_null(), pl.col("code") != TOTAL)
    ever = known.filter(pl.col("status") != STATUSES[-1])["code"].unique().to_list()
    codes = [code for ban in goods_bans() if ban.way == way for code in ban.codes]
    return known.filter(~pl.col("code").is_in(ever), ~starts_with(codes))


def is_told_by_month(rows: pl.DataFrame, ban: Ban) -> bool:
    """Whether enough months before the ban are told."""
    before = rows.filter(pl.col("freq") == "M", pl.col("end") <= ban.start)
    return before["start"].n_unique() >= MONTHS_FOR_MONTHLY


def series(name: str, rows: pl.DataFrame, start: date, is_monthly: bool, of: Told) -> Series:
    """Sums of each year, or month, and the trend of those that end before `start`.

    A year told in part is like one that `start` splits: it neither fits the trend nor is held against it.
    """
    every = "1mo" if is_monthly else "1y"
    kept = rows.filter(pl.col("freq") == "M") if is_monthly else rows
    sums = kept.group_by(pl.col("start").dt.truncate(every).alias("begin")).agg(known_sum("value_usd"))
    sums = sums.drop_nulls().sort("begin").with_columns(pl.col("begin").dt.offset_by(every).alias("stop"))
    points = []
    for begin, value, stop in sums.iter_rows():
        part = "before" if stop <= start else "after" if begin >= start else "split"
        part = "split" if not is_monthly and begin.year in of.partial else part
        middle = round((year_of(begin) + year_of(stop)) / 2, 4)
        points.append({"start": begin, "x": middle, "value_usd": value, "part": part})
    trend = fit([(p["x"], p["value_usd"]) for p in points if p["part"] == "before"])
    some = {p["start"].year for p in points if p["value_usd"] > 0}
    # a year whose value is not known is not a year without
    some |= set(rows.filter(pl.col("value_usd").is_null())["start"].dt.year().to_list())
    after = (
        []
        if is_monthly
        else [y for y in sorted(of.covered - some - set(of.partial)) if date(y, 1, 1) >= start]
    )
    return Series(name, tuple(points), trend, tuple(y + 0.5 for y in after))
