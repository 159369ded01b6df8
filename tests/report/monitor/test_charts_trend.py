"""The straight line through logarithms: against figures worked out another way, and on too little data."""

from __future__ import annotations

import math
from datetime import date

import pytest

from article41.report.monitor.charts.amounts import millions, significant, usd, year_of, years_said
from article41.report.monitor.charts.scales import Log
from article41.report.monitor.charts.trend import FEWEST, fit, quantile


def test_an_exact_growth_is_found_again_and_leaves_no_band() -> None:
    found = fit([(year, 100 * 1.1 ** (year - 2010)) for year in range(2010, 2016)])
    assert found is not None
    assert found.yearly == pytest.approx(0.1)
    low, line, high = found.at(2020)
    assert line == pytest.approx(100 * 1.1**10)
    assert low == pytest.approx(high, rel=1e-6)


def test_the_band_is_that_of_the_textbook() -> None:
    # y = log10: 1, 2, 2, 3 at 0..3: slope 0.6, intercept 1.1, residual sum of squares 0.2, s = 0.3162
    found = fit([(0, 10), (1, 100), (2, 100), (3, 1000)])
    assert found is not None
    assert (found.slope, found.intercept) == pytest.approx((0.6, 1.1))
    assert found.spread == pytest.approx(math.sqrt(0.1))
    low, line, high = (math.log10(value) for value in found.at(4))
    reach = 4.303 * math.sqrt(0.1) * math.sqrt(1 + 1 / 4 + (4 - 1.5) ** 2 / 5)
    assert line == pytest.approx(3.5)
    assert (high - line, line - low) == pytest.approx((reach, reach))


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(2010, 5.0)],
        [(2010, 5.0), (2011, 6.0)],
        [(2010, 5.0), (2011, 0.0), (2012, 6.0)],
        [(2010, 1.0)] * 5,
    ],
)
def test_too_little_has_no_trend(points: list[tuple[float, float]]) -> None:
    assert fit(points) is None
    assert FEWEST == 3


def test_quantiles_never_make_the_band_too_narrow() -> None:
    values = [quantile(degrees) for degrees in range(1, 400)]
    assert values == sorted(values, reverse=True)
    assert quantile(1) == 12.706
    assert quantile(35) == quantile(30)
    assert values[-1] > 1.96


def test_a_wild_trend_does_not_overflow() -> None:
    found = fit([(0, 1.0), (1, 1e9), (2, 1.0)])
    assert found is not None
    assert all(math.isfinite(value) for value in found.at(1e6))


@pytest.mark.parametrize(
    ("value", "words"),
    [(1_186_694_713, "1,190"), (12_510_000, "12.5"), (999_600_000, "1,000"), (9_771, "0.00977"), (354, "USD 354"), (0, "USD 0")],
)  # fmt: skip
def test_money_has_three_digits_that_count(value: float, words: str) -> None:
    assert millions(value) == words


def test_sums_years_and_days_in_words() -> None:
    assert usd(168_000_000) == "USD 168 m".replace(" ", "\u00a0")
    assert usd(None) == "a value not known"
    assert significant(0.0001234) == "0.000123"
    assert years_said([2016, 2020]) == "2016–2020"
    assert (years_said([2016]), years_said([])) == ("2016", "no year")
    assert year_of(date(2017, 1, 1)) == 2017
    assert year_of(date(2017, 8, 5)) == pytest.approx(2017.592, abs=0.001)


def test_a_log_scale_holds_its_values_and_marks_round_sums() -> None:
    scale = Log.over([354, 1.19e9, 0, float("nan")], 100, 0)
    assert 0 < scale.at(1.19e9) < scale.at(1e6) < scale.at(354) < 100
    assert scale.ticks() == [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
    narrow = Log.over([5e6, 5.1e6], 0, 100)
    assert narrow.high / narrow.low == pytest.approx(10)
    assert set(narrow.ticks()) == {2e6, 5e6, 1e7}
    assert Log.over([], 0, 1).ticks()
