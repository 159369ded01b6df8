"""Countries as people write them: ISO 3166 and M49 codes, English names, and the names that matter here."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from article41.errors import nearest

_EXPECTED = "a country by ISO code or English name"

# Names that two countries bear; a guess would decide the verdict.
_AMBIGUOUS = {
    "korea": "Democratic People's Republic of Korea (KP) or Republic of Korea (KR)",
    "corea": "Democratic People's Republic of Korea (KP) or Republic of Korea (KR)",
    "coree": "Democratic People's Republic of Korea (KP) or Republic of Korea (KR)",
    "корея": "Democratic People's Republic of Korea (KP) or Republic of Korea (KR)",
    "virginislands": "British Virgin Islands (VG) or United States Virgin Islands (VI)",
}


@dataclass(frozen=True, slots=True)
class Countries:
    """`names`: ISO alpha-2 to English name. `codes`: comparable form of every code and name to alpha-2.
    `alpha3`: alpha-2 to alpha-3."""

    names: Mapping[str, str]
    codes: Mapping[str, str]
    alpha3: Mapping[str, str]


@lru_cache(maxsize=1)
def load_countries() -> Countries:
    """Every ISO 3166-1 country and territory, and Kosovo."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    alpha3: dict[str, str] = {}
    text = (files("article41") / "read" / "countries.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        names[row["iso2"]], alpha3[row["iso2"]] = row["name"], row["iso3"]
        spellings = [row["iso2"], row["iso3"], row["m49"], row["m49"].lstrip("0"), row["name"]]
        for spelling in spellings + row["aliases"].split("|"):
            if spelling:
                codes[comparable(spelling)] = row["iso2"]
    return Countries(names, codes, alpha3)


_SAID_TWICE = re.compile(r"[()\[\]/|]|\s[-–—]\s")
"""What stands between the parts of "North Korea (KP)" and "KP - North Korea"."""


def comparable(text: str) -> str:
    """Letters and digits only: no case, accents, punctuation, spaces, nor the word 'the'."""
    # recomposed afterwards, so that Hangul syllables are whole again
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Mn")
    words = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", bare).casefold()).split()
    return "".join(word for word in words if word != "the")


def parse_country(text: str, countries: Countries, *, suggest: bool = True) -> str:
    """ISO alpha-2 of one country.

    Raises ValueError with what was expected; with `suggest`, the nearest name is added with add_note
    (a search of some milliseconds, worth it for the first mistakes of a file and not for the millionth).
    """
    key = comparable(text.replace("&", " and "))
    found = countries.codes.get(key)
    if found is not None:
        return found
    parts = [part for part in _SAID_TWICE.split(text) if part.strip()]
    said = {countries.codes.get(comparable(part)) for part in parts}
    if len(said) == 1 and None not in said:  # every part is a country, and the same one
        return str(said.pop())
    if key in _AMBIGUOUS:
        raise ValueError(f"one country: {_AMBIGUOUS[key]}")
    error = ValueError(_EXPECTED)
    near = nearest(key, countries.codes) if suggest and 3 < len(key) < 80 else None
    if near is not None:
        code = countries.codes[near]
        error.add_note(f"did you mean {countries.names[code]} ({code})?")
    raise error
