"""Canada's Consolidated Autonomous Sanctions List, XML: flat records below one root.

Vintages: the plain tags of 2022 to 2026 (EntityOrShip, TitleOrShip ...), seen in a file of March 2025; the
bilingual ones since August 2026 (EntityOrShip-EntiteOuNavire, TitleOrShipType-...), and those before ships
were listed (Entity, DateOfBirth, Title), both from public descriptions and not seen. Of a bilingual tag the
part before the hyphen is read.

The list has no numbers of its own: a record is known by its regulations, schedule and item, which together
are its reference ("Russia/1, Part 1/23"). The file has no date either; its latest DateOfListing is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.listing import ListedName, Listing
from article41.read.imo import is_written_as_imo
from article41.read.lists.ca_names import alias_names, entity_names
from article41.read.lists.elements import Node, elements
from article41.read.lists.formats import Format, root_of
from article41.read.lists.moments import moments_in
from article41.read.lists.parts import Part
from article41.read.lists.tally import Tally
from article41.read.lists.values import (
    identifier,
    is_placeholder,
    listed_day,
    listed_name,
    regime_word,
)

ROOT = "data-set"
_FIELDS = {
    "country": ("Country",),
    "family": ("LastName",),
    "given": ("GivenName",),
    "entity": ("EntityOrShip", "Entity"),
    "aliases": ("Aliases",),
    "born": ("DateOfBirthOrShipBuildDate", "DateOfBirth"),
    "title": ("TitleOrShip", "TitleOrShipType", "Title"),
    "imo": ("ShipIMONumber",),
    "schedule": ("Schedule",),
    "item": ("Item",),
    "listed": ("DateOfListing",),
}
_SHORT = re.compile(r"\(([A-Z]{4,10})\)$")


def read_ca(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound XML of this list."""
    nodes = elements(part, tally, frozenset([ROOT]), frozenset())
    next(nodes)
    for node in nodes:
        if node.tag != "record":
            tally.skip(node.tag, node.where, node.text)
            continue
        yield _listing(node, tally)
        node.leave(tally)


def _listing(node: Node, tally: Tally) -> Listing:
    said = _fields(node, tally)
    names = _names(node, said, tally)
    is_ship = bool(said["imo"] or (said["entity"] and said["title"]))  # entities have no titles
    details: dict[str, tuple[str, ...]] = {}
    if said["title"]:
        details["ship type" if is_ship else "title"] = (said["title"],)
    aliases = alias_names(said["aliases"], is_person=not said["entity"])
    if said["aliases"] and [(n.text, n.language) for n in aliases] != [(said["aliases"], "")]:
        details["aliases"] = (said["aliases"],)
    if said["entity"] and names[0].text != said["entity"]:
        details["entity or ship"] = (said["entity"],)
    born, is_whole = moments_in(said["born"])
    if not is_whole:
        details["date of birth or ship build date"] = (said["born"],)
    if said["schedule"]:
        details["schedule"] = (said["schedule"],)
    if said["item"]:
        details["item"] = (said["item"],)
    country = said["country"]
    imo = said["imo"].upper().removeprefix("IMO").strip()
    regime = _regime(country)
    return Listing(
        reference="/".join(filter(None, (regime, re.sub(r"\s*,\s*", ", ", said["schedule"]), said["item"]))),
        kind="vessel" if is_ship else "entity" if said["entity"] else "person",
        names=(*names, *aliases),
        listed_on=listed_day(said["listed"], "record/DateOfListing", node.where, tally),
        born=born,
        identifiers=(identifier("imo", imo, label="ShipIMONumber"),) if imo else (),
        imo=imo if is_written_as_imo(imo) else None,
        regime=regime_word(regime),
        programmes=(country,) if country else (),
        details=details,
        where=node.where,
    )


def _fields(node: Node, tally: Tally) -> dict[str, str]:
    """Each field's text, whatever the vintage calls it."""
    tags = {tag.partition("-")[0]: tag for tag in node.tags}
    said = {}
    for field, names in _FIELDS.items():
        given = [text for name in names if name in tags and (text := node.take(tags[name]))]
        if len(given) > 1:
            tally.wrong(node.line, " and ".join(names), "; ".join(given), "one of them")
        said[field] = given[0] if given and not is_placeholder(given[0]) else ""
        if given and not said[field]:
            tally.refuse(f"placeholder in {names[0]}", node.where, given[0])
    for field in ("country", "item"):
        if not said[field]:
            tally.wrong(node.line, _FIELDS[field][0], None, "what tells the record from others")
    return said


def _names(node: Node, said: dict[str, str], tally: Tally) -> list[ListedName]:
    person = " ".join(filter(None, (said["given"], said["family"])))
    if said["entity"] and person:
        tally.wrong(node.line, "EntityOrShip", f"{said['entity']}; {person}", "an entity or a person")
    if not said["entity"] and not person:
        tally.wrong(node.line, "LastName", None, "a name: LastName, GivenName or EntityOrShip")
    if said["entity"]:
        return entity_names(said["entity"])
    return [listed_name(person, "primary", "GivenName, LastName", family=said["family"])]


def _regime(country: str) -> str:
    """The English words; the abbreviation where the list gives one."""
    english = country.partition(" / ")[0].strip()
    short = _SHORT.search(english)
    return short[1] if short is not None else english


FORMAT = Format(
    key="ca_xml",
    version=1,
    title="Canadian Consolidated Autonomous Sanctions List (XML)",
    lists=("ca_sema",),
    is_dated=False,
    recognises=lambda parts: len(parts) == 1 and root_of(parts[0]) == ROOT,
    read=lambda parts, tally: read_ca(parts[0], tally),
)
