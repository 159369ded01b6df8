"""The tree read for one record: the outcome, and the reasons behind it on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from article41.analyse.records import Record
from article41.decide.conditions import COMPARE, FLOOR, LAW_ON, SETS, Compiled, Due, Node, members_asked
from article41.model import All, AnyOf, FactRef, Not, Operand, Outcome, Test


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of reading a record: its facts, and what a missing one yields."""

    record: Record
    absent: Mapping[str, bool | None]
    floors: Mapping[str, str]
    is_floating: bool = False
    """The day of entry is still open: a notice that follows it counts as not yet due."""

    def outcome(self, node: Node) -> Outcome:
        """A node's truth for this record."""
        match node:
            case Test():
                return self._test(node)
            case All(parts):
                result: Outcome = True
                for part in parts:
                    got = self.outcome(part)
                    if got is False:
                        return False
                    if got is None:
                        result = None
                return result
            case AnyOf(parts):
                result = False
                for part in parts:
                    got = self.outcome(part)
                    if got is True:
                        return True
                    if got is None:
                        result = None
                return result
            case Not(part):
                got = self.outcome(part)
                return None if got is None else not got
            case Due():
                return self._due(node)

    def holds(self, rule: Compiled) -> Outcome:
        """A rule holds when its own condition does and no rule that defeats it holds."""
        own = self.outcome(rule.own)
        return own if own is False else self.undefeated(rule, own)

    def undefeated(self, rule: Compiled, own: Outcome) -> Outcome:
        """What becomes of a rule whose own condition came out as `own`."""
        for defeater in rule.defeaters:
            got = self.holds(defeater)
            if got is True:
                return False
            if got is None:
                own = None
        return own

    def _test(self, test: Test) -> Outcome:
        have = self.record.values.get(test.fact)
        if have is None:
            if self.absent[test.fact] is False and test.fact not in self.record.doubted:
                return False
            return self._floor(test)
        if test.fact in SETS:  # half the cost of asking whether it is a Mapping, some 500 times a record
            return _in_set(test, have)  # type: ignore[arg-type]
        if test.operator == "in":
            return have in test.value  # type: ignore[operator]
        if test.operator == "not_in":
            return have not in test.value  # type: ignore[operator]
        want, settled = self.operand(test.value)
        if settled is not True:
            return settled
        return bool(COMPARE[test.operator](have, want))

    def _floor(self, test: Test) -> Outcome:
        """A day not given may still be too late: goods do not enter a State before they left."""
        if test.fact not in self.floors or test.operator not in FLOOR:
            return None
        floor = self.record.values.get(self.floors[test.fact])
        want, settled = self.operand(test.value)
        if floor is None or settled is not True:
            return None
        compare, decided = FLOOR[test.operator]
        return decided if compare(floor, want) else None

    def operand(self, value: Operand) -> tuple[Any, Outcome]:
        """The value to compare with; and True, or what the test yields because it is missing."""
        if not isinstance(value, FactRef):
            return value, True
        other = self.record.values.get(value.fact)
        if other is None:
            return None, self.absent[value.fact]
        if value.plus and isinstance(other, date):
            return other + timedelta(days=value.plus), True
        return (other + value.plus if value.plus else other), True  # type: ignore[operator]

    def _due(self, due: Due) -> Outcome:
        want, settled = self.operand(due.by)
        if settled is not True:
            return None
        met = self.record.values.get(due.fact)
        if met is not None:
            return bool(met <= want)
        if self.is_floating:
            return True
        today = self.record.law_on
        return True if today is not None and today <= want else None

    def needs(self, node: Node) -> Iterator[str]:
        """The facts whose absence leaves `node` unknown."""
        match node:
            case All(parts) | AnyOf(parts):
                for part in parts:
                    if self.outcome(part) is None:
                        yield from self.needs(part)
            case Not(part):
                yield from self.needs(part)
            case Test():
                yield from self._test_needs(node)
            case Due(fact, by):
                if self.record.values.get(fact) is None:
                    yield fact
                    yield from self.record.needs[LAW_ON]
                if isinstance(by, FactRef) and self.record.values.get(by.fact) is None:
                    yield by.fact

    def _test_needs(self, test: Test) -> Iterator[str]:
        have = self.record.values.get(test.fact)
        if isinstance(have, Mapping):
            for member in members_asked(test):
                if have[member] is None:
                    yield from self.record.needs.get(f"{test.fact}.{member}") or self.record.needs[test.fact]
        elif have is None:
            yield from self.record.needs.get(test.fact) or (test.fact,)
        if isinstance(test.value, FactRef) and self.record.values.get(test.value.fact) is None:
            yield test.value.fact

    def rule_needs(self, rule: Compiled) -> Iterator[str]:
        """The facts on which an unknown rule depends."""
        if self.outcome(rule.own) is None:
            yield from self.needs(rule.own)
        for defeater in rule.defeaters:
            if self.holds(defeater) is None:
                yield from self.rule_needs(defeater)


def _in_set(test: Test, have: Mapping[str, Outcome]) -> Outcome:
    """`in` is true if any member asked is in, unknown if none is and one is unknown."""
    got = [have[m] for m in members_asked(test)]
    found: Outcome = True if True in got else None if None in got else False
    if test.operator in ("is_not", "not_in"):
        return None if found is None else not found
    return found
