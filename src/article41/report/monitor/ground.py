"""What every page of a report stands on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from article41.report.monitor.record import Monitor
from article41.report.monitor.seen import Seen


@dataclass(frozen=True, slots=True)
class Ground:
    """`cites`: provision id to its citation. `pages`: States with a page of their own, ISO 3166 alpha-3."""

    monitor: Monitor
    cites: Mapping[str, str]
    pages: Collection[str]
    seen: Seen

    def page_of(self, state: str) -> str:
        """Where a State's page stands, seen from the first page; empty where it has none."""
        return f"states/{state}.html" if state in self.pages else ""
