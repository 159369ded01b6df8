"""The Denied Persons List of the United States' Bureau of Industry and Security: a table with tabs.

Twelve columns, as published until 2025 and seen in a file of 2019; whether the Bureau's present site still
offers the table is unverified. One row is one address: rows of the same name and effective date are one
party here.

The list has no numbers of its own. The reference is made of what does not change while an order stands: its
effective date and the name as printed ("2011-08-12 SAMPLE TRADING CO."). An order that runs out is not taken
from the list at once, so that its expiration date is kept as a detail and ends nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from article41.errors import InputError
from article41.listing import Listing, Place
from article41.read.lists.formats import Format, headings_of
from article41.read.lists.names import named
from article41.read.lists.parts import Part
from article41.read.lists.rows import Row, rows
from article41.read.lists.tally import Tally
from article41.read.lists.values import is_placeholder, listed_name, parse_list_day, place

_COLUMNS = (
    *("Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date"),
    *("Expiration_Date", "Standard_Order", "Last_Update", "Action", "FR_Citation"),
)
_DETAILS = {
    "Expiration_Date": "expiration date",
    "Standard_Order": "standard order",
    "Action": "action",
    "FR_Citation": "FR citation",
}
_MOST_ROWS = 100_000
"""All are held at once, for the rows of a party need not stand together; the list has some 600."""
_YEARS = range(1950, 2100)
"""The list prints days such as 3017-08-22."""
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def read_us_dpl(part: Part, tally: Tally) -> Iterator[Listing]:
    """The parties in the order of their first rows. Raises InputError where it is no sound table."""
    parties: dict[tuple[str, str], list[dict[str, str]]] = {}
    where: dict[tuple[str, str], str] = {}
    for count, row in enumerate(rows(part, required=_COLUMNS, delimiter="\t")):
        if count == _MOST_ROWS:
            raise InputError.of(part.name, f"more than {_MOST_ROWS:,} rows", "a list of denied persons")
        said = _said(row, tally)
        known = parties.setdefault((said["Name"], said["Effective_Date"]), [])
        where.setdefault((said["Name"], said["Effective_Date"]), row.where)
        if said in known:
            tally.refuse("row that stands twice", row.where, said["Name"])
        else:
            known.append(said)
    for (name, _), same in parties.items():
        yield _listing(name, same, where[name, same[0]["Effective_Date"]], tally)


def _said(row: Row, tally: Tally) -> dict[str, str]:
    said = {column: row.take(column) for column in _COLUMNS}
    row.leave(tally)
    if is_placeholder(said["Name"]):
        tally.wrong(row.number, "Name", said["Name"], "the name of the denied person")
    return said


def _listing(name: str, same: Sequence[dict[str, str]], where: str, tally: Tally) -> Listing:
    effective = _day(same[0]["Effective_Date"], "Effective_Date", where, tally)
    updates = (_day(row["Last_Update"], "Last_Update", where, tally) for row in same)
    details = {
        word: tuple(values)
        for column, word in _DETAILS.items()
        if (values := dict.fromkeys(row[column] for row in same if row[column]))
    }
    return Listing(
        reference=f"{effective or same[0]['Effective_Date']} {name}".strip(),
        kind="unknown",
        names=tuple(
            listed_name(one, "aka" if at else "primary", "Name", label=word)
            for at, (one, word) in enumerate(named(name))
        ),
        listed_on=effective,
        amended_on=tuple(sorted({day for day in updates if day is not None})),
        addresses=tuple(dict.fromkeys(p for row in same if (p := _place(row)) is not None)),
        regime="DPL",
        details=details,
        where=where,
    )


def _place(row: dict[str, str]) -> Place | None:
    return place(
        street=row["Street_Address"],
        city=row["City"],
        region=row["State"],
        postal_code=row["Postal_Code"],
        country=row["Country"],
    )


def _day(text: str, column: str, where: str, tally: Tally) -> date | None:
    if not text:
        return None
    day: date | None
    try:
        american = _AMERICAN.fullmatch(text)
        if american is None:
            day = parse_list_day(text)
        else:
            day = date(int(american[3]), int(american[1]), int(american[2]))
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        tally.skip(f"column {column} that is no day", where, text)
        return None
    return day


FORMAT = Format(
    key="us_dpl_txt",
    version=1,
    title="Denied Persons List of the Bureau of Industry and Security (text with tabs)",
    lists=("us_dpl",),
    is_dated=False,
    recognises=lambda parts: len(parts) == 1 and set(_COLUMNS) <= set(headings_of(parts[0], "\t")),
    read=lambda parts, tally: read_us_dpl(parts[0], tally),
)
