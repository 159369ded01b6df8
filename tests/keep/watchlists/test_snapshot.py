"""A snapshot says what the file said, opens by map, and is refused when one bit of it is another."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from article41.analyse.matching.watchlist import INDEX_VERSION
from article41.errors import InputError
from article41.keep.files import file_hash
from article41.keep.watchlists.snapshot import MEMBERS, NAMES, Snapshot
from article41.keep.watchlists.writing import SUFFIX, write_snapshot
from article41.read.lists.reading import open_list
from tests.listfiles import PARTIES, Party, un_file


def snapshot(folder: Path, *, stamp: str = "2026-01-02T00:00:09.554Z") -> Path:
    return write_snapshot(open_list(un_file(folder, stamp=stamp)), folder / "lists")


def test_it_holds_every_listing_and_its_own_hash(tmp_path: Path) -> None:
    path = snapshot(tmp_path)
    assert path.name == file_hash(path) + SUFFIX
    source = list(open_list(un_file(tmp_path)).listings())
    with Snapshot(path) as opened:
        assert list(opened) == source
        assert [x.reference for x in source] == [p.reference for p in PARTIES]
        assert opened[3] == source[3]
        assert len(opened) == opened.manifest.records == 5
        assert opened.manifest.counts == {
            "Al-Qaida": {"entity": 1, "person": 1}, "DPRK": {"entity": 1, "person": 2},
        }  # fmt: skip
        assert opened.manifest.names == 8
        assert opened.id == path.stem


def test_the_same_list_gives_the_same_bytes(tmp_path: Path) -> None:
    first = snapshot(tmp_path)
    content = first.read_bytes()
    first.unlink()
    assert snapshot(tmp_path).read_bytes() == content


def test_any_tool_can_list_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(snapshot(tmp_path)) as archive:
        assert archive.testzip() is None
        assert {e.filename for e in archive.infolist()} == set(MEMBERS)
        assert archive.read("listings.jsonl").count(b"\n") == 5


@pytest.mark.parametrize(
    ("asked", "reference", "how"),
    [
        ("KPi.901", "KPi.901", "reference or identifier"),
        ("kpi901", "KPi.901", "reference or identifier"),
        ("Sample One Person", "KPi.901", "name"),
        ("PERSON, Sample One", "KPi.901", "name in another order"),
        ("sampel van", "KPi.901", "name"),
        ("sample trading corporation", "KPe.901", "name"),
        ("Sample Trading Corporation (STC)", "KPe.901", "name"),
    ],
)
def test_names_and_references_are_found(tmp_path: Path, asked: str, reference: str, how: str) -> None:
    with Snapshot(snapshot(tmp_path)) as opened:
        [match] = opened.find(asked)
        assert (match.listing.reference, match.how) == (reference, how)


@pytest.mark.parametrize("asked", ["", " ", "...", "corporation sample trading", "Sample", "\ud800"])
def test_what_no_entry_bears_is_not_found(tmp_path: Path, asked: str) -> None:
    with Snapshot(snapshot(tmp_path)) as opened:
        assert opened.find(asked) == ()


def test_a_bank_is_found_by_a_branch(tmp_path: Path) -> None:
    bank = Party("KPe.902", "SAMPLE BANK", more="<COMMENTS1>SWIFT: SAMPKPPY.</COMMENTS1>")
    path = write_snapshot(open_list(un_file(tmp_path, (*PARTIES, bank))), tmp_path / "lists")
    with Snapshot(path) as opened:
        for code in ("SAMPKPPY", "sampkppyxxx", "SAMPKPPY123"):
            assert [m.listing.reference for m in opened.find(code)] == ["KPe.902"], code
        assert opened.find("SAMPKPPZ") == ()


def test_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = snapshot(tmp_path)
    sound = path.read_bytes()
    choose = random.Random(41)
    broken = path.with_name("broken" + SUFFIX)
    refused = 0
    places = [*range(60), *range(len(sound) - 60, len(sound)), *choose.sample(range(len(sound)), 400)]
    for at in places:
        changed = bytearray(sound)
        changed[at] ^= 1 << choose.randrange(8)
        broken.write_bytes(changed)
        try:
            with Snapshot(broken) as opened:
                # a bit that means nothing to a reader: the time or attributes of a member
                assert [x.content_hash for x in opened] == [x.content_hash for x in Snapshot(path)]
                assert len(opened.names) == len(opened)
        except InputError as error:
            refused += "import the list file again" in str(error)
    assert refused > 0.7 * len(places)


def test_names_indexed_by_another_engine_are_indexed_anew(tmp_path: Path) -> None:
    path, older = snapshot(tmp_path), tmp_path / "older.snapshot"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(older, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                content = content.replace(f'"{INDEX_VERSION}"'.encode(), b'"0.0"')
            new.writestr(name, b"of old" if name == NAMES else content)
    with Snapshot(older) as opened:
        assert opened.names.screen(["Sample One Persson"])[0][0].id == "0"


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_cut_snapshot_is_refused(tmp_path: Path, share: float) -> None:
    path = snapshot(tmp_path)
    broken = path.with_name("broken" + SUFFIX)
    broken.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(InputError, match="a damaged snapshot"):
        Snapshot(broken)


def test_no_snapshot_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a snapshot that exists"):
        Snapshot(tmp_path / "none")
