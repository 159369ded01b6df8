"""The UK Sanctions List in XML: `<Designations>` with `<DateGenerated>` and a `<Designation>` for each party.

Written from what public readers of the files of 2022 to 2026 take from it and from designations that their
tests quote; neither its schema nor a whole file was at hand. Unverified: the elements within
`CryptoWalletAddresses` and `HullIdentificationNumbers`, which the schema is said to have and no designation
to use.
"""

from __future__ import annotations

from collections.abc import Iterator

from article41.listing import Listing
from article41.read.lists.elements import Node, elements
from article41.read.lists.formats import Format, root_of
from article41.read.lists.parts import Part
from article41.read.lists.tally import Tally
from article41.read.lists.uk import UkEntry
from article41.read.lists.values import parse_european_day

ROOT = "Designations"
_DATE = "DateGenerated"
_NAMES = tuple(f"Name{n}" for n in range(1, 7))
_LINES = tuple(f"AddressLine{n}" for n in range(1, 7))
_TEXTS = {
    "OFSIGroupID": "OFSI group ID",
    "UNReferenceNumber": "UN reference number",
    "DesignationSource": "designation source",
    "OtherInformation": "other information",
    "UKStatementofReasons": "UK statement of reasons",
}
_DETAILS = {
    "": {("Titles", "Title"): "title"},
    "Individual": {("Positions", "Position"): "position"},
    "Entity": {
        ("TypeOfEntities", "TypeOfEntity"): "type of entity",
        ("Subsidiaries", "Subsidiary"): "subsidiaries",
        ("ParentCompanies", "ParentCompany"): "parent company",
    },
    "Ship": {
        ("CurrentOwnerOperators", "CurrentOwnerOperator"): "current owner/operator",
        ("PreviousOwnerOperators", "PreviousOwnerOperator"): "previous owner/operator",
        ("PreviousFlags", "PreviousFlag"): "previous flags",
        ("TypeOfShipDetails", "TypeOfShip"): "type of ship",
        ("TonnageOfShipDetails", "TonnageOfShip"): "tonnage of ship",
        ("LengthOfShipDetails", "LengthOfShip"): "length of ship",
    },
}
_CODES = {
    "": {
        ("PhoneNumbers", "PhoneNumber"): ("phone", "phone number"),
        ("Websites", "Website"): ("website", "website"),
        ("EmailAddresses", "EmailAddress"): ("email", "email address"),
        ("CryptoWalletAddresses", "CryptoWalletAddress"): ("wallet", "crypto wallet address"),
    },
    "Individual": {},
    "Entity": {
        ("BusinessRegistrationNumbers", "BusinessRegistrationNumber"): (
            "registration",
            "business registration number (s)",
        ),
    },
    "Ship": {
        ("IMONumbers", "IMONumber"): ("imo", "imo number"),
        ("HullIdentificationNumbers", "HullIdentificationNumber"): (
            "other",
            "hull identification number (hin)",
        ),
    },
}
_DOCUMENTS = {
    "Passport": ("passport", "passport"),
    "NationalIdentifier": ("national_id", "national identifier"),
}


def read_uk_xml(part: Part, tally: Tally) -> Iterator[Listing]:
    """The listings in the file's order. Raises InputError where it is no sound XML of this list."""
    nodes = elements(part, tally, frozenset([ROOT]), frozenset())
    root = next(nodes)
    tally.stamp = root.attribute(_DATE)
    for node in nodes:
        if node.tag == _DATE and not tally.stamp:
            tally.stamp = node.own()
        elif node.tag == "Designation":
            yield _listing(node, tally)
            node.leave(tally)
        else:
            tally.skip(node.tag, node.where, node.text)
    try:
        tally.list_date = parse_european_day(tally.stamp)
    except ValueError:
        tally.wrong(root.line, _DATE, tally.stamp, "the day the list was generated")
    else:
        tally.stamp = tally.list_date.isoformat()  # the printed form does not sort


