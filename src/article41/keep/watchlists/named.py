"""The names of a list in an index of the name core: ids are the numbers of the listings in the snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from article41.analyse.matching.watchlist import Watchlist
from article41.analyse.names import any_order, normalised, without_abbreviation
from article41.listing import Kind, ListedName, Listing

Named: TypeAlias = tuple[str, str, list[tuple[str, str]]]
SCHEMAS: dict[Kind, str] = {
    "person": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "unknown": "Unknown",
}


def named(number: int, listing: Listing) -> Named:
    """The id, schema and names of a listing. A name that ends with its abbreviation in brackets is found
    without it too."""
    names = [(name.text, name.quality) for name in listing.names]
    shorter = ((without_abbreviation(text), quality) for text, quality in names)
    return str(number), SCHEMAS[listing.kind], names + [(t, q) for t, q in shorter if t is not None]


def index_of(listings: Iterable[Listing]) -> Watchlist:
    """An index in memory."""
    return Watchlist.from_names(named(number, listing) for number, listing in enumerate(listings))


NAME, REORDERED = "name", "name in another order"
"""How a name that is equal met a listing."""
ANY_ORDER = ("person", "unknown")
"""Kinds whose names are equal in any order of their tokens: lists print the family name first or last."""


def how_equal(asked: str, listed: str, kind: Kind) -> str | None:
    """How two names are equal once normalised, the listed one also without the abbreviation at its end; None
    where they are not."""
    name = normalised(asked)
    shorter = without_abbreviation(listed)
    forms = [normalised(listed), *([] if shorter is None else [normalised(shorter)])]
    if name and name in forms:
        return NAME
    is_reordered = kind in ANY_ORDER and any_order(name) in map(any_order, forms)
    return REORDERED if name and is_reordered else None


def bearer(listing: Listing, text: str) -> ListedName:
    """The name of a listing that the index gave as `text`."""
    return next(n for n in listing.names if text in (n.text, without_abbreviation(n.text)))
