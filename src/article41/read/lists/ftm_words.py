"""FollowTheMoney's words and ours, for reading it and for writing it. Written for version 4 of its schemata.

What the format has no property for is written into notes as "[word] value" by `report.lists.ftm` and taken
from there again, for entities whose id begins with OWN; in those of others a note is a note.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from article41.dates import Moment
from article41.listing import Kind

Entity = dict[str, Any]
"""One entity as JSON: id, schema, properties, and what an exporter adds."""

OWN = "a41-"
FIELD = "field: "
"""Before the word of a note that is a field of the listing; without it, the note is a detail."""
KINDS: Mapping[str, Kind] = {
    "Person": "person",
    "Organization": "entity",
    "Company": "entity",
    "PublicBody": "entity",
    "LegalEntity": "unknown",
    "CryptoWallet": "unknown",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
"""The schemata that are parties."""
SCHEMATA: Mapping[Kind, str] = {
    "person": "Person",
    "entity": "Organization",
    "unknown": "LegalEntity",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
HOLDERS = frozenset(["Person", "Organization", "Company", "PublicBody", "LegalEntity"])
"""Which may hold an Identification or a wallet."""
ORGANISATIONS = HOLDERS - {"Person", "LegalEntity"}

NAMES = {
    "name": "primary",
    "alias": "aka",
    "weakAlias": "low",
    "previousName": "fka",
    "abbreviation": "aka",
}
QUALITIES = {
    "primary": "name",
    "good": "alias",
    "aka": "alias",
    "low": "weakAlias",
    "fka": "previousName",
}
BORN = {
    "Person": "birthDate",
    "Organization": "incorporationDate",
    "Company": "incorporationDate",
    "PublicBody": "incorporationDate",
    "LegalEntity": "incorporationDate",
    "Vessel": "buildDate",
    "Airplane": "buildDate",
}
COUNTRIES = {
    **dict.fromkeys(BORN, ("country",)),
    "Person": ("nationality", "citizenship"),
    "Vessel": ("flag",),
    **dict.fromkeys(("Organization", "Company", "PublicBody"), ("country", "jurisdiction", "mainCountry")),
    "CryptoWallet": ("country",),
}
"""The properties that are a party's nationalities; the first is written."""

IDENTIFIERS = {
    "passportNumber": "passport",
    "idNumber": "national_id",
    "socialSecurityNumber": "national_id",
    "taxNumber": "tax",
    "innCode": "tax",
    "vatCode": "tax",
    "irsCode": "tax",
    "voenCode": "tax",
    "registrationNumber": "registration",
    "ogrnCode": "registration",
    "uscCode": "registration",
    "okpoCode": "registration",
    "cikCode": "registration",
    "swiftBic": "swift",
    "leiCode": "lei",
    "imoNumber": "imo",
    "mmsi": "mmsi",
    "callSign": "call_sign",
    "isinCode": "isin",
    "ticker": "ticker",
    "publicKey": "wallet",
    "cryptoAddress": "wallet",
    "phone": "phone",
    "email": "email",
    "website": "website",
    **dict.fromkeys(("bikCode", "kppCode", "dunsCode", "cageCode", "uniqueEntityId", "npiCode"), "other"),
    **dict.fromkeys(("licenseNumber", "serialNumber", "icaoCode", "crsNumber", "giiNumber"), "other"),
    **dict.fromkeys(("accountId", "permId", "jibCode", "ipoCode", "bvdId"), "other"),
}
"""Property to kind."""
UNLABELLED = {kind: prop for prop, kind in reversed(IDENTIFIERS.items()) if kind != "other"}
"""Of a kind the first property, which needs no label."""
_LEGAL = (
    *("idNumber", "taxNumber", "registrationNumber", "swiftBic", "leiCode", "phone", "email", "website"),
    *("innCode", "vatCode", "ogrnCode", "uscCode", "okpoCode", "dunsCode", "licenseNumber", "npiCode"),
    *("uniqueEntityId", "bvdId"),
)
_ORGANISATION = (*_LEGAL, "imoNumber", "cageCode", "permId", "giiNumber")
NUMBERS = {
    "Person": frozenset([*_LEGAL, "passportNumber", "socialSecurityNumber"]),
    "LegalEntity": frozenset(_LEGAL),
    "Organization": frozenset(_ORGANISATION),
    "PublicBody": frozenset(_ORGANISATION),
    "Company": frozenset(
        (
            *(*_ORGANISATION, "isinCode", "ticker", "bikCode", "kppCode", "irsCode", "voenCode", "cikCode"),
            *("jibCode", "ipoCode"),
        )
    ),
    "Vessel": frozenset(["imoNumber", "mmsi", "callSign", "registrationNumber", "crsNumber"]),
    "Airplane": frozenset(["registrationNumber", "serialNumber", "icaoCode"]),
    "CryptoWallet": frozenset(["publicKey", "cryptoAddress", "accountId"]),
}
"""The identifiers that a schema has."""
_TEXTS = ("description", "summary", "keywords")
_LEGAL_TEXTS = (*_TEXTS, "legalForm", "status", "sector", "classification")
TEXTS = {
    "Person": frozenset(
        (
            *(*_LEGAL_TEXTS, "title", "position", "education", "religion", "ethnicity", "political"),
            *("firstName", "secondName", "middleName", "fatherName", "motherName", "nameSuffix"),
            *("appearance", "profession", "hairColor", "eyeColor"),
        )
    ),
    **dict.fromkeys(("LegalEntity", "Organization", "Company", "PublicBody"), frozenset(_LEGAL_TEXTS)),
    "Vessel": frozenset([*_TEXTS, "type", "registrationPort", "navigationArea", "pastTypes", "model"]),
    "Airplane": frozenset([*_TEXTS, "type", "model", "manufacturer"]),
    "CryptoWallet": frozenset([*_TEXTS, "currency", "currencySymbol", "managingExchange", "blockchain"]),
}
"""Free text that a schema has: details of this name are written as such."""

