"""The `ids` column of the Consolidated Screening List: identifiers, and what else the Treasury files as one.

"Passport, U00000001, TR, 18 Jan 1984, 17 Jan 1994; Gender, Male": the type, the value, then perhaps the
country and the days of issue and expiry. A value may hold commas of its own.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from article41.dates import Moment
from article41.listing import Identifier
from article41.read.lists.moments import moments_in
from article41.read.lists.values import identifier, is_placeholder, parse_list_day

_KINDS = {
    **dict.fromkeys(("Passport", "Diplomatic Passport", "British National Overseas Passport"), "passport"),
    **dict.fromkeys(("National ID No.", "Cedula No.", "D.N.I.", "C.U.R.P.", "SSN"), "national_id"),
    **dict.fromkeys(("Personal ID Card", "Kenyan ID No.", "Moroccan Personal ID No."), "national_id"),
    **dict.fromkeys(("National Foreign ID Number", "Bosnian Personal ID No.", "LE Number"), "national_id"),
    **dict.fromkeys(("Electoral Registry No.", "Credencial electoral"), "national_id"),
    **dict.fromkeys(("Tax ID No.", "NIT #", "R.F.C.", "RFC", "RUC #", "C.U.I.T."), "tax"),
    **dict.fromkeys(("Italian Fiscal Code", "V.A.T. Number", "US FEIN"), "tax"),
    **dict.fromkeys(("Paraguayan tax identification number",), "tax"),
    **dict.fromkeys(("Registration ID", "Registration Number", "Company Number", "C.R. No."), "registration"),
    **dict.fromkeys(("Unified Social Credit Code (USCC)", "UK Company Number"), "registration"),
    **dict.fromkeys(("Business Registration Document #", "Business Registration Number"), "registration"),
    **dict.fromkeys(("Certificate of Incorporation Number", "Public Registration Number"), "registration"),
    **dict.fromkeys(("Registered Charity No.",), "registration"),
    "Legal Entity Number": "lei",
    "SWIFT/BIC": "swift",
    "ISIN": "isin",
    "Equity Ticker": "ticker",
    "Website": "website",
    "Email Address": "email",
    "Phone Number": "phone",
    "MMSI": "mmsi",
    "Aircraft Tail Number": "aircraft_registration",
}
_STATEMENTS = re.compile(
    r"(?:listing|effective|purchase|target|issuer|organization|executive order|secondary|additional|caatsa"
    r"|ifca|transactions|nationality|peesa)\b",
    re.IGNORECASE,
)
"""What says something of the party and is no number."""
_SHIP = re.compile(r"IMO (\d{7})")
_WALLET = re.compile(r"Digital Currency Address - (.+)")
_ISSUED = re.compile(r"(?:circa )?(?:\d{1,2} )?[A-Z][a-z]{2} \d{4}|\d{4}-\d{2}-\d{2}|\d{4}")
_IN_COUNTRY = re.compile(r"(.+) \(([A-Z][A-Za-z ]+)\)")


@dataclass(slots=True)
class Said:
    """What one cell says."""

    identifiers: list[Identifier] = field(default_factory=list)
    details: dict[str, list[str]] = field(default_factory=dict)
    listed: list[date] = field(default_factory=list)
    born: list[Moment] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    gender: str = ""


def read_ids(cell: str) -> Said:
    """Every part of the cell: a typed identifier, a fact that the record has a field for, or a detail."""
    said = Said()
    for part in cell.split("; "):
        label, _, value = part.partition(", ")
        label = label.strip().removesuffix(" -").removesuffix(":")
        if label and not is_placeholder(value):
            _take(label, value.strip(), said)
        elif label:
            said.details.setdefault("ids", []).append(part.strip())
    return said


def _take(label: str, value: str, said: Said) -> None:
    if label == "Gender" and value.casefold() in ("male", "female"):
        said.gender = value.casefold()
        return
    if label == "Nationality Country":
        said.nationalities.append(value)
        return
    if label == "Organization Established Date":
        moments, is_whole = moments_in(value)
        said.born += moments
        if is_whole:
            return
    if label.startswith("Listing Date"):
        with suppress(ValueError):  # the detail below keeps it as printed
            said.listed.append(parse_list_day(value))
    wallet = _WALLET.fullmatch(label)
    is_number = label in _KINDS or wallet is not None or any(c.isdigit() for c in value)
    if _STATEMENTS.match(label) or not is_number:
        said.details.setdefault(label, []).append(value)
        return
    said.identifiers.append(_identifier(label, value, "wallet" if wallet is not None else ""))


def _identifier(label: str, value: str, kind: str) -> Identifier:
    ship = _SHIP.fullmatch(value)
    if label == "Vessel Registration Identification" and ship is not None:
        return identifier("imo", ship[1], label=label)
    parts = value.split(", ")
    days: list[str] = []
    while len(parts) > 1 and len(days) < 2 and _ISSUED.fullmatch(parts[-1]):
        days.insert(0, parts.pop())
    country = parts.pop() if len(parts) > 1 and re.fullmatch(r"[A-Z]{2}", parts[-1]) else ""
    number = ", ".join(parts)
    named = _IN_COUNTRY.fullmatch(number) if not country else None
    if named is not None:
        number, country = named[1], named[2]
    note = "; ".join(f"{word} {day}" for word, day in zip(("issued", "expires"), days, strict=False))
    return identifier(kind or _KINDS.get(label, "other"), number, country=country, label=label, note=note)
