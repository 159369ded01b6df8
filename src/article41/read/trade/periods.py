"""The months and years of trade statistics as half-open spans of days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from article41.dates import months_later
from article41.read.days import FIRST_YEAR, LAST_YEAR
from article41.read.trade.parts import LEFT_OUT, Cells, Said, Wrong

ANNUAL, MONTHLY = "A", "M"
_EXPECTED = "a year (2017) or a month (201706)"
_YEAR = re.compile(r"([0-9]{4})(?:\s*年)?")
_MONTH = re.compile(r"([0-9]{4})(?:[-/.]|\s*年\s*|[Mm])?([0-9]{1,2})(?:\s*月)?")
_QUARTER = re.compile(r"[0-9]{4}[- ]?[QHSqhs][1-4]")
_WHOLE_YEAR = frozenset(["52", "0", "00"])
"""What stands in refMonth of an annual figure."""


@dataclass(frozen=True, slots=True)
class Period:
    """`start` inclusive, `end` exclusive."""

    freq: str
    start: date
    end: date


def period_of(text: str) -> Period:
    """2017, 201706, 2017-06, 2017年6月. Raises ValueError with what was expected."""
    if match := _YEAR.fullmatch(text):
        return _span(match[1], None)
    if match := _MONTH.fullmatch(text):
        return _span(match[1], match[2])
    if _QUARTER.fullmatch(text):
        raise ValueError(f"{_EXPECTED}; quarters and halves of a year are not read")
    raise ValueError(_EXPECTED)


def _span(year: str, month: str | None) -> Period:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"{_EXPECTED}, from {FIRST_YEAR} to {LAST_YEAR}")
    if month is None:
        return Period(ANNUAL, date(int(year), 1, 1), date(int(year) + 1, 1, 1))
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{_EXPECTED}; there is no month {month}")
    start = date(int(year), int(month), 1)
    return Period(MONTHLY, start, months_later(start, 1))


def read_period(cells: Cells) -> Said[Period]:
    """From `period`, else `year` and `month`; what they and `freq` say besides must agree."""
    period, year, month, freq = (cells.get(role) for role in ("period", "year", "month", "freq"))
    role, text = ("period", period) if period is not None else ("year", year)
    if text is None:
        return _refused(role if role in cells else "period", None, _EXPECTED)
    if role == "year" and month is not None and month not in _WHOLE_YEAR:
        role, text = "month", f"{year}-{month}"
    try:
        found = period_of(text)
    except ValueError as error:
        return _refused(role, text, str(error))
    if year is not None and year != str(found.start.year):
        return _refused("year", year, f"{found.start.year}, the year of its period {text}")
    if freq is not None and freq.upper() in {ANNUAL, MONTHLY} and freq.upper() != found.freq:
        words = {ANNUAL: "A, for its period is a year", MONTHLY: "M, for its period is a month"}
        return _refused("freq", freq, words[found.freq])
    return Said(found)


def _refused(role: str, found: str | None, expected: str) -> Said[Period]:
    return Said(None, (Wrong(role, found, expected, LEFT_OUT),))
