"""What the cells of Australia's list say in words: days of listing, citizenships, and "a) ... b) ...".

A citizenship is printed as a country or as an adjective (`peoples`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from article41.read.lists.moments import moments_in
from article41.read.lists.peoples import people_code
from article41.read.lists.values import country_code, is_placeholder

_LETTERED = re.compile(r"(?:^|(?<=[\s,;]))\(?[a-z]\)\s*")
_DAY = re.compile(r"\b(?:\d{1,2} [A-Za-z]{3,9}\.? \d{4}|\d{1,2}/\d{1,2}/\d{4})\b")
_LISTED = re.compile(r"(?<![\w-])(?<!last )(?:listed|designated)\b", re.IGNORECASE)
_OVER = re.compile(r"amend|re-?list|;|\.\s", re.IGNORECASE)
"""What ends the words about a listing, or begins those about a later one."""
_NEAR = 200
"""Characters in which the day of a listing follows the word."""
_GENDER = re.compile(r"\bgender: ?(male|female)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:\band\b|[,/])\s*")


def enumerated(text: str) -> list[str]:
    """The parts of "a) ... b) ..."; a text without letters is its only part."""
    parts = (part.strip(" ,;") for part in _LETTERED.split(text))
    return [part for part in parts if not is_placeholder(part)]


def citizenships(text: str) -> Iterator[str]:
    """ISO codes; a part that names no one country stays as printed."""
    for part in (p for lettered in enumerated(text) for p in lettered.split(";")):
        whole = _country(part)
        if whole:
            yield whole
            continue
        several = [_country(word) for word in _AND.split(part)]
        if len(several) > 1 and all(several):
            yield from several
        elif not is_placeholder(part):
            yield part.strip()


def _country(text: str) -> str:
    return country_code(text.strip(" .")) or people_code(text)


def listing_days(text: str) -> Iterator[date]:
    """The days on which it was listed or designated; not those of amendments and later listings."""
    moments, is_whole = moments_in(text)
    if is_whole and len(moments) == 1 and moments[0].precision == "day":
        yield moments[0].first
        return
    for word in _LISTED.finditer(text):
        near = text[word.end() : word.end() + _NEAR]
        day, over = _DAY.search(near), _OVER.search(near)
        if day is not None and (over is None or day.start() < over.start()):
            yield from (m.first for m in moments_in(day[0])[0] if m.precision == "day")


def gender_in(texts: Iterable[str]) -> str:
    """The gender that a text gives, "" where none does."""
    said = {found[1].casefold() for text in texts for found in _GENDER.finditer(text)}
    return said.pop() if len(said) == 1 else ""
