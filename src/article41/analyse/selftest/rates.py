"""Shares of names found, with what the sample says about the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from article41.analyse.selftest.running import Alert, Outcome
from article41.analyse.selftest.wilson import wilson

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Rate:
    """`found`: those of `tried` that came out as they should: a listed name found, a clean one left alone."""

    tried: int
    found: int

    @property
    def missed(self) -> int:
        """Those that did not."""
        return self.tried - self.found

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where nothing was tried."""
        return self.found / self.tried if self.tried else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's, of 95 %."""
        return wilson(self.found, self.tried)

    @property
    def opposite(self) -> Rate:
        """The share of what did not: of clean names, those that alert."""
        return Rate(self.tried, self.missed)


def rates(outcomes: Iterable[Outcome], key: Callable[[Outcome], Key]) -> dict[Key, Rate]:
    """The rate of each group, in the order in which the groups first occur."""
    return _tallied((key(o), o.is_found) for o in outcomes)


def clean_rates(alerts: Iterable[Alert], key: Callable[[Alert], Key]) -> dict[Key, Rate]:
    """As `rates`: a clean name is right where it does not alert."""
    return _tallied((key(a), not a.is_alert) for a in alerts)


def _tallied(said: Iterable[tuple[Key, bool]]) -> dict[Key, Rate]:
    sums: dict[Key, list[int]] = {}
    for key, is_right in said:
        total = sums.setdefault(key, [0, 0])
        total[0] += 1
        total[1] += is_right
    return {key: Rate(tried, found) for key, (tried, found) in sums.items()}
