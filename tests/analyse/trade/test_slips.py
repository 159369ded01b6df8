"""Slips of a unit, prices out of the usual, goods that leave again."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from article41.analyse.trade.counting import count_flows
from article41.analyse.trade.reexport import OUTFLOW, outflows, reexports
from article41.analyse.trade.slips import impossible_cargo, impossible_rate, power_of_ten, unit_slips
from article41.analyse.trade.unitvalue import unit_values
from article41.flows import USUAL
from tests.analyse.trade.flowrows import Row, table, told


def counted(*rows: Row) -> pl.DataFrame:
    """COUNTED."""
    return count_flows(table(rows))[0]


def usual(*rows: dict[str, Any]) -> pl.DataFrame:
    """USUAL: China's coal imports of 2017, a dollar a kilogram."""
    like = {"source": "comtrade", "reporter": "CHN", "flow": "M", "code": "2701", "year": 2017, "partners": 9}
    return pl.DataFrame([{**like, "value_usd": 1e6, "weight_kg": 1e6, **r} for r in rows], schema=USUAL)


def years(*values: float | None, **other: Any) -> list[Row]:
    """One flow over years from 2016."""
    return [told(n + 2, year=2016 + n, value_usd=v, **other) for n, v in enumerate(values)]


@pytest.mark.parametrize(
    ("middle", "factor"),
    [(1_000_000.0, 10), (98_000_000.0, 1000), (10_500.0, 0.1), (300_000.0, None), (5e5, None)],
)
def test_a_year_ten_or_a_thousand_times_its_neighbours_is_named(middle: float, factor: float | None) -> None:
    found = unit_slips(counted(*years(100_000.0, middle, 105_000.0)), usual())
    assert found["factor"].to_list() == pytest.approx([] if factor is None else [factor])
    assert found["id"].to_list() == ([] if factor is None else ["CHN-M-PRK-2017-2701"])


def test_the_sentence_gives_every_figure() -> None:
    found = unit_slips(counted(*years(100_000.0, 1_000_000.0, 105_000.0)), usual())
    assert found["says"].to_list() == [
        "1,000,000 USD is about 10 times what stands beside it (the period before: 100,000 USD; the period after: "
        "105,000 USD): a slip of a unit may explain it"
    ]


def test_one_neighbour_or_neighbours_that_differ_name_nothing() -> None:
    assert unit_slips(counted(*years(100_000.0, 1_000_000.0)), usual()).is_empty()
    assert unit_slips(counted(*years(100_000.0, 1_000_000.0, 400_000.0)), usual()).is_empty()
    assert unit_slips(counted(*years(None, 0.0, None)), usual()).is_empty()
    assert unit_slips(counted(), usual()).is_empty()


def test_a_weight_in_tonnes_is_found_by_its_price_and_its_year() -> None:
    rows = years(1e6, 1e6, 1e6)
    for row, kg in zip(rows, (1e6, 1e3, 1.05e6), strict=True):
        row["weight_kg"] = kg
    found = unit_slips(counted(*rows), usual({}))
    assert found.select("id", "figure", "factor").rows() == [
        ("CHN-M-PRK-2017-2701", "weight_kg", pytest.approx(0.001))
    ]


def test_a_year_that_truly_grew_keeps_its_price_and_is_not_named() -> None:
    rows = years(1e5, 1e6, 1e5)
    for row, kg in zip(rows, (1e5, 1e6, 1e5), strict=True):
        row["weight_kg"] = kg
    assert unit_slips(counted(*rows), usual({})).is_empty()


def test_another_source_is_a_neighbour() -> None:
    found = unit_slips(counted(*years(1e5, 1e8), told(9, source="gacc")), usual())
    assert set(found["id"]) == {"CHN-M-PRK-2017-2701"}


