"""What a body is once it is unpacked: a list, and not a bomb, a page or half a file."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from article41.keep.watchlists.fetching.terms import Refusal
from article41.read.lists.parts import LIMITS

_PIECE = 1 << 20
_GZIP = 16 + zlib.MAX_WBITS
SNIFFED = 1 << 12
"""Bytes after which a web page has shown itself."""
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|title|body|script)\b", re.IGNORECASE)
_BEFORE = re.compile(
    rb"\s*(?:<\?.*?\?>|<!--.*?-->|<meta[^>]*>|<!doctype\s(?!html)[^>]*>)", re.DOTALL | re.IGNORECASE
)
_TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})", re.IGNORECASE)


class Gunzip:
    """Unpacks a body piece by piece, at most 1 MiB at a time."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP)
        self._sent = self._got = 0

    def add(self, chunk: bytes) -> Iterator[bytes]:
        """What the next bytes unpack to. Raises Refusal where they are damaged, or a bomb."""
        self._sent += len(chunk)
        while chunk or not self._stream.eof:
            if self._stream.eof:  # one stream may follow another
                self._stream = zlib.decompressobj(_GZIP)
            try:
                piece = self._stream.decompress(chunk, _PIECE)
            except zlib.error:
                raise Refusal("a damaged gzip stream", "the whole file") from None
            chunk = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            self._got += len(piece)
            if self._got > _PIECE and self._got > LIMITS.zip_ratio * self._sent:
                found = f"{self._sent:,} bytes that unpack to more than {self._got - 1:,}"
                raise Refusal(found, f"at most {LIMITS.zip_ratio} times as much", is_final=True)
            if piece:
                yield piece
            if not chunk and len(piece) < _PIECE:
                return

    def end(self) -> None:
        """Raises Refusal where the stream is not at its end."""
        if not self._stream.eof:
            raise Refusal("a gzip stream that breaks off", "the whole file")


def refuse_page(head: bytes) -> None:
    """Raises Refusal where a web page begins: a login, a portal, an error sent as 200."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    while (before := _BEFORE.match(start)) is not None:
        start = start[before.end() :].lstrip()
    if _PAGE.match(start) is None:
        return
    title = _TITLE.search(start)
    words = " ".join(title[1].decode("utf-8", "replace").split()) if title else ""
    found = f"a web page, '{words[:40]}'" if words else "a web page"
    raise Refusal(found, "a list", "a login, a portal or a moved list answers so", is_final=True)
