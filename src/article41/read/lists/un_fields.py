"""Dates and places of birth, addresses and documents in a record of the United Nations list."""

from __future__ import annotations

import re

from article41.dates import Moment
from article41.listing import Identifier, Place
from article41.read.lists.elements import Node
from article41.read.lists.peoples import people_code
from article41.read.lists.tally import Tally
from article41.read.lists.values import identifier, is_placeholder, parse_moment, place

_DOCUMENTS = {
    "Passport": "passport",
    "Numéro de passeport": "passport",
    "Número de pasaporte": "passport",
    "National Identification Number": "national_id",
}
_NUMBERED = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
"""A number and a remark: "381110042 (Expired 25 Jan. 2016)"."""


def births(node: Node, tally: Tally) -> tuple[tuple[Moment, ...], tuple[str, ...]]:
    """Dates of birth, and what is said of them or is no date."""
    found, notes = [], []
    said: list[tuple[Node, str, str]] = []
    for birth in node.all("INDIVIDUAL_DATE_OF_BIRTH"):
        kind, day, year = birth.take("TYPE_OF_DATE"), birth.take("DATE"), birth.take("YEAR")
        start, end = birth.take("FROM_YEAR"), birth.take("TO_YEAR")
        if note := birth.take("NOTE"):
            notes.append(note)
        words = day or year or (f"{start} to {end}" if start and end else start or end)
        said.append((birth, kind, words))
    said += [(alias, "", alias.take("DATE_OF_BIRTH")) for alias in _unnamed(node)]
    for at, kind, words in said:
        if is_placeholder(words):
            continue
        try:
            moment = parse_moment(words)
        except ValueError:
            tally.skip(f"{node.tag}/{at.tag} that is no date", at.where, words)
            notes.append(words)
            continue
        if kind == "APPROXIMATELY":
            moment = Moment(moment.first, moment.last, "approximately")
        elif kind not in ("EXACT", "BETWEEN", ""):
            tally.skip(f"{node.tag}/{at.tag}/TYPE_OF_DATE={kind}", at.where, words)
        found.append(moment)
    return tuple(dict.fromkeys(found)), tuple(notes)


def _unnamed(node: Node) -> list[Node]:
    return [alias for alias in node.all(f"{node.tag}_ALIAS") if is_placeholder(alias.take("ALIAS_NAME"))]


def birth_places(node: Node) -> tuple[Place, ...]:
    """Those of the person, and those that aliases without a name tell."""
    others = [
        place(city=alias.take("CITY_OF_BIRTH"), country=alias.take("COUNTRY_OF_BIRTH"))
        for alias in _unnamed(node)
    ]
    listed = places(node, "INDIVIDUAL_PLACE_OF_BIRTH")
    return tuple(dict.fromkeys((*listed, *(p for p in others if p is not None))))


def places(node: Node, tag: str) -> tuple[Place, ...]:
    """The addresses or places of birth in elements of one tag, each once."""
    found = [
        place(
            street=at.take("STREET"),
            city=at.take("CITY"),
            region=at.take("STATE_PROVINCE"),
            postal_code=at.take("ZIP_CODE"),
            country=at.take("COUNTRY"),
            note=at.take("NOTE"),
        )
        for at in node.all(tag)
    ]
    return tuple(dict.fromkeys(p for p in found if p is not None))


def documents(node: Node, tally: Tally) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """Numbered documents, and what is said of those without a number."""
    found, without = [], []
    for document in node.all("INDIVIDUAL_DOCUMENT"):
        label, second = document.take("TYPE_OF_DOCUMENT"), document.take("TYPE_OF_DOCUMENT2")
        number = document.take("NUMBER")
        countries = [document.take(tag) for tag in ("ISSUING_COUNTRY", "COUNTRY_OF_ISSUE")]
        city, issued = document.take("CITY_OF_ISSUE"), document.take("DATE_OF_ISSUE")
        said = (
            second,
            f"issued {issued}" if issued else "",
            f"in {city}" if city else "",
            countries[1] if all(countries) and countries[0] != countries[1] else "",
            document.take("NOTE"),
        )
        note = "; ".join(filter(None, said))
        if is_placeholder(number):
            words = [*countries, note]
            if any(words):
                without.append("; ".join(filter(None, [label, *words])))
                tally.refuse("document without a number", document.where, without[-1])
            continue
        kind = _DOCUMENTS.get(label, "other")
        if (remarked := _NUMBERED.fullmatch(number)) is not None:
            number, note = remarked[1], "; ".join(filter(None, (remarked[2], note)))
        country = countries[0] or countries[1]
        country = people_code(country.removesuffix(" passport")) or country
        found.append(identifier(kind, number, country=country, label=label, note=note))
    return tuple(found), tuple(without)
