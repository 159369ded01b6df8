"""Where each State lies, and which are so small that a sign stands for them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Place:
    """Degrees of the middle of a State. `is_member`: of the United Nations, or an observer State."""

    iso3: str
    latitude: float
    longitude: float
    is_dot: bool
    is_member: bool


@lru_cache(maxsize=1)
def load_places() -> Mapping[str, Place]:
    """Every place of places.csv, by alpha-3 code."""
    text = (files("article41") / "report/monitor/map/places.csv").read_text(encoding="utf-8")
    return {
        row["iso3"]: Place(
            row["iso3"],
            float(row["lat"]),
            float(row["lon"]),
            row["is_dot"] == "yes",
            row["is_member"] == "yes",
        )
        for row in csv.DictReader(text.splitlines())
    }
