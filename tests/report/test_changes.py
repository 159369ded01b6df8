"""What changed between two days."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from article41 import InputError, OutsideCoverage, Regime
from article41.dates import Span
from article41.model import Cap, CapPeriod
from article41.report.changes import changes, changes_json, changes_text


def test_what_began_what_ended_and_by_what_it_was_replaced() -> None:
    found = changes(Regime.load(), date(2017, 12, 31), date(2018, 1, 1))
    law = [(c.what, c.id, c.replaced_by) for c in found.law]
    assert law[0] == ("ends", "2375/op14", "2397/op5")
    assert {("begins", "2397/op5#ban", None), ("begins", "2397/op5#within_cap", None)} <= set(law)
    assert all(c.day == date(2018, 1, 1) for c in (*found.law, *found.limits))


def test_the_first_day_is_left_out_and_the_last_counts() -> None:
    regime = Regime.load()
    assert changes(regime, date(2018, 1, 1), date(2018, 1, 2)).law == ()
    assert changes(regime, date(2017, 12, 21), date(2017, 12, 22)).law != ()


def test_days_are_in_order_whatever_the_paragraphs_order() -> None:
    found = changes(Regime.load(), date(2017, 8, 4), date(2020, 1, 1))
    for part in (found.law, found.limits, found.days):
        assert [c.day for c in part] == sorted(c.day for c in part)


def test_two_stretches_together_hold_what_the_whole_does() -> None:
    regime = Regime.load()
    a, b, c = date(2017, 8, 10), date(2017, 12, 22), date(2019, 6, 1)
    whole, first, second = changes(regime, a, c), changes(regime, a, b), changes(regime, b, c)
    assert whole.law == first.law + second.law
    assert whole.limits == first.limits + second.limits
    assert whole.days == first.days + second.days


def test_the_law_of_the_last_day_is_the_law_of_the_first_with_the_changes() -> None:
    regime = Regime.load()
    first, last = date(2017, 8, 10), date(2024, 1, 1)
    held = {p.id for p in regime.in_force(first)}
    for change in changes(regime, first, last).law:
        if "#" not in change.id:
            (held.add if change.what == "begins" else held.discard)(change.id)
    assert held == {p.id for p in regime.in_force(last)}


def test_last_days_and_limits_are_told_apart(small: Regime) -> None:
    found = changes(small, date(2016, 12, 1), date(2019, 1, 1))
    assert [(str(c.day), c.id, c.text) for c in found.limits] == [
        (
            "2017-01-01",
            "2321/op26#coal",
            "coal: 53,495,894 US dollars or 1,000,866 t, whichever is reached first, all States together: no longer",
        ),
        (
            "2017-01-01",
            "2321/op26#coal",
            "coal: 400,870,018 US dollars or 7,500,000 t, whichever is reached first, all States together, every 12 months",
        ),
        (
            "2017-08-05",
            "2321/op26#coal",
            "coal: 400,870,018 US dollars or 7,500,000 t, whichever is reached first, all States together: no longer",
        ),
    ]  # no count anew on 2018-01-01: the paragraph had ended
    assert [(str(c.day), c.id, c.text) for c in found.days] == [
        ("2017-09-19", "2371/op8#tail", "notify committee by 2017-09-19")
    ]
    assert ("ends", "2371/op8#tail") in [(c.what, c.id) for c in found.law]


def test_a_limit_is_counted_anew_each_year() -> None:
    found = changes(Regime.load(), date(2018, 6, 1), date(2020, 6, 1))
    anew = [(str(c.day), c.id) for c in found.limits if c.text.endswith("counted anew")]
    assert ("2019-01-01", "2397/op5#cap") in anew
    assert ("2018-12-22", "2397/op4#cap") in anew


def test_a_limit_of_each_month_is_counted_from_its_first_day(small: Regime) -> None:
    """A short month moves one count, not those after it."""
    monthly = CapPeriod(Span(date(2017, 12, 31), date(2018, 5, 1)), 1, {"t": 100}, "first_reached")
    capped = replace(
        small.provision("2371/op8"), caps=(Cap("2371/op8#cap", ("coal",), "all_states", (monthly,)),)
    )
    provisions = tuple(capped if p.id == capped.id else p for p in small.law.provisions)
    found = changes(
        replace(small, law=replace(small.law, provisions=provisions)), date(2018, 1, 1), date(2020, 1, 1)
    )
    anew = [str(c.day) for c in found.limits if c.id == "2371/op8#cap" and c.text.endswith("counted anew")]
    assert anew == ["2018-01-31", "2018-02-28", "2018-03-31", "2018-04-30"]


def test_one_day_against_itself_is_no_change() -> None:
    found = changes(Regime.load(), date(2018, 3, 1), date(2018, 3, 1))
    assert changes_text(found).startswith("nothing changed from 2018-03-01 to 2018-03-01\n")
    assert json.loads(changes_json(found))["law"] == []


def test_days_the_wrong_way_round_are_told() -> None:
    with pytest.raises(InputError, match="law diff 2018-03-01 2018-03-02"):
        changes(Regime.load(), date(2018, 3, 2), date(2018, 3, 1))
    with pytest.raises(OutsideCoverage):
        changes(Regime.load(), date(2001, 1, 1), date(2002, 1, 1))


def test_as_text_and_as_json(small: Regime) -> None:
    found = changes(small, date(2017, 8, 1), date(2017, 10, 1))
    text = changes_text(found)
    assert "  2017-08-05\n    - 2321/op26 ends, replaced by 2371/op8: Coal leaving the DPRK" in text
    assert "1 begun, 2 ended" in text.replace("\n", " ")
    data = json.loads(changes_json(found))
    assert data["law"][0] == {
        "day": "2017-08-05",
        "what": "ends",
        "id": "2321/op26",
        "text": "Coal leaving the DPRK beyond a limit",
        "replaced_by": "2371/op8",
    }
