"""What a run asks of the lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from article41.report.lists.hits import Consulted, ListHit
from article41.serve.listscreen import Asked


class Engine(Protocol):
    """Lists opened for one run."""

    @property
    def consulted(self) -> Sequence[Consulted]:
        """The lists that are looked through."""

    def screen(self, asked: Sequence[Asked]) -> list[tuple[ListHit, ...]]:
        """What each asked value meets, best first."""
