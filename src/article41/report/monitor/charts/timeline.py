"""Tests, launches, resolutions and trade on one axis of time; the line breaks where data stop."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from article41.report.charts import COLOURS, GREY, INK
from article41.report.monitor.charts.amounts import usd, year_of
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.layers import (
    RULE,
    Layer,
    Mark,
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
from article41.report.monitor.charts.marks import (
    HATCHED,
    NONE,
    RESOLUTION,
    ROOM,
    key,
    resolution_lines,
    resolutions,
    year_boxes,
    years_axis,
)
from article41.report.monitor.charts.periods import COLUMNS, Line, line
from article41.report.monitor.charts.scales import Log, upright_axis
from article41.report.monitor.charts.subject import called, prefix
from article41.report.monitor.charts.trade import WAY_WORDS, YEAR, all_years, known_sum
from article41.report.monitor.record import Monitor
from article41.report.monitor.words import WAYS
from article41.report.words import count

LEFT, RIGHT = 72, 664
EVENTS, PLOT = 48, 240
"""Pixels for tests and launches, and for trade."""
TOP = ROOM + EVENTS + 6.0
BOTTOM = TOP + PLOT
LOOKS = {
    "from_dprk": ("circle", COLOURS["freed"], ()),
    "to_dprk": ("square", COLOURS["prohibited"], (6, 3)),
}
"""Shape, colour and dashes of each way."""
EVENT_SHAPES = (("test", "Tests", "diamond"), ("launch", "Launches", "triangle-up"))


def timeline(monitor: Monitor, state: str | None) -> Chart:
    """A State's months where it told them, else years; for the world the years of all States together.

    Where a State told months, a year known only as a whole is drawn as its monthly average.
    """
    name = prefix(state, "timeline")
    title = f"{called(state)}: tests, resolutions and trade with the DPRK"
    years = all_years(monitor, state)
    lines = [found for way in WAYS if (found := line(monitor, state, way)) is not None]
    data = pl.concat([pl.DataFrame(schema=COLUMNS), *(found.table() for found in lines)])
    shown = "; ".join(f"{WAY_WORDS[found.told.way]}: {found.told.by}" for found in lines) or "nothing"
    foot = footed(
        monitor,
        name,
        (found.told.source for found in lines),
        f"{shown}; n = {count(data['value_usd'].count(), 'period')}",
    )
    sheet = Sheet(name, title, data, foot)
    if not (data["value_usd"] > 0).any():
        return sheet.empty("no flow of known value was read (no data, not zero)")
    plane = _plane(monitor, lines, years)
    return sheet.drawn(_finding(monitor, lines, years), [plane, _key(lines)])


def _plane(monitor: Monitor, lines: Sequence[Line], years: Sequence[int]) -> dict[str, Any]:
    domain = (float(years[0]), float(years[-1] + 1))
    is_monthly = any(found.is_monthly for found in lines)
    points = [_placed(found, is_monthly) for found in lines]
    scale = Log.over([p["rate_usd"] for placed in points for p in placed], BOTTOM - 14, TOP + 6)
    covered = frozenset(year for found in lines for year in found.told.covered)
    silent = [box for y, box in year_boxes(years, LEFT, RIGHT, TOP, BOTTOM) if y not in covered]
    unit = f"USD million a {'month' if is_monthly else 'year'}, log scale"
    if is_monthly:
        unit += "; a year told as a whole stands at its monthly average"
    layers = [
        layer(rect(None, RULE), [{}], x=at(LEFT), x2=at(RIGHT), y=at(TOP), y2=at(BOTTOM)),
        hatch_layer(silent, BOTTOM),
        *upright_axis(scale, LEFT, RIGHT),
        *_event_layers(monitor, domain),
        *resolution_lines(resolutions(monitor, *domain), domain, LEFT, RIGHT, BOTTOM),
    ]
    for found, placed in zip(lines, points, strict=True):
        layers += _trade(found, placed, scale, domain)
    layers.append(years_axis(years, domain, LEFT, RIGHT, BOTTOM + 12))
    layers.append(written([{"label": unit}], at(LEFT + 4), at(BOTTOM + 30), color=GREY))
    return panel(layers, BOTTOM + 38)


def _placed(of: Line, is_monthly: bool) -> list[Row]:
    """Points above zero with where they begin, their middle and end; a year among months as an average."""
    found = []
    for row in of.points.filter(pl.col("value_usd") > 0).iter_rows(named=True):
        months, value = row["months"], row["value_usd"]
        begin = year_of(row["start"])
        place = {"begin": begin, "middle": begin + months / 24, "end": begin + months / 12}
        is_part = months == YEAR and row["start"].year in of.told.partial
        told = {"start": str(row["start"]), "months": months, "value_usd": value, "part": is_part}
        reported = of.told.partial[row["start"].year] if is_part else months
        rate = value / max(reported, 1) if is_monthly else value
        found.append(told | {"rate_usd": rate} | {n: round(v, 4) for n, v in place.items()})
    return found


def _trade(of: Line, points: list[Row], scale: Log, domain: tuple[float, float]) -> list[Layer]:
    """Strokes between periods that follow on each other; a level stroke for a year among months."""
    shape, colour, dash = LOOKS[of.told.way]
    points = [p | {"y": scale.at(p["rate_usd"])} for p in points]
    strokes = [
        {"middle": a["middle"], "next": b["middle"], "y": a["y"], "next_y": b["y"]}
        for a, b in pairwise(points)
        if abs(a["end"] - b["begin"]) < 0.02 and a["months"] == b["months"] and not (a["part"] or b["part"])
    ]
    level = [p for p in points if p["months"] == 12 and not p["part"]] if of.is_monthly else []
    hollow = [p for p in points if p["part"]]
    single = [p for p in points if not p["part"] and (p["months"] == 1 or not of.is_monthly)]
    # a month among months needs no large sign: the line runs through it
    joined = {s[end] for s in strokes for end in ("middle", "next")} if of.is_monthly else set()
    none = [{"middle": year + 0.5} for year in of.years_of_none() if domain[0] <= year < domain[1]]
    x, y = across("middle", domain, LEFT, RIGHT), down("y", BOTTOM)
    stroke = rule(colour, 2, dash)
    return [
        layer(stroke, strokes, x=x, x2=to("next"), y=y, y2=to("next_y")),
        layer(stroke, level, x=across("begin", domain, LEFT, RIGHT), x2=to("end"), y=y),
        layer(point(shape, colour, size=12), [p for p in single if p["middle"] in joined], x=x, y=y),
        layer(point(shape, colour, size=52), [p for p in single if p["middle"] not in joined], x=x, y=y),
        layer(point(shape, "white", colour, 52, 2), hollow, x=x, y=y),
        layer(NONE | {"stroke": colour}, none, x=x, y=at(BOTTOM - 8)),
    ]


def _event_layers(monitor: Monitor, domain: tuple[float, float]) -> list[Layer]:
    found: list[Layer] = []
    for i, (kind, name, shape) in enumerate(EVENT_SHAPES):
        days = monitor.events.filter(pl.col("kind") == kind)["on"].drop_nulls().sort()
        inside: list[Row] = [
            {"on": str(day), "year": round(year_of(day), 4)}
            for day in days
            if domain[0] <= year_of(day) < domain[1]
        ]
        y = at(ROOM + 14 + i * 21)
        none = [] if inside else [{"label": "none in these years"}]
        found += [
            written(none, at(LEFT + 6), at(ROOM + 5 + i * 21), color=GREY),
            layer(rule(RULE), [{}], x=at(LEFT), x2=at(RIGHT), y=y),
            layer(point(shape, INK, size=46), inside, x=across("year", domain, LEFT, RIGHT), y=y),
            written([{"label": name}], at(LEFT - 8), y, "right"),
        ]
    return found


def _key(lines: Sequence[Line]) -> dict[str, Any]:
    entries: list[tuple[str, Mark]] = []
    for found in lines:
        shape, colour, _ = LOOKS[found.told.way]
        entries.append((WAY_WORDS[found.told.way], point(shape, colour, size=70)))
    rest = [
        ("year told in part", point("circle", "white", INK, 52, 2)),
        ("resolution", RESOLUTION),
        ("reported, none of this trade", NONE),
        ("no data", HATCHED),
    ]
    return key([*entries, *rest], 224)


def _finding(monitor: Monitor, lines: Sequence[Line], years: Sequence[int]) -> str:
    said = []
    for found in lines:
        by_year = found.points.group_by(pl.col("start").dt.year().alias("year"))
        yearly = by_year.agg(known_sum("value_usd")).drop_nulls().sort("year")
        if yearly.is_empty():
            continue
        most = yearly.sort("value_usd", "year", descending=[True, False]).row(0)
        last = yearly.row(-1)
        lately = "" if last[0] == most[0] else f", {usd(last[1])} in {last[0]}"
        part = found.told.in_part
        said.append(f"{WAY_WORDS[found.told.way]}: most in {most[0]} ({usd(most[1])}){lately}.{part}")
    kinds = monitor.events.filter(pl.col("on").dt.year().is_between(years[0], years[-1]))["kind"]
    tests, launches = int((kinds == "test").sum()), int((kinds == "launch").sum())
    if tests or launches:
        plural = "launch" if launches == 1 else "launches"
        said.append(f"In these years: {count(tests, 'test')}, {launches:,} {plural}.")
    return " ".join(said)
