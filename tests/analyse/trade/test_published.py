"""Published totals held against their own parts; petroleum as others published it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from article41.analyse.trade.petroleum import Limit, Supply, reported
from article41.analyse.trade.published import PUBLISHED, contradictions, published_totals
from article41.analyse.trade.publishedcaps import (
    impossible_supplies,
    published_estimates,
    published_supplies,
)
from article41.read.figures import packaged
from article41.read.figures.records import Figure

YEARS = [
    Limit("refined_petroleum", date(y, 1, 1), date(y + 1, 1, 1), 500_000, "2397/op5", (75, 90, 95))
    for y in range(2018, 2025)
]


def of(publisher: str, period: str, measure: str, scope: str = "world") -> Figure:
    """One packaged figure of all goods."""
    key = (publisher, period, measure, scope, "")
    return next(f for f in packaged.totals() if (f.publisher, f.period, f.measure, f.scope, f.hs) == key)


def told(*changed: Figure) -> tuple[Figure, ...]:
    """The packaged figures with some replaced."""
    keys = {(f.publisher, f.period, f.scope, f.hs, f.measure): f for f in (*packaged.totals(), *changed)}
    return tuple(keys.values())


def test_of_all_published_totals_one_contradicts_its_parts() -> None:
    assert contradictions(packaged.totals()) == (
        "KOTRA 2017, total: USD 5,547 million published, but exports of USD 1,752 million and imports of "
        "USD 3,779 million make 5,531 (worked back from 2018 and its growth)",
    )


@pytest.mark.parametrize(
    ("period", "measure", "digits"),
    [(p, m, d) for p in ("2023", "2024") for m, d in (("total", 0.02), ("deficit", 0.02), ("exports", 0.02),
     ("imports", 0.02), ("exports_growth", 1.0), ("imports_growth", 1.0), ("total_growth", 1.0))],
)  # fmt: skip
def test_each_figure_of_2023_and_2024_would_be_missed_if_it_were_another(
    period: str, measure: str, digits: float
) -> None:
    figure = of("KOTRA", period, measure)
    other = replace(figure, figure=figure.figure + digits + 2 * figure.rounding)
    assert any(f"KOTRA {period}" in s for s in contradictions(told(other)))


def test_a_total_printed_ten_times_too_high_is_named_as_such() -> None:
    printed = replace(of("KOTRA", "2022", "total"), figure=15_900, rounding=50)
    said = [s for s in contradictions(told(printed)) if s.startswith("KOTRA 2022, total:")]
    assert said == [
        "KOTRA 2022, total: USD 15,900 million published, but exports of USD 159 million and imports of "
        "USD 1,427 million make 1,586; the published figure is about 10 times that"
    ]


@pytest.mark.parametrize("factor", [0.001, 0.1, 100, 1_000])
def test_other_powers_of_ten_are_named_too(factor: float) -> None:
    total = of("KOTRA", "2023", "total")
    said = contradictions(told(replace(total, figure=total.figure * factor)))
    assert any(s.endswith(f"the published figure is about {factor:g} times that") for s in said)


def test_a_share_given_as_growth_is_named_as_a_share() -> None:
    china = replace(of("KOTRA", "2022", "total"), scope="China", figure=1_532.0, rounding=0.5)
    growth = replace(of("KOTRA", "2023", "total_growth", "China"), figure=96.7)
    said = [s for s in contradictions(told(china, growth)) if "total growth with China" in s]
    assert said == [
        "KOTRA 2023, total growth with China: 96.7 % published, but USD 1,532 million in 2022 and "
        "USD 2,721.1 million in 2023 make 77.6 %; 96.7 % is a share, of 2022"
    ]
    assert not any("total growth with China" in s for s in contradictions(told(china)))


def test_a_share_that_its_figures_do_not_make_is_named() -> None:
    said = contradictions(told(replace(of("KOTRA", "2024", "share", "China"), figure=89.0)))
    assert any("USD 2,640.87 million of USD 2,696.11 million are 98.0 %" in s for s in said)


def test_publishers_are_not_held_against_each_other_and_nothing_is_nothing() -> None:
    apart = [f for f in packaged.totals() if f.measure in ("exports", "total")]
    assert contradictions(apart) == ()
    assert contradictions(()) == ()
    assert contradictions(told(replace(of("KOTRA", "2022", "exports"), figure=0.0)))


def test_published_totals_as_a_table() -> None:
    found = published_totals(packaged.totals())
    assert dict(found.schema) == {c: t() for c, t in PUBLISHED.items()}
    kotra = found.filter((pl.col("source") == "KOTRA") & (pl.col("year") == 2023))
    assert dict(kotra.select("flow", "value_usd").iter_rows()) == {
        "exports": 325_170_000, "imports": 2_443_950_000, "total": 2_769_120_000, "total, with China": 2_721_100_000,
    }  # fmt: skip
    assert found.filter(pl.col("source") == "GACC")["flow"].unique().to_list() == ["exports, with China"]
    recalled = found.filter((pl.col("source") == "KOTRA") & (pl.col("year") == 2019))
    assert recalled["says"].to_list() == ["USD 3,240 million; recalled; to be checked"]


def test_reported_petroleum_stands_under_its_cap_and_estimates_apart() -> None:
    own = reported(published_supplies(packaged.petroleum_reported()), YEARS)
    assert {(s.start.year, s.standing) for s in own} >= {
        (2019, "reported under cap, 83.6 %"),
        (2021, "reported under cap, 18.4 %"),
        (2024, "reported under cap, 33.7 %"),
    }
    guessed = list(published_estimates(packaged.petroleum_estimates(), YEARS))
    assert len(guessed) == 5, "two tell no barrels"
    full = guessed[0]
    assert [full.low, full.middle, full.high] == pytest.approx([1_247_400, 1_890_000, 3_402_000])
    assert [s.standing for s in guessed if s.start == date(2024, 3, 7)] == ["estimated 2.0 x cap"]
    assert {s.kind for s in guessed} == {"estimated"}
    assert list(published_estimates(packaged.petroleum_estimates(), ())) == []


def test_barrels_that_cannot_be_their_tonnes_are_named() -> None:
    supplies = published_supplies(packaged.petroleum_reported())
    assert sum(s.tonnes is not None and s.barrels is not None for s in supplies) == 2
    assert impossible_supplies(supplies) == ()
    press = Supply(
        "refined_petroleum", ("RUS",), date(2024, 3, 1), date(2024, 11, 1), 56_000, 1_000_000, None, "x"
    )
    assert impossible_supplies([*supplies, press]) == (
        "RUS, 2024-03-01 to 2024-11-01 (exclusive): 1,000,000 barrels in 56,000 t are 17.9 barrels a tonne; "
        "oil products have 6 to 12",
    )
