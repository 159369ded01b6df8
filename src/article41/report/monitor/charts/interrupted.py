"""Did a ban show in the figures? Its goods before and after, beside goods that no paragraph governs."""

from __future__ import annotations

from typing import Any

import polars as pl

from article41.report.charts import COLOURS, GREY
from article41.report.monitor.charts.amounts import usd, year_of
from article41.report.monitor.charts.bans import Ban, goods_bans
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.layers import (
    RULE,
    Layer,
    Row,
    across,
    at,
    down,
    layer,
    panel,
    point,
    rect,
    rule,
    to,
    written,
)
from article41.report.monitor.charts.marks import HATCHED, NONE, key, year_boxes, years_axis
from article41.report.monitor.charts.scales import Log, upright_axis
from article41.report.monitor.charts.series import (
    COLUMNS,
    Series,
    governed,
    is_told_by_month,
    placebo,
    series,
)
from article41.report.monitor.charts.subject import called, prefix
from article41.report.monitor.charts.trade import Told, leaves, of_state, told
from article41.report.monitor.charts.trend import FEWEST, MODEL
from article41.report.monitor.record import Monitor
from article41.report.words import count

LEFT, RIGHT, TOP = 72, 664, 18.0
BOTTOM = TOP + 176
BEYOND = 30.0
"""The scale reaches no further beyond the figures than this factor, however wide the band."""
BAND = "#d9d9d9"
SEEN = COLOURS["freed"]
LINE = rule("#555555", 1.5, (7, 4))


def interrupted(monitor: Monitor, state: str | None) -> tuple[Chart, ...]:
    """A chart for each ban on goods that the findings name: the ban's goods above, the placebo below.

    The line and its band are fitted to the periods that end before the ban, and continued. A period that the
    ban's first day splits is hollow and fits nothing.
    """
    found = set(of_state(monitor.findings, state)["provisions"].explode(empty_as_null=True).to_list())
    return tuple(_chart(monitor, state, ban) for ban in goods_bans() if ban.id in found)


def _chart(monitor: Monitor, state: str | None, ban: Ban) -> Chart:
    name = prefix(state, f"ban-{ban.id.replace('/', '-').replace('.', '-')}")
    title = f"{called(state)}: {ban.label[0].lower()}{ban.label[1:]}, before and after {ban.cite}"
    of = told(monitor, state, ban.way)
    if of is None:
        foot = footed(monitor, name, (), f"HS {', '.join(ban.codes)}; n = 0")
        sheet = Sheet(name, title, pl.DataFrame(schema=COLUMNS), foot)
        return sheet.empty("no flow of this way was read")
    rows = leaves(of.rows)
    goods = governed(rows, ban)
    is_monthly = is_told_by_month(goods, ban)
    main = series("Goods under the paragraph", goods, ban.start, is_monthly, of)
    free = placebo(rows, ban.way)
    beside = series("Placebo: goods that no paragraph governs", free, ban.start, is_monthly, of)
    data = pl.concat([s.table(is_monthly) for s in (main, beside)])
    thing = "month" if is_monthly else "year"
    foot = footed(
        monitor,
        name,
        [of.source],
        f"{of.by}; HS {', '.join(ban.codes)}; in force from {ban.start}. Model: {MODEL}; "
        f"n = {count(len(data), thing)} with a value",
    )
    sheet = Sheet(name, title, data, foot)
    if main.trend is None:
        before = sum(value > 0 for _, value in main.of_part("before"))
        why = f"too few periods before it took force with a value ({before}; a trend needs {FEWEST})"
        return sheet.empty(why)
    panels = [_panel(s, ban, of, thing) for s in (main, beside) if s.points]
    finding = f"{_said(main, 'Its goods', thing)} {_said(beside, 'The placebo', thing)}"
    return sheet.drawn(finding, [*panels, _key()])


