"""An entry of a list in full, and its values as words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from article41.dates import Moment
from article41.listing import Identifier, ListedName, Listing, Place
from article41.report.words import listed, printable, wrapped

QUALITIES = {
    "primary": "primary name",
    "good": "good alias",
    "low": "low-quality alias",
    "aka": "also known as",
    "fka": "formerly known as",
}
_LONGEST = 240
"""Characters of a remark within a list of changes; `lists show` prints it whole."""
_LINES = {
    "born": "born",
    "birth_places": "born in",
    "gender": "gender",
    "nationalities": "nationality",
    "addresses": "address",
    "identifiers": "identifier",
    "listed_on": "listed on",
    "amended_on": "amended on",
    "programmes": "programme",
}


def value_text(value: Any) -> str:
    """Any value of a listing in one line."""
    if isinstance(value, ListedName):
        return _name(value)
    if isinstance(value, Identifier):
        return _identifier(value)
    if isinstance(value, Place):
        return _place(value)
    if isinstance(value, Moment):
        return _moment(value)
    return str(value)


def short(value: Any) -> str:
    """As `value_text`, cut where it is a long remark, and safe on a terminal."""
    text = printable(value_text(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def entry_line(listing: Listing) -> str:
    """ "KPi.001  YUN HO-JIN (person, DPRK), listed 2009-07-16"."""
    since = f", listed {listing.listed_on}" if listing.listed_on else ""
    regime = listing.regime or listed(listing.programmes)
    about = f"{listing.kind}, {regime}" if regime else listing.kind
    return printable(f"{listing.reference}  {listing.name} ({about}){since}")


def entry_lines(listing: Listing) -> Iterator[str]:
    """Everything that the list says of an entry."""
    yield from wrapped(entry_line(listing), 0)
    for name in listing.names[1:]:
        yield from wrapped(printable(_name(name)), 1)
    for column, words in _LINES.items():
        value = getattr(listing, column)
        for one in value if isinstance(value, tuple) else (value,):
            if one:
                yield from wrapped(printable(f"{words}: {value_text(one)}"), 1)
    for key, values in listing.details.items():
        for value in values:
            yield from wrapped(printable(f"{key}: {value}"), 1)


def _name(name: ListedName) -> str:
    said = QUALITIES.get(name.quality, name.quality)
    if name.label == "original script":
        said = name.label
    return f"{name.text} ({said})" + (f"; {name.note}" if name.note else "")


def _identifier(identifier: Identifier) -> str:
    kind = identifier.label or identifier.kind.replace("_", " ")
    where = f" ({identifier.country})" if identifier.country else ""
    unsound = ", its check digits do not fit" if identifier.is_sound is False else ""
    return f"{kind} {identifier.value}{where}{unsound}" + (f"; {identifier.note}" if identifier.note else "")


def _place(place: Place) -> str:
    said = (place.street, place.postal_code, place.city, place.region, place.country, place.note)
    return ", ".join(filter(None, said))


def _moment(moment: Moment) -> str:
    first, last = moment.first, moment.last
    is_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if moment.precision == "between":
        return f"{first.year} to {last.year}" if is_years else f"{first} to {last}"
    if first == last:
        said = str(first)
    elif is_years and first.year == last.year:
        said = str(first.year)
    else:
        said = _month(first)
    return f"about {said}" if moment.precision == "approximately" else said


def _month(day: date) -> str:
    return f"{day.year}-{day.month:02}"
