"""Whatever the bytes, the reader answers with a table or an InputError."""

import io
import json
import tempfile
import time
import zipfile
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from article41.errors import InputError
from article41.read.resolutions.registers import read_facts
from article41.read.tables import Table, read_table

FACTS, _ = read_facts((files("article41") / "law" / "facts.csv").read_text(encoding="utf-8"), "facts.csv")
COLUMNS = [
    "id",
    "date",
    "hs",
    "origin",
    "port_of_loading",
    "quantity",
    "unit",
    "ship_to_ship",
    "notified_on",
    "good",
]

STARTS = st.sampled_from(
    [b"", b"id,date,hs\n", b'{"id":', b"[", b"PAR1", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]
)


def read(content: bytes) -> Table | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t"
        path.write_bytes(content)
        try:
            table = read_table(path, FACTS)
        except InputError:
            return None
    assert table.typed.height == table.raw.height
    bad_rows = set(table.typed.filter(pl.col("problem").is_not_null())["row"])
    heading_row = 1
    assert {p.row for p in table.problems if p.row is not None} <= bad_rows | {heading_row}
    assert all(str(problem) for problem in table.problems)
    return table


@settings(deadline=None, max_examples=150)
@given(STARTS, st.binary(max_size=300))
def test_random_bytes(start: bytes, content: bytes) -> None:
    read(start + content)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(st.text(max_size=12), min_size=10, max_size=10), min_size=1, max_size=4))
def test_random_cells_in_a_delimited_text(rows: list[list[str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [COLUMNS, *rows]]
    read("\n".join(lines).encode("utf-8", errors="surrogatepass"))


@pytest.mark.parametrize(
    "nonsense", ["1" * 90_000 + "x", "2018-01-01 10:00" + " " * 90_000 + "x", "," * 90_000]
)
def test_long_nonsense_is_refused_quickly(nonsense: str) -> None:
    start = time.perf_counter()
    table = read((",".join(COLUMNS) + "\n" + ",".join([f'"{nonsense}"'] * len(COLUMNS))).encode())
    assert time.perf_counter() - start < 1
    assert table is not None
    assert {p.expected for p in table.problems} == {"at most 200 characters"}


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just([]), st.just({})
)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), CELLS), min_size=1, max_size=4))
def test_random_cells_in_jsonl(rows: list[dict[str, object]]) -> None:
    read("\n".join(json.dumps(row) for row in rows).encode())


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=400), st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml"]))
def test_random_parts_of_a_workbook(content: bytes, part: str) -> None:
    packed = io.BytesIO()
    relation = '<Relationship Id="r" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
    parts: dict[str, bytes] = {
        "xl/workbook.xml": b'<workbook><sheets><sheet name="S" sheetId="1" r:id="r"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relation}</Relationships>".encode(),
        "xl/worksheets/sheet1.xml": b"<worksheet><sheetData/></worksheet>",
    }
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (parts | {part: content}).items():
            archive.writestr(name, text)
    read(packed.getvalue())


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.text(max_size=6), st.floats(), st.dates(), st.binary(max_size=4)), min_size=1, max_size=4
    )
)
def test_random_cells_in_parquet(rows: list[tuple[object, ...]]) -> None:
    packed = io.BytesIO()
    schema = {"hs": pl.String, "quantity": pl.Float64, "date": pl.Date, "good": pl.Binary}
    pl.DataFrame(rows, schema=schema, orient="row").write_parquet(packed)
    assert read(packed.getvalue()) is not None
