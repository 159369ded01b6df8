"""The body of an answer: received under limits, unpacked, checked, and only then a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import requests

from article41.keep.files import appearing
from article41.keep.watchlists.fetching.checksums import Sums, announced
from article41.keep.watchlists.fetching.reasons import network
from article41.keep.watchlists.fetching.terms import Patience, Refusal
from article41.keep.watchlists.fetching.unpacking import SNIFFED, Gunzip, refuse_page

_CHUNK = 1 << 16
_PACKINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}
_LONGEST_LENGTH = 18
"""Digits."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a file turned out to be, and the checksums that it was held against."""

    sha256: str
    size: int
    checks: tuple[str, ...]


def receive(response: requests.Response, path: Path, patience: Patience) -> Received:
    """Writes the body to `path`, in one step. Raises Refusal, or InputError where it cannot be written."""
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    if packing not in _PACKINGS:
        raise Refusal(f"Content-Encoding {packing}", "gzip or none", is_final=True)
    is_packed = _PACKINGS[packing]
    sums = Sums(announced(response.headers), is_packed=is_packed)
    most = patience.options.max_bytes
    size = 0
    head = b""
    with appearing(path) as stream:
        for piece in _pieces(response, Gunzip() if is_packed else None, sums, patience):
            size += len(piece)
            if size > most:
                raise _too_much(f"more than {most:,} bytes", most)
            if len(head) < SNIFFED:
                head += piece[:SNIFFED]
                refuse_page(head)
            sums.add_plain(piece)
            stream.write(piece)
        if size == 0:
            raise Refusal("an empty file", "a list")
        checks = (*sums.check(), *_as_given(sums.sha256, patience.options.sha256.lower()))
    return Received(sums.sha256, size, checks)


def _pieces(
    response: requests.Response, unpacking: Gunzip | None, sums: Sums, patience: Patience
) -> Iterator[bytes]:
    """The body, unpacked, as it comes."""
    options = patience.options
    declared = _length(response.headers.get("Content-Length", ""))
    if declared is not None and declared > options.max_bytes:
        raise _too_much(f"{declared:,} bytes", options.max_bytes)
    sent = 0
    while True:
        with network(patience):
            # whatever has come, without waiting for more
            chunk = response.raw.read1(_CHUNK, decode_content=False)
        if patience.is_over:
            raise patience.ended(f"{sent:,} bytes")
        if not chunk:
            break
        sent += len(chunk)
        if sent > options.max_bytes:  # packed, it may still unpack to nothing at all
            raise _too_much(f"more than {options.max_bytes:,} bytes", options.max_bytes)
        sums.add_sent(chunk)
        if unpacking is None:
            yield chunk
        else:
            yield from unpacking.add(chunk)
        if options.progress is not None:
            options.progress(sent, declared)
    if unpacking is not None and sent:
        unpacking.end()


def _length(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _LONGEST_LENGTH else None


def _too_much(found: str, most: int) -> Refusal:
    return Refusal(found, f"at most {most:,} bytes", is_final=True)


def _as_given(found: str, given: str) -> tuple[str, ...]:
    if not given:
        return ()
    if found != given:
        raise Refusal(f"SHA-256 {found}", f"{given}, as given", is_final=True)
    return ("sha256 as given",)
