"""OFAC's lists as comma-separated files: the names with aliases, addresses and remarks in files of their own.

    sdn.csv, alt.csv, add.csv, sdn_comments.csv              the SDN list
    cons_prim.csv, cons_alt.csv, cons_add.csv, cons_comments.csv    the consolidated list

Columns are those of OFAC's data specification (of 2004, updated 2023-09-25). There are no headings; -0- is an
empty cell; a file ends with the byte 1A. Which file is which is told by its columns. The files must be of one
day: aliases and addresses of parties that the names do not have refuse the whole. A remark longer
than its cell goes on in the comments, in the middle of a word. Strong aliases stand in their file, weak ones
in the remarks. Nothing says of which day the files are.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from article41.errors import InputError
from article41.listing import Listing, Place
from article41.read.lists.formats import Format
from article41.read.lists.ofac_lists import LISTS, list_by_name, list_by_programmes
from article41.read.lists.ofac_names import ALIASES, alias_quality, from_print
from article41.read.lists.ofac_party import Party, kind_of, region_apart
from article41.read.lists.ofac_remarks import read_remarks
from article41.read.lists.parts import Part
from article41.read.lists.rows import Row, rows
from article41.read.lists.tally import Tally
from article41.read.lists.values import is_placeholder, place

_NAMES = (
    *("ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage", "GRT"),
    *("Vess_flag", "Vess_owner", "Remarks"),
)
_ADDRESSES = ("ent_num", "add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks")
_ALIASES = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
_COMMENTS = ("ent_num", "remarks_extended")
_ROLES = {len(columns): columns for columns in (_NAMES, _ADDRESSES, _ALIASES, _COMMENTS)}
_BESIDE = {_ALIASES: "aliases (alt.csv)", _ADDRESSES: "addresses (add.csv)"}
_TYPES = frozenset(["-0-", "individual", "entity", "vessel", "aircraft"])
_DETAILS = {
    "Title": "Title",
    "Vess_type": "Vessel Type",
    "Tonnage": "Vessel Tonnage",
    "GRT": "Vessel Gross Registered Tonnage",
    "Vess_owner": "Vessel Owner",
}
_NUMBER = re.compile(r"\d{1,10}", re.ASCII)
_EMPTY = ("-0- ", "-0-")
_END_MARK = b"\x1a"
_TAIL = 4
_CELL = 1000
"""Characters of a remark before it goes on in the comments."""


@dataclass(frozen=True, slots=True)
class _Alias:
    number: str
    type: str
    name: str
    remarks: str
    where: str


@dataclass(slots=True)
class _Beside:
    """What stands beside the names, by number of the party; `met` are the numbers that the names have."""

    aliases: dict[str, list[_Alias]] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    has_comments: bool = False
    rows: dict[str, Counter[str]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)


def read_ofac_csv(parts: Sequence[Part], tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order.

    Raises InputError where there are no names, a file stands twice, or one is no sound table.
    """
    by_columns: dict[tuple[str, ...], Part] = {}
    for part in parts:
        columns = _columns(part)
        if columns is None:
            tally.skip("file beside the list", part.name)
        elif columns in by_columns:
            found = f"the same columns as {by_columns[columns].name}"
            raise InputError.of(part.name, found, "the files of one list, each once")
        else:
            by_columns[columns] = part
            if _END_MARK not in part.tail(_TAIL):
                tally.skip("end mark (byte 1A) missing: the file may be cut short", part.name)
    names = by_columns.pop(_NAMES, None)
    if names is None:
        raise InputError.of(tally.file, "no names", "sdn.csv or cons_prim.csv beside its other files")
    for columns, what in _BESIDE.items():
        if columns not in by_columns:
            tally.skip(f"{what}: not beside the names", names.name)
    beside = _Beside()
    _gather(by_columns, beside, tally)
    if beside.comments:
        _test_comments(by_columns[_COMMENTS], names, beside, tally)
    for row in rows(names, columns=_NAMES):
        yield _listing(row, beside, tally)
    _count_orphans(beside, tally)


def _columns(part: Part) -> tuple[str, ...] | None:
    """The columns of a file, by how many there are; None where it is none of OFAC's."""
    line = part.head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("latin-1")
    try:
        cells = next(csv.reader([line]), [])
    except csv.Error:
        return None
    if not cells or _NUMBER.fullmatch(cells[0].strip()) is None:
        return None
    columns = _ROLES.get(len(cells))
    if columns == _NAMES and cells[2].strip().casefold() not in _TYPES:
        return None
    if columns == _ALIASES and cells[2].strip().casefold() not in ALIASES:
        return None
    return columns


def _gather(by_columns: dict[tuple[str, ...], Part], beside: _Beside, tally: Tally) -> None:
    for columns, part in by_columns.items():
        counts = beside.rows[part.name] = Counter()
        for row in rows(part, columns=columns):
            number = row.take("ent_num")
            counts[number] += 1
            if columns == _ALIASES:
                beside.aliases.setdefault(number, []).append(_alias(row))
            elif columns == _COMMENTS:
                beside.comments.setdefault(number, []).append(row.raw("remarks_extended"))
            elif (at := _address(row)) is not None:
                beside.places.setdefault(number, []).append(at)
            else:
                tally.refuse("empty address", row.where)
    beside.has_comments = _COMMENTS in by_columns


