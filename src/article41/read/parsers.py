"""How a cell of each type of fact is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from article41.model import Fact
from article41.read.cells import parse_bool, parse_code, parse_date_or_yes, parse_number, parse_word
from article41.read.countries import load_countries, parse_country
from article41.read.days import parse_day
from article41.read.hs import load_hs_headings, parse_hs
from article41.read.imo import parse_imo
from article41.read.ports import load_ports, parse_port
from article41.read.refusal import refusal

Parse = Callable[[str, bool], tuple[object, str | None]]
"""From text, and whether to look for the nearest word, to a value and a note; raises as in refusal.py."""


def _hs_parser(_: Fact) -> Parse:
    headings = load_hs_headings()

    def parse(text: str, _suggest: bool) -> tuple[object, str | None]:
        code = parse_hs(text, headings)
        return code.digits, code.note

    return parse


def _country_parser(_: Fact) -> Parse:
    countries = load_countries()
    return lambda text, suggest: (parse_country(text, countries, suggest=suggest), None)


def _port_parser(_: Fact) -> Parse:
    ports, countries = load_ports(), load_countries()

    def parse(text: str, suggest: bool) -> tuple[object, str | None]:
        port = parse_port(text, ports, countries, suggest=suggest)
        if port.locode is None:
            return None, f"{text}: the name is not read, use the port's UN/LOCODE"
        return port.locode, port.note

    return parse


def _amount(text: str, unit: str) -> float:
    number = parse_number(text, unit)
    if number < 0:
        raise refusal("a number of 0 or more")
    return number


def _simple_parser(read: Callable[[str], object]) -> Callable[[Fact], Parse]:
    return lambda _: lambda text, _suggest: (read(text), None)


def _word_parser(fact: Fact) -> Parse:
    return lambda text, suggest: (parse_word(text, fact.values, suggest=suggest), None)


# Tables of names are loaded when a column needs them, once a column.
PARSERS: Mapping[str, Callable[[Fact], Parse]] = {
    "hs": _hs_parser,
    "country": _country_parser,
    "port": _port_parser,
    "imo": _simple_parser(parse_imo),
    "date": _simple_parser(parse_day),
    "date_or_yes": _simple_parser(parse_date_or_yes),
    "bool": _simple_parser(parse_bool),
    "number": lambda fact: lambda text, _suggest: (_amount(text, fact.unit), None),
    "code": _simple_parser(parse_code),
    "enum": _word_parser,
    "set": _word_parser,
}
