"""The UK Sanctions List in CSV: a line "Report Date: 08-Oct-2026", a heading of 58 columns, then many rows for
each Unique ID, every combination of its names, addresses, numbers and so on.

Written from the heading of files of 2026 and the first rows that tests of others quote; no whole file was at
hand. That the rows of a designation follow one another is therefore unverified; where they did not, its Unique ID
would stand twice and the list be refused. The case of column names varies between vintages and is not heeded.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from article41.listing import Listing
from article41.read.lists.formats import Format
from article41.read.lists.parts import Part
from article41.read.lists.rows import Row, records, rows
from article41.read.lists.tally import Tally
from article41.read.lists.uk import UkEntry
from article41.read.lists.values import parse_european_day

_ID, _KIND = "unique id", "designation type"
_SPELT = {
    "individual, entity, ship": _KIND,
    "dob": "d.o.b",
    "year of build": "year built",
}
"""Columns by the names that other vintages gave them."""
_NAME = ("name 1", "name 2", "name 3", "name 4", "name 5", "name 6", "name type", "alias strength")
_ORIGINAL = ("name non-latin script", "non-latin script type", "non-latin script language")
_ADDRESS = (*(f"address line {n}" for n in range(1, 7)), "address postal code", "address country")
_NATIONS = ("nationality(/ies)", "current believed flag of ship")
_BIRTH_PLACE = ("town of birth", "country of birth")
_DOCUMENTS = {
    ("passport number", "passport additional information"): "passport",
    ("national identifier number", "national identifier additional information"): "national_id",
}
_CODES = {
    "phone number": "phone",
    "website": "website",
    "email address": "email",
    "business registration number (s)": "registration",
    "imo number": "imo",
    "hull identification number (hin)": "other",
}
_DETAILS = {
    "ofsi group id": "OFSI group ID",
    "un reference number": "UN reference number",
    "title": "title",
    "designation source": "designation source",
    "other information": "other information",
    "uk statement of reasons": "UK statement of reasons",
    "position": "position",
    "type of entity": "type of entity",
    "subsidiaries": "subsidiaries",
    "parent company": "parent company",
    "current owner/operator (s)": "current owner/operator",
    "previous owner/operator (s)": "previous owner/operator",
    "previous flags": "previous flags",
    "type of ship": "type of ship",
    "tonnage of ship": "tonnage of ship",
    "length of ship": "length of ship",
}
_REPORTED = "report date"
_REQUIRED = (_ID, "name 6", "name type", "regime name", _KIND, "sanctions imposed", "date designated")


def read_uk_csv(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound table of this list."""

    def preamble(cells: list[str]) -> bool:
        text = " ".join(" ".join(cells).split())
        if not text.casefold().startswith(_REPORTED):
            return False
        tally.stamp = text[len(_REPORTED) :].strip(" :")
        return True

    for _, group in records(rows(part, required=_REQUIRED, preamble=preamble, headed=_spelt), _ID):
        yield _listing(group, tally)
    try:
        tally.list_date = parse_european_day(tally.stamp.replace("-", " "))
    except ValueError:
        tally.wrong(1, None, tally.stamp, "a first line such as Report Date: 08-Oct-2026")


def _spelt(heading: list[str]) -> list[str]:
    folded = (" ".join(name.casefold().split()) for name in heading)
    return [_SPELT.get(name, name) for name in folded]


def _listing(group: Iterator[Row], tally: Tally) -> Listing:
    first = next(group)
    entry = UkEntry(tally, first.where)
    said: set[tuple[str, ...]] = set()
    for row in chain([first], group):
        _tell(row, entry, said)
        row.leave(tally)
    return entry.listing(first.number)


def _tell(row: Row, entry: UkEntry, said: set[tuple[str, ...]]) -> None:
    def new(*columns: str) -> tuple[str, ...] | None:
        """The cells, where no row before had the same together."""
        cells = tuple(map(row.take, columns))
        if not any(cells) or (key := (columns[0], *cells)) in said:
            return None
        said.add(key)
        return cells

    if cells := new(_ID, _KIND, "date designated", "last updated", "regime name"):
        entry.head(*cells)
    if cells := new(*_NAME):
        entry.name(cells[:6], *cells[6:], f"row {row.number:,}")
    if cells := new(*_ORIGINAL):
        entry.original(*cells, f"row {row.number:,}")
    if cells := new(*_ADDRESS):
        entry.address(cells[:6], *cells[6:])
    if cells := new("d.o.b"):
        entry.born(*cells)
    if cells := new(*_BIRTH_PLACE):
        entry.birth_place(*cells)
    if cells := new("gender"):
        entry.gathered.sex(*cells, row.where)
    if cells := new("sanctions imposed"):
        entry.measures(*cells)
    if cells := new("year built"):
        entry.built(*cells)
    for column in _NATIONS:
        if cells := new(column):
            entry.gathered.nation(*cells)
    for columns, kind in _DOCUMENTS.items():
        if cells := new(*columns):
            entry.document(kind, columns[0].removesuffix(" number"), *cells)
    for column, kind in _CODES.items():
        if cells := new(column):
            entry.code(kind, column, *cells)
    for column, word in _DETAILS.items():
        if cells := new(column):
            entry.gathered.say(word, *cells)


def _is_uk(part: Part) -> bool:
    lines = part.head.decode("utf-8", "replace").casefold().splitlines()[:2]
    return any(all(name in line for name in (_ID, "ofsi group id", "name 6")) for line in lines)


FORMAT = Format(
    key="uk_csv",
    version=1,
    title="UK Sanctions List (CSV)",
    lists=("uk",),
    is_dated=True,
    recognises=lambda parts: len(parts) == 1 and _is_uk(parts[0]),
    read=lambda parts, tally: read_uk_csv(parts[0], tally),
)
