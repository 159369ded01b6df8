"""Keys by which a listing is found exactly: its reference and its identifiers.

A key is 64 bits of a hash; whoever looks one up compares the text itself afterwards.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from article41.analyse.names import compact
from article41.listing import Listing

_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{5}", re.ASCII)
"""Eleven characters; the first eight name the bank, the last three a branch."""
_BANK, _BRANCH = 8, 11
_WORDS, _DIGIT = re.compile(r"\S\s+\S"), re.compile(r"\d")
_IMO = re.compile(r"IMO\d{7}", re.ASCII)
"""A ship's or a company's number as it is often written."""
CODE, BANK = "reference or identifier", "identifier of the bank"
"""How a text met a listing."""


def key_of(code: str) -> int:
    """Of a code as `compact` writes it."""
    digest = hashlib.blake2b(code.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def codes(listing: Listing) -> Iterator[str]:
    """The reference and every identifier, as identifiers are compared."""
    yield compact(listing.reference)
    if listing.imo is not None:
        yield listing.imo
    for identifier in listing.identifiers:
        if code := compact(identifier.value):
            yield code
            if identifier.kind == "swift" and len(code) == _BRANCH:
                yield code[:_BANK]


def asked(text: str) -> tuple[tuple[str, str], ...]:
    """The codes that a query may be, each after how it would meet; none where it has two words and no digit,
    as names have."""
    if _WORDS.search(text) and not _DIGIT.search(text):
        return ()
    code = compact(text)
    if not code:
        return ()
    if _IMO.fullmatch(code):
        return ((CODE, code), (CODE, code[3:]))
    return ((CODE, code), (BANK, code[:_BANK])) if _BIC.fullmatch(code) else ((CODE, code),)
