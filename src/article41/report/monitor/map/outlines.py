"""Outlines of countries: Natural Earth's at 1:110 million as TopoJSON, and the rings in them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from article41.read.countries import load_countries

ANTARCTICA = "ATA"
TOLD_WITH = {"N. Cyprus": "CYP", "Somaliland": "SOM", "Kosovo": "XKX", "Puerto Rico": "USA"}
"""Areas that bear no code of their own here, or whose trade another reporter's figures hold."""

Ring = tuple[tuple[float, float], ...]


@lru_cache(maxsize=1)
def _topology() -> dict[str, Any]:
    text = (files("article41") / "report/monitor/map/countries-110m.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    for geometry in found["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        geometry["state"] = TOLD_WITH.get(name) or _alpha3(geometry.get("id", ""))
    return found


def _alpha3(number: str) -> str:
    """ISO 3166 alpha-3 of a numeric code of three digits; empty where it is nobody's."""
    countries = load_countries()
    return countries.alpha3.get(countries.codes.get(number, ""), "")


def outlined() -> frozenset[str]:
    """The States whose shape is among the outlines."""
    return frozenset(g["state"] for g in _topology()["objects"]["countries"]["geometries"]) - {"", ANTARCTICA}


def topology(properties: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The outlines as TopoJSON, each with the properties of its State; those of no State are left out."""
    full = _topology()
    kept = [
        {"type": g["type"], "arcs": copy.deepcopy(g["arcs"]), "properties": dict(properties[g["state"]])}
        for g in full["objects"]["countries"]["geometries"]
        if g["state"] in properties
    ]
    return {
        "type": "Topology",
        "arcs": full["arcs"],
        "transform": full["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": kept}},
    }


def rings(state: str) -> Iterator[Ring]:
    """The rings of a State's polygons and of the holes in them, as degrees of longitude and latitude."""
    for geometry in _topology()["objects"]["countries"]["geometries"]:
        if geometry["state"] != state:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                yield tuple(point for i in ring for point in _arc(i))


@cache
def _arc(index: int) -> Ring:
    """One arc decoded; ~i is arc i run backwards."""
    if index < 0:
        return _arc(~index)[::-1]
    full = _topology()
    (sx, sy), (tx, ty) = full["transform"]["scale"], full["transform"]["translate"]
    points, x, y = [], 0, 0
    for dx, dy in full["arcs"][index]:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return tuple(points)
