"""What is wrong in a file of millions of rows: the first of each kind one by one, the rest counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from article41.errors import Problem
from article41.read.trade.parts import Wrong

LISTED, LISTED_OF_A_KIND = 200, 50
_SHOWN = 200


class Faults:
    """`columns`: role to heading. A kind is a column and what was expected in it."""

    def __init__(self, file: str, columns: Mapping[str, str], first: Iterable[Problem] = ()) -> None:
        self._file = file
        self._columns = columns
        self._listed = list(first)
        self._listed_of: dict[tuple[str | None, str], int] = {}
        self._more: dict[tuple[str | None, str], int] = {}

    def add(self, wrong: Wrong, rows: Sequence[int], count: int | None = None) -> None:
        """One fault at these rows, of `count` in all where `rows` are but the first of them."""
        heading = self._columns.get(wrong.role)
        kind = heading, wrong.expected
        for row in rows:
            if len(self._listed) >= LISTED or self._listed_of.get(kind, 0) >= LISTED_OF_A_KIND:
                break
            found = None if wrong.found is None else wrong.found[:_SHOWN]
            problem = Problem(self._file, row, heading, found, wrong.expected, wrong.hint)
            self._listed.append(problem)
            self._listed_of[kind] = self._listed_of.get(kind, 0) + 1
            count = (len(rows) if count is None else count) - 1
        left = len(rows) if count is None else count
        if left:
            self._more[kind] = self._more.get(kind, 0) + left

    def room_for(self, wrong: Wrong) -> int:
        """How many more rows of its kind would be listed."""
        kind = self._columns.get(wrong.role), wrong.expected
        return max(0, min(LISTED - len(self._listed), LISTED_OF_A_KIND - self._listed_of.get(kind, 0)))

    def problems(self) -> tuple[Problem, ...]:
        """File first, then row by row; what is too much to list last."""
        listed = sorted(self._listed, key=lambda problem: problem.row or 0)
        more = [
            Problem(
                self._file,
                None,
                heading,
                "and 1 more row" if count == 1 else f"and {count:,} more rows",
                expected,
            )
            for (heading, expected), count in self._more.items()
        ]
        return (*listed, *more)
