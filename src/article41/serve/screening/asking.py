"""The rows of a stretch as questions to the lists, and what of them cannot be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

import polars as pl

from article41.analyse.matching.qualifiers import Qualifiers
from article41.errors import Problem
from article41.read.parties.cells import Asks, as_texts, imo_numbers, names, several
from article41.read.parties.columns import Parties
from article41.read.parties.known import Known, birth_dates, countries, days, genders, kinds
from article41.read.parties.roles import load_roles
from article41.read.tables.grid import Fault, Grid
from article41.serve.listscreen import Asked
from article41.serve.screening.plan import Slot

T = TypeVar("T")
_READ: dict[str, Callable[[pl.Series], Asks]] = {
    "name": names,
    "part": names,
    "names": several,
    "number": several,
    "imo": imo_numbers,
}
_KNOWN: tuple[tuple[str, str, Callable[[pl.Series], Known[tuple[str, ...]]]], ...] = (
    ("birth_date", "birth_dates", birth_dates),
    ("gender", "genders", genders),
    ("nationality", "nationalities", countries),
    ("country", "countries", countries),
)
_HIDDEN = "hidden characters are set aside"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said of a column that hinders no question: on how many rows, and where first."""

    column: str
    said: str
    rows: int
    first: int
    found: str = ""


@dataclass(slots=True)
class Questions:
    """`asked`, and for each the index of its row and the heading it came from. `unread`: by index, why
    something of a row could not be asked."""

    asked: list[Asked] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    unread: dict[int, list[str]] = field(default_factory=dict)
    days: Sequence[date | None] = ()
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def questions(parties: Parties, slots: Sequence[Slot], grid: Grid, day: date) -> Questions:
    """What to ask of each row, on its own day or on `day`. Nothing is raised for a cell or a row."""
    asking = _Asking(parties, grid)
    found = asking.found
    found.days = asking.days(day)
    kind = asking.column("party_kind", kinds)
    about = {"party": asking.qualifiers(), "ship": asking.ships(), "": None}
    for slot in slots:
        asks = asking.asks(slot)
        of: Sequence[str | None] | None = None
        if kind and slot.is_by_kind and slot.schema:
            of = [k or slot.schema for k in kind]
        known = about[slot.about]
        found.asked += [
            Asked(slot.role, text, of[i] if of else slot.schema, found.days[i], known[i] if known else None)
            for i, text in zip(asks.rows, asks.texts, strict=True)
        ]
        found.rows += asks.rows
        found.headings += [slot.heading] * len(asks.rows)
    found.problems.sort(key=lambda problem: problem.row or 0)
    return found


