"""Who or what is listed: one record for every official list, whatever its format.

A field is empty where the list says nothing; what a list says and no field holds is kept in `details` under
the list's own word. `where` and `field` say where in the file a thing stood, and are not part of the content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from article41.dates import Moment

Kind: TypeAlias = Literal["person", "entity", "vessel", "aircraft", "unknown"]
Measure: TypeAlias = Literal["asset_freeze", "travel_ban", "port_entry", "deflag"]
Standing: TypeAlias = Literal["seen", "recalled", "contested"]
"""How a point of law was established: in a source, from memory, or in dispute."""

NAME_QUALITIES = ("primary", "good", "low", "aka", "fka")
IDENTIFIER_KINDS = (
    *("passport", "national_id", "tax", "registration", "swift", "lei", "imo", "imo_company", "mmsi"),
    *("call_sign", "aircraft_registration", "isin", "ticker", "wallet", "phone", "email", "website", "other"),
)


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name of a listing as printed. `quality`: one of NAME_QUALITIES; `script`: ISO 15924, such as Latn."""

    text: str
    quality: str
    script: str
    family: str = ""
    """The family name within `text`, where the list marks it."""
    label: str = ""
    """The list's own word for the quality."""
    language: str = ""
    note: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number or code of a listing. `kind`: one of IDENTIFIER_KINDS."""

    kind: str
    value: str
    country: str | None
    """Where it was issued: ISO code, or as written where it is none."""
    label: str = ""
    """The list's own word for the kind."""
    note: str = ""
    is_sound: bool | None = None
    """Whether its check digits pass; None where it has none."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address, or a place of birth. `code`: ISO alpha-2 of `country`, which is as written."""

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A row of an official list: who or what, since when, under which measures.

    A designation is the legal act; a vessel designated twice has two listings. `reference` is the permanent
    reference number (KPi.001, KPe.001) or the list's own number; for a vessel of the Committee's table
    "IMO 8628597", or its name where it has no IMO number.
    """

    reference: str
    kind: Kind
    names: tuple[ListedName, ...]
    """The primary name first."""
    listed_on: date | None
    measures: Mapping[Measure, str] = field(default_factory=dict)
    """The provision behind each measure."""
    status: Standing = "seen"
    removed_on: Moment | None = None
    """The day from which it is listed no more; as wide as the source is vague."""
    amended_on: tuple[date, ...] = ()
    born: tuple[Moment, ...] = ()
    """Of a person, or when an entity was founded or a vessel built."""
    birth_places: tuple[Place, ...] = ()
    gender: str = ""
    """"male", "female" or ""."""
    nationalities: tuple[str, ...] = ()
    """ISO codes; as written where it is none. Of an entity its country, of a vessel its flag."""
    addresses: tuple[Place, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    imo: str | None = None
    regime: str = ""
    programmes: tuple[str, ...] = ()
    details: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    """The list: a key of lists.csv, or a sentence for the law's own tables."""
    note: str = ""
    where: str = ""
    """The line or row of the file."""
    content_hash: str = ""

    @property
    def name(self) -> str:
        """The primary name."""
        return self.names[0].text

    @property
    def since(self) -> date:
        """The first day; the first of all where the list does not say since when."""
        return self.listed_on or date.min