def _test_comments(part: Part, names: Part, beside: _Beside, tally: Tally) -> None:
    """Ends of remarks of another day would be put behind the wrong beginnings: then none is used, which is
    told. Unlike aliases and addresses they name nobody, so the list is whole without them."""
    listed = {row.take("ent_num") for row in rows(names, columns=_NAMES)}
    lost = [number for number in beside.comments if number not in listed]
    if lost:
        count = f"{len(lost):,} of {len(beside.comments):,} without a party"
        tally.skip(f"comments of another day, left out ({count})", part.name, lost[0])
        beside.comments.clear()
        del beside.rows[part.name]
        beside.has_comments = False


def _alias(row: Row) -> _Alias:
    return _Alias(
        number=_cell(row, "alt_num"),
        type=_cell(row, "alt_type"),
        name=_cell(row, "alt_name"),
        remarks=_cell(row, "alt_remarks"),
        where=row.where,
    )


def _address(row: Row) -> Place | None:
    at = place(
        street=_cell(row, "Address"),
        city=_cell(row, "City/State/Province/Postal Code"),
        country=_cell(row, "Country"),
        note=_cell(row, "Add_remarks"),
    )
    return region_apart(at)


def _cell(row: Row, column: str) -> str:
    raw = row.raw(column)
    return "" if raw in _EMPTY or raw.strip() == "-0-" else " ".join(raw.split())


def _listing(row: Row, beside: _Beside, tally: Tally) -> Listing:
    number, name = row.take("ent_num"), _cell(row, "SDN_Name")
    if _NUMBER.fullmatch(number) is None:
        tally.wrong(row.number, "ent_num", number, "the number of the party")
    if is_placeholder(name):
        tally.wrong(row.number, "SDN_Name", name, "the name of the party")
    beside.met.add(number)
    party = Party(tally, number, kind_of(_cell(row, "SDN_Type") or "entity", row.where, tally), row.where)
    party.call(from_print(name, party.kind), "primary", "SDN_Name", label="")
    if party.names[0].text != name:
        party.detail("SDN_Name", name)
    for alias in beside.aliases.get(number, ()):
        _add_alias(party, alias)
    party.addresses += beside.places.get(number, ())
    party.programmes += filter(None, (p.strip() for p in _cell(row, "Program").split("] [")))
    for column, word in _DETAILS.items():
        if text := _cell(row, column):
            party.detail(word, text)
    if call_sign := _cell(row, "Call_Sign"):
        party.say("Vessel Call Sign", call_sign)
    if flag := _cell(row, "Vess_flag"):
        party.say("Vessel Flag", flag)
    _read_remarks(row, beside, party)
    return party.listing()


def _add_alias(party: Party, alias: _Alias) -> None:
    quality = alias_quality(alias.type)
    if quality is None:
        party.tally.skip(f"alt_type {alias.type!r}", alias.where, alias.name)
    name = from_print(alias.name, party.kind)
    party.call(name, quality or "aka", f"alias {alias.number}", label=alias.type, note=alias.remarks)


def _read_remarks(row: Row, beside: _Beside, party: Party) -> None:
    remarks, more = row.raw("Remarks"), beside.comments.get(party.reference, ())
    if remarks.strip() == "-0-":
        remarks = ""
    is_cut = len(remarks) >= _CELL and not more and not (beside.has_comments and remarks.endswith("."))
    if is_cut:
        party.tally.skip("remark cut off, its end not beside it (comments)", row.where, remarks[-40:])
    if remarks or more:
        read_remarks("".join([remarks, *more]), party, is_cut=is_cut)


def _count_orphans(beside: _Beside, tally: Tally) -> None:
    """Rows of parties that the names do not have: the files are of different days."""
    for name, counts in beside.rows.items():
        lost = {number: count for number, count in counts.items() if number not in beside.met}
        if lost:
            found = (
                f"{sum(lost.values()):,} of {counts.total():,} rows for parties that the names do not have"
            )
            hint = f"{name}; the first is {next(iter(lost))}"
            tally.wrong(None, "ent_num", found, "files of one day", hint)


def _recognises(parts: Sequence[Part]) -> bool:
    return any(_columns(part) in (_NAMES, _ALIASES, _ADDRESSES) for part in parts)


def _list_of(parts: Sequence[Part]) -> str | None:
    part = next((p for p in parts if _columns(p) == _NAMES), None)
    if part is None:
        return None
    lines = part.head.decode("latin-1").splitlines()[:-1]
    cells = [row for row in csv.reader(lines) if len(row) == len(_NAMES)]
    told = list_by_programmes(row[_NAMES.index("Program")].split("] [") for row in cells)
    return told or list_by_name(part)


FORMAT = Format(
    key="ofac_csv",
    version=1,
    title="OFAC list (CSV: names, aliases, addresses, comments)",
    lists=LISTS,
    is_dated=False,
    recognises=_recognises,
    read=read_ofac_csv,
    list_of=_list_of,
)
