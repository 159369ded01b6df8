"""Records made to meet conditions: for every rule of the law some record is found, and it meets the rule."""

from __future__ import annotations

from datetime import date

import pytest

from article41.decide.conditions import absent, floors
from article41.decide.probes import probes
from article41.decide.regime import Regime
from article41.decide.trace import Reading
from article41.model import All, Test


@pytest.fixture(scope="module")
def regime() -> Regime:
    return Regime.load(date(2026, 1, 1))


def test_every_rule_of_the_law_is_met_by_some_record(regime: Regime) -> None:
    for rule in regime.rules:
        days = [span.start for span in regime.spans[rule.rule.id]]
        found = list(probes(regime, [rule.own], days))
        assert found, rule.rule.id
        for probe in found:
            reading = Reading(probe.record, absent(regime.law.facts), floors(regime.law.facts))
            assert reading.outcome(rule.own) is True


def test_every_whole_code_of_a_good_is_tried(regime: Regime) -> None:
    seafood = Test("good", "is", "seafood")
    found = list(probes(regime, [seafood], [date(2020, 1, 1)]))
    codes = {row.prefix for row in regime.law.goods if row.good == "seafood" and not row.is_partial}
    assert {probe.record.values["hs"] for probe in found} == codes
    assert {probe.good for probe in found} == {"seafood"}


def test_the_same_question_gives_the_same_records(regime: Regime) -> None:
    node = All((Test("flow", "is", "from_dprk"), Test("good", "in", ("coal", "iron"))))
    one, other = (list(probes(regime, [node], [date(2018, 1, 1)])) for _ in range(2))
    assert one == other


def test_what_cannot_be_met_gives_none(regime: Regime) -> None:
    node = All((Test("origin", "is", "RU"), Test("origin", "is", "CN")))
    assert not list(probes(regime, [node], [date(2018, 1, 1)]))
