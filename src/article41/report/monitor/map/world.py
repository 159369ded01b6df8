"""The world in five classes: where there is something to ask, and where nobody reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.report.charts import GREY, INK
from article41.report.monitor.charts.amounts import years_said
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import (
    WIDE,
    Layer,
    across,
    clean,
    down,
    framed,
    layer,
    nothing,
    panel,
    words,
)
from article41.report.monitor.charts.hatch import HATCH, box_sides, lines_within
from article41.report.monitor.charts.marks import box
from article41.report.monitor.charts.standing import BY_KEY, FLAGS, STANDINGS, Standing, most_serious
from article41.report.monitor.charts.states import state_name
from article41.report.monitor.charts.trade import all_years
from article41.report.monitor.map.outlines import DPRK, outlined, rings, topology
from article41.report.monitor.map.places import Place, load_places
from article41.report.monitor.map.plane import HEIGHT, PROJECTION, project, strokes
from article41.report.monitor.record import Monitor
from article41.report.words import count, listed

KEY_ROW = 22.0
OWN = "#4d4d4d"
"""The DPRK itself."""
NOTE = (
    "Boundaries and names shown, and the way areas are coloured, follow the reporters of trade statistics and "
    "imply no opinion on the legal status of any country, territory or frontier"
)
PATTERNS: dict[str, tuple[float, float, float, str]] = {
    "no_data": (5.0, 1, 1, HATCH),
    "likely_wrong_korea": (4.0, 0, 1, "#5f4300"),
    "exempt_or_capped": (4.0, 1, 0, "#0b4f75"),
}
"""Strokes over a class, so that grey print tells it: pixels apart, slope, colour."""
_COLUMNS = {
    "state": pl.String, "name": pl.String, "standing": pl.String, "flows": pl.UInt32, "flagged_flows": pl.UInt32,
    "flagged_usd": pl.Float64,
}  # fmt: skip


def world_map(monitor: Monitor, year: int | None = None) -> Chart:
    """Each State in the class of its most serious flow of the year, or of all years read.

    No data: it has no flow here and reported nothing at all to the sources read. In SVG a State with a page of
    its own links to it.
    """
    years = all_years(monitor, None) if year is None else [year]
    name = "world" if year is None else f"world-{year}"
    title = f"Reported trade with the DPRK, by State, {years_said(years)}"
    data = _classes(monitor, year)
    foot = footed(
        monitor, name, monitor.findings["source"].unique().drop_nulls().sort(),
        "the most serious flow of each State. " + NOTE,
        f"n = {count(int(data['flows'].sum()), 'flow')} of {count(int((data['flows'] > 0).sum()), 'State')}",
        ["outlines: Natural Earth, public domain"],
    )  # fmt: skip
    reported = data.filter(pl.col("standing") != "no_data")
    if reported.is_empty():
        return nothing(name, title, "no State reported anything in the files read", data, foot)
    return framed(name, title, _finding(data), [_plane(data), _key()], data, foot)


def _classes(monitor: Monitor, year: int | None) -> pl.DataFrame:
    """A row for each State that is drawn or has figures, the DPRK left out."""
    in_year = pl.lit(True) if year is None else pl.col("start").dt.year() == year
    flows = monitor.findings.filter(
        "is_leaf", in_year, pl.col("state").is_not_null(), pl.col("state") != DPRK
    )
    is_flag = pl.col("status").cast(pl.String).is_in(FLAGS[:2])
    flagged = pl.col("value_usd").filter(is_flag)
    found = flows.group_by("state").agg(
        pl.col("status").cast(pl.String).unique().alias("statuses"),
        pl.len().alias("flows"),
        is_flag.sum().alias("flagged_flows"),
        pl.when(flagged.count() > 0).then(flagged.sum()).alias("flagged_usd"),
    )
    rows = {row["state"]: row for row in found.iter_rows(named=True)}
    told = monitor.coverage if year is None else monitor.coverage.filter(pl.col("year") == year)
    covered = set(told["reporter"].drop_nulls().to_list()) | set(rows)
    drawn = {p.iso3 for p in load_places().values() if p.is_member or not p.is_dot}
    table = []
    for state in sorted((drawn | covered) - {DPRK}):
        row = rows.get(state)
        standing = most_serious(row["statuses"]) if row else "none_seen" if state in covered else "no_data"
        sizes = (row["flows"], row["flagged_flows"], row["flagged_usd"]) if row else (0, 0, None)
        table.append((state, state_name(state), standing, *sizes))
    return pl.DataFrame(table, schema=_COLUMNS, orient="row")


def _plane(data: pl.DataFrame) -> dict[str, Any]:
    rows = {row["state"]: row for row in data.iter_rows(named=True)}
    shapes = {state: _properties(row) for state, row in rows.items() if state in outlined()}
    shapes[DPRK] = {"state": DPRK, "label": "DPRK", "fill": OWN, "stroke": "white", "href": ""}
    dots = [
        _properties(row) | {"lon": place.longitude, "lat": place.latitude, "standing": row["standing"]}
        for state, row in rows.items()
        if (place := load_places().get(state)) is not None and _is_dotted(place, row["standing"])
    ]
    return panel([*_areas(shapes), *_hatchings(rows), *_dots(dots), _dprk()], HEIGHT)


def _is_dotted(place: Place, standing: str) -> bool:
    """Small, and a State or somebody with figures."""
    return place.is_dot and (place.is_member or standing != "no_data")


def _properties(row: dict[str, Any]) -> dict[str, Any]:
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


def _areas(shapes: dict[str, dict[str, Any]]) -> list[Layer]:
    """Silent areas first, then those that link, so that a border is drawn once over its neighbour's."""
    found = []
    for is_linked in (False, True):
        kept = {s: p for s, p in shapes.items() if bool(p["href"]) is is_linked}
        look: dict[str, Any] = {"type": "geoshape", "strokeWidth": 0.5}
        encoding: dict[str, Any] = {
            "fill": {"field": "properties.fill", "type": "nominal", "scale": None},
            "stroke": {"field": "properties.stroke", "type": "nominal", "scale": None},
        }
        if is_linked:
            look |= {"aria": True}
            encoding |= {
                "href": {"field": "properties.href", "type": "nominal"},
                "description": {"field": "properties.label", "type": "nominal"},
            }
        if kept:
            data = {"values": topology(kept), "format": {"type": "topojson", "feature": "countries"}}
            found.append({"data": data, "projection": PROJECTION, "mark": look, "encoding": encoding})
    return found


