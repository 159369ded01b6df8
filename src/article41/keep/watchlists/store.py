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

import msgspec

from article41.errors import InputError, OutsideCoverage, UnknownName
from article41.keep.files import alone, replace_text
from article41.keep.home import home
from article41.keep.watchlists.snapshot import Snapshot
from article41.keep.watchlists.writing import PART, SUFFIX

FOLDER = "lists"
INDEX = "index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One snapshot of a list: how it came here. `id`: its SHA-256; times are UTC."""

    id: str
    list_date: date
    stamp: str
    source_sha256: str
    source: str
    """The file's name, or the address without what is secret in it."""
    imported_at: datetime
    checked_at: datetime
    """When the publisher last had nothing newer; of a file, when it was imported."""
    records: int
    forced: tuple[str, ...] = ()
    """The guards that were overruled."""
    etag: str = ""
    last_modified: str = ""

    @property
    def known_current(self) -> date:
        """The last day on which the publisher is known to have had nothing newer: of a file, its own date."""
        is_fetched = "://" in self.source
        return max(self.list_date, self.checked_at.date()) if is_fetched else self.list_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """`current`: the id of a version; None before the first import."""

    list_key: str
    current: str | None = None
    versions: tuple[Version, ...] = ()

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
        """The lists of which there is a version, sorted."""
        return tuple(sorted(p.parent.name for p in self.folder.glob(f"*/{INDEX}")))

    def index(self, key: str) -> Index:
        """The versions of a list; empty where there is none. Raises InputError where it cannot be read."""
        path = self.folder / key / INDEX
        try:
            return msgspec.json.decode(path.read_bytes(), type=Index)
        except FileNotFoundError:
            return Index(list_key=key)
        except msgspec.DecodeError as error:
            expected = "the index as it was written"
            raise InputError.of(str(path), "a damaged index", expected, str(error)[:200]) from None
        except OSError as error:
            raise InputError.of(str(path), None, "a file that can be read", error.strerror) from None

    @contextmanager
    def writing(self, key: str) -> Iterator[Path]:
        """The folder of a list, for one process at a time; what a killed one left half written is removed.
        Raises InputError where nothing can be written."""
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
        """Raises UnknownName where there is no version of this list."""
        now = self.index(key).now
        if now is None:
            raise UnknownName("list", key, self.lists())
        return now

    def as_of(self, key: str, day: date) -> Version:
        """The list that stood on a day. Raises OutsideCoverage where the oldest one kept is younger."""
        index = self.index(key)
        found = index.at(day)
        if found is None:
            oldest = min((v.list_date for v in index.versions), default=None)
            kept = f"the oldest one kept is of {oldest}" if oldest else "none is kept"
            adds = "`article41 lists import FILE --archive` adds one"
            raise OutsideCoverage(f"no {key} list of {day} or before is kept ({kept}); {adds}")
        return found

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
