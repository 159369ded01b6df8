"""The formats of trade statistics, told apart by their headings."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from article41.read.countries import comparable
from article41.read.trade.commodities import edition_of

_EDITION = re.compile(r"HS(92|96|02|07|12|17|22)(?![0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """`marks`: roles of which at least two must be there for a file to be of this format.

    `reporter`, `flow`: of every row, where the format has no column for them. `scale`: US dollars in one unit
    of its value. `width`: digits of every code. `groups`: 1,234 is a thousand and more, never a decimal.
    """

    name: str
    words: str
    source: str
    marks: frozenset[str]
    reporter: str | None = None
    flow: str | None = None
    scale: float = 1
    width: int | None = None
    groups: bool = False


FORMATS: Mapping[str, Format] = {
    format_.name: format_
    for format_ in (
        Format(
            "comtrade",
            "UN Comtrade, present columns",
            "comtrade",
            frozenset(
                ["reporter_code", "reporter_iso", "flow", "partner_code", "partner_iso", "code", "value"]
            ),
        ),
        Format(
            "legacy",
            "UN Comtrade, legacy columns",
            "comtrade",
            frozenset(["reporter_name", "flow_name", "partner_name", "code", "weight", "value"]),
        ),
        Format(
            "baci",
            "BACI (t, i, j, k, v, q)",
            "baci",
            frozenset(["reporter_code", "partner_code"]),
            flow="X",
            scale=1000,
            width=6,
        ),
        Format(
            "faostat",
            "FAOSTAT, detailed trade matrix",
            "faostat",
            frozenset(["element", "code", "words", "figure"]),
            scale=1000,
        ),
        Format(
            "gacc",
            "China's customs, extract of the online query",
            "gacc",
            frozenset(["period", "partner_code", "partner_name", "value", "value_cny"]),
            reporter="CHN",
            groups=True,
        ),
    )
}


@lru_cache(maxsize=1)
def load_headings() -> Mapping[str, Mapping[str, str]]:
    """By format: comparable heading to role."""
    text = (files("article41") / "read" / "trade" / "headings.csv").read_text(encoding="utf-8")
    known: dict[str, dict[str, str]] = {name: {} for name in FORMATS}
    for row in csv.DictReader(text.splitlines()):
        known[row["format"]][comparable(row["heading"])] = row["role"]
    return known


@lru_cache(maxsize=1)
def spellings() -> Mapping[str, str]:
    """Every heading as its publisher writes it, by comparable form."""
    text = (files("article41") / "read" / "trade" / "headings.csv").read_text(encoding="utf-8")
    return {comparable(row["heading"]): row["heading"] for row in csv.DictReader(text.splitlines())}


def roles_of(name: str, headings: Sequence[str]) -> dict[str, list[int]]:
    """The places of each role among the headings of one format."""
    known = load_headings()[name]
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        role = known.get(comparable(heading)) if len(heading) < 200 else None
        if role is not None:
            places.setdefault(role, []).append(place)
    return places


def count_known(cells: Sequence[str]) -> int:
    """How many of these cells are headings of the format they fit best."""
    return max(len(roles_of(name, cells)) for name in FORMATS)


def format_of(headings: Sequence[str]) -> Format | None:
    """The format most of whose headings are there; None where none has two of its marks."""
    best: tuple[int, Format] | None = None
    for format_ in FORMATS.values():
        roles = roles_of(format_.name, headings)
        if len(format_.marks & roles.keys()) >= 2 and (best is None or len(roles) > best[0]):
            best = len(roles), format_
    return None if best is None else best[1]


def edition_in_name(file: str) -> int | None:
    """The HS edition a BACI file bears in its name: BACI_HS92_Y2021_V202301.csv."""
    match = _EDITION.search(file)
    return None if match is None else edition_of("HS" + match[1])
