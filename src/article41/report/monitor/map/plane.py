"""The map's plane: the Equal Earth projection in the chart's pixels, and hatching that ends at a border."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise

from article41.report.monitor.charts.hatch import Stroke, lines_within
from article41.report.monitor.charts.layers import WIDE
from article41.report.monitor.map.outlines import Ring

# B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", 2018
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
HEIGHT = 316.0
SCALE = (WIDE - 4) / (2 * 2.70663)
"""Pixels of a unit of the projection: all longitudes fit the width of a chart."""
CENTRE = (WIDE / 2, 164.0)
"""Where 0° N 0° E lies; the plane ends below Tierra del Fuego."""
PROJECTION = {"type": "equalEarth", "scale": SCALE, "translate": list(CENTRE)}


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Degrees to pixels, as Vega's equalEarth has them."""
    t = math.asin(_M * math.sin(math.radians(latitude)))
    t2 = t * t
    t6 = t2**3
    x = (
        math.radians(longitude)
        * math.cos(t)
        / (_M * (_A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)))
    )
    y = t * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))
    return CENTRE[0] + SCALE * x, CENTRE[1] - SCALE * y


def _sides(ring: Ring) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The sides of a ring; where it crosses the 180th meridian each part is closed along the map's edge."""
    crossings = []
    for (lon, lat), (lon2, lat2) in pairwise(ring):
        if abs(lon2 - lon) <= 180:
            yield (lon, lat), (lon2, lat2)
            continue
        edge = math.copysign(180.0, lon)
        rest = 360 - abs(lon2 - lon)
        crossing = lat + (lat2 - lat) * ((180 - abs(lon)) / rest if rest else 0.5)
        crossings.append(crossing)
        yield (lon, lat), (edge, crossing)
        yield (-edge, crossing), (lon2, lat2)
    crossings.sort()
    for low, high in zip(crossings[::2], crossings[1::2], strict=False):
        for edge in (-180.0, 180.0):
            yield (edge, low), (edge, high)


def strokes(rings: Iterable[Ring], step: float, right: float, below: float) -> list[Stroke]:
    """Parallel strokes inside the rings of one shape on the globe, as `lines_within` gives them."""
    shapes = ([(project(*start), project(*end)) for start, end in _sides(ring)] for ring in rings)
    return lines_within(shapes, step, right, below)
