"""The file, folder or ZIP archive that a list comes in, opened under limits."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from article41.errors import InputError

_CHUNK = 1 << 20
_HEAD = 1 << 14
_LONGEST_NAME = 100
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
"""What zipfile raises; RuntimeError stands for encryption and for methods that it does not know."""


@dataclass(frozen=True, slots=True)
class ListLimits:
    """How much of a list file is read before it is refused. Bytes, unless said otherwise."""

    file_bytes: int = 1 << 30
    """The largest official file, OFAC's advanced XML, has about 120 MB."""
    zip_entries: int = 50
    zip_ratio: int = 100
    """How far a member may expand; real list files stay below 30."""
    depth: int = 64
    """Elements within one another."""
    record_elements: int = 50_000
    """Elements in one record; a party has at most a few hundred, a reference table a few thousand. Freeing
    them takes lxml the square of their number where they have a namespace."""
    record_bytes: int = 1 << 24
    """Of one record in XML, give or take what is read ahead."""
    row_chars: int = 2_000_000
    """Of one row, and so of one line."""
    attributes: int = 1_000
    """Of one element."""
    record_rows: int = 200_000
    """Rows of one record; the largest real one, of the UK list, has 3,780."""
    cell_chars: int = 200_000


LIMITS = ListLimits()


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a list: the path itself, one file of a folder, or one member of an archive."""

    name: str
    path: Path
    member: str | None
    head: bytes
    """Its first 16 KiB."""

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes, unpacked; InputError where there are more than a list has, or an archive is damaged."""
        if self.member is None:
            with self.path.open("rb") as stream:
                yield stream
            return
        with zipfile.ZipFile(self.path) as archive:
            entry = archive.getinfo(self.member)
            with archive.open(entry) as packed:
                yield cast(BinaryIO, _Capped(packed, self.name, entry.file_size))

    def tail(self, size: int) -> bytes:
        """Its last bytes; read through, for a member of an archive knows no other way."""
        found = b""
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                found = (found + chunk)[-size:]
        return found

    def sha256(self) -> str:
        """Of the bytes as unpacked."""
        found = hashlib.sha256()
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                found.update(chunk)
        return found.hexdigest()


class _Capped:
    """A member of an archive that may not unpack to more than it declares. Damage is an InputError."""

    def __init__(self, stream: object, name: str, declared: int) -> None:
        self._stream = cast(BinaryIO, stream)
        self._name = name
        self._left = declared

    def read(self, size: int = -1) -> bytes:
        """As of any stream."""
        try:
            chunk = self._stream.read(size)
        except _DAMAGE as error:
            raise InputError.of(self._name, None, "a whole ZIP archive", str(error)[:200] or None) from None
        self._left -= len(chunk)
        if self._left < 0:
            raise InputError.of(self._name, "more than the archive declares", "a whole ZIP archive")
        return chunk

    def readable(self) -> bool:
        """Always; asked by text wrappers, as are the next four."""
        return True

    def writable(self) -> bool:
        """Never."""
        return False

    def seekable(self) -> bool:
        """Never."""
        return False

    @property
    def closed(self) -> bool:
        """Whether the member is closed."""
        return self._stream.closed

    def flush(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Closes the member."""
        self._stream.close()


def open_parts(path: Path, limits: ListLimits = LIMITS) -> tuple[Part, ...]:
    """The files at `path`, by name. Raises InputError where there is none, or too much, or no access."""
    file = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            inside = sorted(p for p in path.iterdir() if p.is_file() and not p.name.startswith("."))
            if not inside:
                raise InputError.of(file, "a folder without files", "a list file, or a folder with its files")
            if len(inside) > limits.zip_entries:
                raise InputError.of(file, f"a folder of {len(inside):,} files", "one list")
            return tuple(_plain(p, f"{path.name}/{p.name}", limits) for p in inside)
        if not stat.S_ISREG(status.st_mode):
            raise InputError.of(file, "a device or pipe", "a list file")
        part = _plain(path, path.name, limits)
        is_zip = part.head.startswith(b"PK") and zipfile.is_zipfile(path)
        return _members(path, limits) if is_zip else (part,)
    except FileNotFoundError:
        raise InputError.of(file, None, "a file that exists", "check the path") from None
    except PermissionError:
        raise InputError.of(file, None, "a file you may read", "check its permissions") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise InputError.of(file, None, "a whole ZIP archive", str(error)[:200] or None) from None
    except (OSError, ValueError) as error:
        raise InputError.of(file, str(error), "a file that can be opened") from None


def _plain(path: Path, name: str, limits: ListLimits) -> Part:
    size = path.stat().st_size
    if size == 0:
        raise InputError.of(name, "an empty file", "a list")
    if size > limits.file_bytes:
        raise InputError.of(name, f"{size:,} bytes", f"at most {limits.file_bytes:,} bytes")
    with path.open("rb") as stream:
        return Part(_as_told(name), path, None, stream.read(_HEAD))


def _members(path: Path, limits: ListLimits) -> tuple[Part, ...]:
    with zipfile.ZipFile(path) as archive:
        entries = [e for e in archive.infolist() if not e.is_dir()]
        if any(e.filename == "[Content_Types].xml" for e in entries):
            return (_plain(path, path.name, limits),)  # a workbook: its reader has limits of its own
        _check_members(path.name, entries, limits)
        parts = []
        for entry in sorted(entries, key=lambda e: e.filename):
            with archive.open(entry) as stream:
                head = stream.read(_HEAD)
            parts.append(Part(f"{path.name}/{_as_told(entry.filename)}", path, entry.filename, head))
        return tuple(parts)


def _as_told(name: str) -> str:
    """A name as it may be printed and kept: whoever made an archive may have put anything in it."""
    return "".join(c if c.isprintable() else "?" for c in name[-_LONGEST_NAME:])


def _check_members(name: str, entries: Sequence[zipfile.ZipInfo], limits: ListLimits) -> None:
    if not entries or len(entries) > limits.zip_entries:
        raise InputError.of(name, f"a ZIP archive of {len(entries):,} files", "one list")
    if len({e.filename for e in entries}) < len(entries):
        raise InputError.of(name, "a ZIP archive with one name twice", "each file once")
    if any(e.flag_bits & 1 for e in entries):
        raise InputError.of(name, "an encrypted ZIP archive", "one without a password")
    total = sum(e.file_size for e in entries)
    if total > limits.file_bytes:
        raise InputError.of(name, f"{total:,} bytes unpacked", f"at most {limits.file_bytes:,} bytes")
    for entry in entries:
        if entry.file_size > _CHUNK and entry.file_size > limits.zip_ratio * max(entry.compress_size, 1):
            found = f"{_as_told(entry.filename)}, which unpacks to {entry.file_size:,} bytes"
            raise InputError.of(name, found, f"at most {limits.zip_ratio} times its packed size")
