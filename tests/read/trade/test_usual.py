"""What a reporter usually trades: totals before parts, the year before its months, no area twice."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from article41.flows import USUAL
from article41.read.trade import read_trade

HEAD = "period,reporterISO,flowCode,partnerISO,classificationCode,isOriginalClassification,cmdCode,motCode,netWgt,primaryValue"
KEYS = pl.DataFrame({"reporter": ["CHN"], "flow": ["M"], "code": ["2701"]})


def usual(folder: Path, *lines: str, keys: pl.DataFrame = KEYS, name: str = "t.csv") -> pl.DataFrame:
    path = folder / name
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return read_trade(path).usual(keys)


def line(partner: str, value: float, weight: float | str = 1, **changes: str) -> str:
    cells = {
        "period": "2017",
        "reporter": "CHN",
        "flow": "M",
        "class": "H5",
        "original": "true",
        "code": "2701",
        "mot": "0",
    }
    cells |= changes
    return ",".join(
        [
            cells["period"],
            cells["reporter"],
            cells["flow"],
            partner,
            cells["class"],
            cells["original"],
            cells["code"],
            cells["mot"],
            str(weight),
            str(value),
        ]
    )


def test_all_partners_but_the_koreas_the_world_and_areas_not_specified(tmp_path: Path) -> None:
    rows = [
        line("PRK", 100),
        line("KOR", 50),
        line("AUS", 7, 2),
        line("RUS", 3, 1),
        line("W00", 999),
        line("_X", 11),
    ]
    found = usual(tmp_path, *rows)
    assert dict(found.schema) == dict(pl.Schema(USUAL))
    assert found.rows() == [("comtrade", "CHN", "M", "2701", 2017, 10, 3, 2)]


def test_only_what_is_asked(tmp_path: Path) -> None:
    rows = [
        line("AUS", 7),
        line("AUS", 8, code="2702"),
        line("AUS", 9, flow="X"),
        line("AUS", 6, reporter="JPN"),
    ]
    assert usual(tmp_path, *rows)["value_usd"].to_list() == [7]
    assert usual(tmp_path, *rows, keys=KEYS.clear()).height == 0


def test_the_world_less_the_koreas_where_there_is_nothing_else(tmp_path: Path) -> None:
    found = usual(tmp_path, line("W00", 1000, 90), line("PRK", 100, 20), line("KOR", 50, 10))
    assert found.rows() == [("comtrade", "CHN", "M", "2701", 2017, 850, 60, None)]


def test_a_world_smaller_than_the_koreas_says_nothing(tmp_path: Path) -> None:
    found = usual(tmp_path, line("W00", 10, 5), line("PRK", 100, 20))
    assert found.select("value_usd", "weight_kg").rows() == [(None, None)]


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([line("AUS", 7), line("AUS", 4, mot="2100"), line("AUS", 3, mot="3200")], 7),
        ([line("AUS", 4, mot="2100"), line("AUS", 3, mot="3200")], 7),
        ([line("AUS", 7), line("AUS", 7)], 7),
        ([line("AUS", 7), *(line("AUS", 1, period=f"2017{month:02d}") for month in range(1, 8))], 7),
        ([line("AUS", 1, period=f"2017{month:02d}") for month in range(1, 8)], 7),
        ([line("AUS", 9, **{"class": "H4", "original": "false"}), line("AUS", 7)], 7),
        ([line("AUS", 9, original="false"), line("AUS", 7, **{"class": "H4"})], 7),
    ],
    ids=[
        "totals before parts",
        "parts alone",
        "told twice",
        "year before months",
        "months",
        "converted",
        "older",
    ],
)
def test_nothing_is_counted_twice(tmp_path: Path, rows: list[str], value: float) -> None:
    assert usual(tmp_path, *rows)["value_usd"].to_list() == [value]


def test_no_weight_where_most_of_the_value_has_none(tmp_path: Path) -> None:
    assert usual(tmp_path, line("AUS", 95, 10), line("RUS", 5, "")).select(
        "value_usd", "weight_kg"
    ).rows() == [(100, 10)]
    assert usual(tmp_path, line("AUS", 80, 10), line("RUS", 20, "")).select(
        "value_usd", "weight_kg"
    ).rows() == [(100, None)]


def test_years_apart(tmp_path: Path) -> None:
    found = usual(tmp_path, line("AUS", 7), line("AUS", 8, period="2018"), line("RUS", 1, period="2018"))
    assert found.select("year", "value_usd", "partners").rows() == [(2017, 7, 1), (2018, 9, 2)]


def test_codes_whose_zero_was_put_back_are_found(tmp_path: Path) -> None:
    path = tmp_path / "BACI_HS17.csv"
    path.write_text("t,i,j,k,v,q\n2021,156,36,10620,2,1\n2021,156,408,10620,1,1\n", encoding="utf-8")
    keys = pl.DataFrame({"reporter": ["CHN"], "flow": ["X"], "code": ["010620"]})
    assert read_trade(path).usual(keys).rows() == [("baci", "CHN", "X", "010620", 2021, 2000, 1000, 1)]


def test_faostat_value_and_weight_meet(tmp_path: Path) -> None:
    path = tmp_path / "fao.csv"
    rows = [
        "Reporter Country Code (M49),Partner Country Code (M49),Element,Item Code (CPC),Item,Year,Unit,Value",
        "76,36,Export Quantity,0112,Maize,2019,tonnes,3",
        "76,36,Export Value,0112,Maize,2019,1000 US$,6",
        "76,408,Export Value,0112,Maize,2019,1000 US$,6",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    keys = pl.DataFrame({"reporter": ["BRA"], "flow": ["X"], "code": ["1005"]})
    assert read_trade(path).usual(keys).rows() == [("faostat", "BRA", "X", "1005", 2019, 6000, 3000, 1)]
