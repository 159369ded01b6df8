"""CSV read fast is CSV read carefully: the same rows, numbers and faults as the project's own reader finds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from article41.read.tables.streams import open_stream
from article41.read.trade.formats import count_known
from article41.read.trade.opening import open_trade
from article41.read.trade.text import text_batches

HEAD = "period,reporterISO,flowCode,partnerISO,cmdCode,cmdDesc,primaryValue"
PLAIN = '2017,CHN,M,PRK,2701,"Coal, hard",5'
WIDTH = HEAD.count(",") + 1

_cell = st.one_of(
    st.sampled_from(
        [
            "2017",
            "CHN",
            "M",
            "PRK",
            "2701",
            "",
            " ",
            "x,y",
            'a "b" c',
            "two\nlines",
            '"',
            "é",
            "\0",
            "a\x1eb",
            "a\u2028b",
        ]
    ),
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=4),
)
_quoted = _cell.map(lambda cell: '"' + cell.replace('"', '""') + '"')
_bare = _cell.map(lambda cell: cell.replace("\n", " ").replace(",", " ").replace("\r", " "))
_row = st.lists(st.one_of(_quoted, _bare), min_size=WIDTH - 1, max_size=WIDTH + 2).map(",".join)
_plain = st.just(PLAIN)


def _ends(cell: str) -> str:
    """Line ends within a cell are read as one kind."""
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def careful(path: Path) -> tuple[list[tuple[object, ...]], list[int]]:
    """Rows and faulty rows as the project's reader of tables finds them."""
    rows: list[tuple[object, ...]] = []
    faulty: list[int] = []
    stream = open_stream(path, count_known)
    with stream.stretches(0, 1000) as stretches:
        for stretch in stretches:
            grid = stretch.grid
            bad = {fault.index for fault in grid.faults}
            for index, row in enumerate(grid.rows):
                cells = tuple(_ends(column[index] or "") for column in grid.columns)
                if index in bad:
                    faulty.append(row)
                else:
                    rows.append((row, *cells))
    return rows, faulty


def fast(path: Path) -> tuple[list[tuple[object, ...]], list[int]]:
    rows: list[tuple[object, ...]] = []
    faulty: list[int] = []
    opened = open_trade(path)
    for batch in text_batches(opened):
        for row, *cells in batch.frame.iter_rows():
            rows.append((row, *(cell or "" for cell in cells)))
        faulty += (fault.row for fault in batch.faults)
    return rows, faulty


@given(st.lists(st.one_of(_row, _plain, _plain), max_size=8), st.sampled_from(["\n", "\r\n"]))
@example(['2017,CHN,M,PRK,2701,"open,5', "2017,CHN,M,PRK,2701,x,5"], "\n")
@example(['2017,CHN,M,PRK,2701,15" wide,5', '2017,CHN,M,PRK,2701,"a ""b"" c",5'], "\n")
@example(['"2017","CHN","M","PRK","2701","x","5","6",', '2017,"CHN","M","PRK","2701","x",5,'], "\n")
@example(['2017,CHN,M,PRK,2701,"two\nlines",5', "", ",,,,,,", "2017,CHN,M,PRK,2701,x,5,"], "\r\n")
def test_the_same_rows_are_found(rows: list[str], end: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        lines = [HEAD, *rows, *[PLAIN] * 40]  # so much of it is text that it is taken for a table
        path.write_bytes((end.join(lines) + end).encode("utf-8", "replace"))
        assert fast(path) == careful(path)


def test_stretches_are_cut_at_line_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    lines = [
        f'2017,CHN,M,PRK,2701,"words {i}, and\nmore",{i}' if i % 5 == 0 else f"2017,CHN,M,PRK,2701,w{i},{i}"
        for i in range(200)
    ]
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    whole = careful(path)
    for size in (1, 50, 333, 5000):
        monkeypatch.setattr("article41.read.trade.text._STRETCH", size)
        assert fast(path) == whole


def test_a_stray_quote_does_not_swallow_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("article41.read.trade.text._STRETCH", 200)
    path = tmp_path / "t.csv"
    lines = [f"2017,CHN,M,PRK,2701,{chr(34) if i == 3 else ''}w{i},{i}" for i in range(100)]
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    rows, faulty = fast(path)
    assert faulty == [5]
    assert len(rows) == 99
