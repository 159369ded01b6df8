"""Fates of transactions: one word each, sums that add up, and what must hold for every suspension."""

from __future__ import annotations

import random
from datetime import date
from functools import lru_cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41 import Regime, assess_table
from article41.analyse.records import derive
from article41.decide.relief import FATES, Amount, Relief, Scenario, fate, weigh
from article41.decide.verdicts import LENIENT, STRICTNESS, decide
from article41.model import Facts

from .generated import frame, records

REGIME = Regime.load(date(2026, 11, 24))
IDS = [p.id for p in REGIME.provisions if any(r.is_ban for r in p.rules)]
EVERYTHING = [p.id for p in REGIME.provisions]


def relief(table: pl.DataFrame, scenario: Regime, regime: Regime = REGIME) -> Relief:
    """As serve does it, for a frame of facts; a line's good is its code and its partner unknown."""
    rows = pl.int_range(2, len(table) + 2, dtype=pl.UInt32, eager=True).alias("row")
    names = table["id"] if "id" in table.columns else pl.Series("id", [None] * len(table), dtype=pl.String)
    value = (
        table["value_usd"]
        if "value_usd" in table.columns
        else pl.Series([None] * len(table), dtype=pl.Float64)
    )
    good = table["hs"] if "hs" in table.columns else pl.Series([None] * len(table), dtype=pl.String)
    lines = pl.DataFrame(
        {
            "row": rows,
            "good": good,
            "partner": pl.Series([None] * len(table), dtype=pl.String),
            "value_usd": value,
        }
    )
    before, after = (assess_table(table, r).with_columns(names) for r in (regime, scenario))
    return weigh(Scenario("s", scenario), lines, before, after)


TRADE = pl.DataFrame(
    {
        "id": ["A", "A", "B", None, None, "C"],
        "date": [date(2026, 11, 24)] * 6,
        "origin": ["KP", "KP", "KP", "KP", "KP", None],
        "destination": ["CN"] * 6,
        "hs": ["2701", "0307", "2701", "6704", "61", "2701"],
        "value_usd": [100.0, 20.0, None, 5.0, 7.0, 1.0],
    }
)


def test_a_transaction_has_its_strictest_line_s_word_and_the_sum_of_its_lines() -> None:
    found = relief(TRADE, REGIME.suspend(["2371/op8"]))
    assert found.transactions.select("before", "after", "fate", "value_usd", "lines").rows() == [
        ("prohibited", "prohibited", "blocked", 120.0, 2),
        ("prohibited", "not_addressed", "freed", None, 1),
        ("not_addressed", "not_addressed", "free", 5.0, 1),
        ("prohibited", "prohibited", "blocked", 7.0, 1),
        ("indeterminate", "not_addressed", "cleared", 1.0, 1),
    ]
    assert found.blocked_by() == [("2371/op9", Amount(1, 120.0, 0)), ("2375/op16", Amount(1, 7.0, 0))]


def test_an_unknown_value_is_counted_apart_and_never_as_nought() -> None:
    found = relief(TRADE, REGIME.suspend(["2371/op8"]))
    assert found.total(["freed"]) == Amount(1, None, 1)
    assert found.today("prohibited") == Amount(3, 127.0, 1)
    assert found.total(["eased"]) == Amount(0, 0.0, 0)


def test_a_line_without_a_value_leaves_its_whole_transaction_s_unknown() -> None:
    table = TRADE.with_columns(pl.Series("value_usd", [100.0, None, 3.0, 5.0, 7.0, 1.0]))
    found = relief(table, REGIME.suspend(["2371/op8"]))
    assert found.total(["blocked"]) == Amount(2, 7.0, 1)
    # by good, too: the sums of goods are the sums of fates
    assert dict(found.by("good"))["2701"]["blocked"] == Amount(1, None, 1)


def test_goods_add_up_to_the_totals_in_value() -> None:
    found = relief(TRADE, REGIME.suspend(["2371/op8"]))
    groups = dict(found.by("good"))
    for word, amount in found.totals.items():
        assert sum(g[word].value_usd or 0 for g in groups.values()) == (amount.value_usd or 0)
    assert set(found.totals) == set(FATES)
    assert groups["2701"]["blocked"] == Amount(1, 100.0, 0)
    assert groups["0307"]["blocked"] == Amount(1, 20.0, 0)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("prohibited", "not_addressed", "freed"),
        ("prohibited", "permitted", "freed"),
        ("prohibited", "indeterminate", "eased"),
        ("prohibited", "prohibited", "blocked"),
        ("prohibited", None, "unanswered"),
        ("indeterminate", "permitted", "cleared"),
        ("indeterminate", "indeterminate", "indeterminate"),
        ("indeterminate", "prohibited", "tightened"),
        ("permitted", "not_addressed", "free"),
        ("not_addressed", "permitted", "free"),
        ("not_addressed", "indeterminate", "tightened"),
        (None, None, "no_answer"),
        (None, "prohibited", "no_answer"),
    ],
)
def test_each_pair_of_words_has_one_fate(before: str | None, after: str | None, word: str) -> None:
    pair = pl.DataFrame(
        {"before": [before], "after": [after]}, schema={"before": pl.String, "after": pl.String}
    )
    assert pair.select(fate()).item() == word


