"""Whatever a list file is, reading it ends in listings, in problems told or in a refusal: soon, and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from article41.errors import InputError
from article41.read.lists.elements import elements
from article41.read.lists.parts import ListLimits, open_parts
from article41.read.lists.rows import rows
from article41.read.lists.tally import Tally

from .attacked import samples
from .mutations import variants

REPOSITORY = Path(__file__).parents[3]
ENDS = {"listings", "problems", "refused"}


@pytest.fixture(scope="module")
def outcomes() -> list[dict[str, Any]]:
    """Of a process of its own: its memory is nobody else's, and it may be ended where it hangs."""
    command = [sys.executable, "-W", "error", "-m", "tests.read.lists.attacked"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603
    said = done.stdout.splitlines()
    assert done.returncode == 0, "\n".join([*said[-1:], done.stderr])
    return [json.loads(line) for line in said]


def test_every_variant_comes_to_a_proper_end(
    outcomes: list[dict[str, Any]], summary_line: Callable[[str], None]
) -> None:
    *found, _ = outcomes
    assert len({o["label"] for o in found}) == len(found) >= 500
    assert [o for o in found if o["said"] not in ENDS] == []
    counted = Counter(o["said"] for o in found)
    assert counted["refused"] > len(found) / 3
    assert counted["problems"] > 0
    summary_line(f"hostile list files: {len(found):,}, of which {dict(counted)}")


def test_none_takes_long(outcomes: list[dict[str, Any]]) -> None:
    *found, _ = outcomes
    # about a second alone; other tests on the same cores make it more, an attack that works makes it minutes
    assert [o for o in found if o["cpu_seconds"] > 10] == []


def test_none_takes_much(outcomes: list[dict[str, Any]]) -> None:
    *_, last = outcomes
    if last["peak_megabytes"] is None:
        pytest.skip("this system does not tell how much memory a process took")
    assert last["peak_megabytes"] < 200


def test_what_must_be_refused_is(outcomes: list[dict[str, Any]]) -> None:
    """An attack that a reader takes for a list would be one that works."""
    said = {o["label"]: o["said"] for o in outcomes[:-1]}
    names = {file.name for sample, file in samples() if sample.is_file() and file.suffix == ".xml"}
    never = (
        "laughs",
        "an entity",
        "a parameter entity",
        "document type",
        "a public one",
        "bomb",
        "cut",
        "deep",
        "encrypted",
    )
    taken = [
        label for label, end in said.items()
        if label.partition(": ")[0] in names and any(word in label for word in never) and end == "listings"
    ]  # fmt: skip
    assert taken == []


def test_the_same_label_is_the_same_file() -> None:
    content = b"<a><b>one</b><b>two</b></a>"
    first, second = (list(variants("a.xml", content, rounds=5, with_heavy=False)) for _ in range(2))
    assert first == second
    assert list(variants("a.xml", content, seed=42, rounds=5, with_heavy=False)) != first


# --- limits that only files too large for a test would reach


def in_file(folder: Path, content: bytes) -> Path:
    path = folder / "list"
    path.write_bytes(content)
    return path


def test_a_record_has_only_so_many_bytes(tmp_path: Path) -> None:
    limits = ListLimits(record_bytes=100_000)
    text = b"<a>" + b"x" * 50_000 + b"</a>"
    roots, containers = frozenset(["list"]), frozenset[str]()

    def read(content: bytes) -> int:
        part = open_parts(in_file(tmp_path, content))[0]
        return sum(1 for _ in elements(part, Tally("list"), roots, containers, limits))

    assert read(b"<list>" + (b"<r>" + text + b"</r>") * 9 + b"</list>") == 10
    with pytest.raises(InputError, match="a record of more than 100,000 bytes"):
        read(b"<list><r>" + text * 9 + b"</r></list>")


@pytest.mark.parametrize("row", [b"x" * 2_100_000, b'"\n",' * 600_000, b"," * 2_100_000])
def test_a_row_has_only_so_many_characters(tmp_path: Path, row: bytes) -> None:
    part = open_parts(in_file(tmp_path, b"a,b\n1,2\n" + row + b"\n"))[0]
    with pytest.raises(InputError, match="at most 2,000,000 characters a row"):
        list(rows(part))


def test_an_element_has_only_so_many_attributes(tmp_path: Path) -> None:
    many = b" ".join(b'a%d=""' % n for n in range(1_001))
    part = open_parts(in_file(tmp_path, b"<list>\n<r><a " + many + b"/></r></list>"))[0]
    with pytest.raises(InputError, match="line 2: an element of 1,001 attributes'; expected at most 1,000"):
        list(elements(part, Tally("list"), frozenset(["list"]), frozenset()))


def test_a_tally_tells_only_so_many_things_apart() -> None:
    tally = Tally("list")
    for number in range(5_000):
        tally.skip(f"thing {number}", f"line {number}")
    assert len(tally.unread) == 1_001
    assert tally.unread["and more"].count == 4_000
