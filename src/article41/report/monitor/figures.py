"""Numbers, days and goods as the monitor prints them."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

NO_DATA = "no data"
NO_BREAK = "\u00a0"
LONGEST = 240
"""Characters of a cell on a page; the CSV beside it holds the whole."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def usd(value: float | None) -> str:
    """ "USD 410,358,802"; "value not told" where there is none."""
    return "value not told" if value is None else f"USD {value:,.0f}"


def weight(kilograms: float | None) -> str:
    """ "4,912,128.6 t", "853 kg"; empty where not told."""
    if kilograms is None:
        return ""
    return f"{kilograms / 1000:,.1f} t" if abs(kilograms) >= 1000 else f"{kilograms:,.6g} kg"


def amount(value_usd: float | None, weight_kg: float | None, quantity: float | None, unit: str | None) -> str:
    """One figure with all that is told of it: "USD 27,409; 63.0 t"."""
    told = [usd(value_usd)] if value_usd is not None else []
    if weight_kg is not None:
        told.append(weight(weight_kg))
    if quantity is not None and not (weight_kg is not None and unit in ("kg", "t")):
        told.append(f"{quantity:,.10g} {short(unit, 40) if unit else 'units not named'}")
    return "; ".join(told) or "no value, weight or quantity told"


def period(start: date, end: date) -> str:
    """A half-open span as people say it: "2017", "June 2017", "January to 6 May 2017"."""
    if start.month == start.day == end.month == end.day == 1 and end.year == start.year + 1:
        return str(start.year)
    if start.day == end.day == 1 and (end - timedelta(days=1)).replace(day=1) == start:
        return f"{_MONTHS[start.month - 1]} {start.year}"
    last = end - timedelta(days=1)
    if start == last:
        return day(start)
    first = _MONTHS[start.month - 1] if start.day == 1 else f"{start.day} {_MONTHS[start.month - 1]}"
    if start.year != last.year:
        first = f"{first} {start.year}"
    return f"{first} to {f'{_MONTHS[last.month - 1]} {last.year}' if end.day == 1 else day(last)}"


def day(on: date) -> str:
    """ "4 December 2024"; the same in every locale."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def years(found: list[int]) -> str:
    """Years as spans: "2016 to 2018, 2021"; "no data" for none."""
    spans: list[list[int]] = []
    for year in sorted(set(found)):
        if spans and spans[-1][-1] == year - 1:
            spans[-1][1:] = [year]
        else:
            spans.append([year])
    return ", ".join(" to ".join(map(str, span)) for span in spans) or NO_DATA


def tidy(text: str) -> str:
    """Text of a file as pages and charts may hold it: blanks alike, and what a screen would obey as its code.

    A no-break space, which our own sentences hold between a number and its unit, stays.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def short(text: str, longest: int = LONGEST) -> str:
    """Tidy, and cut where it would fill the page."""
    text = tidy(text[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _shown(letter: str) -> str:
    if letter.isprintable() or letter == NO_BREAK:
        return letter
    if letter in "\t\n\r" or unicodedata.category(letter).startswith("Z"):
        return " "
    return f"\\x{ord(letter):02x}"
