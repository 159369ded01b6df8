"""How full a cap is: what States reported and what others estimate, side by side and never added."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.analyse.trade.petroleum import CapSeries
from article41.report.charts import COLOURS, GREY, INK
from article41.report.monitor.capwords import barrels, covers, good_name, says, short_period
from article41.report.monitor.charts.amounts import significant
from article41.report.monitor.charts.bans import cite_of
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.layers import (
    WIDE,
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
from article41.report.monitor.charts.shares import LEFT, LIMIT, NOTICE, TOP, Shares
from article41.report.monitor.figures import NO_BREAK, short
from article41.report.monitor.record import Monitor
from article41.report.words import count, listed

BAR, LINE = 14, 15
"""Pixels of a bar, and of a line of the words below it."""
LETTERS = 96
"""Of Liberation Sans, that a line beside the periods holds for certain."""
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
    called = good_name(good)
    title = f"{called[:1].upper()}{called[1:]}: how full the cap is, reported and estimated"
    series = [s for s in monitor.caps if s.good == good]
    series.sort(key=lambda s: (s.start, s.end, s.kind == "estimated", s.source))
    data = _data(series)
    cites = ", ".join(dict.fromkeys(cite_of(s.provision) for s in series)) or "this good"
    factors = "; ".join(dict.fromkeys(s.factor for s in series if s.factor)) or "as the source gives them"
    foot = footed(
        monitor,
        name,
        ("named below each figure",) if series else (),
        f"the cap of {cites}; reported and estimated are two series and are never added. Barrels: {factors}; "
        f"n = {count(len(series), 'figure')}",
        ("figures as published by the source of each",) if series else (),
    )
    sheet = Sheet(name, title, data, foot)
    usable = [s for s in series if s.limit > 0]
    if not usable:
        return sheet.empty("no figure for this cap was read (no data, not zero)")
    notices = tuple(sorted({n for s in usable for n in s.notices}))
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
    y, before = TOP + 6, ""
    for s in series:
        year = short_period(s)
        y += 8 if rows and year != before else 0
        row = _row(s, y, shares) | {"year": year if year != before else ""}
        rows.append(row)
        y, before = y + BAR + LINE * (1 + len(row["said"])) + 22, year
    limits = {s.limit for s in series}
    title = f"Share of the limit of {limits.pop():,.0f} barrels" if len(limits) == 1 else "Share of the limit"
    lanes = [(row["bar"] - 6, row["end"] + 5) for row in rows]
    return panel([*shares.layers(lanes), *_bars(rows, y)], y, title)


def _row(s: CapSeries, y: float, shares: Shares) -> Row:
    x, middle, x2 = (shares.at(value / s.limit) for value in (s.low, s.middle, s.high))
    places = {"zero": LEFT, "x": x, "middle": middle, "x2": x2, "bar": y, "end": y + BAR, "line": y + BAR / 2}
    figures = {"kind": s.kind, "low_bbl": s.low, "high_bbl": s.high, "limit_bbl": s.limit}
    return figures | places | {"label": _label(s), "said": _said(s), "at": y + BAR + 14}


def _bars(rows: Sequence[Row], height: float) -> list[Layer]:
    reported = [r for r in rows if r["kind"] == "reported"]
    ranges = [r for r in rows if r["kind"] != "reported" and r["low_bbl"] < r["high_bbl"]]
    single = [r for r in rows if r["kind"] != "reported" and r["low_bbl"] >= r["high_bbl"]]
    bar = {"y": down("bar", height), "y2": to("end")}
    said = [
        {"at": row["at"] + LINE * i, "label": line} for row in rows for i, line in enumerate(row["said"], 1)
    ]
    label, wide = at(LEFT), WIDE - LEFT
    return [
        layer(REPORTED, reported, x=across("zero"), x2=to("x2"), **bar),
        layer(RANGE, ranges, x=across("x"), x2=to("x2"), **bar),
        layer(rule(INK, 2), ranges, x=across("middle"), **bar),
        layer(SINGLE, single, x=across("x2"), y=down("line", height)),
        written(rows, label, down("at", height), limit=wide),
        written(said, label, down("at", height), limit=wide, color=GREY),
        written(rows, at(0), down("line", height), field="year", fontWeight="bold"),
    ]


def _label(s: CapSeries) -> str:
    """The figure, its share and the days it covers."""
    low, high = _share(s.low / s.limit), _share(s.high / s.limit)
    share = high if s.low == s.high else f"{low} to {high}"
    return f"{covers(s)}: {cut(s.kind, 90)} {barrels(s)} barrels, {share}"


def _said(s: CapSeries) -> list[str]:
    """What the source says of it, in as many lines as that needs."""
    text = "; ".join(filter(None, (says(s), short(s.source, 120))))
    return textwrap.wrap(text, LETTERS, max_lines=4, placeholder=" …")


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
    """The last year, each stretch of it by itself; then whose low end is above the cap."""
    newest = series[-1].start.year
    said: dict[str, list[str]] = {}
    for s in (s for s in series if s.start.year == newest):
        low, high = s.low / s.limit, s.high / s.limit
        if s.kind == "reported":
            place = "under the cap" if high < 1 else "at the cap" if high == 1 else "above the cap"
            text = f"reported {s.high:,.0f} barrels, {_share(high)} of the cap ({place})"
        else:
            reach = _share(high) if high == low else f"{_share(low)} to {_share(high)}"
            text = f"estimated by others at {reach}{'' if high >= 1.5 else ' of'} the cap"
        said.setdefault(covers(s), []).append(text)
    told = " ".join(f"{when}: {'; '.join(texts)}." for when, texts in said.items())
    over = dict.fromkeys(str(s.start.year) for s in series if s.kind != "reported" and s.low > s.limit)
    also = f" Estimates are above the cap even at their low end in {listed(over)}." if over else ""
    return f"{told} The two are never added.{also}"
