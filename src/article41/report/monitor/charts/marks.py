"""Marks that several charts share: resolutions as lines, an axis of years, the key below a chart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.report.charts import GREY, INK
from article41.report.monitor.charts.amounts import year_of
from article41.report.monitor.charts.hatch import HATCH, hatch_layer
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
from article41.report.monitor.record import Monitor

ROOM = 38
"""Pixels above a plot for the numbers of resolutions."""
NUMBER = 33
"""Pixels that a resolution's number needs."""
HATCHED: Mark = {"type": "hatched"}
"""Stands in a key for "no data"."""
RESOLUTION = rule(INK, 1, (3, 3))
NONE = point("triangle-down", "white", INK, 46)
"""Stands at the foot of a plot for a year with reports in which there is nothing of what is drawn."""
_RESOLUTION = re.compile(r"\b(\d{4})\s*\((?:19|20)\d\d\)|/(\d{4})\b")


def resolutions(monitor: Monitor, first: float, last: float) -> list[Row]:
    """Resolutions from the year `first` up to `last`: on, year (a fraction), label (the number alone)."""
    found = []
    events = monitor.events.filter(pl.col("kind") == "resolution", pl.col("on").is_not_null()).sort("on")
    for event in events.iter_rows(named=True):
        year = year_of(event["on"])
        if first <= year <= last:
            number = _RESOLUTION.search(event["label"] or "")
            label = (number[1] or number[2]) if number else cut(event["label"] or "?", NUMBER)
            found.append({"on": str(event["on"]), "year": round(year, 4), "label": label})
    return found


def resolution_lines(
    lines: Sequence[Row], domain: tuple[float, float], left: float, right: float, height: float
) -> list[Layer]:
    """A dashed line at each resolution, its number above, moved aside with a leader where two would meet."""
    if not lines:
        return []
    each = (right - left) / (domain[1] - domain[0])
    places = spread([left + (line["year"] - domain[0]) * each for line in lines], NUMBER, left, right)
    rows = [
        {**line, "label_year": round(domain[0] + (place - left) / each, 4)}
        for line, place in zip(lines, places, strict=True)
    ]
    x = across("year", domain, left, right)
    aside = across("label_year", domain, left, right)
    return [
        layer({**RESOLUTION, "opacity": 0.75}, rows, x=x, y=at(ROOM), y2=at(height)),
        layer(rule(INK), rows, x=x, x2=to("label_year"), y=at(ROOM), y2=at(ROOM - 18)),
        written(rows, aside, at(ROOM - 27), "center"),
    ]


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places, in order, moved as little as may be so that each is `gap` from the next, within the bounds
    where they hold them all."""
    blocks: list[tuple[float, int]] = []  # the middle of each run of places that touch, and how many they are
    for place in places:
        block = (place, 1)
        while blocks and block[0] - blocks[-1][0] < gap * (block[1] + blocks[-1][1]) / 2:
            middle, size = blocks.pop()
            block = ((middle * size + block[0] * block[1]) / (size + block[1]), size + block[1])
        half = gap * block[1] / 2
        blocks.append((max(low + half, min(block[0], high - half)), block[1]))
    moved = [m + gap * (i - (size - 1) / 2) for m, size in blocks for i in range(size)]
    for i in range(1, len(moved)):  # a bound may have pushed one run upon another
        moved[i] = max(moved[i], moved[i - 1] + gap)
    last = high - gap / 2
    for i in range(len(moved) - 1, -1, -1):
        moved[i] = last = min(moved[i], last)
        last -= gap
    return moved


def years_axis(
    years: Sequence[int], domain: tuple[float, float], left: float, right: float, y: float
) -> Layer:
    """Years below the middle of their columns; every second or fifth where all would not fit."""
    each = (right - left) / (domain[1] - domain[0])
    step = next(s for s in (1, 2, 5, 10, 25, 100, 10_000) if s * each >= 36 or s == 10_000)
    rows = [{"year": year + 0.5, "label": str(year)} for year in years if year % step == 0 or step == 1]
    return written(rows, across("year", domain, left, right), at(y), "center", color=GREY)


def year_boxes(
    years: Sequence[int], left: float, right: float, top: float, bottom: float
) -> list[tuple[int, tuple[float, float, float, float]]]:
    """The column of each year in pixels, to be hatched where there is no data."""
    each = (right - left) / max(len(years), 1)
    return [(y, (left + i * each, top, left + (i + 1) * each, bottom)) for i, y in enumerate(years)]


def key(entries: Sequence[tuple[str, Mark]], each: float, height: float = 20) -> dict[str, Any]:
    """What the marks mean, in rows of as many as fit."""
    a_row = max(1, int(WIDE / each))
    deep = height * -(-len(entries) // a_row)
    layers: list[Layer] = []
    labels, boxes = [], []
    for i, (label, mark) in enumerate(entries):
        x, y = (i % a_row) * each, (i // a_row + 0.5) * height
        labels.append({"x": x + 26, "y": y, "label": cut(label, each - 26)})
        if mark is HATCHED:
            boxes.append((x, y - 7.0, x + 18, y + 7.0))
            layers.append(swatch(x, y, rect("white", HATCH)))
        elif mark["type"] == "rect":
            layers.append(swatch(x, y, mark))
        elif mark["type"] == "rule":
            layers.append(layer(mark, [{}], x=at(x), x2=at(x + 18), y=at(y)))
        else:
            layers.append(layer(mark, [{}], x=at(x + 9), y=at(y)))
    layers.append(hatch_layer(boxes, deep))
    layers.append(written(labels, across("x"), down("y", deep), limit=each - 28))
    return panel(layers, deep)


def swatch(x: float, y: float, mark: Mark) -> Layer:
    """A patch of 18 by 14 pixels whose left side is at x, its middle at y."""
    return layer(mark, [{}], x=at(x), x2=at(x + 18), y=at(y - 7), y2=at(y + 7))
