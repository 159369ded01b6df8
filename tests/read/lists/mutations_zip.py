"""Archives that are no archive of one list."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator, Mapping

_MB = 1 << 20
_NAMES = (
    "../../list",
    "/etc/list",
    "C:\\list",
    "a/../../list",
    "list\0.exe",
    "\x1b[2J\r\nlist: sound.xml",
    ".",
    "x" * 60_000,
    "con",
    "\u202exml.list",
)
_CENTRAL = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"


def archive(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sound one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return packed.getvalue()


def zip_attacks(name: str, content: bytes, *, with_heavy: bool) -> Iterator[tuple[str, bytes]]:
    """Label and content of each; the first two are sound."""
    whole = archive({name: content})
    yield "in a ZIP archive", whole
    yield "in a ZIP archive, stored", archive({name: content}, zipfile.ZIP_STORED)
    yield "in an archive within an archive", archive({"list.zip": whole})
    yield "an empty archive", archive({})
    yield "an archive of folders", archive({"a/": b"", "b/": b""})
    yield "with another file", archive({name: content, "README": b"read me"})
    yield "with an empty file", archive({name: content, "empty": b""})
    yield "the list twice", archive({name: content, "again-" + name: content})
    yield "two hundred files", archive({f"{n}": b"x" for n in range(200)})
    for bad in _NAMES:
        yield f"a member named {bad[:20]!r}", archive({bad: content})
    yield "cut", whole[: len(whole) // 2]
    yield "without its directory", whole[: whole.index(_CENTRAL)]
    yield "behind other bytes", b"<" * 500 + whole
    yield "before other bytes", whole + b"<" * 500
    yield "with a comment that is one", _with_comment(whole, whole[-22:])
    yield "one name twice", _one_name_twice(name, content)
    yield "one member over another", _overlapping(name, content)
    for label, offset, size, value in (
        ("encrypted", 8, 2, 1), ("by an unknown method", 10, 2, 99), ("by deflate64", 10, 2, 9), ("stored, as it says", 10, 2, 0),
        ("of another sum", 16, 4, 7), ("shorter than it says", 24, 4, len(content) + 9), ("longer than it says", 24, 4, len(content) - 9),
        ("of no length, as it says", 24, 4, 0), ("of 4 GB, as it says", 24, 4, 0xFFFFFFF0), ("with a longer name", 28, 2, 60_000),
        ("with a packed size of nothing", 20, 4, 0), ("with a packed size of 4 GB", 20, 4, 0xFFFFFFF0), ("at another place", 42, 4, 5),
        ("on another disk", 34, 2, 9), ("with a longer extra field", 30, 2, 65_535), ("of a later version", 6, 2, 9_999), ("a link", 38, 4, 0o120777 << 16),
        ("in ZIP64 without saying more", 24, 4, 0xFFFFFFFF), ("at a place in ZIP64", 42, 4, 0xFFFFFFFF),
    ):  # fmt: skip
        yield f"a member {label}", _directory_changed(whole, offset, size, value)
    for label, offset, value in (
        ("flags", 6, 1),
        ("method", 8, 99),
        ("sum", 14, 7),
        ("size", 22, 5),
        ("name's length", 26, 9_999),
    ):
        yield f"another {label} at the member than in the directory", _local_changed(whole, offset, value)
    if with_heavy:
        yield "a flat bomb", _bomb({name: 120})
        yield "a bomb behind a sound start", _bomb({name: 120}, content)
        yield "a bomb by bzip2", _bomb({name: 60}, method=zipfile.ZIP_BZIP2)
        yield "a bomb by lzma", _bomb({name: 2}, method=zipfile.ZIP_LZMA)
        yield "many small bombs", _bomb({f"{n}": 1 for n in range(45)})
        yield "a bomb in an archive", archive({"bomb.zip": _bomb({name: 60})})
        yield (
            "a bomb that says it is small",
            _directory_changed(_bomb({name: 60}, content), 24, 4, len(content)),
        )


def _bomb(megabytes: Mapping[str, int], start: bytes = b"", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Members of blanks, packed a thousandfold; made without ever being whole."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as opened:
        for name, size in megabytes.items():
            with opened.open(name, "w") as stream:
                stream.write(start)
                for _ in range(size):
                    stream.write(b" " * _MB)
    return packed.getvalue()


def _directory_changed(whole: bytes, offset: int, size: int, value: int) -> bytes:
    at = whole.index(_CENTRAL) + offset
    return whole[:at] + value.to_bytes(size, "little") + whole[at + size :]


def _local_changed(whole: bytes, offset: int, value: int) -> bytes:
    at = whole.index(_LOCAL) + offset
    return whole[:at] + struct.pack("<H", value) + whole[at + 2 :]


def _with_comment(whole: bytes, comment: bytes) -> bytes:
    return whole[:-2] + struct.pack("<H", len(comment)) + comment


def _one_name_twice(name: str, content: bytes) -> bytes:
    other = ("X" + name)[: len(name)]
    return archive({name: content, other: content}).replace(other.encode(), name.encode())


def _overlapping(name: str, content: bytes) -> bytes:
    """Two entries of the directory for the bytes of one member: how small archives unpack to large ones."""
    other = ("X" + name)[: len(name)]
    found = bytearray(archive({name: content, other: content}))
    first = found.index(_CENTRAL)
    second = found.index(_CENTRAL, first + 4)
    found[second + 42 : second + 46] = found[first + 42 : first + 46]
    return bytes(found)
