"""What is known besides the name: it moves a score, in parts that add up.

Agreement closes a share of the gap to 1, contradiction takes a share of the score away, silence does nothing:
a date that nobody gave is unknown, not a conflict. An identifier that agrees settles the matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from article41.analyse.matching.scores import NameScore, Reason

AGREES = {
    "birth date": 0.5,
    "birth year": 0.2,
    "nationality": 0.1,
    "gender": 0.0,
    "country": 0.1,
    "IMO number": 1.0,
}
"""The share of the gap to 1 that agreement closes. Agreement of gender says nothing."""
CONTRADICTS = {
    "birth date": 0.3,
    "birth year": 0.3,
    "nationality": 0.1,
    "gender": 0.3,
    "country": 0.05,
    "IMO number": 0.5,
}
"""The share of the score that contradiction takes away. People have several nationalities; a ship keeps its
IMO number for life."""
IDENTIFIER = 1.0
YEARS = 1
"""Years between two dates of birth that a list's "circa" and copying leave open."""
FULL = 10
"""Characters of a date with month and day."""


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What is known of a party; every field may be empty, which means unknown.

    `birth_dates`: ISO dates or parts of them (1965, 1965-03). `genders`: male or female. `nationalities` and
    `countries`: ISO codes. `identifiers`: numbers of passports and registers, as written; `imo_numbers`: of a
    ship, digits only.
    """

    birth_dates: tuple[str, ...] = ()
    genders: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    imo_numbers: tuple[str, ...] = ()


def qualified(score: NameScore, asked: Qualifiers, listed: Qualifiers) -> NameScore:
    """The score of two names moved by what else is known of the two; its reasons still add up."""
    now, reasons = score.score, list(score.reasons)

    def move(rule: str, agrees: bool | None, shown: tuple[str, str]) -> None:
        nonlocal now
        if agrees is None:
            return
        points = (1 - now) * AGREES[rule] if agrees else -now * CONTRADICTS[rule]
        now += points
        reasons.append(Reason(rule, *shown, 1.0 if agrees else 0.0, points))

    def shown(of: Callable[[Qualifiers], tuple[str, ...]]) -> tuple[str, str]:
        return ", ".join(of(asked)), ", ".join(of(listed))

    rule, agrees = _dates(asked.birth_dates, listed.birth_dates)
    move(rule, agrees, shown(lambda q: q.birth_dates))
    move("gender", _overlap(asked.genders, listed.genders), shown(lambda q: q.genders))
    move("nationality", _overlap(asked.nationalities, listed.nationalities), shown(lambda q: q.nationalities))
    move("country", _overlap(asked.countries, listed.countries), shown(lambda q: q.countries))
    move("IMO number", _overlap(asked.imo_numbers, listed.imo_numbers), shown(lambda q: q.imo_numbers))
    same = {*map(_plain, asked.identifiers)} & {*map(_plain, listed.identifiers)} - {""}
    if same:
        reasons.append(Reason("identifier", *shown(lambda q: q.identifiers), 1.0, IDENTIFIER - now))
        now = IDENTIFIER
    return NameScore(now, tuple(reasons), score.notes)


def _dates(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, bool | None]:
    """Which rule speaks, and whether the dates agree; None where they leave it open."""
    if not a or not b:
        return "birth date", None
    if any(len(x) >= FULL and x[:FULL] == y[:FULL] for x in a for y in b):
        return "birth date", True
    pairs = [(x, y) for x in a for y in b if x[:4].isdigit() and y[:4].isdigit()]
    if not pairs:
        return "birth date", None
    apart = min(abs(int(x[:4]) - int(y[:4])) for x, y in pairs)
    if apart > YEARS:
        return "birth date", False
    both_full = all(len(x) >= FULL and len(y) >= FULL for x, y in pairs)
    return "birth year", None if apart or both_full else True


def _overlap(a: tuple[str, ...], b: tuple[str, ...]) -> bool | None:
    if not a or not b:
        return None
    return not {x.casefold() for x in a}.isdisjoint(x.casefold() for x in b)


def _plain(identifier: str) -> str:
    return "".join(c for c in identifier.upper() if c.isalnum())
