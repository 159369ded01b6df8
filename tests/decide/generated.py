"""Random transactions that bear on every rule: each aims at one rule, then strays; dates around every deadline."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from article41.analyse.frames import dtype
from article41.analyse.register import IMO, PARTIES, TRAVELLER
from article41.dates import Span
from article41.decide.conditions import Compiled, tests_of
from article41.decide.regime import Regime
from article41.model import (
    ARRIVING,
    GIVEN,
    LEAVING,
    All,
    AnyOf,
    Condition,
    Fact,
    FactRef,
    Facts,
    Not,
    Test,
    Value,
)

CODES = [
    *("2701", "2601", "7201", "7202", "72", "27", "0307", "2607", "7801", "6109", "2709", "2710", "271019"),
    *("271111", "271112", "4407", "8413", "8901", "7108", "6704", "3004", "1006", "2704", "26", "8703", "84"),
    *("12", "1201", "01", "7403", "880211", "9302", "9306", "8710", "9101", "7113", "691110", "5701", "9506"),
]
WORDS = [
    *("coal", "crude oil", "gas condensate", "squid fishing licences", "natural gas liquids", "jet fuel"),
    *("new helicopter", "diesel", "cargo"),
]
NAMES = [
    *(
        "Korea Mining Development Trading Corporation",
        "KPe.020",
        "DCBKKPPYXXX",
        "Choe Sok Min",
        "Kim",
        "Acme",
    ),
    *("KPi.080", "Ri Hong-sop", "Hong-Sop Ri", "Mansudae Overseas Project Group of Companies", "Ökonomie"),
    # only like a listed name: a slip, another order, other spellings and scripts
    *("Korea Mining Develpment Trading Corp", "Trading Corporation Korea Mining Development", "Lee Hong-sup"),
    *("김영철", "Ким Ён Чхоль", "Daesong Trading Company", "Taesong Bank (Office 39)", "Tangun Trading"),
    # like none
    *("Delmar Textile GmbH", "박지성", "Новая Верфь", "Anna Kowalska"),
]
VESSELS = [
    *("KOTI", "Hao Fan 6", "Ever Bright 88", "Fan Ke", "JH 86", "Paek Ma", "MIN NING DE YOU 078", "Sofia"),
    *("EVER BRIGTH 88", "Tong Hung San 2", "MIN NING DE YU 078", "Пэк Ма", "백마", "Green Dolphin", "KOTTI"),
]
IMOS = ["8914934", "8628597", "8602531", "9066978", "9417115", "8606173", "9074729"]
"""The last is of no listed vessel."""
GIVEN_NAMES = {
    **dict.fromkeys((*PARTIES, TRAVELLER), NAMES),
    **dict.fromkeys(IMO, VESSELS),
    **dict.fromkeys(IMO.values(), IMOS),
}
ALWAYS = ("hs", "origin", "destination", "date")
Given = dict[str, Value | None]


def records(regime: Regime, number: int, seed: int) -> list[Facts]:
    """`number` records, most of them aimed at a rule; the reader would accept each."""
    rnd = random.Random(seed)
    days = sorted(_days(regime))
    return [_record(regime, days, rnd) for _ in range(number)]


def _days(regime: Regime) -> Iterator[date]:
    """Every day that the law names: starts, ends, deadlines, dates in conditions."""
    for rule in regime.rules:
        for span in regime.spans[rule.rule.id]:
            yield from filter(None, (span.start, span.end))
        yield from (t.by for t in rule.rule.then if isinstance(t.by, date))
        yield from (
            leaf.value
            for leaf in tests_of(rule.rule.when)
            if isinstance(leaf, Test) and isinstance(leaf.value, date)
        )


def _record(regime: Regime, days: list[date], rnd: random.Random) -> Facts:
    found: Given = {}
    density = rnd.choice([0.02, 0.1, 0.4])
    for name, fact in regime.law.facts.items():
        likely = 0.9 if name in ALWAYS else density
        if rnd.random() < likely:
            value = rnd.choice(GIVEN_NAMES.get(name) or (_value(regime, fact, days, rnd),))
            if value is not None:
                found[name] = value
    if rnd.random() < 0.85:
        _aim(regime, rnd.choice(regime.rules), found, rnd)
    _make_sound(regime, found, rnd)
    return found


def _make_sound(regime: Regime, found: Given, rnd: random.Random) -> None:
    """What the reader refuses: goods both from and to the DPRK, a flow or a good against the other facts."""
    leaves = [f for f in LEAVING if str(found.get(f, "")).startswith("KP")]
    arrives = [f for f in ARRIVING if str(found.get(f, "")).startswith("KP")]
    if leaves and arrives:
        for name in rnd.choice([leaves, arrives]):
            found[name] = "CN" if len(str(found[name])) == 2 else "CNDLC"
    if "flow" in found and (leaves or arrives):
        del found["flow"]
    good = found.get("good")
    if good is not None and regime.classifier.contradiction(found.get("hs"), str(good)):  # type: ignore[arg-type]
        del found["good"]


def _aim(regime: Regime, rule: Compiled, found: Given, rnd: random.Random) -> None:
    """Facts that go towards the rule's condition, and for a way out towards the ban that it defeats."""
    span = rnd.choice(regime.spans[rule.rule.id])
    found["date"] = _within(span, rnd)
    found.pop("import_date", None)
    targets = [r for r in regime.bans if r.rule.id in rule.rule.defeats]
    if targets and rule.rule.kind != "exemption":
        _meet(regime, rnd.choice(targets).rule.when, found, rnd)
    elif targets:
        return _aim(regime, rnd.choice(targets), found, rnd)
    return _meet(regime, rule.rule.when, found, rnd)


