"""Ports: UN/LOCODE for all, names for the DPRK's, whose ports decide the direction of a shipment."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files

from article41.read.countries import Countries, comparable

_LOCODE = re.compile(r"([A-Za-z]{2})[ -]?([A-Za-z2-9]{3})")
_PLACE_WORDS = re.compile(r"\b(?:port|harbou?r|city|of)\b", re.IGNORECASE)
_OPEN_SEA = "XZ"  # UN/LOCODE's own prefix for installations in international waters
# One letter wrong in six, and at most one more or less: catches Wonson and Hungham, spares Nanjing (Najin).
_CLOSE = 0.83


@dataclass(frozen=True, slots=True)
class Ports:
    """`codes`: comparable name to UN/LOCODE; `names`: UN/LOCODE to name.

    KPZZZ stands for a DPRK port whose UN/LOCODE is not known here.
    """

    codes: Mapping[str, str]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PortCode:
    """`locode` None: a name that is not a DPRK port's and that only its UN/LOCODE would settle."""

    locode: str | None
    note: str | None = None


@lru_cache(maxsize=1)
def load_ports() -> Ports:
    """The DPRK's ports, and ports elsewhere whose names could be taken for theirs."""
    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    text = (files("article41") / "read" / "ports.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        names.setdefault(row["locode"], row["name"])
        for spelling in (row["name"], *row["aliases"].split("|")):
            if spelling:
                codes[comparable(spelling)] = row["locode"]
    return Ports(codes, names)


def parse_port(text: str, ports: Ports, countries: Countries, *, suggest: bool = True) -> PortCode:
    """Read one port.

    Raises ValueError with what was expected for a country code that does not exist and, with `suggest`,
    for a name close to a DPRK port's.
    """
    # Names come first: NAMPO would otherwise be read as a place in Namibia.
    named = _dprk_port(text, ports, countries)
    if named is not None:
        note = (
            f"{text} has no UN/LOCODE here; kept as {named}, a port in the DPRK" if named == "KPZZZ" else None
        )
        return PortCode(named, note)
    match = _LOCODE.fullmatch(text)
    # 'Tokyo' is a name; 'TOKYO' may be either and its first two letters are taken at their word.
    if match is not None and not text.istitle():
        locode = (match[1] + match[2]).upper()
        if locode[:2] not in countries.names and locode[:2] != _OPEN_SEA:
            return _unknown_code(text, locode, ports, suggest=suggest)
        note = (
            f"{locode} is not a DPRK port known here"
            if locode[:2] == "KP" and locode not in ports.names
            else None
        )
        return PortCode(locode, note)
    return _unknown_name(text, ports, suggest=suggest)


def _dprk_port(text: str, ports: Ports, countries: Countries) -> str | None:
    """UN/LOCODE of 'Nampo', 'Port of Nampo', 'Nampo, DPRK' and 'Rajin (Rason)'."""
    whole = ports.codes.get(comparable(text))
    if whole is not None:
        return whole
    first, *rest = [part for part in re.split(r"[,;()/]", text) if part.strip()] or [""]
    code = ports.codes.get(comparable(_PLACE_WORDS.sub(" ", first)))
    if code is None:
        return None
    for part in rest:
        key = comparable(_PLACE_WORDS.sub(" ", part))
        if countries.codes.get(key, code[:2]) != code[:2] or key not in {**ports.codes, **countries.codes}:
            return None
    return code


def _unknown_code(text: str, locode: str, ports: Ports, *, suggest: bool) -> PortCode:
    """Five letters that are no UN/LOCODE: a name, unless they were typed as a code."""
    if " " in text or any(c.isdigit() for c in text):
        error = ValueError("a UN/LOCODE: two letters of the country and three of the place (KPNAM)")
        error.add_note(f"there is no country {locode[:2]}")
        raise error
    return _unknown_name(text, ports, suggest=suggest)


def _unknown_name(text: str, ports: Ports, *, suggest: bool) -> PortCode:
    key = comparable(_PLACE_WORDS.sub(" ", re.split(r"[,(]", text, maxsplit=1)[0]))
    alike = (
        [name for name in ports.codes if abs(len(name) - len(key)) <= 1] if suggest and len(key) > 3 else []
    )
    near = get_close_matches(key, alike, n=1, cutoff=_CLOSE)
    code = ports.codes[near[0]] if near else ""
    if code.startswith("KP"):
        error = ValueError("the port's UN/LOCODE")
        error.add_note(f"did you mean {ports.names[code]} ({code})?")
        raise error
    return PortCode(None)
