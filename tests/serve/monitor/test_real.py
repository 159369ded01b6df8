"""Real files of trade statistics, where they lie beside the checkout: counts, and every DPRK row with its reason."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from article41.decide.regime import Regime
from article41.keep.files import file_hash
from article41.report.monitor.record import Monitor
from article41.serve.monitor.asking import Asking
from article41.serve.monitor.building import build
from article41.serve.monitor.workspace import open_workspace

TRADE = Path(__file__).parents[4] / "shared" / "data" / "trade"
ROWS = {  # rows of the file, rows of either Korea
    "baci_hs92_2021_AFG_ZAF.csv": (71_192, 514),
    "comtrade_TradeData_total_2022.csv": (1_352, 9),
    "comtrade_china_imports_from_dprk_2016-2024.csv": (72, 72),
    "comtrade_china_dprk_totals_sample.csv": (6, 6),
    "comtrade_china_hs731815_by_partner_2017-2021.csv": (1_014, 9),
    "comtrade_legacy_totals_2017.csv": (288, 2),
    "faostat_detailed_trade_matrix_subset.csv": (15_422, 216),
}
ASSUMED = {"reporter": "CHN", "flow": "X", "code": "TOTAL"}


def _no_bar(_total: int, _label: str) -> AbstractContextManager[Callable[[int], None]]:
    return nullcontext(lambda _: None)


@pytest.fixture(scope="module")
def monitor(tmp_path_factory: pytest.TempPathFactory) -> Monitor:
    if not TRADE.exists():
        pytest.skip("real trade statistics are not beside the checkout")
    files = tuple(TRADE / name for name in ROWS)
    asking = Asking(files, tmp_path_factory.mktemp("real") / "report", date(2026, 11, 24), assumed=ASSUMED)
    regime = Regime.load(asking.as_of).assuming_nothing()
    with open_workspace(asking.out, "q", is_anew=False) as work:
        return build(asking, {path: file_hash(path) for path in files}, regime, work, _no_bar)


def test_every_file_is_read_and_its_rows_counted(
    monitor: Monitor, summary_line: Callable[[str], None]
) -> None:
    found = {file.name: (file.rows, file.kept) for file in monitor.files}
    for name, (rows, kept) in found.items():
        summary_line(f"{name}: {rows:,} rows, {kept:,} of either Korea")
    assert found == ROWS
    assert monitor.problems == ()


def test_the_south_african_exports_are_classified_with_a_reason(monitor: Monitor) -> None:
    found = monitor.findings.filter(state="ZAF").sort("code")
    assert found.select("code", "way", "value_usd").rows() == [
        ("250850", "to_dprk", 27_409.0),
        ("732690", "to_dprk", 6_979.0),
    ]
    kaolin, articles = found.rows(named=True)
    assert kaolin["provisions"] == []
    assert "no provision" in kaolin["because"].lower()
    assert articles["provisions"] == ["2397/op7"]
    assert articles["because"] == (
        "Iron, steel and other metals (HS 732690) to the DPRK: inconsistent with S/RES/2397 (2017), para. 7"
    )
    assert articles["status"] == "needs_explanation"
    assert any("airliner" in way or "exception" in way for way in articles["ways_out"])
    assert articles["other_figure"].startswith("with the Republic of Korea: USD 115,478")


def test_every_row_with_the_dprk_has_a_class_a_reason_and_a_second_cell(monitor: Monitor) -> None:
    found = monitor.findings
    assert set(found["state"]) == {"CHN", "ZAF", "BRA", "USA"}
    for column in ("status", "because", "other_figure", "goods"):
        assert found[column].null_count() == 0
    flags = found.filter(pl.col("status").cast(pl.String).is_in(["needs_explanation", "exempt_or_capped"]))
    assert (flags["ways_out"].list.len() > 0).all()
    later = found.filter((pl.col("code") == "61") & (pl.col("start") >= date(2018, 1, 1)))
    assert set(later["status"]) == {"needs_explanation"}
    assert set(found.filter(code="6704")["status"]) == {"not_addressed"}
    maize = found.filter(state="BRA", code="1005")
    assert maize["status"].to_list() == ["not_addressed"]
    assert maize["weight_kg"].to_list() == [14_500_000.0]


def test_the_same_totals_in_two_files_are_counted_once(monitor: Monitor) -> None:
    of_2022 = monitor.counted.filter(
        (pl.col("reporter") == "CHN") & (pl.col("partner") == "PRK") & (pl.col("code") == "TOTAL")
        & (pl.col("start") == date(2022, 1, 1)) & (pl.col("flow") == "M")
    )  # fmt: skip
    assert of_2022["value_usd"].to_list() == [133_677_748.0]
    assert monitor.asides.filter(pl.col("why").str.contains("duplicate")).height >= 2
