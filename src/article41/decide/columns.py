"""The same tree as Polars expressions: millions of rows, null as the third truth value.

Every node becomes a Boolean expression, or a plain True, False or None where the table has no such column,
so that a narrow table costs no more than the law it touches.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from article41.analyse.caps import OWN, SHARE
from article41.analyse.listed import DAY, DOUBTED, SETTLES
from article41.decide.conditions import (
    COMPARE,
    ENTRY,
    FLOOR,
    LAW_ON,
    SETS,
    Due,
    Node,
    absent,
    floors,
    members_asked,
)
from article41.decide.regime import Regime
from article41.decide.scope import Scope
from article41.model import All, AnyOf, FactRef, Not, Operand, Test

Tri: TypeAlias = "bool | pl.Expr | None"
Gate: TypeAlias = "bool | pl.Expr"


def both(parts: Iterable[Tri]) -> Tri:
    """Kleene's and."""
    result: Tri = True
    for part in parts:
        if part is False or result is False:
            return False
        if part is True:
            continue
        result = part if result is True else expr(result) & expr(part)
    return result


def either(parts: Iterable[Tri]) -> Tri:
    """Kleene's or."""
    return opposite(both(opposite(part) for part in parts))


def opposite(part: Tri) -> Tri:
    """Kleene's not."""
    if part is None:
        return None
    return ~part if isinstance(part, pl.Expr) else not part


def expr(part: Tri) -> pl.Expr:
    """A constant as a column."""
    return part if isinstance(part, pl.Expr) else pl.lit(part, dtype=pl.Boolean)


def is_true(part: Tri) -> Gate:
    """Surely so; never null."""
    return part.fill_null(False) if isinstance(part, pl.Expr) else part is True


def is_false(part: Tri) -> Gate:
    """Surely not so; never null."""
    return ~part.fill_null(True) if isinstance(part, pl.Expr) else part is False


def is_unknown(part: Tri) -> Gate:
    """Neither; never null."""
    return part.is_null() if isinstance(part, pl.Expr) else part is None


def gate_and(*parts: Gate) -> Gate:
    """Both of what is never null."""
    found = both(parts)
    return found if isinstance(found, pl.Expr) else found is True


def gate_or(parts: Iterable[Gate]) -> Gate:
    """Any of what is never null."""
    found = either(parts)
    return found if isinstance(found, pl.Expr) else found is True


