"""The world in five classes: where there is something to ask, and where nobody reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.flows import PRK
from article41.report.charts import GREY, INK
from article41.report.monitor.charts.amounts import years_said
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.hatch import HATCH, box_sides, lines_within, stroke_layer
from article41.report.monitor.charts.layers import (
    Layer,
    Mark,
    Row,
    across,
    at,
    down,
    layer,
    named,
    own,
    panel,
    point,
    rect,
    written,
)
from article41.report.monitor.charts.marks import swatch
from article41.report.monitor.charts.standing import BY_KEY, STANDINGS, Standing
from article41.report.monitor.charts.trade import all_years
from article41.report.monitor.map.classes import classes, finding, is_dotted
from article41.report.monitor.map.outlines import outlined, rings, topology
from article41.report.monitor.map.places import load_places
from article41.report.monitor.map.plane import HEIGHT, PROJECTION, project, strokes
from article41.report.monitor.record import Monitor
from article41.report.monitor.words import FLAGS
from article41.report.words import count

OWN = "#4d4d4d"
"""The DPRK itself."""
KEY_ROW = 22.0
NOTE = (
    "Boundaries, names and the way areas are coloured follow the reporters of trade statistics and imply no "
    "opinion on the legal status of any country, territory or frontier"
)
PATTERNS: dict[str, tuple[float, float, float, str]] = {
    "no_data": (5.0, 1, 1, HATCH),
    "likely_wrong_korea": (4.0, 0, 1, "#5f4300"),
    "exempt_or_capped": (4.0, 1, 0, "#0b4f75"),
}
"""Strokes over a class, so that grey print tells it: pixels apart, slope, colour."""


def world_map(monitor: Monitor, year: int | None = None) -> Chart:
    """Each State in the class of its most serious flow of the year, or of all years read.

    No data: it has no flow here and reported nothing at all to the sources read. In SVG a State with a page
    of its own links to it.
    """
    name = "world" if year is None else f"world-{year}"
    years = all_years(monitor, None) if year is None else [year]
    title = f"Reported trade with the DPRK, by State, {years_said(years)}"
    data = classes(monitor, year)
    foot = footed(
        monitor,
        name,
        monitor.findings["source"].unique().drop_nulls().sort(),
        f"the most serious flow of each State. {NOTE}; "
        f"n = {count(int(data['flows'].sum()), 'flow')} of {count(int((data['flows'] > 0).sum()), 'State')}",
        ["outlines: Natural Earth, public domain"],
    )
    sheet = Sheet(name, title, data, foot)
    if data.filter(pl.col("standing") != "no_data").is_empty():
        return sheet.empty("no State reported anything in the files read")
    return sheet.drawn(finding(data), [_plane(data), _key()])


def _plane(data: pl.DataFrame) -> dict[str, Any]:
    rows = {row["state"]: row for row in data.iter_rows(named=True)}
    shapes = {state: _properties(row) for state, row in rows.items() if state in outlined()}
    shapes[PRK] = {"state": PRK, "label": "DPRK", "fill": OWN, "stroke": "white", "href": ""}
    dots = [
        _properties(row) | {"lon": place.longitude, "lat": place.latitude, "standing": row["standing"]}
        for state, row in rows.items()
        if (place := load_places().get(state)) is not None and is_dotted(place, row["standing"])
    ]
    return panel([*_areas(shapes), *_hatchings(rows), *_dots(dots), _dprk()], HEIGHT)


def _properties(row: Row) -> Row:
    """What a shape carries: a page of its own exists only for who has figures or reported."""
    standing = BY_KEY[row["standing"]]
    is_silent = standing.key == "no_data"
    code = "".join(c for c in row["state"] if c.isascii() and c.isalnum())
    return {
        "state": row["state"],
        "label": f"{row['name']}: {standing.label}",
        "fill": standing.colour,
        "stroke": HATCH if is_silent else "white",
        "href": "" if is_silent else f"states/{code}.html",
    }


def _areas(shapes: dict[str, Row]) -> list[Layer]:
    """Silent areas first, then those that link, so that a border is drawn once over its neighbour's."""
    found = []
    for is_linked in (False, True):
        kept = {state: shape for state, shape in shapes.items() if bool(shape["href"]) is is_linked}
        mark: Mark = {"type": "geoshape", "strokeWidth": 0.5}
        encoding = {"fill": own("properties.fill"), "stroke": own("properties.stroke")}
        if is_linked:
            mark |= {"aria": True}
            encoding |= {"href": named("properties.href"), "description": named("properties.label")}
        data = {"values": topology(kept), "format": {"type": "topojson", "feature": "countries"}}
        if kept:
            found.append({"data": data, "projection": PROJECTION, "mark": mark, "encoding": encoding})
    return found


