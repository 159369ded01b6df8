"""A process killed at any moment of an import leaves the old list or the new one, never a mixture."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from article41.keep.files import file_hash
from article41.keep.watchlists.importing import Origin, import_list
from article41.keep.watchlists.store import Store, Version
from article41.read.lists.reading import open_list
from tests.listfiles import many, un_file

OLD, NEW = "2026-01-02T00:00:00.000Z", "2026-01-20T00:00:00.000Z"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
CHILD = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from article41.keep.watchlists.importing import Origin, import_list
from article41.keep.watchlists.store import Store
from article41.read.lists.reading import open_list

folder, file, last = sys.argv[1], sys.argv[2], int(sys.argv[3])
steps = 0

def step(*_):
    global steps
    steps += 1
    if steps == last:
        os.kill(os.getpid(), signal.SIGKILL)

def hook(event, args):
    # files opened, made, renamed, removed, locked below the store
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "fcntl.flock"):
        if event == "fcntl.flock" or folder in str(args[0]):
            step()

written = os.fsync
def fsync(handle):
    step()
    written(handle)
    step()

os.fsync = fsync
sys.addaudithook(hook)
import_list(Store(Path(folder)), open_list(Path(file)), Origin("new"), datetime(2026, 11, 24, tzinfo=UTC))
print(steps)
"""


def started(store: Store, path: Path, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(store.folder), str(path), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own child


def prepared(tmp_path: Path) -> tuple[Store, Version, Path]:
    store = Store(tmp_path / "lists")
    old = un_file(tmp_path, many(50), OLD)
    version = import_list(store, open_list(old), Origin("old"), NOW).version
    return store, version, un_file(tmp_path, many(60), NEW)


def assert_whole(store: Store, old: Version) -> bool:
    """The current list is whole; whether it is the new one."""
    version = store.current("un")
    assert file_hash(store.path("un", version)) == version.id
    with store.open("un", version) as snapshot:
        assert len(list(snapshot)) == version.records == (50 if version.id == old.id else 60)
    assert any(v.id == old.id for v in store.index("un").versions), "the old version is kept"
    return version.id != old.id


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed with SIGKILL")
def test_killed_at_every_step(tmp_path: Path) -> None:
    done = started(*_second(tmp_path / "whole"), last=0)
    steps = int(done.communicate()[0])
    assert steps >= 8, "the steps of an import are seen"
    outcomes = []
    for last in range(1, steps + 1):
        folder = tmp_path / str(last)
        folder.mkdir()
        store, old, path = prepared(folder)
        child = started(store, path, last)
        child.communicate()
        assert child.returncode == -signal.SIGKILL
        outcomes.append(assert_whole(store, old))
        # whoever comes next is not hindered by what was left half done
        found = import_list(store, open_list(path), Origin("again"), NOW)
        assert found.version.records == 60
        assert assert_whole(store, old)
        assert not list(store.folder.rglob(".*.part")), "nothing half written is left"
    assert outcomes == sorted(outcomes), "once the new list stands it stays"
    assert not outcomes[0]
    assert outcomes[-1]


def _second(folder: Path) -> tuple[Store, Path]:
    folder.mkdir()
    store, _, path = prepared(folder)
    return store, path


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed with SIGKILL")
def test_killed_at_any_time(tmp_path: Path) -> None:
    for number in range(8):
        folder = tmp_path / str(number)
        folder.mkdir()
        store, old, path = prepared(folder)
        child = started(store, path, last=0)
        time.sleep(0.15 + number * 0.03)
        child.kill()
        child.communicate()
        assert_whole(store, old)


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    store, old, path = prepared(tmp_path)
    with store.open("un", old) as snapshot:
        import_list(store, open_list(path), Origin("new"), NOW)
        assert len(list(snapshot)) == 50
    assert os.access(store.path("un", old), os.R_OK)
