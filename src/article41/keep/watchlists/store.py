"""Every version of every list, and which is current.

    lists/un/index.json           the versions in the order they came, and which of them is current
    lists/un/<sha256>.snapshot    never changed, never removed

The index is replaced in one step after the snapshot is on the disk: whoever reads it sees the old list or
the new one, whole, whenever the power goes. A snapshot that no index names is no version.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeAlias

import msgspec

from article41.errors import InputError, OutsideCoverage, UnknownName
from article41.keep.files import alone, replace_text
from article41.keep.home import home
from article41.keep.watchlists.snapshot import Snapshot
from article41.keep.watchlists.writing import PART, SUFFIX
from article41.read.lists.sources import is_list_key

FOLDER = "lists"
INDEX = "index.json"
LAYOUT = 1
"""Of the index; counts up when an older program could no longer read it."""
Sha256: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
Instant: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One snapshot of a list: how it came here. `id`: its SHA-256; times are UTC."""

    id: Sha256
    list_date: date
    stamp: str
    source_sha256: str
    source: str
    """The file's name, or the address without what is secret in it."""
    imported_at: Instant
    checked_at: Instant
    """When the publisher last had nothing newer; of a file, when it was imported."""
    records: int
    forced: tuple[str, ...] = ()
    """The guards that were overruled."""
    etag: str = ""
    last_modified: str = ""

    @property
    def is_fetched(self) -> bool:
        """Whether the publisher was asked for it; else it came as a file."""
        return "://" in self.source

    @property
    def known_current(self) -> date:
        """The last day on which the publisher is known to have had nothing newer: of a file, its own date."""
        return max(self.list_date, self.checked_at.date()) if self.is_fetched else self.list_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """`current`: the id of a version; None while every version is kept for its day only."""

    list_key: str
    current: Sha256 | None = None
    versions: tuple[Version, ...] = ()
    layout: int = LAYOUT

    @property
    def now(self) -> Version | None:
        """The current version."""
        return next((v for v in self.versions if v.id == self.current), None)

    def at(self, day: date) -> Version | None:
        """The version of the newest list date no later than `day`; of two, the one imported last."""
        known = [v for v in self.versions if v.list_date <= day]
        return max(known, key=lambda v: (v.list_date, v.stamp, v.imported_at), default=None)

    def with_version(self, version: Version, *, is_current: bool) -> Index:
        """A version more, or the same one told anew."""
        others = tuple(v for v in self.versions if v.id != version.id)
        current = version.id if is_current else self.current
        return replace(self, current=current, versions=(*others, version))


