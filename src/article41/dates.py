"""Half-open spans of days. An end date in a source is the last day; here `end` is the day after."""

from __future__ import annotations

from calendar import monthrange
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

    def since(self, start: date) -> Span:
        """This span, begun no earlier than `start`."""
        return Span(max(self.start, start), self.end)

    @property
    def is_empty(self) -> bool:
        """Whether no day lies in it."""
        return self.end is not None and self.end <= self.start

    def __str__(self) -> str:
        return f"from {self.start}" if self.end is None else f"from {self.start} until {self.end}"


def months_later(day: date, months: int) -> date:
    """The same day of a later month (an earlier one where `months` is below 0), or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
