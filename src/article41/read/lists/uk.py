"""The UK Sanctions List, the one list of the United Kingdom since 28 January 2026: what its words say.

Its XML and its CSV print the same things; both readers put them to `UkEntry`. Names come in six parts, Name 6
being the family name of a person and the whole name of others, said last. Parts of a date that are not known
are spelled out: dd/mm/1965, 00/00/1965. Of an address, lines 1 to 5 are the street, line 6 the place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from article41.dates import Moment
from article41.listing import Kind, Listing
from article41.read.imo import is_written_as_imo
from article41.read.lists.gathering import Gathered
from article41.read.lists.tally import Tally
from article41.read.lists.values import (
    identifier,
    is_placeholder,
    listed_name,
    parse_european_day,
    place,
)

KINDS: dict[str, Kind] = {"individual": "person", "entity": "entity", "ship": "vessel"}
_TYPES = {
    "primary name": "primary",
    "primary name variation": "good",  # another spelling of the primary name
    "alias": "aka",
    "aka": "aka",
    "a.k.a": "aka",
    "fka": "fka",
    "f.k.a": "fka",
}
_STRENGTHS = {
    "good quality a.k.a": "good",
    "good quality": "good",
    "good": "good",
    "low quality a.k.a": "low",
    "low quality": "low",
    "low": "low",
}
_KOREA = re.compile(r"democratic people.?s republic of korea", re.IGNORECASE)
_BORN = re.compile(r"(\d{1,2}|dd)/(\d{1,2}|mm)/(\d{4})", re.ASCII | re.IGNORECASE)
_LABELLED = re.compile(r"([A-Za-z][A-Za-z. ]{1,30}): ?([\w/-]{4,40})")
_TAX = ("INN", "TIN")


class UkEntry:
    """One designation, gathered from the elements or rows that speak of it."""

    def __init__(self, tally: Tally, where: str) -> None:
        self._tally = tally
        self.gathered = Gathered(tally, where=where)

    def head(self, reference: str, kind: str, listed_on: str, amended_on: str, regime: str) -> None:
        """What a designation has once; of several rows each may say it again."""
        said = self.gathered
        said.reference = said.reference or reference
        found = KINDS.get(kind.casefold())
        if found is None:
            self._tally.skip(f"kind of designation={kind}", said.where, kind)
            said.say("kind of designation", kind)
        elif said.kind not in ("unknown", found):
            self._tally.skip("a second kind of designation", said.where, kind)
        else:
            said.kind = found
        if day := self._day("date designated", listed_on):
            if said.listed_on not in (None, day):
                said.say("date designated", day.isoformat())
            said.listed_on = said.listed_on or day
        if day := self._day("last updated", amended_on):
            said.amended_on.add(day)
        if regime:
            said.programmes[regime] = None

    def name(self, parts: Sequence[str], kind: str, strength: str, field: str) -> None:
        """`parts`: Name 1 to Name 6."""
        text = " ".join(filter(None, parts))
        if is_placeholder(text):
            if text or kind:
                self._tally.refuse("empty name", self.gathered.where, text or kind)
            return
        word, degree = kind.casefold().rstrip("."), strength.casefold().rstrip(".")
        quality = _TYPES.get(word, "aka")
        if word and word not in _TYPES:
            self._tally.skip(f"name type={kind}", self.gathered.where, text)
        if degree and degree not in _STRENGTHS:
            self._tally.skip(f"alias strength={strength}", self.gathered.where, text)
        if quality == "aka":
            quality = _STRENGTHS.get(degree, quality)
        label = ", ".join(filter(None, (kind, strength)))
        family = parts[5] if self.gathered.kind == "person" else ""
        self.gathered.name(listed_name(text, quality, field, label=label, family=family))

    def original(self, text: str, script: str, language: str, field: str) -> None:
        """A name in another script; the list does not say which of the names it is."""
        if is_placeholder(text):
            if text or script or language:
                self._tally.refuse(
                    "empty name in another script", self.gathered.where, text or script or language
                )
            return
        name = listed_name(text, "aka", field, label="non-latin script", note=script, language=language)
        self.gathered.name(name)

    def address(self, lines: Sequence[str], postal_code: str, country: str) -> None:
        """`lines`: Address Line 1 to 6."""
        street = ", ".join(filter(None, lines[:5]))
        self.gathered.address(place(street=street, city=lines[5], postal_code=postal_code, country=country))

    def born(self, text: str) -> None:
        """A date of birth, as much of it as is known."""
        if is_placeholder(text):
            return
        try:
            moment, is_whole = _moment(text)
        except ValueError:
            self._tally.skip("date of birth that is no date", self.gathered.where, text)
            moment, is_whole = None, False
        if moment is not None:
            self.gathered.born[moment] = None
        if not is_whole:
            self.gathered.say("date of birth", text)

    def birth_place(self, town: str, country: str) -> None:
        """A place of birth."""
        self.gathered.birth_place(place(city=town, country=country))

    def document(self, kind: str, label: str, number: str, note: str) -> None:
        """A passport or a number of a State."""
        if is_placeholder(number):
            if number or note:
                self._tally.refuse(
                    "document without a number", self.gathered.where, f"{label}: {note or number}"
                )
                self.gathered.say("document without a number", f"{label}: {note}" if note else "")
            return
        self.gathered.identify(identifier(kind, number, label=label, note=note))

    def code(self, kind: str, label: str, text: str) -> None:
        """Any other number, address on the net or telephone number."""
        if is_placeholder(text):
            return
        if kind == "imo":
            digits = text[-7:] if is_written_as_imo(text) else text
            self.gathered.identify(identifier(kind, digits, label=label))
            return
        parts = _LABELLED.fullmatch(text) if kind == "registration" else None
        if parts is not None:
            kind = "tax" if parts[1].upper() in _TAX else kind
            self.gathered.identify(identifier(kind, parts[2], label=parts[1]))
            return
        self.gathered.identify(identifier(kind, text, label=label))

    def measures(self, text: str) -> None:
        """The measures imposed, one after another between bars."""
        self.gathered.say("sanctions imposed", *(part.strip() for part in text.split("|")))

    def built(self, text: str) -> None:
        """The year in which a ship was built."""
        try:
            self.gathered.born[Moment.of(text)] = None
        except ValueError:
            self.gathered.say("year built", text)

    def listing(self, row: int) -> Listing:
        """The whole. A missing name or reference is told as what makes the file unfit."""
        said = self.gathered
        if is_placeholder(said.reference):
            self._tally.wrong(row, "Unique ID", said.reference, "the number of the designation")
        names = sorted(said.names.values(), key=lambda n: n.quality != "primary")
        if not names:
            self._tally.wrong(row, "Name 6", "", f"a name of {said.reference}")
            names = [listed_name("", "primary", "")]
        elif names[0].quality != "primary":
            self._tally.wrong(row, "Name type", names[0].label, f"a primary name of {said.reference}")
        is_korea = any(map(_KOREA.search, said.programmes))
        said.regime = "DPRK" if is_korea else next(iter(said.programmes), "")
        return said.listing(names)

    def _day(self, word: str, text: str) -> date | None:
        if not text:
            return None
        try:
            return parse_european_day(text)
        except ValueError:
            self._tally.skip(f"{word} that is no day", self.gathered.where, text)
            self.gathered.say(word, text)
            return None


def _moment(text: str) -> tuple[Moment, bool]:
    """The moment, and whether it says all that was written. Raises ValueError."""
    parts = _BORN.fullmatch(text)
    if parts is None:
        return Moment.of(text), True
    day, month, year = parts[1].strip("0dD"), parts[2].strip("0mM"), parts[3]
    known = parts[2].zfill(2) if month else ""
    if known and day:
        return Moment.of(f"{year}-{known}-{parts[1].zfill(2)}"), True
    return Moment.of("-".join(filter(None, (year, known)))), not day