@dataclass(frozen=True, slots=True)
class Store:
    """The lists below a folder, by default the user's own."""

    folder: Path = field(default_factory=lambda: home() / FOLDER)

    def lists(self) -> tuple[str, ...]:
        """The lists of which there is a version, sorted. Raises InputError where the folder cannot be read:
        who screens against nothing must know it."""
        try:
            return tuple(sorted(p.name for p in self.folder.iterdir() if _has_index(p)))
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise InputError.of(str(self.folder), None, "a folder that can be read", error.strerror) from None

    def index(self, key: str) -> Index:
        """The versions of a list; empty where there is none. Raises InputError where it cannot be read."""
        if not is_list_key(key):
            return Index(list_key=key)
        path = self.folder / key / INDEX
        try:
            index = msgspec.json.decode(path.read_bytes(), type=Index)
        except FileNotFoundError:
            return Index(list_key=key)
        except msgspec.DecodeError as error:
            raise _damaged(path, str(error)[:200]) from None
        except OSError as error:
            raise InputError.of(str(path), None, "a file that can be read", error.strerror) from None
        if index.layout > LAYOUT:
            hint = "a newer article41 wrote it"
            raise InputError.of(str(path), f"an index of layout {index.layout}", f"layout {LAYOUT}", hint)
        if why := _mistake(index, key):
            raise _damaged(path, why)
        return index

    @contextmanager
    def writing(self, key: str) -> Iterator[Path]:
        """The folder of a list, for one process at a time; what a killed one left half written is removed.
        Raises InputError where nothing can be written."""
        if not is_list_key(key):
            raise InputError.of("list", key, "a short name in small letters")
        folder = self.folder / key
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with alone(folder / INDEX):
                for left in folder.glob(f".*{PART}"):
                    left.unlink(missing_ok=True)
                yield folder
        except OSError as error:
            raise InputError.of(str(folder), None, "a place that can be written", error.strerror) from None

    def save(self, index: Index) -> None:
        """Replaces the index in one step; raises OSError. Only within `writing`."""
        text = msgspec.json.format(msgspec.json.encode(index), indent=1).decode()
        replace_text(self.folder / index.list_key / INDEX, text + "\n")

    def open(self, key: str, version: Version) -> Snapshot:
        """Raises InputError where the snapshot is gone or damaged."""
        return Snapshot(self.path(key, version))

    def path(self, key: str, version: Version) -> Path:
        """The file of a version."""
        return self.folder / key / (version.id + SUFFIX)

    def current(self, key: str) -> Version:
        """Raises UnknownName where there is no version of this list, InputError where none is current."""
        index = self._known(key)
        if index.now is None:
            oldest = min(v.list_date for v in index.versions)
            hint = f"--as-of DATE, from {oldest} on; or import one without --archive"
            raise InputError.of(
                "list", key, "a list of which a version is current, not only kept for its day", hint
            )
        return index.now

    def as_of(self, key: str, day: date) -> Version:
        """The list that stood on a day. Raises OutsideCoverage where the oldest one kept is younger, or
        UnknownName where there is none at all."""
        index = self._known(key)
        found = index.at(day)
        if found is None:
            kept = f"the oldest one kept is of {min(v.list_date for v in index.versions)}"
            adds = "`article41 lists import FILE --archive` adds one"
            raise OutsideCoverage(f"no {key} list of {day} or before is kept ({kept}); {adds}")
        return found

    def _known(self, key: str) -> Index:
        index = self.index(key)
        if index.versions:
            return index
        known = self.lists()
        if not known:
            hint = "no list is kept yet; `article41 lists import FILE` takes one in"
            raise InputError.of("list", key, "a list kept here", hint)
        raise UnknownName("list", key, known)

    def find(self, word: str) -> tuple[str, Version]:
        """A version by the start of its id, or as un, un@2024-11-30 (the list as of that day).

        Raises UnknownName, InputError where several begin alike, or OutsideCoverage.
        """
        key, at, day = word.partition("@")
        if at:
            try:
                return key, self.as_of(key, date.fromisoformat(day))
            except ValueError:
                raise InputError.of("snapshot", word, "a list and a day, such as un@2024-11-30") from None
        if key in self.lists():
            return key, self.current(key)
        every = [(k, v) for k in self.lists() for v in self.index(k).versions]
        found = [(k, v) for k, v in every if v.id.startswith(word)] if len(word) >= 4 else []
        if len(found) > 1:
            named = ", ".join(f"{k} {v.id[:12]}" for k, v in found[:5])
            raise InputError.of("snapshot", word, f"one of {named}")
        if not found:
            raise UnknownName("snapshot", word, [*self.lists(), *(v.id[:12] for _, v in every)])
        return found[0]


def _has_index(folder: Path) -> bool:
    """Whether a list is in this folder. Raises OSError where that cannot be seen."""
    if not is_list_key(folder.name):
        return False
    try:
        (folder / INDEX).stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _mistake(index: Index, key: str) -> str:
    """What an index cannot be; "" where there is nothing."""
    ids = {v.id for v in index.versions}
    if index.list_key != key:
        return f"it is that of another list, {index.list_key[:40]}"
    if not ids:
        return "it names no version"
    if len(ids) < len(index.versions):
        return "it has a version twice"
    if index.current is not None and index.current not in ids:
        return f"its current version, {index.current[:12]}, is not among those it names"
    return ""


def _damaged(path: Path, why: str) -> InputError:
    hint = f"{why}; remove it and import the list files again"
    return InputError.of(str(path), "a damaged index", "the index as it was written", hint)