def _within(span: Span, rnd: random.Random) -> date:
    last = span.end or date(2021, 6, 1)
    edge = rnd.choice([span.start, last]) + timedelta(days=rnd.randint(-2, 2))
    inside = span.start + timedelta(days=rnd.randrange(max(1, (last - span.start).days)))
    return rnd.choice([edge, inside])


def _meet(regime: Regime, node: Condition, found: Given, rnd: random.Random) -> None:
    match node:
        case All(parts):
            for part in parts:
                _meet(regime, part, found, rnd)
        case AnyOf(parts):
            _meet(regime, rnd.choice(parts), found, rnd)
        case Not():
            pass
        case Test() if rnd.random() < 0.95:
            _set(regime, node, found, rnd)


def _set(regime: Regime, test: Test, found: Given, rnd: random.Random) -> None:
    value: object = test.value
    if isinstance(value, FactRef):
        base = found.get(value.fact)
        value = base + timedelta(days=value.plus) if isinstance(base, date) else None
    if isinstance(value, tuple):
        value = rnd.choice(value) if test.operator == "in" else None
    if test.operator in ("is_not", "not_in") or value is None:
        return
    if test.fact == "flow":
        near, far = ("origin", "destination") if value == "from_dprk" else ("destination", "origin")
        found |= {near: "KP", far: "CN"}
        for name in ("flow", *LEAVING[1:], *ARRIVING[1:]):
            found.pop(name, None)
    elif test.fact == "good":
        _be(regime, str(value), found, rnd)
    elif isinstance(value, date):
        step = {"before": -1, "by": 0, "from": 0, "after": 1}[test.operator]
        found[test.fact] = value + timedelta(days=step * rnd.choice([1, 1, 40]))
    elif isinstance(value, float):
        found[test.fact] = value + (rnd.choice([0.01, 3]) if test.operator in ("above", "at_least") else 0)
    else:
        found[test.fact] = value  # type: ignore[assignment]


def _be(regime: Regime, good: str, found: Given, rnd: random.Random) -> None:
    for name in ("hs", "description", "good"):
        found.pop(name, None)
    codes = [row for row in regime.law.goods if row.good == good and len(row.prefix) <= 6]
    code = rnd.choice(codes)
    if code.prefix:
        found["hs"] = code.prefix
    if code.is_partial or not code.prefix:
        found["good"] = good


def _value(regime: Regime, fact: Fact, days: list[date], rnd: random.Random) -> Value | None:
    if fact.name == "good":
        return rnd.choice((*regime.classifier.goods, "none")) if rnd.random() < 0.1 else None
    if fact.name == "flow":
        return rnd.choice(fact.values) if rnd.random() < 0.1 else None
    if fact.name == "description":
        return rnd.choice(WORDS)
    if fact.name == "aircraft_type":
        return rnd.choice(["TU204300", "AN24R", "IL76"])
    match fact.type:
        case "hs":
            return rnd.choice(CODES)
        case "country":
            return rnd.choice(["KP", "CN", "RU"])
        case "port":
            return rnd.choice(["KPRJN", "KPNAM", "CNDLC"])
        case "enum":
            return rnd.choice(fact.values)
        case "date":
            return _day(days, rnd)
        case "date_or_yes":
            return rnd.choice([GIVEN, _day(days, rnd)])
        case "bool":
            return rnd.random() < 0.5
        case "number":
            return rnd.choice([0.5, 1.0, 1.01, 100.0, 600.0])
    return None


def _day(days: list[date], rnd: random.Random) -> date:
    return rnd.choice(days) + timedelta(
        days=rnd.randint(-2, 2) if rnd.random() < 0.8 else rnd.randint(-70, 70)
    )


def frame(regime: Regime, found: list[Facts]) -> pl.DataFrame:
    """The records as typed columns, only those that some record has."""
    facts = regime.law.facts
    present = [n for n in facts if any(n in r for r in found)]
    return pl.DataFrame({n: pl.Series(n, [r.get(n) for r in found], dtype=dtype(facts[n])) for n in present})
