"""A table in stretches is the table: nothing lost between two, nothing read twice, resumed anywhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from article41.read.tables.streams import Stream, Stretch, open_stream

ROWS = [(f"C-{i}", f"Name {i}, with a comma", i) for i in range(1, 24)]


def csv_file(folder: Path) -> Path:
    path = folder / "t.csv"
    path.write_text("id,name,n\n" + "".join(f'{a},"{b}",{c}\n' for a, b, c in ROWS), encoding="utf-8")
    return path


def jsonl_file(folder: Path) -> Path:
    path = folder / "t.jsonl"
    lines = [json.dumps(dict(zip(("id", "name", "n"), row, strict=True))) for row in ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def parquet_file(folder: Path) -> Path:
    path = folder / "t.parquet"
    pl.DataFrame(ROWS, schema=["id", "name", "n"], orient="row").write_parquet(path, row_group_size=5)
    return path


def workbook(folder: Path) -> Path:
    path = folder / "t.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("id", "name", "n"), *ROWS)):
            sheet.write_row(number, 0, row)
    return path


FILES = [csv_file, jsonl_file, parquet_file, workbook]


def opened(path: Path) -> Stream:
    return open_stream(path, lambda cells: len({"id", "name"} & set(cells)))


def stretches(stream: Stream, size: int, skip: int = 0) -> Iterator[Stretch]:
    with stream.stretches(skip, size) as found:
        yield from found


@pytest.mark.parametrize("made", FILES)
@pytest.mark.parametrize("size", [1, 5, 7, 23, 100])
def test_the_stretches_are_the_table(tmp_path: Path, made: Callable[[Path], Path], size: int) -> None:
    stream = opened(made(tmp_path))
    found = list(stretches(stream, size))
    assert stream.headings == ("id", "name", "n")
    assert all(len(s.grid.rows) <= size for s in found)
    names = [name for s in found for name in s.grid.columns[1]]
    assert names == [name for _, name, _ in ROWS]
    rows = [row for s in found for row in s.grid.rows]
    assert rows == list(range(rows[0], rows[0] + len(ROWS)))
    assert found[-1].done == stream.extent


@pytest.mark.parametrize("made", FILES)
@pytest.mark.parametrize("skip", [0, 5, 22, 23])
def test_it_goes_on_anywhere(tmp_path: Path, made: Callable[[Path], Path], skip: int) -> None:
    stream = opened(made(tmp_path))
    whole = [row for s in stretches(stream, 4) for row in s.grid.rows]
    rest = [row for s in stretches(stream, 4, skip) for row in s.grid.rows]
    assert rest == whole[skip:]


def test_what_no_cell_holds_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'id,name\n1,a\0b\n2,x,y,z\n3,"open\n\n4,d\n')
    [stretch] = stretches(opened(path), 10)
    faults = {(f.index, f.expected.split()[0], f.rest) for f in stretch.grid.faults}
    assert faults == {(0, "text", "1,a\0b"), (1, "2", "y,z"), (2, "quotes", '3,"open')}
    assert stretch.skipped == 1
    assert list(stretch.grid.rows) == [2, 3, 4, 6]


def test_a_line_of_any_length_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"id,name\n1,a\n2," + b"x" * 5_000_000 + b"\n3,c\n")
    [stretch] = stretches(opened(path), 10)
    assert [f.expected for f in stretch.grid.faults] == ["a shorter line"]
    assert list(stretch.grid.columns[0]) == ["1", None, "3"]


def test_a_key_that_only_a_late_line_has_is_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"id": 1}\n' * 5 + '{"name": ["a", "b"]}\n[]\nno\n', encoding="utf-8")
    stream = opened(path)
    assert stream.headings == ("id", "name")
    *_, last = stretches(stream, 4)
    assert list(last.grid.columns[1]) == [None, "a; b", None, None]
    assert last.objects == [{"id": 1}, {"name": ["a", "b"]}, "[]", "no"]
