"""Keys by which a listing is found exactly: its reference, its identifiers, its names once normalised.

A key is 64 bits of a hash; whoever looks one up compares the text itself afterwards.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache

from article41.analyse.names import any_order, compact, normalised, without_abbreviation
from article41.listing import Listing

_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{5}", re.ASCII)
"""Eleven characters; the first eight name the bank, the last three a branch."""
_BANK, _BRANCH = 8, 11
ANY_ORDER = ("person", "unknown")
"""Kinds whose names meet whatever the order of their tokens: lists print the family name first or last."""


def key_of(kind: str, text: str) -> int:
    """`kind`: "name", "tokens" (a person's, sorted) or "code" (a reference or identifier)."""
    digest = hashlib.blake2b(f"{kind}\0{text}".encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@lru_cache(maxsize=1 << 16)
def forms(text: str) -> tuple[str, ...]:
    """A name normalised, and again without the abbreviation in brackets at its end; kept, for every name of
    a list is asked for twice while the list is taken in."""
    texts = (text, without_abbreviation(text))
    return tuple(dict.fromkeys(filter(None, (normalised(t) for t in texts if t))))


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


def keys(listing: Listing) -> set[int]:
    """Everything under which a listing is found."""
    found = {key_of("code", code) for code in codes(listing)}
    for name in listing.names:
        for form in forms(name.text):
            found.add(key_of("name", form))
            if listing.kind in ANY_ORDER:
                found.add(key_of("tokens", any_order(form)))
    return found


@lru_cache(maxsize=1 << 12)
def asked(text: str) -> tuple[tuple[str, str, str, int], ...]:
    """What a query may be: a code, a name, a person's name in another order. Each as how, kind, text, key;
    kept, for it is the same for every list that is asked."""
    name = next(iter(forms(text)), "")
    if not name:
        return ()
    code = compact(text)
    bank = (("identifier of the bank", "code", code[:_BANK]),) if _BIC.fullmatch(code) else ()
    said = (
        ("reference or identifier", "code", code),
        *bank,
        ("name", "name", name),
        ("name in another order", "tokens", any_order(name)),
    )
    return tuple((how, kind, wanted, key_of(kind, wanted)) for how, kind, wanted in said)
