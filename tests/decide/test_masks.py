"""Lists of texts packed into masks come out as the plain way would give them."""

from __future__ import annotations

import random
from datetime import date

import polars as pl
import pytest

from article41.decide.masks import Bit, texts
from article41.model import FactRef, Then


@pytest.mark.parametrize("number", [1, 7, 8, 9, 55, 56, 57, 130])
@pytest.mark.parametrize("gated", [False, True])
def test_any_number_of_bits(number: int, gated: bool) -> None:
    rnd = random.Random(number)
    rows = [
        {f"b{i}": rnd.random() < 0.3 for i in range(number)} | {"where": rnd.random() < 0.5}
        for _ in range(200)
    ]
    bits = [Bit(pl.col(f"b{i}"), f"text {i}") for i in range(number)]
    found = texts(pl.DataFrame(rows), "found", bits, pl.col("where") if gated else True)
    expected = [
        [f"text {i}" for i in range(number) if row[f"b{i}"]] if row["where"] or not gated else []
        for row in rows
    ]
    assert found.to_list() == expected


def test_a_deadline_moves_with_its_row() -> None:
    frame = pl.DataFrame(
        {"date": [date(2018, 1, 1), date(2018, 1, 1), date(2018, 2, 1), None], "due": [True] * 4}
    )
    then = Then("report_supplies", "notified_on", FactRef("date", 30))
    found = texts(frame, "duties", [Bit(pl.col("due"), "report_supplies", then)], True)
    assert found.to_list() == [
        *[["report_supplies by 2018-01-31"]] * 2,
        ["report_supplies by 2018-03-03"],
        ["report_supplies"],
    ]


def test_no_live_bit_gives_empty_lists() -> None:
    frame = pl.DataFrame({"a": [1, 2]})
    assert texts(frame, "x", [Bit(False, "never")], True).to_list() == [[], []]
    assert texts(frame, "x", [Bit(pl.col("a") > 1, "two")], False).to_list() == [[], []]
