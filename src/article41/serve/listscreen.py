"""Names and numbers looked up exactly in the lists kept here, or in what changed on them since a snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from article41.analyse.listchanges import ChangeKind, list_changes
from article41.analyse.register import IMO, OTHER, VESSEL
from article41.keep.watchlists.snapshot import Match, Snapshot
from article41.keep.watchlists.store import Store, Version
from article41.listing import Listing
from article41.read.lists.sources import stale_after
from article41.report.lists.changes import regime_of
from article41.report.lists.hits import Consulted, ListHit
from article41.report.lists.lineage import lineage_of
from article41.serve.watchlists import origin

_SHIPS = ("vessel", "aircraft", "unknown")
_PARTIES = ("person", "entity", "unknown")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lists: those named, or all; as they stood on a day; only what changed since a snapshot."""

    keys: tuple[str, ...] = ()
    as_of: date | None = None
    changed_since: str | None = None


@dataclass(slots=True)
class _Open:
    """One snapshot to look in. `only`: the entries that count, and what became of them."""

    key: str
    version: Version
    snapshot: Snapshot
    only: Mapping[str, ChangeKind] | None
    about: dict[str, Any]
    known: dict[str, tuple[Match, ...]] = field(default_factory=dict)

    def find(self, text: str) -> tuple[Match, ...]:
        if text not in self.known:
            found = self.snapshot.find(text)
            only = self.only
            self.known[text] = tuple(m for m in found if only is None or m.listing.reference in only)
        return self.known[text]


class ListScreen:
    """The lists opened for one run. Lookups are exact: equal once normalised, or an equal code."""

    def __init__(self, opened: Sequence[_Open], consulted: Sequence[Consulted]) -> None:
        self._opened = opened
        self.consulted = tuple(consulted)

    def hits(self, column: str, given: str, day: date | None) -> Iterator[ListHit]:
        """Every entry that one value meets. `column` says whether a ship or a party is meant."""
        kinds = _SHIPS if column in (VESSEL, OTHER, *IMO.values()) else _PARTIES
        for one in self._opened:
            for match in one.find(given):
                if match.listing.kind in kinds or column == "":
                    yield _hit(one, match, column, given, day)


def _hit(one: _Open, match: Match, column: str, given: str, day: date | None) -> ListHit:
    listing, name = match.listing, match.name
    return ListHit(
        field=column or "name",
        given=given,
        list_key=one.key,
        reference=listing.reference,
        name=listing.name,
        met=name.text if name else given,
        quality=name.quality if name else "",
        how=match.how,
        kind=listing.kind,
        regime=regime_of(listing),
        listed_on=listing.listed_on,
        stands=_stands(listing, day),
        change=one.only[listing.reference] if one.only is not None else None,
        lineage=lineage_of(listing, one.about),
    )


def _stands(listing: Listing, day: date | None) -> bool | None:
    if listing.listed_on is None or day is None:
        return None
    return listing.listed_on <= day


@contextmanager
def open_lists(store: Store, choice: Choice, now: datetime) -> Iterator[ListScreen]:
    """Raises UnknownName for a list or snapshot that is not kept, OutsideCoverage for a day before the
    oldest one kept."""
    with ExitStack() as stack:
        if choice.changed_since is not None:
            opened = _changed(store, choice.changed_since, stack)
        else:
            keys = choice.keys or tuple(k for k in store.lists() if store.index(k).now is not None)
            opened = [_open(store, k, _version(store, k, choice.as_of), None, stack) for k in keys]
        day = choice.as_of or now.date()
        yield ListScreen(opened, [_consulted(one, day) for one in opened])


def _version(store: Store, key: str, as_of: date | None) -> Version:
    return store.current(key) if as_of is None else store.as_of(key, as_of)


def _open(
    store: Store, key: str, version: Version, only: Mapping[str, ChangeKind] | None, stack: ExitStack
) -> _Open:
    snapshot = stack.enter_context(store.open(key, version))
    return _Open(key, version, snapshot, only, origin(key, version, snapshot))


def _changed(store: Store, since: str, stack: ExitStack) -> list[_Open]:
    """The current list for entries added or changed, the older one for those delisted and for names gone."""
    key, version = store.find(since)
    before = stack.enter_context(store.open(key, version))
    now = _open(store, key, store.current(key), {}, stack)
    changes = {c.reference: c.kind for c in list_changes(before, now.snapshot)}
    now.only = {r: kind for r, kind in changes.items() if kind != "delisted"}
    gone = {r: kind for r, kind in changes.items() if kind == "delisted"}
    return [now, _Open(key, version, before, gone, origin(key, version, before))]


def _consulted(one: _Open, day: date) -> Consulted:
    age = max((day - one.version.known_current).days, 0)
    entries = None if one.only is None else len(one.only)
    return Consulted(one.key, one.version.list_date, one.version.id, age > stale_after(one.key), age, entries)
