"""Parties and vessels of a record met on the lists, and what that makes of the facts about them.

Four ways to meet: a permanent reference number, an identifier or IMO number, a name that is exactly the same
once normalised, a name that is like it. A vessel's name alone does not say which vessel it is: unless it
flies the DPRK's flag or the listed one has no IMO number, the fact stays unknown and the IMO number is asked
for. With an IMO number the name plays no part. An alias that the list itself calls low quality leaves the
fact unknown too, and so does an abbreviation of a few letters: NADA is a forename, RGB and MID stand for much
else. A name that is only like a listed one never makes a fact true: it leaves it unknown until somebody has
looked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from article41.analyse.likeness import Likeness
from article41.analyse.names import any_order, compact, is_abbreviation, normalised, without_abbreviation
from article41.listing import Listing, Measure
from article41.model import DPRK, Facts, Hit, Outcome

PARTIES = ("exporter", "importer", "consignee", "bank", "party")
TRAVELLER, VESSEL, OTHER = "traveller", "vessel", "other_vessel"
IMO = {VESSEL: "vessel_imo", OTHER: "other_vessel_imo"}
FLAG = {VESSEL: "vessel_flag", OTHER: "other_vessel_flag"}
ASKED: Mapping[str, Measure] = {
    "party_designated": "asset_freeze",
    "traveller_designated": "travel_ban",
    "vessel_frozen": "asset_freeze",
    "vessel_deflag": "deflag",
    "vessel_port_entry_ban": "port_entry",
}
"""The facts that a listing makes true, and the measure by which it does."""
OF_ONE_VESSEL = ("port_call", "vessel_service")
"""Kinds about one vessel: what is known of another does not bear on it."""
VESSEL_FACTS = ("vessel_frozen", "vessel_deflag", "vessel_port_entry_ban")
BEARS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(PARTIES, ("party_designated",)),
    TRAVELLER: ("traveller_designated",),
    VESSEL: VESSEL_FACTS,
    OTHER: ("vessel_frozen",),
}
"""By field, the facts that it can make true. The other vessel of a transfer counts only if it is frozen."""
SCHEMA: Mapping[str, str] = {
    **dict.fromkeys(PARTIES, "LegalEntity"),
    "bank": "Organization",
    TRAVELLER: "Person",
    VESSEL: "Vessel",
    OTHER: "Vessel",
}
"""By field, what its texts are names of where they are held against names that are like them."""
BY_NAME = {
    "party_designated": "parties screened by name only",
    "traveller_designated": "traveller screened by name only",
    **dict.fromkeys(VESSEL_FACTS, "vessel screened by name only"),
}
BY_IMO = "vessel screened by IMO number only"
SCREENED = frozenset({*BY_NAME.values(), BY_IMO})
"""What a verdict assumes where names were given and none was met."""
CODES = ("reference", "identifier")
"""How a text meets that is a code and no name."""
BIC = 8
"""Characters of a BIC that name the bank; three more may name its branch."""


@dataclass(frozen=True, slots=True)
class Met:
    """A listing that a value of the record's met. `doubt`: the fact that would settle whether it is the same;
    "" for the fact about it itself; None: it surely is."""

    listing: Listing
    name: str
    how: str
    doubt: str | None = None
    score: float | None = None
    """Of the two names, where they are only alike."""

    @property
    def by(self) -> str:
        """How it was met, in a word, with the score where there is one."""
        return self.how if self.score is None else f"{self.how} {self.score:.2f}"


@dataclass(frozen=True, slots=True)
class Found:
    """One value of a record and a listing that it met."""

    field: str
    given: str
    met: Met
    facts: tuple[str, ...]
    """Those that the listing bears on, by its measures."""


def joined(exact: tuple[Met, ...], alike: tuple[Met, ...]) -> tuple[Met, ...]:
    """What a text met, then what it is only like. A code that was met is no name and is like nothing."""
    if any(m.how in CODES for m in exact):
        return exact
    have = {id(m.listing) for m in exact}
    return (*exact, *(m for m in alike if id(m.listing) not in have))


def bears_on(field: str, listing: Listing, kind: str | None) -> tuple[str, ...]:
    """The facts that a listing met in this field bears on, in an act of this kind."""
    if field == OTHER and kind in OF_ONE_VESSEL:
        return ()
    return tuple(fact for fact in BEARS[field] if ASKED[fact] in listing.measures)


class Register:
    """The listings as known on a day, by name, reference and number. The index is made when first used."""

    def __init__(self, listings: Iterable[Listing], as_of: date, law_on: date | None = None) -> None:
        self.listings = tuple(item for item in listings if item.since <= as_of)
        self.as_of = as_of
        self.law_on = law_on
        """The one day that decides, whatever a record says; None: the record's own."""
        self._parties: dict[tuple[str, bool], tuple[Met, ...]] = {}

    def stands(self, listing: Listing, day: date | None, floor: date | None = None) -> Outcome:
        """Whether a listing is in force on `day`; None where a day of removal known only roughly, or a day
        not known, leaves that open. An unknown day is no earlier than `floor`."""
        removed = listing.removed_on
        if removed is not None and removed.first > self.as_of:
            removed = None
        if day is None:
            if floor is None:
                return None
            if removed is not None and floor >= removed.last:
                return False
            return True if removed is None and listing.since <= floor else None
        if day < listing.since or (removed is not None and day >= removed.last):
            return False
        return True if removed is None or day < removed.first else None

    def is_rough(self, listing: Listing) -> bool:
        """Whether even a known day may leave open if the listing stands: its removal is known by month."""
        removed = listing.removed_on
        return removed is not None and removed.first <= self.as_of and removed.first < removed.last

    @cached_property
    def references(self) -> Mapping[str, Listing]:
        """Persons and entities by reference, in capitals without signs: KPI001."""
        return {compact(item.reference): item for item in self.listings if item.kind != "vessel"}

    @cached_property
    def identifiers(self) -> Mapping[str, Listing]:
        """Persons and entities by passport, BIC and IMO company number."""
        found = {i.value: item for item in self.listings for i in item.identifiers}
        return {
            **found,
            **{f"IMO{i.value}": x for x in self.listings for i in x.identifiers if i.kind == "imo_company"},
        }

    @cached_property
    def banks(self) -> Mapping[str, Listing]:
        """Entities by the first eight characters of a BIC."""
        return {i.value[:BIC]: x for x in self.listings for i in x.identifiers if i.kind == "swift"}

    @cached_property
    def names(self) -> Mapping[str, tuple[Met, ...]]:
        """Entities and persons by normalised name."""
        return _by_name((x for x in self.listings if x.kind != "vessel"), is_any_order=False)

    @cached_property
    def persons(self) -> Mapping[str, tuple[Met, ...]]:
        """Persons by the sorted tokens of their names."""
        return _by_name((x for x in self.listings if x.kind == "person"), is_any_order=True)

    @cached_property
    def vessels(self) -> Mapping[str, tuple[Met, ...]]:
        """Vessels by normalised name."""
        return _by_name((x for x in self.listings if x.kind == "vessel"), is_any_order=False)

    @cached_property
    def by_imo(self) -> Mapping[str, tuple[Met, ...]]:
        """Vessels by IMO number; one number may have several listings."""
        found: dict[str, tuple[Met, ...]] = {}
        for item in self.listings:
            if item.imo is not None:
                found[item.imo] = (*found.get(item.imo, ()), Met(item, item.name, "IMO number"))
        return found

    def party(self, text: str, *, is_traveller: bool = False) -> tuple[Met, ...]:
        """The persons and entities that a text names, by reference, identifier or exact name."""
        key = (text, is_traveller)
        if key not in self._parties:
            found = self._party(text)
            self._parties[key] = tuple(m for m in found if not is_traveller or m.listing.kind == "person")
        return self._parties[key]

    def _party(self, text: str) -> tuple[Met, ...]:
        code = compact(text)
        if (listing := self.references.get(code)) is not None:
            return (Met(listing, listing.name, "reference"),)
        listing = self.identifiers.get(code)
        if listing is None and len(code) in (BIC, BIC + 3):
            listing = self.banks.get(code[:BIC])
        if listing is not None:
            return (Met(listing, listing.name, "identifier"),)
        name = normalised(text)
        found = (*self.names.get(name, ()), *self.persons.get(any_order(name), ()))
        best: dict[str, Met] = {}
        for met in found:
            known = best.setdefault(met.listing.reference, met)
            if known.doubt is not None and met.doubt is None:
                best[met.listing.reference] = met
        return tuple(best.values())

    def vessel(self, name: str | None, imo: str | None, flag: str | None, asks: str) -> tuple[Met, ...]:
        """The listings of a vessel; `asks` is the fact that would tell vessels of one name apart."""
        if imo is not None:
            return self.by_imo.get(imo, ())
        met = self.vessels.get(normalised(name), ()) if name else ()
        return tuple(
            m if m.listing.imo is None or flag == DPRK else Met(m.listing, m.name, m.how, asks) for m in met
        )

    @cached_property
    def likeness(self) -> Likeness:
        """The listings by names that are like theirs."""
        return Likeness(self.listings)

    def alike(self, texts: Sequence[str], fields: str | Sequence[str]) -> Mapping[int, tuple[Met, ...]]:
        """By place in `texts`, the listings that the text is only like, best first; all texts in one call.

        `fields` says where the texts stand, one for all or one for each. A vessel's name is asked about
        only where no IMO number is given; that number would tell whether it is the same.
        """
        each = [fields] * len(texts) if isinstance(fields, str) else fields
        schemas = SCHEMA[fields] if isinstance(fields, str) else [SCHEMA[f] for f in fields]
        return {
            place: tuple(
                Met(x.listing, x.name, "likeness", IMO.get(each[place], "") if x.listing.imo else "", x.score)
                for x in likes
            )
            for place, likes in self.likeness.search(texts, schemas).items()
        }

    def find(self, facts: Facts, kind: str | None) -> tuple[Found, ...]:
        """Everything that a record's own names and numbers meet, whatever the day."""
        asked: dict[str, tuple[str, tuple[Met, ...]]] = {}
        for field in (*PARTIES, TRAVELLER):
            if (text := _text(facts, field)) is not None:
                asked[field] = (text, self.party(text, is_traveller=field == TRAVELLER))
        for field, number in IMO.items():
            name, imo, flag = (_text(facts, f) for f in (field, number, FLAG[field]))
            if name is not None or imo is not None:
                at, given = (field, name) if imo is None else (number, imo)
                asked[at] = (given or "", self.vessel(name, imo, flag, number))
        names = [at for at in asked if at in SCHEMA]
        texts, known = [asked[at][0] for at in names], [asked[at][1] for at in names]
        for place, alike in self.alike(texts, names).items():
            asked[names[place]] = (texts[place], joined(known[place], alike))
        return tuple(
            Found(at, given, met, bears_on(FIELD.get(at, at), met.listing, kind))
            for at, (given, mets) in asked.items()
            for met in mets
        )


