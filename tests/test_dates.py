"""Spans are half-open; months are counted by their days and clamped where a month is too short."""

from __future__ import annotations

from datetime import date

import pytest

from article41.dates import Span, months_later

YEAR = Span(date(2017, 1, 1), date(2018, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2017, 12, 22), 12, date(2018, 12, 22)),
        (date(2017, 11, 30), 3, date(2018, 2, 28)),
        (date(2017, 12, 31), 1, date(2018, 1, 31)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2017, 9, 11), -12, date(2016, 9, 11)),
        (date(2021, 12, 31), 2, date(2022, 2, 28)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


def test_the_last_day_of_a_span_is_the_one_before_its_end() -> None:
    assert date(2017, 1, 1) in YEAR
    assert date(2017, 12, 31) in YEAR
    assert date(2018, 1, 1) not in YEAR
    assert date(2099, 1, 1) in Span(date(2017, 1, 1))


def test_a_span_is_closed_no_later() -> None:
    assert YEAR.until(date(2017, 6, 1)) == Span(date(2017, 1, 1), date(2017, 6, 1))
    assert YEAR.until(date(2019, 1, 1)) == YEAR
    assert YEAR.until(date(2017, 1, 1)).is_empty