def _listing(node: Node, tally: Tally) -> Listing:
    entry = UkEntry(tally, node.where)
    said = entry.gathered
    kind = node.take("IndividualEntityShip")
    dates = node.take("DateDesignated"), node.take("LastUpdated")
    regimes = node.texts("RegimeName") or [""]
    for regime in regimes:
        entry.head(node.take("UniqueID"), kind, *dates, regime)
    for tag, word in _TEXTS.items():
        said.say(word, *node.texts(tag))
    for number, name in enumerate(_within(node, "Names", "Name"), 1):
        parts = [name.take(tag) for tag in _NAMES]
        entry.name(parts, name.take("NameType"), name.take("AliasStrength"), f"Name {number}")
    for number, name in enumerate(_within(node, "NonLatinNames", "NonLatinName"), 1):
        text, script = name.take("NameNonLatinScript"), name.take("NonLatinScriptType")
        entry.original(text, script, name.take("NonLatinScriptLanguage"), f"NonLatinName {number}")
    for at in _within(node, "Addresses", "Address"):
        entry.address([at.take(t) for t in _LINES], at.take("AddressPostalCode"), at.take("AddressCountry"))
    for text in node.texts("SanctionsImposed"):
        entry.measures(text)
    _indicators(node, entry, tally)
    _codes(node, "", entry)
    for person in _within(node, "IndividualDetails", "Individual"):
        _person(person, entry)
    for tag in ("Entity", "Ship"):
        for party in _within(node, f"{tag}Details", tag):
            _codes(party, tag, entry)
            for flag in _texts(party, "CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip"):
                said.nation(flag)
            for year in _texts(party, "YearsBuilt", "YearBuilt"):
                entry.built(year)
    return entry.listing(node.line)


def _person(node: Node, entry: UkEntry) -> None:
    _codes(node, "Individual", entry)
    for text in _texts(node, "DOBs", "DOB"):
        entry.born(text)
    for at in _within(node, "BirthDetails", "Location"):
        entry.birth_place(at.take("TownOfBirth"), at.take("CountryOfBirth"))
    for text in _texts(node, "Nationalities", "Nationality"):
        entry.gathered.nation(text)
    for text in _texts(node, "Genders", "Gender"):
        entry.gathered.sex(text, node.where)
    for tag, (kind, label) in _DOCUMENTS.items():
        for document in _within(node, f"{tag}Details", tag):
            number, note = document.take(f"{tag}Number"), document.take(f"{tag}AdditionalInformation")
            entry.document(kind, label, number, note)


def _codes(node: Node, of: str, entry: UkEntry) -> None:
    for (outer, inner), (kind, label) in _CODES[of].items():
        for text in _texts(node, outer, inner):
            entry.code(kind, label, text)
    for (outer, inner), word in _DETAILS[of].items():
        entry.gathered.say(word, *_texts(node, outer, inner))


def _indicators(node: Node, entry: UkEntry, tally: Tally) -> None:
    """One element for each measure there is, saying whether it is imposed."""
    for indicators in node.all("SanctionsImposedIndicators"):
        for indicator in indicators.inside():
            text = indicator.own()
            if text.casefold() == "true":
                entry.gathered.say("sanctions imposed indicators", indicator.tag)
            elif text.casefold() not in ("false", ""):
                tally.skip(f"{indicators.tag}/{indicator.tag}={text}", indicator.where, text)


def _within(node: Node, outer: str, inner: str) -> Iterator[Node]:
    for container in node.all(outer):
        yield from container.all(inner)


def _texts(node: Node, outer: str, inner: str) -> list[str]:
    return [text for container in node.all(outer) for text in container.texts(inner)]


FORMAT = Format(
    key="uk_xml",
    version=1,
    title="UK Sanctions List (XML)",
    lists=("uk",),
    is_dated=True,
    recognises=lambda parts: len(parts) == 1 and root_of(parts[0]) == ROOT,
    read=lambda parts, tally: read_uk_xml(parts[0], tally),
)
