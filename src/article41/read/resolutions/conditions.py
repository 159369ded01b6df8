"""`when` as data: YAML nodes to the four kinds of condition, each operand converted by its fact's type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from yaml.nodes import MappingNode, Node, ScalarNode

from article41.errors import nearest
from article41.model import All, AnyOf, Condition, Fact, FactRef, Not, Operand, Test
from article41.read.cells import parse_code
from article41.read.resolutions.yaml import Source

EQUALITY = ("is", "is_not", "in", "not_in")
ORDER = {"date": ("before", "by", "after", "from"), "number": ("below", "at_most", "above", "at_least")}
# a notice may be a bare "yes", which reads as earlier than every day: only these two make sense of it
NOTICE = ("before", "by")
OPERATORS = {
    "text": EQUALITY,
    "code": EQUALITY,
    "enum": EQUALITY,
    "set": EQUALITY,
    "country": EQUALITY,
    "port": EQUALITY,
    "hs": (),
    "bool": ("is",),
    "date": ORDER["date"],
    "date_or_yes": NOTICE,
    "number": ORDER["number"],
}
ALL_OPERATORS = (*EQUALITY, *ORDER["date"], *ORDER["number"])
COMBINATORS = ("all", "any", "not")
MOST_DAYS = 3_660
NEVER = AnyOf(())
"""Stands where a condition could not be read; the problem has been noted, so no regime is built from it."""


class ConditionReader:
    """Reads conditions against the facts and goods that exist."""

    def __init__(self, source: Source, facts: Mapping[str, Fact], goods: tuple[str, ...]) -> None:
        self.source = source
        self.facts = facts
        self.goods = goods
        self.lines: dict[Condition, int] = {}
        """The line of each test read so far; whoever reads a rule begins it anew."""

    def condition(self, node: Node) -> Condition:
        """A node of YAML as a condition; NEVER where it is none, with the problem noted."""
        keys = self._keys(node)
        if keys and keys[0] in COMBINATORS:
            part = self.source.mapping(node, (keys[0],)).get(keys[0])
            if part is None:
                return NEVER
            if keys[0] == "not":
                return Not(self.condition(part))
            parts = tuple(self.condition(n) for n in self.source.items(part, keys[0]))
            return All(parts) if keys[0] == "all" else AnyOf(parts)
        if "fact" not in keys:
            self.source.wrong(node, "when", "all, any, not or a fact with one operator")
            return NEVER
        return self._test(node, keys)

    def _keys(self, node: Node) -> list[str]:
        if not isinstance(node, MappingNode):
            return []
        return [k.value for k, _ in node.value if isinstance(k, ScalarNode)]

    def _test(self, node: Node, keys: list[str]) -> Condition:
        fact = self.fact(node.value[keys.index("fact")][1])
        known = OPERATORS[fact.type] if fact else ALL_OPERATORS
        if fact and not known:
            hint = "ask for a good of goods.csv, whose rows give the codes" if fact.type == "hs" else None
            self.source.wrong(node.value[keys.index("fact")][1], "fact", "a fact that conditions test", hint)
            return NEVER
        entries = self.source.mapping(node, ("fact",), known)
        operators = [k for k in entries if k != "fact"]
        if len(operators) != 1 and set(keys) <= {"fact", *known}:  # else a wrong one has been told
            self.source.wrong(node, "when", "a fact with exactly one of " + ", ".join(known))
        if fact is None or len(operators) != 1:
            return NEVER
        value = self._operand(fact, operators[0], entries[operators[0]])
        test = Test(fact.name, operators[0], value)
        self.lines[test] = node.start_mark.line + 1
        return test

    def fact(self, node: Node | None) -> Fact | None:
        """The fact a node names, or None with a problem."""
        name = self.source.one_of(node, "fact", self.facts, "a fact of facts.csv")
        return self.facts.get(name)

    def _operand(self, fact: Fact, operator: str, node: Node) -> Operand:
        if isinstance(node, MappingNode):
            return self.reference(fact, node)
        if operator in ("in", "not_in"):
            return tuple(str(self.value(fact, operator, n)) for n in self.source.items(node, operator))
        return self.value(fact, operator, node)

    def reference(self, fact: Fact, node: Node) -> FactRef:
        """`{fact: other, plus: N}`, of the same type as `fact`."""
        entries = self.source.mapping(node, ("fact",), ("plus",))
        other = self.fact(entries.get("fact"))
        kind = {"date_or_yes": "date"}.get(fact.type, fact.type)
        if other is not None and other.type != kind:
            self.source.wrong(node, fact.name, f"another fact of type {kind}")
        plus = self.source.number(entries["plus"], "plus") if "plus" in entries else 0
        if kind == "date" and abs(plus) > MOST_DAYS:
            self.source.wrong(entries["plus"], "plus", f"at most {MOST_DAYS} days")
        return FactRef(other.name if other else "", plus)

    def value(self, fact: Fact, key: str, node: Node) -> str | float | bool | date:
        """One operand, converted by the fact's type."""
        source = self.source
        if fact.type in ("date", "date_or_yes"):
            return source.day(node, key)
        if fact.type == "number":
            return source.number(node, key)
        text = source.text(node, key)
        if fact.type == "bool":
            if text not in ("true", "false"):
                source.wrong(node, key, "true or false")
            if text == "false" and fact.if_absent != "unknown":
                source.wrong(
                    node,
                    key,
                    "is: true",
                    f"{fact.name} is {fact.if_absent} when absent; write not: {{is: true}}",
                )
            return text == "true"
        if fact.type == "code":
            return parse_code(text)
        if fact.name == "good":
            return source.one_of(node, key, self.goods, "a good of goods.csv")
        if fact.values:
            return source.one_of(node, key, fact.values)
        shape = {"country": r"[A-Z]{2}", "port": r"[A-Z]{2}[A-Z2-9]{3}"}.get(fact.type)
        if shape and not re.fullmatch(shape, text):
            near = nearest(text, ("KP",))
            source.wrong(
                node, key, f"a {fact.type} code in capitals", f"did you mean {near}?" if near else None
            )
        return text
