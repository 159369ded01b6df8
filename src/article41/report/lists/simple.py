"""Listings as OpenSanctions' `targets.simple.csv`: one row a party, several values of a cell between ";".

A table says less than FollowTheMoney does: numbers lose their kinds, names their qualities, and all countries
that have to do with a party stand together.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from article41.listing import Listing
from article41.read.lists.ftm_words import BORN, IDENTIFIERS, NAMES, Entity
from article41.read.lists.sources import sources
from article41.report.exports import FORMULA
from article41.report.lists.ftm import to_ftm

HEADINGS = (
    *("id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions"),
    *("phones", "emails", "program_ids", "dataset", "first_seen", "last_seen", "last_change"),
)
_COUNTRIES = ("nationality", "citizenship", "country", "jurisdiction", "flag", "birthCountry")
_CONTACTS = ("phone", "email", "website")


def write_targets_simple(listings: Iterable[Listing], out: TextIO) -> None:
    """With headings. A cell that a spreadsheet would run begins with an apostrophe."""
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(HEADINGS)
    for row in targets_simple(listings):
        writer.writerow([f"'{cell}" if re.match(FORMULA, cell) else cell for cell in row])


def targets_simple(listings: Iterable[Listing]) -> Iterator[list[str]]:
    """The rows below the headings."""
    for listing in listings:
        party, *about = to_ftm([listing])
        yield _row(listing, party, about)


def _row(listing: Listing, party: Entity, about: list[Entity]) -> list[str]:
    said = party["properties"]
    documents = [e for e in about if e["schema"] in ("Identification", "Passport", "CryptoWallet")]
    numbers = [v for p in IDENTIFIERS if p not in _CONTACTS for v in said.get(p, ())]
    numbers += [v for e in documents for p in ("number", "publicKey") for v in e["properties"].get(p, ())]
    countries = [v for p in _COUNTRIES for v in said.get(p, ())]
    countries += [v for e in documents for v in e["properties"].get("country", ())]
    addresses = [v for e in about if e["schema"] == "Address" for v in e["properties"].get("full", ())]
    names = [v for p in NAMES for v in said.get(p, ()) if v != listing.name]
    sanctions = [_sanction(e) for e in about if e["schema"] == "Sanction"]
    source = sources().get(listing.source)
    return [
        party["id"],
        party["schema"],
        listing.name,
        _cell(names),
        _cell(said.get(BORN.get(party["schema"], ""), ())),
        _cell(countries),
        _cell(addresses),
        _cell(numbers),
        _cell(sanctions),
        _cell(said.get("phone", ())),
        _cell(said.get("email", ())),
        _cell(listing.programmes),
        _cell([source.title if source is not None else listing.source]),
        *(_cell(listing.details.get(key, ())) for key in ("first_seen", "last_seen", "last_change")),
    ]


def _sanction(entity: Entity) -> str:
    said = entity["properties"]
    return " - ".join(v for p in ("program", "listingDate", "endDate") for v in said.get(p, ()))


def _cell(values: Iterable[str]) -> str:
    """A row of its own within the cell."""
    kept = sorted({value for value in values if value})
    if not kept:
        return ""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="").writerow(kept)
    return out.getvalue()
