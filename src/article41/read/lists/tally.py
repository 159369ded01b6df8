"""What a reader met beside the listings: nothing in a list file is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from article41.errors import Problem

_SAMPLE = 80
_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Met:
    """How often a thing was met, where first, and what it was then."""

    count: int
    where: str
    sample: str


@dataclass(slots=True)
class Tally:
    """What one file says of itself, and what of it became no part of a listing.

    `unread`: elements, attributes, columns and values that the reader does not know, by their path.
    `refused`: values that say nothing (empty aliases, placeholders), by what was refused.
    `problems`: what makes the file unfit to be a list; an import with any of them is refused.
    """

    file: str
    stamp: str = ""
    """The list's own date and time, as printed; "" where the format has none."""
    list_date: date | None = None
    declared: int | None = None
    """How many records the file itself says that it has."""
    unread: dict[str, Met] = field(default_factory=dict)
    refused: dict[str, Met] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _more: int = 0

    def skip(self, path: str, where: str, value: str = "") -> None:
        """Something of the file that the reader does not know."""
        _count(self.unread, path, where, value)

    def refuse(self, what: str, where: str, value: str = "") -> None:
        """A value that names nobody and says nothing."""
        _count(self.refused, what, where, value)

    def wrong(
        self, row: int | None, column: str | None, found: str | None, expected: str, hint: str | None = None
    ) -> None:
        """A mistake that a list must not have. The first 200 are kept, the others counted."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(Problem(self.file, row, column, found, expected, hint))
        else:
            self._more += 1

    def all_problems(self) -> list[Problem]:
        """Those kept, and how many more there were."""
        more = [Problem(self.file, expected=f"and {self._more:,} more problems")] if self._more else []
        return [*self.problems, *more]


def _count(into: dict[str, Met], path: str, where: str, value: str) -> None:
    known = into.get(path)
    if known is None:
        into[path] = Met(1, where, " ".join(value.split())[:_SAMPLE])
    else:
        into[path] = replace(known, count=known.count + 1)