ENDS = {
    "Sanction": ("entity",),
    "Identification": ("holder",),
    "Passport": ("holder",),
    "CryptoWallet": ("holder",),
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "Representation": ("agent", "client"),
    "UnknownLink": ("subject", "object"),
    "Succession": ("predecessor", "successor"),
    "Occupancy": ("holder", "post"),
    "Debt": ("debtor", "creditor"),
    "Similar": ("candidate", "match"),
}
"""Entities about a party, and their properties that point to it."""

_NOTE = re.compile(r"\[([^\[\]]+)\] (.*)", re.DOTALL)


def note_of(word: str, value: str) -> str:
    """A value that the format has no property for."""
    return f"[{word.replace('[', '(').replace(']', ')')}] {value}"


def read_note(text: str) -> tuple[str, str] | None:
    """Word and value of such a note; None of any other."""
    found = _NOTE.fullmatch(text)
    return (found[1], found[2]) if found is not None else None


def moment_words(moment: Moment) -> str:
    """1965, 1965-04, 1965-04-29; ~1965 approximately; 1967..1969 between; ~1967..1969 both."""
    rough = "~" if moment.precision == "approximately" else ""
    prefix = date_prefix(moment)
    if prefix is not None and moment.precision != "between":
        return rough + prefix
    return f"{rough}{moment.first}..{moment.last}"


def read_moment(text: str) -> Moment:
    """Of such words. Raises ValueError."""
    words = text.removeprefix("~")
    if words == text or ".." not in words:
        return Moment.of(text)
    wide = Moment.of(words)
    return Moment(wide.first, wide.last, "approximately")


def date_prefix(moment: Moment) -> str | None:
    """The day, month or year that the span is; None where it is no one of these."""
    first, last = moment.first, moment.last
    if first == last:
        return first.isoformat()
    if (first.month, first.day) == (1, 1) and last == date(first.year, 12, 31):
        return f"{first.year:04}"
    if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
        return f"{first.year:04}-{first.month:02}"
    return None


def texts(entity: Entity, name: str) -> list[str]:
    """The values of a property that are text, sorted: exporters keep no order."""
    values = entity["properties"].get(name)
    if not values:
        return []  # most properties of most entities
    return sorted({value for value in values if isinstance(value, str) and value.strip()})


def joined(values: Iterable[str]) -> str:
    """Several values as one line."""
    return "; ".join(values)
