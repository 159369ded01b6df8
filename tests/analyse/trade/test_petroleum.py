"""The two petroleum series: reported figures and estimates, side by side and never added."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.analyse.trade.petroleum import (
    KILOLITRE,
    UNTYPED,
    Limit,
    Supply,
    barrels_of_calls,
    estimated,
    reported,
)
from article41.decide.monitor.limits import limits
from article41.decide.regime import Regime

GOOD = "refined_petroleum"
YEAR = Limit(GOOD, date(2024, 1, 1), date(2025, 1, 1), 500_000, "2397/op5", (75, 90, 95))


def _supply(
    states: str, start: date, end: date, barrels: float | None = None, tonnes: float | None = None
) -> Supply:
    return Supply(GOOD, tuple(states.split()), start, end, tonnes, barrels, None, "Committee page")


def test_the_counter_of_2024_is_under_the_cap_and_the_estimate_stands_apart() -> None:
    own = reported([_supply("CHN RUS", date(2024, 1, 1), date(2024, 12, 5), 168_679)], [YEAR])
    assert [s.standing for s in own] == ["reported under cap, 33.7 %"]
    # the floor of 43 calls at Vostochny: 1,000,000 barrels in all
    dwt = 1_000_000 / UNTYPED / 43
    guessed = estimated([(date(2024, 4, 1), dwt / 0.33)] * 43, [YEAR], "Open Source Centre")
    assert guessed[0].low == pytest.approx(1_000_000)
    assert guessed[0].standing == "estimated 2.0 to 5.5 x cap"
    assert {s.kind for s in (*own, *guessed)} == {"reported", "estimated"}


def test_tonnes_and_kilolitres_to_barrels() -> None:
    assert pytest.approx(11_745, abs=1) == 1_410 * UNTYPED
    assert pytest.approx(7_346, abs=1) == 1_168 * KILOLITRE
    in_kl = Supply(GOOD, ("CHN",), YEAR.start, YEAR.end, None, None, None, "x", 1_168)
    assert reported([in_kl], [YEAR])[0].middle == pytest.approx(7_346, abs=1)
    months = reported([_supply("CHN", date(2024, 8, 1), date(2024, 9, 1), tonnes=1_410)], [YEAR])
    assert months[0].middle == pytest.approx(11_745, abs=1)
    assert months[0].factor == "1,410 t at 8.33 barrels a tonne (product not told)"


@pytest.mark.parametrize(("dwt", "band"), [(1_150, (3_161, 4_790, 8_622)), (3_565, (9_800, 14_848, 26_727))])
def test_the_band_of_one_tanker(dwt: float, band: tuple[int, ...]) -> None:
    assert tuple(round(b) for b in barrels_of_calls([dwt])) == band


def test_a_month_within_a_year_that_was_reported_whole_is_not_counted_again() -> None:
    year = _supply("CHN", date(2024, 1, 1), date(2025, 1, 1), 91_909)
    month = _supply("CHN", date(2024, 9, 1), date(2024, 10, 1), 41_973)
    assert [s.middle for s in reported([month, year], [YEAR])] == [91_909]


def test_months_and_states_that_do_not_overlap_add_up_and_others_stay_apart() -> None:
    july, august = (_supply("CHN", date(2024, m, 1), date(2024, m + 1, 1), 10_000) for m in (7, 8))
    russia = _supply("RUS", date(2024, 7, 1), date(2024, 8, 1), 5_000)
    both = _supply("CHN RUS", date(2024, 1, 1), date(2024, 8, 1), 100_000)
    assert sorted(s.middle for s in reported([july, august, russia], [YEAR])) == [25_000]
    apart = reported([both, august, july], [YEAR])
    assert [s.middle for s in apart] == [110_000]
    overlapping = _supply("CHN", date(2024, 5, 1), date(2024, 11, 1), 70_000)
    assert sorted(s.middle for s in reported([both, overlapping], [YEAR])) == [70_000, 100_000]


def test_marks_are_passed_by_reports_alone() -> None:
    full = reported([_supply("CHN", date(2024, 1, 1), date(2025, 1, 1), 451_000)], [YEAR])[0]
    assert full.marks_passed == (75, 90)
    assert estimated([(date(2024, 2, 2), 1e6)], [YEAR], "x")[0].marks_passed == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["CHN", "RUS"]), st.integers(1, 11), st.integers(1, 1000)), max_size=12
    )
)
def test_no_state_and_day_is_counted_twice(rows: list[tuple[str, int, int]]) -> None:
    supplies = [_supply(s, date(2024, m, 1), date(2024, m + 1, 1), float(b)) for s, m, b in rows]
    largest: dict[tuple[str, int], float] = {}
    for state, month, barrels in rows:
        largest[state, month] = max(largest.get((state, month), 0), barrels)
    assert all(s.middle <= sum(largest.values()) + 1e-6 for s in reported(supplies, [YEAR]))


def test_limits_are_the_laws_own() -> None:
    regime = Regime.load(date(2026, 1, 1))
    refined = limits(regime, GOOD, date(2019, 6, 1))
    assert [(own.start, own.provision, own.barrels) for own in refined] == [
        (date(2017, 10, 1), "2375/op14", 500_000),
        (date(2018, 1, 1), "2397/op5", 500_000),
        (date(2019, 1, 1), "2397/op5", 500_000),
    ]
    crude = limits(regime, "crude_oil", date(2018, 12, 22))
    assert [(own.start, own.barrels) for own in crude] == [
        (date(2017, 12, 22), 4_000_000),
        (date(2018, 12, 22), 4_000_000),
    ]
