"""monitor.xlsx: a sheet a table, text that is never run, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from article41.flows import COVERAGE, FINDINGS
from article41.report.monitor import workbook as module
from article41.report.monitor.workbook import workbook

from .drawn import report
from .made import finding, monitor

SHEETS = ["Read me", "Findings", "Flows", "Caps", "Agreement", "Published", "Coverage", "Set aside", "Problems", "Files"]  # fmt: skip


def sheet(raw: bytes, name: str) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name(name).to_python()


def parts(raw: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_the_sheets_and_their_columns() -> None:
    raw = report()["monitor.xlsx"]
    assert CalamineWorkbook.from_filelike(io.BytesIO(raw)).sheet_names == SHEETS
    assert sheet(raw, "Findings")[0] == list(FINDINGS)
    assert sheet(raw, "Coverage")[0] == list(COVERAGE)
    assert len(sheet(raw, "Findings")) == monitor().findings.height + 1


def test_numbers_are_numbers_days_are_days_and_lists_are_joined() -> None:
    head, *rows = sheet(report()["monitor.xlsx"], "Findings")
    coal = next(
        r for r in (dict(zip(head, row, strict=True)) for row in rows) if r["id"] == "CHN-M-PRK-2017-2701"
    )
    assert coal["value_usd"] == 410_358_802
    assert coal["start"] == date(2017, 1, 1)
    assert coal["provisions"] == "2371/op8"
    assert coal["quantity"] == ""  # not known is an empty cell
    cars = next(r for r in (dict(zip(head, row, strict=True)) for row in rows) if r["code"] == "870323")
    assert cars["mixup_says"].startswith("goods the DPRK is not known to make: 0.30; size")


def test_reported_and_estimated_shares_and_both_figures_side_by_side() -> None:
    head, *caps = sheet(report()["monitor.xlsx"], "Caps")
    shares = [
        (row[head.index("kind")], row[head.index("share_low")], row[head.index("share_high")]) for row in caps
    ]
    assert shares == [
        ("reported", pytest.approx(0.337358), pytest.approx(0.337358)),
        ("estimated", 1.32, 3.6),
    ]
    head, *rows = sheet(report()["monitor.xlsx"], "Agreement")
    cars = next(dict(zip(head, row, strict=True)) for row in rows if "870323" in row)
    assert cars["difference_usd"] == 4_315_000 - 3.1e8
    assert cars["ratio"] == pytest.approx(4_315_000 / 3.1e8)


def test_the_heading_stays_in_view_and_columns_can_be_filtered() -> None:
    sheets = [
        text for name, text in parts(report()["monitor.xlsx"]).items() if name.startswith("xl/worksheets/")
    ]
    assert len(sheets) == len(SHEETS)
    assert all('state="frozen"' in text for text in sheets)
    assert sum("<autoFilter" in text for text in sheets) == len(SHEETS) - 1


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "{=1+1}", "http://example.org", "\x00\x07nul", "L" * 40_000]
)
def test_text_stays_text(evil: str) -> None:
    told = monitor([finding(goods=evil, reply=evil, file=evil, marks=[evil])])
    raw = workbook(replace(told, command=evil, assumed=(evil,)))
    assert not [
        name for name, text in parts(raw).items() if "<f>" in text or "<f " in text or "<hyperlink" in text
    ]
    head, row = sheet(raw, "Findings")
    shown = evil.replace("\x00", "\ufffd").replace("\x07", "\ufffd")[:32_767]
    assert row[head.index("goods")] == shown
    assert row[head.index("reply")] == shown


def test_the_same_figures_give_the_same_bytes() -> None:
    assert workbook(monitor()) == workbook(monitor()) == report()["monitor.xlsx"]
    assert re.search(r"2026-11-30T00:00:00Z", parts(report()["monitor.xlsx"])["docProps/core.xml"])


def test_a_sheet_too_long_to_open_is_cut_and_the_first_sheet_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    raw = workbook(monitor())
    assert len(sheet(raw, "Findings")) == 11
    told = dict(sheet(raw, "Read me"))
    assert (
        told["sheet Findings"]
        == f"{monitor().findings.height} rows; the first 10 stand here, all of them in the folder data"
    )
    assert told["sheet Caps"] == "2 rows"


def test_a_workbook_of_nothing_opens() -> None:
    told = replace(monitor([]), caps=(), files=(), problems=(), published=pl.DataFrame())
    assert CalamineWorkbook.from_filelike(io.BytesIO(workbook(told))).sheet_names == SHEETS