def test_ways_out_are_told_with_what_they_turn_on() -> None:
    from article41.decide.assess import assess_facts

    scenario = REGIME.suspend(["2371/op8"], revive=True)
    found = relief(TRADE, scenario)
    facts: Facts = {"date": date(2026, 11, 24), "origin": "KP", "destination": "CN", "hs": "2701"}
    ways = found.ways_out([(2, assess_facts(facts, scenario)), (4, assess_facts(facts, scenario))])
    quota = next(w for w in ways if w.rule == "2321/op26#coal_cap")
    assert quota.kind == "quota"
    assert {"cap_share", "livelihood_only"} <= set(quota.needs)
    assert quota.amount == Amount(2, 120.0, 1)


def test_a_table_without_rows_is_no_trouble() -> None:
    found = relief(TRADE.head(0), REGIME.suspend(["2371/op8"]))
    assert found.total() == Amount(0, 0.0, 0)
    assert found.by("good") == []


@lru_cache(maxsize=4)
def generated(seed: int) -> tuple[pl.DataFrame, tuple[Facts, ...]]:
    found = tuple(records(REGIME, 120, seed=seed))
    return frame(REGIME, list(found)), found


SEEDS = st.integers(min_value=0, max_value=3)


@settings(max_examples=2)
@given(SEEDS)
def test_suspending_nothing_changes_nothing(seed: int) -> None:
    table, _ = generated(seed)
    found = relief(table, REGIME.suspend([]))
    assert found.transactions["before"].equals(found.transactions["after"])
    assert set(found.transactions["fate"]) <= {"blocked", "indeterminate", "free", "no_answer"}


@settings(max_examples=2)
@given(SEEDS, st.booleans())
def test_suspending_every_provision_frees_everything(seed: int, revive: bool) -> None:
    table, _ = generated(seed)
    found = relief(table, REGIME.suspend(EVERYTHING, revive=revive))
    assert set(found.transactions["after"]) <= {None, "not_addressed"}
    assert found.total(["blocked", "eased", "indeterminate", "tightened"]).count == 0
    assert found.total(["freed", "unanswered"]).count == found.today("prohibited").count


@settings(max_examples=4)
@given(SEEDS, st.lists(st.sampled_from(IDS), max_size=6), st.lists(st.sampled_from(IDS), max_size=20))
def test_without_revival_suspending_more_never_prohibits_more(
    seed: int, some: list[str], more: list[str]
) -> None:
    table, _ = generated(seed)
    rank = {word: i for i, word in enumerate(STRICTNESS)}
    few, many = (assess_table(table, REGIME.suspend(ids))["verdict"] for ids in (some, [*some, *more]))
    for fewer, further in zip(few, many, strict=True):
        if fewer is None or further is None:
            assert fewer in (None, STRICTNESS[0])
        else:
            assert rank[further] >= rank[fewer]


@settings(max_examples=2)
@given(SEEDS, st.lists(st.sampled_from(IDS), min_size=1, max_size=10), st.booleans())
def test_both_readers_see_one_fate(seed: int, some: list[str], revive: bool) -> None:
    table, facts = generated(seed)
    until = random.Random(seed).choice([None, date(2017, 12, 1)])
    scenario = REGIME.suspend(some, revive=revive, until=until)
    found = relief(table.drop("id", strict=False), scenario).transactions
    for before, after, one in zip(found["before"], found["after"], facts, strict=True):
        traced = [decide(r, derive(one, r.classifier, r.totals, r.register)).word for r in (REGIME, scenario)]
        assert [before, after] == traced


@pytest.mark.parametrize("word", LENIENT)
def test_what_is_free_already_is_not_freed(word: str) -> None:
    found = relief(TRADE, REGIME.suspend(EVERYTHING)).transactions
    assert found.filter(pl.col("before") == word)["fate"].is_in(["free"]).all()
