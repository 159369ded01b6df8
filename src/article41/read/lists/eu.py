"""The European Union's Financial Sanctions Files: what its elements, and the columns named after them, say.

Version 1.1 of the format prints in XML as attributes what it prints in CSV as columns; version 1.0, in CSV
only, prints less. Both readers put their words to `EuEntity` under the names of the XML.

The files mark no primary name. Taken as such is the name that was entered first (the lowest logicalId) among
those that are not weak and in no other language than English. `strong` gives the quality "good" or "low";
where there is none, "aka". A vessel has no kind of its own there: it is an enterprise with an identification
"imo". The day of designation is often left out; the days on which regulations that list or amend an entry
were published are its `amended_on`. What dates in another calendar mean is not known: they are kept as words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from article41.dates import Moment
from article41.listing import Kind, ListedName, Listing
from article41.read.lists.eu_fields import YES, Said, document_of, moment_of, nation_of, place_of
from article41.read.lists.gathering import Gathered
from article41.read.lists.tally import Tally
from article41.read.lists.values import identifier, is_placeholder, listed_name, parse_european_day

KINDS: dict[str, Kind] = {"person": "person", "p": "person", "enterprise": "entity", "e": "entity"}
_CONTACTS = {"PHONE": "phone", "FAX": "phone", "EMAIL": "email", "WEB": "website"}
_NATIVE = ("", "EN")
_CONTACT = re.compile(r"([A-Z]{3,10})\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class _Alias:
    name: ListedName
    entered: int
    """The number under which it was entered; the highest of all where it is none."""
    is_weak: bool


class EuEntity:
    """One entity, gathered from the elements or rows that speak of it."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._gathered = Gathered(tally)
        self._aliases: dict[tuple[str, ...], _Alias] = {}
        self._logical_id = ""

    def head(self, said: Said, where: str) -> None:
        """The attributes of the entity itself; of several rows the first that says a thing."""
        own = self._gathered
        own.where = own.where or where
        own.reference = self._once("euReferenceNumber", own.reference, said("euReferenceNumber"), where)
        self._logical_id = self._once("logicalId", self._logical_id, said("logicalId"), where)
        for word in ("unitedNationId", "designationDetails", "remark"):
            own.say(word, said(word))
        if day := self._day("designationDate", said("designationDate"), where):
            if own.listed_on in (None, day):
                own.listed_on = day
            else:
                own.say("designationDate", day.isoformat())
        if gone := self._day("delistingDate", said("delistingDate"), where):
            own.removed_on = Moment(gone, gone, "day")

    def subject(self, said: Said, where: str) -> None:
        """What kind of party it is."""
        code, letter = said("code"), said("classificationCode")
        self._gathered.say("subjectType", code if len(code) > 1 else letter or code)
        kind = KINDS.get(code.casefold()) or KINDS.get(letter.casefold())
        if kind is None:
            if code or letter:
                self._tally.skip(f"subjectType={code or letter}", where, code or letter)
        elif self._gathered.kind in ("unknown", kind):
            self._gathered.kind = kind
        else:
            self._tally.skip("a second subjectType", where, code or letter)

    def regulation(self, said: Said, where: str, *, is_own: bool) -> None:
        """`is_own`: of the entity, not of one of its names or numbers."""
        published, programme = said("publicationDate"), said("programme")
        by = " of ".join(filter(None, (said("regulationType"), said("organisationType"))))
        force, corrigendum = said("entryIntoForceDate"), said("corrigendum")
        parts = (
            said("numberTitle"),
            by,
            f"published {published}" if published else "",
            f"in force {force}" if force else "",
            "corrigendum" if corrigendum.casefold() in YES else "",
            programme,
            said("publicationUrl"),
            said("remark"),
        )
        said("logicalId")
        self._gathered.say("regulation", "; ".join(filter(None, parts)))
        if not is_own:
            return
        if programme:
            self._gathered.programmes[programme] = None
        if day := self._day("publicationDate", published, where):
            self._gathered.amended_on.add(day)

    def name(self, said: Said, where: str, field: str) -> None:
        """A name, with what is said of its bearer beside it. `field`: where in the record it stands."""
        first, middle, last = said("firstName"), said("middleName"), said("lastName")
        text = said("wholeName") or " ".join(filter(None, (first, middle, last)))
        remark, language, strong = said("remark"), said("nameLanguage").upper(), said("strong").casefold()
        number = said("logicalId")
        self._gathered.say("title", said("title"))
        self._gathered.say("function", said("function"))
        self._gathered.sex(said("gender"), where)
        if is_placeholder(text):
            if text or remark or number:
                self._tally.refuse("nameAlias without a name", where, text or remark)
                self._gathered.say("nameAlias without a name", remark)
            return
        parts = [f"{k} {v}" for k, v in (("firstName", first), ("middleName", middle)) if v and v not in text]
        if last and last not in text:
            parts.append(f"lastName {last}")
        spoken = remark.casefold()
        is_weak = strong in ("false", "0") or "low quality" in spoken
        label = {"true": "strong", "false": "weak"}.get(strong, "")
        if strong and not label:
            self._tally.skip(f"nameAlias/@strong={strong}", where, text)
        quality = "low" if is_weak else "good" if label or "good quality" in spoken else "aka"
        found = listed_name(
            text,
            quality,
            field,
            label=label,
            family=last if last in text else "",
            note="; ".join(filter(None, (*parts, remark))),
            language=language.casefold(),
        )
        entered = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 10**16
        key = (text, language, quality, found.family, found.note)
        self._aliases.setdefault(key, _Alias(found, entered, is_weak))

    def citizenship(self, said: Said) -> None:
        """A citizenship of a person, the country of an enterprise."""
        said("logicalId")
        self._gathered.nation(nation_of(said))
        for word in ("region", "acquisitionDate", "disenfranchisementDate", "remark"):
            self._gathered.say(f"citizenship {word}", said(word))

    def birth(self, said: Said, where: str) -> None:
        """A day of birth, or as much of it as is known, and a place."""
        said("logicalId")
        calendar, circa = said("calendarType"), said("circa").casefold() in YES
        text, start, end = said("birthdate"), said("yearRangeFrom"), said("yearRangeTo")
        parts = [said("year"), said("monthOfYear").zfill(2), said("dayOfMonth").zfill(2)]
        while parts and not parts[-1].strip("0"):
            parts.pop()
        words = "" if is_placeholder(text) else text
        words = words or "-".join(parts)
        span = "..".join(filter(None, (start, end)))
        self._gathered.say("birthdate yearRange", span if words else "")
        words = words or span
        self._gathered.say("birthdate remark", said("remark"))
        self._gathered.birth_place(place_of(said, ""))
        if not words:
            return
        if calendar.upper() not in ("", "GREGORIAN"):
            self._gathered.say(f"birthdate ({calendar})", words)
        elif bool(start) != bool(end) and words in (start, end):
            self._gathered.say("birthdate yearRangeFrom" if start else "birthdate yearRangeTo", words)
        else:
            self._born(words, circa, where)

    def address(self, said: Said) -> None:
        """An address."""
        said("logicalId")
        street = ", ".join(filter(None, (said("number"), said("street"))))
        self._gathered.address(place_of(said, street, said("remark")))

    def contact(self, key: str, value: str, where: str) -> None:
        """A telephone number, an address on the net."""
        kind = _CONTACTS.get(key.upper())
        if not value:
            return
        if kind is None:
            self._gathered.say(f"contactInfo {key}", value)
            self._tally.skip(f"contactInfo/@key={key}", where, value)
            return
        self._gathered.identify(identifier(kind, value, label=key))

    def contacts(self, text: str, where: str) -> None:
        """Contacts in the one cell that tables have for them: PHONE[...] FAX[...]."""
        for key, value in _CONTACT.findall(text):
            self.contact(key, value.strip(), where)
        self._gathered.say("contactInfo", _CONTACT.sub("", text).strip(" ,;"))

    def additional(self, key: str, value: str) -> None:
        """What the schema leaves room for."""
        self._gathered.say("additionalInformation", ": ".join(filter(None, (key, value))))

    def identification(self, said: Said, where: str) -> None:
        """A document or a number."""
        found = document_of(said)
        if found.value:
            self._gathered.identify(found)
        elif words := "; ".join(filter(None, (found.label, found.country, found.note))):
            self._tally.refuse("identification without a number", where, words)
            self._gathered.say("identification without a number", words)

    def listing(self) -> Listing:
        """The whole. A missing name or reference is told as what makes the file unfit."""
        own = self._gathered
        if not own.reference and not self._logical_id:
            self._tally.wrong(_row(own.where), "logicalId", "", "the number of the entity")
        names = self._names()
        if not names:
            self._tally.wrong(_row(own.where), "wholeName", "", "a name of the entity")
            names = [listed_name("", "primary", "")]
        own.say("logicalId", self._logical_id)
        own.reference = own.reference or f"logicalId {self._logical_id}"
        own.regime = "DPRK" if "PRK" in own.programmes else next(iter(own.programmes), "")
        return own.listing(names)

    def _names(self) -> list[ListedName]:
        aliases = list(self._aliases.values())
        if not aliases:
            return []

        def rank(at: int) -> tuple[bool, bool, int, int]:
            alias = aliases[at]
            return alias.is_weak, alias.name.language.upper() not in _NATIVE, alias.entered, at

        first = min(range(len(aliases)), key=rank)
        primary = replace(aliases[first].name, quality="primary")
        return [primary, *(a.name for i, a in enumerate(aliases) if i != first)]

    def _born(self, words: str, circa: bool, where: str) -> None:
        try:
            moment = moment_of(words)
        except ValueError:
            self._tally.skip("birthdate that is no date", where, words)
            self._gathered.say("birthdate", words)
            return
        if circa and moment.precision == "between":
            self._gathered.say("birthdate circa", words)
        elif circa:
            moment = replace(moment, precision="approximately")
        self._gathered.born[moment] = None

    def _once(self, word: str, known: str, text: str, where: str) -> str:
        if text and known and text != known:
            self._tally.wrong(_row(where), word, text, f"{known}, as the rows before")
        return known or text

    def _day(self, word: str, text: str, where: str) -> date | None:
        if not text:
            return None
        try:
            return parse_european_day(text)
        except ValueError:
            self._tally.skip(f"{word} that is no day", where, text)
            self._gathered.say(word, text)
            return None


def _row(where: str) -> int | None:
    """The row or line that `where` ends with."""
    digits = where.rpartition(" ")[2].replace(",", "")
    return int(digits) if digits.isdigit() else None
