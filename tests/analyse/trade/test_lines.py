"""What a line trades: the good by its governed name, the country at the other end."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from article41 import Regime
from article41.analyse.trade.lines import trade_lines

REGIME = Regime.load(date(2026, 11, 24))


def lines(**columns: list[object]) -> pl.DataFrame:
    frame = pl.DataFrame(columns, schema_overrides=dict.fromkeys(("origin", "destination", "hs"), pl.String))
    return trade_lines(frame, REGIME.law.facts, REGIME.law.goods, REGIME.classifier)


@pytest.mark.parametrize(
    ("hs", "origin", "destination", "good"),
    [
        ("2701", "KP", "CN", "coal"),
        ("6109", "KP", "CN", "textiles"),
        ("7201", "KP", "CN", "iron"),
        ("7201", "CN", "KP", "iron, steel and other metals"),
        ("2701", "CN", "KP", "HS 2701"),  # nothing governs coal to the DPRK
        ("6704", "KP", "CN", "HS 6704"),
        (None, "KP", "CN", "goods not named"),
    ],
)
def test_a_good_bears_the_name_under_which_it_is_governed(
    hs: str | None, origin: str, destination: str, good: str
) -> None:
    assert lines(hs=[hs], origin=[origin], destination=[destination])["good"].to_list() == [good]


def test_goods_that_nothing_governs_are_called_as_the_table_first_calls_them() -> None:
    found = lines(
        hs=["6704", "6704", None],
        description=["wigs", "false eyelashes", "tea"],
        origin=["KP"] * 3,
        destination=["CN"] * 3,
    )
    assert found["good"].to_list() == ["wigs (HS 6704)", "wigs (HS 6704)", "tea"]


def test_the_partner_is_the_side_that_is_not_the_dprk() -> None:
    found = lines(
        hs=["2701"] * 5,
        origin=["KP", "CN", "KP", None, "CN"],
        destination=["CN", "KP", None, "KP", "RU"],
    )
    assert found["partner"].to_list() == ["CN", "CN", None, None, "RU"]
    assert found["value_usd"].to_list() == [None] * 5


def test_an_act_without_goods_has_none() -> None:
    assert lines(kind=["payment"], origin=["KP"], destination=["CN"])["good"].to_list() == ["no goods"]
