"""How full a cap is: what States reported and what others estimate, side by side and never added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.report.charts import COLOURS, GREY, INK
from article41.report.monitor.charts.amounts import significant
from article41.report.monitor.charts.bans import cite_of, notices_of
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import (
    NO_BREAK,
    RULE,
    WIDE,
    Layer,
    across,
    at,
    cut,
    down,
    framed,
    layer,
    nothing,
    panel,
    words,
)
from article41.report.monitor.charts.marks import key
from article41.report.monitor.record import CapSeries, Monitor
from article41.report.words import count

LEFT, RIGHT = 76, 660
TOP, LANE = 42, 42
"""Pixels for the marks of notices, and of one bar with the words below it."""
BAR = 14
REPORTED, ESTIMATED = COLOURS["freed"], COLOURS["eased"]
BREAK = 0.62
"""Where the limit lies across the plot when an estimate is beyond it."""
_COLUMNS = {
    "good": pl.String, "start": pl.Date, "end": pl.Date, "kind": pl.String, "low_bbl": pl.Float64,
    "middle_bbl": pl.Float64, "high_bbl": pl.Float64, "limit_bbl": pl.Float64, "low_share": pl.Float64,
    "high_share": pl.Float64, "provision": pl.String, "factor": pl.String, "says": pl.String, "source": pl.String,
}  # fmt: skip


def caps(monitor: Monitor, good: str) -> Chart:
    """A bar for each figure of each period, against the limit of that period.

    Beyond the limit the scale is closer; a line marks where. Notices: the per cents at which the Committee's
    secretary tells all States, where the paragraph has them.
    """
    named = good.replace("_", " ")
    series = sorted(
        (s for s in monitor.caps if s.good == good),
        key=lambda s: (s.start, s.end, s.kind == "estimated", s.source),
    )
    cites = list(dict.fromkeys(cite_of(s.provision) for s in series))
    title = f"{named[:1].upper()}{named[1:]}: how full the cap is, reported and estimated"
    data = _data(series)
    factors = list(dict.fromkeys(s.factor for s in series if s.factor))
    foot = footed(
        monitor, f"caps-{''.join(c for c in good[:40] if c.isalnum() or c == '_') or 'good'}",
        dict.fromkeys(s.source for s in series),
        f"the cap of {', '.join(cites)}; reported and estimated are two series and are never added. "
        f"Barrels: {'; '.join(factors) or 'as the source gives them'}",
        f"n = {count(len(series), 'figure')}",
    )  # fmt: skip
    name = foot[-1].rsplit("charts/", 1)[1].removesuffix(".svg")
    usable = [s for s in series if s.limit > 0]
    if not usable:
        return nothing(name, title, "no figure for this cap was read (no data, not zero)", data, foot)
    return framed(name, title, _finding(usable), [_plane(usable), _key(usable)], data, foot)


def _data(series: Sequence[CapSeries]) -> pl.DataFrame:
    rows = [
        (s.good, s.start, s.end, s.kind, s.low, s.middle, s.high, s.limit, *((s.low / s.limit, s.high / s.limit) if s.limit > 0 else (None, None)), s.provision, s.factor, s.says, s.source)
        for s in series
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=_COLUMNS, orient="row")


def _plane(series: Sequence[CapSeries]) -> dict[str, Any]:
    most = max(s.high / s.limit for s in series)
    periods: list[str] = []
    rows, y = [], float(TOP)
    for s in series:
        said = _period(s)
        if said not in periods:
            y += 12 if periods else 4
            periods.append(said)
        shares = (s.low / s.limit, s.middle / s.limit, s.high / s.limit)
        x, mid, x2 = (_across(share, most) for share in shares)
        is_range = s.high > s.low
        rows.append(
            {"period": said if not any(r["period"] == said for r in rows) else "", "kind": s.kind,
             "low_bbl": s.low, "high_bbl": s.high, "limit_bbl": s.limit, "zero": LEFT, "x": x, "middle": mid,
             "x2": x2, "bar": y, "end": y + BAR, "line": y + BAR / 2, "said": y + BAR + 12,
             "label": _label(s, is_range), "is_range": is_range}
        )  # fmt: skip
        y += LANE
    height = y + 4
    return panel(
        [*_marks(series, most, y - 4), *_bars(rows, height)], height,
        f"Share of the limit of {series[-1].limit:,.0f} barrels" if len({s.limit for s in series}) == 1 else "Share of each period's limit",
    )  # fmt: skip


def _across(share: float, most: float) -> float:
    """Pixels of a share: up to the limit wide, beyond it closer where estimates go far."""
    share = max(share, 0.0)
    if most <= 1.2:
        return round(LEFT + share / 1.2 * (RIGHT - LEFT), 2)
    limit = LEFT + BREAK * (RIGHT - LEFT)
    if share <= 1:
        return round(LEFT + share * (limit - LEFT), 2)
    return round(limit + (share - 1) / (most * 1.05 - 1) * (RIGHT - limit), 2)


def _marks(series: Sequence[CapSeries], most: float, bottom: float) -> list[Layer]:
    """The limit, the notices before it, and round shares."""
    notices = sorted({n for s in series for n in notices_of(s.provision)})
    beyond = [m for m in (2, 3, 5, 7, 10, 20, 50, 100, 200, 500, 1000) if 1 < m < most]
    kept = beyond[:: -(-len(beyond) // 4)] if beyond else []
    plain = [0, 25, 50] + ([] if notices else [75])
    ticks = [{"x": _across(p / 100, most), "label": f"{p} %"} for p in plain]
    ticks += [{"x": _across(m, most), "label": f"{m} ×"} for m in kept]
    limit = [{"x": _across(1, most), "label": "limit"}]
    marks = [{"x": _across(n / 100, most), "label": f"{n}"} for n in notices]
    x = across("x", (0, WIDE))
    text = {"field": "label", "type": "nominal"}
    found = [
        layer({"type": "rule", "color": RULE}, ticks, x=x, y=at(TOP - 8), y2=at(bottom)),
        layer({"type": "rule", "color": INK, "strokeDash": [2, 3]}, marks, x=x, y=at(TOP - 8), y2=at(bottom)),
        layer({"type": "rule", "color": INK, "strokeWidth": 2}, limit, x=x, y=at(TOP - 22), y2=at(bottom)),
        layer(words("center", color=GREY), ticks, x=x, y=at(TOP - 16), text=text),
        layer(words("center"), [m for m in marks if m["label"] != "95"], x=x, y=at(TOP - 16), text=text),
        layer(words("center", fontWeight="bold"), limit, x=x, y=at(TOP - 29), text=text),
    ]
    if most > 1.2:
        area = [{"x": _across(1, most), "x2": RIGHT}]
        found.insert(0, layer(
            {"type": "rect", "color": "#f4f4f4"}, area, x=x, x2={"field": "x2"}, y=at(TOP - 8), y2=at(bottom),
        ))  # fmt: skip
    return found


def _bars(rows: list[dict[str, Any]], height: float) -> list[Layer]:
    reported = [r for r in rows if r["kind"] == "reported"]
    estimated = [r for r in rows if r["kind"] != "reported"]
    ranges, points = [r for r in estimated if r["is_range"]], [r for r in estimated if not r["is_range"]]
    x2 = across("x2", (0, WIDE))
    bar, end = down("bar", height), {"field": "end"}
    text = {"field": "label", "type": "nominal"}
    tick = {"type": "rule", "color": INK, "strokeWidth": 2}
    return [
        layer({"type": "rect", "color": REPORTED}, reported, x=across("zero", (0, WIDE)), x2={"field": "x2"}, y=bar, y2=end),
        layer(
            {"type": "rect", "fill": ESTIMATED, "stroke": INK, "strokeWidth": 1, "strokeDash": [3, 2]}, ranges,
            x=across("x", (0, WIDE)), x2={"field": "x2"}, y=bar, y2=end,
        ),
        layer(tick, ranges, x=across("middle", (0, WIDE)), y=bar, y2=end),
        layer(
            {"type": "point", "shape": "diamond", "filled": True, "size": 110, "color": ESTIMATED, "stroke": INK, "opacity": 1},
            points, x=x2, y=down("line", height),
        ),
        # a white edge keeps the words clear of the lines behind them
        layer(words("left", stroke="white", strokeWidth=3, strokeJoin="round"), rows, x=at(LEFT + 4), y=down("said", height), text=text),
        layer(words("left"), rows, x=at(LEFT + 4), y=down("said", height), text=text),
        layer(words("left", fontWeight="bold"), rows, x=at(0), y=down("line", height), text={"field": "period", "type": "nominal"}),
    ]  # fmt: skip


def _period(series: CapSeries) -> str:
    """ "2024", "Oct–Dec 2017", "2017–18"."""
    start, end = series.start, series.end
    if (start.month, start.day, end.month, end.day, end.year) == (1, 1, 1, 1, start.year + 1):
        return str(start.year)
    if (end.year, end.month) == (start.year + 1, 1) and end.day == 1:
        return f"{start:%b}–Dec {start.year}"
    return f"{start.year}–{end.year % 100:02}"


def _label(series: CapSeries, is_range: bool) -> str:
    """The figure and its share in words, then what the source says of it."""
    low, high = series.low / series.limit, series.high / series.limit
    if is_range:
        text = f"estimated {series.low:,.0f} · {series.middle:,.0f} · {series.high:,.0f} bbl, {_share(low)} to {_share(high)}"
    else:
        text = f"{series.kind} {series.high:,.0f} bbl, {_share(high)}"
    return cut("; ".join(filter(None, (text, series.says, series.source))), RIGHT - LEFT)


def _share(share: float) -> str:
    return f"{share * 100:.1f}{NO_BREAK}%" if share < 1.5 else f"{significant(share)}{NO_BREAK}×"


def _key(series: Sequence[CapSeries]) -> dict[str, Any]:
    entries: list[tuple[str, dict[str, Any]]] = [
        ("reported by States", {"type": "box", "fill": REPORTED}),
        (
            "estimated: low, middle and high (loads of 33, 50, 90 % where calls were counted)",
            {"type": "box", "fill": ESTIMATED, "stroke": INK, "strokeDash": [3, 2]},
        ),
        ("estimated, one figure", {"type": "point", "shape": "diamond", "filled": True, "size": 110, "color": ESTIMATED, "stroke": INK, "opacity": 1}),
        ("limit; beyond it the scale is closer" if max(s.high / s.limit for s in series) > 1.2 else "limit", {"type": "rule", "color": INK, "strokeWidth": 2}),
    ]  # fmt: skip
    notices = sorted({n for s in series for n in notices_of(s.provision)})
    if notices:
        text = f"{', '.join(map(str, notices))} %: notice to all States"
        entries.append((text, {"type": "rule", "color": INK, "strokeDash": [2, 3]}))
    return key(entries, 672, 18)


def _finding(series: Sequence[CapSeries]) -> str:
    last = series[-1].start
    said = []
    for s in (s for s in series if s.start == last):
        low, high = s.low / s.limit, s.high / s.limit
        if s.kind == "reported":
            place = "under the cap" if high < 1 else "at the cap" if high == 1 else "above the cap"
            said.append(f"reported {s.high:,.0f} barrels, {_share(high)} of the cap ({place})")
        else:
            reach = _share(high) if high == low else f"{_share(low)} to {_share(high)}"
            said.append(f"estimated by others at {reach} of the cap".replace("× of", "×"))
    over = {_period(s) for s in series if s.kind != "reported" and s.low > s.limit}
    also = (
        f" Estimates are above the cap even at their low end for {', '.join(sorted(over))}." if over else ""
    )
    return f"{_period(series[-1])}: {'; '.join(said)}. The two are never added.{also}"
