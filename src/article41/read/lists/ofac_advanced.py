"""OFAC's lists in the advanced sanctions data model: sdn_advanced.xml and cons_advanced.xml.

The model is that of the schema http://www.un.org/sanctions/1.0, which OFAC publishes under a namespace of its
own since 2024; both are read. Which elements occur was taken from the schema and from a public count of every
element and attribute of the SDN file of 2025-08-27, with 17,815 parties; no file itself was seen. Unverified:
that every document belongs to a party of the file, and the order of names in other scripts.

Words stand once, in ReferenceValueSets, and everything else points at them by number; list entries come after
the parties. So the file is read twice: all but the parties, which is held, and then the parties one by one.
Relations name the other party by its number, which is its reference on either list.
"""

from __future__ import annotations

from collections.abc import Iterator

from article41.listing import Kind, Listing
from article41.read.lists.elements import Node, elements
from article41.read.lists.formats import Format, root_of
from article41.read.lists.ofac_identity import read_identity
from article41.read.lists.ofac_index import Index
from article41.read.lists.ofac_lists import LISTS, list_by_name
from article41.read.lists.ofac_party import KINDS, Party
from article41.read.lists.ofac_reference import in_words, read_period
from article41.read.lists.ofac_words import bare, becomes
from article41.read.lists.parts import Part
from article41.read.lists.tally import Tally
from article41.read.lists.values import is_placeholder, listed_name

ROOT = "Sanctions"
_PARTY = frozenset(["DistinctParty"])
_OTHERS = frozenset(
    [
        "DateOfIssue",
        "ReferenceValueSets",
        "Location",
        "IDRegDocument",
        "ProfileRelationship",
        "SanctionsEntry",
    ]
)
_CONTAINERS = frozenset(
    [
        *("Locations", "IDRegDocuments", "DistinctParties", "ProfileRelationships", "SanctionsEntries"),
        "SanctionsEntryLinks",
    ]
)


def read_ofac_advanced(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound XML of this format."""
    roots = frozenset([ROOT])
    index = Index(tally)
    nodes = elements(part, tally, roots, _CONTAINERS, passing=_PARTY)
    root = next(nodes)
    root.attribute("Version")
    root.leave(tally)
    for node in nodes:
        index.read(node)
    if tally.list_date is None:
        tally.wrong(None, "DateOfIssue", tally.stamp, "the day the list was issued")
    again = elements(part, Tally(part.name), roots, _CONTAINERS, passing=_OTHERS)
    for node in again:
        if node.tag in _PARTY:
            yield _listing(node, index, tally)
            node.leave(tally)
    index.orphans()


def _listing(node: Node, index: Index, tally: Tally) -> Listing:
    reference = node.attribute("FixedRef")
    if is_placeholder(reference):
        tally.wrong(node.line, "FixedRef", reference, "the number of the party")
    profiles = node.all("Profile")
    party = Party(tally, reference, "unknown", node.where)
    for comment in node.texts("Comment"):
        party.detail("comment", comment)
    if profiles:
        party.kind = _kind(profiles[0], index, tally)
    for profile in profiles:
        profile.attribute("PartySubTypeID")
        for comment in profile.texts("Comment"):
            party.detail("comment", comment)
        for identity in profile.all("Identity"):
            read_identity(identity, party, index)
        for feature in profile.all("Feature"):
            _read_feature(feature, party, index)
        for link in profile.all("SanctionsEntryReference"):
            link.take_all()
        index.bring(profile.attribute("ID"), party)
    party.names.sort(key=lambda name: (name.quality != "primary", name.quality == "primary" and name.label))
    if not party.names or party.names[0].quality != "primary":
        tally.wrong(node.line, "Alias", None, "a primary name in Latin letters", f"party {reference}")
        party.names.insert(0, listed_name(reference, "primary", "FixedRef"))
    return party.listing()


def _kind(profile: Node, index: Index, tally: Tally) -> Kind:
    number = profile.attribute("PartySubTypeID")
    words = (
        index.references.word("PartySubType", number, profile.where),
        index.references.word("PartyType", index.references.attribute("PartySubType", number), profile.where),
    )
    for word in words:
        kind = KINDS.get(word.casefold().removeprefix("other "))
        if kind is not None:
            return kind
    tally.skip(f"PartySubType {' '.join(words)!r}", profile.where, number)
    return "unknown"


def _read_feature(node: Node, party: Party, index: Index) -> None:
    node.attribute("ID")
    for link in node.all("IdentityReference"):
        link.take_all()
    word = (
        bare(index.references.word("FeatureType", node.attribute("FeatureTypeID"), node.where)) or "feature"
    )
    for version in node.all("FeatureVersion"):
        version.attribute("ID")
        reliability = index.references.word("Reliability", version.attribute("ReliabilityID"), version.where)
        value = _read_version(version, word, party, index)
        if reliability:
            party.detail("reliability", "; ".join(filter(None, (word, value, reliability))))


def _read_version(version: Node, word: str, party: Party, index: Index) -> str:
    """Brings one version of a feature into the party; its value as text."""
    comment = version.take("Comment")
    said = []
    for detail in version.all("VersionDetail"):
        detail.attribute("DetailTypeID")
        reference = detail.attribute("DetailReferenceID")
        said += [detail.own(), index.references.word("DetailReference", reference, detail.where)]
    kind = becomes(word)
    periods = [p for at in version.all("DatePeriod") if (p := read_period(at, party.tally)) is not None]
    if kind == "born":
        party.born += periods
    else:
        said += map(in_words, periods)
    value = "; ".join(filter(None, [*said, *_at_locations(version, kind, party, index)]))
    if value:
        party.say(word, value, note=comment)
    if comment and (not value or kind in ("born", "birth_place", "nationality", "citizenship")):
        party.detail(f"{word} comment", comment)
    return value or "; ".join(map(in_words, periods))


def _at_locations(version: Node, kind: str | None, party: Party, index: Index) -> Iterator[str]:
    """Addresses and places of birth go to the party; of other locations the words."""
    for at in version.all("VersionLocation"):
        number = at.attribute("LocationID")
        place = index.locations.get(number)
        if number not in index.locations:
            party.tally.skip("VersionLocation/@LocationID of no location", at.where, number)
        elif place is None:
            party.tally.refuse("empty address", at.where, number)
        elif kind == "address":
            party.addresses.append(place)
        elif kind == "birth_place":
            party.birth_places.append(place)
        elif kind in ("nationality", "citizenship") and place.country:
            yield place.country
        else:
            words = (place.street, place.city, place.region, place.postal_code, place.country, place.note)
            yield ", ".join(filter(None, words))


FORMAT = Format(
    key="ofac_advanced",
    version=1,
    title="OFAC list (advanced XML)",
    lists=LISTS,
    is_dated=True,
    recognises=lambda parts: len(parts) == 1 and root_of(parts[0]) == ROOT,
    read=lambda parts, tally: read_ofac_advanced(parts[0], tally),
    list_of=lambda parts: list_by_name(parts[0]),
)
