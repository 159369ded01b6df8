"""checked.csv: what a lawyer has answered of the points that rest on memory or are contested.

    checked.csv  id,by,on,url,note,law_hash

A point is a provision as encoded (2371/op9) or one reading in its margin (2371/op9~the-45-days-for-notice).
The slug is made from the reading's own words, so that it survives when readings change places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from article41.errors import Problem, nearest
from article41.listing import Standing
from article41.model import Check, Provision, Reading
from article41.read.resolutions.rows import Row, rows_of

COLUMNS = ("id", "by", "on", "url", "note", "law_hash")
OPEN = ("recalled", "contested")
"""Standings that somebody who can read the text should still look at."""
SLUG = 48
"""Characters of a slug; cut between words, for an id is typed."""


@dataclass(frozen=True, slots=True)
class Point:
    """What somebody can check: how a provision is encoded, or (with `reading`) one doubt in its margin."""

    id: str
    provision: Provision
    reading: Reading | None = None

    @property
    def status(self) -> Standing | None:
        """How the point was established; None where nobody has said."""
        if self.reading is not None:
            return self.reading.status
        return None if self.provision.checked is None else self.provision.checked.against

    @property
    def is_open(self) -> bool:
        """Whether it rests on memory or is contested."""
        return self.status in OPEN


def points(provisions: Iterable[Provision]) -> Mapping[str, Point]:
    """Every point by id, in the law's order: each provision, then its readings."""
    return {point.id: point for provision in provisions for point in points_of(provision)}


def points_of(provision: Provision) -> tuple[Point, ...]:
    """The provision's own point, then one for each reading."""
    found = {provision.id: Point(provision.id, provision)}
    for reading in provision.reading:
        name = f"{provision.id}~{slug(reading.what)}"
        again = 2
        while name in found:  # two doubts in the same words: the text's order tells them apart
            name = f"{name.rsplit('+', 1)[0]}+{again}"
            again += 1
        found[name] = Point(name, provision, reading)
    return tuple(found.values())


def slug(text: str) -> str:
    """Words in small letters and hyphens: "the 45 days for notice" is the-45-days-for-notice."""
    plain = unicodedata.normalize("NFKD", text.replace("'", "")).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if made and len(longer) > SLUG:
            break
        made = longer
    return made or "reading"


def read_checked(
    text: str, file: str, known: Container[str] | None
) -> tuple[tuple[Check, ...], list[Problem]]:
    """The answers in their order, and everything wrong. `known` point ids; None takes any."""
    problems: list[Problem] = []
    found = []
    for number, cells in rows_of(text, file, COLUMNS, problems):
        row = Row(file, number, cells)
        name = cells["id"]
        if known is not None and name not in known:
            names = known if isinstance(known, Iterable) else ()
            near = nearest(name, names)
            hint = f"did you mean {near}?" if near else None
            problems.append(row.wrong("id", name, "a provision or a reading of the law", hint))
        if not cells["by"]:
            problems.append(row.wrong("by", "", "who checked it"))
        if not is_web_address(cells["url"]):
            problems.append(row.wrong("url", cells["url"], "the page that bears it out, https://…"))
        day = row.day("on", problems)
        if not cells["on"]:
            problems.append(row.wrong("on", "", "the day it was checked"))
        found.append(
            Check(name, cells["by"], day or date.min, cells["url"], cells["note"], cells["law_hash"])
        )
    return tuple(found), problems


def is_web_address(text: str) -> bool:
    """Whether this is an https address of some host, without blanks."""
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and "." in (parts.hostname or "") and not re.search(r"\s", text)
    except ValueError:
        return False


def newest(checks: Iterable[Check]) -> Mapping[str, Check]:
    """The answer that stands for each point: the newest, and of one day the one recorded last."""
    standing: dict[str, Check] = {}
    for check in checks:
        if check.point not in standing or check.on >= standing[check.point].on:
            standing[check.point] = check
    return standing
