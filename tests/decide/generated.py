"""Random transactions that bear on every rule: dates around every deadline, codes of every good, nulls."""

from __future__ import annotations

import random
from datetime import date, timedelta

import polars as pl

from article41.analyse.frames import dtype
from article41.decide.regime import Regime
from article41.model import ARRIVING, GIVEN, LEAVING, Fact, Facts, Value

DEADLINES = [
    *(
        (2017, 8, 5),
        (2017, 9, 4),
        (2017, 9, 11),
        (2017, 9, 19),
        (2017, 10, 1),
        (2017, 12, 10),
        (2017, 12, 22),
    ),
    *((2018, 1, 1), (2018, 1, 9), (2018, 1, 21), (2018, 1, 24), (2018, 2, 5), (2019, 12, 22), (2021, 6, 1)),
]
CODES = [
    "2701",
    "2601",
    "7201",
    "7202",
    "72",
    "27",
    "0307",
    "2607",
    "7801",
    "6109",
    "2709",
    "2710",
    "271111",
    "271112",
    "4407",
    "8413",
    "8901",
    "7108",
    "6704",
    "3004",
    "1006",
    "2704",
    "26",
    "8703",
    "84",
    "12",
    "1201",
    "01",
    "7403",
    "880211",
]
WORDS = [
    "coal",
    "crude oil",
    "gas condensate",
    "squid fishing licences",
    "natural gas liquids",
    "new helicopter",
    "cargo",
]


def records(regime: Regime, number: int, seed: int) -> list[Facts]:
    rnd = random.Random(seed)
    return [_record(regime, rnd) for _ in range(number)]


def _record(regime: Regime, rnd: random.Random) -> Facts:
    density = rnd.choice([0.15, 0.5, 0.85])
    found: dict[str, Value | None] = {}
    for name, fact in regime.law.facts.items():
        likely = 0.9 if name in ("hs", "origin", "destination", "date") else density
        if rnd.random() < likely:
            value = _value(regime, fact, rnd)
            if value is not None:
                found[name] = value
    leaves = [f for f in LEAVING if str(found.get(f, "")).startswith("KP")]
    arrives = [f for f in ARRIVING if str(found.get(f, "")).startswith("KP")]
    if leaves and arrives:  # the reader refuses such rows
        for name in rnd.choice([leaves, arrives]):
            found[name] = "CN" if len(str(found[name])) == 2 else "CNDLC"
    if "flow" in found and (leaves or arrives):
        del found["flow"]
    good = found.get("good")
    if good is not None and regime.classifier.contradiction(found.get("hs"), str(good)):  # type: ignore[arg-type]
        del found["good"]
    return found


def _value(regime: Regime, fact: Fact, rnd: random.Random) -> Value | None:
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
            return _day(rnd)
        case "date_or_yes":
            return rnd.choice([GIVEN, _day(rnd)])
        case "bool":
            return rnd.random() < 0.5
        case "number":
            return rnd.choice([0.5, 1.0, 1.01])
    return None


def _day(rnd: random.Random) -> date:
    return date(*rnd.choice(DEADLINES)) + timedelta(
        days=rnd.randint(-2, 2) if rnd.random() < 0.8 else rnd.randint(-70, 70)
    )


def frame(regime: Regime, found: list[Facts]) -> pl.DataFrame:
    """The records as typed columns, only those that some record has."""
    facts = regime.law.facts
    present = [n for n in facts if any(n in r for r in found)]
    return pl.DataFrame({n: pl.Series(n, [r.get(n) for r in found], dtype=dtype(facts[n])) for n in present})
