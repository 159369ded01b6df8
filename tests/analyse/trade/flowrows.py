"""Rows of trade as the readers hand them on: one by one, and generated with every trap in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

import polars as pl
from hypothesis import strategies as st

from article41.flows import READ

Row: TypeAlias = dict[str, Any]


def told(row: int, **other: Any) -> Row:
    """A row of China's coal imports in 2017; `year`, `month` and `other` change it."""
    year, month = other.pop("year", 2017), other.pop("month", None)
    span = (
        {"freq": "A", "start": date(year, 1, 1), "end": date(year + 1, 1, 1)}
        if month is None
        else {"freq": "M", "start": date(year, month, 1), "end": date(year + month // 12, month % 12 + 1, 1)}
    )
    usual: Row = {
        "file": "a.csv", "row": row, "source": "comtrade", "reporter": "CHN", "partner": "PRK", "flow": "M",
        **span, "edition": 2017, "is_original": True, "code": "2701", "words": "Coal", "value_usd": 100_000.0,
        "weight_kg": None, "quantity": None, "unit": None, "mode": 0, "is_total": True,
    }  # fmt: skip
    return {**usual, **other}


def table(rows: Iterable[Row]) -> pl.DataFrame:
    """READ."""
    return pl.DataFrame(list(rows), schema=READ, orient="row")


_FIGURES = st.sampled_from([None, 0.0, 40_000.0, 60_000.0, 99_500.0, 100_000.0, 100_000.3, 200_000.0, 1.6e6])


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """One row; few values each, so that rows meet."""
    is_total = draw(st.sampled_from([True, True, False, None]))
    return told(
        0,
        source=draw(st.sampled_from(["comtrade", "comtrade", "comtrade", "baci", "faostat"])),
        reporter=draw(st.sampled_from(["CHN", "CHN", "ZAF"])),
        partner=draw(st.sampled_from(["PRK", "PRK", "KOR"])),
        flow=draw(st.sampled_from(["M", "M", "X", "RX"])),
        month=draw(st.sampled_from([None, None, 1, 12])),
        edition=draw(st.sampled_from([2017, 2017, 2012, None])),
        is_original=draw(st.sampled_from([True, True, False, None])),
        code=draw(st.sampled_from(["TOTAL", "27", "2701", "270111", "270112", "26", "2601", None])),
        words=draw(st.sampled_from([None, "Coal", "Ore"])),
        value_usd=draw(_FIGURES),
        weight_kg=draw(_FIGURES),
        quantity=draw(st.sampled_from([None, 5.0, 6.0])),
        unit=draw(st.sampled_from([None, "kg", "u"])),
        mode=draw(st.sampled_from([None, 0, 1, 2])) if not is_total else draw(st.sampled_from([None, 0])),
        is_total=is_total,
    )


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Up to forty rows in two files."""
    made = draw(st.lists(rows(), max_size=40))
    return [
        {**row, "row": number + 2, "file": draw(st.sampled_from(["a.csv", "b.csv"]))}
        for number, row in enumerate(made)
    ]
