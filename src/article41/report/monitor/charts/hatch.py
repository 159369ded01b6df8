"""Parallel strokes inside a shape: Vega has no pattern fills, so hatching is drawn line by line."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from article41.report.monitor.charts.frame import Layer, across, down, layer

HATCH = "#9a9a9a"
STEP = 6.0
"""Pixels between two strokes of "no data"."""
SHORTEST = 1.0
"""Pixels of the shortest stroke that is drawn."""

Point = tuple[float, float]
Side = tuple[Point, Point]


def box_sides(left: float, top: float, right: float, bottom: float) -> tuple[Side, ...]:
    """A rectangle by its sides."""
    corners = ((left, top), (right, top), (right, bottom), (left, bottom), (left, top))
    return tuple(zip(corners, corners[1:], strict=False))


def hatch_layer(boxes: Iterable[tuple[float, float, float, float]], wide: float, height: float) -> Layer:
    """ "No data" over boxes of (left, top, right, bottom) pixels."""
    strokes = [stroke for box in boxes for stroke in lines_within([box_sides(*box)], STEP, 1, 1)]
    return layer(
        {"type": "rule", "color": HATCH, "strokeWidth": 1}, strokes,
        x=across("x", (0, wide), 0, wide), x2={"field": "x2"}, y=down("y", height), y2={"field": "y2"},
    )  # fmt: skip


def lines_within(
    shapes: Iterable[Iterable[Side]], step: float, across: float, down: float
) -> list[dict[str, float]]:
    """Parallel strokes inside shapes given by their sides in pixels, `step` pixels apart: x, y, x2, y2.

    `across` and `down` give the lines' slope: along one, x × across + y × down is one number. (1, 1) rises to
    the right, (0, 1) is level, (1, 0) upright.
    """
    met: dict[int, list[Point]] = defaultdict(list)
    for (x, y), (x2, y2) in (side for sides in shapes for side in sides):
        a, b = (x * across + y * down) / step, (x2 * across + y2 * down) / step
        for line in range(math.ceil(min(a, b)), math.ceil(max(a, b))):
            share = (line - a) / (b - a)
            met[line].append((x + share * (x2 - x), y + share * (y2 - y)))
    found = []
    for line in sorted(met):
        ends = sorted(met[line])
        for (x, y), (x2, y2) in zip(ends[::2], ends[1::2], strict=False):
            if math.hypot(x2 - x, y2 - y) >= SHORTEST:
                found.append({"x": round(x, 1), "y": round(y, 1), "x2": round(x2, 1), "y2": round(y2, 1)})
    return found
