"""The UK Sanctions List in CSV: a line "Report Date: 08-Oct-2026", a heading of 58 columns, then many rows
for each Unique ID: every combination of its names, addresses, numbers and so on.

Written from the heading of files of 2026 and the first rows that tests of others quote; no whole file was at
hand. That the rows of a designation follow one another is therefore unverified; where they did not, its
Unique ID would stand twice and the list be refused. The case of column names varies between vintages and is
not heeded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
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
_HEAD = (_ID, _KIND, "date designated", "last updated", "regime name")
_NAME = ("name 1", "name 2", "name 3", "name 4", "name 5", "name 6", "name type", "alias strength")
_ORIGINAL = ("name non-latin script", "non-latin script type", "non-latin script language")
_ADDRESS = (*(f"address line {n}" for n in range(1, 7)), "address postal code", "address country")
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

    def heading(lines: Iterator[list[str]]) -> list[str]:
        first = next(lines, [])
        text = " ".join(" ".join(first).split())
        if text.casefold().startswith(_REPORTED):
            tally.stamp = text[len(_REPORTED) :].strip(" :")
            first = next(lines, [])
        folded = (" ".join(name.casefold().split()) for name in first)
        return [_SPELT.get(name, name) for name in folded]

    for _, group in records(rows(part, columns=heading, required=_REQUIRED), _ID):
        yield _listing(group, tally)
    try:
        tally.list_date = parse_european_day(tally.stamp.replace("-", " "))
    except ValueError:
        tally.wrong(1, None, tally.stamp, "a first line such as Report Date: 08-Oct-2026")
    else:
        tally.stamp = tally.list_date.isoformat()  # the printed form does not sort


def _listing(group: Iterator[Row], tally: Tally) -> Listing:
    first = next(group)
    entry = UkEntry(tally, first.where)
    said: set[tuple[str, ...]] = set()
    for row in chain([first], group):
        _tell(row, entry, said)
        row.leave(tally)
    return entry.listing(first.number)


def _tell(row: Row, entry: UkEntry, said: set[tuple[str, ...]]) -> None:
    gathered, field = entry.gathered, f"row {row.number:,}"

    def new(*columns: str) -> list[tuple[str, ...]]:
        """The cells, where no row before had the same together."""
        cells = tuple(map(row.take, columns))
        key = (columns[0], *cells)
        if not any(cells) or key in said:
            return []
        said.add(key)
        return [cells]

    for reference, kind, listed, amended, regime in new(*_HEAD):
        entry.head(reference, kind, listed, amended, regime)
    for cells in new(*_NAME):
        entry.name(cells[:6], cells[6], cells[7], field)
    for text, script, language in new(*_ORIGINAL):
        entry.original(text, script, language, field)
    for cells in new(*_ADDRESS):
        entry.address(cells[:6], cells[6], cells[7])
    for town, country in new(*_BIRTH_PLACE):
        entry.birth_place(town, country)
    for columns, kind in _DOCUMENTS.items():
        for number, note in new(*columns):
            entry.document(kind, columns[0].removesuffix(" number"), number, note)
    tellers: dict[str, Callable[[str], None]] = {
        **{column: partial(entry.code, kind, column) for column, kind in _CODES.items()},
        **{column: partial(gathered.say, word) for column, word in _DETAILS.items()},
        "d.o.b": entry.born,
        "sanctions imposed": entry.measures,
        "year built": entry.built,
        "nationality(/ies)": gathered.nation,
        "current believed flag of ship": gathered.nation,
        "gender": lambda text: gathered.sex(text, row.where),
    }
    for column, tell in tellers.items():
        for (text,) in new(column):
            tell(text)


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
