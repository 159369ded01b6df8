"""Commodities against the law of their own period: split where it changes, in words that accuse nobody."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from article41.decide.monitor.holding import EXEMPT, NEEDS, NONE, Holding, holding, in_edition
from article41.decide.monitor.periods import Question, held_by_period, whole
from article41.decide.regime import Regime

REGIME = Regime.load(date(2026, 1, 1)).assuming_nothing()
CITES = {p.id: p.cite for p in REGIME.provisions}


def _year(way: str, code: str, year: int, edition: int | None = None) -> tuple[Holding, str | None]:
    question = Question(way, code, edition, date(year, 1, 1), date(year + 1, 1, 1))
    return whole(question, held_by_period(REGIME, [question])[question], CITES)


def test_coal_of_2018_needs_explanation_unless_an_exception_covers_it() -> None:
    found, split = _year("from_dprk", "2701", 2018)
    assert (found.status, found.provisions, split) == (NEEDS, ("2371/op8",), None)
    assert found.because == "Coal (HS 2701) leaving the DPRK: inconsistent with S/RES/2371 (2017), para. 8"
    assert [w.split(",")[0] for w in found.ways_out] == [
        "exception under S/RES/2371 (2017)",
        "exemption by the Committee under S/RES/2397 (2017)",
    ]


def test_a_year_in_which_a_ban_began_does_not_tell_on_which_days_goods_moved() -> None:
    found, split = _year("from_dprk", "2701", 2017)
    assert found.status == EXEMPT
    assert found.ways_out[0] == "movement on 2017-01-01 to 2017-08-04"
    assert split is not None
    assert "2017-08-05 to 2017-12-31 (149 of 365 days): S/RES/2371 (2017), para. 8" in split


def test_months_tell_more_than_their_year() -> None:
    july, september = (
        Question("from_dprk", "2701", None, date(2017, m, 1), date(2017, m + 1, 1)) for m in (7, 9)
    )
    parts = held_by_period(REGIME, [july, september])
    assert whole(july, parts[july], CITES)[0].status == EXEMPT  # within the cap of the day, perhaps
    assert whole(september, parts[september], CITES)[0].status == NEEDS


def test_refined_petroleum_may_be_within_its_cap() -> None:
    found, _ = _year("to_dprk", "2710", 2020)
    assert found.status == EXEMPT
    assert found.ways_out[0].startswith("quota under S/RES/2397 (2017), para. 5")


def test_a_code_that_leaves_the_goods_open_is_no_flag() -> None:
    found, _ = _year("to_dprk", "2709", 2020)
    assert found.status == EXEMPT
    assert found.because.startswith("Possibly condensate")
    assert "may be inconsistent" in found.because


def test_what_no_paragraph_names_is_not_called_permitted() -> None:
    for way, code in (("from_dprk", "6704"), ("to_dprk", "3004"), ("from_dprk", "2716")):
        found, _ = _year(way, code, 2021)
        assert (found.status, found.provisions, found.ways_out) == (NONE, (), ())
        assert "permitted" not in found.because


def test_a_day_before_the_law_says_so() -> None:
    found, _ = _year("from_dprk", "2701", 2005)
    assert (found.status, "when the law encoded here begins" in found.because) == (NONE, True)


def test_codes_are_read_in_their_own_edition() -> None:
    assert _year("to_dprk", "271012", 2016, 2012)[0].provisions == ("2270/op31",)  # light oils since HS 2012
    assert _year("to_dprk", "271012", 2016, 1996)[0].status == NONE  # a code of no good in HS 1996
    assert in_edition(REGIME, None) is REGIME


_CODES = [
    "2701",
    "27",
    "61",
    "030617",
    "740400",
    "2709",
    "271012",
    "870323",
    "8525",
    "121229",
    "100630",
    "880230",
]


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["from_dprk", "to_dprk"]),
    st.sampled_from(_CODES),
    st.dates(date(2006, 1, 1), date(2024, 6, 1)),
    st.integers(1, 400),
    st.lists(st.integers(0, 400), min_size=3, max_size=3),
)
def test_each_day_of_a_period_has_the_answer_of_that_day(
    way: str, code: str, start: date, length: int, offsets: list[int]
) -> None:
    question = Question(way, code, 2017, start, start + timedelta(days=length))
    parts = held_by_period(REGIME, [question])[question]
    assert (parts[0].start, parts[-1].end) == (question.start, question.end)
    assert all(one.end == other.start for one, other in pairwise(parts))
    read = in_edition(REGIME, 2017)
    for offset in offsets:
        day = start + timedelta(days=offset % length)
        (part,) = (p for p in parts if p.start <= day < p.end)
        asked = holding(read, way, code, day)
        if "lies before" not in asked.because:  # that sentence names the day
            assert part.held == asked
