"""Parallel strokes inside a shape: Vega has no pattern fills, so hatching is drawn line by line."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from article41.report.monitor.charts.layers import Layer, across, down, layer, rule, to

HATCH = "#9a9a9a"
STEP = 6.0
"""Pixels between two strokes of "no data"."""
SHORTEST = 1.0
"""Pixels of the shortest stroke that is drawn."""

Point = tuple[float, float]
Side = tuple[Point, Point]
Stroke = dict[str, float]
"""From x, y to x2, y2, in pixels."""


def box_sides(left: float, top: float, right: float, bottom: float) -> tuple[Side, ...]:
    """A rectangle by its sides."""
    return tuple(pairwise(((left, top), (right, top), (right, bottom), (left, bottom), (left, top))))


def hatch_layer(boxes: Iterable[tuple[float, float, float, float]], height: float) -> Layer:
    """ "No data" over boxes of (left, top, right, bottom) pixels."""
    return stroke_layer([s for box in boxes for s in lines_within([box_sides(*box)], STEP, 1, 1)], height)


def stroke_layer(strokes: Sequence[Stroke], height: float, colour: str = HATCH, width: float = 1) -> Layer:
    """The strokes as lines on a plane of that height."""
    return layer(rule(colour, width), strokes, x=across("x"), x2=to("x2"), y=down("y", height), y2=to("y2"))


def lines_within(shapes: Iterable[Iterable[Side]], step: float, right: float, below: float) -> list[Stroke]:
    """Parallel strokes inside shapes given by their sides in pixels, `step` pixels apart.

    `right` and `below` give the slope: along a stroke, x × right + y × below is one number. (1, 1) rises to
    the right, (0, 1) is level, (1, 0) upright.
    """
    met: dict[int, list[Point]] = defaultdict(list)
    for (x, y), (x2, y2) in (side for sides in shapes for side in sides):
        a, b = (x * right + y * below) / step, (x2 * right + y2 * below) / step
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
