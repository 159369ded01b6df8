"""Money, weight and time as charts print them."""

from __future__ import annotations

import math
from datetime import date

from article41.report.monitor.figures import NO_BREAK

MILLION = 1e6
LEAST = 1_000
"""US dollars below which a million is the wrong measure."""


def millions(value: float) -> str:
    """USD in million with three significant digits: 1,190; 12.5; 0.0098. Below 1,000 dollars: "USD 354"."""
    if abs(value) < LEAST:
        return f"USD {value:,.0f}"
    return significant(value / MILLION)


def usd(value: float | None) -> str:
    """A sum in a sentence: "USD 1,190 m", "USD 354", or that it is not known."""
    if value is None:
        return "a value not known"
    return _bound(f"USD {value:,.0f}" if abs(value) < LEAST else f"USD {significant(value / MILLION)} m")


def significant(value: float, digits: int = 3) -> str:
    """Three digits that count, with thousands marked and never an exponent: 1,190; 0.0098."""
    if not value or not math.isfinite(value):
        return "0" if value == 0 else "–"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    places = digits - 1 - math.floor(math.log10(abs(rounded)))
    return f"{rounded:,.{max(places, 0)}f}"


def year_of(day: date) -> float:
    """A day on an axis of years: 2 July 2017 is 2017.5."""
    start, end = date(day.year, 1, 1), date(day.year, 12, 31)
    return day.year + (day - start).days / ((end - start).days + 1)


def _bound(text: str) -> str:
    """On one line, whatever the width."""
    return text.replace(" ", NO_BREAK)


def years_said(years: list[int]) -> str:
    """ "2016–2024", "2021", or "no year"."""
    if not years:
        return "no year"
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
