"""A snapshot: one list file as read, in one file that never changes and is named by its SHA-256.

    manifest.json    what it is (manifest.py)
    listings.jsonl   one Listing a line
    offsets          64-bit: where each line begins, and where the last ends
    keys             64-bit, sorted: the keys of exact.py
    records          32-bit: for each key the number of its listing

The file is a ZIP archive whose members are stored, not packed: any tool lists it, and each member is a slice
of the mapped file. Numbers are little-endian.
"""

from __future__ import annotations

import hashlib
import mmap
import sys
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import msgspec

from article41.analyse.names import any_order
from article41.errors import InputError
from article41.keep.watchlists.exact import ANY_ORDER, asked, codes, forms
from article41.keep.watchlists.manifest import LAYOUT, Manifest
from article41.listing import ListedName, Listing

MEMBERS = ("manifest.json", "listings.jsonl", "offsets", "keys", "records")
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
            parts = _members(path, memoryview(self._map))
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
        self._known: frozenset[int] | None = None
        """The keys again, made when first asked: nearly every text of a table has none of them."""
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

    def find(self, text: str) -> tuple[Match, ...]:
        """The listings that bear this reference, identifier or name exactly, each once."""
        if self._known is None:
            self._known = frozenset(self._keys)
        for _, _, _, key in asked(text):
            if key in self._known:
                return tuple(self._matches(text))
        return ()

    def finds(self, text: str, reference: str) -> bool:
        """Whether this listing is among those that `find` would give."""
        return any(match.listing.reference == reference for match in self._matches(text))

    def _matches(self, text: str) -> Iterator[Match]:
        found: set[int] = set()
        for how, kind, wanted, key in asked(text):
            for number in self._numbers(key):
                if number not in found and (match := _met(self[number], how, kind, wanted)) is not None:
                    found.add(number)
                    yield match

    def _numbers(self, key: int) -> Iterator[int]:
        at = bisect_left(self._keys, key)
        while at < len(self._keys) and self._keys[at] == key:
            yield self._records[at]
            at += 1


def _met(listing: Listing, how: str, kind: str, wanted: str) -> Match | None:
    if kind == "code":
        return Match(listing, None, how) if wanted in codes(listing) else None
    if kind == "tokens" and listing.kind not in ANY_ORDER:
        return None
    for name in listing.names:
        if wanted in (forms(name.text) if kind == "name" else map(any_order, forms(name.text))):
            return Match(listing, name, how)
    return None


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _members(path: Path, whole: memoryview) -> dict[str, memoryview]:
    """Each member as a slice of the map, its checksum tested. Raises ValueError or KeyError."""
    if sys.byteorder != "little":
        raise ValueError("snapshots are little-endian")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = {e.filename: e for e in archive.infolist()}
    except (zipfile.BadZipFile, RuntimeError) as error:
        raise ValueError(str(error)) from None
    found = {}
    for name in MEMBERS:
        entry = entries[name]
        at = entry.header_offset
        header = whole[at : at + _LOCAL_HEADER]
        lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        start = at + _LOCAL_HEADER + lengths
        part = whole[start : start + entry.file_size]
        is_whole = entry.compress_type == zipfile.ZIP_STORED and len(part) == entry.file_size
        if not is_whole or zlib.crc32(part) != entry.CRC:
            raise ValueError(f"{name} is not as it was written")
        found[name] = part
    return found


def _damaged(path: Path, why: str) -> InputError:
    hint = f"{why[:200]}; import the list file again"
    return InputError.of(str(path), "a damaged snapshot", "a snapshot as it was written", hint)
