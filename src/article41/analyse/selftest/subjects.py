"""What is tested: each listed name that must be found, and the lists as they are searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from article41.analyse.matching.listings import SCHEMAS, index_of
from article41.analyse.matching.watchlist import Watchlist
from article41.analyse.names import normalised
from article41.listing import Kind, Listing

WEAK = "low"
"""The quality of a weak alias: kept apart by the search, and not asked for here."""
Origin: TypeAlias = Literal["Korean", "Chinese", "other"]
_KOREAN, _CHINESE = frozenset({"KP", "KR"}), frozenset({"CN", "TW", "HK", "MO"})


class Listings(Protocol):
    """The records of a list by number: a snapshot, or a tuple."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> Listing: ...
    def __iter__(self) -> Iterator[Listing]: ...


@dataclass(frozen=True, slots=True)
class Source:
    """A list as it is searched; the ids of `names` are record numbers as decimal text."""

    key: str
    listings: Listings
    names: Watchlist


@dataclass(frozen=True, slots=True)
class Subject:
    """A listed name and whose it is. `number`: of the record in its list. `family`: the family name in it,
    where the list marks one."""

    list_key: str
    number: int
    reference: str
    kind: Kind
    text: str
    family: str = ""
    origin: Origin = "other"
    """Whose customs of naming hold, by nationality and regime: a Korean has no middle name to drop."""

    @property
    def schema(self) -> str:
        """What the name is of, as the search is told."""
        return SCHEMAS[self.kind]


def source_of(key: str, listings: Listings) -> Source:
    """A list with an index of its names, made in memory."""
    return Source(key, listings, index_of(listings))


def subjects(sources: Iterable[Source]) -> Iterator[Subject]:
    """Every primary name and good alias, each once a record; weak aliases and names without a letter or digit
    are left out."""
    for source in sources:
        for number, listing in enumerate(source.listings):
            for text, family in {
                n.text: n.family for n in listing.names if n.quality != WEAK and normalised(n.text)
            }.items():
                yield Subject(
                    source.key, number, listing.reference, listing.kind, text, family, _origin(listing)
                )


def _origin(listing: Listing) -> Origin:
    places = {*listing.nationalities, *(a.code for a in listing.addresses)}
    if listing.regime == "DPRK" or any("DPRK" in p for p in listing.programmes) or places & _KOREAN:
        return "Korean"
    return "Chinese" if places & _CHINESE else "other"
