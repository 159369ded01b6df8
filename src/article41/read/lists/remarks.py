"""Numbers and days that a list tells only in prose, in the few forms that leave no doubt.

The United Nations give an entity's SWIFT code and IMO company number, and some persons' further passports
and days of birth, in their comments and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.dates import Moment
from article41.listing import Identifier, Kind
from article41.read.lists.values import identifier, parse_moment

LABEL = "in comments"
_SWIFT = re.compile(r"\bSWIFT(?:/BIC)?(?: code)?: ?([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_IMO = re.compile(r"\bIMO\)? ?(?:number)?:? ?(\d{7})\b", re.IGNORECASE | re.ASCII)
_PASSPORT = re.compile(r"\bpassport number:? ([A-Z]{0,3}\d{5,12})\b", re.ASCII)
_BORN = re.compile(r"\bdate of birth:? (\d{1,2} [A-Z][a-z]+ \d{4})\b", re.ASCII)


def numbers_in(text: str, kind: Kind) -> Iterator[Identifier]:
    """Of an entity a seven-digit IMO number is that of the company, which has no check digit."""
    for found in _SWIFT.finditer(text):
        yield identifier("swift", found[1], label=LABEL)
    if kind in ("entity", "vessel"):
        for found in _IMO.finditer(text):
            yield identifier("imo_company" if kind == "entity" else "imo", found[1], label=LABEL)
    if kind == "person":
        for found in _PASSPORT.finditer(text):
            yield identifier("passport", found[1], label=LABEL)


def births_in(text: str) -> Iterator[Moment]:
    """Days of birth told in words."""
    for found in _BORN.finditer(text):
        try:
            yield parse_moment(found[1])
        except ValueError:
            continue
