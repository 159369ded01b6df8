"""One cell to one value: booleans, numbers and words from a list.

Each function raises ValueError with what was expected; a hint, where there is one, is added with add_note.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from article41.errors import nearest
from article41.model import GIVEN
from article41.read.days import parse_day
from article41.read.refusal import refusal

_YES = frozenset(["yes", "y", "true", "t", "1", "on", "oui", "si", "sí", "ja", "да", "是", "예", "네"])
_NO = frozenset(["no", "n", "false", "f", "0", "off", "non", "nein", "нет", "否", "아니오", "아니요"])

_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_COMMA_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_POINT_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})")
_SPACE_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?")
_COMMA_DECIMAL = re.compile(r"[+-]?[0-9]+,[0-9]+")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_DOLLARS = re.compile(r"(?:usd|us\$|\$)\s*|\s*(?:usd|us\$|\$)", re.IGNORECASE)

# Other spellings of the values in facts.csv; in effect only for a fact that has the value.
_SYNONYMS = {
    spelling: value
    for value, spellings in {
        "t": "mt tonne tonnes metric_ton metric_tons metric_tonne metric_tonnes tne 吨 톤 тонна тонн",
        "kg": "kgs kilo kilos kilogram kilograms kilogramme kilogrammes kgm 公斤 千克 кг",
        "bbl": "bbls barrel barrels bll 桶 배럴",
        "l": "litre litres liter liters ltr ltrs 升 리터 л",
        "kl": "kilolitre kilolitres kiloliter kiloliters 千升",
        "m3": "cbm cubic_metre cubic_metres cubic_meter cubic_meters mtq 立方米",
        "u": "unit units pc pcs piece pieces item items ea each number nmb 件 个 개 шт",
        "shipment": "goods trade delivery",
        "ship_to_ship": "sts ship_to_ship_transfer sts_transfer",
        "from_dprk": "export_from_dprk from_kp",
        "to_dprk": "export_to_dprk to_kp",
    }.items()
    for spelling in spellings.split()
}
_GALLONS = frozenset(["gal", "gals", "gallon", "gallons", "gll", "us_gallon", "us_gallons"])
_TONS = frozenset(["ton", "tons", "short_ton", "short_tons", "long_ton", "long_tons"])


def parse_code(text: str) -> str:
    """A model or type as capitals and digits, however it is spaced: Tu-204-300 is TU204300."""
    code = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).upper()
    if not code:
        raise refusal("letters or digits")
    return code


def parse_bool(text: str) -> bool:
    """Yes or no, in several languages."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise refusal("yes or no")


def parse_date_or_yes(text: str) -> date | None:
    """A day; GIVEN for yes; None for no, which says the same as an empty cell."""
    word = text.casefold()
    if word in _YES:
        return GIVEN
    if word in _NO:
        return None
    return parse_day(text)


def parse_number(text: str, unit: str) -> float:
    """A finite number, in `unit`; dollars may be marked as such."""
    number = re.sub(r"\s", " ", text).replace("’", "'").replace("−", "-")
    if unit == "USD":
        number = _DOLLARS.sub("", number, count=1)
    if "%" in number:
        raise refusal("a plain number", "write 5 % as 0.05")
    if _AMBIGUOUS.fullmatch(number):
        whole, decimal = number.replace(",", ""), number.replace(",", ".")
        raise refusal("a number that can be read in one way", f"write {whole} or {decimal}")
    plain = _without_groups(number)
    if plain is None or not _PLAIN.fullmatch(plain):
        has_unit = re.fullmatch(r"[+-]?[0-9][0-9., ]*[^\W\d]+[0-9]?", number) is not None
        raise refusal("a plain number", "put the unit in a column of its own" if has_unit else None)
    value = float(plain)
    if not math.isfinite(value):
        raise refusal("a finite number")
    return value


def _without_groups(number: str) -> str | None:
    """The number with a decimal point and no group separators; None where it follows no known style."""
    if _PLAIN.fullmatch(number):
        return number
    if _COMMA_GROUPS.fullmatch(number):
        return number.replace(",", "")
    if _POINT_GROUPS.fullmatch(number):
        return number.replace(".", "").replace(",", ".")
    if _SPACE_GROUPS.fullmatch(number):
        return re.sub("[ ']", "", number).replace(",", ".")
    if _COMMA_DECIMAL.fullmatch(number):
        return number.replace(",", ".")
    return None


def parse_word(text: str, values: Sequence[str], *, suggest: bool = True) -> str:
    """One of `values`, whatever its case, spaces or hyphens."""
    word = re.sub(r"[^\w]+", "_", unicodedata.normalize("NFKC", text).casefold()).strip("_")
    if word in values:
        return word
    known = _SYNONYMS.get(word)
    if known is not None and known in values:
        return known
    if "t" in values and word in _TONS:
        raise refusal("a known unit", "t for metric tons; short and long tons must be converted to t first")
    if "bbl" in values and word in _GALLONS:
        raise refusal("a known unit", "bbl for barrels of 42 US gallons; gallons must be converted first")
    shown = values if len(values) <= 12 else [*values[:12], "…"]
    near = nearest(word, values) if suggest and len(word) < 80 else None
    raise refusal(f"one of {', '.join(shown)}", f"did you mean {near}?" if near else None)
