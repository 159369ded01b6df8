"""The tables of published figures, read strictly: exact columns, every mistake named at once.

    totals.csv              KOTRA, KITA, China's customs, UN Comtrade as charted
    petroleum_reported.csv  refined petroleum as reported to the 1718 Committee
    petroleum_estimates.csv refined petroleum as outsiders estimated it
    barrels_per_tonne.csv   what a tonne of each product comes to
    events.csv              nuclear tests, and launches that led to a resolution
    filings.csv             how many States had reported

Of a table of the user's own, its text may be read by the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeAlias, TypeVar

from article41.dates import Moment
from article41.errors import Problem
from article41.read.cells import parse_number
from article41.read.figures.amounts import parse_amount
from article41.read.figures.records import Estimate, Event, Factor, Figure, Filed, Reported
from article41.read.resolutions.rows import Row, rows_of

T = TypeVar("T")
Read: TypeAlias = tuple[tuple[T, ...], list[Problem]]

STATUSES = ("seen", "derived", "recalled")
FLOWS = ("exports", "imports", "total", "deficit")
MEASURES = (*FLOWS, *(f"{flow}_growth" for flow in FLOWS), "share")
UNITS = ("USD million", "USD", "percent")
GOODS = ("refined_petroleum", "crude_oil")
_PERIOD = re.compile(r"(?:19|20)[0-9]{2}(?:H[12]|Q[1-4])?")
_STATE = re.compile(r"[A-Z]{3}")
_FLOOR = re.compile(r"over\s+", re.IGNORECASE)


def read_totals(text: str, file: str) -> Read[Figure]:
    """Published totals, growths and shares. An amount in USD may be in words: 27억 7천만, 2.77 billion."""
    columns = "publisher period scope hs measure figure unit status source note"

    def figure(row: Row, problems: list[Problem]) -> Figure | None:
        cells = row.cells
        problems += row.unlike("period", _PERIOD, "a year, or a half or quarter of one (2024, 2024H1)")
        problems += row.unknown("scope", ("world", "China"))
        problems += row.unknown("measure", MEASURES)
        problems += row.unknown("unit", UNITS)
        told, is_floor = _FLOOR.subn("", cells["figure"])
        parse = parse_amount if cells["unit"] == "USD" else _plain
        amount = _parsed(row, "figure", told, parse, problems)
        if amount is None:
            return None
        if cells["unit"] == "USD":  # kept in millions, however it was printed
            rounding = _rounding(f"{amount:.2f}".rstrip("0").rstrip(".")) / 1e6
            amount, unit = amount / 1e6, "USD million"
        else:
            rounding, unit = _rounding(told), cells["unit"]
        return Figure(
            publisher=cells["publisher"],
            period=cells["period"],
            scope=cells["scope"],
            hs=cells["hs"],
            measure=cells["measure"],
            figure=amount,
            rounding=rounding,
            is_floor=bool(is_floor),
            unit=unit,
            status=cells["status"],
            source=cells["source"],
            note=cells["note"],
        )

    return _read(text, file, columns, figure)


def read_reported(text: str, file: str) -> Read[Reported]:
    """Petroleum reported; a row needs tonnes or barrels."""

    def reported(row: Row, problems: list[Problem]) -> Reported | None:
        problems += row.unknown("good", GOODS)
        problems += row.unlike("states", _STATE, "ISO alpha-3 codes with | between")
        tonnes, barrels = (_number(row, c, problems) for c in ("tonnes", "barrels"))
        if tonnes is None and barrels is None:
            problems.append(row.wrong("barrels", row.cells["barrels"], "tonnes or barrels"))
        days = _days(row, problems)
        cells = row.cells
        states = tuple(cells["states"].split("|"))
        return days and Reported(
            cells["good"], *days, states, tonnes, barrels, cells["status"], cells["source"]
        )

    return _read(text, file, "good from until states tonnes barrels status source", reported)


def read_estimates(text: str, file: str) -> Read[Estimate]:
    """Petroleum estimated; a row needs not tell barrels."""

    def estimate(row: Row, problems: list[Problem]) -> Estimate | None:
        problems += row.unknown("good", GOODS)
        barrels, deliveries = (_number(row, c, problems) for c in ("barrels", "deliveries"))
        problems += row.unknown("basis", ("",) if barrels is None else ("full", "floor", "told"))
        days = _days(row, problems)
        if days is None:
            return None
        told = None if deliveries is None else int(deliveries)
        rest = (row.cells[c] for c in ("basis", "by", "status", "source", "note"))
        return Estimate(row.cells["good"], *days, told, barrels, *rest)

    return _read(text, file, "good from until deliveries barrels basis by status source note", estimate)


def read_factors(text: str, file: str) -> Read[Factor]:
    """Barrels a tonne by product."""

    def factor(row: Row, problems: list[Problem]) -> Factor | None:
        number = _parsed(row, "barrels_per_tonne", row.cells["barrels_per_tonne"], _plain, problems)
        cells = row.cells
        return None if number is None else Factor(cells["product"], number, cells["status"], cells["source"])

    return _read(text, file, "product barrels_per_tonne status source", factor)


def read_events(text: str, file: str) -> Read[Event]:
    """Tests and launches."""

    def event(row: Row, problems: list[Problem]) -> Event | None:
        problems += row.unknown("kind", ("test", "launch"))
        problems += row.unknown("clock", ("local", "New York"))
        on = row.day("on", problems)
        if on is None:
            problems += [row.wrong("on", "", "a day")] if not row.cells["on"] else []
            return None
        return Event(on, *(row.cells[c] for c in ("kind", "label", "clock", "led_to", "status", "source")))

    return _read(text, file, "on kind label clock led_to status source", event)


def read_filed(text: str, file: str) -> Read[Filed]:
    """Counts of reports."""

    def filed(row: Row, problems: list[Problem]) -> Filed | None:
        cells = row.cells
        problems += row.unknown("counted", ("reported", "not_reported", "workers"))
        if cells["by"]:
            _parsed(row, "by", cells["by"], Moment.of, problems)
        states, of = (_number(row, c, problems) for c in ("states", "of"))
        if states is None:
            problems.append(row.wrong("states", cells["states"], "how many States"))
            return None
        resolutions = tuple(cells["resolution"].split("|"))
        told = (cells[c] for c in ("status", "source", "note"))
        return Filed(
            resolutions, cells["by"], cells["counted"], int(states), None if of is None else int(of), *told
        )

    return _read(text, file, "resolution by counted states of status source note", filed)


def _read(text: str, file: str, columns: str, record: Callable[[Row, list[Problem]], T | None]) -> Read[T]:
    problems: list[Problem] = []
    return tuple(_records(text, file, tuple(columns.split()), record, problems)), problems


def _records(
    text: str,
    file: str,
    columns: tuple[str, ...],
    record: Callable[[Row, list[Problem]], T | None],
    problems: list[Problem],
) -> Iterator[T]:
    """Sound rows only; of the others every problem."""
    for number, cells in rows_of(text, file, columns, problems):
        row, before = Row(file, number, cells), len(problems)
        problems += row.unknown("status", STATUSES)
        if not cells["source"] and cells["status"] != "recalled":
            problems.append(row.wrong("source", "", "where it was seen"))
        found = record(row, problems)
        if found is not None and len(problems) == before:
            yield found


def _days(row: Row, problems: list[Problem]) -> tuple[date, date] | None:
    start, until = row.day("from", problems), row.day("until", problems)
    if start is None or until is None or until <= start:
        problems.append(row.wrong("until", row.cells["until"], "a day after 'from'"))
        return None
    return start, until


def _plain(text: str) -> float:
    return parse_number(text, "")


def _number(row: Row, column: str, problems: list[Problem]) -> float | None:
    """A number of 0 or more; None where the cell is empty or, with a problem, holds something else."""
    text = row.cells[column]
    found = _parsed(row, column, text, _plain, problems) if text else None
    if found is not None and found < 0:
        problems.append(row.wrong(column, text, "0 or more"))
    return found


def _parsed(row: Row, column: str, text: str, parse: Callable[[str], T], problems: list[Problem]) -> T | None:
    try:
        return parse(text)
    except ValueError as error:
        hint = next(iter(getattr(error, "__notes__", ())), None)
        problems.append(row.wrong(column, text, str(error), hint))
        return None


def _rounding(text: str) -> float:
    """Half the last digit that counts as printed: 325.17 is off by 0.005 at most, 2600 by 50."""
    digits = re.sub(r"[^0-9.]", "", text)
    whole, point, decimals = digits.partition(".")
    if point:
        return 0.5 * 10.0 ** -len(decimals)
    return 0.5 * 10.0 ** (len(whole) - len(whole.rstrip("0")))
