"""Records made to meet conditions: the transactions on which a draft's rules are tried.

Nothing is random. A condition is opened into the ways in which it can be met, each a list of plain tests;
facts are then chosen that meet the tests, on the days asked for and with every code of a good. A record that
does not meet the conditions after all is dropped, so that whatever comes out surely meets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, islice, product
from typing import TypeAlias

from article41.analyse.flow import FROM, NEITHER, TO
from article41.analyse.records import Record, derive
from article41.decide.conditions import ENTRY, LAW_ON, Due, Node, absent, floors
from article41.decide.regime import Regime
from article41.decide.trace import Reading
from article41.errors import InputError
from article41.model import DPRK, All, AnyOf, Fact, FactRef, Not, Test, Value

MOST_WAYS = 200
"""Ways of meeting a condition that are tried; a paragraph on forty goods has as many."""
DAY = timedelta(days=1)
PAIRS = (("before", "from"), ("by", "after"), ("below", "at_least"), ("at_most", "above"))
OPPOSITE = dict((*PAIRS, *((b, a) for a, b in PAIRS)))
FOREIGN = ("CN", "RU")
FOREIGN_PORT, DPRK_PORT = "CNDLC", "KPNAM"
Given: TypeAlias = dict[str, Value | None]
Step: TypeAlias = tuple[Test | Due, bool]


@dataclass(frozen=True, slots=True)
class Probe:
    """A record, and the good that it was made to be; empty where it was made for none."""

    record: Record
    good: str


def probes(regime: Regime, nodes: Iterable[Node], days: Sequence[date]) -> Iterator[Probe]:
    """Records that meet every node as `regime` reads them, on or near each of the days, each once."""
    nodes = tuple(nodes)
    reading = (absent(regime.law.facts, regime.open), floors(regime.law.facts))
    seen: set[frozenset[tuple[str, object]]] = set()
    for way in islice(_ways(All(nodes)), MOST_WAYS):  # type: ignore[arg-type]
        wanted = _Wanted.of(way)
        for day, (code, good) in product(days, _codes(regime, wanted)):
            facts = wanted.facts(regime.law.facts, day)
            if facts is None:
                continue
            facts |= {name: value for name, value in (("hs", code), ("good", good)) if value}
            key = frozenset(facts.items())
            if key in seen:
                continue
            seen.add(key)
            try:
                record = derive(facts, regime.classifier)
            except InputError:  # facts that contradict each other
                continue
            if all(Reading(record, *reading).outcome(node) is True for node in nodes):
                yield Probe(record, wanted.goods[0] if wanted.goods else "")


def _ways(node: Node, is_so: bool = True) -> Iterator[tuple[Step, ...]]:
    """Each way in which a node comes out true (or, with `is_so` False, false)."""
    match node:
        case Not(part):
            yield from _ways(part, not is_so)
        case All(parts) | AnyOf(parts):
            if isinstance(node, All) is is_so:
                opened = [tuple(islice(_ways(part, is_so), MOST_WAYS)) for part in parts]
                for found in product(*opened):
                    yield tuple(chain.from_iterable(found))
            else:
                for part in parts:
                    yield from _ways(part, is_so)
        case Test(fact, ("is_not" | "not_in") as operator, value):
            yield from _ways(Test(fact, {"is_not": "is", "not_in": "in"}[operator], value), not is_so)
        case Test(fact, "in", tuple(values)):
            each = [Test(fact, "is", value) for value in values]
            if is_so:
                yield from (((test, True),) for test in each)
            else:
                yield tuple((test, False) for test in each)
        case Test(fact, operator, value) if operator in OPPOSITE and not is_so:
            yield ((Test(fact, OPPOSITE[operator], value), True),)
        case Test() | Due():
            yield ((node, is_so),)


def _codes(regime: Regime, wanted: _Wanted) -> Iterator[tuple[str | None, str | None]]:
    """Code and settled good for each row of the first good asked for."""
    if not wanted.goods:
        yield None, "none" if wanted.without else None
        return
    good = wanted.goods[0]
    rows = [row for row in regime.law.goods if row.good == good]
    whole: list[str | None] = [row.prefix for row in rows if row.prefix and not row.is_partial]
    yield from ((code, good) for code in whole or [row.prefix or None for row in rows[:1]])


@dataclass(slots=True)
class _Wanted:
    """One way of meeting the conditions, its tests gathered by fact."""

    goods: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    equal: dict[str, list[Value]] = field(default_factory=dict)
    unequal: dict[str, list[object]] = field(default_factory=dict)
    bounds: dict[str, list[tuple[str, object]]] = field(default_factory=dict)

    @classmethod
    def of(cls, way: Iterable[Step]) -> _Wanted:
        found = cls()
        for leaf, is_so in way:
            if isinstance(leaf, Due):
                if is_so:
                    found.bounds.setdefault(leaf.fact, []).append(("by", leaf.by))
            elif leaf.fact == "good":
                (found.goods if is_so else found.without).append(str(leaf.value))
            elif leaf.operator in OPPOSITE:
                found.bounds.setdefault(leaf.fact, []).append((leaf.operator, leaf.value))
            elif is_so:
                found.equal.setdefault(leaf.fact, []).append(leaf.value)  # type: ignore[arg-type]
            else:
                found.unequal.setdefault(leaf.fact, []).append(leaf.value)
        return found

    def facts(self, known: Mapping[str, Fact], day: date) -> Given | None:
        """Facts that meet the tests on a day as near as may be to `day`; None where none can."""
        found: Given = {}
        clocks = [n for n in (LAW_ON, "date", ENTRY) if n in self.bounds]
        for name in clocks:
            day = _day(self.bounds[name], day, {})
        found["date"] = day
        if ENTRY in self.bounds:
            found[ENTRY] = day
        for name, values in self.equal.items():
            if len(set(values)) > 1:
                return None
            found[name] = values[0]
        for name, refused in self.unequal.items():
            if name not in found and known[name].if_absent == "unknown":
                found[name] = _other(known[name], refused)
        for name, bounds in self.bounds.items():
            if name in known and name not in found:
                is_day = known[name].type.startswith("date")
                found[name] = _day(bounds, day, found) if is_day else _number(bounds)
        self._place(found)
        return found

    def _place(self, found: Given) -> None:
        """Origin, destination and ports that go with the direction asked for."""
        way = found.pop("flow", None)
        if way is None and (self.goods or "flow" in self.unequal):
            refused = self.unequal.get("flow", [])
            way = next((w for w in (FROM, TO, NEITHER) if w not in refused), None)
        if way == FROM:
            found.setdefault("origin", DPRK)
            found.setdefault("destination", FOREIGN[0])
            found.setdefault("port_of_loading", DPRK_PORT)
        elif way == TO:
            found.setdefault("origin", FOREIGN[0])
            found.setdefault("destination", DPRK)
        elif way == NEITHER:
            found.setdefault("origin", FOREIGN[0])
            found.setdefault("destination", FOREIGN[1])


def _day(bounds: Iterable[tuple[str, object]], day: date, found: Mapping[str, object]) -> date:
    """The day within the bounds that lies nearest to `day`."""
    for operator, value in bounds:
        if isinstance(value, FactRef):
            other = found.get(value.fact)
            limit = other + timedelta(days=value.plus) if isinstance(other, date) else day
        else:
            limit = value if isinstance(value, date) else day
        if operator in ("before", "by"):
            day = min(day, limit - DAY if operator == "before" else limit)
        else:
            day = max(day, limit + DAY if operator == "after" else limit)
    return day


def _number(bounds: Iterable[tuple[str, object]]) -> float:
    """A number within the bounds: on the limit, or one step past it where the limit itself is out."""
    number = 0.0
    for operator, value in bounds:
        limit = value if isinstance(value, int | float) else 0.0
        step = max(abs(limit) / 100, 0.01)
        number = {"below": limit - step, "above": limit + step}.get(operator, float(limit))
    return number


def _other(fact: Fact, refused: Sequence[object]) -> Value | None:
    """A value of the fact that is none of these."""
    if fact.type == "bool":
        return not refused[0]
    usual = {"country": FOREIGN, "port": (FOREIGN_PORT, DPRK_PORT)}.get(fact.type, fact.values)
    return next((value for value in usual if value not in refused), None)
