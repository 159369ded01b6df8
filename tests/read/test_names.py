"""A user's file of names: one a line or a column, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41.errors import InputError
from article41.read.names import LONGEST, read_names


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"Ann Sample\n\n  Bo Sample  \r\nSample, Ann", ("Ann Sample", "Bo Sample", "Sample, Ann")),
        ("a.txt", b"name\nAnn\n", ("Ann",)),
        ("a.csv", b'id,Full Name\n1,Ann\n2,"Sample, Bo"\n3,\n4\n', ("Ann", "Sample, Bo")),
        ("a.csv", b"id;Name\n1;Ann\n", ("Ann",)),
        ("a.csv", "\ufeffName\tid\nÄnn\t1\n".encode(), ("Änn",)),
        ("a.txt", "Name\n김".encode("utf-16"), ("김",)),
    ],
)
def test_names_are_read(tmp_path: Path, name: str, data: bytes, expected: tuple[str, ...]) -> None:
    found = read_names(written(tmp_path, name, data))
    assert found.texts == expected
    assert not found.problems


def test_broken_utf8_is_read_and_said(tmp_path: Path) -> None:
    found = read_names(written(tmp_path, "a.txt", b"Ann\nB\xff\xfeo\nCy\n"))
    assert found.texts[0] == "Ann"
    assert len(found.texts) == 3
    assert found.notes


@pytest.mark.parametrize("length", [LONGEST + 1, 3_000_000])
def test_a_huge_line_is_told_and_the_others_are_read(tmp_path: Path, length: int) -> None:
    found = read_names(written(tmp_path, "a.txt", b"Ann\n" + b"x" * length + b"\nBo\n"))
    assert found.texts == ("Ann", "Bo")
    (problem,) = found.problems
    assert problem.row == 2
    assert f"{LONGEST:,}" in str(problem)


def test_a_table_without_a_column_of_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"row 1: found 'id,wares'; expected a column 'name'"):
        read_names(written(tmp_path, "a.csv", b"id,wares\n1,coal\n"))


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", b""), ("a.txt", b"PK\x03\x04rest"), ("a.json", b'{"name": "Ann"}'), ("a.txt", b"%PDF-1")],
)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(InputError):
        read_names(written(tmp_path, name, data))


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a file that exists"):
        read_names(tmp_path / "absent.txt")


def test_an_open_quote_costs_no_other_row(tmp_path: Path) -> None:
    found = read_names(written(tmp_path, "a.csv", b'id,name\n1,Ann\n2,"Bo\n3,Cy\n'))
    assert "Ann" in found.texts
    assert found.problems
