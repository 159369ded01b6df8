"""The real files: each loads, with exact counts."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from article41.errors import InputError
from article41.read.trade import TradeRead, read_trade

DATA = Path(__file__).parents[4] / "shared" / "data" / "trade"
HS731815 = "comtrade_china_hs731815_by_partner_2017-2021.csv"


def read(name: str, **assumed: str) -> TradeRead:
    path = DATA / name
    if not path.is_file():
        pytest.skip("the shared trade data are not beside this checkout")
    found = read_trade(path, assumed)
    assert found.problems == ()
    return found


@pytest.mark.parametrize(
    ("name", "assumed", "source", "rows", "prk", "kor", "reporters"),
    [
        ("baci_hs92_2021_AFG_ZAF.csv", {}, "baci", 71_192, 2, 512, 2),
        (
            "bilateral_totals_uncodes_2017.csv",
            {"period": "2016", "code": "TOTAL"},
            "baci",
            30_168,
            214,
            428,
            221,
        ),
        ("comtrade_TradeData_total_2022.csv", {}, "comtrade", 1_352, 3, 6, 3),
        ("comtrade_china_dprk_totals_sample.csv", {"code": "TOTAL"}, "comtrade", 6, 6, 0, 1),
        ("comtrade_china_imports_from_dprk_2016-2024.csv", {}, "comtrade", 72, 72, 0, 1),
        (HS731815, {"reporter": "CHN", "flow": "X"}, "comtrade", 1_014, 4, 5, 1),
        ("comtrade_legacy_totals_2017.csv", {}, "comtrade", 288, 0, 2, 113),
        ("faostat_detailed_trade_matrix_subset.csv", {}, "faostat", 15_422, 7, 209, 1),
    ],
)
def test_a_real_file_loads(
    name: str, assumed: dict[str, str], source: str, rows: int, prk: int, kor: int, reporters: int
) -> None:
    found = read(name, **assumed)
    is_prk = (pl.col("partner") == "PRK") | (pl.col("reporter") == "PRK")
    counts = found.flows.filter(is_prk).height, found.flows.filter(~is_prk).height
    assert (found.source, found.rows, *counts) == (source, rows, prk, kor)
    assert found.coverage["reporter"].n_unique() == reporters
    assert found.coverage["rows"].sum() == rows


def test_south_african_exports_to_the_dprk() -> None:
    found = read("baci_hs92_2021_AFG_ZAF.csv").flows.filter(pl.col("partner") == "PRK")
    assert found.select("reporter", "flow", "edition", "code", "value_usd", "weight_kg").rows() == [
        ("ZAF", "X", 1992, "250850", 27_409, 63_000),
        ("ZAF", "X", 1992, "732690", 6_979, 1_322),
    ]


def test_trade_with_the_dprk_in_2022() -> None:
    found = read("comtrade_TradeData_total_2022.csv").flows.filter(pl.col("partner") == "PRK")
    assert found.select("row", "reporter", "flow", "code", "value_usd").rows() == [
        (101, "CHN", "M", "TOTAL", 133_677_748),
        (320, "CHN", "X", "TOTAL", 894_039_906),
        (1012, "USA", "M", "TOTAL", 29_088),
    ]


def test_coal_of_2016_and_0_in_2018() -> None:
    found = read("comtrade_china_imports_from_dprk_2016-2024.csv").flows
    coal = found.filter(pl.col("code") == "2701").select(
        pl.col("start").dt.year(), "value_usd", "quantity", "unit"
    )
    assert coal.rows()[:3] == [
        (2016, 1_186_694_713, 7_752_904_424.572, None),
        (2017, 410_358_802, 4_912_128_600, None),
        (2018, 0, None, None),
    ]
    assert "03" in found["code"].to_list()


def test_maize_from_brazil() -> None:
    found = read("faostat_detailed_trade_matrix_subset.csv").flows.filter(pl.col("partner") == "PRK")
    assert found.select("code", "weight_kg").rows() == [
        ("2304", 17_392_000),
        ("0901", 171_000),
        ("5201", 67_000),
        ("2009", 8_000),
        ("1005", 14_500_000),
        ("0903", 16_000),
        ("2009", 19_000),
    ]


def test_sums_of_unit_values_bear_no_value() -> None:
    found = read("bilateral_totals_uncodes_2017.csv", period="2016", code="TOTAL")
    assert found.flows["value_usd"].null_count() == found.flows.height


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (HS731815, "a column for reporter"),
        ("comtrade_china_dprk_totals_sample.csv", "a column for code"),
        ("bilateral_totals_uncodes_2017.csv", "a column for period"),
        ("baci_country_codes_V202201.csv", "trade statistics"),
    ],
)
def test_what_a_real_file_does_not_tell_is_asked_for(name: str, said: str) -> None:
    if not (DATA / name).is_file():
        pytest.skip("the shared trade data are not beside this checkout")
    with pytest.raises(InputError, match=said):
        read_trade(DATA / name)
