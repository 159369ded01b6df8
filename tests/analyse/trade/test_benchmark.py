"""The rows of the monitor's benchmark: as many as asked for, every trap among them, one answer."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from benchmarks.monitor import KEY, compared, ours
from benchmarks.monitor_rows import COLUMNS, made

ROWS = 60_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file of such rows."""
    return made(ROWS, tmp_path_factory.mktemp("rows"))


def test_there_are_as_many_rows_as_asked_for_and_they_do_not_change(path: Path, tmp_path: Path) -> None:
    rows = pl.read_parquet(path)
    assert rows.height == ROWS
    assert dict(rows.schema) == {c: t() for c, t in COLUMNS.items()}
    assert rows.equals(pl.read_parquet(made(ROWS, tmp_path)))


def test_every_trap_is_among_them(path: Path) -> None:
    rows = pl.read_parquet(path)
    assert rows.is_duplicated().sum() > ROWS / 100
    for trap in (
        pl.col("motCode") != 0,
        ~pl.col("isOriginalClassification"),
        pl.col("flowCode") == "RX",
        pl.col("qty") == -1,
        pl.col("netWgt") == 0,
        pl.col("cmdCode") == "TOTAL",
        pl.col("partnerISO") == "PRK",
        pl.col("reporterISO") == "PRK",
    ):
        assert rows.filter(trap).height > 0, str(trap)


def test_each_flow_with_the_dprk_is_told_once_and_row_by_row_the_same(path: Path, tmp_path: Path) -> None:
    flows = ours(str(path))
    assert flows.select(KEY).is_unique().all()
    rows = pl.read_parquet(path)
    asked = ((pl.col("partnerISO") == "PRK") | (pl.col("reporterISO") == "PRK")) & pl.col("flowCode").is_in(
        ["M", "X"]
    )
    once = rows.filter(asked & (pl.col("motCode") == 0) & pl.col("isOriginalClassification")).unique()
    assert sorted(flows["value_usd"]) == sorted(once["primaryValue"])
    sampled, counted, is_same = compared(path, tmp_path)
    assert is_same
    assert sampled > counted > flows.height
