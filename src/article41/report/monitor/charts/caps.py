"""How full a cap is: what States reported and what others estimate, side by side and never added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.analyse.trade.petroleum import CapSeries
from article41.report.charts import COLOURS, INK
from article41.report.monitor.charts.amounts import significant
from article41.report.monitor.charts.bans import cite_of, notices_of
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.layers import (
    NO_BREAK,
    Layer,
    Mark,
    Row,
    across,
    at,
    cut,
    down,
    layer,
    panel,
    point,
    rect,
    rule,
    to,
    written,
)
from article41.report.monitor.charts.marks import key
from article41.report.monitor.charts.shares import LEFT, LIMIT, NOTICE, RIGHT, TOP, Shares
from article41.report.monitor.record import Monitor
from article41.report.words import count

LANE, BAR = 42, 14
"""Pixels of a bar with the words below it, and of the bar alone."""
REPORTED = rect(COLOURS["freed"])
RANGE = rect(COLOURS["eased"], INK, 1, (3, 2))
SINGLE = point("diamond", COLOURS["eased"], INK, 110)
_COLUMNS = {
    "good": pl.String, "start": pl.Date, "end": pl.Date, "kind": pl.String, "low_bbl": pl.Float64,
    "middle_bbl": pl.Float64, "high_bbl": pl.Float64, "limit_bbl": pl.Float64, "low_share": pl.Float64,
    "high_share": pl.Float64, "provision": pl.String, "factor": pl.String, "says": pl.String,
    "source": pl.String,
}  # fmt: skip


def caps(monitor: Monitor, good: str) -> Chart:
    """A bar for each figure of each period, against the limit of that period.

    Beyond the limit the scale is closer; a line marks where. Notices: the per cents at which the Committee's
    secretary tells all States, where the paragraph has them.
    """
    name = f"caps-{''.join(c for c in good[:40] if c.isascii() and (c.isalnum() or c == '_')) or 'good'}"
    title = f"{good[:1].upper()}{good[1:]}: how full the cap is, reported and estimated".replace("_", " ")
    series = [s for s in monitor.caps if s.good == good]
    series.sort(key=lambda s: (s.start, s.end, s.kind == "estimated", s.source))
    data = _data(series)
    cites = ", ".join(dict.fromkeys(cite_of(s.provision) for s in series)) or "this good"
    factors = "; ".join(dict.fromkeys(s.factor for s in series if s.factor)) or "as the source gives them"
    foot = footed(
        monitor,
        name,
        (s.source for s in series),
        f"the cap of {cites}; reported and estimated are two series and are never added. Barrels: {factors}; "
        f"n = {count(len(series), 'figure')}",
    )
    sheet = Sheet(name, title, data, foot)
    usable = [s for s in series if s.limit > 0]
    if not usable:
        return sheet.empty("no figure for this cap was read (no data, not zero)")
    notices = tuple(sorted({n for s in usable for n in notices_of(s.provision)}))
    shares = Shares(max(s.high / s.limit for s in usable), notices)
    return sheet.drawn(_finding(usable), [_plane(usable, shares), _key(shares)])


def _data(series: Sequence[CapSeries]) -> pl.DataFrame:
    rows = [
        {
            "good": s.good, "start": s.start, "end": s.end, "kind": s.kind, "low_bbl": s.low,
            "middle_bbl": s.middle, "high_bbl": s.high, "limit_bbl": s.limit,
            "low_share": s.low / s.limit if s.limit > 0 else None,
            "high_share": s.high / s.limit if s.limit > 0 else None,
            "provision": s.provision, "factor": s.factor, "says": s.says, "source": s.source,
        }
        for s in series
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_COLUMNS)


def _plane(series: Sequence[CapSeries], shares: Shares) -> dict[str, Any]:
    rows: list[Row] = []
    y, before = TOP + 4, ""
    for s in series:
        period = _period(s)
        y += 12 if rows and period != before else 0
        rows.append(_row(s, y, shares) | {"period": period if period != before else ""})
        y, before = y + LANE, period
    limits = {s.limit for s in series}
    title = f"Share of the limit of {limits.pop():,.0f} barrels" if len(limits) == 1 else "Share of the limit"
    return panel([*shares.layers(y - 4), *_bars(rows, y + 4)], y + 4, title)


def _row(s: CapSeries, y: float, shares: Shares) -> Row:
    x, middle, x2 = (shares.at(value / s.limit) for value in (s.low, s.middle, s.high))
    places = {"zero": LEFT, "x": x, "middle": middle, "x2": x2, "bar": y, "end": y + BAR, "line": y + BAR / 2}
    figures = {"kind": s.kind, "low_bbl": s.low, "high_bbl": s.high, "limit_bbl": s.limit}
    return figures | places | {"said": y + BAR + 12, "label": _label(s)}


def _bars(rows: Sequence[Row], height: float) -> list[Layer]:
    reported = [r for r in rows if r["kind"] == "reported"]
    ranges = [r for r in rows if r["kind"] != "reported" and r["low_bbl"] < r["high_bbl"]]
    single = [r for r in rows if r["kind"] != "reported" and r["low_bbl"] >= r["high_bbl"]]
    bar = {"y": down("bar", height), "y2": to("end")}
    said, label, wide = down("said", height), at(LEFT + 4), RIGHT - LEFT - 4
    return [
        layer(REPORTED, reported, x=across("zero"), x2=to("x2"), **bar),
        layer(RANGE, ranges, x=across("x"), x2=to("x2"), **bar),
        layer(rule(INK, 2), ranges, x=across("middle"), **bar),
        layer(SINGLE, single, x=across("x2"), y=down("line", height)),
        # a white edge keeps the words clear of the lines behind them
        written(rows, label, said, limit=wide, stroke="white", strokeWidth=3, strokeJoin="round"),
        written(rows, label, said, limit=wide),
        written(rows, at(0), down("line", height), field="period", fontWeight="bold"),
    ]


def _period(s: CapSeries) -> str:
    """ "2024", "Oct–Dec 2017", "2017–18"."""
    start, end = s.start, s.end
    if (start.month, start.day, end.month, end.day, end.year) == (1, 1, 1, 1, start.year + 1):
        return str(start.year)
    if (end.year, end.month, end.day) == (start.year + 1, 1, 1):
        return f"{start:%b}–Dec {start.year}"
    return f"{start.year}–{end.year % 100:02}"


def _label(s: CapSeries) -> str:
    """The figure and its share in words, then what the source says of it."""
    low, high = _share(s.low / s.limit), _share(s.high / s.limit)
    text = f"{s.kind} {s.high:,.0f} bbl, {high}"
    if s.low < s.high:
        text = f"{s.kind} {s.low:,.0f} · {s.middle:,.0f} · {s.high:,.0f} bbl, {low} to {high}"
    return cut("; ".join(filter(None, (text, s.says, s.source))), RIGHT - LEFT)


def _share(share: float) -> str:
    return f"{share * 100:.1f}{NO_BREAK}%" if share < 1.5 else f"{significant(share)}{NO_BREAK}×"


def _key(shares: Shares) -> dict[str, Any]:
    limit = "limit; beyond it the scale is closer" if shares.is_broken else "limit"
    entries: list[tuple[str, Mark]] = [
        ("reported by States", REPORTED),
        ("estimated: low, middle and high (loads of 33, 50, 90 % where calls were counted)", RANGE),
        ("estimated, one figure", SINGLE),
        (limit, LIMIT),
    ]
    if shares.notices:
        entries.append((f"{', '.join(map(str, shares.notices))} %: notice to all States", NOTICE))
    return key(entries, 672, 18)


def _finding(series: Sequence[CapSeries]) -> str:
    last, said = series[-1].start, []
    for s in (s for s in series if s.start == last):
        low, high = s.low / s.limit, s.high / s.limit
        if s.kind == "reported":
            place = "under the cap" if high < 1 else "at the cap" if high == 1 else "above the cap"
            said.append(f"reported {s.high:,.0f} barrels, {_share(high)} of the cap ({place})")
        else:
            reach = _share(high) if high == low else f"{_share(low)} to {_share(high)}"
            said.append(f"estimated by others at {reach}{'' if high >= 1.5 else ' of'} the cap")
    over = dict.fromkeys(_period(s) for s in series if s.kind != "reported" and s.low > s.limit)
    also = f" Estimates are above the cap even at their low end for {', '.join(over)}." if over else ""
    return f"{_period(series[-1])}: {'; '.join(said)}. The two are never added.{also}"
