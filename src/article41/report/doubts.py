"""A lawyer's worklist: points that rest on memory or are contested, and where the text is."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from article41.decide.regime import Regime
from article41.model import Check, Provision, Reading
from article41.read.resolutions.checked import OPEN, Point, points_of
from article41.report.rules import reading_text
from article41.report.words import count, link, listed, wrapped

ENCODED = "the paragraph as encoded: number, force, dates, rules"
COLUMNS = ("id", "cite", "status", "what", "why", "see", "text")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question for somebody who can read the text: a reading, or how the paragraph is encoded."""

    id: str
    provision: Provision
    reading: Reading


@dataclass(frozen=True, slots=True)
class Worklist:
    """The open questions in the law's order, and how many others have been answered."""

    regime: Regime
    doubts: tuple[Doubt, ...]
    answered: int


def doubts(regime: Regime, answers: Mapping[str, Check]) -> Worklist:
    """Every point whose standing is recalled or contested and that nobody has answered."""
    found = [d for p in regime.provisions for point in points_of(p) for d in _doubt(point)]
    left = tuple(d for d in found if d.id not in answers)
    return Worklist(regime, left, len(found) - len(left))


def _doubt(point: Point) -> Iterator[Doubt]:
    p, reading = point.provision, point.reading
    if not point.is_open:
        return
    if reading is not None:
        yield Doubt(point.id, p, reading)
    elif p.checked is not None:
        yield Doubt(point.id, p, Reading(ENCODED, p.checked.source, p.checked.against))


def doubts_text(found: Worklist) -> str:
    """Grouped by paragraph, each question with the id under which its answer is recorded."""
    return "\n".join(_lines(found))


def _lines(found: Worklist) -> Iterator[str]:
    last = None
    for doubt in found.doubts:
        p = doubt.provision
        if p.id != last:
            last = p.id
            yield f"{p.cite}  {link(p)}"
            yield from wrapped(p.label, 1)
        yield f"  {doubt.id}"
        yield from wrapped(reading_text(doubt.reading), 2)
    if found.doubts:
        yield ""
    yield from wrapped(_counts(found), 0)
    if found.doubts:
        yield from wrapped("article41 law checked ID --by WHO --on DATE --url URL records an answer.", 0)


def _counts(found: Worklist) -> str:
    by_status: Counter[str] = Counter(d.reading.status for d in found.doubts)
    parts = listed(f"{by_status[s]} {s}" for s in OPEN if by_status[s])
    paragraphs = len({d.provision.id for d in found.doubts})
    of = f": {parts}, in {count(paragraphs, 'paragraph')}" if parts else ""
    return f"{count(len(found.doubts), 'open point')}{of}; {found.answered} answered."


def _row(doubt: Doubt) -> dict[str, str]:
    p, r = doubt.provision, doubt.reading
    values = (doubt.id, p.cite, r.status, r.what, r.why, r.see or "", link(p))
    return dict(zip(COLUMNS, values, strict=True))


def doubts_csv(found: Worklist) -> str:
    """One row a point, a heading first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_row, found.doubts))
    return out.getvalue()


def doubts_json(found: Worklist) -> str:
    """One JSON object: the points, and how many are answered."""
    whole = {
        "law": dict(found.regime.stamp),
        "points": [_row(d) for d in found.doubts],
        "open": len(found.doubts),
        "answered": found.answered,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
