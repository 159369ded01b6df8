"""What the tables of published figures say, a record a row. `status`: seen, derived or recalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Figure:
    """A published total, growth or share of the DPRK's trade.

    `period`: a year or 2024H1. `scope`: world (without inter-Korean trade) or China. `hs`: a chapter, "" for
    all goods. `measure`: exports, imports, total, deficit (imports less exports), each also as …_growth
    against the year before; share: of the world's total, or of a chapter in its exports. `figure`: million
    US dollars or per cent, off by at most `rounding` as it is printed; with `is_floor` the least it may be.
    """

    publisher: str
    period: str
    scope: str
    hs: str
    measure: str
    figure: float
    rounding: float
    is_floor: bool
    unit: str
    status: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Reported:
    """Petroleum that States reported to the 1718 Committee, `until` exclusive; States by ISO alpha-3."""

    good: str
    start: date
    until: date
    states: tuple[str, ...]
    tonnes: float | None
    barrels: float | None
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """Petroleum that outsiders estimated, `until` exclusive.

    `basis`: full (every tanker loaded in full), floor (at least), told (no more is said); "" without barrels.
    """

    good: str
    start: date
    until: date
    deliveries: int | None
    barrels: float | None
    basis: str
    by: str
    status: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Factor:
    """Barrels in a tonne of one product."""

    product: str
    barrels_per_tonne: float
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Event:
    """A nuclear test or a launch that led to a resolution. `clock`: whose day it is, local or New York."""

    on: date
    kind: str
    label: str
    clock: str
    led_to: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class Filed:
    """How many States had reported, `by` a day, month or year as told ("" where not).

    `counted`: reported, not_reported, workers (reports of paragraph 8 of 2397). `of`: how many there were.
    """

    resolutions: tuple[str, ...]
    by: str
    counted: str
    states: int
    of: int | None
    status: str
    source: str
    note: str
