"""Documents, places and days of birth as the European Union's Financial Sanctions Files tell them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from article41.dates import Moment
from article41.listing import Identifier, Place
from article41.read.lists.values import (
    country_code,
    identifier,
    is_placeholder,
    parse_european_day,
    parse_moment,
    place,
)

Said: TypeAlias = Callable[[str], str]
"""The value of an attribute by its name in the XML; "" where there is none."""

YES = ("true", "1", "yes")
_IDENTIFIERS = {
    "passport": "passport",
    "id": "national_id",
    "ssn": "national_id",
    "NRN": "national_id",
    "swiftbic": "swift",
    "imo": "imo",
    "fiscalcode": "tax",
    "lei": "lei",
    "regnumber": "registration",
    "tradelic": "registration",
}
_FLAGS = {
    "diplomatic": "diplomatic",
    "knownExpired": "known to be expired",
    "knownFalse": "known to be false",
    "reportedLost": "reported lost",
    "revokedByIssuer": "revoked by the issuer",
}
_SPANS = {"issuedBy": "issued by", "issueDate": "issued", "validFrom": "valid from", "validTo": "valid to"}


def document_of(said: Said) -> Identifier:
    """A document or a number; its value is "" where none is told."""
    said("logicalId")
    number, latin = said("number"), said("latinNumber")
    code, label = said("identificationTypeCode"), said("identificationTypeDescription")
    named = said("nameOnDocument")
    notes = [spoken for word, spoken in _FLAGS.items() if said(word).casefold() in YES]
    notes += [f"{spoken} {value}" for word, spoken in _SPANS.items() if (value := said(word))]
    notes.append(f"in the name of {named}" if named else "")
    value = latin if is_placeholder(number) else number
    notes.append(f"latin number {latin}" if latin and latin != value else "")
    notes += [said("region"), said("remark")]
    kind = _IDENTIFIERS.get(code, "other")
    if kind == "imo":
        value = value.upper().removeprefix("IMO").strip(" :")
    return identifier(
        kind,
        "" if is_placeholder(value) else value,
        country=nation_of(said),
        label=label or code,
        note="; ".join(filter(None, notes)),
    )


def place_of(said: Said, street: str, remark: str = "") -> Place | None:
    """A place of birth or an address; None where nothing is said."""
    box, city = said("poBox"), said("city")
    notes = (
        said("place"),
        f"PO box {box}" if box else "",
        "as at the time of listing" if said("asAtListingTime").casefold() in YES else "",
        remark,
    )
    found = place(
        street=street,
        city="" if is_placeholder(city) else city,
        region=said("region"),
        postal_code=said("zipCode"),
        country=_country(said),
        note="; ".join(filter(None, notes)),
    )
    code = country_code(said("countryIso2Code"))
    return found if found is None or found.code or not code else replace(found, code=code)


def nation_of(said: Said) -> str:
    """The code of a country, where it is one; else as described."""
    described = _country(said)
    return country_code(said("countryIso2Code")) or described


def moment_of(words: str) -> Moment:
    """A day, a month, a year or years with ".." between them. Raises ValueError."""
    if ".." in words:
        return parse_moment(words)
    try:
        day = parse_european_day(words)
    except ValueError:
        return Moment.of(words)
    return Moment(day, day, "day")


def _country(said: Said) -> str:
    """As described, else its code; "" for what the list itself calls unknown."""
    described, code = said("countryDescription"), said("countryIso2Code")
    if not is_placeholder(described):
        return described
    return "" if code == "00" or is_placeholder(code) else code
