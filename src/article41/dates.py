"""Half-open spans of days, and moments that are known only roughly.

An end date in a source is the last day; here `end` is the day after.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Precision: TypeAlias = Literal["day", "month", "year", "approximately", "between"]
_MOMENT = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


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


@dataclass(frozen=True, slots=True)
class Moment:
    """One day out of `first` to `last` (inclusive), as exact as its source.

    Of an approximate moment `first` and `last` are those of the words themselves.
    """

    first: date
    last: date
    precision: Precision

    @classmethod
    def of(cls, text: str) -> Moment:
        """From 1944-10-13, 2016-12, 1938, ~1965 (approximately), 1967..1969 (between). Raises ValueError."""
        start, between, end = text.partition("..")
        if between:
            return cls(cls.of(start).first, cls.of(end).last, "between")
        words = text.removeprefix("~")
        if _MOMENT.fullmatch(words) is None:
            raise ValueError(text)
        year, month, day = (*map(int, words.split("-")), 0, 0)[:3]
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, monthrange(year, month or 12)[1])
        exact: Precision = "day" if day else "month" if month else "year"
        return cls(first, last, exact if words == text else "approximately")