def _hatchings(rows: dict[str, dict[str, Any]]) -> list[Layer]:
    found = []
    for standing, (step, right, below, _) in PATTERNS.items():
        lines = [
            line
            for state, row in rows.items()
            if row["standing"] == standing and state in outlined()
            for line in strokes(rings(state), step, right, below)
        ]
        if lines:
            found.append(_stroke_layer(lines, standing, HEIGHT))
    return found


def _stroke_layer(lines: list[dict[str, float]], standing: str, height: float) -> Layer:
    return layer(
        {"type": "rule", "color": PATTERNS[standing][3], "strokeWidth": 0.7}, lines,
        x=across("x", (0, WIDE)), x2={"field": "x2"}, y=down("y", height), y2={"field": "y2"},
    )  # fmt: skip


def _dots(dots: Sequence[dict[str, Any]]) -> list[Layer]:
    """A sign of its class's shape; the most serious drawn last, on top."""
    place = {
        axis: {"field": name, "type": "quantitative"}
        for axis, name in (("longitude", "lon"), ("latitude", "lat"))
    }
    found: list[Layer] = []
    for standing in reversed(STANDINGS):
        rows = [dot for dot in dots if dot["standing"] == standing.key]
        for mark in _signs(standing) if rows else ():
            link = {}
            if standing.key != "no_data":
                mark |= {"aria": True}
                link = {
                    name: {"field": field, "type": "nominal"}
                    for name, field in (("href", "href"), ("description", "label"))
                }
            found.append(
                {"data": {"values": rows}, "projection": PROJECTION, "mark": mark, "encoding": place | link}
            )
    return found


