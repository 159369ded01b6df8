"""What a run asks of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from article41.analyse.matching.qualifiers import Qualifiers
from article41.report.lists.hits import Consulted, ListHit

__all__ = ["Asked", "Engine"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One value to look up."""

    field: str
    given: str
    schema: str | None
    day: date | None = None
    qualifiers: Qualifiers | None = None


class Engine(Protocol):
    """Lists opened for one run."""

    @property
    def consulted(self) -> tuple[Consulted, ...]:
        """The lists that are looked through."""

    def screen(self, asked: Sequence[Asked]) -> list[tuple[ListHit, ...]]:
        """What each asked value meets, best first."""
