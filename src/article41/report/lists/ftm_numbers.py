"""A listing's numbers as FollowTheMoney: a property of the party where its schema has one, and a document
(Identification, Passport, CryptoWallet) where the number has a country, a word of the list's or a note."""

from __future__ import annotations

import re
from typing import Protocol

from article41.listing import Identifier
from article41.read.lists.ftm_words import (
    HOLDERS,
    IDENTIFIERS,
    NUMBERS,
    ORGANISATIONS,
    UNLABELLED,
    note_of,
)
from article41.read.lists.values import country_code

_SHAPES = {
    "imoNumber": re.compile(r"\d{7}", re.ASCII),
    "swiftBic": re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII),
    "phone": re.compile(r"\+[1-9]\d{7,14}", re.ASCII),
    "email": re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+"),
    "website": re.compile(r"\S+\.\S+"),
}
"""What the format would refuse otherwise; a phone number may still be one that no country assigns."""


class Party(Protocol):
    """What is needed of a party that is written."""

    id: str
    schema: str

    def add(self, name: str, *values: str) -> None:
        """Values of a property."""

    def note(self, word: str, value: str) -> None:
        """A field that the format has no property for."""

    def link(self, schema: str, properties: dict[str, list[str]]) -> str:
        """An entity about the party."""


def add_number(party: Party, identifier: Identifier) -> None:
    """As a property, a document or both; of a party that holds no documents, as a note."""
    prop = _property(party.schema, identifier)
    if prop is not None:
        party.add(prop, f"IMO{identifier.value}" if prop == "imoNumber" else identifier.value)
    label = "" if identifier.label == prop else identifier.label
    if prop is not None and not (label or identifier.country or identifier.note):
        return
    if party.schema in HOLDERS:
        _add_document(party, identifier, label)
    elif prop is None:
        party.note("identifier", f"{identifier.kind}: {identifier.value}")


def _property(schema: str, identifier: Identifier) -> str | None:
    """The property for a number of this kind; None where the schema has none or the number is unsound."""
    kind = identifier.kind
    if kind == "imo":
        prop = "imoNumber" if schema == "Vessel" else None
    elif kind == "imo_company":
        prop = "imoNumber" if schema in ORGANISATIONS else None
    elif kind == "aircraft_registration":
        prop = "registrationNumber" if schema == "Airplane" else None
    elif kind == "registration" and schema == "Airplane":
        prop = None
    elif IDENTIFIERS.get(identifier.label) == kind:
        prop = identifier.label
    else:
        prop = UNLABELLED.get(kind)
    if prop is None or prop not in NUMBERS[schema] or identifier.is_sound is False:
        return None
    shape = _SHAPES.get(prop)
    return prop if shape is None or shape.fullmatch(identifier.value) else None


def _add_document(party: Party, identifier: Identifier, label: str) -> None:
    """The schema Identification says no kind: ours stands in the description."""
    country = identifier.country or ""
    is_code = country_code(country) == country
    schema = {"passport": "Passport", "wallet": "CryptoWallet"}.get(identifier.kind, "Identification")
    carried = []
    if schema == "Identification":
        carried.append(note_of("kind", identifier.kind))
    if country and not is_code:
        carried.append(note_of("country", country))
    party.link(
        schema,
        {
            "holder": [party.id],
            "publicKey" if schema == "CryptoWallet" else "number": [identifier.value],
            "currency" if schema == "CryptoWallet" else "type": [label] if label else [],
            "country": [country.lower()] if country and is_code else [],
            "summary": [identifier.note] if identifier.note else [],
            "description": carried,
        },
    )