class ColumnReader:
    """Turns nodes into expressions over a prepared frame, with what `scope` says of it settled beforehand."""

    def __init__(
        self, regime: Regime, scope: Scope, is_floating: bool = False, claimed: Iterable[str] = ()
    ) -> None:
        self.regime = regime
        self.scope = scope
        self.present = scope.present
        self.is_floating = is_floating
        """As in trace.py: the day of entry is still open, and a notice counts as not yet due."""
        self.absent = {**absent(regime.law.facts, regime.open), **dict.fromkeys(claimed)}
        """`claimed`: ways out taken as open though nobody claimed them."""
        self.floors = floors(regime.law.facts)
        self.leaves: dict[Node, str] = {}
        """Names of the leaves that are columns of their own, to be computed once."""
        self.computed: dict[str, pl.Expr] = {}

    def outcome(self, node: Node) -> Tri:
        """The node as a column, or as the one value that every row has."""
        match node:
            case All(parts):
                return both(self.outcome(p) for p in parts)
            case AnyOf(parts):
                return either(self.outcome(p) for p in parts)
            case Not(part):
                return opposite(self.outcome(part))
        if node not in self.leaves:
            found = self._test(node) if isinstance(node, Test) else self._due(node)
            if not isinstance(found, pl.Expr):
                return found
            name = f"leaf.{len(self.leaves)}"
            self.leaves[node] = name
            self.computed[name] = found
        return pl.col(self.leaves[node])

    def _column(self, fact: str) -> Any:
        """The column of a fact, its one value, or None where the table has neither."""
        if fact == LAW_ON and self.regime.law_on is not None:
            return self.regime.law_on
        return pl.col(fact) if fact in self.present else None

    def _test(self, test: Test) -> Tri:
        if test.fact in SETS:
            found = either(self.member(f"{test.fact}.{m}") for m in members_asked(test))
            return opposite(found) if test.operator in ("is_not", "not_in") else found
        settled = self._settled(test)
        if settled is not None:
            return settled
        have = self._column(test.fact)
        missing: Tri = False if self.absent[test.fact] is False else self._floor(test)
        if f"{test.fact}.{DOUBTED}" in self.present:  # a listing may be this party's or vessel's
            missing = pl.when(~pl.col(f"{test.fact}.{DOUBTED}")).then(False)
        if have is None:
            return missing
        if test.operator in ("in", "not_in"):
            found = have.is_in(list(test.value))  # type: ignore[arg-type]
            found = ~found if test.operator == "not_in" else found
            return found if missing is None else pl.when(have.is_null()).then(expr(missing)).otherwise(found)
        want, unsettled = self._operand(test.value)
        if want is None:
            found = expr(unsettled)
        else:
            found = COMPARE[test.operator](have, want)
            if not isinstance(found, pl.Expr):
                return bool(found)
            if isinstance(want, pl.Expr) and unsettled is False:
                found = pl.when(want.is_null()).then(False).otherwise(found)
        if missing is None and want is not None:
            return found
        return pl.when(have.is_null()).then(expr(missing)).otherwise(found)

    def member(self, column: str) -> Tri:
        """One member of a set: a column, or what every row has."""
        return self.scope.members[column] if column in self.scope.members else pl.col(column)

    def _settled(self, test: Test) -> bool | None:
        """What a test yields on every row, where the scope of the table says so."""
        if test.fact in self.scope.words and isinstance(test.value, str | tuple):
            asked = set(members_asked(test))
            held = [word in asked for word in self.scope.words[test.fact]]
            found = True if all(held) else None if any(held) else False
            return found if found is None or test.operator in ("is", "in") else not found
        if test.fact == LAW_ON and self.scope.days is not None and self.regime.law_on is None:
            first, last = (COMPARE[test.operator](day, test.value) for day in self.scope.days)
            return bool(first) if first == last else None
        return None

    def _floor(self, test: Test) -> Tri:
        if test.fact not in self.floors or test.operator not in FLOOR:
            return None
        floor = self._column(self.floors[test.fact])
        want, _ = self._operand(test.value)
        if floor is None or want is None:
            return None
        compare, decided = FLOOR[test.operator]
        return pl.when(compare(floor, want)).then(decided)

    def _operand(self, value: Operand) -> tuple[Any, bool | None]:
        """What to compare with (None: not in the table), and what the test yields where that is missing."""
        if not isinstance(value, FactRef):
            return pl.lit(value) if isinstance(value, str) else value, True
        other = self._column(value.fact)
        settled = self.absent[value.fact]
        if other is None or not value.plus:
            return other, settled
        is_day = self.regime.law.facts[value.fact].type.startswith("date")
        return other + (pl.duration(days=value.plus) if is_day else value.plus), settled

    def _due(self, due: Due) -> Tri:
        want, _ = self._operand(due.by)
        today = self._column(LAW_ON)
        if want is None or (today is None and not self.is_floating):
            return None
        still = True if self.is_floating else today <= want
        pending = pl.when(still).then(True) if isinstance(still, pl.Expr) else pl.lit(True if still else None)
        met = self._column(due.fact)
        if met is None:
            return pending
        return pl.when(met.is_not_null()).then(met <= want).otherwise(pending)

    def needs(self, node: Node, gate: Gate, found: dict[str, list[Gate]]) -> None:
        """Adds, under each fact, when its absence leaves `node` unknown; `gate`: the node is unknown."""
        if gate is False:
            return
        match node:
            case All(parts) | AnyOf(parts):
                for part in parts:
                    self.needs(part, gate_and(gate, is_unknown(self.outcome(part))), found)
            case Not(part):
                self.needs(part, gate, found)
            case Test():
                self._test_needs(node, gate, found)
            case Due(fact, by):
                unmet = gate_and(gate, self.is_missing(fact))
                found.setdefault(fact, []).append(unmet)
                self._law_needs(unmet, found)
                self._ref_needs(by, gate, found)

    def is_missing(self, fact: str) -> Gate:
        """Whether a row lacks the fact."""
        column = self._column(fact)
        return True if column is None else column.is_null() if isinstance(column, pl.Expr) else False

    def _test_needs(self, test: Test, gate: Gate, found: dict[str, list[Gate]]) -> None:
        if test.fact == LAW_ON:
            self._law_needs(gate, found)
        elif test.fact == "good":
            for need in ("hs", "description", "good"):
                found.setdefault(need, []).append(gate_and(gate, pl.col("good.need") == need))
        elif test.fact == "flow":
            for member in members_asked(test):
                for fact, deciding in _sides(member):
                    found.setdefault(fact, []).append(gate_and(gate, pl.col(deciding).is_null()))
        elif test.fact == SHARE and f"{SHARE}.needs.{SHARE}" in self.present:
            for need in (*OWN, SHARE):
                found.setdefault(need, []).append(gate_and(gate, pl.col(f"{SHARE}.needs.{need}")))
        elif f"{test.fact}.{DOUBTED}" in self.present:
            for need in (test.fact, *SETTLES):
                asked = pl.col(f"{test.fact}.needs.{need}")
                found.setdefault(need, []).append(gate_and(gate, asked))
            self._law_needs(gate_and(gate, pl.col(f"{test.fact}.{DAY}")), found)
        else:
            found.setdefault(test.fact, []).append(gate_and(gate, self.is_missing(test.fact)))
        self._ref_needs(test.value, gate, found)

    def _ref_needs(self, value: Operand | date, gate: Gate, found: dict[str, list[Gate]]) -> None:
        if isinstance(value, FactRef):
            found.setdefault(value.fact, []).append(gate_and(gate, self.is_missing(value.fact)))

    def _law_needs(self, gate: Gate, found: dict[str, list[Gate]]) -> None:
        if self.regime.law_on is None:
            for fact in ("date", "origin", ENTRY):
                found.setdefault(fact, []).append(gate_and(gate, pl.col(f"law_on.needs.{fact}")))


def _sides(member: str) -> tuple[tuple[str, str], ...]:
    """Which fact of the user's decides a member of flow, and the member whose unknown shows it."""
    sides = {"from_dprk": ("origin", "flow.from_dprk"), "to_dprk": ("destination", "flow.to_dprk")}
    return tuple(sides.values()) if member == "neither" else (sides[member],)
