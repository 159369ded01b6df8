"""Files that appear only when they are complete, and are written by one process at a time."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from article41.errors import InputError


def write_whole(path: Path, text: str) -> None:
    """Writes text as UTF-8 with plain line ends, in one step: a reader sees the old file or the new one.

    Raises InputError where nothing can be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, text)
    except OSError as error:
        raise InputError.of(str(path), None, "a place that can be written", error.strerror) from None


@contextmanager
def appearing(path: Path) -> Iterator[BinaryIO]:
    """A stream into a file that gets its name when all is written and on the disk; else nothing is left.

    Raises InputError where nothing can be written.
    """
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(_mode(path))
        part.replace(path)
        settle(path.parent)
    except OSError as error:
        raise InputError.of(str(path), None, "a place that can be written", error.strerror) from None
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def replace_text(path: Path, text: str) -> None:
    """As `write_whole`, into a folder that is there; raises OSError. On the disk when it returns."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    settle(path.parent)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One writer of `path` at a time: of two at once one would be lost. The lock ends with its process."""
    try:
        import fcntl
    except ImportError:  # Windows: the last of two that write in the same instant wins
        yield
        return
    with path.with_name(f".{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def alone_here(folder: Path) -> Iterator[None]:
    """One run at a time in a folder: two would mix what they write. The lock ends with its process.

    Raises InputError where another run has it.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError.of(str(folder), "a run that is not finished", "one run at a time") from None
        yield


def file_hash(path: Path) -> str:
    """SHA-256 of the file as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _mode(path: Path) -> int:
    """What the file had, or what a new one would get; a temporary file is its owner's alone."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def settle(folder: Path) -> None:
    """The new name itself on the disk, where the platform lets a folder be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
