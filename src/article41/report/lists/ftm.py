"""Listings as FollowTheMoney: a party, its Sanction, and its addresses, documents and wallets as entities.

What is written reads back as it was (`read.lists.ftm`), but for what the format cannot hold:

- of a name whether it is "good" or "aka" (both are `alias`), the list's own word, its language and its note;
  the family name is one of the party's `lastName`, and of persons only;
- of a place of birth which part is the city and which the region (it is one line), and its note;
- of a vessel's or aircraft's number its country, the list's own word and its note: only a person or an
  organisation holds documents;
- the order of several values, and a value that stands twice (a number once with its country and once bare);
- where in the file a thing stood.

Moments that are no day, month or year, texts that are no country and details are kept in notes; a consumer
who reads none of them is given each year that a moment may be.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from article41.dates import Moment
from article41.listing import Listing, Place
from article41.read.lists.ftm_words import (
    BORN,
    COUNTRIES,
    FIELD,
    HOLDERS,
    KINDS,
    OWN,
    QUALITIES,
    SCHEMATA,
    TEXTS,
    Entity,
    date_prefix,
    moment_words,
    note_of,
    read_note,
)
from article41.read.lists.sources import sources
from article41.read.lists.values import country_code
from article41.report.lists.ftm_numbers import add_number

_MOST_YEARS = 12
"""Of a wider span no year is given: a consumer would take one of many for a fact."""
_NOT_IN_ID = re.compile(r"[^0-9a-z]+")
_TOPIC = re.compile(r"[a-z]+(?:\.[a-z]+)*")


def to_ftm(listings: Iterable[Listing]) -> Iterator[Entity]:
    """Each listing's party (`target` is true), then the entities about it. A party's id begins with "a41-"
    and is made of its list and reference, so that it stays the same."""
    for listing in listings:
        yield from _entities(listing)


def write_ftm(listings: Iterable[Listing], out: BinaryIO) -> None:
    """One JSON object a line."""
    for entity in to_ftm(listings):
        out.write(msgspec.json.encode(entity) + b"\n")


class _Party:
    """A party while it is written."""

    def __init__(self, listing: Listing) -> None:
        self.id = _id(listing)
        self.schema = _schema(listing)
        self.properties: dict[str, list[str]] = {}
        self.about: list[Entity] = []

    def add(self, name: str, *values: str) -> None:
        """Values of a property, each once; empty ones are none."""
        said = self.properties.setdefault(name, [])
        said += [v for v in dict.fromkeys(values) if v and v not in said]
        if not said:
            del self.properties[name]

    def note(self, word: str, value: str) -> None:
        """A field of the listing that the format has no property for."""
        self.add("notes", note_of(FIELD + word, value))

    def link(self, schema: str, properties: dict[str, list[str]]) -> str:
        """An entity about the party; its id is made of what it says."""
        said = {name: values for name, values in properties.items() if values}
        digest = hashlib.blake2b(msgspec.json.encode([schema, said]), digest_size=8).hexdigest()
        entity = {"id": f"{self.id}-{digest}", "schema": schema, "properties": said}
        if entity not in self.about:
            self.about.append(entity)
        return str(entity["id"])


def _entities(listing: Listing) -> Iterator[Entity]:
    party = _Party(listing)
    _add_names(party, listing)
    _add_facts(party, listing)
    for identifier in listing.identifiers:
        add_number(party, identifier)
    for place in listing.addresses:
        _add_address(party, place)
    _add_details(party, listing)
    _add_sanction(party, listing)
    datasets = [listing.source] if listing.source else []
    extra: dict[str, Any] = {"referents": [], "datasets": datasets}
    yield {
        "id": party.id,
        "caption": listing.name,
        "schema": party.schema,
        "properties": party.properties,
        **extra,
        "target": True,
    }
    for entity in party.about:
        yield {**entity, **extra, "target": False}


def _id(listing: Listing) -> str:
    said = f"{listing.source}\0{listing.reference}".encode()
    words = _NOT_IN_ID.sub("-", f"{listing.source} {listing.reference}".casefold()).strip("-")[:60]
    return f"{OWN}{words}-{hashlib.blake2b(said, digest_size=5).hexdigest()}"


def _schema(listing: Listing) -> str:
    said = listing.details.get("schema", ("",))[0]
    if KINDS.get(said) == listing.kind:
        return said
    has_paper = any(i.kind in ("isin", "ticker") for i in listing.identifiers)
    return "Company" if listing.kind == "entity" and has_paper else SCHEMATA[listing.kind]


def _add_names(party: _Party, listing: Listing) -> None:
    for name in listing.names:
        is_short = name.label == "abbreviation" and party.schema in HOLDERS
        party.add("abbreviation" if is_short else QUALITIES[name.quality], name.text)
        if party.schema == "Person":
            party.add("lastName", name.family)


def _add_facts(party: _Party, listing: Listing) -> None:
    _add_born(party, listing.born)
    for country in listing.nationalities:
        if country_code(country) == country:
            party.add(COUNTRIES[party.schema][0], country.lower())
        else:
            party.note("nationality", country)
    for place in listing.birth_places:
        if party.schema == "Person":
            party.add("birthPlace", _line(place))
            party.add("birthCountry", place.code.lower())
        elif _line(place):
            party.note("birth place", _line(place))
    if party.schema == "Person" and listing.gender in ("male", "female"):
        party.add("gender", listing.gender)
    elif listing.gender:
        party.note("gender", listing.gender)
    if listing.removed_on is not None:
        party.note("removed on", moment_words(listing.removed_on))
    if listing.status != "seen":
        party.note("standing", listing.status)
    if listing.imo is not None and listing.kind == "vessel":
        party.add("imoNumber", f"IMO{listing.imo}")
    party.add("program", *listing.programmes)


def _add_born(party: _Party, born: tuple[Moment, ...]) -> None:
    prefixes = [date_prefix(moment) for moment in born]
    is_exact = all(m.precision in ("day", "month", "year") and p for m, p in zip(born, prefixes, strict=True))
    prop = BORN.get(party.schema)
    if not is_exact or (born and prop is None):
        party.note("born", " or ".join(map(moment_words, born)))
    if prop is None:
        return
    for moment, prefix in zip(born, prefixes, strict=True):
        if prefix is not None:
            party.add(prop, prefix)
        elif moment.last.year - moment.first.year < _MOST_YEARS:
            party.add(prop, *(f"{year:04}" for year in range(moment.first.year, moment.last.year + 1)))


def _add_address(party: _Party, place: Place) -> None:
    is_code = bool(place.code)
    address = party.link(
        "Address",
        {
            "full": _values(_line(place)),
            "street": _values(place.street),
            "city": _values(place.city),
            "region": _values(place.region),
            "postalCode": _values(place.postal_code),
            "country": _values(place.code.lower()),
            "remarks": _values(place.note),
            "notes": [] if is_code or not place.country else [note_of("country", place.country)],
        },
    )
    party.add("addressEntity", address)


def _add_details(party: _Party, listing: Listing) -> None:
    for word, values in listing.details.items():
        for value in values:
            if word == "topics" and _TOPIC.fullmatch(value):
                party.add("topics", value)
            elif word in TEXTS[party.schema]:
                party.add(word, value)
            elif word == "notes" and read_note(value) is None:
                party.add("notes", value)
            else:
                party.add("notes", note_of(word, value))
    if "topics" not in party.properties:
        party.add("topics", "sanction")


def _add_sanction(party: _Party, listing: Listing) -> None:
    source = sources().get(listing.source)
    end = None if listing.removed_on is None else date_prefix(listing.removed_on)
    party.link(
        "Sanction",
        {
            "entity": [party.id],
            "authority": _values(source.publisher if source is not None else ""),
            "authorityId": _values(listing.reference),
            "unscId": _values(listing.reference if listing.source == "un" else ""),
            "program": _values(listing.regime),
            "provisions": [f"{m}: {why}" if why else m for m, why in listing.measures.items()],
            "listingDate": _values(listing.listed_on.isoformat() if listing.listed_on is not None else ""),
            "modifiedAt": [day.isoformat() for day in listing.amended_on],
            "endDate": _values(end or ""),
            "summary": _values(listing.note),
        },
    )


def _values(text: str) -> list[str]:
    return [text] if text else []


def _line(place: Place) -> str:
    return ", ".join(filter(None, (place.street, place.city, place.region, place.postal_code, place.country)))
