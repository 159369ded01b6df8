"""The law's own register, asked as the lists kept here are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from article41.analyse.matching.watchlist import Watchlist
from article41.analyse.register import Register
from article41.keep.watchlists.codes import asked, codes
from article41.keep.watchlists.named import index_of
from article41.keep.watchlists.snapshot import Match
from article41.listing import Listing

LAW = "law"
"""The key of the register among the lists."""


class LawList:
    """What the law's register knows as of its day, those removed since included."""

    def __init__(self, register: Register, version: str, law_hash: str) -> None:
        self.register = register
        self.id = law_hash
        self._version = version

    def __getitem__(self, number: int) -> Listing:
        return self.register.listings[number]

    def __iter__(self) -> Iterator[Listing]:
        return iter(self.register.listings)

    @cached_property
    def names(self) -> Watchlist:
        """The index of names; ids are numbers of listings."""
        return index_of(self.register.listings)

    @cached_property
    def _codes(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, listing in enumerate(self.register.listings):
            for code in dict.fromkeys(codes(listing)):
                found.setdefault(code, []).append(number)
        return found

    def by_code(self, text: str) -> Iterator[tuple[int, Match]]:
        """The listings that bear this reference or identifier, each once, after their numbers."""
        met: set[int] = set()
        for how, code in asked(text):
            for number in self._codes.get(code, ()):
                if number not in met:
                    met.add(number)
                    yield number, Match(self[number], None, how)

    @property
    def about(self) -> dict[str, Any]:
        """What every listing has in its lineage."""
        return {
            "list_key": LAW,
            "list_date": self.register.as_of,
            "stamp": "",
            "source": "law/listings.csv, law/vessels.csv",
            "source_sha256": self.id,
            "reader": f"article41 {self._version}",
            "snapshot": self.id,
        }