def _signs(standing: Standing) -> list[dict[str, Any]]:
    """The marks of a small State in a class: a shape, struck through where there is no data."""
    quiet = standing.key not in FLAGS
    mark: dict[str, Any] = {
        "type": "point", "shape": standing.shape, "filled": True, "opacity": 1, "size": 20 if quiet else 52,
        "fill": standing.colour, "stroke": GREY if quiet else INK, "strokeWidth": 0.8,
    }  # fmt: skip
    if standing.key != "no_data":
        return [mark]
    struck = {
        "type": "point",
        "shape": "M-0.5,0.5L0.5,-0.5",
        "size": 16,
        "stroke": GREY,
        "strokeWidth": 0.8,
        "opacity": 1,
    }
    return [mark, struck]


def _dprk() -> Layer:
    """The name of the country that all this is about, in the sea beside it."""
    place = load_places()[DPRK]
    x, y = project(place.longitude, place.latitude)
    at = [{"x": round(x + 9, 1), "y": round(y - 1, 1), "label": "DPRK"}]
    return layer(
        words("left", fontWeight="bold"), at,
        x=across("x", (0, WIDE)), y=down("y", HEIGHT), text={"field": "label", "type": "nominal"},
    )  # fmt: skip


def _key() -> dict[str, Any]:
    """A swatch with its strokes, the sign of a small State, and what they mean."""
    layers: list[Layer] = []
    labels = []
    for i, standing in enumerate(STANDINGS):
        left, y = (i % 2) * 336.0, (i // 2 + 0.5) * KEY_ROW
        silent = standing.key == "no_data"
        layers.append(box(left, y, {"fill": standing.colour, "stroke": HATCH if silent else None}))
        if standing.key in PATTERNS:
            layers.append(_stroke_layer(_swatch_strokes(standing.key, left, y), standing.key, 3 * KEY_ROW))
        layers += [layer(mark, [{}], x={"value": left + 29}, y={"value": y}) for mark in _signs(standing)]
        labels.append({"x": left + 42, "y": y, "label": standing.label})
    left, y = 336.0, 2.5 * KEY_ROW
    layers.append(box(left, y, {"fill": OWN}))
    labels.append({"x": left + 42, "y": y, "label": "DPRK"})
    text = {"field": "label", "type": "nominal"}
    layers.append(layer(words(), labels, x=across("x", (0, WIDE)), y=down("y", 3 * KEY_ROW), text=text))
    return panel(layers, 3 * KEY_ROW)


def _swatch_strokes(standing: str, left: float, y: float) -> list[dict[str, float]]:
    step, right, below, _ = PATTERNS[standing]
    return lines_within([box_sides(left, y - 7, left + 18, y + 7)], step, right, below)


def _finding(data: pl.DataFrame) -> str:
    size = {s.key: int((data["standing"] == s.key).sum()) for s in STANDINGS}
    asked = data.filter(pl.col("standing") == FLAGS[0]).sort(
        "flagged_usd", "state", descending=[True, False], nulls_last=True
    )
    named = listed(asked["name"].head(3))
    most = f" (largest sums: {named})" if len(asked) > 3 else f" ({named})" if len(asked) else ""
    unplaced = [s for s in data["state"] if s not in load_places()]
    beside = (
        f" Without a place on the map: {listed(clean(s, 20) for s in unplaced[:5])}{' and more' if len(unplaced) > 5 else ''}."
        if unplaced
        else ""
    )
    return (
        f"Needs explanation: {count(size['needs_explanation'], 'State')}{most}; likely recorded for the wrong Korea: "
        f"{size['likely_wrong_korea']}; exempt or within cap: {size['exempt_or_capped']}; no trade in governed goods "
        f"seen: {size['none_seen']}; no data: {size['no_data']}.{beside}"
    )
