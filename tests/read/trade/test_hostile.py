"""Bad input: named by file, row and column; the bad row left out or its figure null, the rest read."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.errors import InputError, Problem
from article41.flows import READ
from article41.read.tables.limits import Limits
from article41.read.trade import TradeRead, read_trade

HEAD = "period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,qty,netWgt,primaryValue"
GOOD = "2017,156,M,408,H5,2701,5,5,10"


def read(folder: Path, *lines: str, encoding: str = "utf-8", end: str = "\n") -> TradeRead:
    path = folder / "t.csv"
    path.write_bytes((end.join([HEAD, *lines]) + end).encode(encoding))
    return read_trade(path)


def cells(**changes: str) -> str:
    return ",".join((dict(zip(HEAD.split(","), GOOD.split(","), strict=True)) | changes).values())


def places(problems: tuple[Problem, ...]) -> list[tuple[int | None, str | None, str | None]]:
    return [(problem.row, problem.column, problem.found) for problem in problems]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("reporterCode", "9999"),
        ("reporterCode", ""),
        ("partnerCode", "4080"),
        ("partnerCode", "=1+1"),
        ("flowCode", "sideways"),
        ("flowCode", ""),
        ("period", "2017Q3"),
        ("period", "201713"),
        ("period", "201700"),
        ("period", "17"),
        ("period", "99999"),
        ("period", "0001"),
        ("period", "2017-13-01"),
        ("period", ""),
    ],
)
def test_a_row_that_cannot_be_placed_is_left_out(tmp_path: Path, column: str, cell: str) -> None:
    found = read(tmp_path, GOOD, cells(**{column: cell}), GOOD)
    assert places(found.problems) == [(3, column, cell or None)]
    assert "the row is left out" in str(found.problems[0])
    assert found.flows["row"].to_list() == [2, 4]
    assert found.rows == 3


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("primaryValue", "-5", "zero or more"),
        ("primaryValue", "abc", "a plain number"),
        ("primaryValue", "inf", "zero or more"),
        ("primaryValue", "1e999", "zero or more"),
        ("primaryValue", "5 %", "a plain number"),
        ("netWgt", "-7", "zero or more"),
        ("qty", "five", "a plain number"),
    ],
)
def test_a_figure_that_is_none_is_not_known(tmp_path: Path, column: str, cell: str, said: str) -> None:
    found = read(tmp_path, cells(**{column: cell}), GOOD)
    assert places(found.problems) == [(2, column, cell)]
    assert said in str(found.problems[0])
    assert "taken as not known" in str(found.problems[0])
    field = {"primaryValue": "value_usd", "netWgt": "weight_kg", "qty": "quantity"}[column]
    assert found.flows[field].to_list()[0] is None
    assert found.flows[field].to_list()[1] is not None


@pytest.mark.parametrize(
    ("cell", "value"),
    [('"1,234,567"', 1234567), ('"1,234"', None), ("1 234 567", 1234567), ('"1.234.567,5"', 1234567.5)],
)
def test_thousand_separators_are_told_and_read_where_they_can_be_in_one_way(
    tmp_path: Path, cell: str, value: float | None
) -> None:
    found = read(tmp_path, cells(primaryValue=cell))
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.found) == (2, "primaryValue", cell.strip('"'))
    assert found.flows["value_usd"].to_list() == [value]


@pytest.mark.parametrize("code", ["coal", "00", "0", "77", "27-01-1x", "1234567890123", ""])
def test_a_code_that_is_none_leaves_a_row_without_a_code(tmp_path: Path, code: str) -> None:
    found = read(tmp_path, cells(cmdCode=code))
    assert places(found.problems) == [(2, "cmdCode", code or None)]
    assert found.flows.select("code", "value_usd").rows() == [(None, 10)]


def test_ragged_rows(tmp_path: Path) -> None:
    found = read(tmp_path, "2017,156,M", GOOD, GOOD + ",more", "", GOOD + ",", ",,,,,,,,")
    assert places(found.problems) == [(2, None, "3 cells"), (4, None, "10 cells")]
    assert found.flows["row"].to_list() == [3, 6]
    assert found.rows == 4  # a blank row is none


def test_nul_bytes(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, GOOD.replace("2701", "27\0" + "01"), GOOD)
    assert [(p.row, p.expected) for p in found.problems] == [(3, "text without NUL bytes")]
    assert found.flows["row"].to_list() == [2, 4]


def test_a_quote_that_never_closes_costs_one_row(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD, GOOD.replace("2701", '"2701'), GOOD)
    assert [p.row for p in found.problems] == [3]
    assert found.flows["row"].to_list() == [2, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_line_ends_and_delimiters(tmp_path: Path, encoding: str, end: str, delimiter: str) -> None:
    path = tmp_path / "t.csv"
    lines = [HEAD + ",cmdDesc", GOOD + ",Café", GOOD + ",Thé"]
    path.write_bytes((end.join(line.replace(",", delimiter) for line in lines) + end).encode(encoding))
    found = read_trade(path)
    assert found.problems == ()
    assert found.flows.select("row", "words").rows() == [(2, "Café"), (3, "Thé")]


def test_headings_unquoted_and_rows_quoted_with_a_delimiter_at_their_end(tmp_path: Path) -> None:
    row = ",".join(f'"{cell}"' for cell in GOOD.split(",")) + ","
    found = read(tmp_path, row, row)
    assert (found.problems, found.flows["row"].to_list()) == ((), [2, 3])


def test_titles_above_the_headings_are_counted_as_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Trade of China\n\n" + HEAD + "\n" + GOOD + "\n" + cells(flowCode="?") + "\n")
    found = read_trade(path)
    assert (found.flows["row"].to_list(), [p.row for p in found.problems]) == ([4], [5])


def test_a_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("sep=;\n" + (HEAD + "\n" + GOOD).replace(",", ";") + "\n")
    assert read_trade(path).flows["row"].to_list() == [2]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "an empty file"),
        (b"<!DOCTYPE html><html><body>Too many requests</body></html>", "a web page"),
        (b"\n <html><head><title>502</title></head></html>", "a web page"),
        (b"<error>limit</error>\n", "trade statistics"),
        (b'{"data": []}', "JSON"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08\x00rest", "gzip"),
        (b"PAR1 and no more", "Parquet"),
        (b"name,country\nKim,KP\n", "trade statistics"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_table_of_trade_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_trade(path)


def test_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("t.csv", HEAD)
    with pytest.raises(InputError, match="unpack it"):
        read_trade(path)


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="exists"):
        read_trade(tmp_path / "no.csv")
    with pytest.raises(InputError, match="folder"):
        read_trade(tmp_path)


def test_headings_alone(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.rows, found.flows.height, found.problems) == (0, 0, ())


def test_many_problems_are_listed_to_a_limit_and_then_counted_by_kind(tmp_path: Path) -> None:
    bad = [cells(flowCode="?"), cells(primaryValue="-1"), cells(partnerCode="4080"), cells(cmdCode="x")]
    found = read(tmp_path, *(bad * 300), GOOD)
    listed = [p for p in found.problems if p.row is not None]
    assert len(listed) == 200
    assert {(p.column, p.found) for p in found.problems if p.row is None} == {
        (column, "and 250 more rows") for column in ("flowCode", "primaryValue", "partnerCode", "cmdCode")
    }
    assert [p.row for p in listed] == sorted(p.row for p in listed if p.row)
    assert found.flows["row"].max() == 1202


def test_the_same_file_tells_the_same_every_time(tmp_path: Path) -> None:
    lines = [
        cells(flowCode=f"?{i % 7}", partnerCode=str(4000 + i % 11), primaryValue=f"-{i}") for i in range(400)
    ]
    first = read(tmp_path, *lines)
    assert all(read(tmp_path, *lines).problems == first.problems for _ in range(4))


def test_hostile_cells_and_names(tmp_path: Path) -> None:
    path = tmp_path / "=cmd|' C calc'!A0\x1b[31m.csv"
    path.write_text(HEAD + ",cmdDesc\n" + cells(flowCode="\x1b[2J") + ",x\n" + GOOD + ",=HYPERLINK(1)\n")
    found = read_trade(path)
    assert found.flows["words"].to_list() == ["=HYPERLINK(1)"]
    assert "\x1b" not in str(found.problems[0])


def test_a_huge_cell_and_a_line_too_long(tmp_path: Path) -> None:
    found = read(tmp_path, cells(flowCode="M" * 400_000), GOOD)
    assert (found.flows["row"].to_list(), [p.row for p in found.problems]) == ([3], [2])
    found = read(tmp_path, cells(flowCode="M" * 1_500_000), GOOD)
    assert (found.flows["row"].to_list(), [p.row for p in found.problems]) == ([3], [2])


HEADINGS = ["period", "refYear", "reporterCode", "reporterISO", "flowCode", "partnerCode", "partnerISO"]
HEADINGS += [
    "classificationCode",
    "cmdCode",
    "aggrLevel",
    "motCode",
    "qty",
    "qtyUnitCode",
    "primaryValue",
    "t",
    "i",
    "j",
]
HEADINGS += [
    "k",
    "v",
    "Element",
    "Item",
    "Item Code (CPC)",
    "Year",
    "Unit",
    "Value",
    "数据年月",
    "贸易伙伴编码",
    "美元",
]
CELLS = [
    "2017",
    "201713",
    "156",
    "CHN",
    "408",
    "PRK",
    "M",
    "X",
    "H5",
    "S3",
    "TOTAL",
    "0106",
    "106",
    "-1",
    "0",
    "1e400",
]
CELLS += [
    "",
    " ",
    "nan",
    "=1+1",
    '"',
    '""',
    "a,b",
    "\0",
    "\ufeff",
    "−5",
    "１５６",
    "Import Value",
    "1000 US$",
    "109",
]


@given(
    st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=9),
    st.lists(st.lists(st.one_of(st.sampled_from(CELLS), st.text(max_size=5)), max_size=10), max_size=6),
    st.sampled_from(["utf-8", "utf-16", "gb18030"]),
)
def test_any_table_is_read_or_refused_in_plain_words(
    headings: list[str], rows: list[list[str]], encoding: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        lines = [",".join(headings), *(",".join(row) for row in rows)]
        path.write_bytes("\n".join(lines).encode(encoding, "replace"))
        try:
            found = read_trade(path, {"reporter": "CHN", "flow": "X", "period": "2017", "code": "TOTAL"})
        except InputError:
            return
        assert dict(found.flows.schema) == dict(pl.Schema(READ))
        assert found.usual(found.flows.select("reporter", "flow", "code")).height >= 0


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_plain_words(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(content)
        with pytest.raises(InputError):
            read_trade(path)


def test_more_rows_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\n".join([HEAD, *[GOOD] * 5]))
    with pytest.raises(InputError, match="at most 4 rows"):
        read_trade(path, limits=Limits(rows=4))
    assert read_trade(path, limits=Limits(rows=5)).rows == 5
