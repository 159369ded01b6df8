"""States by their ISO 3166 alpha-3 codes, as charts name them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from article41.report.monitor.charts.layers import clean

LONGEST_NAME = 60


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, str], ...]:
    text = (files("article41") / "read" / "countries.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return {row["iso3"]: row["name"] for row in _table()}


@lru_cache(maxsize=1)
def by_number() -> Mapping[str, str]:
    """ISO 3166 numeric, three digits, to alpha-3."""
    return {row["m49"]: row["iso3"] for row in _table() if row["m49"]}


def state_name(iso3: str) -> str:
    """The English name; a code that no country bears stays as it is, cut where it is no code at all."""
    return _names().get(iso3) or clean(iso3, LONGEST_NAME)


def called(state: str | None) -> str:
    """Whom a chart is about: a State or all of them."""
    return "All States" if state is None else state_name(state)


def prefix(state: str | None, name: str) -> str:
    """A chart's file name: "CHN-dumbbell", "dumbbell". Nothing of a code but letters and digits enters it."""
    if state is None:
        return name
    return f"{''.join(c for c in state[:8] if c.isascii() and c.isalnum()) or 'state'}-{name}"
