"""Who and what is listed: persons and entities, their names and identifiers, and vessels.

    listings.csv             reference,kind,name,listed_on,amended_on,removed_on,nationality,born,measures
    listing_names.csv        reference,quality,script,name: the names beside the first
    listing_identifiers.csv  reference,kind,value,country
    vessels.csv              imo,name,also,listed_on,removed_on,measures,status,source,note

Persons and entities are those of the United Nations Consolidated List generated on 27 February 2026. Lists
within a cell are separated by `|`; `measures` names the provision behind each: asset_freeze=2270/op10.
A day that a source knows only roughly is written 2016-12, 1938, ~1965 or 1967..1969.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import cast, get_args

from article41.dates import Moment
from article41.errors import Problem
from article41.listing import NAME_QUALITIES, Identifier, ListedName, Listing, Measure, Standing
from article41.read.imo import has_check_digit
from article41.read.resolutions.rows import Row, meant, rows_of

LISTING_COLUMNS = (
    *("reference", "kind", "name", "listed_on", "amended_on", "removed_on", "nationality", "born"),
    "measures",
)
NAME_COLUMNS = ("reference", "quality", "script", "name")
IDENTIFIER_COLUMNS = ("reference", "kind", "value", "country")
VESSEL_COLUMNS = (
    *("imo", "name", "also", "listed_on", "removed_on", "measures", "status", "source", "note"),
)
SCRIPTS = ("Latn", "Hani", "Hang")
IDENTIFIERS = ("passport", "national_id", "swift", "imo_company")
CARRIES = {
    "person": ("asset_freeze", "travel_ban"),
    "entity": ("asset_freeze",),
    "vessel": ("asset_freeze", "port_entry", "deflag"),
}
"""The measures that a listing of each kind may carry."""
_REFERENCE = {"person": re.compile(r"KPi\.\d{3}", re.ASCII), "entity": re.compile(r"KPe\.\d{3}", re.ASCII)}
_PROVISION = re.compile(r"\d{4}/op\d{1,2}(?:\.[a-z]+)*", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}|", re.ASCII)
_IMO = re.compile(r"\d{7}", re.ASCII)
_NO_DAY = date.min


@dataclass(slots=True)
class _Beside:
    """What the side tables say of one reference."""

    names: list[ListedName] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)


def read_listings(
    text: str, names: str, identifiers: str, provisions: frozenset[str]
) -> tuple[tuple[Listing, ...], list[Problem]]:
    """Persons and entities in the list's order, and everything wrong in the three tables."""
    problems: list[Problem] = []
    rows = [
        Row("listings.csv", number, cells)
        for number, cells in rows_of(text, "listings.csv", LISTING_COLUMNS, problems)
    ]
    beside: dict[str, _Beside] = {}
    for row in rows:
        reference = row.cells["reference"]
        if reference in beside:
            problems.append(row.wrong("reference", reference, "each once"))
        beside[reference] = _Beside()
    _read_names(names, beside, problems)
    _read_identifiers(identifiers, beside, problems)
    found = [_listing(row, beside[row.cells["reference"]], provisions, problems) for row in rows]
    return tuple(found), problems


def _listing(row: Row, beside: _Beside, provisions: frozenset[str], problems: list[Problem]) -> Listing:
    cells = row.cells
    kind = cells["kind"]
    problems += row.unknown("kind", tuple(_REFERENCE))
    if kind in _REFERENCE:
        like = "KPi.001" if kind == "person" else "KPe.001"
        problems += row.unlike("reference", _REFERENCE[kind], f"a reference number such as {like}")
    if not cells["name"]:
        problems.append(row.wrong("name", "", "the name as listed"))
    problems += row.unlike("nationality", _COUNTRY, "an ISO code such as KP")
    listed, removed = _days(row, problems)
    return Listing(
        reference=cells["reference"],
        kind="person" if kind == "person" else "entity",
        names=(ListedName(cells["name"], "primary", "Latn"), *beside.names),
        listed_on=listed,
        removed_on=removed,
        amended_on=tuple(m.first for m in _moments(row, "amended_on", problems)),
        born=tuple(_moments(row, "born", problems)),
        nationalities=_parts(cells["nationality"]),
        identifiers=tuple(beside.identifiers),
        measures=_measures(row, kind, provisions, problems),
        status="seen",
        source="United Nations Consolidated List generated 2026-02-27",
    )


def _read_names(text: str, beside: dict[str, _Beside], problems: list[Problem]) -> None:
    file = "listing_names.csv"
    for number, cells in rows_of(text, file, NAME_COLUMNS, problems):
        row = Row(file, number, cells)
        problems += row.unknown("quality", NAME_QUALITIES[1:])
        problems += row.unknown("script", SCRIPTS)
        if not cells["name"]:
            problems.append(row.wrong("name", "", "the name as listed"))
        if _is_listed(row, beside, problems):
            name = ListedName(cells["name"], cells["quality"], cells["script"])
            beside[cells["reference"]].names.append(name)


