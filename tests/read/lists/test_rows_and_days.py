"""Rows that belong to one record, headings that are not plain, and days in the European order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from article41.dates import Moment
from article41.errors import InputError
from article41.read.lists import rows as module
from article41.read.lists.parts import LIMITS, Part, open_parts
from article41.read.lists.rows import records, rows
from article41.read.lists.tally import Tally
from article41.read.lists.values import parse_european_day, parse_moment


def _part(tmp_path: Path, text: str) -> Part:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return open_parts(path)[0]


def test_rows_of_one_record_are_read_together(tmp_path: Path) -> None:
    part = _part(tmp_path, "id,word\n1,a\n1,b\n2,c\n1,d\n")
    found = [(key, [row.take("word") for row in group]) for key, group in records(rows(part), "id")]
    assert found == [("1", ["a", "b"]), ("2", ["c"]), ("1", ["d"])]


def test_a_record_of_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LIMITS", replace(LIMITS, record_rows=2))
    part = _part(tmp_path, "id\n1\n1\n1\n")
    _, group = next(records(rows(part), "id"))
    with pytest.raises(InputError, match="a record of more than 2 rows"):
        list(group)


def test_a_heading_may_be_read_by_the_format(tmp_path: Path) -> None:
    def heading(lines: Iterator[list[str]]) -> list[str]:
        assert next(lines) == ["Report of a sample"]
        return [name.casefold() for name in next(lines)]

    part = _part(tmp_path, "Report of a sample\nID,Word\n1,a\n")
    row = next(rows(part, columns=heading, required=("id",)))
    assert (row.take("id"), row.has(["word"]), row.number) == ("1", True, 3)
    tally = Tally("table.csv")
    row.leave(tally)
    assert list(tally.unread) == ["column word"]


def test_days_in_the_european_order() -> None:
    assert parse_european_day("4.7.2018") == parse_european_day("04/07/2018") == date(2018, 7, 4)
    assert parse_european_day("2018-07-04") == date(2018, 7, 4)
    for text in ("31/02/2018", "4.7/2018", "13/13/2018", "٤/٧/٢٠١٨"):
        with pytest.raises(ValueError, match=r"^.+$"):
            parse_european_day(text)


def test_a_moment_does_not_end_before_it_begins_nor_go_on_for_ever() -> None:
    assert parse_moment("1958 to 1960") == Moment(date(1958, 1, 1), date(1960, 12, 31), "between")
    for text in ("1960 to 1958", "1950 to " * 5_000 + "1950", "circa " * 5_000 + "1950"):
        with pytest.raises(ValueError, match=r"1950|1960"):
            parse_moment(text)
