"""What stands before the parties in OFAC's advanced XML: the words behind its numbers, and its locations."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from article41.dates import Moment
from article41.listing import Place
from article41.read.lists.elements import Node
from article41.read.lists.ofac_party import region_apart
from article41.read.lists.tally import Tally
from article41.read.lists.values import country_code, place

_UNKNOWN = "Unknown"
_ATTRIBUTES = {
    "Country": "ISO2",
    "AreaCode": "CountryID",
    "PartySubType": "PartyTypeID",
    "Script": "ScriptCode",
}
"""The one attribute beside the ID that is needed of a reference value."""
_STREET = ("ADDRESS1", "ADDRESS2", "ADDRESS3")
_REGION = ("STATE/PROVINCE", "REGION")


class References:
    """The words of ReferenceValueSets by the name of their element and their ID."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._words: dict[str, dict[str, str]] = {}
        self._attributes: dict[str, dict[str, str]] = {}

    def read(self, node: Node) -> None:
        """Reads <ReferenceValueSets>; an ID that stands twice in a set is wrong."""
        for values in node.tags:
            for parent in node.all(values):
                if not values.endswith("Values"):
                    self._tally.skip(f"{node.tag}/{values}", parent.where, parent.text)
                    continue
                for kind in parent.tags:
                    for value in parent.all(kind):
                        self._add(kind, value)
        node.take_all()

    def _add(self, kind: str, value: Node) -> None:
        known = self._words.setdefault(kind, {})
        number = value.attribute("ID")
        if number in known:
            self._tally.wrong(value.line, f"{kind}/@ID", number, "each ID once")
        known[number] = value.own()
        if kind in _ATTRIBUTES:
            more = value.attribute(_ATTRIBUTES[kind])
            self._attributes.setdefault(kind, {})[number] = more

    def word(self, kind: str, number: str, where: str) -> str:
        """The word behind a number; "" where it says "Unknown" or there is none, which is counted."""
        found = self._words.get(kind, {}).get(number)
        if found is None:
            if number:
                self._tally.skip(f"{kind} that ReferenceValueSets lacks", where, number)
            return ""
        return "" if found == _UNKNOWN else found

    def attribute(self, kind: str, number: str) -> str:
        """The further attribute of a value: the ISO code of a country, the code of a script."""
        return self._attributes.get(kind, {}).get(number, "")


def read_location(node: Node, references: References, tally: Tally) -> Place | None:
    """A location; parts in another script than the primary ones are its note."""
    country_id = ""
    for at in node.all("LocationCountry"):
        country_id = at.attribute("CountryID")
        at.attribute("CountryRelevanceID")
    for at in node.all("LocationAreaCode"):
        area = at.attribute("AreaCodeID")
        country_id = country_id or references.attribute("AreaCode", area)
    for back in ("FeatureVersionReference", "IDRegDocumentReference"):
        for link in node.all(back):
            link.take_all()  # the feature or document itself names the location
    country = references.word("Country", country_id, node.where)
    said, notes = _location_parts(node, references)
    other = said.pop("", [])
    if not country and len(other) == 1 and country_code(other[0]):
        country, other = other[0], []
    found = place(
        street=", ".join(text for word in _STREET for text in said.pop(word, ())),
        city=", ".join([*said.pop("CITY", ()), *other]),
        region=", ".join(text for word in _REGION for text in said.pop(word, ())),
        postal_code=", ".join(said.pop("POSTAL CODE", ())),
        country=country,
        note="; ".join(notes),
    )
    for word, texts in said.items():
        tally.skip(f"LocPartType {word!r}", node.where, texts[0])
    found = region_apart(found)
    code = references.attribute("Country", country_id)
    return replace(found, code=code) if found and code and not found.code else found


def _location_parts(node: Node, references: References) -> tuple[dict[str, list[str]], list[str]]:
    said: dict[str, list[str]] = {}
    notes = []
    for part in node.all("LocationPart"):
        word = references.word("LocPartType", part.attribute("LocPartTypeID"), part.where)
        for value in part.all("LocationPartValue"):
            text, comment = value.take("Value"), value.take("Comment")
            is_primary = value.attribute("Primary") != "false"
            for name in ("LocPartValueTypeID", "LocPartValueStatusID"):
                value.attribute(name)
            if text and is_primary:
                said.setdefault(word, []).append(text)
            if comment or not is_primary:
                notes.append(": ".join(filter(None, (comment, text))))
    return said, notes


def read_period(node: Node, tally: Tally) -> Moment | None:
    """A <DatePeriod>: from the first day it may start to the last it may end. None where it names no day."""
    for name in ("CalendarTypeID", "YearFixed", "MonthFixed", "DayFixed"):
        node.attribute(name)
    if comment := node.take("Comment"):
        tally.skip("DatePeriod/Comment", node.where, comment)
    days: list[date] = []
    is_rough = False
    for tag in ("Start", "End"):
        for bound in node.all(tag):
            is_rough |= bound.attribute("Approximate") == "true"
            for name in ("YearFixed", "MonthFixed", "DayFixed"):
                bound.attribute(name)
            for end in ("From", "To"):
                for point in bound.all(end):
                    day = read_day(point, tally, is_last=end == "To")
                    days += [day] if day else []
    if not days:
        return None
    first, last = min(days), max(days)
    if is_rough:
        return Moment(first, last, "approximately")
    if first == last:
        return Moment(first, last, "day")
    is_whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if is_whole and first.year == last.year and (first.month, last.month) == (1, 12):
        return Moment(first, last, "year")
    if is_whole and (first.year, first.month) == (last.year, last.month):
        return Moment(first, last, "month")
    return Moment(first, last, "between")


def read_day(node: Node, tally: Tally, *, is_last: bool = False) -> date | None:
    """Year, Month and Day; the first or last day of what is not said. None where they are no day."""
    node.attribute("CalendarTypeID")
    said = [node.take(tag) for tag in ("Year", "Month", "Day")]
    if not any(said):
        return None
    try:
        year, month = int(said[0]), int(said[1] or (12 if is_last else 1))
        return date(year, month, int(said[2] or (monthrange(year, month)[1] if is_last else 1)))
    except (ValueError, OverflowError):
        tally.skip(f"{node.tag} that is no day", node.where, "-".join(said))
        return None


def in_words(moment: Moment) -> str:
    """A moment as text: one day, or two with "to" between them."""
    span = f"{moment.first}" if moment.first == moment.last else f"{moment.first} to {moment.last}"
    return f"circa {span}" if moment.precision == "approximately" else span
