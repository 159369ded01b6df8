"""Half-open spans of days. An end date in a source is the last day; here `end` is the day after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` (inclusive) to `end` (exclusive); `end` None means not ended."""

    start: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def until(self, end: date) -> Span:
        """This span, closed no later than `end`."""
        return Span(self.start, end if self.end is None else min(self.end, end))

    @property
    def is_empty(self) -> bool:
        """Whether no day lies in it."""
        return self.end is not None and self.end <= self.start

    def __str__(self) -> str:
        return f"from {self.start}" if self.end is None else f"from {self.start} until {self.end}"
