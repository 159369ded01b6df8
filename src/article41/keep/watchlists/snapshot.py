"""A snapshot: one list file as read, in one file that never changes and is named by its SHA-256.

    manifest.json    what it is (manifest.py)
    listings.jsonl   one Listing a line
    offsets          64-bit: where each line begins, and where the last ends
    keys             64-bit, sorted: the keys of codes.py
    records          32-bit: for each key the number of its listing
    names            the index of the name core

The file is a ZIP archive whose members are stored, not packed: any tool lists it, and each member is a slice
of the mapped file. Numbers are little-endian.
"""

from __future__ import annotations

import mmap
import sys
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType

import msgspec

from article41.analyse.matching.listings import index_of
from article41.analyse.matching.watchlist import INDEX_VERSION, Watchlist
from article41.errors import InputError
from article41.keep.watchlists.codes import asked, codes, key_of
from article41.keep.watchlists.manifest import LAYOUT, Manifest
from article41.keep.watchlists.named import NAME, REORDERED, how_equal
from article41.listing import ListedName, Listing

NAMES = "names"
CHECKED = ("manifest.json", "listings.jsonl", "offsets", "keys", "records")
"""Members whose checksum is tested at once; the index of names has one of its own."""
MEMBERS = (*CHECKED, NAMES)
_LOCAL_HEADER = 30
_LISTING = msgspec.json.Decoder(Listing)
_MANIFEST = msgspec.json.Decoder(Manifest)


class _Written(msgspec.Struct):
    """What can be told of a manifest in whatever layout."""

    layout: int


_LAYOUT = msgspec.json.Decoder(_Written)


@dataclass(frozen=True, slots=True)
class Match:
    """A listing that a text meets, by which of its names (None: by a code), and how."""

    listing: Listing
    name: ListedName | None
    how: str


class Snapshot:
    """A snapshot opened by memory map. Closing it, or leaving `with`, lets the file go."""

    def __init__(self, path: Path) -> None:
        """Raises InputError where there is none, or where it is not as it was written."""
        self.path = path
        try:
            with path.open("rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            parts, self._names_at = _members(path, memoryview(self._map))
            layout = _LAYOUT.decode(parts["manifest.json"]).layout
            if layout != LAYOUT:
                found = f"a snapshot of layout {layout}"
                raise InputError.of(str(path), found, f"layout {LAYOUT}", "import the list file again")
            self.manifest = _MANIFEST.decode(parts["manifest.json"])
            self._offsets, self._keys = parts["offsets"].cast("Q"), parts["keys"].cast("Q")
            self._records = parts["records"].cast("I")
        except FileNotFoundError:
            hint = "import the list file again"
            raise InputError.of(str(path), None, "a snapshot that exists", hint) from None
        except OSError as error:
            raise InputError.of(str(path), None, "a file that can be read", error.strerror) from None
        except (ValueError, KeyError, TypeError, msgspec.DecodeError) as error:
            raise _damaged(path, str(error)) from None
        self._lines = parts["listings.jsonl"]
        self._last: tuple[int, Listing] | None = None
        """The listing decoded last: names are looked up one listing after another."""
        if len(self._offsets) != self.manifest.records + 1 or len(self._keys) != len(self._records):
            raise _damaged(path, "its parts do not fit one another")

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets the file go; nothing can be asked afterwards."""
        for view in (self._offsets, self._keys, self._records, self._lines):
            view.release()
        self._map.close()

    @property
    def id(self) -> str:
        """The SHA-256 that the file is named by."""
        return self.path.stem

    def __len__(self) -> int:
        return self.manifest.records

    def __getitem__(self, number: int) -> Listing:
        if self._last is None or self._last[0] != number:
            self._last = (number, self._decoded(number))
        return self._last[1]

    def _decoded(self, number: int) -> Listing:
        try:
            start, end = self._offsets[number], self._offsets[number + 1]
            return _LISTING.decode(self._lines[start:end])
        except (IndexError, msgspec.DecodeError) as error:
            raise _damaged(self.path, str(error)) from None

    def __iter__(self) -> Iterator[Listing]:
        return (self[number] for number in range(len(self)))

    def lines(self) -> Iterator[bytes]:
        """Each listing as it is kept: a line of JSON."""
        return (bytes(self._lines[self._offsets[n] : self._offsets[n + 1]]) for n in range(len(self)))

    @cached_property
    def names(self) -> Watchlist:
        """The index of names; ids are numbers of listings. One that another version of the engine made is
        made anew in memory, a second for twenty thousand listings. Raises InputError where it is damaged."""
        if self.manifest.names_index != INDEX_VERSION:
            return index_of(self)
        offset, length = self._names_at
        try:
            return Watchlist.open(self.path, offset=offset, length=length)
        except InputError as error:
            raise _damaged(self.path, error.problems[0].hint or "") from None

    def find(self, text: str) -> tuple[Match, ...]:
        """The listings that bear this reference, identifier or name exactly, each once. Names are equal once
        normalised, those of persons in any order."""
        found = dict(self.by_code(text))
        for hit in self.names.screen([text], limit=None, weak=True)[0]:
            number = int(hit.id)
            if number not in found and (match := self._equal(number, text)) is not None:
                found[number] = match
        return tuple(found.values())

    def by_code(self, text: str) -> Iterator[tuple[int, Match]]:
        """The listings that bear this reference or identifier, each once, after their numbers."""
        found: set[int] = set()
        for how, code in asked(text):
            for number in self._numbers(key_of(code)):
                if number not in found and code in codes(self[number]):
                    found.add(number)
                    yield number, Match(self[number], None, how)

    def _numbers(self, key: int) -> Iterator[int]:
        at = bisect_left(self._keys, key)
        while at < len(self._keys) and self._keys[at] == key:
            yield self._records[at]
            at += 1

    def _equal(self, number: int, text: str) -> Match | None:
        listing = self[number]
        for how in (NAME, REORDERED):
            for name in listing.names:
                if how_equal(text, name.text, listing.kind) == how:
                    return Match(listing, name, how)
        return None


def _members(path: Path, whole: memoryview) -> tuple[dict[str, memoryview], tuple[int, int]]:
    """Each checked member as a slice of the map, and where the index of names lies, (0, 0) without one.
    Raises ValueError or KeyError."""
    if sys.byteorder != "little":
        raise ValueError("snapshots are little-endian")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = {e.filename: e for e in archive.infolist()}
    except (zipfile.BadZipFile, RuntimeError) as error:
        raise ValueError(str(error)) from None
    found = {}
    for name in CHECKED:
        start, size = _place(entries[name], whole)
        found[name] = whole[start : start + size]
        if zlib.crc32(found[name]) != entries[name].CRC:
            raise ValueError(f"{name} is not as it was written")
    return found, _place(entries[NAMES], whole) if NAMES in entries else (0, 0)


def _place(entry: zipfile.ZipInfo, whole: memoryview) -> tuple[int, int]:
    """Where a member's bytes begin in the file, and how many they are."""
    header = whole[entry.header_offset : entry.header_offset + _LOCAL_HEADER]
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    start = entry.header_offset + _LOCAL_HEADER + lengths
    if entry.compress_type != zipfile.ZIP_STORED or start + entry.file_size > len(whole):
        raise ValueError(f"{entry.filename} is not as it was written")
    return start, entry.file_size


def _damaged(path: Path, why: str) -> InputError:
    hint = f"{why[:200]}; import the list file again"
    return InputError.of(str(path), "a damaged snapshot", "a snapshot as it was written", hint)
