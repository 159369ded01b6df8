"""Damaged and hostile files of Canada's, Australia's, the United States' lists and FollowTheMoney: what is
wrong is told as such, and nothing else happens."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.read.lists.reading import open_list

from .test_au import NEW, NEW_ROWS, OLD, OLD_ROWS, write

_SAMPLES = Path(__file__).parent / "samples"
_FILES = {
    "ca_sema.xml": "ca_xml",
    "ca_sema_bilingual.xml": "ca_xml",
    "us_dpl.txt": "us_dpl_txt",
    "us_csl.csv": "us_csl_csv",
    "ftm_entities.json": "ftm_json",
    "ftm_nested.json": "ftm_json",
    "targets.simple.csv": "ftm_simple_csv",
}
_TRIES = 40


def _flip(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.randint(1, 4)):
        data[rng.randrange(len(data))] = rng.randrange(256)


def _cut(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data)) :]


def _remove(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    del data[start : start + rng.randint(1, 40)]


def _repeat(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.randint(1, 200)]
    place = rng.randrange(len(data))
    data[place:place] = piece * rng.randint(1, 5)


def _insert(data: bytearray, rng: random.Random) -> None:
    pieces = (
        b"\0",
        b'"',
        b"'",
        b"<",
        b"&x;",
        b"{",
        b"]",
        b"\n",
        b"\t",
        b";",
        b"\xff\xfe",
        b"null",
        b"1e999",
        b"\xd8",
    )
    place = rng.randrange(len(data))
    data[place:place] = rng.choice(pieces) * rng.randint(1, 3)


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _cut, _remove, _repeat, _insert)


def _survives(path: Path, reader: str) -> None:
    own = "my_list" if reader.startswith("ftm") else None
    try:
        file = open_list(path, own, reader=reader)
        listings = list(file.listings())
    except InputError:
        return
    assert listings or file.tally.problems


def _attack(path: Path, reader: str, sound: bytes, seed: int) -> None:
    rng = random.Random(seed)
    for number in range(_TRIES):
        data = bytearray(sound)
        _WAYS[number % len(_WAYS)](data, rng)
        path.write_bytes(bytes(data) or b" ")
        _survives(path, reader)


@pytest.mark.parametrize("name", _FILES)
def test_damaged_samples(name: str, tmp_path: Path) -> None:
    _attack(tmp_path / name, _FILES[name], (_SAMPLES / name).read_bytes(), seed=41)


@pytest.mark.parametrize("vintage", ["old", "new"])
def test_damaged_workbooks(vintage: str, tmp_path: Path) -> None:
    headings, rows = (OLD, OLD_ROWS) if vintage == "old" else (NEW, NEW_ROWS)
    path = write(tmp_path / "list.xlsx", headings, rows)
    _attack(path, "au_xlsx", path.read_bytes(), seed=42)


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (
            "ca_xml",
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><data-set><record>&b;</record></data-set>',
        ),
        ("ca_xml", "<data-set>" + "<record>" * 100 + "</record>" * 100 + "</data-set>"),
        ("us_dpl_txt", "Name\tName\n"),
        ("us_csl_csv", '_id,source\n"'),
        ("ftm_json", '{"id": "x", "schema": "Person", "properties": ' + '{"a": [' * 2_000),
        (
            "ftm_json",
            '{"id": "x", "schema": "Person", "properties": {"name": [[["x"]], 1, null, {"id": 1}]}}',
        ),
        ("ftm_json", '{"id": 1, "schema": ["Person"], "properties": []}'),
        ("ftm_simple_csv", "id,schema\n"),
    ],
)
def test_hostile_files(reader: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    _survives(path, reader)


def test_long_cells_are_read_quickly(tmp_path: Path) -> None:
    """No pattern may take longer than the text is long: 150,000 characters in each cell."""
    many = ["1990 and between ", "a) ", "listed ", "1", "(", "Russian: ", ", ", "IMO ", "gender: "]
    for piece in many:
        cell = (piece * 150_000)[:150_000]
        ca = tmp_path / "ca.xml"
        tags = "".join(
            f"<{t}>{cell}</{t}>" for t in ("Aliases", "DateOfBirthOrShipBuildDate", "Country", "Item")
        )
        ca.write_text(f"<data-set><record><LastName>X</LastName>{tags}</record></data-set>", encoding="utf-8")
        _survives(ca, "ca_xml")
        au = write(
            tmp_path / "au.xlsx", OLD, [["1", "X", "Entity", "Primary Name", *[cell[:32_000]] * 6, "C", "d"]]
        )
        _survives(au, "au_xlsx")
        csl = tmp_path / "csl.csv"
        headings = (_SAMPLES / "us_csl.csv").read_text(encoding="utf-8").splitlines()[0]
        csl.write_text(f"{headings}\n" + ",".join([f'"{cell}"'] * 29) + "\n", encoding="utf-8")
        _survives(csl, "us_csl_csv")