FIELD = {number: field for field, number in IMO.items()}
"""The vessel that an IMO number is of."""


def hit_of(found: Found, outcome: Outcome) -> Hit:
    """What a verdict says of a listing that stands, or may."""
    listing = found.met.listing
    return Hit(
        field=found.field,
        given=found.given,
        reference=listing.reference,
        name=found.met.name,
        how=found.met.how,  # type: ignore[arg-type]
        listed_on=listing.since,
        measures=dict(listing.measures),
        is_certain=found.met.doubt is None,
        stands=outcome,
        score=found.met.score,
    )


def assumptions(facts: Facts) -> dict[str, str]:
    """What a verdict assumes of the facts about parties and vessels where names were given, by fact."""
    said = {}
    if any(facts.get(f) is not None for f in PARTIES):
        said["party_designated"] = BY_NAME["party_designated"]
    if facts.get(TRAVELLER) is not None:
        said["traveller_designated"] = BY_NAME["traveller_designated"]
    if facts.get("vessel_imo") is not None:
        said |= dict.fromkeys(VESSEL_FACTS, BY_IMO)
    elif facts.get(VESSEL) is not None:
        said |= {fact: BY_NAME[fact] for fact in VESSEL_FACTS}
    return said


def _by_name(listings: Iterable[Listing], *, is_any_order: bool) -> dict[str, tuple[Met, ...]]:
    found: dict[str, dict[int, Met]] = {}
    for place, listing in enumerate(listings):
        for name in listing.names:
            is_short = listing.kind != "vessel" and is_abbreviation(name.text)
            doubt = "" if name.quality == "low" or is_short else None
            for text in filter(None, (name.text, without_abbreviation(name.text))):
                key = normalised(text)
                at = found.setdefault(any_order(key) if is_any_order else key, {})
                if place not in at or at[place].doubt is not None:
                    at[place] = Met(listing, name.text, "name", doubt)
    return {key: tuple(mets.values()) for key, mets in found.items()}


def _text(facts: Facts, name: str) -> str | None:
    value = facts.get(name)
    return None if value is None else str(value)
