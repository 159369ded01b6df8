"""One tree, two readers: the traced record and the columns give the same answer, nulls included."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41.analyse.frames import prepare
from article41.analyse.records import derive, hits
from article41.decide.columns import ColumnReader
from article41.decide.conditions import NOTICE, absent, floors
from article41.decide.regime import Regime
from article41.decide.scope import Scope
from article41.decide.tables import decide_table
from article41.decide.trace import Reading
from article41.decide.verdicts import Decision, decide
from article41.model import ARRIVING, GIVEN, LEAVING, All, AnyOf, Condition, FactRef, Facts, Not, Test

from .generated import IMOS, frame, records

NUMBER = 100_000
REGIME = Regime.load(date(2026, 11, 24))
SCENES = {
    "as it stands": REGIME,
    "open": REGIME.assuming_nothing(),
    "fixed day": REGIME.on(date(2017, 12, 31)),
    "as of November 2017": Regime.load(date(2017, 11, 1)),
    "suspended": REGIME.suspend(["2397/op7", "2371/op8", "2375/op14#cease"]),
    "suspended for a while, what it replaced revived": REGIME.suspend(
        ["2371/op8", "2397", "arms.embargo"], revive=True, until=date(2018, 3, 1)
    ),
}


def answers(regime: Regime, found: list[Facts]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    table = decide_table(
        regime, prepare(frame(regime, found), regime.law.facts, regime.classifier, None, regime.register)
    )
    for facts, row in zip(found, table.iter_rows(named=True), strict=True):
        one = decide(regime, derive(facts, regime.classifier, None, regime.register))
        met = dict.fromkeys(
            f"{h.reference} ({h.field}, by {h.how}{'' if h.score is None else f' {h.score:.2f}'})"
            for h in hits(one.reading.record, regime.register)
        )
        traced = (one.word, list(one.provisions), list(one.needs), list(one.duties), one.note, list(met))
        columns = (row["verdict"], row["provisions"], row["needs"], row["duties"], row["note"], row["hits"])
        assert one.reading.record.law_on == row["law_on"]
        yield traced, columns


@pytest.mark.parametrize("scene", SCENES)
def test_readers_agree_on_generated_records(scene: str) -> None:
    regime = SCENES[scene]
    number = NUMBER if scene == "as it stands" else NUMBER // 10
    found = records(regime, number, seed=41)
    words: Counter[str | None] = Counter()
    provisions: set[str] = set()
    met = alike = 0
    for facts, (traced, columns) in zip(found, answers(regime, found), strict=True):
        assert traced == columns, facts
        words[traced[0]] += 1
        met += bool(traced[5])
        alike += any("likeness" in hit for hit in traced[5])
        provisions |= set(traced[1])
    assert (
        min(words[w] for w in ("prohibited", "indeterminate", "permitted", "not_addressed")) > number // 100
    )
    assert met > number // 10, "few records met a listing"
    assert alike > number // 20, "few records are like a listing"
    if scene == "as it stands":
        bans = {r.rule.provision for r in regime.rules if r.rule.is_ban}
        assert provisions == bans, "a ban that no generated record reached"


def test_any_completion_of_the_needs_decides() -> None:
    """`needs` is honest: give the facts it names, at random, and the verdict is no longer indeterminate."""
    rnd = random.Random(7)
    tried: Counter[str] = Counter()
    for given_facts in records(REGIME, 20_000, seed=11):
        one = decide(REGIME, derive(given_facts, REGIME.classifier, None, REGIME.register))
        if one.word != "indeterminate":
            continue
        assert one.needs, given_facts
        full: dict[str, Any] = dict(given_facts)
        for need in one.needs:
            full[need] = completed(need, full, one, rnd)
        for words in {"hs", "description"} & set(one.needs):
            del full[words]  # settled in the column `good`
        done = decide(REGIME, derive(full, REGIME.classifier, None, REGIME.register))
        tried.update(one.needs)
        assert done.word != "indeterminate", (given_facts, one.needs, done.needs)
    assert tried.total() > 3_000
    assert len(tried) > 10, tried


def test_only_the_notice_is_both_owed_and_claimed() -> None:
    """What `needs` asks with it is asked for this fact alone: another such fact would need the same."""
    owed = {t.fact for r in REGIME.rules for t in r.rule.then if t.fact is not None}
    assert {f for f in owed if REGIME.law.facts[f].if_absent == "not_claimed"} == {NOTICE}


def completed(need: str, given_facts: dict[str, Any], one: Decision, rnd: random.Random) -> Any:
    """A value for a fact that was missing, as the reader would accept it."""
    fact = REGIME.law.facts[need]
    if need in ("hs", "description", "good"):
        goods = one.reading.record.values["good"]
        assert isinstance(goods, Mapping)
        given_facts["good"] = rnd.choice((*(g for g, o in goods.items() if o is None), "none"))
        return given_facts["good"]
    if need == "origin":
        return "CN" if any(str(given_facts.get(f) or "").startswith("KP") for f in ARRIVING) else "KP"
    if need == "destination":
        return "CN" if any(str(given_facts.get(f) or "").startswith("KP") for f in LEAVING) else "KP"
    if need == "import_date":
        return given_facts.get("date", date(2017, 9, 1)) + timedelta(days=rnd.randint(0, 90))
    if fact.values:
        return rnd.choice(fact.values)
    return {
        "date": date.fromordinal(rnd.randint(date(2006, 10, 14).toordinal(), date(2021, 1, 1).toordinal())),
        "date_or_yes": rnd.choice([GIVEN, date(2018, 1, 5)]),
        "country": rnd.choice(["KP", "CN"]),
        "port": rnd.choice(["KPRJN", "CNDLC"]),
        "bool": rnd.random() < 0.5,
        "number": rnd.choice([0.5, 1.5, 150.0, 5_000.0]),
        "code": "IL76",
        "imo": rnd.choice([n for n in IMOS if not _is_rough(n)]),
    }[fact.type]


def _is_rough(imo: str) -> bool:
    """Whether the number is of a vessel that left the list on a day not known, which is a question of its own."""
    return any(REGIME.register.is_rough(met.listing) for met in REGIME.register.by_imo.get(imo, ()))


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
    reader = ColumnReader(regime, Scope.of(prepared))
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
