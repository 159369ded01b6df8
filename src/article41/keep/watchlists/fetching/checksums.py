"""Checksums that servers announce: Content-MD5 (RFC 1864), Digest (RFC 3230), and Content-Digest and
Repr-Digest (RFC 9530)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from article41.keep.watchlists.fetching.terms import Refusal

_SIZES = {"md5": 16, "sha256": 32, "sha512": 64}
_ALGORITHMS = {"md5": "md5", "sha-256": "sha256", "sha-512": "sha512"}
_PAIR = re.compile(r"\s*([A-Za-z0-9-]+)\s*=\s*:?([A-Za-z0-9+/]+={0,2})")


@dataclass(frozen=True, slots=True)
class Announced:
    """A checksum and the header that it stood in."""

    header: str
    algorithm: str
    value: bytes


def announced(headers: Mapping[str, str]) -> Iterator[Announced]:
    """Every checksum in the headers that can be tested; what is no such checksum is passed over."""
    for header in ("Content-MD5", "x-ms-blob-content-md5"):
        yield from _one(header, "md5", headers.get(header, "").strip())
    for header in ("Digest", "Content-Digest", "Repr-Digest"):
        for pair in headers.get(header, "").split(","):
            found = _PAIR.match(pair)
            if found is not None and found[1].lower() in _ALGORITHMS:
                yield from _one(header, _ALGORITHMS[found[1].lower()], found[2])


def _one(header: str, algorithm: str, text: str) -> Iterator[Announced]:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return
    if len(value) == _SIZES[algorithm]:
        yield Announced(header, algorithm, value)


class Sums:
    """Adds up a file as it comes, both as sent and as unpacked."""

    def __init__(self, expected: Iterable[Announced], *, is_packed: bool) -> None:
        self._expected = tuple(expected)
        wanted = {a.algorithm for a in self._expected}
        self._sent = {w: hashlib.new(w, usedforsecurity=False) for w in wanted} if is_packed else {}
        self._plain = {w: hashlib.new(w, usedforsecurity=False) for w in wanted | {"sha256"}}

    def add_sent(self, chunk: bytes) -> None:
        """Bytes as they came."""
        for found in self._sent.values():
            found.update(chunk)

    def add_plain(self, chunk: bytes) -> None:
        """Bytes as they are written."""
        for found in self._plain.values():
            found.update(chunk)

    @property
    def sha256(self) -> str:
        """Of the file as written."""
        return self._plain["sha256"].hexdigest()

    def check(self) -> tuple[str, ...]:
        """The headers that were right. Raises Refusal at the first one that is not.

        Either form of a packed file will do: by the standards a checksum is of the packed one, but many
        servers pack after they have added up, and damage would agree with neither.
        """
        for wanted in self._expected:
            sums = [s[wanted.algorithm] for s in (self._plain, self._sent) if wanted.algorithm in s]
            if wanted.value not in [s.digest() for s in sums]:
                found = f"{wanted.algorithm} {sums[0].hexdigest()}"
                raise Refusal(found, f"{wanted.value.hex()}, as the server says in {wanted.header}")
        return tuple(f"{w.header} {w.algorithm}" for w in self._expected)
