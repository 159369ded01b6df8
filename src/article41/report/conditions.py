"""Conditions as JSON, in the shape of the law's own files: {"all": […]}, {"fact": …, "is": …}."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from article41.model import All, AnyOf, Condition, Fact, FactRef, Not, Operand, Test, Then
from article41.read.cells import parse_code


def condition_json(node: Condition, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The tree of one rule; days as text, codes as facts.csv spells them."""
    match node:
        case All(parts):
            return {"all": [condition_json(part, facts) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_json(part, facts) for part in parts]}
        case Not(part):
            return {"not": condition_json(part, facts)}
        case Test(fact, operator, value):
            return {"fact": fact, operator: _operand(value, facts[fact])}


def then_json(then: Then) -> dict[str, Any]:
    """A duty that follows; only the keys it has."""
    found: dict[str, Any] = {"duty": then.duty}
    if then.fact is not None:
        found["fact"] = then.fact
    if then.by is not None:
        found["by"] = str(then.by) if isinstance(then.by, date) else _reference(then.by)
    if then.every is not None:
        found["every"] = then.every
    return found


def number_json(value: float) -> float | int:
    """A whole number without its point."""
    return int(value) if value == int(value) else value


def _operand(value: Operand, fact: Fact) -> Any:
    if isinstance(value, FactRef):
        return _reference(value)
    if isinstance(value, tuple):
        return [_spelled(part, fact) for part in value]
    if isinstance(value, date):
        return str(value)
    if isinstance(value, bool):
        return value
    return number_json(value) if isinstance(value, float | int) else _spelled(value, fact)


def _reference(value: FactRef) -> dict[str, Any]:
    return {"fact": value.fact, "plus": number_json(value.plus)} if value.plus else {"fact": value.fact}


def _spelled(value: str, fact: Fact) -> str:
    """A code of a model is compared without its hyphens, and written with them."""
    if fact.type != "code":
        return value
    return next((spelling for spelling in fact.values if parse_code(spelling) == value), value)
