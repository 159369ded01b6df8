"""What the cells of a row say, read together: the answer, what was wrong with them, or why they stand aside.

A file of fifty million rows has a few thousand different periods, States and codes: each is read once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from article41.read.tables.grid import as_text

T = TypeVar("T")
Cells: TypeAlias = Mapping[str, str | None]
"""By role; None where a cell is blank."""

LEFT_OUT = "the row is left out"
_WHOLE = re.compile(r"([0-9]+)\.0")


@dataclass(frozen=True, slots=True)
class Wrong:
    """One cell that is not as it should be; `hint` says what became of it."""

    role: str
    found: str | None
    expected: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """`value` None: the row cannot be used, for what is `wrong` or because it stands `aside`."""

    value: T | None
    wrong: tuple[Wrong, ...] = ()
    aside: str | None = None
    """Why a sound row is not read, in words for a count: `groups of States: …`."""


class Part(Generic[T]):
    """Some roles whose cells are read together. Without roles it is a constant that the user gave."""

    def __init__(self, roles: Sequence[str], read: Callable[[Cells], Said[T]]) -> None:
        self.roles = tuple(roles)
        self._read = read
        self._known: dict[tuple[object, ...], Said[T]] = {}

    @classmethod
    def constant(cls, value: T) -> Part[T]:
        """The same for every row."""
        said = Said(value)
        return cls((), lambda _: said)

    def of(self, raw: tuple[object, ...]) -> Said[T]:
        """What these cells say, in the order of `roles`."""
        said = self._known.get(raw)
        if said is None:
            cells = {role: text_of(cell) for role, cell in zip(self.roles, raw, strict=True)}
            said = self._known[raw] = self._read(cells)
        return said


def in_rows(count: int) -> str:
    """A number of rows in words."""
    return "1 row" if count == 1 else f"{count:,} rows"


def text_of(cell: object) -> str | None:
    """A cell of a key as its user would type it; None where it is blank."""
    if cell is None:
        return None
    text = as_text(cell).strip().lstrip("'")  # FAOSTAT writes '076, so that a spreadsheet keeps the zero
    whole = _WHOLE.fullmatch(text)  # 156.0 is how a column with gaps is saved
    return (whole[1] if whole else text) or None
