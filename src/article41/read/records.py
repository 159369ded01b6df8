"""One transaction given as Python values or JSON to typed facts; every mistake at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from article41.errors import InputError, Problem, nearest
from article41.model import GIVEN, Fact, Facts, Value
from article41.read.parsers import PARSERS
from article41.read.refusal import hint_of, refusal

NAME = "record"
LONGEST = 100_000
"""Characters of one value; longer text is no description of goods."""


def read_record(given: Mapping[str, object], facts: Mapping[str, Fact]) -> Facts:
    """Typed facts, those given as None left out.

    Text is read as in a table's cell (ISO dates, country names, yes and no). Raises InputError.
    """
    found: dict[str, Value | None] = {}
    problems: list[Problem] = []
    for name, value in given.items():
        fact = facts.get(name)
        if fact is None:
            near = nearest(name, facts)
            hint = f"did you mean {near}?" if near else None
            problems.append(
                Problem(NAME, column=name, found=str(value), expected="a fact of facts.csv", hint=hint)
            )
        elif value is not None:
            try:
                read = _value(value, fact)
            except ValueError as error:
                problems.append(cell_problem(name, str(value), error))
            else:
                if read is not None:
                    found[name] = read
    if problems:
        raise InputError(problems)
    return found


def cell_problem(column: str, found: str, error: ValueError) -> Problem:
    """What a parser refused, as a problem of one record."""
    return Problem(NAME, column=column, found=found, expected=str(error), hint=hint_of(error))


def _value(value: object, fact: Fact) -> Value | None:
    if fact.type in ("date", "date_or_yes") and isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        if day == GIVEN:
            return day
        value = day.isoformat()
    if not isinstance(value, str | int | float | Decimal):
        raise refusal("one plain value")
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value).strip()
    if len(text) > LONGEST:
        raise refusal(f"at most {LONGEST:,} characters")
    if fact.type == "text" or (fact.type == "set" and not fact.values):
        return text or None
    parsed, _ = PARSERS[fact.type](fact)(text, True) if text else (None, None)
    return parsed  # type: ignore[return-value]
