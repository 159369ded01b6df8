"""JSONL and Parquet."""

import json
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest

from article41.errors import InputError, Problem
from article41.read.resolutions.registers import read_facts
from article41.read.tables import Limits, read_table

FACTS, _ = read_facts((files("article41") / "law" / "facts.csv").read_text(encoding="utf-8"), "facts.csv")


def test_jsonl_keeps_types_and_counts_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    lines = [
        '{"id": 1, "date": "2018-01-01", "hs": 2701, "origin": "NO", "ship_to_ship": false}',
        "",
        '{"id": 2, "hs": "0106", "date": "20180101", "quantity": 1.5, "ship_to_ship": "yes", "origin": null}',
        "{}",
    ]
    path.write_text("\n".join(lines))
    read = read_table(path, FACTS)
    assert read.problems == ()
    assert read.skipped == 1
    assert read.typed.rows() == [
        (1, None, "1", date(2018, 1, 1), "NO", "2701", None, False),
        (3, None, "2", date(2018, 1, 1), None, "0106", 1.5, True),
    ]


def test_jsonl_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    lines = [
        '{"id": "A", "date": "2018-01-01", "hs": "27"}',
        '{"id": "B", oops',
        '{"id": "C", "id": "D"}',
        '{"id": "E", "date": "2018-01-01", "hs": ["27", "28"]}',
        "[" * 100_000,
        '{"id": "F", "date": "2018-01-01", "hs": "27", "quantity": NaN}',
        '"just text"',
        '{"id": "\\ud800", "date": "2018-01-01", "hs": "27"}',
        '{"id": "' + "x" * 500 + '"}',
    ]
    path.write_text("\n".join(lines))
    read = read_table(path, FACTS, limits=Limits(line_bytes=200_000, cell_chars=300))
    said = {p.row: (p.column, p.expected, p.hint) for p in read.problems}
    assert said == {
        2: (None, "one JSON object a line",
            "Expecting property name enclosed in double quotes at character 13"),
        3: (None, "each key once in an object", None),
        4: ("hs", "one value", "write each value in a field of its own"),
        5: (None, "values that are not nested", None),
        6: (None, "numbers or null, not NaN", None),
        7: (None, 'a JSON object such as {"id": "S-1", "hs": "2701"}', None),
        8: ("id", "readable text of at most 300 characters", None),
        9: ("id", "readable text of at most 300 characters", None),
    }  # fmt: skip
    assert read.typed["row"].to_list() == list(range(1, 10))
    assert read.typed["problem"].is_null().to_list() == [True] + [False] * 8


def test_nothing_but_broken_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text("{\n{\n")
    with pytest.raises(InputError, match=r"row 1: found '\{'; expected one JSON object a line"):
        read_table(path, FACTS)


def test_one_array_of_objects(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(json.dumps([{"id": "A", "date": "2018-01-01", "hs": "27"}, 5], indent=1))
    read = read_table(path, FACTS)
    assert [(p.row, p.found) for p in read.problems] == [(2, "5")]
    with pytest.raises(InputError, match="at most 10 bytes as one JSON array"):
        read_table(path, FACTS, limits=Limits(json_array_bytes=10))


def test_big_numbers_and_many_sparse_keys(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"id": 123456789012345678901234567890, "date": "2018-01-01", "hs": "27"}\n{"x": 1}\n')
    assert read_table(path, FACTS).typed["id"][0] == "123456789012345678901234567890"
    with pytest.raises(InputError, match="at most"):
        read_table(path, FACTS, limits=Limits(cells=7))


def test_parquet_types_and_nulls(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    frame = pl.DataFrame(
        {
            "id": [1, 2, None],
            "date": [date(2018, 1, 1), None, None],
            "contract_date": [datetime(2018, 1, 1, 5), None, None],
            "hs": pl.Series(["2701", "27", None], dtype=pl.Categorical),
            "origin": ["NA", "NO", None],
            "quantity": pl.Series([1.5, float("nan"), None]),
            "value_usd": pl.Series(["1.50", "-2", None]).cast(pl.Decimal(10, 2)),
            "ship_to_ship": [True, None, None],
        }
    )
    frame.write_parquet(path)
    read = read_table(path, FACTS)
    assert read.skipped == 1
    assert [(p.row, p.column, p.found, p.expected) for p in read.problems] == [
        (2, "quantity", "NaN", "a number of 0 or more"),
        (2, "value_usd", "-2.0", "a number of 0 or more"),
    ]
    assert read.typed.select("row", "id", "date", "contract_date", "hs", "origin", "ship_to_ship").rows() == [
        (1, "1", date(2018, 1, 1), date(2018, 1, 1), "2701", "NA", True),
        (2, "2", None, None, "27", "NO", None),
    ]
    assert read.raw.schema["value_usd"] == pl.Decimal(10, 2)
    assert read.typed.schema["row"] == pl.UInt32


def test_parquet_nested_columns_are_problems(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"id": ["A"], "date": [date(2018, 1, 1)], "hs": [["27", "28"]]}).write_parquet(path)
    read = read_table(path, FACTS)
    assert read.problems == (Problem("t.parquet", 1, "hs", "List(String)", "one plain value"),)
    assert read.typed["problem"][0] is not None
    assert read.typed["hs"][0] is None


@pytest.mark.parametrize("fact", ["id", "date", "hs", "quantity", "origin", "ship_to_ship", "notified_on"])
@pytest.mark.parametrize(
    "values",
    [
        pl.Series([timedelta(1)]),
        pl.Series([time(1)]),
        pl.Series([datetime(2018, 1, 1)]).dt.replace_time_zone("Asia/Seoul"),
        pl.Series([2**70], dtype=pl.Int128),
        pl.Series(["x"], dtype=pl.Enum(["x"])),
        pl.Series([{"a": 1}]),
        pl.Series([[1]], dtype=pl.Array(pl.Int64, 1)),
        pl.Series([None]),
        pl.Series([b"x"]),
        pl.Series([1.5], dtype=pl.Float32),
    ],
    ids=lambda values: str(values.dtype),
)
def test_parquet_of_any_type(tmp_path: Path, fact: str, values: pl.Series) -> None:
    path = tmp_path / "t.parquet"
    frame = {"id": ["A"], "date": [date(2018, 1, 1)], "hs": ["27"], "kind": ["shipment"]} | {fact: values}
    pl.DataFrame(frame).write_parquet(path)
    read = read_table(path, FACTS)
    assert read.typed.height == 1
    assert {p.column for p in read.problems} <= {fact}


def test_parquet_limits_and_damage(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"id": ["A", "B"], "date": [date(2018, 1, 1)] * 2, "hs": ["27"] * 2}).write_parquet(path)
    with pytest.raises(InputError, match="found '2 rows'; expected at most 1"):
        read_table(path, FACTS, limits=Limits(rows=1))
    whole = path.read_bytes()
    for size in range(4, len(whole), 41):
        path.write_bytes(whole[:size])
        with pytest.raises(InputError, match="a whole Parquet file"):
            read_table(path, FACTS)
