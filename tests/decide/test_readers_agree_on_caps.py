"""Two readers and a ledger: one share of each cap, one verdict, and the same facts asked for."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from article41.analyse.caps import OWN, Governing, Totals
from article41.analyse.frames import prepare
from article41.analyse.records import derive
from article41.dates import Span
from article41.decide.regime import Regime
from article41.decide.tables import decide_table
from article41.decide.verdicts import decide
from article41.model import All, Cap, CapPeriod, Facts, Ledger, Rule, Supply, Test, Value

from .generated import frame, records

NUMBER = 10_000
REGIME = Regime.load(date(2026, 11, 24))
FILL = {"refined_petroleum": 500_000, "crude_oil": 4_000_000, "coal": 1_000_000}
CODES = {
    "refined_petroleum": ("2710", "diesel"),
    "crude_oil": ("2709", "crude oil"),
    "coal": ("2701", "coal"),
}


def ledger(number: int, seed: int) -> Ledger:
    """Supplies that fill every cap to about its limit, some without State, measure, value or id."""
    rnd = random.Random(seed)
    found = []
    for i in range(number):
        good = rnd.choice(list(FILL))
        barrels = rnd.uniform(0, 12) * FILL[good] / number
        tonnes = barrels / rnd.choice((7.62, 8.0))
        measure = rnd.randrange(8) if good != "coal" else 0
        found.append(
            Supply(
                id=f"L-{i}" if rnd.random() < 0.9 else None,
                day=date(2016, 9, 11) + timedelta(days=rnd.randrange(2_100)),
                good=good,
                state=rnd.choice(["CN", "RU"]) if i % 100 else None,
                barrels=barrels if measure > 1 else None,
                tonnes=tonnes if measure < 3 else None,
                value_usd=rnd.uniform(0, 1e6) if rnd.random() < 0.99 else None,
            )
        )
    return Ledger("generated", tuple(found))


def capped(regime: Regime, number: int, seed: int) -> list[Facts]:
    """Generated records, most of them turned into supplies of what caps limit, with amounts of every kind."""
    rnd = random.Random(seed)
    found: list[Facts] = []
    for facts in records(regime, number, seed):
        given: dict[str, Value | None] = dict(facts)
        choices: dict[str, list[Value | None]] = {
            "id": [None, *(f"L-{i}" for i in range(200))],  # as the ledger's entries are called
            "quantity": [None, 0.0, 0.5, 400.0, 60_000.0, 600_000.0],
            "unit": [None, "t", "kg", "bbl", "l", "kl", "m3", "t", "bbl", "u"],
            "value_usd": [None, 0.0, 1_000.0, 500_000.0],
        }
        given |= {name: rnd.choice(values) for name, values in choices.items()}
        if rnd.random() < 0.8:
            good = rnd.choice(list(FILL))
            for name in ("good", "flow", "delivered_in", "port_of_loading", "port_of_discharge", "kind"):
                given.pop(name, None)
            given["hs"], given["description"] = CODES[good]
            ends = (
                ("KP", rnd.choice(["CN", "RU"])) if good == "coal" else (rnd.choice(["CN", "RU", None]), "KP")
            )
            given["origin"], given["destination"] = ends
            given["date"] = date(2017, 1, 1) + timedelta(days=rnd.randrange(1_800))
            if rnd.random() < 0.7:
                given |= {"livelihood_only": True, "cease_notice_in_force": False}
                given |= {"involves_programme_party": None, "generates_programme_revenue": None}
            if rnd.random() < 0.9:
                given.pop("cap_share", None)
        found.append({name: value for name, value in given.items() if value is not None})
    return found


def with_a_coal_quota() -> Regime:
    """A quota of coal, in dollars and in tonnes, that turns on the day of entry as well as on the share."""
    period = CapPeriod(Span(date(2017, 1, 1)), 1, {"usd": 5e5, "t": 40_000}, "first_reached")
    cap = Cap("2371/op8#coal", ("coal",), "all_states", (period,))
    quota = Rule(
        "2371/op8#quota",
        "2371/op8",
        "permits",
        "quota",
        All((Test("cap_share", "at_most", 1.0), Test("import_date", "by", date(2018, 3, 1)))),
        ("2371/op8#ban",),
    )
    provisions = (
        replace(p, caps=(cap,), rules=(*p.rules, quota)) if p.id == "2371/op8" else p
        for p in REGIME.law.provisions
    )
    return Regime.of(replace(REGIME.law, provisions=tuple(provisions)), REGIME.as_of)


SCENES = {
    "a ledger": REGIME.with_ledger(ledger(300, seed=5)),
    "a ledger of another time": REGIME.with_ledger(Ledger("empty", ())),
    "a ledger, open": REGIME.with_ledger(ledger(300, seed=8)).assuming_nothing(),
    "a ledger, on a fixed day": REGIME.with_ledger(ledger(300, seed=6)).on(date(2018, 6, 1)),
    "a ledger, as of November 2017": Regime.load(date(2017, 11, 1)).with_ledger(ledger(300, seed=6)),
    "no ledger": with_a_coal_quota(),
    "a ledger and a quota of coal": with_a_coal_quota().with_ledger(ledger(2_000, seed=7)),
}


@pytest.mark.parametrize("scene", SCENES)
def test_readers_agree(scene: str) -> None:
    regime = SCENES[scene]
    found = capped(regime, NUMBER, seed=41)
    prepared = prepare(
        frame(regime, found), regime.law.facts, regime.classifier, regime.totals, regime.register
    )
    table = decide_table(regime, prepared)
    words: Counter[str | None] = Counter()
    for facts, row in zip(found, table.iter_rows(named=True), strict=True):
        one = decide(regime, derive(facts, regime.classifier, regime.totals, regime.register))
        traced = (one.word, list(one.provisions), list(one.needs), list(one.duties), one.note)
        assert traced == (row["verdict"], row["provisions"], row["needs"], row["duties"], row["note"]), facts
        words[one.word] += 1
    assert min(words[w] for w in ("prohibited", "indeterminate", "permitted")) > NUMBER // 100, words


def test_both_work_out_one_share_and_ask_for_the_same_facts() -> None:
    """Every share, though no rule may turn on it; with coal, whose limits are in dollars and in tonnes."""
    coal = (CapPeriod(Span(date(2017, 1, 1)), 12, {"usd": 5e6, "t": 400_000}, "first_reached"),)
    caps = [
        Governing(c, "to_dprk", REGIME.spans[p.id])
        for p in REGIME.provisions
        for c in p.caps
        if "coal" not in c.goods
    ]
    added = Cap("2371/op8#coal", ("coal",), "all_states", coal)
    caps.append(Governing(added, "from_dprk", (Span(date(2017, 1, 1)),)))
    totals = Totals(ledger(600, seed=9), caps, REGIME.law.barrels)
    found = capped(REGIME, NUMBER, seed=13)
    table = prepare(frame(REGIME, found), REGIME.law.facts, REGIME.classifier, totals)
    seen: Counter[Any] = Counter()
    for facts, row in zip(found, table.iter_rows(named=True), strict=True):
        record = derive(facts, REGIME.classifier, totals)
        assert record.values["cap_share"] == row["cap_share"], facts
        assert record.values["item_value_usd"] == row["item_value_usd"], facts
        assert (record.cap is not None) is row["cap_share.is_weighed"]
        if row["cap_share"] is None:
            asked = record.needs["cap_share"] or ("cap_share",)
            assert asked == tuple(n for n in (*OWN, "cap_share") if row[f"cap_share.needs.{n}"]), facts
            seen[asked] += record.cap is not None
        else:
            seen[row["cap_share"] > 1] += record.cap is not None
    assert (
        min(seen[True], seen[False], seen["cap_share",], seen["quantity", "unit"], seen["value_usd",]) > 10
    ), seen


@pytest.mark.parametrize("scene", ["a ledger", "a ledger and a quota of coal"])
def test_any_completion_of_the_needs_decides(scene: str) -> None:
    """Amounts that are missing are asked for, and giving them decides."""
    regime = SCENES[scene]
    rnd = random.Random(7)
    asked: Counter[str] = Counter()
    for facts in capped(regime, NUMBER, seed=11):
        one = decide(regime, derive(facts, regime.classifier, regime.totals, regime.register))
        if one.word != "indeterminate" or {"hs", "description", "good", "date"} & set(one.needs):
            continue
        goods = one.reading.record.values["good"]
        assert isinstance(goods, Mapping)
        given: dict[str, Any] = dict(facts)
        for need in one.needs:
            fact = regime.law.facts[need]
            sides: dict[str, list[Any]] = {
                "quantity": [0.0, 7.0, 1e6],
                "unit": ["t", "kg"] if goods["coal"] else ["bbl"],  # the cap's own measure: no factor
                "value_usd": [0.0, 1e3, 1e9],
                "cap_share": [0.5, 1.0, 1.5],
                "origin": ["CN"],
                "destination": ["CN"],
                "import_date": [
                    given.get("date", date(2018, 1, 1)) + timedelta(days=d) for d in (0, 40, 400)
                ],
            }
            other = (
                [True, False] if fact.type == "bool" else [date(2018, 1, 5)] if "date" in fact.type else []
            )
            given[need] = rnd.choice(sides.get(need) or other or list(fact.values) or [1.0])
        done = decide(regime, derive(given, regime.classifier, regime.totals, regime.register))
        asked.update(one.needs)
        assert done.word != "indeterminate", (facts, one.needs, done.needs)
    assert min(asked["quantity"], asked["unit"], asked["cap_share"]) > 50, asked


ITEMS: list[Facts] = [
    {"value_usd": 1_000.0, "quantity": 10.0, "unit": "u"},
    {"value_usd": 1_000.0, "quantity": 10.0, "unit": "u", "item_value_usd": 150.0},
    {"value_usd": 1_000.0, "quantity": 10.0, "unit": "t"},
    {"value_usd": 1_000.0, "quantity": 0.0, "unit": "u"},
    {"value_usd": 1_000.0, "unit": "u"},
    {"value_usd": 2_000.0},
    {"quantity": 10.0, "unit": "u"},
    {"item_value_usd": 100.0},
]


@pytest.mark.parametrize(
    ("operator", "limit", "expected"),
    [
        # a thousand dollars in all: no item is worth two thousand, and one may be worth a hundred
        ("below", 2_000.0, [True, True, True, True, True, None, None, True]),
        ("at_most", 2_000.0, [True, True, True, True, True, True, None, True]),
        ("above", 2_000.0, [False, False, False, False, False, False, None, False]),
        ("at_least", 2_000.0, [False, False, False, False, False, None, None, False]),
        ("below", 100.0, [False, False, None, None, None, None, None, False]),
        ("at_most", 100.0, [True, False, None, None, None, None, None, True]),
        ("above", 100.0, [False, True, None, None, None, None, None, False]),
        ("at_least", 100.0, [True, True, None, None, None, None, None, True]),
    ],
)
def test_the_value_of_one_item_is_worked_out_or_bounded(
    operator: str, limit: float, expected: list[bool | None]
) -> None:
    """Of pieces, value over quantity; else no higher than the value of all of them."""
    whole = REGIME.provision("2371/op8")
    ban = replace(whole.rules[0], id="2371/op8#ban", when=Test("item_value_usd", operator, limit), defeats=())
    law = replace(REGIME.law, provisions=(replace(whole, rules=(ban,), replaces=()),))
    regime = Regime.of(law, REGIME.as_of)
    found: list[Facts] = [{**facts, "date": date(2018, 2, 1)} for facts in ITEMS]
    words = {True: "prohibited", False: "not_addressed", None: "indeterminate"}
    table = decide_table(regime, prepare(frame(regime, found), law.facts, regime.classifier))
    traced = [decide(regime, derive(facts, regime.classifier)).word for facts in found]
    assert traced == table["verdict"].to_list() == [words[e] for e in expected]
