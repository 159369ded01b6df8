"""What the user says of a whole file that its rows do not tell: `reporter=CHN`, `flow=X`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from article41.errors import InputError, Problem, nearest
from article41.read.refusal import hint_of, refusal
from article41.read.trade.areas import GROUP, Area, area_of_word
from article41.read.trade.commodities import Commodity, code_reader, edition_of
from article41.read.trade.directions import flow_of
from article41.read.trade.periods import Period, period_of


@dataclass(frozen=True, slots=True)
class Assumed:
    """Read values; None where the user said nothing. `given`: the same as it was written."""

    given: Mapping[str, str]
    reporter: Area | None = None
    partner: Area | None = None
    flow: str | None = None
    period: Period | None = None
    code: Commodity | None = None
    edition: int | None = None


def read_assumed(file: str, given: Mapping[str, str]) -> Assumed:
    """Raises InputError for a name that cannot be assumed, and for values that cannot be read."""
    readers: dict[str, Callable[[str], object]] = {
        "reporter": _reporter,
        "partner": _area,
        "flow": _flow,
        "period": period_of,
        "code": _code,
        "edition": _edition,
    }
    problems = []
    values: dict[str, object] = {}
    for name, text in given.items():
        reader = readers.get(name)
        if reader is None:
            near = nearest(name, readers)
            hint = f"did you mean {near}?" if near else None
            problems.append(Problem(file, None, None, name, f"one of {', '.join(readers)} to assume", hint))
            continue
        try:
            values[name] = reader(text.strip())
        except ValueError as error:
            problems.append(Problem(file, None, None, f"{name}={text}", str(error), hint_of(error)))
    if problems:
        raise InputError(problems)
    return Assumed(dict(given), **values)  # type: ignore[arg-type]


def _area(text: str) -> Area:
    found = area_of_word(text)
    if found is None:
        raise refusal(
            "one State or area by ISO letters, M49 code or English name", "PRK and KOR are the two Koreas"
        )
    return found


def _reporter(text: str) -> Area:
    found = _area(text)
    if found.kind == GROUP:
        raise refusal("one State, not a group of them")
    return found


def _flow(text: str) -> str:
    found = flow_of(text)
    if found is None:
        raise refusal("M, X, RM or RX")
    return found


def _code(text: str) -> Commodity:
    said = code_reader(None, None)({"code": text})
    if said.value is None or said.value.code is None or said.value.given is not None:
        raise refusal("an HS code of 2, 4, 6 or more digits, or TOTAL")
    return said.value


def _edition(text: str) -> int:
    found = edition_of(text)
    if found is None:
        raise refusal("an HS edition: 1992, 1996, 2002, 2007, 2012, 2017 or 2022")
    return found
