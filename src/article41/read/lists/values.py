"""Values as lists print them: names and their scripts, countries, days as exact as they are."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from article41.dates import Moment
from article41.listing import Identifier, ListedName, Place
from article41.read.countries import load_countries, parse_country
from article41.read.imo import has_check_digit
from article41.read.lists.tally import Tally

PLACEHOLDERS = frozenset(["", "na", "n/a", "n.a.", "none", "-", "--", "-0-", "nil", "null", "unknown", "."])
"""What lists print where there is no value."""
_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "CJK": "Hani", "HANGUL": "Hang",
    "HIRAGANA": "Hira", "KATAKANA": "Kana", "HEBREW": "Hebr", "GREEK": "Grek", "THAI": "Thai",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "GEORGIAN": "Geor", "ARMENIAN": "Armn", "MYANMAR": "Mymr",
    "ETHIOPIC": "Ethi", "TAMIL": "Taml", "KHMER": "Khmr", "LAO": "Laoo", "SINHALA": "Sinh",
    "GURMUKHI": "Guru", "THAANA": "Thaa",
}  # fmt: skip
_DAYS = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*|Z|[+-]\d{2}:\d{2})?", re.ASCII), "ymd"),
    (re.compile(r"(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4})", re.ASCII), "dmy"),
    (re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII), "mdy"),
)
_EUROPEAN = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.? (\d{4})|(\d{4})-(\d{2})|(\d{4})", re.ASCII)
_LONGEST = 100
"""Characters of a moment: a longer text is prose, and reading it would go as deep as its words."""
_YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})", re.ASCII)
_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}\d", re.ASCII)
_SHORT_NAMES = frozenset(["UK", "USA", "UAE", "DRC", "PRC"])
_CODE = 3
"""Characters of the longest code of a country."""
_STATES = frozenset(
    (
        *("AL", "AR", "AZ", "CA", "CO", "DE", "GA", "ID", "IL", "IN", "KY", "LA", "MA", "MD", "ME", "MN"),
        *("MO", "MS", "MT", "NC", "NE", "PA", "SC", "SD", "TN", "VA"),
    )
)
"""States of the United States by codes that countries have too: at the end of an address no one country."""
_ROUGH = re.compile(r"(?:circa|ca\.?|c\.|approximately|approx\.?|about|around)\s*", re.IGNORECASE)


def is_placeholder(text: str) -> bool:
    """Whether a value says nothing."""
    return text.strip().casefold() in PLACEHOLDERS


def script_of(text: str) -> str:
    """ISO 15924 code of most of the letters; Zyyy where there is no letter of a known script."""
    if text.isascii():
        return "Latn" if any(c.isalpha() for c in text) else "Zyyy"
    seen: dict[str, int] = {}
    for character in text:
        if character.isalpha():
            code = _SCRIPTS.get(unicodedata.name(character, "").split(" ", 1)[0].split("-")[0], "Zyyy")
            seen[code] = seen.get(code, 0) + 1
    if {"Hira", "Kana"} & seen.keys():
        return "Jpan"
    return max(seen, key=seen.__getitem__) if seen else "Zyyy"


def listed_name(
    text: str,
    quality: str,
    field: str,
    *,
    label: str = "",
    family: str = "",
    note: str = "",
    language: str = "",
) -> ListedName:
    """A name with the script it is written in."""
    return ListedName(text, quality, script_of(text), family, label, language, note, field)


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """ISO alpha-2, or "" for what is no one country: a region, two countries, a spelling that none has.

    Digits are no country here: lists do not print the codes of the United Nations, and houses have numbers.
    """
    if not any(map(str.isalpha, text)):
        return ""
    try:
        return parse_country(text, load_countries(), suggest=False)
    except ValueError:
        return ""


def country_or_text(text: str) -> str:
    """ISO alpha-2, or the text itself."""
    return country_code(text) or text


def regime_word(text: str) -> str:
    """ "DPRK" for North Korea, as the United Nations write it; any other regime as printed."""
    return "DPRK" if country_code(text) == "KP" else text


def place_of(text: str, *, is_address: bool = False, note: str = "") -> Place | None:
    """A place in one line, whose last part may be a country: "12 Example Road, Sampleton, Utopia"."""
    head, _, tail = text.rpartition(",")
    tail = tail.strip(" .")
    before, _, name = head.rpartition(",")
    if name.strip() and country_code(f"{name.strip()}, {tail}"):  # "Korea, North"
        head, tail = before, f"{name.strip()}, {tail}"
    elif not _ends_in_country(tail):
        return place(street=text, note=note) if is_address else place(city=text, note=note)
    head = head.strip()
    return place(street=head if is_address else "", city="" if is_address else head, country=tail, note=note)


def _ends_in_country(tail: str) -> bool:
    """Whether the last part of a place is a country; of codes only two capitals are taken, for "Per" is no
    Peru."""
    if len(tail) <= _CODE and tail not in _SHORT_NAMES:
        return len(tail) < _CODE and tail.isupper() and tail not in _STATES and bool(country_code(tail))
    return bool(country_code(tail))


def place(
    *,
    street: str = "",
    city: str = "",
    region: str = "",
    postal_code: str = "",
    country: str = "",
    note: str = "",
) -> Place | None:
    """None where nothing is said."""
    if not (street or city or region or postal_code or country or note):
        return None
    return Place(street, city, region, postal_code, country, country_code(country), note)


def identifier(kind: str, value: str, *, country: str = "", label: str = "", note: str = "") -> Identifier:
    """A number with its check digits tested, where its kind has any."""
    return Identifier(kind, value, country_or_text(country) or None, label, note, is_sound(kind, value))


def is_sound(kind: str, value: str) -> bool | None:
    """Whether the check digits pass: IMO number, LEI (ISO 17442: ISO 7064 mod 97-10), ISIN (ISO 6166: Luhn).

    None: has none.
    """
    if kind in ("imo", "imo_company") and len(value) == 7 and value.isascii() and value.isdigit():
        return has_check_digit(value) if kind == "imo" else None
    if kind == "lei":
        if len(value) != 20 or not value.isascii() or not value.isalnum():
            return False
        return int("".join(str(int(c, 36)) for c in value)) % 97 == 1
    if kind == "isin":
        if _ISIN.fullmatch(value) is None:
            return False
        digits = [int(d) for d in reversed("".join(str(int(c, 36)) for c in value))]
        return (sum(digits[::2]) + sum(sum(divmod(2 * d, 10)) for d in digits[1::2])) % 10 == 0
    return None


def parse_list_day(text: str) -> date:
    """A day as 2016-11-30, 30 Nov 2016, Nov 30, 2016 or with a time behind it. Raises ValueError."""
    for pattern, order in _DAYS:
        found = pattern.fullmatch(text.strip())
        if found is not None:
            parts = dict(zip(order, found.groups(), strict=True))
            month = parts["m"] if parts["m"].isdigit() else _month(parts["m"])
            return date(int(parts["y"]), int(month), int(parts["d"]))
    raise ValueError(text)


def parse_european_day(text: str) -> date:
    """A day as 4.7.2018 or 04/07/2018, the fourth of July, or as in `parse_list_day`. Raises ValueError."""
    found = _EUROPEAN.fullmatch(text.strip())
    if found is None:
        return parse_list_day(text)
    return date(int(found[4]), int(found[3]), int(found[1]))


def listed_day(text: str, what: str, where: str, tally: Tally) -> date | None:
    """As `parse_list_day`; None where nothing is said, or no day, which is counted."""
    try:
        return parse_list_day(text) if text else None
    except ValueError:
        tally.skip(f"{what} that is no day", where, text)
        return None


def parse_moment(text: str) -> Moment:
    """A day, a month or a year, with "circa" before it or "to" between two. Raises ValueError."""
    words = _YEARS.sub(r"\1 to \2", " ".join(text.split()))
    if len(words) > _LONGEST:
        raise ValueError(text)
    rough = _ROUGH.match(words)
    if rough is not None:
        exact = parse_moment(words[rough.end() :])
        return Moment(exact.first, exact.last, "approximately")
    for between in (" to ", " - ", " and ", ".."):
        start, found, end = words.removeprefix("between ").partition(between)
        if found:
            first, last = parse_moment(start).first, parse_moment(end).last
            if last < first:
                raise ValueError(text)
            return Moment(first, last, "between")
    try:
        day = parse_list_day(words)
        return Moment(day, day, "day")
    except ValueError:
        pass
    parts = _MONTH_YEAR.fullmatch(words)
    if parts is None:
        raise ValueError(text)
    if parts[1]:
        return Moment.of(f"{int(parts[2]):04}-{_month(parts[1]):02}")
    return Moment.of(words)


def _month(name: str) -> int:
    start = name[:3].casefold()
    if start not in _MONTHS:
        raise ValueError(name)
    return _MONTHS.index(start) + 1
