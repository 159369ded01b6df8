"""The names of listings in an index of the name core: ids are numbers of listings, as decimal text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from article41.analyse.matching.watchlist import Watchlist
from article41.analyse.names import without_abbreviation
from article41.listing import Kind, Listing

Named: TypeAlias = tuple[str, str, list[tuple[str, str]]]
SCHEMAS: Mapping[Kind, str] = {
    "person": "Person",
    "entity": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "unknown": "Unknown",
}
"""What the name core calls each kind of listing."""


def named(number: int, listing: Listing) -> Named:
    """The id, schema and names of a listing, each with its quality. A name that ends with its abbreviation
    in brackets is found without it too."""
    names = [(name.text, name.quality) for name in listing.names]
    shorter = ((without_abbreviation(text), quality) for text, quality in names)
    return str(number), SCHEMAS[listing.kind], names + [(t, q) for t, q in shorter if t is not None]


def index_of(listings: Iterable[Listing]) -> Watchlist:
    """An index in memory."""
    return Watchlist.from_names(named(number, listing) for number, listing in enumerate(listings))
