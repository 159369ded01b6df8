"""Damaged and hostile files against a list that stands: each is refused in words, and the list still stands."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.keep.watchlists.importing import Origin, import_list
from article41.keep.watchlists.store import Store
from article41.read.lists.reading import open_list
from tests.read.lists.mutations import variants

SAMPLES = Path(__file__).parents[2] / "read" / "lists" / "samples"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
DAY = date(2026, 1, 2)
SEED, FLIPS = 41, 600
BECAME = ("current", "unchanged")


def take(store: Store, path: Path, key: str | None = None) -> str:
    source = open_list(path, key)
    source.day = None if source.format.is_dated else DAY
    return import_list(store, source, Origin(path.name), NOW).became


def taken_or_why(store: Store, path: Path, key: str | None) -> str:
    try:
        return take(store, path, key)
    except InputError as error:
        return str(error)


def everything(store: Store) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in store.folder.rglob("*") if p.is_file() and p.suffix != ".lock"}


@pytest.mark.parametrize(
    ("name", "key"),
    [("un_sample.xml", None), ("uk.csv", None), ("ofac_sdn.xml", "ofac_sdn"), ("ca_sema.xml", None)],
)
def test_no_hostile_file_replaces_the_list(
    name: str, key: str | None, tmp_path: Path, summary_line: Callable[[str], None]
) -> None:
    store = Store(tmp_path / "lists")
    sound = (SAMPLES / name).read_bytes()
    take(store, SAMPLES / name, key)
    before = everything(store)
    stamps = {v.stamp for v in store.index(store.lists()[0]).versions}
    said = Counter[str]()
    for variant in variants(name, sound, with_heavy=name == "un_sample.xml"):
        path = tmp_path / name
        path.write_bytes(variant.content)
        became = taken_or_why(store, path, key)
        said[became if became in BECAME else "refused"] += 1
        if became == "current":  # it says of itself that it is newer, and nothing contradicts it
            version = store.current(store.lists()[0])
            assert version.stamp > max(stamps), variant.label
            store = Store(tmp_path / f"lists {said['current']}")
            take(store, SAMPLES / name, key)
            before = everything(store)
        else:  # refused in words, or the same bytes in a packing
            assert became.strip(), variant.label
            assert everything(store) == before, variant.label
    summary_line(f"hostile {name} against a list that stands: {dict(said)}")
    assert said.total() > 200


def test_a_flip_of_any_bit_is_refused(tmp_path: Path) -> None:
    """The list says of which moment it is: other bytes of that moment are not it, whatever they say."""
    store = Store(tmp_path / "lists")
    name = "un_sample.xml"
    sound = (SAMPLES / name).read_bytes()
    take(store, SAMPLES / name)
    before = everything(store)
    start = sound.index(b'dateGenerated="') + len(b'dateGenerated="')
    choose = random.Random(SEED)
    path = tmp_path / name
    for at in choose.sample([n for n in range(len(sound)) if not start <= n < start + 24], FLIPS):
        changed = bytearray(sound)
        changed[at] ^= 1 << choose.randrange(8)
        path.write_bytes(changed)
        with pytest.raises(InputError, match=r"expected .+"):
            take(store, path)
        assert everything(store) == before, at


def test_a_cut_anywhere_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "lists")
    name = "un_sample.xml"
    sound = (SAMPLES / name).read_bytes()
    take(store, SAMPLES / name)
    before = everything(store)
    path = tmp_path / name
    for size in sorted({*range(0, len(sound.rstrip()), max(1, len(sound) // 300)), len(sound.rstrip()) - 1}):
        path.write_bytes(sound[:size])
        with pytest.raises(InputError):
            take(store, path)
        assert everything(store) == before, size
