"""Why a name meets an entry, or does not: every name of the entry, the likest word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from article41.analyse.matching.scores import NameScore
from article41.listing import ListedName, Listing
from article41.report.lists.lineage import Lineage
from article41.report.words import listed, printable, wrapped

RULES = {
    "equal": "the same",
    "romanisation": "another spelling",
    "typo": "a slip",
    "initial": "an initial",
    "glued": "blanks moved",
    "dropped": "not in the listed name",
    "extra": "not in the name asked for",
    "one word": "one word alone says little",
    "reversed": "father and child changed places",
    "number": "another number",
}
"""What each rule of a score says to people."""
_SAID = 5
"""Names of an entry that are told beside the likest one."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One name of the entry beside the name asked for."""

    name: ListedName
    score: NameScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """An entry and how each of its names compares, the likest first."""

    asked: str
    list_key: str
    listing: Listing
    threshold: float
    names: tuple[Compared, ...]
    lineage: Lineage

    @property
    def is_match(self) -> bool:
        """Whether a name that is no weak alias reaches the threshold."""
        return any(c.name.quality != "low" and c.score.score >= self.threshold for c in self.names)


def why_text(found: Sequence[Why]) -> str:
    """Every entry that bears the reference, as lines."""
    return "\n".join("\n".join(_lines(why)) for why in found)


def _lines(why: Why) -> Iterator[str]:
    best, *others = why.names
    listing = why.listing
    yield from wrapped(printable(f"{why.asked}"), 0)
    day = why.lineage.list_date
    yield from wrapped(
        printable(f"beside {listing.reference} {listing.name}, {why.list_key} list of {day}"), 0
    )
    yield ""
    yield from wrapped(printable(f"{_scored(best)}; threshold {why.threshold:.2f}: {_verdict(why)}"), 1)
    yield from _words(best)
    if others:
        yield ""
        yield from wrapped("Other names of the entry", 1)
        for compared in others[:_SAID]:
            yield from wrapped(printable(_scored(compared)), 2)
        if len(others) > _SAID:
            yield from wrapped(f"and {len(others) - _SAID} more, less alike", 2)
    yield ""
    yield from wrapped(printable(_besides(listing)), 1)


def _scored(compared: Compared) -> str:
    weak = ", a weak alias" if compared.name.quality == "low" else ""
    return f"{compared.score.score:.2f}  {compared.name.text}{weak}"


def _verdict(why: Why) -> str:
    best = why.names[0]
    if why.is_match:
        return "a match"
    if best.score.score >= why.threshold:
        return "no match, for a weak alias alone is none"
    if best.score.score > 0:
        return f"no match; it would be one from a threshold of {best.score.score:.2f} down"
    return "no match"


def _words(compared: Compared) -> Iterator[str]:
    rows = [
        (r.a or "–", r.b or "–", RULES.get(r.rule, r.rule), f"{r.points:+.2f}" if r.points else "")
        for r in compared.score.reasons
    ]
    if not rows:
        yield from wrapped("neither name has a word that can be compared", 2)
        return
    heads = ("asked", "listed", "how", "points")
    widths = [max(_width(row[i]) for row in (heads, *rows)) for i in range(3)]
    for row in (heads, *rows):
        cells = [printable(cell) + " " * (widths[i] - _width(cell)) for i, cell in enumerate(row[:3])]
        yield "    " + "  ".join((*cells, row[3])).rstrip()


def _width(text: str) -> int:
    """Cells of a terminal: Han and Hangul take two."""
    from rich.cells import cell_len

    return cell_len(printable(text))


def _besides(listing: Listing) -> str:
    known = [
        *(["a date of birth"] if listing.born and listing.kind == "person" else []),
        *(["nationality"] if listing.nationalities else []),
        *(["gender"] if listing.gender else []),
        *(["numbers"] if listing.identifiers or listing.imo else []),
    ]
    if not known:
        return "The entry gives nothing besides names that could confirm or contradict."
    return f"Besides names the entry gives {listed(known)}: what a customer's file says of them counts."


def why_json(found: Sequence[Why]) -> list[dict[str, Any]]:
    """The same as JSON values."""
    return [
        {
            "asked": why.asked,
            "list": why.list_key,
            "reference": why.listing.reference,
            "name": why.listing.name,
            "threshold": why.threshold,
            "is_match": why.is_match,
            "names": [
                {
                    "name": c.name.text,
                    "quality": c.name.quality,
                    "score": round(c.score.score, 4),
                    "reasons": msgspec.to_builtins(c.score.reasons),
                }
                for c in why.names
            ],
            "lineage": msgspec.to_builtins(why.lineage),
        }
        for why in found
    ]
