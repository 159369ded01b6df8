"""The United Nations Security Council Consolidated List, XML as published since 2015.

Two containers, INDIVIDUALS and ENTITIES; VERSIONNUM is 1 in every record of every vintage and says nothing.
Aliases come with QUALITY Good or Low for persons and a.k.a. or f.k.a. for entities, and often empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from article41.listing import ListedName, Listing
from article41.read.lists.elements import Node, elements
from article41.read.lists.formats import Format, root_of
from article41.read.lists.names import apart, named
from article41.read.lists.parts import Part
from article41.read.lists.peoples import people_code
from article41.read.lists.remarks import births_in, numbers_in
from article41.read.lists.tally import Tally
from article41.read.lists.un_fields import birth_places, births, documents, places
from article41.read.lists.values import (
    country_or_text,
    is_placeholder,
    listed_day,
    listed_name,
    parse_list_day,
)

ROOT = "CONSOLIDATED_LIST"
_RECORDS: dict[str, Literal["person", "entity"]] = {"INDIVIDUAL": "person", "ENTITY": "entity"}
_QUALITIES = {"Good": "good", "Low": "low", "a.k.a.": "aka", "f.k.a.": "fka"}
_BORN = ", born "
_CROSS_REFERENCE = re.compile(r"\s*\([A-Z]{2}[ie]\.\d{3}\)", re.IGNORECASE)
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_DETAILS = {
    "DATAID": "dataid",
    "COMMENTS1": "comments",
    "SUBMITTED_BY": "submitted by",
    "SUBMITTED_ON": "submitted on",
}
_LISTS = {"TITLE": "title", "DESIGNATION": "designation", "LIST_TYPE": "list type"}
_NOTHING = ("VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD")
"""Carries nothing about a party: always 1, or a key for sorting."""


def read_un(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound XML of this list."""
    nodes = elements(part, tally, frozenset([ROOT]), frozenset(["INDIVIDUALS", "ENTITIES"]))
    tally.stamp = next(nodes).attribute("dateGenerated")
    try:
        tally.list_date = parse_list_day(tally.stamp)
    except ValueError:
        tally.wrong(1, "dateGenerated", tally.stamp, "the day the list was generated")
    for node in nodes:
        kind = _RECORDS.get(node.tag)
        if kind is None:
            tally.skip(node.tag, node.where, node.text)
            continue
        yield _listing(node, kind, tally)
        node.leave(tally)


def _listing(node: Node, kind: Literal["person", "entity"], tally: Tally) -> Listing:
    reference = node.take("REFERENCE_NUMBER")
    name = " ".join(filter(None, (node.take(tag) for tag in _NAMES)))
    for tag, value, what in (("REFERENCE_NUMBER", reference, "number"), ("FIRST_NAME", name, "name")):
        if is_placeholder(value):
            tally.wrong(node.line, tag, value, f"the {what} of the {node.tag.lower()}")
    names = [listed_name(text, "primary", "name") for text in apart(name)]
    names += _original(node, tally)
    names += _aliases(node, tally)
    details: dict[str, tuple[str, ...]] = {}
    for tag, word in _DETAILS.items():
        if text := node.take(tag):
            details[word] = (text,)
    for tag, word in _LISTS.items():
        values = [v for parent in node.all(tag) for v in parent.texts("VALUE")]
        if values:
            details[word] = tuple(values)
    for tag in _NOTHING:
        node.take(tag)
    born, notes = births(node, tally)
    if notes:
        details["date of birth note"] = notes
    identifiers, without_number = documents(node, tally)
    for comment in details.get("comments", ()):
        told = {i.value for i in identifiers}
        identifiers += tuple(i for i in numbers_in(comment, kind) if i.value not in told)
        born += tuple(b for b in births_in(comment) if b not in born) if kind == "person" else ()
    if without_number:
        details["document without a number"] = without_number
    nationalities = [v for parent in node.all("NATIONALITY") for v in parent.texts("VALUE")]
    return Listing(
        reference=reference,
        kind=kind,
        names=tuple(names),
        listed_on=listed_day(node.take("LISTED_ON"), f"{node.tag}/LISTED_ON", node.where, tally),
        amended_on=_amended(node, tally),
        born=born,
        birth_places=birth_places(node),
        gender=node.take("GENDER").casefold(),
        nationalities=tuple(dict.fromkeys(people_code(n) or country_or_text(n) for n in nationalities)),
        addresses=places(node, "INDIVIDUAL_ADDRESS" if kind == "person" else "ENTITY_ADDRESS"),
        identifiers=identifiers,
        regime=node.take("UN_LIST_TYPE"),
        details=details,
        where=node.where,
    )


def _original(node: Node, tally: Tally) -> Iterator[ListedName]:
    text = node.take("NAME_ORIGINAL_SCRIPT")
    if is_placeholder(text):
        if text:
            tally.refuse("placeholder in NAME_ORIGINAL_SCRIPT", node.where, text)
        return
    yield listed_name(text, "primary", "NAME_ORIGINAL_SCRIPT", label="original script")


def _aliases(node: Node, tally: Tally) -> Iterator[ListedName]:
    for number, alias in enumerate(node.all(f"{node.tag}_ALIAS"), 1):
        text, label = alias.take("ALIAS_NAME"), alias.take("QUALITY")
        born = [alias.take(tag) for tag in ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")]
        note = "; ".join(
            filter(None, ("born " + ", ".join(filter(None, born)) if any(born) else "", alias.take("NOTE")))
        )
        if is_placeholder(text):
            what = "placeholder alias" if text else "empty alias"
            # vintages of 2024 tell further births of the person in aliases without a name: they are kept
            tally.refuse(what + (", its birth kept" if any(born) else ""), alias.where, text or note or label)
            continue
        if label and label not in _QUALITIES:
            tally.skip(f"{node.tag}/{alias.tag}/QUALITY={label}", alias.where, text)
        quality = _QUALITIES.get(label, "aka")
        text, told, of_birth = text.partition(_BORN)  # "Sample Example, born 1 Jan. 1953 (passport no. ...)"
        note = "; ".join(filter(None, (f"born {of_birth}" if told else "", note)))
        for one, word in named(text):
            said = "; ".join(filter(None, (word, note)))
            yield listed_name(
                _CROSS_REFERENCE.sub("", one), quality, f"{alias.tag} {number}", label=label, note=said
            )


def _amended(node: Node, tally: Tally) -> tuple[date, ...]:
    said = [v for parent in node.all("LAST_DAY_UPDATED") for v in parent.texts("VALUE")]
    days = (listed_day(text, f"{node.tag}/LAST_DAY_UPDATED", node.where, tally) for text in said)
    return tuple(sorted({d for d in days if d is not None}))


FORMAT = Format(
    key="un_xml",
    version=1,
    title="United Nations Consolidated List (XML)",
    lists=("un",),
    is_dated=True,
    recognises=lambda parts: len(parts) == 1 and root_of(parts[0]) == ROOT,
    read=lambda parts, tally: read_un(parts[0], tally),
)
