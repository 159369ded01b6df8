"""What the condition tree means: three-valued tests, exceptions, and rules compiled against each other.

Kleene's logic: unknown and false is false, unknown or true is true, else unknown stays unknown.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from article41.dates import Span
from article41.model import All, AnyOf, Condition, Fact, FactRef, Not, Operand, Provision, Rule, Test, Then

COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "is": operator.eq,
    "is_not": operator.ne,
    "before": operator.lt,
    "by": operator.le,
    "after": operator.gt,
    "from": operator.ge,
    "below": operator.lt,
    "at_most": operator.le,
    "above": operator.gt,
    "at_least": operator.ge,
}
FLOOR: Mapping[str, tuple[Callable[[Any, Any], Any], bool]] = {
    "before": (operator.ge, False),
    "by": (operator.gt, False),
    "after": (operator.gt, True),
    "from": (operator.ge, True),
    "above": (operator.le, False),
    "at_least": (operator.lt, False),
    "below": (operator.lt, True),
    "at_most": (operator.le, True),
}
"""An absent day is no earlier, an absent number no higher, than what bounds it: when that already decides,
and how."""

SETS = ("flow", "good")
"""Facts whose value is a set, member by member."""
LAW_ON = "law_on"
NOTICE = "notified_on"
"""A duty of some permissions and a condition of others: once it is asked for, it may claim these too."""
ENTRY = "import_date"
"""The fact that, once known, may move `law_on`: no earlier than `date`, later without bound."""


@dataclass(frozen=True, slots=True)
class Due:
    """A duty as a condition: met in time holds, met late fails; not met yet holds until the deadline."""

    fact: str
    by: date | FactRef


Node: TypeAlias = Condition | Due


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule with the days it is in force folded into its condition, and the rules that may defeat it."""

    rule: Rule
    own: Node
    defeaters: tuple[Compiled, ...]
    asks: frozenset[str]
    """Every fact that the rule or a rule against it tests."""


def absent(facts: Mapping[str, Fact], open_: bool = False) -> dict[str, bool | None]:
    """What a test on a missing fact yields: False for a way out nobody invoked or an adverse fact nobody
    reported, else None. With `open_`, a way out nobody mentioned is unknown."""
    unknown = {"unknown"} | ({"not_claimed"} if open_ else set())
    return {name: None if fact.if_absent in unknown else False for name, fact in facts.items()} | {
        LAW_ON: None
    }


def floors(facts: Mapping[str, Fact]) -> dict[str, str]:
    """What bounds a fact that is absent, by name; `law_on` among them."""
    return {name: fact.bounded_by for name, fact in facts.items() if fact.bounded_by} | {LAW_ON: "date"}


def in_force(spans: Iterable[Span]) -> Condition:
    """`law_on` lies in one of the spans."""
    parts = []
    for span in spans:
        start = Test(LAW_ON, "from", span.start)
        parts.append(start if span.end is None else All((start, Test(LAW_ON, "before", span.end))))
    return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))


def compile_rules(
    provisions: Iterable[Provision], spans: Mapping[str, tuple[Span, ...]]
) -> tuple[Compiled, ...]:
    """Every rule in the law's order. `spans` by rule id; a rule without any is left out."""
    rules = {r.id: r for p in provisions for r in p.rules if spans[r.id]}
    against: dict[str, list[str]] = {}
    for rule in rules.values():
        for target in rule.defeats:
            against.setdefault(target, []).append(rule.id)
    done: dict[str, Compiled] = {}

    def compiled(rule: Rule) -> Compiled:
        if rule.id not in done:
            parts: list[Node] = [in_force(spans[rule.id]), rule.when]
            if rule.effect == "permits":
                parts += [Due(t.fact, t.by) for t in rule.then if t.fact is not None and t.by is not None]
            defeaters = tuple(compiled(rules[r]) for r in against.get(rule.id, ()))
            own = All(_flat(parts))
            asks = frozenset(asked_of(own)).union(*(d.asks for d in defeaters))
            done[rule.id] = Compiled(rule, own, defeaters, asks)
        return done[rule.id]

    return tuple(compiled(rule) for rule in rules.values())


def _flat(parts: Iterable[Node]) -> tuple[Any, ...]:
    """Nested `all` opened, so that a cheap false test ends the walk early."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(_flat(part.parts) if isinstance(part, All) else (part,))
    return tuple(flat)


def tests_of(node: Node) -> Iterable[Test | Due]:
    """Every leaf."""
    if isinstance(node, Test | Due):
        yield node
    elif isinstance(node, Not):
        yield from tests_of(node.part)
    else:
        for part in node.parts:
            yield from tests_of(part)


def asked_of(node: Node) -> Iterable[str]:
    """Every fact that a tree names: those tested, and those that they are held against."""
    for leaf in tests_of(node):
        yield leaf.fact
        operand = leaf.value if isinstance(leaf, Test) else leaf.by
        if isinstance(operand, FactRef):
            yield operand.fact


def duty_text(then: Then, day: date | None) -> str:
    """`report_supplies by 2018-03-03`, `report_supplies every 90 days`, `deregister_vessel`."""
    if day is not None:
        return f"{then.duty} by {day}"
    return then.duty if then.every is None else f"{then.duty} every {then.every} days"


def members_asked(test: Test) -> tuple[str, ...]:
    """The members of a set that a test names."""
    value: Operand = test.value
    return value if isinstance(value, tuple) else (str(value),)
