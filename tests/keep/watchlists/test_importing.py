"""What may become the current list, and that everything else leaves the store as it was."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from article41.errors import InputError, OutsideCoverage, UnknownName
from article41.keep.watchlists import importing
from article41.keep.watchlists.guards import Concern
from article41.keep.watchlists.importing import Imported, Origin, Wish, import_list
from article41.keep.watchlists.store import Store
from article41.read.lists.reading import open_list
from article41.read.lists.sources import is_list_key
from tests.listfiles import PARTIES, many, un_file

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FIRST, LATER, YEARS_LATER = "2026-01-02T00:00:09.554Z", "2026-01-20T00:00:01.000Z", "2026-06-20T00:00:01.000Z"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "lists")


def taken(store: Store, path: Path, *, force: bool = False, archive: bool = False) -> Imported:
    return import_list(store, open_list(path), Origin(path.name), NOW, Wish(force, archive))


def everything(store: Store) -> dict[str, bytes]:
    return {
        str(p): p.read_bytes()
        for p in store.folder.rglob("*")
        if p.is_file() and not p.name.endswith(".lock")
    }


def refused(store: Store, path: Path, why: str, *, archive: bool = False) -> str:
    before = everything(store)
    with pytest.raises(InputError, match=why) as caught:
        taken(store, path, archive=archive)
    assert everything(store) == before
    return str(caught.value)


def test_the_first_list_becomes_current(store: Store, tmp_path: Path) -> None:
    found = taken(store, un_file(tmp_path))
    assert (found.became, found.before, found.said) == ("current", None, ())
    version = store.current("un")
    assert version == found.version
    assert (version.list_date, version.records, version.imported_at) == (date(2026, 1, 2), 5, NOW)
    with store.open("un", version) as snapshot:
        assert len(snapshot) == 5


def test_the_same_file_again_changes_nothing_but_the_time(store: Store, tmp_path: Path) -> None:
    first = taken(store, un_file(tmp_path))
    again = taken(store, un_file(tmp_path))
    assert again.became == "unchanged"
    assert again.version == first.version
    assert len(store.index("un").versions) == 1


def test_an_older_list_is_refused_archived_or_forced(store: Store, tmp_path: Path) -> None:
    taken(store, un_file(tmp_path, stamp=LATER))
    old = un_file(tmp_path, PARTIES[:4], stamp=FIRST)
    said = refused(store, old, "older than the current one")
    assert "--archive keeps it" in said
    kept = taken(store, old, archive=True)
    assert kept.became == "archived"
    assert store.current("un").list_date == date(2026, 1, 20)
    assert store.as_of("un", date(2026, 1, 19)).list_date == date(2026, 1, 2)
    assert store.as_of("un", date(2026, 1, 20)).list_date == date(2026, 1, 20)
    with pytest.raises(OutsideCoverage, match="the oldest one kept is of 2026-01-02"):
        store.as_of("un", date(2026, 1, 1))
    forced = taken(store, old, force=True)
    assert store.current("un").list_date == date(2026, 1, 2)
    assert "older than current" in forced.version.forced


def test_an_hour_earlier_is_older(store: Store, tmp_path: Path) -> None:
    taken(store, un_file(tmp_path, stamp="2026-01-02T10:00:00.000Z"))
    refused(
        store, un_file(tmp_path, PARTIES[:4], stamp="2026-01-02T09:00:00.000Z"), "older than the current one"
    )


def test_the_same_moment_with_other_bytes_is_refused(store: Store, tmp_path: Path) -> None:
    path = un_file(tmp_path)
    taken(store, path)
    path.write_text(path.read_text().replace("SAMPLE ONE", "SAMPLE ONF"))
    assert "other bytes and other listings" in refused(store, path, "the same date as the current list")
    path.write_text(path.read_text().replace("SAMPLE ONF", "SAMPLE ONE").replace("<ENTITIES>", "<ENTITIES >"))
    assert "other bytes and the same listings" in refused(store, path, "the same date as the current list")


def test_a_list_of_tomorrow_week_is_refused(store: Store, tmp_path: Path) -> None:
    refused(store, un_file(tmp_path, stamp="2026-12-01T00:00:00Z"), "expected a list of today or before")
    assert taken(store, un_file(tmp_path, stamp="2026-11-25T01:00:00Z")).became == "current"


def test_a_sudden_shrink_is_refused_and_a_slow_one_is_said(store: Store, tmp_path: Path) -> None:
    taken(store, un_file(tmp_path, many(100)))
    assert taken(store, un_file(tmp_path, many(95), "2026-01-03T00:00:00Z")).said == ()
    near = un_file(tmp_path, many(90), LATER)
    assert "--force" in refused(store, near, "90 records where that of 2026-01-03 had 95")
    slow = taken(store, un_file(tmp_path, many(90), YEARS_LATER))
    assert [(c.guard, c.weight) for c in slow.said] == [("shrink", "said")]
    assert slow.version.forced == ()


def test_a_regime_gone_at_once_is_refused(store: Store, tmp_path: Path) -> None:
    last = replace(many(100)[99], regime="Somewhere")
    taken(store, un_file(tmp_path, (*many(99), last)))
    assert "Somewhere" in refused(
        store, un_file(tmp_path, many(100), LATER), "no record any more of Somewhere"
    )
    slow = taken(store, un_file(tmp_path, many(100), YEARS_LATER))
    assert [c.guard for c in slow.said] == ["regime gone"]


def test_every_mistake_is_told_at_once(store: Store, tmp_path: Path) -> None:
    wrong = (
        replace(PARTIES[0], name="n/a"),
        PARTIES[1],
        replace(PARTIES[2], reference="KPi.902"),
        *PARTIES[3:],
    )
    said = refused(store, un_file(tmp_path, wrong), "the name of the individual")
    assert "row 4, column 'FIRST_NAME': found 'n/a'" in said
    assert "found 'KPi.902'; expected each reference once (also at line 5)" in said


def test_a_list_that_does_not_find_its_own_names_is_never_taken(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(store, un_file(tmp_path))
    lost = Concern(
        "control test", "never", "KPi.901: 'SAMPLE ONE PERSON' (primary) does not find its own record"
    )
    monkeypatch.setattr(importing, "control", lambda _: iter([lost]))
    before = everything(store)
    with pytest.raises(InputError, match="does not find its own record"):
        taken(store, un_file(tmp_path, stamp=LATER), force=True)
    assert everything(store) == before


def test_a_snapshot_is_found_by_its_hash_its_day_or_its_list(store: Store, tmp_path: Path) -> None:
    first = taken(store, un_file(tmp_path)).version
    last = taken(store, un_file(tmp_path, stamp=LATER)).version
    assert store.find("un") == ("un", last)
    assert store.find("un@2026-01-10") == ("un", first)
    assert store.find(first.id[:12]) == ("un", first)
    with pytest.raises(UnknownName, match="did you mean un"):
        store.find("uno")
    with pytest.raises(InputError, match="a list and a day"):
        store.find("un@yesterday")
    with pytest.raises(UnknownName):
        store.current("ofac")


def test_from_the_publisher_the_same_bytes_are_the_newest_and_a_file_says_nothing_of_today(
    store: Store, tmp_path: Path
) -> None:
    path = un_file(tmp_path)
    taken(store, path)
    published = Origin("https://lists.example/un.xml", '"v1"', "")
    later = NOW + timedelta(days=1)
    fetched = import_list(store, open_list(path), published, later).version
    assert (fetched.source, fetched.etag, fetched.known_current) == (published.source, '"v1"', later.date())
    again = import_list(store, open_list(path), Origin(path.name), NOW + timedelta(days=9)).version
    assert again == fetched == store.current("un")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("\n}\n", "\n", "truncated"),
        ('"current": "', '"current": "0', "matching regex"),
        ('"list_key": "un"', '"list_key": "eu"', "that of another list, eu"),
        ('"id": "', '"id": "../', "matching regex"),
        ('00Z"', '00"', "timezone"),
        ('"records": 5', '"records": "5"', "Expected `int`"),
    ],
)
def test_a_damaged_index_is_told(store: Store, tmp_path: Path, old: str, new: str, why: str) -> None:
    taken(store, un_file(tmp_path))
    path = store.folder / "un" / "index.json"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(InputError, match="a damaged index") as caught:
        store.current("un")
    assert why in str(caught.value)
    assert store.lists() == ("un",)


def test_an_index_whose_current_version_is_none_of_its_own_or_is_of_a_later_layout(
    store: Store, tmp_path: Path
) -> None:
    current = taken(store, un_file(tmp_path)).version.id
    path = store.folder / "un" / "index.json"
    text = path.read_text()
    path.write_text(text.replace(f'"current": "{current}"', f'"current": "{"0" * 64}"'))
    with pytest.raises(InputError, match="is not among those it names"):
        store.current("un")
    path.write_text(text.replace('"layout": 1', '"layout": 2'))
    with pytest.raises(InputError, match="a newer article41 wrote it"):
        store.current("un")


@pytest.mark.parametrize("damage", ["gone", "cut", "of another layout"])
def test_a_damaged_snapshot_is_made_whole_by_its_file_and_compared_with_nothing(
    store: Store, tmp_path: Path, damage: str
) -> None:
    file = un_file(tmp_path)
    version = taken(store, file).version
    path = store.path("un", version)
    whole = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes(whole[:-50] if damage == "cut" else laid_out_anew(whole, tmp_path))
    with pytest.raises(InputError, match="import the list file again"):
        store.open("un", store.current("un"))
    other = un_file(tmp_path, PARTIES[:4], stamp=LATER)
    refused(store, other, "the current list whole, to compare with")
    assert taken(store, file).became == "unchanged"
    assert path.read_bytes() == whole
    path.unlink()
    assert taken(store, other, force=True).version.forced == ("not compared",)


def laid_out_anew(snapshot: bytes, folder: Path) -> bytes:
    """The same members, sound as an archive, with a manifest of which only the layout can be told."""
    path = folder / "later.snapshot"
    with zipfile.ZipFile(BytesIO(snapshot)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, '{"layout": 99}' if name == "manifest.json" else old.read(name))
    return path.read_bytes()


@pytest.mark.parametrize("key", ["../un", "un/../un", "UN", "", ".", "nul", "com1", "x" * 33, "x\n", "1718"])
def test_a_list_is_not_called_so(store: Store, tmp_path: Path, key: str) -> None:
    taken(store, un_file(tmp_path))
    for ask in (store.current, store.find, lambda k: store.find(f"{k}@2026-01-02")):
        with pytest.raises(UnknownName):
            ask(key)
    with pytest.raises(InputError, match="a short name in small letters"), store.writing(key):
        pass
    assert not is_list_key(key)


def test_a_home_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert Store(tmp_path / "none").lists() == ()
    with pytest.raises(InputError, match="a folder that can be read"):
        Store(blocked).lists()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(InputError, match="a place that can be written"):
        taken(Store(blocked / "lists"), un_file(tmp_path))
