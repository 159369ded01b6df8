"""Names that are on no list and must not alert: common family and given names of several peoples, companies,
ships, each drawn from tables of the package (clean.csv).

    a people     family first (or family, which stands last), given, middle (of every second name)
    companies    name, trade, form
    ships        name, noun
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from article41.analyse.names import any_order, normalised
from article41.analyse.selftest.subjects import Source
from article41.analyse.selftest.tables import rows

OWN = "your own"
"""The group of the names of a user's file."""
_TRIES = 20
"""Draws for each name wanted before a table is taken for exhausted."""
COMPANIES, SHIPS = "companies", "ships"


@dataclass(frozen=True, slots=True)
class CleanName:
    """A name that is nobody's listed. `group`: which table, or the user's own file."""

    group: str
    text: str
    schema: str


def _table() -> dict[tuple[str, str], list[str]]:
    return {(row["group"], row["part"]): row["words"].split("|") for row in rows("clean.csv")}


_PARTS = _table()
PEOPLES = tuple(dict.fromkeys(group for group, part in _PARTS if part.startswith("family")))
GROUPS = (*PEOPLES, COMPANIES, SHIPS)


def generated(seed: int, per: int) -> Iterator[CleanName]:
    """`per` names of each group without repetition; fewer where its table has no more."""
    for group in GROUPS:
        rnd = Random(f"{seed}/clean/{group}")  # noqa: S311  (repeatable, not secret)
        found: dict[str, None] = {}
        for _ in range(per * _TRIES):
            if len(found) == per:
                break
            found[_drawn(group, rnd)] = None
        schema = {COMPANIES: "Organization", SHIPS: "Vessel"}.get(group, "Person")
        yield from (CleanName(group, text, schema) for text in found)


def _drawn(group: str, rnd: Random) -> str:
    def word(part: str) -> str:
        return rnd.choice(_PARTS[group, part])

    if group == COMPANIES:
        return f"{word('name')} {word('trade')} {word('form')}"
    if group == SHIPS:
        return f"{word('name')} {word('noun')}"
    if (group, "family first") in _PARTS:
        return f"{word('family first')} {word('given')}"
    given = word("given")
    if (group, "middle") in _PARTS and rnd.random() < 0.5:
        given = f"{given} {word('middle')}"
    return f"{given} {word('family')}"


class Listed:
    """The names of all lists as they are compared exactly, so that no clean name is one of them."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._names = {_comparable(n.text) for s in sources for listing in s.listings for n in listing.names}

    def has(self, text: str) -> bool:
        """Whether a listed name is the same once normalised, in any order of words, without marks."""
        return _comparable(text) in self._names


def _comparable(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    return any_order(normalised("".join(c for c in parts if unicodedata.category(c) != "Mn")))


def separated(names: Iterable[CleanName], listed: Listed) -> tuple[list[CleanName], list[CleanName]]:
    """Those that nobody lists, and those left out because somebody does."""
    clean: list[CleanName] = []
    equal: list[CleanName] = []
    for name in names:
        (equal if listed.has(name.text) else clean).append(name)
    return clean, equal
