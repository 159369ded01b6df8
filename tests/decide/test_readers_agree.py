"""One tree, two readers: the traced record and the columns give the same answer, nulls included."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41.analyse.caps import OWN, Governing, Totals
from article41.analyse.frames import prepare
from article41.analyse.records import derive
from article41.dates import Span
from article41.decide.columns import ColumnReader
from article41.decide.conditions import absent, floors
from article41.decide.regime import Regime
from article41.decide.tables import decide_table
from article41.decide.trace import Reading
from article41.decide.verdicts import decide
from article41.model import All, AnyOf, Cap, CapPeriod, Condition, FactRef, Facts, Ledger, Not, Rule, Test

from .generated import frame, ledger, records

NUMBER = 100_000
REGIME = Regime.load(date(2026, 11, 24))


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
    "as it stands": REGIME,
    "open": REGIME.assuming_nothing(),
    "fixed day": REGIME.on(date(2017, 12, 31)),
    "as of November 2017": Regime.load(date(2017, 11, 1)),
    "with a ledger": REGIME.with_ledger(ledger(300, seed=5)),
    "with a ledger of another time": REGIME.with_ledger(Ledger("empty", ())),
    "with a ledger on a fixed day": REGIME.with_ledger(ledger(300, seed=6)).on(date(2018, 6, 1)),
    "with a coal quota": with_a_coal_quota(),
    "with a coal quota and a ledger": with_a_coal_quota().with_ledger(ledger(2_000, seed=7)),
    "suspended": REGIME.suspend(["2397/op7", "2371/op8", "2375/op14#cease"]),
}


def answers(regime: Regime, found: list[Facts]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    table = decide_table(
        regime, prepare(frame(regime, found), regime.law.facts, regime.classifier, regime.totals)
    )
    for facts, row in zip(found, table.iter_rows(named=True), strict=True):
        one = decide(regime, derive(facts, regime.classifier, regime.totals))
        traced = (one.word, list(one.provisions), list(one.needs), list(one.duties), one.note)
        columns = (row["verdict"], row["provisions"], row["needs"], row["duties"], row["note"])
        assert one.reading.record.law_on == row["law_on"]
        yield traced, columns


@pytest.mark.parametrize("scene", SCENES)
def test_readers_agree_on_generated_records(scene: str) -> None:
    regime = SCENES[scene]
    number = NUMBER if scene == "as it stands" else NUMBER // 10
    found = records(regime, number, seed=41)
    words: Counter[str | None] = Counter()
    provisions: set[str] = set()
    for facts, (traced, columns) in zip(found, answers(regime, found), strict=True):
        assert traced == columns, facts
        words[traced[0]] += 1
        provisions |= set(traced[1])
    assert (
        min(words[w] for w in ("prohibited", "indeterminate", "permitted", "not_addressed")) > number // 100
    )
    if scene == "as it stands":
        bans = {r.rule.provision for r in regime.rules if r.rule.is_ban}
        assert provisions == bans, "a ban that no generated record reached"


@pytest.mark.parametrize("scene", ["as it stands", "with a ledger", "with a coal quota and a ledger"])
def test_any_completion_of_the_needs_decides(scene: str) -> None:
    """`needs` is honest: give the facts it names, at random, and the verdict is no longer indeterminate."""
    regime = SCENES[scene]
    rnd = random.Random(7)
    facts = regime.law.facts
    tried, amounts = 0, 0
    for given_facts in records(regime, 20_000, seed=11):
        one = decide(regime, derive(given_facts, regime.classifier, regime.totals))
        if one.word != "indeterminate" or not one.needs:
            continue
        donor = records(regime, 1, seed=rnd.randrange(1 << 30))[0]
        full: dict[str, Any] = dict(given_facts)
        for need in one.needs:
            if need in ("hs", "description", "good"):
                unknown = [g for g, o in one.reading.record.values["good"].items() if o is None]  # type: ignore[union-attr]
                full["good"] = rnd.choice((*unknown, "none"))
            elif need in ("origin", "destination"):
                full[need] = "CN"
            elif need == "import_date":
                left = max(one.reading.record.law_on or date(2017, 9, 1), date(2017, 9, 1))
                full[need] = left + timedelta(days=rnd.randint(0, 90))
            elif need == "unit":  # one that measures the good by one factor
                goods = one.reading.record.values["good"]
                full[need] = "t" if goods["coal"] else "bbl"  # type: ignore[index]
            else:
                full[need] = donor.get(need) or _any(facts[need].type, facts[need].values, rnd)
        done = decide(regime, derive(full, regime.classifier, regime.totals))
        tried += 1
        amounts += "quantity" in one.needs
        assert done.word != "indeterminate", (given_facts, one.needs, done.needs)
    assert tried > 1_000
    assert (amounts > 0) is ("ledger" in scene)


def _any(kind: str, values: tuple[str, ...], rnd: random.Random) -> Any:
    return {
        "date": date(2018, 1, 5),
        "date_or_yes": date(2018, 1, 5),
        "country": "KP",
        "port": "KPRJN",
        "bool": rnd.random() < 0.5,
        "number": rnd.choice([0.5, 1.5]),
        "code": "IL76",
    }.get(kind, values[0] if values else None)


def test_both_readers_work_out_one_share_and_ask_for_the_same_facts() -> None:
    """Every share, though no rule may turn on it; with coal, whose limits are in dollars and in tonnes."""
    coal = (CapPeriod(Span(date(2017, 1, 1)), 12, {"usd": 5e6, "t": 400_000}, "first_reached"),)
    caps = [Governing(c, "to_dprk", REGIME.spans[p.id]) for p in REGIME.provisions for c in p.caps]
    caps.append(
        Governing(Cap("2371/op8#coal", ("coal",), "all_states", coal), "from_dprk", (Span(date(2017, 1, 1)),))
    )
    totals = Totals(ledger(600, seed=9), caps, REGIME.law.barrels)
    found = records(REGIME, 20_000, seed=13)
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
    assert min(seen[True], seen[False], seen["cap_share",], seen["quantity", "unit"]) > 10, seen
    assert seen["value_usd",], seen


def test_the_value_of_one_item_bounds_and_decides_in_both_readers() -> None:
    """Derived for pieces; else no higher than the value of all of them."""
    tests = [
        Test("item_value_usd", operator, limit)
        for operator in ("below", "at_most", "above", "at_least")
        for limit in (100.0, 2_000.0)
    ]
    found: list[Facts] = [
        {"value_usd": 1_000.0, "quantity": 10.0, "unit": "u"},
        {"value_usd": 1_000.0, "quantity": 10.0, "unit": "u", "item_value_usd": 150.0},
        {"value_usd": 1_000.0, "quantity": 10.0, "unit": "t"},
        {"value_usd": 1_000.0, "quantity": 0.0, "unit": "u"},
        {"value_usd": 1_000.0, "unit": "u"},
        {"value_usd": 2_000.0},
        {"quantity": 10.0, "unit": "u"},
        {"item_value_usd": 100.0},
    ]
    facts = REGIME.law.facts
    prepared = prepare(frame(REGIME, found), facts, REGIME.classifier)
    assert prepared["item_value_usd"].to_list() == [100.0, 150.0, None, None, None, None, None, 100.0]
    reader = ColumnReader(REGIME, prepared.columns)
    outcomes = {test: reader.outcome(test) for test in tests}
    columns = prepared.with_columns(**reader.computed)
    for test, outcome in outcomes.items():
        assert isinstance(outcome, pl.Expr)
        got = columns.select(outcome.alias("outcome"))["outcome"].to_list()
        traced = [
            Reading(derive(f, REGIME.classifier), absent(facts), floors(facts)).outcome(test) for f in found
        ]
        assert got == traced, test
    by = {
        (t.operator, t.value): columns.select(o).to_series().to_list()
        for t, o in outcomes.items()
        if isinstance(o, pl.Expr)
    }
    # a thousand dollars in all: no item is worth two thousand, and one may be worth a hundred
    assert by["below", 2_000.0][2:5] == [True] * 3
    assert by["at_least", 2_000.0][2:5] == [False] * 3
    assert by["below", 100.0][2:5] == [None] * 3
    assert by["at_most", 2_000.0][5] is True
    assert by["below", 2_000.0][5] is None


# Generated trees, over a few facts of every type.

DATES = st.dates(date(2017, 8, 1), date(2017, 8, 9))
LEAVES = st.one_of(
    st.builds(Test, st.sampled_from(["flow"]), st.sampled_from(["is", "is_not"]), st.sampled_from(["from_dprk", "to_dprk"])),
    st.builds(Test, st.just("good"), st.sampled_from(["in", "not_in"]), st.sampled_from([("coal", "iron"), ("crude_oil", "condensate")])),
    st.builds(Test, st.sampled_from(["contract_date", "import_date"]), st.sampled_from(["before", "by", "after", "from"]), DATES),
    st.builds(Test, st.just("import_date"), st.sampled_from(["before", "by", "after", "from"]), st.builds(FactRef, st.sampled_from(["date", "contract_date"]), st.integers(0, 2))),
    st.builds(Test, st.just("notified_on"), st.sampled_from(["before", "by"]), st.one_of(DATES, st.just(FactRef("date")))),
    st.builds(Test, st.sampled_from(["committee_approval", "ship_to_ship", "above_worker_ceiling"]), st.just("is"), st.just(True)),
    st.builds(Test, st.just("origin"), st.sampled_from(["is", "is_not"]), st.just("KP")),
    st.builds(Test, st.just("cap_share"), st.sampled_from(["below", "at_most", "above", "at_least"]), st.sampled_from([0.5, 1.0])),
)  # fmt: skip
TREES: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: All(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: AnyOf(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(Not, inner),
    ),
    max_leaves=12,
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "origin": st.sampled_from(["KP", "CN"]),
            "hs": st.sampled_from(["2701", "2709", "72", "30"]),
            "date": DATES,
            "contract_date": DATES,
            "import_date": DATES,
            "notified_on": DATES,
            "committee_approval": st.booleans(),
            "ship_to_ship": st.booleans(),
            "above_worker_ceiling": st.booleans(),
            "cap_share": st.sampled_from([0.4, 0.5, 1.0, 2.0]),
        },
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(TREES, RECORDS, st.booleans())
def test_readers_agree_on_generated_trees(tree: Condition, found: list[Facts], is_open: bool) -> None:
    regime = replace(REGIME, open=is_open)
    facts = regime.law.facts
    prepared = prepare(
        frame(regime, found)
        if any(found)
        else pl.DataFrame({"date": pl.Series([None] * len(found), dtype=pl.Date)}),
        facts,
        regime.classifier,
    )
    reader = ColumnReader(regime, prepared.columns)
    outcome = reader.outcome(tree)
    needs: dict[str, list[Any]] = {}
    reader.needs(tree, outcome is None if not isinstance(outcome, pl.Expr) else outcome.is_null(), needs)
    lit = {
        n: pl.any_horizontal(g if isinstance(g, pl.Expr) else pl.lit(g) for g in gates)
        for n, gates in needs.items()
    }
    asked = prepared.with_columns(**reader.computed).select(
        (outcome if isinstance(outcome, pl.Expr) else pl.lit(outcome, pl.Boolean)).alias("outcome"),
        *(e.fill_null(False).alias(f"needs.{n}") for n, e in lit.items()),
    )
    if len(asked) == 1 and len(found) > 1:
        asked = pl.concat([asked] * len(found))
    for given_facts, row in zip(found, asked.iter_rows(named=True), strict=True):
        reading = Reading(derive(given_facts, regime.classifier), absent(facts, is_open), floors(facts))
        assert reading.outcome(tree) is row["outcome"]
        expected = set(reading.needs(tree)) if row["outcome"] is None else set()
        assert {n for n in needs if row[f"needs.{n}"]} == expected