@pytest.mark.parametrize(
    ("figure", "beside", "factor"),
    [(15.9e9, 1.586e9, 10), (283e9, 2.83e9, 100), (1.586e9, 1.586e9, None), (0, 1, None), (1, 0, None)],
)
def test_a_printed_figure_beside_what_it_should_be(
    figure: float, beside: float, factor: float | None
) -> None:
    assert power_of_ten(figure, {"as published": beside}) == factor


def test_barrels_and_tonnes_that_cannot_be() -> None:
    found = impossible_rate(1_000_000, 56_000)
    assert found == "1,000,000 barrels in 56,000 t are 17.9 barrels a tonne; oil products have 6 to 12"
    assert impossible_rate(11_745, 1_410) is None
    assert impossible_rate(418_000, 52_910) is None
    assert impossible_rate(0, 0) is None


def test_more_cargo_than_a_ship_bears() -> None:
    assert impossible_cargo(1_500, 1_150) == "1,500 t in a ship of 1,150 dwt are 130% of what it bears"
    assert impossible_cargo(1_200, 1_150) is None
    assert impossible_cargo(1_200, 0) is None


def test_a_price_far_from_the_usual_is_named() -> None:
    flows = counted(told(2, value_usd=5e5, weight_kg=1e5), told(3, year=2018, value_usd=5e5, weight_kg=1e5))
    found = unit_values(flows, usual({}))
    assert found["ratio"].to_list() == [5]
    assert found["says"].to_list() == [
        "5 USD a kg, 5 times of what the same goods cost in trade with all others that year (1 USD a kg)"
    ]
    assert unit_values(flows, usual({}), factor=6).is_empty()


def test_a_price_is_held_against_the_other_korea_where_nothing_else_is_known() -> None:
    flows = counted(
        told(2, value_usd=1e4, weight_kg=1e5), told(3, partner="KOR", value_usd=1e6, weight_kg=1e6)
    )
    found = unit_values(flows, usual())
    assert found.select("id", "ratio").rows() == [("CHN-M-PRK-2017-2701", pytest.approx(0.1))]
    assert "1/10 of what the same goods cost in trade with the Republic of Korea" in found["says"][0]


def test_no_weight_no_price() -> None:
    assert unit_values(counted(told(2), told(3, code="6704", weight_kg=0.0)), usual({})).is_empty()


def test_what_came_in_left_again_in_the_same_year() -> None:
    flows = counted(told(2, code="720221", weight_kg=1_365_000.0))
    sold = usual({"flow": "X", "code": "720221", "weight_kg": 1_384_000.0})
    found = reexports(flows, outflows(sold))
    assert found.rows() == [
        (
            "CHN-M-PRK-2017-720221",
            "HS 720221: 1,365 t in, 1,384 t out: about as much left again as came from the DPRK",
        )
    ]
    assert reexports(flows, outflows(usual({"flow": "X", "code": "720221", "weight_kg": 2e6}))).is_empty()
    assert reexports(flows, outflows(usual({"flow": "M", "code": "720221", "weight_kg": 1.384e6}))).is_empty()


def test_months_are_followed_for_half_a_year() -> None:
    flows = counted(told(2, month=9, code="720221", weight_kg=1_365_000.0))
    like = {"source": "comtrade", "reporter": "CHN", "code": "720221", "value_usd": None}
    months = [
        (date(2017, 10, 1), date(2017, 11, 1)),
        (date(2018, 2, 1), date(2018, 3, 1)),
        (date(2018, 3, 1), date(2018, 4, 1)),
    ]
    sold = pl.DataFrame(
        [{**like, "start": s, "end": e, "weight_kg": 692_000.0} for s, e in months], schema=OUTFLOW
    )
    assert "1,365 t in, 1,384 t out" in reexports(flows, sold)["says"][0]
    assert reexports(flows, sold.head(1)).is_empty()


def test_without_weights_values_are_compared() -> None:
    found = reexports(
        counted(told(2)), outflows(usual({"flow": "X", "value_usd": 109_000.0, "weight_kg": None}))
    )
    assert "100,000 USD in, 109,000 USD out" in found["says"][0]