def _panel(of: Series, ban: Ban, voice: Told, thing: str) -> dict[str, Any]:
    told_years = voice.rows["year"].to_list()
    years = list(range(min(told_years), max(told_years) + 1))
    domain = (float(years[0]), float(years[-1] + 1))
    band = _band(of, domain)
    scale, is_cut = _scale(of, band)
    for step in band:
        step |= {n: scale.at(step[f"{n}_usd"]) for n in ("high", "expected", "low")}
    silent = [box for year, box in year_boxes(years, LEFT, RIGHT, TOP, BOTTOM) if year not in voice.covered]
    x = across("x", domain, LEFT, RIGHT)
    shade = layer(
        {"type": "area", "color": BAND, "opacity": 1}, band, x=x, y=down("high", BOTTOM), y2=to("low")
    )
    line = layer({**LINE, "type": "line"}, band, x=x, y=down("expected", BOTTOM))
    first_day = [{"x": year_of(ban.start), "label": f"in force {ban.start}"}]
    is_late = year_of(ban.start) > (domain[0] + domain[1]) / 2
    side = "right" if is_late else "left"
    notes = [f"USD million a {thing}, log scale"]
    notes += ["the band reaches beyond the scale"] if is_cut else []
    notes += [] if of.trend else [f"no trend: fewer than {FEWEST} periods with a value before"]
    layers = [
        layer(rect(None, RULE), [{}], x=at(LEFT), x2=at(RIGHT), y=at(TOP), y2=at(BOTTOM)),
        hatch_layer(silent, BOTTOM),
        *([shade] if band else []),
        *upright_axis(scale, LEFT, RIGHT),
        *([line] if band else []),
        layer(rule(COLOURS["prohibited"], 2), first_day, x=x, y=at(4), y2=at(BOTTOM)),
        written(first_day, x, at(8), side, dx=-6 if is_late else 6),
        *_dots(of, scale, domain),
        years_axis(years, domain, LEFT, RIGHT, BOTTOM + 12),
        written([{"label": "; ".join(notes)}], at(LEFT + 4), at(BOTTOM + 30), color=GREY),
    ]
    return panel(layers, BOTTOM + 38, of.name)


def _band(of: Series, domain: tuple[float, float]) -> list[Row]:
    """The line and its band from the first point on, four steps a year."""
    if of.trend is None:
        return []
    first = of.points[0]["x"]
    steps = int((domain[1] - first) * 4) + 1
    found = []
    for x in dict.fromkeys(min(first + i / 4, domain[1]) for i in range(steps + 1)):
        low, line, high = of.trend.at(x)
        found.append({"x": round(x, 4), "low_usd": low, "expected_usd": line, "high_usd": high})
    return found


def _scale(of: Series, band: list[Row]) -> tuple[Log, bool]:
    """A scale that holds every figure and as much of the band as is sensible, and whether some is cut off."""
    values = [p["value_usd"] for p in of.points if p["value_usd"] > 0] or [1e6]
    lowest, highest = min(values) / BEYOND, max(values) * BEYOND
    bounds = [step[end] for step in band for end in ("low_usd", "high_usd")]
    scale = Log.over([*values, *(min(max(b, lowest), highest) for b in bounds)], BOTTOM - 18, TOP + 6)
    return scale, any(not scale.low <= b <= scale.high for b in bounds)


def _dots(of: Series, scale: Log, domain: tuple[float, float]) -> list[Layer]:
    x, y = across("x", domain, LEFT, RIGHT), down("y", BOTTOM)
    dots = [
        {**p, "start": str(p["start"]), "y": scale.at(p["value_usd"])}
        for p in of.points
        if p["value_usd"] > 0
    ]
    size = 58 if len(dots) < 60 else 20
    whole, split = ([d for d in dots if (d["part"] == "split") is cut] for cut in (False, True))
    none = [{"x": year} for year in of.none if domain[0] <= year <= domain[1]]
    return [
        layer(point("circle", SEEN, size=size), whole, x=x, y=y),
        layer(point("circle", "white", SEEN, size, 2), split, x=x, y=y),
        layer(NONE, none, x=x, y=at(BOTTOM - 8)),
    ]


def _key() -> dict[str, Any]:
    return key(
        [
            ("reported", point("circle", SEEN)),
            ("period that its first day splits, or told in part", point("circle", "white", SEEN, width=2)),
            ("year with reports, none of these goods", NONE),
            ("trend before, continued", LINE),
            ("where 95 % of single values should lie", rect(BAND)),
            ("no data", HATCHED),
        ],
        336,
    )


def _said(of: Series, who: str, thing: str) -> str:
    if of.trend is None:
        return f"{who}: too few periods before for a trend." if of.points else f"{who}: no flow to compare."
    after = [*of.of_part("after"), *((x, 0.0) for x in of.none)]
    if not after:
        return f"{who}: no {thing} since it took force was reported."
    ends = [of.trend.at(x) for x, _ in after]
    below = sum(value < low for (_, value), (low, _, _) in zip(after, ends, strict=True))
    above = sum(value > high for (_, value), (_, _, high) in zip(after, ends, strict=True))
    last_x, last = max(after)
    beyond = f", {above} above" if above else ""
    return (
        f"{who}: {below} of {count(len(after), thing)} since it took force below the band{beyond}; "
        f"in {int(last_x)} {usd(last) if last else 'none reported'}, "
        f"where the trend alone gives {usd(of.trend.at(last_x)[1])}."
    )
