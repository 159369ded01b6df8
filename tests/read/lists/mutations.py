"""Hostile variants of any list file: the same ones in every run, for whoever takes list files in.

A variant may well be a sound list. What it may not do is anything but that or a clear refusal.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .mutations_rows import json_attacks, row_attacks
from .mutations_xml import xml_attacks
from .mutations_zip import archive, zip_attacks

ROUNDS = 110
"""Random changes of each kind: with those that are written down, more than 500 variants of one file."""
_VALUES = (
    *("", " ", "na", "-", "0", "-1", "1e999", "NaN", "true", "null", "9" * 5_000, "²", "٣٤", "½", "x" * 3_000),
    *("0000-00-00", "9999-12-31", "9999-99-99", "2016-02-30", "1 Foo 2016", "31 Feb 2016", "to", "1900 to"),
    *("2001 to 1999", "circa", "circa circa 1950", "between  and ", "1950 - 1951 - 1952", "0001", "10000", "..", "00/00/0000"),
    *("\u202eabc", "\ufeff", "\u200b", "a\u0301" * 50, "\U0001f600", "𝔘", "İ", "ß", "\ue000", "\u3164", "=1+1", "@SUM(A1)"),
    *("IMO 0000000", "IMO 12345678901234567890", "../../x", "%s%n{0}", "\\", "'", "a\u00a0b", "to " * 400, "1950 to " * 300),
)  # fmt: skip
_NOT_IN_VALUES = b'\r\n<>&",;|\t[]{}'
_HOSTILE_BYTES = (
    b"\0",
    b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"<",
    b"&",
    b'"',
    b"\r",
    b"\x1a",
    b"]]>",
)


@dataclass(frozen=True)
class Variant:
    """A file and what was done to it. `label` says it all: the same label, the same bytes."""

    label: str
    name: str
    content: bytes


def variants(
    name: str, content: bytes, *, seed: int = 41, rounds: int = ROUNDS, with_heavy: bool = True
) -> Iterator[Variant]:
    """Every variant of one file. `with_heavy`: with those that are large, or unpack to something large."""
    attacks = [_encodings, _bytes_between, _packings, _other_files]
    if content.startswith(b"PK"):
        pass
    elif content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        attacks.append(lambda c: xml_attacks(c, with_heavy=with_heavy))
    elif content.startswith((b"{", b"[")):
        attacks.append(json_attacks)
    else:
        attacks.append(lambda c: row_attacks(c, with_heavy=with_heavy))
    attacks.append(lambda c: zip_attacks(name, c, with_heavy=with_heavy))
    for attack in attacks:
        for label, changed in attack(content):
            yield Variant(label, name, changed)
    for kind in (_flipped, _cut, _moved, _filled):
        chance = random.Random(f"{seed} {kind.__name__} {len(content)}")
        for number in range(rounds):
            yield Variant(
                f"{kind.__name__.strip('_')} {number}", name, kind(content, chance, number / rounds)
            )


def _flipped(content: bytes, chance: random.Random, _: float) -> bytes:
    """Bits turned over, and bytes that no text has."""
    found = bytearray(content)
    for _ in range(chance.choice([1, 1, 1, 2, 8, 64])):
        at = chance.randrange(len(found))
        if chance.random() < 0.7:
            found[at] ^= 1 << chance.randrange(8)
        else:
            found[at : at + 1] = chance.choice(_HOSTILE_BYTES)
    return bytes(found)


def _cut(content: bytes, chance: random.Random, share: float) -> bytes:
    """Cut off at points spread over the whole file; its very start and end among them."""
    at = round(len(content) * share) + chance.randrange(-3, 4)
    return content[: max(0, min(at, len(content) - 1))]


def _moved(content: bytes, chance: random.Random, _: float) -> bytes:
    """Pieces doubled, exchanged, taken out, turned round or overwritten."""
    first, second, third, fourth = sorted(chance.sample(range(len(content) + 1), 4))
    a, b, c, d, e = (
        content[:first],
        content[first:second],
        content[second:third],
        content[third:fourth],
        content[fourth:],
    )
    return chance.choice(
        [a + b + b + c + d + e, a + d + c + b + e, a + c + e, a + b[::-1] + c + d + e, a + b"\0" * len(b) + c + d + e,
         a + chance.randbytes(40) + b + c + d + e, content + content, b + a + c + d + e]
    )  # fmt: skip


def _filled(content: bytes, chance: random.Random, _: float) -> bytes:
    """Values in place of others: whatever stands between two tags, delimiters or quotes."""
    for _ in range(chance.choice([1, 2, 10])):
        start = chance.randrange(len(content))
        while start > 0 and content[start - 1] not in _NOT_IN_VALUES:
            start -= 1
        end = start
        while end < len(content) and content[end] not in _NOT_IN_VALUES:
            end += 1
        content = content[:start] + chance.choice(_VALUES).encode() + content[end:]
    return content


def _encodings(content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    for encoding in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-7",
        "cp037",
        "iso2022_jp_3",
        "gb18030",
    ):
        yield f"in {encoding}", text.encode(encoding, "ignore")
        declared = text.replace("UTF-8", encoding.upper(), 1).replace("utf-8", encoding, 1)
        if declared != text:
            yield f"in {encoding}, as declared", declared.encode(encoding, "ignore")
            yield f"declared as {encoding}, and not in it", declared.encode()
    for declared in ("x-no-such", "UTF-8\0", "latin-1", "A" * 5_000):
        if "UTF-8" in text:
            yield f"declared as {declared[:12]}", text.replace("UTF-8", declared, 1).encode()
    yield "in latin-1", text.encode("latin-1", "replace")
    yield "in windows-1256", text.encode("cp1256", "replace")
    yield "twice in UTF-8", content.decode("latin-1").encode()
    yield "a wide start and a narrow end", text[:200].encode("utf-16") + content[200:]
    yield "surrogates", content.replace(b"a", b"\xed\xa0\x80", 3)
    yield "overlong", content.replace(b"/", b"\xc0\xaf", 3)


def _bytes_between(content: bytes) -> Iterator[tuple[str, bytes]]:
    middle = len(content) // 2
    for what, junk in {
        "BOM": b"\xef\xbb\xbf", "two BOMs": b"\xef\xbb\xbf" * 2, "wide BOM": b"\xff\xfe", "NUL": b"\0", "NULs": b"\0" * 9_999,
        "blanks": b" \t\r\n" * 5_000, "end of a DOS file": b"\x1a", "bell": b"\x07", "ÿ": b"\xff" * 20, "line ends": b"\n\r\n\r",
    }.items():  # fmt: skip
        yield f"{what} before", junk + content
        yield f"{what} within", content[:middle] + junk + content[middle:]
        yield f"{what} behind", content + junk
    yield "NULs between", content.replace(b"e", b"e\0")
    yield "lines ended by CR", content.replace(b"\r\n", b"\n").replace(b"\n", b"\r")
    yield "lines ended by CRLF", content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    yield "no line ends", content.replace(b"\r", b"").replace(b"\n", b"")
    yield "a file of NULs as long", b"\0" * len(content)


def _packings(content: bytes) -> Iterator[tuple[str, bytes]]:
    packed: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress, "bzip2": bz2.compress, "xz": _xz, "zlib": zlib.compress
    }  # fmt: skip
    for what, pack in packed.items():
        yield f"packed by {what}", pack(content)
        yield f"packed by {what}, cut", pack(content)[:-20]
    yield "packed by gzip, twice", gzip.compress(gzip.compress(content))
    yield "packed by gzip in a ZIP archive", archive({"list.gz": gzip.compress(content)})
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as opened:
        entry = tarfile.TarInfo("../list")
        entry.size = len(content)
        opened.addfile(entry, io.BytesIO(content))
    yield "a tar archive", tar.getvalue()


def _xz(content: bytes) -> bytes:
    return lzma.compress(content, preset=0)  # what others take in memory would count against the readers


def _other_files(_: bytes) -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "one byte", b"<"
    yield "blanks", b" \n" * 100
    yield "a BOM alone", b"\xef\xbb\xbf"
    yield "noise", random.Random(1).randbytes(20_000)
    yield (
        "a web page",
        b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Sign in</body></html>",
    )
    yield (
        "a web page in XML",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
    )
    yield "a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(200)
    yield "a program", b"\x7fELF" + bytes(500)
    yield "an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    yield "brackets", b"[" * 200_000
    yield "braces", b'{"a":' * 100_000
    yield "an error in JSON", b'{"error":"quota exceeded"}'
    yield "a line without an end", b"a" * 3_000_000
    yield "commas", b"," * 500_000
    yield "quotes", b'"' * 500_001
