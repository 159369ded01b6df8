"""OpenSanctions' `targets.simple.csv`: one target a row, several values of a column between ";".

Fifteen columns until 2025, with program_ids sixteen; both seen. The file says less than FollowTheMoney does:
`countries` are all that have to do with the target (for a vessel past flags too), so that they stay a detail
and are no nationalities; identifiers have no type but for IMO numbers. `last_seen` says when the file was
made and is not kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator

from article41.dates import Moment
from article41.listing import Identifier, Listing
from article41.read.imo import is_written_as_imo
from article41.read.lists.formats import Format, headings_of
from article41.read.lists.ftm_words import KINDS, SCHEMATA
from article41.read.lists.parts import Part
from article41.read.lists.rows import Row, rows
from article41.read.lists.tally import Tally
from article41.read.lists.values import identifier, is_placeholder, listed_name, place_of

_REQUIRED = ("id", "schema", "name", "aliases", "birth_date", "countries", "identifiers")
_DETAILS = ("countries", "sanctions", "dataset", "first_seen", "last_change")


def read_ftm_simple(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound table."""
    for row in rows(part, required=_REQUIRED):
        row.take("last_seen")
        yield _listing(row, tally)
        row.leave(tally)


def _listing(row: Row, tally: Tally) -> Listing:
    reference, schema, name = row.take("id"), row.take("schema"), row.take("name")
    for column, value in (("id", reference), ("name", name)):
        if is_placeholder(value):
            tally.wrong(row.number, column, value, f"the {column} of the target")
    if schema not in KINDS:
        tally.skip(f"column schema={schema}", row.where, name)
    aliases = _several(row, "aliases", tally)
    names = [listed_name(name, "primary", "name"), *(listed_name(a, "aka", "aliases") for a in aliases)]
    details = {column: tuple(values) for column in _DETAILS if (values := _several(row, column, tally))}
    kind = KINDS.get(schema, "unknown")
    if SCHEMATA[kind] != schema:
        details["schema"] = (schema,)
    born = []
    unread = []
    for text in _several(row, "birth_date", tally):
        try:
            born.append(Moment.of(text))
        except ValueError:
            unread.append(text)
    if unread:
        details["birth_date"] = tuple(unread)
    identifiers = [_identifier(text, schema) for text in _several(row, "identifiers", tally)]
    for column, id_kind in (("phones", "phone"), ("emails", "email")):
        identifiers += [identifier(id_kind, text) for text in _several(row, column, tally)]
    programmes = tuple(_several(row, "program_ids", tally))
    ships = [i.value for i in identifiers if i.kind == "imo" and is_written_as_imo(i.value)]
    addresses = (place_of(text, is_address=True) for text in _several(row, "addresses", tally))
    return Listing(
        reference=reference,
        kind=kind,
        names=tuple(names),
        listed_on=None,
        born=tuple(born),
        addresses=tuple(p for p in addresses if p is not None),
        identifiers=tuple(identifiers),
        imo=ships[0] if ships else None,
        regime=programmes[0] if len(programmes) == 1 else "",
        programmes=programmes,
        details=details,
        where=row.where,
    )


def _several(row: Row, column: str, tally: Tally) -> list[str]:
    """The values of a cell, a row of its own with semicolons; sorted, for exporters keep no order."""
    cell = row.take(column)
    try:
        values = next(csv.reader([cell], delimiter=";", strict=True), [])
    except csv.Error:
        tally.skip(f"column {column} with unsound quotes", row.where, cell)
        values = [cell]
    return sorted({v.strip() for v in values if v.strip()})


def _identifier(text: str, schema: str) -> Identifier:
    if text.startswith("IMO") and is_written_as_imo(text):
        return identifier("imo" if schema == "Vessel" else "imo_company", text.removeprefix("IMO").strip())
    return identifier("other", text)


FORMAT = Format(
    key="ftm_simple_csv",
    version=1,
    title="OpenSanctions targets (simple CSV)",
    lists=(),
    is_dated=False,
    recognises=lambda parts: len(parts) == 1 and set(_REQUIRED) <= set(headings_of(parts[0])),
    read=lambda parts, tally: read_ftm_simple(parts[0], tally),
)
