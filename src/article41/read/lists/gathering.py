"""What a record says, piece by piece, each thing kept once and in its order.

For formats that print a party over many rows or elements, and one thing in several of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from article41.dates import Moment
from article41.listing import Identifier, Kind, ListedName, Listing, Place
from article41.read.lists.tally import Tally
from article41.read.lists.values import country_or_text, is_placeholder

_SEXES = {"m": "male", "male": "male", "f": "female", "female": "female"}


@dataclass(slots=True)
class Gathered:
    """The pieces of one party. The keys of its dictionaries are what was said, in the order of saying."""

    tally: Tally
    reference: str = ""
    kind: Kind = "unknown"
    listed_on: date | None = None
    removed_on: Moment | None = None
    regime: str = ""
    where: str = ""
    names: dict[ListedName, ListedName] = field(default_factory=dict)
    """By the name without its field: the same name elsewhere says nothing new."""
    born: dict[Moment, None] = field(default_factory=dict)
    birth_places: dict[Place, None] = field(default_factory=dict)
    addresses: dict[Place, None] = field(default_factory=dict)
    nationalities: dict[str, None] = field(default_factory=dict)
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    amended_on: set[date] = field(default_factory=set)
    programmes: dict[str, None] = field(default_factory=dict)
    details: dict[str, dict[str, None]] = field(default_factory=dict)
    gender: str = ""

    def say(self, word: str, *texts: str) -> None:
        """Details under the list's own word; what is empty says nothing."""
        for text in texts:
            if text:
                self.details.setdefault(word, {})[text] = None

    def name(self, name: ListedName) -> None:
        """A name that says something."""
        self.names.setdefault(replace(name, field=""), name)

    def nation(self, text: str) -> None:
        """A nationality, or the flag of a vessel."""
        if not is_placeholder(text):
            self.nationalities[country_or_text(text)] = None

    def address(self, at: Place | None) -> None:
        """An address that says something."""
        if at is not None:
            self.addresses[at] = None

    def birth_place(self, at: Place | None) -> None:
        """A place of birth that says something."""
        if at is not None:
            self.birth_places[at] = None

    def identify(self, found: Identifier) -> None:
        """A number or code."""
        self.identifiers[found] = None

    def sex(self, text: str, where: str) -> None:
        """A gender; a second one that differs is a detail."""
        word = _SEXES.get(text.casefold().rstrip("."))
        if word is not None and self.gender in ("", word):
            self.gender = word
        elif text:
            self.say("gender", text)
            if word is None:
                self.tally.skip("gender that is none", where, text)

    @property
    def imo(self) -> str | None:
        """The first IMO number that passes its test."""
        numbers = (i.value for i in self.identifiers if i.kind == "imo" and i.is_sound)
        return next(numbers, None)

    def listing(self, names: Iterable[ListedName] | None = None) -> Listing:
        """Everything gathered, under these names or all of them: the primary one first."""
        return Listing(
            reference=self.reference,
            kind=self.kind,
            names=tuple(self.names.values() if names is None else names),
            listed_on=self.listed_on,
            removed_on=self.removed_on,
            amended_on=tuple(sorted(self.amended_on)),
            born=tuple(self.born),
            birth_places=tuple(self.birth_places),
            gender=self.gender,
            nationalities=tuple(self.nationalities),
            addresses=tuple(self.addresses),
            identifiers=tuple(self.identifiers),
            imo=self.imo,
            regime=self.regime,
            programmes=tuple(self.programmes),
            details={word: tuple(texts) for word, texts in self.details.items()},
            where=self.where,
        )
