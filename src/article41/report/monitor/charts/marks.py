"""Marks that several charts share: resolutions as lines, hatching for "no data", keys below a chart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.report.charts import GREY, INK
from article41.report.monitor.charts.amounts import year_of
from article41.report.monitor.charts.frame import Layer, across, at, cut, down, layer, panel, words
from article41.report.monitor.charts.hatch import HATCH, hatch_layer
from article41.report.monitor.record import Monitor

ROOM = 38
"""Pixels above a plot for the numbers of resolutions."""
NUMBER = 33
"""Pixels that a resolution's number needs."""
_RESOLUTION = re.compile(r"\b(\d{4})\s*\((?:19|20)\d\d\)|/(\d{4})\b")


def resolutions(monitor: Monitor, first: float, last: float) -> list[dict[str, Any]]:
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
    lines: Sequence[dict[str, Any]], domain: tuple[float, float], left: float, right: float, height: float,
    top: float = ROOM,
) -> list[Layer]:  # fmt: skip
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
    rule = {"type": "rule", "color": INK, "strokeWidth": 1}
    return [
        layer({**rule, "strokeDash": [3, 3], "opacity": 0.75}, rows, x=x, y=at(top), y2=at(height)),
        layer(rule, rows, x=x, x2={"field": "label_year"}, y=at(top), y2=at(top - 18)),
        layer(words("center"), rows, x=aside, y=at(top - 27), text={"field": "label", "type": "nominal"}),
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
    over = max(0.0, (moved[-1] if moved else low) + gap / 2 - high)
    for i in range(len(moved) - 1, -1, -1):
        after = moved[i + 1] - gap if i + 1 < len(moved) else high - gap / 2
        moved[i] = min(moved[i], after) if over else moved[i]
    return moved


def years_axis(
    years: Sequence[int], domain: tuple[float, float], left: float, right: float, y: float
) -> Layer:
    """Years below the middle of their columns; every second or fifth where all would not fit."""
    each = (right - left) / (domain[1] - domain[0])
    step = next(s for s in (1, 2, 5, 10, 25, 100, 1000) if s * each >= 36 or s == 1000)
    rows = [{"year": year + 0.5, "label": str(year)} for year in years if year % step == 0 or step == 1]
    return layer(
        words("center", color=GREY), rows, x=across("year", domain, left, right), y=at(y),
        text={"field": "label", "type": "nominal"},
    )  # fmt: skip


def key(entries: Sequence[tuple[str, dict[str, Any]]], each: float, height: float = 20) -> dict[str, Any]:
    """What the signs mean, in rows of as many as fit. A sign is a mark's properties, or {"hatch": True}."""
    a_row = max(1, int(672 / each))
    deep = height * -(-len(entries) // a_row)
    layers: list[Layer] = []
    labels, boxes = [], []
    for i, (label, sign) in enumerate(entries):
        x, y = (i % a_row) * each, (i // a_row + 0.5) * height
        labels.append({"x": x + 26, "y": y, "label": cut(label, each - 26)})
        if sign.get("hatch"):
            boxes.append((x, y - 7.0, x + 18, y + 7.0))
            layers.append(box(x, y, {"filled": False, "stroke": HATCH, "strokeWidth": 1}))
        elif sign.get("type") == "box":
            layers.append(box(x, y, {k: v for k, v in sign.items() if k != "type"}))
        elif sign.get("type") == "rule":
            layers.append(layer(sign, [{}], x=at(x), x2=at(x + 18), y=at(y)))
        else:
            layers.append(layer(sign, [{}], x=at(x + 9), y=at(y)))
    if boxes:
        layers.append(hatch_layer(boxes, 672, deep))
    text = {"field": "label", "type": "nominal"}
    layers.append(layer(words(), labels, x=across("x", (0, 672), 0, 672), y=down("y", deep), text=text))
    return panel(layers, deep)


def box(x: float, y: float, look: dict[str, Any]) -> Layer:
    """A swatch of 18 by 14 pixels whose left side is at x, its middle at y."""
    return layer({"type": "rect", **look}, [{}], x=at(x), x2=at(x + 18), y=at(y - 7), y2=at(y + 7))
