"""A small list to screen against, made of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from article41.analyse.matching.watchlist import Watchlist
from article41.report.lists.hits import Consulted, ListHit
from article41.report.lists.lineage import Lineage
from article41.serve.listscreen import Asked

DAY = date(2026, 2, 27)
HASH = "ab" * 32
LINEAGE = Lineage(
    list_key="test", list_date=DAY, stamp="", source="", source_sha256="", where="", reader="", snapshot=HASH,
    content_hash="", fields={},
)  # fmt: skip


class Lists:
    """Answers as lists do; `calls` counts how often it was asked, and the one numbered `stop_at` is the last."""

    consulted = (Consulted("test", DAY, HASH, False, 0),)

    def __init__(
        self, listed: Mapping[str, Sequence[str | tuple[str, str]]], stop_at: int | None = None
    ) -> None:
        self._names = Watchlist.from_names((key, "Unknown", names) for key, names in listed.items())
        self._stop_at = stop_at
        self.calls: list[Sequence[Asked]] = []

    def screen(self, asked: Sequence[Asked]) -> list[tuple[ListHit, ...]]:
        self.calls.append(asked)
        if len(self.calls) == self._stop_at:
            raise KeyboardInterrupt
        found = self._names.screen(
            [a.given for a in asked], schemas=[a.schema for a in asked], limit=None, weak=True
        )
        return [
            tuple(
                hit(
                    field=a.field, given=a.given, reference=h.id, name=h.name, met=h.name, score=h.score,
                    quality=h.quality, is_match=h.quality != "low", reasons=h.reasons,
                )
                for h in hits
            )
            for a, hits in zip(asked, found, strict=True)
        ]  # fmt: skip


def hit(**values: object) -> ListHit:
    """A hit that stands, with whatever is given."""
    usual: dict[str, object] = {
        "field": "name", "given": "X", "list_key": "test", "reference": "T.1", "name": "X", "met": "X",
        "quality": "good", "how": "likeness", "kind": "person", "regime": "", "listed_on": DAY, "stands": True,
        "change": None, "score": 1.0, "is_match": True, "reasons": (), "lineage": LINEAGE,
    }  # fmt: skip
    return ListHit(**{**usual, **values})  # type: ignore[arg-type]
