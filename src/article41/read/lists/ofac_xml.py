"""OFAC's lists as XML of the older format: sdn.xml and consolidated.xml.

Their root is <sdnList>, in the namespace of 2004 (http://tempuri.org/sdnList.xsd) or in that of 2024; the
elements are the same. Names of individuals come apart as firstName and lastName; of all others lastName is
the whole. Numbers and facts stand in idList under OFAC's own words, the rest in remarks. Seen: the
consolidated list of 2025-03-28; vesselInfo and what else only the SDN list has is read as its schema tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from article41.listing import Listing, Place
from article41.read.lists.elements import Node, elements
from article41.read.lists.formats import Format, root_of
from article41.read.lists.ofac_lists import LISTS, list_by_name, list_by_programmes
from article41.read.lists.ofac_names import alias_quality, from_print, spoken
from article41.read.lists.ofac_party import Party, kind_of, region_apart
from article41.read.lists.ofac_remarks import read_remarks
from article41.read.lists.ofac_words import bare
from article41.read.lists.parts import Part
from article41.read.lists.tally import Tally
from article41.read.lists.values import is_placeholder, place

ROOT = "sdnList"
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_COUNT = re.compile(r"\d{1,9}", re.ASCII)
_PROGRAMMES = re.compile(rb"<programList>(.*?)</programList>", re.DOTALL)
_PROGRAMME = re.compile(rb"<program>([^<]*)</program>")
_SAID = {  # list, item, value, OFAC's word for it
    "nationalityList": ("nationality", "country", "nationality"),
    "citizenshipList": ("citizenship", "country", "citizen"),
    "dateOfBirthList": ("dateOfBirthItem", "dateOfBirth", "DOB"),
    "placeOfBirthList": ("placeOfBirthItem", "placeOfBirth", "POB"),
}
_VESSEL = {
    "callSign": "Vessel Call Sign",
    "vesselType": "Vessel Type",
    "vesselFlag": "Vessel Flag",
    "vesselOwner": "Vessel Owner",
    "tonnage": "Vessel Tonnage",
    "grossRegisteredTonnage": "Vessel Gross Registered Tonnage",
}


def read_ofac_xml(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound XML of this format."""
    nodes = elements(part, tally, frozenset([ROOT]), frozenset())
    next(nodes).leave(tally)
    for node in nodes:
        if node.tag == "publshInformation":
            _read_publication(node, tally)
        elif node.tag == "sdnEntry":
            yield _listing(node, tally)
        else:
            tally.skip(node.tag, node.where, node.text)
            continue
        node.leave(tally)


def _read_publication(node: Node, tally: Tally) -> None:
    tally.stamp, count = node.take("Publish_Date"), node.take("Record_Count")
    found = _DAY.fullmatch(tally.stamp)
    try:
        tally.list_date = date(int(found[3]), int(found[1]), int(found[2])) if found else None
    except ValueError:
        tally.list_date = None
    if tally.list_date is None:
        tally.wrong(node.line, "Publish_Date", tally.stamp, "the day as MM/DD/YYYY")
    else:
        tally.stamp = tally.list_date.isoformat()  # the printed form does not sort
    if _COUNT.fullmatch(count):
        tally.declared = int(count)
    else:
        tally.wrong(node.line, "Record_Count", count, "how many records there are")


def _listing(node: Node, tally: Tally) -> Listing:
    reference, name = node.take("uid"), node.take("lastName")
    for tag, value, what in (("uid", reference, "number"), ("lastName", name, "name")):
        if is_placeholder(value):
            tally.wrong(node.line, tag, value, f"the {what} of the party")
    party = Party(tally, reference, kind_of(node.take("sdnType"), node.where, tally), node.where)
    party.call(spoken(name, node.take("firstName")), "primary", "name", label="")
    _add_aliases(node, party)
    for programmes in node.all("programList"):
        party.programmes += programmes.texts("program")
    if title := node.take("title"):
        party.detail("Title", title)
    for tag, (item, value, word) in _SAID.items():
        for text in _items(node, tag, item, value):
            party.say(word, text)
    for vessel in node.all("vesselInfo"):
        for tag, word in _VESSEL.items():
            if text := vessel.take(tag):
                party.say(word, text)
    party.addresses += _addresses(node, tally)
    _add_numbers(node, party)
    if remarks := node.take("remarks"):
        read_remarks(remarks, party, ends_with_dot=False)
    return party.listing()


def _items(node: Node, tag: str, item: str, value: str) -> Iterator[str]:
    """The values of a list, its main entries first."""
    found = []
    for parent in node.all(tag):
        for at in parent.all(item):
            at.take("uid")
            found.append((at.take("mainEntry") != "true", at.take(value)))
    return (text for _, text in sorted(found, key=lambda said: said[0]) if text)


def _add_aliases(node: Node, party: Party) -> None:
    for parent in node.all("akaList"):
        for alias in parent.all("aka"):
            type_, category = alias.take("type"), alias.take("category")
            quality = alias_quality(type_)
            if quality is None or category not in ("strong", "weak"):
                party.tally.skip(f"aka type {type_!r}, category {category!r}", alias.where)
            family, given = alias.take("lastName"), alias.take("firstName")
            # weak aliases stand whole in lastName, as the CSV files print them
            name = spoken(family, given) if given else from_print(family, party.kind)
            where = f"alias {alias.take('uid')}"
            party.call(name, "low" if category == "weak" else quality or "aka", where, label=type_)


def _addresses(node: Node, tally: Tally) -> Iterator[Place]:
    for parent in node.all("addressList"):
        for at in parent.all("address"):
            at.take("uid")
            found = region_apart(
                place(
                    street=", ".join(filter(None, (at.take(f"address{n}") for n in (1, 2, 3)))),
                    city=at.take("city"),
                    region=at.take("stateOrProvince"),
                    postal_code=at.take("postalCode"),
                    country=at.take("country"),
                )
            )
            if found is None:
                tally.refuse("empty address", at.where)
            else:
                yield found


def _add_numbers(node: Node, party: Party) -> None:
    for parent in node.all("idList"):
        for at in parent.all("id"):
            at.take("uid")
            word, number, country = bare(at.take("idType")), at.take("idNumber"), at.take("idCountry")
            dates = {"issued": at.take("issueDate"), "expires": at.take("expirationDate")}
            note = "; ".join(f"{what} {day}" for what, day in dates.items() if day)
            if number:
                party.say(word, number, country=country, note=note)
            elif word and (country or note):
                party.detail(word, "; ".join(filter(None, (country, note))))
                party.tally.refuse("document without a number", at.where, word)
            else:
                party.tally.refuse("empty number", at.where, word)


def _list_of(parts: Sequence[Part]) -> str | None:
    found = _PROGRAMMES.findall(parts[0].head)
    told = list_by_programmes(
        [name.decode("utf-8", "replace") for name in _PROGRAMME.findall(names)] for names in found
    )
    return told or list_by_name(parts[0])


FORMAT = Format(
    key="ofac_xml",
    version=1,
    title="OFAC list (XML)",
    lists=LISTS,
    is_dated=True,
    recognises=lambda parts: len(parts) == 1 and root_of(parts[0]) == ROOT,
    read=lambda parts, tally: read_ofac_xml(parts[0], tally),
    list_of=_list_of,
)
