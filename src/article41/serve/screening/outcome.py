"""What the rows of a stretch met: a verdict for each, and the columns that stand beside the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from article41.report.lists.hits import CHANGED, LEFT, ListHit
from article41.serve.screening.asking import Questions

MATCH, WEAK, CLEAR, UNSCREENED = "match", "weak alias", "no match", "not screened"
VERDICTS = (MATCH, WEAK, CLEAR, UNSCREENED)
SCHEMA: Mapping[str, type[pl.DataType]] = {
    "verdict": pl.String,
    "score": pl.Float64,
    "reason": pl.String,
    "reference": pl.String,
    "listed_name": pl.String,
    "list": pl.String,
    "list_hash": pl.String,
    "matches": pl.UInt32,
    "field": pl.String,
}
"""The columns that are added, in their order."""
DIGITS = 4
_TOLD = 0.005
"""Points below which a part of a score is not told."""
NOTHING = "no name and no number to look up"

Met: TypeAlias = tuple[ListHit, str]
"""A hit and the heading under which it was met."""


@dataclass(slots=True)
class Outcome:
    """`rows`: the cells of each row in the order of SCHEMA. `met`: by index what a row met, best first, those
    that did not stand on the day at the end. `days`: the day each was asked about."""

    rows: list[tuple[Any, ...]]
    met: dict[int, list[Met]]
    days: Sequence[date | None]
    counts: dict[str, int] = field(default_factory=dict)

    def frame(self) -> pl.DataFrame:
        """The added columns."""
        return pl.DataFrame(self.rows, schema=SCHEMA, orient="row")

    def references(self, index: int) -> list[str]:
        """All that a row met, as list:reference, the best first."""
        return list(
            dict.fromkeys(f"{h.list_key}:{h.reference}" for h, _ in self.met.get(index, ()) if counts(h))
        )


def counts(hit: ListHit) -> bool:
    """Whether a hit is one on the day asked about, and not contradicted by what else is known. One that left
    the list since a snapshot counts, for it is what was asked."""
    return (hit.stands is not False or hit.change in LEFT) and (hit.is_match or hit.quality == "low")


def outcome(found: Questions, hits: Sequence[tuple[ListHit, ...]], height: int) -> Outcome:
    """The verdict on each row: its best hit decides, and a weak alias only where there is none better."""
    met: dict[int, list[Met]] = {}
    for index, heading, many in zip(found.rows, found.headings, hits, strict=True):
        if many:
            met.setdefault(index, []).extend((hit, heading) for hit in many)
    asked = set(found.rows)
    clear = (CLEAR, None, None, None, None, None, None, 0, None)
    rows: list[tuple[Any, ...]] = [clear] * height
    for index in found.unread.keys() | (set(range(height)) - asked if len(asked) < height else set()):
        reason = "; ".join(found.unread.get(index, (NOTHING,)))
        rows[index] = (UNSCREENED, None, reason, None, None, None, None, 0, None)
    for index, many_met in met.items():
        many_met.sort(key=_rank)
        rows[index] = _row(many_met, found.days[index], rows[index])
    return Outcome(rows, met, found.days)


def _rank(met: Met) -> tuple[bool, bool, float]:
    hit = met[0]
    return not counts(hit), hit.quality == "low", -hit.score


def _row(met: Sequence[Met], day: date | None, without: tuple[Any, ...]) -> tuple[Any, ...]:
    """The cells of a row that met something; `without`: what they would be had it met nothing."""
    hit, heading = met[0]
    unread = without[2] if without[0] == UNSCREENED else None
    if not counts(hit):
        said = f"{hit.list_key} {hit.reference} {hit.name}: {_why_not(hit, day)}"
        return (without[0], None, "; ".join(filter(None, (unread, said))), *without[3:])
    references = {(h.list_key, h.reference) for h, _ in met if counts(h)}
    return (
        WEAK if hit.quality == "low" else MATCH,
        round(hit.score, DIGITS),
        "; ".join(filter(None, (_reason(hit, day), unread and f"not screened: {unread}"))),
        hit.reference,
        hit.name,
        hit.list_key,
        hit.lineage.snapshot,
        len(references),
        heading,
    )


def _why_not(hit: ListHit, day: date | None) -> str:
    if hit.stands is False and hit.change not in LEFT:
        return f"not listed on {day}"
    return f"{hit.score:.2f} with all that is known: {_parts(hit)}"


def _parts(hit: ListHit) -> str:
    """The parts of its score that add to it or take from it, the weightiest first."""
    told = sorted((r for r in hit.reasons if abs(r.points) >= _TOLD), key=lambda r: -abs(r.points))
    return ", ".join(map(str, told))


def _reason(hit: ListHit, day: date | None) -> str:
    """The alignment of the best hit in short, and what else is to be known of it."""
    said = [_parts(hit) or f"{hit.how}: {hit.met}"]
    if hit.met not in (hit.name, hit.given):
        said.append(f"met as {hit.met}")
    if hit.change is not None:
        said.append(CHANGED[hit.change])
    elif hit.stands is None and day is not None:
        said.append(f"whether it was listed on {day} is open")
    return "; ".join(said)
