"""Parts of the law as JSON that several answers share: days, what came after, readings, who checked what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from article41.dates import Span
from article41.decide.succession import Succession
from article41.model import Check, Provision
from article41.read.resolutions.checked import points_of


def spans_json(spans: Iterable[Span]) -> list[dict[str, str | None]]:
    """Spans with `until` exclusive, null where not ended."""
    return [{"from": str(s.start), "until": str(s.end) if s.end else None} for s in spans]


def replaced_by_json(later: Iterable[Succession]) -> list[dict[str, str]]:
    """What took the place of a provision or of a rule of it (`replaced`), and from when."""
    return [{"id": s.later.id, "from": str(s.start), "replaced": s.old} for s in later]


def readings_json(provision: Provision, answers: Mapping[str, Check]) -> list[dict[str, object]]:
    """The doubts in the margin, each with the point's id and its answer, null where nobody gave one."""
    _, *doubts = points_of(provision)
    return [
        {
            "point": point.id,
            **{key: getattr(point.reading, key) for key in ("what", "why", "status", "see")},
            "answer": answer_json(answers.get(point.id)),
        }
        for point in doubts
    ]


def checked_json(provision: Provision) -> dict[str, str] | None:
    """When and against what the provision was encoded; null where that is not said."""
    checked = provision.checked
    if checked is None:
        return None
    return {"on": str(checked.on), "against": checked.against, "source": checked.source}


def answer_json(check: Check | None) -> dict[str, str] | None:
    """Who checked a point, when and where; null where nobody did."""
    if check is None:
        return None
    found = {"by": check.by, "on": str(check.on), "url": check.url, "note": check.note}
    return {**found, "law_hash": check.law_hash}
