"""The Consolidated Screening List of the United States (trade.gov): one CSV for a dozen lists.

Twenty-nine columns, as published since 2021 and seen in a file of November 2023. Several values of a column
stand between "; ", and the parts of an identifier or an address between ", ": which of these belong to a
value itself cannot be told, so that an address is kept as one line with its country apart.

Individuals are printed "LAST, First" and called "First LAST" here, as on the Treasury's own lists.

One number may stand on several lists, so that the reference is the list's abbreviation and the number
("SSI 17014"). The heading stands twice in some files; the second is counted and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.dates import Moment
from article41.listing import Kind, ListedName, Listing, Place
from article41.read.imo import is_written_as_imo
from article41.read.lists.formats import Format, headings_of
from article41.read.lists.moments import moments_in
from article41.read.lists.names import named
from article41.read.lists.ofac_names import from_print
from article41.read.lists.ofac_party import regime_of
from article41.read.lists.parts import Part
from article41.read.lists.rows import Row, rows
from article41.read.lists.tally import Tally
from article41.read.lists.us_csl_ids import Said, read_ids
from article41.read.lists.values import (
    country_or_text,
    identifier,
    is_placeholder,
    listed_day,
    listed_name,
    place,
    place_of,
)

_REQUIRED = ("_id", "source", "entity_number", "type", "programs", "name", "addresses", "alt_names", "ids")
_KINDS: dict[str, Kind] = {
    "Individual": "person",
    "Entity": "entity",
    "Vessel": "vessel",
    "Aircraft": "aircraft",
    "": "unknown",
}
_DETAILS = (
    *("title", "federal_register_notice", "end_date", "standard_order", "license_requirement"),
    *("license_policy", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_owner"),
    *("remarks", "source", "entity_number"),
)
_NOTHING = ("source_list_url", "source_information_url")
"""The same for all rows of a source."""
_ALL_OF_IT = re.compile(r"[;,] and any successor\b.*", re.IGNORECASE)
"""Behind the name of an entity: who else is meant, kept with the name as printed."""
_SHORT = re.compile(r"\(([A-Z][A-Z-]{1,9})(?: List)?\)")
_COUNTRY = re.compile(r"(?:(.*), )?([A-Z]{2})")


def read_us_csl(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound table, or is cut off."""
    for row in rows(part, required=_REQUIRED):
        if row.take("_id") == "_id":
            tally.skip("a second heading", row.where, row.take("source"))
            continue
        yield _listing(row, tally)
        row.leave(tally)


def _listing(row: Row, tally: Tally) -> Listing:
    number, source = row.take("_id"), row.take("source")
    names = _names(row, tally)
    for column, value in (("_id", number), ("source", source), ("name", names[0].text)):
        if is_placeholder(value):
            tally.wrong(row.number, column, value, f"the {column.removeprefix('_')} of the party")
    short = _SHORT.search(source)
    details: dict[str, tuple[str, ...]] = {
        c.replace("_", " "): (text,) for c in _DETAILS if not is_placeholder(text := row.take(c))
    }
    if names[0].text != (printed := row.take("name")):
        details["name"] = (printed,)
    for column in _NOTHING:
        row.take(column)
    said = read_ids(row.take("ids"))
    for word, values in said.details.items():
        details[word] = tuple(values)
    if sign := row.take("call_sign"):
        said.identifiers.append(identifier("call_sign", sign, label="call_sign"))
    is_ship = row.take("type") == "Vessel"
    ships = [i.value for i in said.identifiers if i.kind == "imo" and is_ship and is_written_as_imo(i.value)]
    programmes = _several(row.take("programs"))
    return Listing(
        reference=f"{short[1] if short is not None else source} {number}",
        kind=_kind(row, tally),
        names=names,
        listed_on=listed_day(row.take("start_date"), "column start_date", row.where, tally)
        or min(said.listed, default=None),
        born=(*_born(row, details), *said.born),
        birth_places=_birth_places(row),
        gender=said.gender,
        nationalities=_nationalities(row, said),
        addresses=tuple(dict.fromkeys(p for t in _several(row.take("addresses")) if (p := _address(t)))),
        identifiers=tuple(dict.fromkeys(said.identifiers)),
        imo=ships[0] if ships else None,
        regime=regime_of(programmes) or (short[1] if short is not None else ""),
        programmes=tuple(programmes),
        details=details,
        where=row.where,
    )


def _several(cell: str) -> list[str]:
    return [part for text in cell.split(";") if not is_placeholder(part := text.strip())]


def _kind(row: Row, tally: Tally) -> Kind:
    kind = row.take("type")
    if kind not in _KINDS:
        tally.skip(f"column type={kind}", row.where, row.take("name"))
    return _KINDS.get(kind, "unknown")


def _names(row: Row, tally: Tally) -> tuple[ListedName, ...]:
    kind: Kind = "person" if row.take("type") == "Individual" else "unknown"
    found = [
        listed_name(spoken, "aka" if at else "primary", "name", family=family, label=word)
        for at, (one, word) in enumerate(named(_ALL_OF_IT.sub("", row.take("name"))))
        for spoken, family in [from_print(one, kind)]
    ]
    names = {name.text: name for name in found}
    for number, alias in enumerate(row.take("alt_names").split(";"), 1):
        if not is_placeholder(alias):
            spoken, family = from_print(alias.strip(), kind)
            names.setdefault(spoken, listed_name(spoken, "aka", f"alt_names {number}", family=family))
        elif alias.strip():
            tally.refuse("placeholder alias", row.where, alias)
    return tuple(names.values())


def _born(row: Row, details: dict[str, tuple[str, ...]]) -> tuple[Moment, ...]:
    found: list[Moment] = []
    unread = []
    for text in _several(row.take("dates_of_birth")):
        moments, is_whole = moments_in(text)
        found += moments
        if not is_whole:
            unread.append(text)
    if unread:
        details["dates of birth"] = tuple(unread)
    return tuple(found)


def _birth_places(row: Row) -> tuple[Place, ...]:
    found = (place_of(text) for text in _several(row.take("places_of_birth")))
    return tuple(dict.fromkeys(p for p in found if p is not None))


def _nationalities(row: Row, said: Said) -> tuple[str, ...]:
    columns = ("nationalities", "citizenships", "vessel_flag")
    texts = [text for column in columns for text in _several(row.take(column))]
    return tuple(dict.fromkeys(country_or_text(text) for text in (*texts, *said.nationalities)))


def _address(text: str) -> Place | None:
    found = _COUNTRY.fullmatch(text)
    return place(street=text) if found is None else place(street=found[1] or "", country=found[2])


FORMAT = Format(
    key="us_csl_csv",
    version=1,
    title="Consolidated Screening List of the United States (CSV)",
    lists=("us_csl",),
    is_dated=False,
    recognises=lambda parts: len(parts) == 1 and set(_REQUIRED) <= set(headings_of(parts[0])),
    read=lambda parts, tally: read_us_csl(parts[0], tally),
)