class _Asking:
    """The columns of one stretch, and what is found while they are read."""

    def __init__(self, parties: Parties, grid: Grid) -> None:
        self.found = Questions()
        self._parties, self._grid = parties, grid
        self._height = len(grid.rows)
        self._cells = list(grid.columns)
        self._set_aside(grid.faults)

    def _tell(self, index: int, heading: str | None, said: tuple[str | None, str, str | None]) -> None:
        self.found.problems.append(
            Problem(self._parties.stream.file, int(self._grid.rows[index]), heading, *said)
        )

    def _unread(self, index: int, heading: str | None, found: str | None, expected: str) -> None:
        place = f"column '{heading}': " if heading else ""
        shown = f"found '{found}'; " if found is not None else ""
        self.found.unread.setdefault(index, []).append(f"{place}{shown}expected {expected}")

    def _set_aside(self, faults: Iterable[Fault]) -> None:
        """Cells in which the reader found fault are not asked; columns without a role do not matter."""
        columns = {column.place: column for column in self._parties.columns}
        blank: dict[int, list[int]] = {}
        roles = load_roles()
        for fault in faults:
            column = columns.get(fault.heading) if fault.heading is not None else None
            if fault.heading is not None and column is None:
                continue
            heading = column.heading if column else None
            self._tell(fault.index, heading, (fault.found, fault.expected, fault.hint))
            if column is None or roles[column.role].asks:
                hint = f" ({fault.hint})" if fault.hint else ""
                left = f"; left over: {fault.rest}" if fault.rest and fault.found else ""
                self._unread(fault.index, heading, fault.found, fault.expected + hint + left)
            for place in (column.place,) if column else columns:
                blank.setdefault(place, []).append(fault.index)
        places = pl.int_range(self._height, dtype=pl.UInt32, eager=True)
        for place, rows in blank.items():
            cells = self._cells[place]
            self._cells[place] = cells.zip_with(~places.is_in(rows), pl.Series([None], dtype=cells.dtype))

    def days(self, day: date) -> Sequence[date | None]:
        """The day of each row; None where its cell cannot be read."""
        columns = self._parties.of("date")
        if not columns:
            return [day] * self._height
        known = days(self._cells[columns[0].place])
        wrong = {w.index for w in known.wrong}
        for w in known.wrong:
            self._tell(w.index, columns[0].heading, (w.found, w.expected, w.hint))
        return [own or (None if index in wrong else day) for index, own in enumerate(known.values)]

    def column(self, role: str, read: Callable[[pl.Series], Known[T]]) -> list[T | None] | None:
        """What the column of this role says of each row, None where there is no such column. What cannot be
        read is remarked on, and the row asked without it."""
        column = next(iter(self._parties.of(role)), None)
        if column is None:
            return None
        known = read(self._cells[column.place])
        if known.wrong:
            first = known.wrong[0]
            said = f"expected {first.expected}; asked without it"
            self._remark(column.heading, said, [w.index for w in known.wrong], first.found)
        return known.values

    def _remark(self, heading: str, said: str, rows: Sequence[int], found: str = "") -> None:
        self.found.remarks.append(Remark(heading, said, len(rows), int(self._grid.rows[rows[0]]), found))

    def qualifiers(self) -> list[Qualifiers | None] | None:
        """What is known of the party of each row besides its name."""
        known = {name: self.column(role, read) for role, name, read in _KNOWN}
        numbers = self._numbers()
        if not numbers and not any(known.values()):
            return None
        found: list[Qualifiers | None] = []
        for index in range(self._height):
            said = {name: values[index] for name, values in known.items() if values and values[index]}
            codes = tuple(numbers.get(index, ()))
            found.append(Qualifiers(identifiers=codes, **said) if said or codes else None)  # type: ignore[arg-type]
        return found

    def _numbers(self) -> dict[int, list[str]]:
        roles = load_roles()
        found: dict[int, list[str]] = {}
        for column in self._parties.columns:
            if roles[column.role].asks == "number":
                asks = several(self._cells[column.place])
                for index, text in zip(asks.rows, asks.texts, strict=True):
                    found.setdefault(index, []).append(text)
        return found

    def ships(self) -> list[Qualifiers | None] | None:
        """The IMO number of the vessel of each row."""
        columns = self._parties.of("vessel_imo")
        if not columns:
            return None
        asks = imo_numbers(self._cells[columns[0].place])
        found: list[Qualifiers | None] = [None] * self._height
        for index, text in zip(asks.rows, asks.texts, strict=True):
            found[index] = Qualifiers(imo_numbers=(text,))
        return found

    def asks(self, slot: Slot) -> Asks:
        """The texts of one question; what cannot be asked is told."""
        asks = _READ[slot.asks](self._text(slot))
        for w in asks.wrong:
            self._tell(w.index, slot.heading, (w.found, w.expected, w.hint))
            self._unread(w.index, slot.heading, w.found, w.expected)
        if asks.hidden:
            self._remark(slot.heading, _HIDDEN, asks.hidden)
        return asks

    def _text(self, slot: Slot) -> pl.Series:
        if len(slot.places) == 1:
            return self._cells[slot.places[0]]
        parts = [as_texts(self._cells[place]).alias(str(place)) for place in slot.places]
        joined = pl.concat_str([pl.lit(part) for part in parts], separator=" ", ignore_nulls=True)
        return pl.select(joined).to_series()
