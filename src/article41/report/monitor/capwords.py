"""What a figure for a cap is, in words that its chart and its table share."""

from __future__ import annotations

import re
from datetime import timedelta

from article41.analyse.trade.petroleum import REPORTED, CapSeries
from article41.report.monitor.figures import NO_DATA, period, short
from article41.report.monitor.states import state_name

_CODE = re.compile(r"\b[A-Z]{3}\b")


def good_name(good: str) -> str:
    """ "refined petroleum" for refined_petroleum."""
    return short(good.replace("_", " "), 60)


def standing(one: CapSeries) -> str:
    """ "reported under cap, 80.7 %; past the 75 % mark", "estimated 2.0 × cap"; no data without a limit."""
    if one.limit <= 0:
        return NO_DATA
    marks = one.marks_passed
    past = f"; past the {marks[-1]} % mark" if marks else ""
    return one.standing.replace(" x cap", " × cap") + past


def barrels(one: CapSeries) -> str:
    """ "168,679"; the low, middle and high of a band."""
    if one.low == one.high:
        return f"{one.middle:,.0f}"
    return f"{one.low:,.0f} · {one.middle:,.0f} · {one.high:,.0f}"


def says(one: CapSeries) -> str:
    """What the figure is, with the States that reported it by their names."""
    if one.kind != REPORTED:
        return short(one.says)
    return short(_CODE.sub(lambda found: state_name(found[0]), one.says))


def covers(one: CapSeries) -> str:
    """The days of the figure: "2018", "January to 4 December 2024"."""
    return period(one.start, one.end)


def short_period(one: CapSeries) -> str:
    """For an axis: "2018", "2024, part", "2017–18"."""
    year, last = one.start.year, (one.end - timedelta(days=1)).year
    if covers(one) == str(year):
        return str(year)
    return f"{year}, part" if last == year else f"{year}–{last % 100:02}"
