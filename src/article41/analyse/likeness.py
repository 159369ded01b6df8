"""Listings of a register that a name is only like: another romanisation or script, a slip, a missing word.

The name core is loaded and the names are put in its index when the first text is looked up; a table without
names never pays for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from article41.analyse.names import is_abbreviation, without_abbreviation
from article41.listing import ListedName, Listing

if TYPE_CHECKING:
    from article41.analyse.matching.watchlist import Watchlist


@dataclass(frozen=True, slots=True)
class Like:
    """A listing, that name of it which is likest the text, and their score from 0 to 1."""

    listing: Listing
    name: str
    score: float


class Likeness:
    """The names of listings in an index that finds every one whose score reaches the shipped threshold."""

    def __init__(self, listings: Sequence[Listing]) -> None:
        self._listings = listings

    def search(self, texts: Sequence[str], schemas: str | Sequence[str]) -> Mapping[int, tuple[Like, ...]]:
        """By place in `texts`, the listings that the text is like, best first; nothing where there is none.

        `schemas` says what the texts are names of, one for all or one for each. A weak alias, or one of a few
        letters, meets no text by likeness. One call of the core, however many texts.
        """
        if not texts:
            return {}
        found = self._watchlist.screen(texts, schemas=schemas, limit=None)
        return {
            place: tuple(Like(self._listings[int(hit.id)], hit.name, hit.score) for hit in hits)
            for place, hits in enumerate(found)
            if hits
        }

    @cached_property
    def _watchlist(self) -> Watchlist:
        from article41.analyse.matching.listings import SCHEMAS
        from article41.analyse.matching.watchlist import Watchlist

        return Watchlist.from_names(
            (str(place), SCHEMAS[listing.kind], [n for name in listing.names for n in _forms(name, listing)])
            for place, listing in enumerate(self._listings)
        )


def _forms(name: ListedName, listing: Listing) -> list[tuple[str, str]]:
    """The name as listed and without an abbreviation in brackets at its end, each with its quality."""
    is_short = listing.kind != "vessel" and is_abbreviation(name.text)
    quality = "low" if name.quality == "low" or is_short else "good"
    return [(text, quality) for text in (name.text, without_abbreviation(name.text)) if text]
