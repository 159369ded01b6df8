"""Which column of a file is what, and the error where none can be looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from article41.errors import InputError, Problem
from article41.read.countries import comparable
from article41.read.parties.roles import load_roles, party_recogniser
from article41.read.tables.headings import (
    Assignment,
    Recogniser,
    assign,
    check_mapping,
    nearest_heading,
    synonyms,
)
from article41.read.tables.streams import Stream, file_name, open_stream

_SHOWN = 300
_TRANSACTIONS = (
    *("exporter", "importer", "consignee", "bank", "party", "traveller"),
    *("vessel", "vessel_imo", "other_vessel", "other_vessel_imo"),
)
_LIKELY = ("name", "person_name", "company_name", "vessel", "exporter", "alias", "passport")
"""Roles for which an unknown heading may stand, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file with its role. `heading`: as its user wrote it."""

    role: str
    place: int
    heading: str


@dataclass(frozen=True, slots=True)
class Parties:
    """A file of parties, opened: its columns with a role, and those passed through unread. `mapping`: what
    the user said of headings."""

    stream: Stream
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    mapping: Mapping[str, str]

    @property
    def is_of_transactions(self) -> bool:
        """Whether all that can be looked up stands in columns that assess reads: parties of transactions."""
        roles = load_roles()
        asked = [column for column in self.columns if roles[column.role].asks]
        known = synonyms(_TRANSACTIONS) | {comparable(role): role for role in _TRANSACTIONS}
        own = {comparable(heading) for heading in self.mapping}
        return len({column.role for column in asked}) == len(asked) and all(
            column.role in _TRANSACTIONS
            and (comparable(column.heading) in own or known.get(comparable(column.heading)) == column.role)
            for column in asked
        )

    def of(self, role: str) -> tuple[Column, ...]:
        """The columns of this role, in the file's order."""
        return tuple(column for column in self.columns if column.role == role)


def open_parties(path: Path | str, mapping: Mapping[str, str]) -> Parties:
    """Opens the file and gives each heading its role. `mapping`: headings of the user's own to roles.

    Raises InputError where the file cannot be read, no column of it can be looked up, or `mapping` is wrong.
    """
    recognised = party_recogniser(mapping)
    seen = _Seen(recognised.count)
    try:
        stream = open_stream(path, seen)
    except InputError:
        if seen.cells and not seen.is_known:
            file = file_name(Path(path))
            nothing = _nothing_to_ask(file, 1, seen.cells, recognised)
            mapped = check_mapping(seen.cells, recognised, file)
            raise InputError((*mapped, *nothing.problems)) from None
        raise
    headings = {place: text.strip() for place, text in enumerate(stream.headings) if text.strip()}
    if wrong := check_mapping(list(headings.values()), recognised, stream.file):
        raise InputError(wrong)  # before a long run, not after it
    given = assign(headings, recognised, stream.file, stream.heading_row)
    columns = _columns(given, headings)
    roles = load_roles()
    if not any(roles[column.role].asks for column in columns):
        nothing = _nothing_to_ask(
            stream.file, stream.heading_row, list(headings.values()), recognised, given.unknown
        )
        raise InputError((*given.problems, *nothing.problems))
    return Parties(stream, columns, given.unknown, given.problems, given.notes, mapping)


def _columns(given: Assignment, headings: Mapping[int, str]) -> tuple[Column, ...]:
    found = [Column(role, place, headings[place]) for role, place in given.columns.items()]
    found += [Column(role, place, headings[place]) for role, more in given.more.items() for place in more]
    return tuple(sorted(found, key=lambda column: column.place))


class _Seen:
    """Counts headings for a reader, and remembers what stood where they should."""

    def __init__(self, count: Callable[[Sequence[str]], int]) -> None:
        self._count = count
        self.cells: list[str] = []
        self.is_known = False

    def __call__(self, cells: Sequence[str]) -> int:
        count = self._count(cells)
        self.is_known = self.is_known or count > 0
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) > len(self.cells):
            self.cells = filled
        return count


def _nothing_to_ask(
    file: str,
    row: int | None,
    headings: Sequence[str],
    recognised: Recogniser,
    unknown: Sequence[str] | None = None,
) -> InputError:
    roles = load_roles()
    known = [role for role in roles if roles[role].asks]
    open_ = headings if unknown is None else unknown
    near = next(
        ((found, role) for role in _LIKELY if (found := nearest_heading(role, open_, recognised))), None
    )
    heading, role = near or (next(iter(open_), "Your heading"), "name")
    asked = f"did you mean --map '{heading}={role}'?" if near else f"--map '{heading}={role}' names it"
    expected = f"a column to look up: {', '.join(known)}"
    return InputError([Problem(file, row, None, ", ".join(headings)[:_SHOWN] or None, expected, asked)])
