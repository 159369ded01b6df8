"""What OFAC's advanced XML tells of its parties outside them: documents, list entries, relations.

All of it points at a party by the number of its profile or identity, from before and behind the parties.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from article41.listing import Place
from article41.read.lists.elements import Node
from article41.read.lists.ofac_party import Party
from article41.read.lists.ofac_reference import References, in_words, read_day, read_location, read_period
from article41.read.lists.ofac_words import bare
from article41.read.lists.tally import Tally

_PROGRAMME = "Program"
_DATES = {"Issue Date": "issued", "Expiration Date": "expires"}


@dataclass(frozen=True, slots=True)
class Document:
    """A numbered document. `name_id`: the documented name it was issued to."""

    word: str
    number: str
    country: str
    note: str
    name_id: str
    where: str


@dataclass(slots=True)
class Entry:
    """A party's place on a list: since when, under which programmes; `details` in the list's words."""

    listed_on: date | None = None
    programmes: list[str] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)


class Index:
    """Everything but the parties. What no party takes up is told by `orphans`."""

    def __init__(self, tally: Tally) -> None:
        self.references = References(tally)
        self.locations: dict[str, Place | None] = {}
        self._tally = tally
        self._documents: dict[str, list[Document]] = {}
        self._entries: dict[str, list[Entry]] = {}
        self._relations: dict[str, list[tuple[str, str]]] = {}
        self._without_entry: list[str] = []

    def read(self, node: Node) -> None:
        """Reads one element that is no party."""
        match node.tag:
            case "DateOfIssue":
                self._tally.list_date = read_day(node, self._tally)
                self._tally.stamp = str(self._tally.list_date or "")
            case "ReferenceValueSets":
                self.references.read(node)
            case "Location":
                number = node.attribute("ID")
                self.locations[number] = read_location(node, self.references, self._tally)
            case "IDRegDocument":
                identity, document = self._document(node)
                self._documents.setdefault(identity, []).append(document)
            case "SanctionsEntry":
                self._entries.setdefault(node.attribute("ProfileID"), []).append(self._entry(node))
            case "ProfileRelationship":
                profile, relation = self._relation(node)
                self._relations.setdefault(profile, []).append(relation)
            case _:
                self._tally.skip(node.tag, node.where, node.text)
                return
        node.leave(self._tally)

    def _document(self, node: Node) -> tuple[str, Document]:
        word = self.references.word
        node.attribute("ID")
        notes = [f"in {self._city(node)}" if self._city(node) else "", node.take("IssuingAuthority")]
        validity = word("Validity", node.attribute("ValidityID"), node.where)
        notes += [validity if validity != "Valid" else ""]
        for at in node.all("DocumentDate"):
            what = word("IDRegDocDateType", at.attribute("IDRegDocDateTypeID"), at.where)
            periods = [read_period(p, self._tally) for p in at.all("DatePeriod")]
            notes += [f"{_DATES.get(what, what)} {in_words(p)}" for p in periods if p]
        notes.append(node.take("Comment"))
        names = [at.attribute("DocumentedNameID") for at in node.all("DocumentedNameReference")]
        return node.attribute("IdentityID"), Document(
            word=bare(word("IDRegDocType", node.attribute("IDRegDocTypeID"), node.where)),
            number=node.take("IDRegistrationNo"),
            country=word("Country", node.attribute("IssuedBy-CountryID"), node.where),
            note="; ".join(filter(None, notes)),
            name_id=names[0] if names else "",
            where=node.where,
        )

    def _city(self, node: Node) -> str:
        number = node.attribute("IssuedIn-LocationID")
        place = self.locations.get(number)
        if number and place is None:
            self._tally.skip("IDRegDocument/@IssuedIn-LocationID of no location", node.where, number)
        return ", ".join(filter(None, (place.city, place.region, place.country))) if place else ""

    def _entry(self, node: Node) -> Entry:
        word, found = self.references.word, Entry()
        node.attribute("ID")
        if on := word("List", node.attribute("ListID"), node.where):
            found.details.append(("list", on))
        for event in node.all("EntryEvent"):
            event.attribute("ID")
            days = [read_day(at, self._tally) for at in event.all("Date")]
            found.listed_on = min((d for d in [found.listed_on, *days] if d), default=None)
            said = (
                *(str(day) for day in days if day),
                word("EntryEventType", event.attribute("EntryEventTypeID"), event.where),
                word("LegalBasis", event.attribute("LegalBasisID"), event.where),
                event.take("Comment"),
            )
            found.details.append(("entry event", "; ".join(filter(None, said))))
        for measure in node.all("SanctionsMeasure"):
            measure.attribute("ID")
            type_ = word("SanctionsType", measure.attribute("SanctionsTypeID"), measure.where)
            comment = measure.take("Comment")
            periods = [read_period(p, self._tally) for p in measure.all("DatePeriod")]
            spans = [in_words(p) for p in periods if p]
            if comment and type_ in (_PROGRAMME, ""):
                found.programmes.append(comment)
            elif type_ or comment:
                found.details.append(("sanctions type", "; ".join(filter(None, [type_, comment, *spans]))))
        return found

    def _relation(self, node: Node) -> tuple[str, tuple[str, str]]:
        word = self.references.word
        for name in ("ID", "SanctionsEntryID"):
            node.attribute(name)
        periods = [read_period(p, self._tally) for p in node.all("DatePeriod")]
        said = (
            node.attribute("To-ProfileID"),
            "former" if node.attribute("Former") == "true" else "",
            word("RelationQuality", node.attribute("RelationQualityID"), node.where),
            node.take("Comment"),
            *(in_words(p) for p in periods if p),
        )
        type_ = word("RelationType", node.attribute("RelationTypeID"), node.where) or "related to"
        return node.attribute("From-ProfileID"), (type_, "; ".join(filter(None, said)))

    def documents(self, identity: str) -> list[Document]:
        """The documents of an identity, taken up."""
        return self._documents.pop(identity, [])

    def bring(self, profile: str, party: Party) -> None:
        """Brings a profile's list entries and relations into its party, taken up."""
        entries = self._entries.pop(profile, [])
        if not entries:
            self._without_entry.append(party.reference)
        for entry in entries:
            days = [d for d in (party.listed_on, entry.listed_on) if d]
            party.listed_on = min(days, default=None)
            party.programmes += entry.programmes
            for word, text in entry.details:
                party.detail(word, text)
        for word, text in self._relations.pop(profile, []):
            party.detail(word, text)

    def orphans(self) -> None:
        """Parties without an entry and entries without a party are wrong; other leavings are counted."""
        if self._without_entry:
            found = f"{len(self._without_entry):,} parties without one, the first {self._without_entry[0]}"
            self._tally.wrong(None, "SanctionsEntry", found, "an entry for every party")
        if self._entries:
            found = f"{len(self._entries):,} profiles without a party, the first {next(iter(self._entries))}"
            self._tally.wrong(None, "SanctionsEntry/@ProfileID", found, "a party for every entry")
        for documents in self._documents.values():
            for document in documents:
                self._tally.skip("IDRegDocument of no identity", document.where, document.number)
        for profile, relations in self._relations.items():
            for word, text in relations:
                self._tally.skip("ProfileRelationship of no profile", profile, f"{word} {text}")
