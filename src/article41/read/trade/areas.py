"""States and areas as trade statistics name them: M49 with Comtrade's own numbers, ISO letters, names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib.resources import files

from article41.errors import nearest
from article41.read.countries import comparable, load_countries, parse_country
from article41.read.refusal import hint_of
from article41.read.trade.parts import LEFT_OUT, Cells, Said, Wrong

WORLD = "W00"
"""Comtrade's letters for all partners together."""
COUNTRY, FORMER, NES, GROUP, ALL = "country", "former", "nes", "group", "world"
_EXPECTED = "a State or area by M49 code or ISO letters"
_BLANK = frozenset(["n/a", "na", "nan", "null", "none", "-"])
_GROUP = "reported by a group of States, whose members report for themselves"


@dataclass(frozen=True, slots=True)
class Area:
    """`iso3`: ISO 3166 alpha-3, or the letters Comtrade gives an area that has none (W00, A79, _X)."""

    iso3: str
    kind: str


@dataclass(frozen=True, slots=True)
class Areas:
    """`numbers` without leading zeros, `letters` in capitals, `names` in comparable form."""

    numbers: Mapping[str, Area]
    letters: Mapping[str, Area]
    names: Mapping[str, Area]


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = (files("article41") / "read" / file).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


@lru_cache(maxsize=1)
def load_areas() -> Areas:
    """Every State of countries.csv and what areas.csv adds to it: other numbers, groups, what is gone."""
    numbers: dict[str, Area] = {}
    letters: dict[str, Area] = {}
    names: dict[str, Area] = {}
    for row in _rows("countries.csv"):
        area = Area(row["iso3"], COUNTRY)
        letters[row["iso3"]] = letters[row["iso2"]] = area
        if row["m49"]:
            numbers[row["m49"].lstrip("0")] = area
    for row in _rows("trade/areas.csv"):
        area = Area(row["iso3"], row["kind"])
        letters.setdefault(row["iso3"], area)
        if row["code"]:
            numbers[row["code"]] = area
        for name in (row["name"], *row["aliases"].split("|")):
            if name.isascii() and name.isupper() and " " not in name:
                letters[name] = area
            elif name:
                names[comparable(name)] = area
    return Areas(numbers, letters, names)


@lru_cache(maxsize=1)
def load_gacc_numbers() -> Mapping[str, Area]:
    """China's customs number States in their own way: 408 is Bolivia there, 410 Brazil."""
    letters = load_areas().letters
    return {row["code"]: letters[row["iso3"]] for row in _rows("trade/gacc_areas.csv")}


def area_of_word(text: str) -> Area | None:
    """One area by number, letters or name; None where nothing bears it or several do."""
    areas = load_areas()
    found = areas.numbers.get(_number(text)) or areas.letters.get(text.upper())
    if found is not None:
        return found
    try:
        return _by_name(text)
    except ValueError:
        return None


def _number(text: str) -> str:
    """A number without leading zeros, as load_areas has it."""
    return text.lstrip("0") or text[:1]


def _by_name(text: str) -> Area:
    found = load_areas().names.get(comparable(text))
    if found is not None:
        return found
    countries = load_countries()
    return load_areas().letters[parse_country(text, countries)]


def area_reader(side: str, *, is_gacc: bool = False) -> partial[Said[Area]]:
    """Reads the cells of `side` (reporter or partner): letters before numbers before names."""
    return partial(_read, side, is_gacc)


def _read(side: str, is_gacc: bool, cells: Cells) -> Said[Area]:
    letters, number, name = (_cell(cells, f"{side}_{kind}") for kind in ("iso", "code", "name"))
    wrong: list[Wrong] = []
    by_letters = _known(f"{side}_iso", letters, wrong)
    by_number = _known(f"{side}_code", number, wrong, is_gacc)
    found = by_letters or by_number
    if by_letters is not None and by_number is not None and by_letters.iso3 != by_number.iso3:
        hint = f"{letters} is {by_letters.iso3} and {number} {by_number.iso3}; read as {by_letters.iso3}"
        wrong.append(Wrong(f"{side}_code", number, f"the number of {letters}", hint))
    if name is not None and (found is None or is_gacc):
        by_name = _named(side, name, found, wrong)
        found = found or by_name
    if found is None and not wrong:
        role = next((role for role in cells if role.startswith(side)), f"{side}_code")
        wrong.append(Wrong(role, None, _EXPECTED))
    if found is None:
        return Said(None, tuple(Wrong(w.role, w.found, w.expected, _left_out(w.hint)) for w in wrong))
    if side == "reporter" and found.kind in {GROUP, ALL}:
        return Said(None, tuple(wrong), _GROUP)
    return Said(found, tuple(wrong))


def _left_out(hint: str | None) -> str:
    return f"{hint}; {LEFT_OUT}" if hint else LEFT_OUT


def _cell(cells: Cells, role: str) -> str | None:
    text = cells.get(role)
    return None if text is None or text.casefold() in _BLANK else text


def _known(role: str, text: str | None, wrong: list[Wrong], is_gacc: bool = False) -> Area | None:
    """The area of some letters or a number; where there is none, what is wrong with them."""
    if text is None:
        return None
    areas = load_areas()
    number = _number(text)
    found = load_gacc_numbers().get(number) if is_gacc else areas.numbers.get(number)
    if found is None and not text.isdigit():
        found = areas.letters.get(text.upper())
    if found is None:
        near = None if text.isdigit() or len(text) > 8 else nearest(text, areas.letters)
        expected = "a State by the number of China's customs" if is_gacc else _EXPECTED
        wrong.append(Wrong(role, text, expected, f"did you mean {near}?" if near else None))
    return found


def _named(side: str, name: str, found: Area | None, wrong: list[Wrong]) -> Area | None:
    try:
        by_name = _by_name(name)
    except ValueError as error:
        if found is None:
            wrong.append(Wrong(f"{side}_name", name, str(error), hint_of(error)))
        return None
    if found is not None and by_name.iso3 != found.iso3 and NES not in {found.kind, by_name.kind}:
        hint = f"the name is that of {by_name.iso3}; read as {found.iso3}, by the number"
        wrong.append(Wrong(f"{side}_name", name, f"a name of {found.iso3}", hint))
    return by_name
