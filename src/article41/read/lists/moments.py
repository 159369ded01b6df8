"""Days, months and years found in running text, where a list prints several, with words about them.

"a) 5 Oct. 1965 b) approximately 1967; between 1970 and 1972" gives three. Numbers alone are read with the day
first (15/10/1983). A year is one from 1850 on, so that a Hijri date is not taken for one of ours.
"""

from __future__ import annotations

import re
from datetime import date

from article41.dates import Moment
from article41.read.lists.values import parse_list_day, parse_moment

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}"
_YEAR = r"(?:18[5-9]\d|19\d\d|20\d\d)(?![\ds])"
_DATE = "|".join(
    (
        r"\d{4}-\d{2}(?:-\d{2})?(?!\d)",
        rf"\d{{1,2}}[./] ?\d{{1,2}} ?[./] ?{_YEAR}",
        rf"\d{{1,2}}[. -]{{1,2}}{_MONTH}[., -]{{1,2}}{_YEAR}",
        rf"{_MONTH}[. ]{{1,2}}\d{{1,2}},? {_YEAR}",
        rf"{_MONTH}[., -]{{1,2}}{_YEAR}",
        rf"\d{{1,2}}/{_YEAR}",
        _YEAR,
    )
)
_FOUND = re.compile(
    rf"(?P<rough>\b(?:approximately|approx\b\.?|circa|about|ca\.|c\.) *)?(?P<start>(?<![\d/.-])(?:{_DATE}))"
    rf"(?:(?: ?[-–/] ?| to )(?P<end>{_DATE}))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\bbetween ({_DATE}) (?:and|to) ({_DATE})|\bbetween ({_MONTH})\.? and ({_MONTH})\.? ({_YEAR})",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{1,2})[./] ?(\d{1,2}) ?[./] ?(\d{4})")
_MONTH_SLASHED = re.compile(r"(\d{1,2})/(\d{4})")
_LONGEST = 2_000
"""Characters; the longest that lists print has 150."""
_BLANKS = re.compile(r"[\s,]+")
_REST = re.compile(
    r"\b(?:or|and|alt|dob|alternatively)\b\.?|(?<!\w)\(?[a-z]\)|[\s,;:.()>]|(?<!\w)>>(?!\w)", re.IGNORECASE
)


def moments_in(text: str) -> tuple[tuple[Moment, ...], bool]:
    """What dates a text names, each once, and whether it says nothing else."""
    if len(text) > _LONGEST:
        return (), False
    words = _BLANKS.sub(" ", text.replace(",", " , ")).replace(" ,", ",").strip()
    found: list[Moment] = []
    rest = _BETWEEN.sub(lambda match: _take(_between(match), found, match[0]), words)
    rest = _FOUND.sub(lambda match: _take(_one(match), found, match[0]), rest)
    return tuple(dict.fromkeys(found)), not _REST.sub("", rest)


def _take(moment: Moment | None, found: list[Moment], words: str) -> str:
    """What stays of the words: nothing where a date was read in them."""
    if moment is None:
        return words
    found.append(moment)
    return " "


def _between(match: re.Match[str]) -> Moment | None:
    if match[3] is not None:
        return _span(_moment(f"{match[3]} {match[5]}"), _moment(f"{match[4]} {match[5]}"))
    return _span(_moment(match[1]), _moment(match[2]))


def _one(match: re.Match[str]) -> Moment | None:
    start = _moment(match["start"])
    if start is None:
        return None
    if match["end"] is not None:
        return _span(start, _moment(match["end"]))
    return Moment(start.first, start.last, "approximately") if match["rough"] is not None else start


def _span(start: Moment | None, end: Moment | None) -> Moment | None:
    if start is None or end is None or end.last < start.first:
        return None
    return Moment(start.first, end.last, "between")


def _moment(words: str) -> Moment | None:
    try:
        slashed = _SLASHED.fullmatch(words)
        if slashed is not None:
            day = date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
            return Moment(day, day, "day")
        month = _MONTH_SLASHED.fullmatch(words)
        if month is not None:
            return Moment.of(f"{month[2]}-{int(month[1]):02}")
        plain = words if words[:4].isdigit() else re.sub(r"[., -]+", " ", words)
        try:
            day = parse_list_day(plain)
            return Moment(day, day, "day")
        except ValueError:
            return parse_moment(plain)
    except ValueError:
        return None
