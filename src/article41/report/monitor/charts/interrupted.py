"""Did a ban show in the figures? Trade in its goods before and after, beside goods that no paragraph governs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from article41.flows import STATUSES, TOTAL
from article41.report.charts import COLOURS, GREY, INK
from article41.report.monitor.charts.amounts import usd, year_of
from article41.report.monitor.charts.bans import Ban, goods_bans
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import (
    RULE,
    WIDE,
    Layer,
    across,
    at,
    down,
    framed,
    layer,
    nothing,
    panel,
    words,
)
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.marks import key, years_axis
from article41.report.monitor.charts.scales import Log, upright_axis
from article41.report.monitor.charts.states import called, prefix
from article41.report.monitor.charts.trade import (
    Told,
    covered_years,
    known_sum,
    leaves,
    of_state,
    told,
)
from article41.report.monitor.charts.trend import FEWEST, MODEL, Trend, fit
from article41.report.monitor.record import Monitor
from article41.report.words import count

LEFT, RIGHT, TOP, PLOT = 72, 664, 18, 176
MONTHS_FOR_MONTHLY = 12
"""Months told before the ban, from which on months are drawn and not years."""
BEYOND = 30.0
"""The scale reaches no further beyond the figures than this factor, however wide the band."""
BAND, LINE, SEEN = "#d9d9d9", "#555555", COLOURS["freed"]
_COLUMNS = {
    "series": pl.String, "start": pl.Date, "months": pl.Int8, "value_usd": pl.Float64, "part": pl.String,
    "low_usd": pl.Float64, "expected_usd": pl.Float64, "high_usd": pl.Float64,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Series:
    """`points`: x (the middle of the period in years), value_usd, part (before, split, after)."""

    name: str
    points: tuple[dict[str, Any], ...]
    trend: Trend | None
    none: tuple[float, ...]
    """Years after the ban for which there are reports and these goods are not in them."""


def interrupted(monitor: Monitor, state: str | None) -> tuple[Chart, ...]:
    """A chart for each ban on goods that the findings name: the ban's goods above, the placebo below.

    The line and its band are fitted to the periods that end before the ban, and continued. A period that the
    ban falls into is hollow and fits nothing.
    """
    named = set(of_state(monitor.findings, state)["provisions"].explode().drop_nulls().to_list())
    return tuple(_chart(monitor, state, ban) for ban in goods_bans() if ban.id in named)


def _chart(monitor: Monitor, state: str | None, ban: Ban) -> Chart:
    name = prefix(state, f"ban-{ban.id.replace('/', '-')}")
    title = f"{called(state)}: {ban.label[0].lower()}{ban.label[1:]}, before and after {ban.cite}"
    of = told(monitor, state, ban.way)
    empty = pl.DataFrame(schema=_COLUMNS)
    if of is None:
        foot = footed(monitor, name, (), f"HS {', '.join(ban.codes)}", "n = 0")
        return nothing(name, title, "no flow of this way was read", empty, foot)
    rows = leaves(of.rows)
    covered = covered_years(monitor, state, of)
    governed = rows.filter(_starts_with(ban.codes))
    months = governed.filter(pl.col("freq") == "M", pl.col("end") <= ban.start)["start"].n_unique()
    is_monthly = months >= MONTHS_FOR_MONTHLY
    both = (
        _series("Goods under the paragraph", governed, ban.start, is_monthly, covered),
        _series("Placebo: goods that no paragraph governs", _placebo(rows), ban.start, is_monthly, covered),
    )
    data = pl.concat([empty, *(_data(series, is_monthly) for series in both)])
    foot = footed(
        monitor, name, [of.source],
        f"{of.by}; HS {', '.join(ban.codes)}; in force from {ban.start}. Model: {MODEL}",
        f"n = {count(sum(len(s.points) for s in both), 'month' if is_monthly else 'year')} with a value",
    )  # fmt: skip
    main = both[0]
    if main.trend is None:
        before = sum(p["part"] == "before" and p["value_usd"] > 0 for p in main.points)
        why = f"too few periods before it took force with a value ({before}; a trend needs {FEWEST})"
        return nothing(name, title, why, data, foot)
    panels = [_panel(series, ban, of, covered, is_monthly) for series in both if series.points]
    return framed(name, title, _finding(both, is_monthly), [*panels, _key()], data, foot)


def _starts_with(codes: Sequence[str]) -> pl.Expr:
    return pl.any_horizontal(pl.col("code").str.starts_with(code) for code in codes)


def _placebo(rows: pl.DataFrame) -> pl.DataFrame:
    """Goods of the same way that no paragraph is found to govern in any period."""
    free = pl.col("status") == STATUSES[-1]
    with_code = rows.filter(pl.col("code").is_not_null(), pl.col("code") != TOTAL)
    governed = with_code.filter(~free)["code"].unique().to_list()
    clean = with_code.filter(~pl.col("code").is_in(governed))
    codes = [code for ban in goods_bans() for code in ban.codes if (clean["way"] == ban.way).any()]
    return clean.filter(~_starts_with(codes)) if codes else clean


def _series(name: str, rows: pl.DataFrame, start: date, is_monthly: bool, covered: frozenset[int]) -> _Series:
    """Sums of each year, or month, and the trend of those before."""
    kept = rows.filter(pl.col("freq") == "M") if is_monthly else rows
    every = "1mo" if is_monthly else "1y"
    sums = (
        kept.group_by(pl.col("start").dt.truncate(every).alias("begin"))
        .agg(known_sum("value_usd"))
        .drop_nulls()
        .sort("begin")
        .with_columns(pl.col("begin").dt.offset_by(every).alias("stop"))
    )
    points = []
    for begin, value, stop in sums.iter_rows():
        part = "before" if stop <= start else "after" if begin >= start else "split"
        x = (year_of(begin) + (year_of(stop))) / 2
        points.append({"start": begin, "x": round(x, 4), "value_usd": value, "part": part})
    trend = fit([(p["x"], p["value_usd"]) for p in points if p["part"] == "before"])
    seen = {p["start"].year for p in points if p["value_usd"] > 0}
    after = [] if is_monthly else [y for y in sorted(covered) if y not in seen and date(y, 1, 1) >= start]
    return _Series(name, tuple(points), trend, tuple(y + 0.5 for y in after))


def _data(series: _Series, is_monthly: bool) -> pl.DataFrame:
    rows = []
    for point in series.points:
        low, line, high = series.trend.at(point["x"]) if series.trend else (None, None, None)
        rows.append(
            {"series": series.name, "start": point["start"], "months": 1 if is_monthly else 12,
             "value_usd": point["value_usd"], "part": point["part"],
             "low_usd": low, "expected_usd": line, "high_usd": high}
        )  # fmt: skip
    return pl.DataFrame(rows, schema=_COLUMNS)


def _panel(series: _Series, ban: Ban, of: Told, covered: frozenset[int], is_monthly: bool) -> dict[str, Any]:
    years = list(range(of.rows["year"].min(), of.rows["year"].max() + 1))  # type: ignore[arg-type, operator]
    domain = (float(years[0]), float(years[-1] + 1))
    bottom = float(TOP + PLOT)
    values = [p["value_usd"] for p in series.points if p["value_usd"] > 0]
    band = _band(series, domain)
    bounds = [b for step in band for b in (step["low_usd"], step["high_usd"])]
    lowest, highest = min(values, default=1e6) / BEYOND, max(values, default=1e6) * BEYOND
    scale = Log.over([*values, *(min(max(b, lowest), highest) for b in bounds)], bottom - 18, TOP + 6)
    for step in band:
        step["top"], step["line"], step["bottom"] = (
            scale.at(step[name]) for name in ("high_usd", "expected_usd", "low_usd")
        )
    dots = [
        {**p, "start": str(p["start"]), "y": scale.at(p["value_usd"])}
        for p in series.points
        if p["value_usd"] > 0
    ]
    x, y = across("x", domain, LEFT, RIGHT), down("y", bottom)
    is_cut = any(b < scale.low or b > scale.high for b in bounds)
    unit = "USD million a " + ("month" if is_monthly else "year") + ", log scale"
    no_trend = "" if series.trend else f"; no trend: fewer than {FEWEST} periods with a value before"
    each = (RIGHT - LEFT) / len(years)
    silent = [
        (LEFT + i * each, float(TOP), LEFT + (i + 1) * each, bottom)
        for i, year in enumerate(years)
        if year not in covered
    ]
    start = [{"x": year_of(ban.start), "label": f"in force {ban.start}"}]
    is_late = start[0]["x"] > (domain[0] + domain[1]) / 2  # type: ignore[operator]
    return panel(
        [
            layer({"type": "rect", "fill": None, "stroke": RULE}, [{}], x=at(LEFT), x2=at(RIGHT), y=at(TOP), y2=at(bottom)),
            hatch_layer(silent, WIDE, bottom),
            *_band_layers(band, domain, bottom)[:1],
            *upright_axis(scale, LEFT, RIGHT),
            *_band_layers(band, domain, bottom)[1:],
            layer({"type": "rule", "color": COLOURS["prohibited"], "strokeWidth": 2}, start, x=x, y=at(4), y2=at(bottom)),
            layer(
                words("right" if is_late else "left", dx=-6 if is_late else 6, color=INK), start,
                x=x, y=at(8), text={"field": "label", "type": "nominal"},
            ),
            *_dot_layers(dots, series.none, domain, bottom),
            years_axis(years, domain, LEFT, RIGHT, bottom + 12),
            layer(
                words("left", color=GREY), [{"label": unit + ("; the band reaches beyond the scale" if is_cut else "") + no_trend}],
                x=at(LEFT + 4), y=at(bottom + 30), text={"field": "label", "type": "nominal"},
            ),
        ],
        bottom + 38,
        series.name,
    )  # fmt: skip


def _band(series: _Series, domain: tuple[float, float]) -> list[dict[str, Any]]:
    """The line and its band from the first point on, four steps a year."""
    if series.trend is None:
        return []
    first = series.points[0]["x"]
    steps = int((domain[1] - first) * 4) + 1
    xs = [min(first + i / 4, domain[1]) for i in range(steps + 1)]
    found = []
    for x in dict.fromkeys(xs):
        low, line, high = series.trend.at(x)
        found.append({"x": round(x, 4), "low_usd": low, "expected_usd": line, "high_usd": high})
    return found


def _band_layers(band: list[dict[str, Any]], domain: tuple[float, float], bottom: float) -> list[Layer]:
    if not band:
        return []
    x = across("x", domain, LEFT, RIGHT)
    return [
        layer({"type": "area", "color": BAND, "opacity": 1}, band, x=x, y=down("top", bottom), y2={"field": "bottom"}),
        layer(
            {"type": "line", "color": LINE, "strokeWidth": 1.5, "strokeDash": [7, 4]}, band, x=x, y=down("line", bottom)
        ),
    ]  # fmt: skip


def _dot_layers(
    dots: list[dict[str, Any]], none: tuple[float, ...], domain: tuple[float, float], bottom: float
) -> list[Layer]:
    x, y = across("x", domain, LEFT, RIGHT), down("y", bottom)
    mark = {
        "type": "point",
        "shape": "circle",
        "size": 58 if len(dots) < 60 else 20,
        "opacity": 1,
        "color": SEEN,
    }
    whole = [d for d in dots if d["part"] != "split"]
    split = [d for d in dots if d["part"] == "split"]
    empty = [{"x": year} for year in none if domain[0] <= year <= domain[1]]
    return [
        layer({**mark, "filled": True}, whole, x=x, y=y),
        layer({**mark, "filled": True, "fill": "white", "stroke": SEEN, "strokeWidth": 2}, split, x=x, y=y),
        layer({**mark, "shape": "triangle-down", "filled": False, "size": 46, "color": INK}, empty, x=x, y=at(bottom - 8)),
    ]  # fmt: skip


def _key() -> dict[str, Any]:
    dot = {"type": "point", "shape": "circle", "size": 58, "opacity": 1, "filled": True, "color": SEEN}
    down_ = {
        "type": "point",
        "shape": "triangle-down",
        "size": 46,
        "opacity": 1,
        "filled": False,
        "color": INK,
    }
    return key(
        [
            ("reported", dot),
            ("period that its first day splits", {**dot, "fill": "white", "stroke": SEEN, "strokeWidth": 2}),
            ("year with reports, none of these goods", down_),
            ("trend before, continued", {"type": "rule", "color": LINE, "strokeWidth": 1.5, "strokeDash": [7, 4]}),
            ("where 95 % of single values should lie", {"type": "box", "fill": BAND}),
            ("no data", {"hatch": True}),
        ],
        336,
    )  # fmt: skip


def _finding(both: tuple[_Series, _Series], is_monthly: bool) -> str:
    thing = "month" if is_monthly else "year"
    return " ".join(filter(None, (_said(both[0], "Its goods", thing), _said(both[1], "The placebo", thing))))


def _said(series: _Series, who: str, thing: str) -> str:
    if series.trend is None:
        return (
            f"{who}: too few periods before for a trend." if series.points else f"{who}: no flow to compare."
        )
    after = [(p["x"], p["value_usd"]) for p in series.points if p["part"] == "after"]
    after += [(x, 0.0) for x in series.none]
    if not after:
        return f"{who}: no {thing} since it took force was reported."
    ends = [series.trend.at(x) for x, _ in after]
    below = sum(value < low for (_, value), (low, _, _) in zip(after, ends, strict=True))
    above = sum(value > high for (_, value), (_, _, high) in zip(after, ends, strict=True))
    last_x, last = max(after)
    expected = series.trend.at(last_x)[1]
    seen = usd(last) if last else "none reported"
    beyond = f", {above} above" if above else ""
    return (
        f"{who}: {below} of {count(len(after), thing)} since it took force below the band{beyond}; "
        f"in {int(last_x)} {seen}, where the trend alone gives {usd(expected)}."
    )
