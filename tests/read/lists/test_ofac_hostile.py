"""Damaged and hostile files of OFAC's formats: a clear error or a problem told, never anything else."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from article41.errors import InputError

from .ofac_files import ADVANCED, CSV, XML, read

_EACH = 60
_CELL = 130_000
"""Characters of a cell, just below the most that are read."""
_TOKENS = (
    *(
        b"<",
        b">",
        b"&",
        b"&x;",
        b'"',
        b"'",
        b"''",
        b",",
        b"; ",
        b"\n",
        b"\r",
        b"\0",
        b"\x1a",
        b"\xff",
        b"\xef\xbb\xbf",
    ),
    *(
        b"-0-",
        b"-1",
        b"99999999999999999999",
        b"0",
        b"(",
        b")",
        b"((((",
        b"a.k.a. '",
        b"DOB circa circa to to 0000",
    ),
    *(b" issued  issued 2000", b"<!DOCTYPE x>", b"<a>", b"</a>", b"<a/>", b"\xe2\x80\xae", b"\xcc\x81" * 50),
)

_VALUES = (
    "",
    "0",
    "-1",
    "x",
    " ",
    "9" * 5_000,
    "\u202e",
    "Region: ",
    "1;2",
    ",",
    "(x)",
    "²",
    "٣",
    "IMO 123",
    "13",
)


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data)) :]


def _insert(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = chance.choice(_TOKENS) * chance.choice((1, 1, 2, 400))


def _replace(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at : at + chance.randint(1, 30)] = chance.choice(_TOKENS)


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    piece = bytes(data[at : at + chance.randint(1, 400)])
    data[at:at] = piece * chance.randint(1, 20)


def _digits(data: bytearray, chance: random.Random) -> None:
    places = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    for _ in range(5):
        data[chance.choice(places)] = chance.choice(b"0123456789x-")


def _read_or_refuse(path: Path) -> int:
    """How many listings there are, or else how many problems."""
    try:
        listings, file = read(path, "ofac_sdn")
    except InputError as error:
        return len(error.problems)
    return len(listings) or len(file.tally.problems)


@pytest.mark.parametrize("harm", [_flip, _cut, _insert, _replace, _repeat, _digits])
@pytest.mark.parametrize(
    "sample", [CSV / "sdn.csv", CSV / "alt.csv", CSV / "add.csv", CSV / "sdn_comments.csv", XML, ADVANCED],
    ids=lambda path: path.name,
)  # fmt: skip
def test_damage_is_an_input_error_or_a_problem(
    tmp_path: Path, sample: Path, harm: Callable[[bytearray, random.Random], None]
) -> None:
    chance = random.Random(f"{sample.name} {harm.__name__}")
    if sample.parent == CSV:
        shutil.copytree(CSV, tmp_path, dirs_exist_ok=True)
    for _ in range(_EACH if sample.parent == CSV else _EACH // 3):
        data = bytearray(sample.read_bytes())
        harm(data, chance)
        (tmp_path / sample.name).write_bytes(data)
        found = _read_or_refuse(tmp_path if sample.parent == CSV else tmp_path / sample.name)
        assert found > 0


def _change(root: Any, chance: random.Random) -> None:
    """One change that leaves the file well-formed: an element gone, doubled, renamed, moved, or refilled."""
    elements = list(root.iter())
    one, other = chance.choice(elements[1:]), chance.choice(elements)
    match chance.randrange(6):
        case 0:
            one.getparent().remove(one)
        case 1:
            one.getparent().append(deepcopy(one))
        case 2:
            one.tag = other.tag
        case 3:
            other.append(deepcopy(one))
        case 4:
            one.text = chance.choice(_VALUES)
        case 5 if one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(_VALUES))


@pytest.mark.parametrize("sample", [XML, ADVANCED], ids=lambda path: path.name)
def test_well_formed_nonsense_is_an_input_error_or_a_problem(tmp_path: Path, sample: Path) -> None:
    chance = random.Random(sample.name)
    for _ in range(2 * _EACH):
        tree = etree.parse(str(sample))
        for _ in range(chance.randint(1, 4)):
            _change(tree.getroot(), chance)
        tree.write(str(tmp_path / sample.name), encoding="utf-8")
        assert _read_or_refuse(tmp_path / sample.name) > 0


@pytest.mark.parametrize(
    "remark",
    [
        "a.k.a. '" * 20_000,
        "; ".join(["a.k.a. 'X"] * 20_000),
        "Passport 1" + " issued 2000" * 15_000,
        "Passport " + "(" * 150_000,
        "Passport 1" + "(a)" * 50_000,
        "DOB " + "circa " * 30_000,
        "DOB " + "1 to " * 30_000,
        "POB " + "a, " * 60_000,
        "Executive Order " + "9" * 150_000,
        "Listing Date (" * 10_000,
        "." * 190_000,
    ],
    ids=lambda remark: remark[:20],
)
def test_long_remarks_take_no_long_time(tmp_path: Path, remark: str) -> None:
    cells = ",".join(['1,"SAMPLE","individual","CUBA"', *["-0- "] * 7, f'"{remark[:_CELL]}; X; Y"'])
    (tmp_path / "sdn.csv").write_text(cells + "\r\n", encoding="utf-8")
    listings, _ = read(tmp_path / "sdn.csv", "ofac_sdn")
    assert list(listings) == ["1"]
