"""One cell to one day. Only what can be read in one way is read."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from article41.read.refusal import refusal

FIRST_YEAR, LAST_YEAR = 1900, 2100
_EXPECTED = "a date as YYYY-MM-DD"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH_NUMBERS = {
    name[:size].casefold(): i for i, name in enumerate(_MONTHS, 1) for size in (3, 4, len(name))
}

_CLOCK = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
_TIME = rf"(?:[T ]+{_CLOCK}\s*(?:[AP]M)?\s*(?:Z|UTC|[+-][0-9]{{2}}:?[0-9]{{2}})?)?"
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME, re.IGNORECASE)
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})" + _TIME, re.IGNORECASE)
_SHORT_YEAR = re.compile(
    r"[0-9]{1,2}[-/. ]+(?:[0-9]{1,2}|[A-Za-z]{3,9})[-/., ]+'?[0-9]{2}" + _TIME, re.IGNORECASE
)
_DAY_MONTH = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[-/., ]+([A-Za-z]{3,9})[-/., ]+([0-9]{4})" + _TIME, re.IGNORECASE
)
_MONTH_DAY = re.compile(
    r"([A-Za-z]{3,9})[-/., ]+([0-9]{1,2})(?:st|nd|rd|th)?[-/., ]+([0-9]{4})" + _TIME, re.IGNORECASE
)
_YEAR_MONTH_NAME = re.compile(r"([0-9]{4})[-/. ]+([A-Za-z]{3,9})[-/. ]+([0-9]{1,2})")
_EAST_ASIAN = re.compile(r"([0-9]{4})\s*[年년]\s*([0-9]{1,2})\s*[月월]\s*([0-9]{1,2})\s*[日일]")
_SERIAL = re.compile(r"([2-7][0-9]{4})(?:\.[0-9]+)?")
_SERIAL_START = date(1899, 12, 30)


def parse_day(text: str) -> date:
    """The day a cell means; a time of day is left out.

    Raises ValueError (with a hint as note) for no date, no such day, a year outside 1900 to 2100,
    a two-digit year, and a date with two readings.
    """
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _DIGITS.fullmatch(text) or _EAST_ASIAN.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _YEAR_LAST.fullmatch(text):
        return _one_reading(match[1], match[3], match[4])
    if match := _DAY_MONTH.fullmatch(text):
        return _day(match[3], _month(match[2]), match[1])
    if match := _MONTH_DAY.fullmatch(text):
        return _day(match[3], _month(match[1]), match[2])
    if match := _YEAR_MONTH_NAME.fullmatch(text):
        return _day(match[1], _month(match[2]), match[3])
    if match := _SERIAL.fullmatch(text):
        day = _SERIAL_START + timedelta(days=int(match[1]))
        raise refusal(
            _EXPECTED, f"as a spreadsheet's day number this would be {day}; format the column as a date"
        )
    if _SHORT_YEAR.fullmatch(text):
        raise refusal(_EXPECTED, "write the year with four digits")
    raise refusal(_EXPECTED)


def _one_reading(first: str, second: str, year: str) -> date:
    """Day and month in either order, if only one order is possible."""
    a, b = int(first), int(second)
    if a <= 12 and b <= 12 and a != b:
        day_first, month_first = _day(year, second, first), _day(year, first, second)
        raise refusal(_EXPECTED, f"{day_first} (day first) or {month_first} (month first)?")
    return _day(year, first, second) if b > 12 else _day(year, second, first)


def _month(name: str) -> int:
    number = _MONTH_NUMBERS.get(name.casefold())
    if number is None:
        raise refusal(_EXPECTED, f"'{name}' is not an English month")
    return number


def _day(year: int | str, month: int | str, day: int | str) -> date:
    y, m, d = int(year), int(month), int(day)
    if not FIRST_YEAR <= y <= LAST_YEAR:
        raise refusal(f"{_EXPECTED}, from {FIRST_YEAR} to {LAST_YEAR}")
    if not 1 <= m <= 12:
        raise refusal(_EXPECTED, f"no such month: {m}")
    days = monthrange(y, m)[1]
    if not 1 <= d <= days:
        raise refusal(_EXPECTED, f"no such day: {_MONTHS[m - 1]} {y} has {days} days")
    return date(y, m, d)
