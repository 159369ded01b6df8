"""The published figures that ship with the package, each table read once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

from article41.errors import InputError
from article41.read.figures.reading import (
    Read,
    read_estimates,
    read_events,
    read_factors,
    read_filed,
    read_reported,
    read_totals,
)
from article41.read.figures.records import Estimate, Event, Factor, Figure, Filed, Reported

T = TypeVar("T")


@lru_cache(maxsize=1)
def totals() -> tuple[Figure, ...]:
    """The packaged published totals."""
    return _packaged("totals.csv", read_totals)


@lru_cache(maxsize=1)
def petroleum_reported() -> tuple[Reported, ...]:
    """The packaged figures of States."""
    return _packaged("petroleum_reported.csv", read_reported)


@lru_cache(maxsize=1)
def petroleum_estimates() -> tuple[Estimate, ...]:
    """The packaged estimates of outsiders."""
    return _packaged("petroleum_estimates.csv", read_estimates)


@lru_cache(maxsize=1)
def barrels_per_tonne() -> tuple[Factor, ...]:
    """The packaged factors."""
    return _packaged("barrels_per_tonne.csv", read_factors)


@lru_cache(maxsize=1)
def events() -> tuple[Event, ...]:
    """The packaged tests and launches."""
    return _packaged("events.csv", read_events)


@lru_cache(maxsize=1)
def filed() -> tuple[Filed, ...]:
    """The packaged counts of reports."""
    return _packaged("filings.csv", read_filed)


def _packaged(name: str, read: Callable[[str, str], Read[T]]) -> tuple[T, ...]:
    """Raises InputError with all that is wrong."""
    text = (files("article41") / "read" / "figures" / name).read_text(encoding="utf-8")
    found, problems = read(text, name)
    if problems:
        raise InputError(problems)
    return found
