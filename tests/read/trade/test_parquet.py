"""Parquet in the types it brings: numbers, words, dictionaries; damaged files; rows counted from 1."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from article41.errors import InputError
from article41.read.trade import TradeRead, read_trade

COLUMNS: dict[str, list[Any]] = {
    "freqCode": ["A", "A", "A"],
    "period": [2017, 2017, 2018],
    "reporterCode": [156, 710, 842],
    "flowCode": ["M", "X", "M"],
    "partnerCode": [408, 408, 4],
    "classificationCode": ["H5", "H5", "H5"],
    "cmdCode": ["270111", "0106", "TOTAL"],
    "motCode": [0, 2100, 0],
    "netWgt": [10.0, -1.0, None],
    "primaryValue": [5.0, 0.0, 9.0],
}


def read(folder: Path, **columns: Any) -> TradeRead:
    path = folder / "t.parquet"
    pl.DataFrame(COLUMNS | columns).write_parquet(path)
    return read_trade(path)


def test_the_first_record_is_row_1(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.rows, found.problems) == (3, ())
    assert found.flows.select("row", "reporter", "code", "weight_kg", "value_usd", "mode").rows() == [
        (1, "CHN", "270111", 10, 5, 0),
        (2, "ZAF", "0106", None, 0, 2100),
    ]


@pytest.mark.parametrize(
    ("name", "values", "dtype"),
    [
        ("period", ["2017", "2017", "2018"], pl.String),
        ("period", [2017.0, 2017.0, 2018.0], pl.Float64),
        ("reporterCode", ["156", "710", "842"], pl.Categorical),
        ("partnerCode", [408, 408, 4], pl.Int16),
        ("partnerCode", [408.0, 408.0, 4.0], pl.Float32),
        ("flowCode", ["M", "X", "M"], pl.Enum(["M", "X"])),
        ("primaryValue", ["5", "0", "9"], pl.String),
        ("primaryValue", [Decimal("5.0"), Decimal("0.0"), Decimal("9.0")], pl.Decimal(20, 4)),
        ("motCode", ["0", "2100", "0"], pl.String),
    ],
)
def test_the_same_in_other_types(tmp_path: Path, name: str, values: list[Any], dtype: Any) -> None:
    same = read(tmp_path)
    found = read(tmp_path, **{name: pl.Series(values, dtype=dtype)})
    assert found.problems == ()
    assert found.flows.equals(same.flows)
    assert found.coverage.equals(same.coverage)


def test_numbers_that_lost_their_zero_are_repaired_where_the_level_proves_it(tmp_path: Path) -> None:
    found = read(tmp_path, cmdCode=[270111, 106, 10620], aggrLevel=[6, 4, 6])
    assert (found.flows["code"].to_list(), found.problems) == (["270111", "0106"], ())
    assert "a leading zero that the column lost was put back in 2 rows" in found.notes


def test_and_where_other_codes_prove_it(tmp_path: Path) -> None:
    found = read(tmp_path, cmdCode=[2701, 106, 8703])
    assert (found.flows["code"].to_list(), found.problems) == (["2701", "0106"], ())


def test_else_they_are_problems_and_keep_no_code(tmp_path: Path) -> None:
    found = read(tmp_path, cmdCode=[270111, 106, 870323])
    (problem,) = found.problems
    assert found.flows["code"].to_list() == ["270111", None]
    assert (problem.row, problem.column, problem.found) == (2, "cmdCode", "106")


def test_a_file_that_kept_its_zeros_lost_none(tmp_path: Path) -> None:
    found = read(tmp_path, cmdCode=["0306", "106", "8703"])
    (problem,) = found.problems
    assert (found.flows["code"].to_list(), problem.row) == (["0306", None], 2)


def test_nan_is_not_known_and_infinity_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, primaryValue=[float("nan"), float("inf"), -3.0])
    assert found.flows["value_usd"].to_list() == [None, None]
    assert [(p.row, p.column, p.found) for p in found.problems] == [
        (2, "primaryValue", "inf"),
        (3, "primaryValue", "-3.0"),
    ]


def test_a_column_of_lists_is_no_column(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, flowCode=[["M"], ["X"], ["M"]])
    assert [problem.column or problem.expected for problem in refused.value.problems] == [
        "flowCode",
        "a column for flow: flowCode or flowDesc",
    ]


@pytest.mark.parametrize("cut", [4, 200, 900])
def test_a_damaged_file_is_refused(tmp_path: Path, cut: int) -> None:
    read(tmp_path)
    path = tmp_path / "t.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - cut])
    with pytest.raises(InputError, match="a whole Parquet file"):
        read_trade(path)


def test_a_file_damaged_within_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    big = {name: pl.Series(values * 20_000) for name, values in COLUMNS.items()}
    pl.DataFrame(big).write_parquet(path, compression="zstd", row_group_size=10_000)
    whole = bytearray(path.read_bytes())
    whole[200:600] = bytes(400)
    path.write_bytes(whole)
    with pytest.raises(InputError, match="a whole Parquet file"):
        read_trade(path)


def test_no_rows_at_all(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame(COLUMNS).clear().write_parquet(path)
    found = read_trade(path)
    assert (found.rows, found.flows.height, found.coverage.height, found.problems) == (0, 0, 0, ())


def test_batches_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("article41.read.trade.batches._BATCH", 7)
    path = tmp_path / "t.parquet"
    many = pl.DataFrame({name: pl.Series(values * 30) for name, values in COLUMNS.items()})
    many.write_parquet(path, row_group_size=11)
    found = read_trade(path)
    assert found.rows == 90
    assert found.flows["row"].to_list() == [row for row in range(1, 91) if row % 3]
    assert found.coverage["rows"].to_list() == [30, 30, 30]
