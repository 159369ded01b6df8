"""Commodity codes: HS of any edition, TOTAL, and those that cannot be mapped to HS."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib.resources import files

from article41.flows import TOTAL
from article41.read.hs import load_hs_headings, parse_hs
from article41.read.refusal import hint_of
from article41.read.trade.parts import Cells, Said, Wrong

EDITIONS: Mapping[str, int] = {
    "H0": 1992,
    "H1": 1996,
    "H2": 2002,
    "H3": 2007,
    "H4": 2012,
    "H5": 2017,
    "H6": 2022,
}
"""Comtrade's letters for the editions of the Harmonized System."""
_NOT_HS = re.compile(r"(S[1-4STS]|SITC.*|B[4-9E]|BEC.*)", re.IGNORECASE)
_SERVICES = re.compile(r"EB.*", re.IGNORECASE)
_HS_YEAR = re.compile(r"HS[ -]?((?:19|20)?[0-9]{2})", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,12}")
_TOTALS = frozenset(["TOTAL", "ALL COMMODITIES", "AG0"])
_NO_CODE = "the row is kept without a code"


@dataclass(frozen=True, slots=True)
class Commodity:
    """`code` null where it cannot be mapped; `edition` null where the source does not tell it.

    `given`: the digits as they stand, where a leading zero was put before them; `is_proven`: the row itself
    proves that it was lost, else only the other codes of the file can. `scheme`: what it is coded in instead.
    """

    code: str | None
    edition: int | None = None
    given: str | None = None
    is_proven: bool = True
    scheme: str | None = None


def edition_of(text: str) -> int | None:
    """The year of H5, HS2017, HS17 or 2017; None where it names no edition."""
    if text.upper() in EDITIONS:
        return EDITIONS[text.upper()]
    match = _HS_YEAR.fullmatch(text)
    year = match[1] if match else text
    known = {form: edition for edition in EDITIONS.values() for form in (str(edition), str(edition)[2:])}
    return known.get(year)


def code_reader(edition: int | None, width: int | None) -> partial[Said[Commodity]]:
    """Reads HS codes. `edition` of the whole file, where its rows do not tell it; `width`: how many digits
    every code of this source has, if it is always the same."""
    return partial(_read, edition, width)


def _read(edition: int | None, width: int | None, cells: Cells) -> Said[Commodity]:
    scheme, text, level = (cells.get(role) for role in ("classification", "code", "level"))
    if scheme is not None and _SERVICES.fullmatch(scheme):
        return Said(None, aside=f"services ({scheme}), which are no goods")
    if text is not None and text.upper() in _TOTALS:
        return Said(Commodity(TOTAL, _edition(scheme, edition)))
    if scheme is not None and _NOT_HS.fullmatch(scheme):
        return Said(Commodity(None, scheme=scheme.upper()))
    wrong: tuple[Wrong, ...] = ()
    if scheme is not None and scheme.upper() != "HS" and edition_of(scheme) is None:
        expected = "a classification: H0 to H6, HS, S1 to S4 or B4"
        wrong = (Wrong("classification", scheme, expected, "the HS edition is taken as not told"),)
    if text is None:
        return Said(Commodity(None), (*wrong, Wrong("code", None, "a commodity code, or TOTAL", _NO_CODE)))
    try:
        found = _digits(text, level, width)
    except ValueError as error:
        hint = hint_of(error)
        hint = f"{hint}; {_NO_CODE}" if hint else _NO_CODE
        return Said(Commodity(None), (*wrong, Wrong("code", text, str(error), hint)))
    return Said(replace(found, edition=_edition(scheme, edition)), wrong)


def _edition(scheme: str | None, edition: int | None) -> int | None:
    return edition if scheme is None else edition_of(scheme)


def _digits(text: str, level: str | None, width: int | None) -> Commodity:
    """The code, with the zero that a column of numbers loses. No HS code has an odd number of digits."""
    if text.upper() == "9999AA":  # Comtrade's six digits of heading 9999, goods not specified
        return Commodity("999999")
    if _DIGITS.fullmatch(text) is None:
        return Commodity(parse_hs(text, load_hs_headings()).digits)
    if len(text) % 2 == 0:
        return Commodity(parse_hs(text, frozenset()).digits)
    fixed = "0" + text
    if fixed.startswith("00"):
        raise ValueError("a commodity code of chapter 01 to 99, or TOTAL")
    proof = {str(width), level}
    return Commodity(fixed, given=text, is_proven=str(len(fixed)) in proof)


@lru_cache(maxsize=1)
def load_items() -> Mapping[str, str]:
    """FAOSTAT's items, by CPC or FAO code, to HS headings: our own mapping, of items within one heading."""
    text = (files("article41") / "read" / "trade" / "cpc.csv").read_text(encoding="utf-8")
    return {row["item"]: row["heading"] for row in csv.DictReader(text.splitlines())}


def read_item(cells: Cells) -> Said[Commodity]:
    """An item of FAOSTAT; one that is no HS heading keeps no code, and its words tell what it is."""
    text = cells.get("code")
    if text is None:
        return Said(Commodity(None), (Wrong("code", None, "an item code", _NO_CODE),))
    heading = load_items().get(text.upper())
    return Said(
        Commodity(heading, scheme=None if heading else "items of FAOSTAT without an HS heading of ours")
    )
