"""Totals of caps: periods, limbs, factors, a State's own figure, and what stays unknown."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.analyse.amounts import M3_PER_BARREL, MOST, measured
from article41.analyse.caps import Act, Governing, Totals, stretch
from article41.dates import Span
from article41.model import BarrelFactor, Cap, CapPeriod, Ledger, Supply
from article41.read.resolutions import load_law

LAW = load_law()
FACTORS = LAW.barrels
COAL = Cap(
    "2321/op26#coal",
    ("coal",),
    "all_states",
    (
        CapPeriod(Span(date(2016, 11, 30), date(2017, 1, 1)), None, {"usd": 53_495_894, "t": 1_000_866}, "first_reached"),
        CapPeriod(Span(date(2017, 1, 1), date(2017, 8, 5)), None, {"usd": 400_870_018, "t": 7_500_000}, "first_reached"),
    ),
    (75, 90, 95),
)  # fmt: skip
OPEN = (Span(date(2016, 1, 1)),)
CRUDE, OWN_FIGURE, REFINED = (
    next(c for p in LAW.provisions for c in p.caps if c.id == name)
    for name in ("2397/op4#cap", "2375/op15#cap", "2397/op5#cap")
)
GOODS = {"coal": COAL, "crude_oil": CRUDE, "refined_petroleum": REFINED}


def supply(good: str, day: date, **facts: Any) -> Supply:
    return Supply(**{"id": None, "state": None, "barrels": None, "tonnes": None, "value_usd": None} | facts, good=good, day=day)  # fmt: skip


def act(good: str, day: date | None, quantity: float | None = None, unit: str | None = None, **facts: Any) -> Act:  # fmt: skip
    return Act(good, day, facts.get("id"), quantity, unit, facts.get("value_usd"), facts.get("origin"), facts.get("destination"))  # fmt: skip


def totals(*supplies: Supply, caps: tuple[Cap, ...] = (COAL, CRUDE, REFINED), law_on: date | None = None, barrels: tuple[BarrelFactor, ...] = FACTORS) -> Totals:  # fmt: skip
    flows = {"coal": "from_dprk"}
    return Totals(
        Ledger("l.csv", supplies),
        [Governing(c, flows.get(c.goods[0], "to_dprk"), OPEN) for c in caps],
        barrels,
        law_on,
    )


def share(t: Totals, a: Act) -> float | None:
    found = t.weigh(a)
    return None if found is None else found.share


def needs(t: Totals, a: Act) -> tuple[str, ...]:
    found = t.weigh(a)
    assert found is not None
    assert found.share is None
    return found.needs


DAY = date(2021, 6, 1)


def test_used_and_this_over_the_limit() -> None:
    t = totals(supply("refined_petroleum", date(2021, 2, 1), barrels=418_000.0))
    assert share(t, act("refined_petroleum", DAY, 41_973, "bbl")) == pytest.approx(0.919946)
    assert share(t, act("refined_petroleum", DAY, 82_000, "bbl")) == 1
    assert share(t, act("refined_petroleum", DAY, 82_001, "bbl")) > 1  # type: ignore[operator]


def test_the_limit_itself_is_within_in_either_measure() -> None:
    for quantity, unit in (
        (4_000_000, "bbl"),
        (525_000, "t"),
        (525_000_000, "kg"),
        (4_000_000 * M3_PER_BARREL, "m3"),
    ):
        assert share(totals(), act("crude_oil", DAY, quantity, unit)) == pytest.approx(1, abs=1e-12)
        assert share(totals(), act("crude_oil", DAY, quantity, unit)) <= 1  # type: ignore[operator]
        above = share(totals(), act("crude_oil", DAY, quantity * 1.000001, unit))
        assert above is not None
        assert above > 1


@pytest.mark.parametrize(
    ("cap", "day", "start", "end"),
    [
        (CRUDE, date(2017, 12, 22), date(2017, 12, 22), date(2018, 12, 22)),
        (CRUDE, date(2018, 12, 21), date(2017, 12, 22), date(2018, 12, 22)),
        (CRUDE, date(2018, 12, 22), date(2018, 12, 22), date(2019, 12, 22)),
        (CRUDE, date(2021, 6, 1), date(2020, 12, 22), date(2021, 12, 22)),
        (REFINED, date(2018, 1, 1), date(2018, 1, 1), date(2019, 1, 1)),
        (REFINED, date(2020, 12, 31), date(2020, 1, 1), date(2021, 1, 1)),
        (COAL, date(2016, 12, 31), date(2016, 11, 30), date(2017, 1, 1)),
    ],
)
def test_a_period_or_a_stretch_of_it(cap: Cap, day: date, start: date, end: date) -> None:
    period = next(p for p in cap.periods if day in p.span)
    assert stretch(period, day) == Span(start, end)


def test_months_are_counted_from_the_day_and_clamped() -> None:
    month_end = CapPeriod(Span(date(2020, 1, 31)), 1, {"t": 1}, "first_reached")
    for day in (date(2020, 1, 31) + timedelta(days=i) for i in range(800)):
        assert day in stretch(month_end, day)


def test_only_the_period_up_to_the_day_counts() -> None:
    t = totals(
        supply("refined_petroleum", date(2020, 12, 31), barrels=400_000.0),
        supply("refined_petroleum", date(2021, 1, 1), barrels=100_000.0),
        supply("refined_petroleum", DAY, barrels=50_000.0),
        supply("refined_petroleum", DAY + timedelta(days=1), barrels=300_000.0),
        supply("crude_oil", DAY, barrels=400_000.0),
    )
    assert share(t, act("refined_petroleum", DAY, 0, "bbl")) == 0.3
    assert share(t, act("refined_petroleum", date(2021, 1, 1), 0, "bbl")) == 0.2
    assert share(t, act("refined_petroleum", date(2020, 12, 31), 0, "bbl")) == 0.8


def test_a_day_in_no_period_or_unknown_is_not_weighed() -> None:
    assert totals().weigh(act("refined_petroleum", date(2017, 12, 31), 1, "bbl")) is None
    assert totals().weigh(act("refined_petroleum", None, 1, "bbl")) is None
    later = Totals(
        Ledger("l", ()), [Governing(REFINED, "to_dprk", (Span(date(2018, 1, 1), date(2020, 1, 1)),))], FACTORS
    )
    assert later.weigh(act("refined_petroleum", DAY, 1, "bbl")) is None
    fixed = totals(law_on=DAY)
    assert share(fixed, act("refined_petroleum", None, 5_000, "bbl")) == 0.01


def test_the_row_s_own_entry_is_not_counted_twice() -> None:
    t = totals(
        supply("refined_petroleum", date(2021, 2, 1), barrels=100_000.0, id="A"),
        supply("refined_petroleum", date(2021, 3, 1), barrels=200_000.0, id="B"),
        supply("crude_oil", date(2021, 3, 1), barrels=200_000.0, id="C"),
    )
    asked = {
        name: share(t, act("refined_petroleum", DAY, 50_000, "bbl", id=name))
        for name in ("A", "B", "C", None)
    }
    assert asked == {"A": 0.5, "B": 0.3, "C": 0.7, None: 0.7}
    # entered for a later day or in another period it was not among those used
    assert share(t, act("refined_petroleum", date(2021, 2, 15), 50_000, "bbl", id="B")) == 0.3


def test_refined_petroleum_in_tonnes_by_every_factor_known() -> None:
    assert share(totals(), act("refined_petroleum", DAY, 30_000, "t")) == pytest.approx(
        0.5
    )  # the larger of 8.33 and 7.62
    for quantity in (60_001, 65_625):  # 60,000 t by one factor, 65,625 t by the other
        found = totals().weigh(act("refined_petroleum", DAY, quantity, "t"))
        assert found is not None
        assert (found.share, found.needs, found.is_split) == (None, ("cap_share",), True)
    assert share(totals(), act("refined_petroleum", DAY, 60_000, "t")) == 1
    assert share(totals(), act("refined_petroleum", DAY, 65_626, "t")) > 1  # type: ignore[operator]


def test_an_entry_in_both_measures_uses_each_for_its_limb() -> None:
    t = totals(supply("crude_oil", date(2021, 2, 1), barrels=3_900_000.0, tonnes=530_000.0))
    found = t.weigh(act("crude_oil", DAY, 10, "bbl"))
    assert found is not None
    assert (found.share, found.needs, found.is_split) == (None, ("cap_share",), True)
    both = totals(supply("crude_oil", date(2021, 2, 1), barrels=4_100_000.0, tonnes=530_000.0))
    assert share(both, act("crude_oil", DAY, 10, "bbl")) > 1  # type: ignore[operator]
    # for refined petroleum the tonnes beside the barrels do not matter: the limit is in barrels
    plain = totals(supply("refined_petroleum", date(2021, 2, 1), barrels=490_000.0, tonnes=80_000.0))
    assert share(plain, act("refined_petroleum", DAY, 10_000, "bbl")) == 1


COAL_DAY = date(2017, 3, 1)


def test_coal_by_whichever_limit_is_reached_first() -> None:
    t = totals(supply("coal", date(2017, 2, 1), tonnes=3_750_000.0, value_usd=380_000_000.0))
    assert share(t, act("coal", COAL_DAY, 1_000, "t", value_usd=80_000)) == pytest.approx(
        380_080_000 / 400_870_018
    )
    assert share(t, act("coal", COAL_DAY, 1_000, "t", value_usd=30_000_000)) > 1  # type: ignore[operator]
    # one limb known to be above is enough
    assert share(t, act("coal", COAL_DAY, None, None, value_usd=30_000_000)) > 1  # type: ignore[operator]
    assert share(t, act("coal", COAL_DAY, 3_800_000, "t")) > 1  # type: ignore[operator]


def test_a_value_missing_anywhere_leaves_its_limb_unknown() -> None:
    t = totals(supply("coal", date(2017, 2, 1), tonnes=1_000.0, value_usd=80_000.0))
    assert needs(t, act("coal", COAL_DAY, 1_000, "t")) == ("value_usd",)
    assert needs(t, act("coal", COAL_DAY, None, None)) == ("quantity", "unit", "value_usd")
    silent = totals(supply("coal", date(2017, 2, 1), tonnes=1_000.0))
    assert needs(silent, act("coal", COAL_DAY, 1_000, "t", value_usd=80_000)) == ("cap_share",)
    assert needs(silent, act("coal", COAL_DAY, None, "t", value_usd=80_000)) == ("cap_share",)
    # what is known may suffice: the rest is not below zero
    much = totals(
        supply("coal", date(2017, 2, 1), tonnes=1.0, value_usd=5e8),
        supply("coal", date(2017, 2, 1), tonnes=1.0),
    )
    assert share(much, act("coal", COAL_DAY, 1, "t")) > 1  # type: ignore[operator]


def test_a_row_s_own_amount_missing_is_asked_for() -> None:
    t = totals(supply("refined_petroleum", date(2021, 2, 1), barrels=100_000.0))
    assert needs(t, act("refined_petroleum", DAY)) == ("quantity", "unit")
    assert needs(t, act("refined_petroleum", DAY, 5)) == ("unit",)
    assert needs(t, act("refined_petroleum", DAY, None, "bbl")) == ("quantity",)
    assert share(t, act("refined_petroleum", DAY, 0)) == 0.2
    for quantity, unit in (
        (5, "u"),
        (None, "u"),
        (-1, "bbl"),
        (math.nan, "t"),
    ):  # nothing of the row's would help
        assert needs(t, act("refined_petroleum", DAY, quantity, unit)) == ("cap_share",)
    assert needs(totals(), act("coal", COAL_DAY, 5, "bbl", value_usd=1)) == ("cap_share",)
    # the ledger alone is above the limit, whatever this supply adds
    full = totals(supply("refined_petroleum", date(2021, 2, 1), barrels=500_001.0))
    assert share(full, act("refined_petroleum", DAY)) > 1  # type: ignore[operator]
    # the ledger alone lies between the factors
    split = totals(supply("refined_petroleum", date(2021, 2, 1), tonnes=62_000.0))
    assert needs(split, act("refined_petroleum", DAY)) == ("cap_share",)


def own(state: str, day: date, barrels: float, name: str | None = None) -> Supply:
    return supply("crude_oil", day, state=state, barrels=barrels, id=name)


def test_a_state_s_own_supply_of_the_year_before_is_its_limit() -> None:
    before = (
        own("CN", date(2016, 9, 11), 600_000),
        own("CN", date(2017, 9, 10), 400_000),
        own("RU", date(2017, 1, 1), 10),
    )
    outside = (own("CN", date(2016, 9, 10), 9e6), own("RU", date(2017, 10, 1), 9e6))
    t = totals(*before, *outside, own("CN", date(2017, 9, 11), 900_000), caps=(OWN_FIGURE,))
    day = date(2017, 11, 1)
    assert share(t, act("crude_oil", day, 100_000, "bbl", origin="CN")) == 1
    assert share(t, act("crude_oil", day, 100_001, "bbl", origin="CN")) > 1  # type: ignore[operator]
    assert share(t, act("crude_oil", day, 10_000, "t", origin="CN")) == pytest.approx(0.976190476)
    assert needs(t, act("crude_oil", day, 1, "bbl", origin="IR")) == ("cap_share",)  # no figure of its own
    assert needs(t, act("crude_oil", day, 1, "bbl")) == ("cap_share",)
    assert needs(t, act("crude_oil", day, None, "bbl", origin="CN")) == ("quantity",)
    stateless = totals(
        *before,
        own("CN", date(2017, 10, 1), 1),
        supply("crude_oil", date(2017, 10, 1), barrels=5.0),
        caps=(OWN_FIGURE,),
    )
    assert needs(stateless, act("crude_oil", day, 1, "bbl", origin="CN")) == ("cap_share",)
    itself = totals(*before, own("CN", date(2017, 10, 1), 900_000, "X"), caps=(OWN_FIGURE,))
    assert share(itself, act("crude_oil", day, 900_000, "bbl", origin="CN", id="X")) == 0.9


def test_a_figure_of_nothing_is_above_with_the_first_barrel() -> None:
    t = totals(own("CN", date(2017, 1, 1), 0.0), caps=(OWN_FIGURE,))
    assert share(t, act("crude_oil", date(2017, 10, 1), 0, "bbl", origin="CN")) == 0
    assert share(t, act("crude_oil", date(2017, 10, 1), 1, "bbl", origin="CN")) == math.inf


def test_without_a_factor_nothing_is_converted() -> None:
    t = totals(barrels=())
    assert needs(t, act("refined_petroleum", DAY, 1, "t")) == ("cap_share",)
    assert needs(t, act("refined_petroleum", DAY, 1e9, "t")) == ("cap_share",)
    assert needs(t, act("refined_petroleum", DAY, 1, "bbl")) == ("cap_share",)


def test_two_caps_on_one_good_ask_for_what_settles_both() -> None:
    day = date(2018, 1, 1)
    for caps in ((CRUDE, OWN_FIGURE), (OWN_FIGURE, CRUDE)):  # no State has a figure of its own here
        assert needs(totals(caps=caps), act("crude_oil", day, origin="CN")) == ("cap_share",)
    again = replace(COAL, id="2321/op26#again")
    assert needs(totals(caps=(COAL, again)), act("coal", COAL_DAY, 1, "t")) == ("value_usd",)


def test_two_caps_on_one_good_the_stricter_answer_counts() -> None:
    narrow = replace(
        REFINED, id="2397/op5#narrow", periods=(replace(REFINED.periods[0], limits={"bbl": 1_000}),)
    )
    for caps in ((REFINED, narrow), (narrow, REFINED)):
        assert share(totals(caps=caps), act("refined_petroleum", DAY, 500, "bbl")) == 0.5
        assert share(totals(caps=caps), act("refined_petroleum", DAY, 2_000, "bbl")) == 2


@pytest.mark.parametrize("huge", [1e15, 1e300, 1.7e308])
def test_huge_numbers_are_above_and_can_be_taken_out_again(huge: float) -> None:
    t = totals(
        supply("refined_petroleum", date(2021, 2, 1), barrels=huge, id="H"),
        supply("refined_petroleum", date(2021, 2, 1), barrels=5.0),
    )
    assert share(t, act("refined_petroleum", DAY, 5, "bbl")) > 1  # type: ignore[operator]
    assert share(t, act("refined_petroleum", DAY, 5, "bbl", id="H")) == 10 / 500_000
    for unit in ("t", "bbl", "kl", "l", "kg"):
        assert share(totals(), act("refined_petroleum", DAY, huge, unit)) > 1  # type: ignore[operator]
    assert MOST > 1e6 * 7_500_000


AMOUNTS = st.floats(0, 1e7, allow_nan=False)
UNITS = st.sampled_from(["bbl", "l", "kl", "m3", "t", "kg"])
DAYS = st.dates(date(2016, 9, 1), date(2022, 1, 1))
SUPPLIES = st.lists(
    st.builds(
        Supply,
        id=st.none(),
        day=DAYS,
        good=st.sampled_from(["crude_oil", "refined_petroleum"]),
        state=st.sampled_from(["CN", "RU", None]),
        barrels=AMOUNTS | st.none(),
        tonnes=AMOUNTS,
        value_usd=AMOUNTS | st.none(),
    ),
    max_size=12,
)
ACTS = st.builds(
    Act,
    st.sampled_from(["crude_oil", "refined_petroleum"]),
    DAYS,
    st.none(),
    AMOUNTS | st.none(),
    UNITS | st.none(),
    AMOUNTS | st.none(),
    st.sampled_from(["CN", "RU", None]),
    st.just("KP"),
)
ALL = (CRUDE, REFINED, OWN_FIGURE)


@given(SUPPLIES, ACTS, st.randoms())
def test_the_order_of_entries_does_not_matter(found: list[Supply], asked: Act, rnd: random.Random) -> None:
    shuffled = list(found)
    rnd.shuffle(shuffled)
    assert totals(*found, caps=ALL).weigh(asked) == totals(*shuffled, caps=ALL).weigh(asked)


@given(SUPPLIES, ACTS, SUPPLIES)
def test_a_further_supply_never_lowers_the_share(found: list[Supply], asked: Act, more: list[Supply]) -> None:
    caps = (CRUDE, REFINED)  # a figure of the year before is a limit, and that may rise
    less = totals(*found, caps=caps).weigh(asked)
    full = totals(*found, *more, caps=caps).weigh(asked)
    if less is None or full is None:
        assert less is full
    elif less.share is not None and full.share is not None:
        assert full.share >= less.share
    elif less.share is not None:  # a larger total may come to lie between measures, never back within
        assert full.is_split or less.share <= 1


@given(SUPPLIES, ACTS)
def test_a_sensible_completion_of_what_is_asked_settles_the_share(found: list[Supply], asked: Act) -> None:
    weighed = totals(*found, caps=ALL).weigh(asked)
    if weighed is None or weighed.share is not None or weighed.needs == ("cap_share",):
        return
    given_facts: dict[str, Any] = {"quantity": 10.0, "unit": "bbl", "value_usd": 1.0}
    full = asked._replace(**{n: given_facts[n] for n in weighed.needs})
    done = totals(*found, caps=ALL).weigh(full)
    assert done is not None
    assert done.share is not None or done.is_split


@given(AMOUNTS)
def test_units_round_trip(amount: float) -> None:
    barrels, none = measured(amount, "kl")
    assert none is None
    assert barrels is not None
    assert barrels * M3_PER_BARREL == pytest.approx(amount)
    assert measured(amount, "m3")[0] == barrels
    assert measured(amount * 1_000, "l")[0] == pytest.approx(barrels)
    assert measured(amount * 1_000, "kg")[1] == pytest.approx(amount)
    assert measured(barrels, "bbl") == (barrels, None)
    assert measured(amount, "u") == (None, None)
    assert pytest.approx(42 * 231 * 0.0254**3, rel=1e-15) == M3_PER_BARREL
