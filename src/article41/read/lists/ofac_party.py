"""A party of an OFAC list in the making: what the three formats say of it, brought into one record.

A word of OFAC's and the number or fact behind it go to the field that the table of words tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from article41.dates import Moment
from article41.listing import Identifier, Kind, ListedName, Listing, Place
from article41.read.lists.ofac_words import becomes
from article41.read.lists.tally import Tally
from article41.read.lists.values import (
    country_code,
    country_or_text,
    identifier,
    is_placeholder,
    is_sound,
    listed_name,
    parse_moment,
)

KINDS: dict[str, Kind] = {
    "individual": "person",
    "entity": "entity",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_IMO = re.compile(r"IMO[ :]*(\d{7})", re.ASCII)
_LEI_CHARS = 20
_MOST_BRACKETS = 4
_WITHOUT_COUNTRY = frozenset(["phone", "email", "website", "wallet"])
"""What no country follows in brackets; those of a telephone number are part of it."""
_PLAIN = frozenset(["nationality", "Nationality Country", "Vessel Flag", "Flag"])
"""Words of which the field says all."""
_NO_FLAG = "none identified"
_REGION = "Region: "
_PARTS_OF_COUNTRY = (2, 1)
"""How many parts between commas may name a country: "Korea, North" has two."""


@dataclass(slots=True)
class Party:
    """What is known of it so far. `where`: its line or row."""

    tally: Tally
    reference: str
    kind: Kind
    where: str
    names: list[ListedName] = field(default_factory=list)
    born: list[Moment] = field(default_factory=list)
    birth_places: list[Place] = field(default_factory=list)
    gender: str = ""
    nationalities: list[str] = field(default_factory=list)
    addresses: list[Place] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    details: dict[str, list[str]] = field(default_factory=dict)
    listed_on: date | None = None

    def call(self, name: tuple[str, str], quality: str, field_: str, *, label: str, note: str = "") -> None:
        """Adds a name, spoken and its family name, unless it is a placeholder, which is counted."""
        text, family = name
        if is_placeholder(text) and quality != "primary":
            self.tally.refuse("placeholder alias" if text else "empty alias", self.where, text or label)
            return
        self.names.append(listed_name(text, quality, field_, label=label, family=family, note=note))

    def detail(self, word: str, text: str) -> None:
        """Keeps a text under the list's own word."""
        self.details.setdefault(word, []).append(text)

    def say(self, word: str, value: str, *, country: str = "", note: str = "") -> None:
        """A bare word of OFAC's and what it prints after it. An unknown word is kept, and counted."""
        kind = becomes(word)
        if kind is None:
            self.tally.skip(f"word {word!r}", self.where, value)
            kind = "other" if country or note else "detail"
        if kind == "born":
            self._bear(word, value)
        elif kind == "birth_place":
            self.birth_places.append(_place_in_words(value))
        elif kind in ("nationality", "citizenship") and value.casefold() == _NO_FLAG:
            self.detail(word, value)
        elif kind in ("nationality", "citizenship"):
            self.nationalities.append(country_or_text(value))
            if word not in _PLAIN:
                self.detail(word, value)
        elif kind == "gender" and value in ("Male", "Female"):
            self.gender = value.casefold()
        elif kind in ("detail", "gender", "address"):
            self.detail(word, "; ".join(filter(None, (value, country, note))))
        else:
            self._number(word, kind, value, country, note)

    def _bear(self, word: str, value: str) -> None:
        try:
            self.born.append(moment(value))
        except ValueError:
            self.tally.skip(f"{word} that is no date", self.where, value)
            self.detail(word, value)

    def _number(self, word: str, kind: str, value: str, country: str, note: str) -> None:
        if kind not in _WITHOUT_COUNTRY:
            value, behind, also = number_and_country(value)
            country, note = country or behind, "; ".join(filter(None, (note, also)))
        imo = _IMO.fullmatch(value)
        if imo is not None:
            kind, value = "imo" if self.kind == "vessel" else "imo_company", imo[1]
        elif kind == "imo" and not (self.kind == "vessel" and is_sound("imo", value)):
            kind = "registration"  # some other register of ships
        elif kind == "lei" and len(value) != _LEI_CHARS:
            kind = "registration"  # the same word stands before numbers of national registers
        elif kind == "national_id" and self.kind not in ("person", "unknown"):
            kind = "registration"  # "Identification Number" of an entity
        self.identifiers.append(identifier(kind, value, country=country, label=word, note=note))

    def listing(self) -> Listing:
        """The record; nothing is said twice in it."""
        imos = [i for i in self.identifiers if i.kind == "imo"]
        sound = next((i.value for i in imos if i.is_sound), None)
        return Listing(
            reference=self.reference,
            kind=self.kind,
            names=tuple(self.names),
            listed_on=self.listed_on,
            born=tuple(dict.fromkeys(self.born)),
            birth_places=tuple(dict.fromkeys(self.birth_places)),
            gender=self.gender,
            nationalities=tuple(dict.fromkeys(self.nationalities)),
            addresses=tuple(dict.fromkeys(self.addresses)),
            identifiers=tuple(dict.fromkeys(self.identifiers)),
            imo=sound or (imos[0].value if imos else None),
            regime=regime_of(self.programmes),
            programmes=tuple(dict.fromkeys(self.programmes)),
            details={word: tuple(dict.fromkeys(texts)) for word, texts in self.details.items()},
            where=self.where,
        )


def regime_of(programmes: Sequence[str]) -> str:
    """DPRK for any programme of the DPRK's, else the first programme as printed."""
    if any(programme.startswith("DPRK") for programme in programmes):
        return "DPRK"
    return programmes[0] if programmes else ""


def kind_of(word: str, party: str, tally: Tally) -> Kind:
    """The kind behind OFAC's word; counted where it is none."""
    kind = KINDS.get(word.casefold())
    if kind is None:
        tally.skip(f"type {word!r}", party)
    return kind or "unknown"


def region_apart(at: Place | None) -> Place | None:
    """An address with its region as such, where it is printed "Region: Crimea" in place of a country."""
    if at is None or not at.country.startswith(_REGION):
        return at
    region = ", ".join(filter(None, (at.region, at.country[len(_REGION) :])))
    return replace(at, region=region, country="", code="")


@lru_cache(maxsize=8192)
def moment(text: str) -> Moment:
    """A day, a month, a year or a span of them. Raises ValueError."""
    return parse_moment(text)


@lru_cache(maxsize=8192)
def _place_in_words(text: str) -> Place:
    parts = [part.strip() for part in text.split(",")]
    for count in _PARTS_OF_COUNTRY:
        country = ", ".join(parts[-count:])
        code = country_code(country)
        if code and len(parts) >= count:
            rest = parts[:-count]
            return Place(city=rest[0] if rest else "", region=", ".join(rest[1:]), country=country, code=code)
    return Place(city=text)


def number_and_country(text: str) -> tuple[str, str, str]:
    """A number as printed: itself, the country in brackets behind it, and what else stands in brackets."""
    country, notes = "", []
    for _ in range(_MOST_BRACKETS):
        number, bracket, inside = text.rpartition("(")
        number, inside = number.rstrip(), inside.removesuffix(")").strip()
        if not text.endswith(")") or not bracket or not number or ")" in inside:
            break
        text = number
        if not country and (country_code(inside) or inside.startswith("Palestinian")):
            country = inside
        elif inside:
            notes.append(inside)
    return text, country, "; ".join(reversed(notes))
