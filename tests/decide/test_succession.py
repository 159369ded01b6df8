"""What came after a provision, and what governs in its place."""

from __future__ import annotations

from datetime import date

from article41 import Regime
from article41.decide.succession import governing, owed_from, successions, turning_days


def test_what_replaced_a_provision_and_what_governs_now() -> None:
    regime = Regime.load()
    old = regime.provision("2375/op14")
    assert [(s.old, s.later.id, s.start) for s in successions(regime, old)] == [
        ("2375/op14", "2397/op5", date(2018, 1, 1))
    ]
    assert governing(regime, old, date(2017, 12, 31)) is None
    found = governing(regime, old, date(2018, 1, 1))
    assert found is not None
    assert found.id == "2397/op5"


def test_nothing_governs_once_the_last_of_the_chain_has_ended(small: Regime) -> None:
    regime = small
    old = regime.provision("2321/op26")
    assert governing(regime, old, date(2019, 12, 31)) is regime.provision("2371/op8")
    assert governing(regime, old, date(2020, 1, 1)) is None


def test_what_was_not_yet_adopted_replaces_nothing() -> None:
    regime = Regime.load(date(2017, 12, 1))
    assert successions(regime, regime.provision("2375/op14")) == ()


def test_days_on_which_spans_turn_and_duties_begin(small: Regime) -> None:
    regime = small
    assert {date(2016, 11, 30), date(2017, 8, 5), date(2017, 9, 5), date(2020, 1, 1)} <= set(
        turning_days(regime)
    )
    assert owed_from(regime.provision("1718/op11")) == date(2006, 10, 14)
