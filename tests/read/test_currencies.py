"""Amounts beside another currency are told by row; dollars and blanks are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41.read.currencies import foreign_amounts
from article41.read.resolutions import load_law
from article41.read.tables import read_table


@pytest.mark.parametrize("heading", ["currency", "Currency code", "CCY"])
def test_only_other_money_is_told(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        f"date,hs,value_usd,{heading}\n2018-02-01,2701,1,USD\n2018-02-01,2701,2,eur\n2018-02-01,2701,3,\n2018-02-01,2701,,CNY\n"
    )
    found = foreign_amounts(read_table(path, load_law().facts))
    assert [(p.row, p.column, p.found, p.expected) for p in found] == [(3, heading, "eur", "USD")]


def test_a_table_without_such_a_column_has_none(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("date,hs,value_usd\n2018-02-01,2701,1\n")
    assert foreign_amounts(read_table(path, load_law().facts)) == []