def _hatchings(rows: dict[str, Row]) -> list[Layer]:
    found = []
    for standing, (step, right, below, colour) in PATTERNS.items():
        states = [s for s, row in rows.items() if row["standing"] == standing and s in outlined()]
        lines = [line for state in states for line in strokes(rings(state), step, right, below)]
        found.append(stroke_layer(lines, HEIGHT, colour, 0.7))
    return found


def _dots(dots: Sequence[Row]) -> list[Layer]:
    """A sign of its class's shape; the most serious drawn last, on top."""
    place = {
        "longitude": {"field": "lon", "type": "quantitative"},
        "latitude": {"field": "lat", "type": "quantitative"},
    }
    link = {"href": named("href"), "description": named("label")}
    found: list[Layer] = []
    for standing in reversed(STANDINGS):
        rows = [dot for dot in dots if dot["standing"] == standing.key]
        is_silent = standing.key == "no_data"
        for mark in _signs(standing) if rows else ():
            drawn = layer(mark | ({} if is_silent else {"aria": True}), rows, **place)
            drawn["encoding"] |= {} if is_silent else link
            found.append(drawn | {"projection": PROJECTION})
    return found


def _signs(standing: Standing) -> list[Mark]:
    """The marks of a small State in a class: a shape, struck through where there is no data."""
    is_quiet = standing.key not in FLAGS
    edge, size = (GREY, 20) if is_quiet else (INK, 52)
    mark = point(standing.shape, standing.colour, edge, size, 0.8)
    struck = point("M-0.5,0.5L0.5,-0.5", GREY, GREY, 16, 0.8)
    return [mark, struck] if standing.key == "no_data" else [mark]


def _dprk() -> Layer:
    """The name of the country that all this is about, in the sea beside it."""
    place = load_places()[PRK]
    x, y = project(place.longitude, place.latitude)
    return written([{"label": "DPRK"}], at(round(x + 9, 1)), at(round(y - 1, 1)), fontWeight="bold")


def _key() -> dict[str, Any]:
    """A swatch with its strokes, the sign of a small State, and what they mean."""
    height = 3 * KEY_ROW
    entries = [*STANDINGS, Standing("dprk", "DPRK", OWN, "", "")]
    layers: list[Layer] = []
    labels = []
    for i, standing in enumerate(entries):
        x, y = (i % 2) * 336.0, (i // 2 + 0.5) * KEY_ROW
        layers.append(swatch(x, y, rect(standing.colour, HATCH if standing.key == "no_data" else None)))
        if standing.key in PATTERNS:
            step, right, below, colour = PATTERNS[standing.key]
            lines = lines_within([box_sides(x, y - 7, x + 18, y + 7)], step, right, below)
            layers.append(stroke_layer(lines, height, colour, 0.7))
        signs = _signs(standing) if standing.shape else []
        layers += [layer(mark, [{}], x=at(x + 29), y=at(y)) for mark in signs]
        labels.append({"x": x + 42, "y": y, "label": standing.label})
    layers.append(written(labels, across("x"), down("y", height)))
    return panel(layers, height)
