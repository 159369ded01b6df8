"""A table of a page: caption, heads, rows, and what is folded away or left to the file beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

OPEN, MOST = 200, 400
"""Rows of a table that stand open, and rows that a page holds at all."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`css`: n for numbers, nodata, or the class of a status. `sign` stands before the text, unread aloud."""

    text: str
    css: str = ""
    href: str = ""
    sign: str = ""
    items: tuple[str, ...] = ()


Row: TypeAlias = Sequence[str | Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """`heads`: a head that begins with # is over numbers. `file`: where the rest of the rows stands.

    `total`: rows that there are, of which `rows` holds the first MOST at most. `note`: what a reader of
    the figures must know, under the caption.
    """

    caption: str
    heads: tuple[str, ...]
    rows: Sequence[Row]
    total: int
    file: str = ""
    note: str = ""

    @property
    def shown(self) -> Sequence[Row]:
        return self.rows[:OPEN]

    @property
    def folded(self) -> Sequence[Row]:
        return self.rows[OPEN:]

    @property
    def left(self) -> int:
        return self.total - len(self.rows)


def number(value: float | None, places: int = 0) -> Cell:
    """A number with its thousands parted; an empty cell where it is not known."""
    return Cell("" if value is None else f"{value:,.{places}f}", "n")
