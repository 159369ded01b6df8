"""Tables laid beside trade statistics: what is missing is said, good rows stand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.read.accounts import read_account


def _write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_reported_supplies(tmp_path: Path) -> None:
    text = "good,state,from,to,tonnes,barrels\nrefined_petroleum,China,2021-08-01,2021-08-31,1410,11745\n"
    found = read_account(_write(tmp_path, text), "reported")
    assert found.problems == ()
    row = found.rows.row(0, named=True)
    assert (row["state"], row["from"], row["barrels"]) == ("CHN", date(2021, 8, 1), 11745)


def test_a_row_without_what_is_needed_is_named_and_the_others_stand(tmp_path: Path) -> None:
    text = "date,vessel,dwt\n2019-05-01,A,1150\nsoon,B,900\n2019-06-01,C,\n"
    found = read_account(_write(tmp_path, text), "calls")
    assert found.rows["vessel"].to_list() == ["A"]
    assert {(p.row, p.column) for p in found.problems} == {(3, "date"), (4, "dwt")}


def test_a_missing_column_is_told_with_what_stands_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a column 'reply'"):
        read_account(_write(tmp_path, "state,answer\nChina,typed wrongly\n"), "replies")


def test_a_reply_on_a_heading_keeps_its_zero(tmp_path: Path) -> None:
    found = read_account(_write(tmp_path, "state,hs,year,reply\nNGA,0303,2021,meant KR\n"), "replies")
    assert found.rows.row(0, named=True)["hs"] == "0303"


def test_reports_filed(tmp_path: Path) -> None:
    text = "state,resolution,filed,symbol\nFR,2397,2018-03-20,S/AC.49/2018/1\nXX,2397,,\n"
    found = read_account(_write(tmp_path, text), "filings")
    assert found.rows["state"].to_list() == ["FRA"]
    assert [p.row for p in found.problems] == [3]