def _read_identifiers(text: str, beside: dict[str, _Beside], problems: list[Problem]) -> None:
    file = "listing_identifiers.csv"
    for number, cells in rows_of(text, file, IDENTIFIER_COLUMNS, problems):
        row = Row(file, number, cells)
        problems += row.unknown("kind", IDENTIFIERS)
        problems += row.unlike("country", _COUNTRY, "an ISO code such as KP, or nothing")
        if not re.fullmatch(r"[A-Z0-9]{5,}", cells["value"]):
            problems.append(row.wrong("value", cells["value"], "capitals and digits without blanks"))
        if _is_listed(row, beside, problems):
            found = Identifier(cells["kind"], cells["value"], cells["country"] or None)
            beside[cells["reference"]].identifiers.append(found)


def _is_listed(row: Row, beside: dict[str, _Beside], problems: list[Problem]) -> bool:
    reference = row.cells["reference"]
    if reference not in beside:
        problems.append(
            row.wrong("reference", reference, "a reference of listings.csv", meant(reference, beside))
        )
    return reference in beside


def read_vessels(text: str, provisions: frozenset[str]) -> tuple[tuple[Listing, ...], list[Problem]]:
    """Vessels, one listing for each designation, and everything wrong with vessels.csv."""
    problems: list[Problem] = []
    found = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in rows_of(text, "vessels.csv", VESSEL_COLUMNS, problems):
        row = Row("vessels.csv", number, cells)
        imo, name = cells["imo"], cells["name"]
        if not name:
            problems.append(row.wrong("name", "", "the name as listed"))
        if imo:
            problems += row.unlike("imo", _IMO, "seven digits, or nothing where there is no IMO number")
            if _IMO.fullmatch(imo) and not has_check_digit(imo):
                problems.append(row.wrong("imo", imo, "a last digit that checks the others"))
        if (first := seen.setdefault((imo or name, cells["listed_on"]), number)) != number:
            problems.append(row.wrong("imo", imo, "one row for a vessel and a day", f"see row {first}"))
        problems += row.unknown("status", get_args(Standing))
        if not cells["source"]:
            problems.append(row.wrong("source", "", "where it was seen"))
        if cells["status"] != "seen" and not cells["note"]:
            problems.append(row.wrong("note", "", f"what of it is {cells['status']}"))
        listed, removed = _days(row, problems)
        others = (ListedName(other, "aka", "Latn") for other in _parts(cells["also"]))
        found.append(
            Listing(
                reference=f"IMO {imo}" if imo else name,
                kind="vessel",
                names=(ListedName(name, "primary", "Latn"), *others),
                listed_on=listed,
                removed_on=removed,
                measures=_measures(row, "vessel", provisions, problems),
                imo=imo or None,
                status=cast(Standing, cells["status"]),
                source=cells["source"],
                note=cells["note"],
            )
        )
    return tuple(found), problems


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _days(row: Row, problems: list[Problem]) -> tuple[date, Moment | None]:
    """The day of listing, and when it ended."""
    listed = row.day("listed_on", problems)
    if not row.cells["listed_on"]:
        problems.append(row.wrong("listed_on", "", "the day of listing"))
    removed = next(_moments(row, "removed_on", problems), None)
    if listed and removed and removed.first <= listed:
        problems.append(row.wrong("removed_on", row.cells["removed_on"], f"a day after {listed}"))
    return listed or _NO_DAY, removed


def _moments(row: Row, column: str, problems: list[Problem]) -> Iterator[Moment]:
    for part in _parts(row.cells[column]):
        try:
            yield Moment.of(part)
        except ValueError:
            problems.append(row.wrong(column, part, "a day, a month or a year, written 2017-08-05"))


def _measures(row: Row, kind: str, provisions: frozenset[str], problems: list[Problem]) -> dict[Measure, str]:
    known = CARRIES.get(kind, get_args(Measure))
    found: dict[Measure, str] = {}
    for part in _parts(row.cells["measures"]):
        measure, _, provision = part.partition("=")
        if measure not in known:
            expected = f"a measure on a {kind}: {', '.join(known)}"
            problems.append(row.wrong("measures", measure, expected, meant(measure, known)))
        elif _PROVISION.fullmatch(provision) is None or provision not in provisions:
            expected = "a provision of the law"
            problems.append(row.wrong("measures", provision, expected, meant(provision, provisions)))
        else:
            found[cast(Measure, measure)] = provision
    if not row.cells["measures"]:
        problems.append(row.wrong("measures", "", "at least one measure"))
    return found
