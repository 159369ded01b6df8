"""One party of FollowTheMoney, with the entities about it, as a listing.

Values are sorted, for exporters keep no order and a listing must not seem changed. Nationalities of a person
are its `nationality` and `citizenship`, of an organisation its `country` and `jurisdiction`, of a vessel its
`flag`. What has no field, the whole of each Sanction and each link to others included, is a detail under the
format's own word. `last_seen` is not kept: it says when the file was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from article41.dates import Moment
from article41.listing import ListedName, Listing, Place
from article41.read.imo import is_written_as_imo
from article41.read.lists.ftm_numbers import read_addresses, read_identifiers
from article41.read.lists.ftm_own import Own, read_own
from article41.read.lists.ftm_words import (
    BORN,
    COUNTRIES,
    ENDS,
    IDENTIFIERS,
    KINDS,
    NAMES,
    OWN,
    SCHEMATA,
    Entity,
    joined,
    texts,
)
from article41.read.lists.tally import Tally
from article41.read.lists.values import (
    country_code,
    country_or_text,
    is_placeholder,
    listed_name,
    parse_list_day,
    place_of,
)

_KEPT = ("referents", "datasets", "first_seen", "last_change")
_KNOWN = frozenset(["id", "schema", "properties", "target", "caption", "last_seen", *_KEPT])
_DAYS = ("listingDate", "startDate", "date")
_NO_DETAIL = frozenset(["name", "gender", "lastName", "birthPlace", "birthCountry", "address"])


@dataclass(slots=True)
class _Party:
    """A party while it is read."""

    entity: Entity
    where: str
    tally: Tally
    linked: Sequence[Entity]
    details: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def schema(self) -> str:
        return str(self.entity["schema"])

    def take(self, name: str) -> list[str]:
        return texts(self.entity, name)

    def keep(self, word: str, values: Iterable[str]) -> None:
        """As details, each once."""
        all_values = dict.fromkeys([*self.details.get(word, ()), *values])
        if all_values:
            self.details[word] = tuple(all_values)

    def links(self, *schemata: str) -> list[Entity]:
        return [e for e in self.linked if e["schema"] in schemata]


def read_party(entity: Entity, linked: Sequence[Entity], where: str, tally: Tally) -> Listing:
    """The listing of a party. What its name or number lacks is told as `tally.wrong`."""
    party = _Party(entity, where, tally, linked)
    own = read_own(entity, linked) if str(entity["id"]).startswith(OWN) else None
    names = _names(party)
    identifiers = read_identifiers(entity, party.links("Identification", "Passport", "CryptoWallet"))
    born = _born(party)
    regime, programmes = _programmes(party)
    _others(party, own)
    if own is not None:
        for word, values in own.details.items():
            party.keep(word, values)
    own = own or Own()
    identifiers = (*identifiers, *own.identifiers)
    is_ship = party.schema == "Vessel"
    ships = [i.value for i in identifiers if is_ship and i.kind == "imo" and is_written_as_imo(i.value)]
    nationalities = dict.fromkeys([*_countries(party), *own.nationalities])
    return Listing(
        reference=own.reference or str(entity["id"]),
        kind=KINDS[party.schema],
        names=names,
        listed_on=min(_listed(party), default=None),
        measures=own.measures,
        status=own.standing,
        removed_on=own.removed_on,
        amended_on=own.amended_on,
        born=own.born or born,
        birth_places=(*_birth_places(party), *own.birth_places),
        gender=own.gender or next((g for g in party.take("gender") if g in ("male", "female")), ""),
        nationalities=tuple(nationalities),
        addresses=tuple(dict.fromkeys(read_addresses(entity, party.links("Address")))),
        identifiers=identifiers,
        imo=ships[0] if ships else None,
        regime=regime,
        programmes=programmes,
        details=party.details,
        note=own.note,
        where=where,
    )


def _names(party: _Party) -> tuple[ListedName, ...]:
    caption = str(party.entity.get("caption") or "")
    families = sorted(party.take("lastName"), key=len, reverse=True)
    names = []
    for prop, quality in NAMES.items():
        for text in party.take(prop):
            words = " ".join(text.split())
            if is_placeholder(words):
                party.tally.refuse(f"placeholder in {prop}", party.where, text)
                continue
            family = next((f for f in families if f" {f} " in f" {words.replace(',', ' ')} "), "")
            label = prop if prop == "abbreviation" else ""
            names.append(listed_name(words, quality, prop, family=family, label=label))
    used = {name.family for name in names}
    party.keep("lastName", [f for f in reversed(families) if f not in used])
    first = sorted(names, key=lambda n: (n.quality != "primary", n.text != " ".join(caption.split())))
    if first and first[0].quality == "primary":
        return tuple(first)
    if not is_placeholder(caption) and caption != party.schema:
        return (listed_name(" ".join(caption.split()), "primary", "caption"), *first)
    party.tally.wrong(None, "name", None, "the name of the party", f"{party.entity['id']}, {party.where}")
    return (listed_name("", "primary", "name"), *first)


def _born(party: _Party) -> tuple[Moment, ...]:
    found = []
    for prop in dict.fromkeys(BORN.values()):
        unread = []
        for text in party.take(prop):
            try:
                moment = Moment.of(text[:10])
            except ValueError:
                unread.append(text)
                continue
            if prop == BORN.get(party.schema):
                found.append(moment)
            else:
                unread.append(text)
        party.keep(prop, unread)
    return tuple(dict.fromkeys(found))


def _countries(party: _Party) -> list[str]:
    codes = (c for prop in COUNTRIES[party.schema] for c in party.take(prop))
    return list(dict.fromkeys(country_or_text(code.upper()) for code in codes))


def _birth_places(party: _Party) -> Iterator[Place]:
    seen = set()
    for text in party.take("birthPlace"):
        found = place_of(text)
        if found is not None:
            seen.add(found.code)
            yield found
    for code in party.take("birthCountry"):
        if country_code(code) not in seen:
            yield Place(country=code.upper(), code=country_code(code))


def _programmes(party: _Party) -> tuple[str, tuple[str, ...]]:
    """The regime where all sanctions are of one, and the programmes."""
    said = dict.fromkeys(t for s in party.links("Sanction") for t in texts(s, "program"))
    own = [*party.take("program"), *party.take("programId")]
    own += [t for s in party.links("Sanction") for t in texts(s, "programId")]
    if len(said) == 1:
        return next(iter(said)), tuple(dict.fromkeys(own))
    return "", tuple(dict.fromkeys([*said, *own]))


def _listed(party: _Party) -> Iterator[date]:
    """The first day of each sanction, by the first of its properties that has one."""
    for sanction in party.links("Sanction"):
        for prop in _DAYS:
            days = []
            for text in texts(sanction, prop):
                try:
                    days.append(parse_list_day(text[:10]))
                except ValueError:  # a month or a year: no first day, and kept with the sanction's words
                    continue
            if days:
                yield min(days)
                break


def _others(party: _Party, own: Own | None) -> None:
    """Details: every other property, the words of sanctions and links, what the exporter says."""
    taken = {
        *NAMES,
        *IDENTIFIERS,
        *BORN.values(),
        *COUNTRIES[party.schema],
        *_NO_DETAIL,
        "program",
        "programId",
    }
    properties: Mapping[str, Any] = party.entity["properties"]
    for prop in sorted(properties):
        if prop in taken or (own is not None and prop == "notes"):
            continue
        values = party.take(prop)
        if prop == "topics" and values == ["sanction"]:
            continue  # said of every party of a list
        if prop != "addressEntity":
            party.keep(prop, values)
    gender = [g for g in party.take("gender") if g not in ("male", "female")]
    party.keep("gender", gender)
    for schema in dict.fromkeys(str(entity["schema"]) for entity in party.linked):
        is_read = schema in ("Address", "Identification", "Passport", "CryptoWallet")
        if is_read or (schema == "Sanction" and own is not None):
            continue
        lines = sorted(_line(entity, party.entity["id"]) for entity in party.links(schema))
        party.keep("sanction" if schema == "Sanction" else schema, lines)
    if own is None:
        for key in _KEPT:
            value = party.entity.get(key)
            said = value if isinstance(value, list) else [value]
            party.keep(key, sorted(str(v) for v in said if v))
        if SCHEMATA[KINDS[party.schema]] != party.schema:
            party.keep("schema", [party.schema])
    for key in sorted(party.entity.keys() - _KNOWN):
        party.tally.skip(f"key {key}", party.where, str(party.entity[key]))


def _line(entity: Entity, party: str) -> str:
    """All that an entity about a party says, but the party itself."""
    ends = ENDS.get(entity["schema"], ())
    words = []
    for prop in sorted(entity["properties"]):
        values = texts(entity, prop)
        if prop in ends:
            values = [v for v in values if v != party]
        nested = [v for v in entity["properties"][prop] if isinstance(v, dict) and v.get("id") != party]
        values += sorted(f"{v.get('caption') or v.get('id')} ({v.get('id')})" for v in nested)
        if values:
            words.append(f"{prop}: {', '.join(values)}")
    return joined(words)
