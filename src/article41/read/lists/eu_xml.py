"""The European Union's Financial Sanctions Files in XML, version 1.1 (`<export>` with `<sanctionEntity>`s).

Written from the attributes and elements that its schema (2018) lists and from excerpts of files from 2018 to
2026; no whole file was at hand. Unverified: `additionalInformation`, `corrigendum` and `delistingDate`, which
the schema knows and no excerpt shows, and the spelling of contacts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from article41.listing import Listing
from article41.read.lists.elements import Node, elements
from article41.read.lists.eu import EuEntity
from article41.read.lists.eu_fields import Said
from article41.read.lists.formats import Format, root_of
from article41.read.lists.parts import Part
from article41.read.lists.tally import Tally
from article41.read.lists.values import parse_list_day

ROOT = "export"
_RECORD = "sanctionEntity"


def read_eu_xml(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound XML of this list."""
    nodes = elements(part, tally, frozenset([ROOT]), frozenset())
    root = next(nodes)
    tally.stamp = root.attribute("generationDate")
    try:
        tally.list_date = parse_list_day(tally.stamp)
    except ValueError:
        tally.wrong(1, "generationDate", tally.stamp, "the day the list was generated")
    for node in nodes:
        if node.tag != _RECORD:
            tally.skip(node.tag, node.where, node.text)
            continue
        yield _listing(node, tally)
        node.leave(tally)


def _listing(node: Node, tally: Tally) -> Listing:
    entity = EuEntity(tally)
    entity.head(_said(node), node.where)
    _further(node, entity)
    for child in node.all("subjectType"):
        entity.subject(_said(child), child.where)
    for child in node.all("regulation"):
        entity.regulation(_regulation(child), child.where, is_own=True)
        _further(child, entity)
    for number, child in enumerate(node.all("nameAlias"), 1):
        entity.name(_item(child, entity), child.where, f"nameAlias {number}")
    for child in node.all("citizenship"):
        entity.citizenship(_item(child, entity))
    for child in node.all("birthdate"):
        entity.birth(_item(child, entity), child.where)
    for child in node.all("address"):
        entity.address(_item(child, entity))
        for contact in child.all("contactInfo"):
            value = contact.attribute("value") or contact.own()
            entity.contact(contact.attribute("key"), value, contact.where)
    for child in node.all("identification"):
        entity.identification(_item(child, entity), child.where)
    return entity.listing()


def _item(node: Node, entity: EuEntity) -> Said:
    """A name, number or place; the regulation that it came with is told beside it."""
    node.attribute("regulationLanguage")
    for summary in node.all("regulationSummary"):
        entity.regulation(_said(summary), summary.where, is_own=False)
    _further(node, entity)
    return _said(node)


def _further(node: Node, entity: EuEntity) -> None:
    for more in node.all("additionalInformation"):
        entity.additional(more.attribute("key"), more.attribute("value") or more.own())


def _regulation(node: Node) -> Said:
    address = "; ".join(node.texts("publicationUrl"))
    said = _said(node)
    return lambda word: (address or said(word)) if word == "publicationUrl" else said(word)


def _said(node: Node) -> Said:
    attribute: Callable[[str], str] = node.attribute
    return lambda word: "; ".join(node.texts(word)) if word == "remark" else attribute(word)


FORMAT = Format(
    key="eu_xml",
    version=1,
    title="European Union Financial Sanctions Files 1.1 (XML)",
    lists=("eu",),
    is_dated=True,
    recognises=lambda parts: (
        len(parts) == 1 and root_of(parts[0]) == ROOT and _RECORD.encode() in parts[0].head
    ),
    read=lambda parts, tally: read_eu_xml(parts[0], tally),
)
