"""The same answer as from a reader that goes row by row, written apart from it."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from article41.read.trade import TradeRead, read_trade

ROWS = 20_000
NUMBERS = {
    "156": "CHN",
    "842": "USA",
    "251": "FRA",
    "699": "IND",
    "410": "KOR",
    "408": "PRK",
    "36": "AUS",
    "76": "BRA",
}
PARTNERS = [*NUMBERS, "0", "899", "4", "408", "410", "9999", ""]
KNOWN = NUMBERS | {"0": "W00", "899": "_X", "4": "AFG"}
EDITIONS = {"H4": 2012, "H5": 2017, "HS": None}
HEAD = "freqCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitCode,qty,netWgt,primaryValue"


def generated(seed: int) -> list[dict[str, str]]:
    """Rows like Comtrade's, some of them wrong."""
    dice = random.Random(seed)
    rows = []
    for _ in range(ROWS):
        month = dice.choice([0, 0, 0, *range(1, 13)])
        year = dice.choice(["2016", "2017", "2018"])
        cells = [
            "M" if month else "A",
            f"{year}{month:02d}" if month else year,
            dice.choice([*list(NUMBERS) * 20, "12345"]),
            dice.choice([*["M", "X", "RM", "RX"] * 20, "Z"]),
            dice.choice(PARTNERS),
            dice.choice(["0", "0", "0", "156"]),
            dice.choice(["H4", "H5", "HS", "S3"]),
            dice.choice(["TOTAL", "27", "2701", "270112", "0106", "010611", "854231"]),
            dice.choice(["C00", "C00", "C01", ""]),
            dice.choice(["0", "0", "2100", "3200"]),
            dice.choice(["8", "5", "-1"]),
            dice.choice(["0", "-1", "", "12", "7.5"]),
            dice.choice(["0", "-1", "", "100", "31.25", "-9"]),
            dice.choice(["0", "1500", "99.5", "", "-3", "n.a."]),
        ]
        rows.append(dict(zip(HEAD.split(","), cells, strict=True)))
    return rows


def figure(text: str, *, is_value: bool = False) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if number > 0 or (is_value and number == 0) else None


def by_row(rows: list[dict[str, str]]) -> tuple[list[tuple[Any, ...]], dict[tuple[str, str, int], int]]:
    """Flows (row, reporter, partner, flow, start, edition, code, value, weight, quantity, unit, is_total) and
    coverage (reporter, flow, year to rows)."""
    flows = []
    coverage: dict[tuple[str, str, int], int] = defaultdict(int)
    for number, row in enumerate(rows, 2):
        reporter, flow = NUMBERS.get(row["reporterCode"]), row["flowCode"]
        if reporter is None or flow == "Z":
            continue
        coverage[reporter, flow, int(row["period"][:4])] += 1
        partner = KNOWN.get(row["partnerCode"])
        if partner is None or not {reporter, partner} & {"PRK", "KOR"}:
            continue
        is_total = row["motCode"] == "0" and row["customsCode"] in {"C00", ""} and row["partner2Code"] == "0"
        code = None if row["classificationCode"] == "S3" and row["cmdCode"] != "TOTAL" else row["cmdCode"]
        quantity = figure(row["qty"])
        weight = figure(row["netWgt"]) or (quantity if row["qtyUnitCode"] == "8" else None)
        month = row["period"][4:] or "01"
        flows.append(
            (
                *(number, reporter, partner, flow, f"{row['period'][:4]}-{month}-01"),
                *(EDITIONS.get(row["classificationCode"]), code, figure(row["primaryValue"], is_value=True)),
                *(weight, quantity, {"8": "kg", "5": "u"}.get(row["qtyUnitCode"]), is_total),
            )
        )
    return flows, coverage


def flows_of(found: TradeRead) -> list[tuple[Any, ...]]:
    columns = [
        "reporter",
        "partner",
        "flow",
        "start",
        "edition",
        "code",
        "value_usd",
        "weight_kg",
        "quantity",
        "unit",
        "is_total",
    ]
    return found.flows.select("row", *columns).with_columns(pl.col("start").cast(pl.String)).rows()


@pytest.mark.parametrize("seed", [1, 2])
def test_csv_row_by_row(tmp_path: Path, seed: int) -> None:
    rows = generated(seed)
    path = tmp_path / "t.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEAD.split(","))
        writer.writeheader()
        writer.writerows(rows)
    found = read_trade(path)
    flows, coverage = by_row(rows)
    assert len(flows) > 1_000
    assert flows_of(found) == flows
    assert {(r, f, y): n for _, r, f, y, _, n in found.coverage.iter_rows()} == dict(coverage)
    assert found.rows == ROWS


def test_parquet_in_numbers_and_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("article41.read.trade.batches._BATCH", 1_000)
    rows = generated(3)
    path = tmp_path / "t.parquet"
    numbers = [
        pl.col(name).cast(pl.Int64, strict=False) for name in ("reporterCode", "partnerCode", "motCode")
    ]
    figures = [pl.col(name).cast(pl.Float64, strict=False) for name in ("qty", "netWgt", "primaryValue")]
    pl.DataFrame(rows).with_columns(*numbers, *figures).write_parquet(path, row_group_size=777)
    found = read_trade(path)
    flows, coverage = by_row(rows)
    assert flows_of(found) == [(number - 1, *rest) for number, *rest in flows]
    assert {(r, f, y): n for _, r, f, y, _, n in found.coverage.iter_rows()} == dict(coverage)


def test_every_wrong_row_is_told_or_counted(tmp_path: Path) -> None:
    rows = generated(4)
    path = tmp_path / "t.csv"
    path.write_text("\n".join([HEAD, *(",".join(row.values()) for row in rows)]), encoding="utf-8")
    problems = read_trade(path).problems
    told: dict[str | None, int] = defaultdict(int)
    for problem in problems:
        more = (problem.found or "").split() if problem.row is None else []
        told[problem.column] += int(more[1].replace(",", "")) if more else 1
    assert dict(told) == {
        "reporterCode": sum(row["reporterCode"] == "12345" for row in rows),
        "partnerCode": sum(row["partnerCode"] in {"9999", ""} for row in rows),
        "flowCode": sum(row["flowCode"] == "Z" for row in rows),
        "netWgt": sum(row["netWgt"] == "-9" for row in rows),
        "primaryValue": sum(row["primaryValue"] in {"-3", "n.a."} for row in rows),
    }
