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
from article41.report.lists.hits import Change, Consulted, ListHit
from article41.report.lists.lineage import lineage_of
from article41.serve.watchlists import origin

_SHIP_COLUMNS = frozenset((VESSEL, OTHER, *IMO.values()))
_SHIPS = ("vessel", "aircraft", "unknown")
_GONE: Mapping[ChangeKind, Change] = {"changed": "no longer named so"}
_PARTIES = ("person", "entity", "unknown")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lists: those named, or all; as they stood on a day; only what changed since a snapshot."""

    keys: tuple[str, ...] = ()
    as_of: date | None = None
    changed_since: str | None = None


@dataclass(slots=True)
class _Open:
    """One snapshot to look in. `only`: the entries that count, and what became of them; `replaced_on`: the
    date of the list that came after it."""

    key: str
    version: Version
    snapshot: Snapshot
    only: Mapping[str, Change] | None
    about: dict[str, Any]
    replaced_on: date | None = None
    known: dict[str, tuple[Match, ...]] = field(default_factory=dict)
    """What was met by each text; texts that meet nothing are not remembered, for there is no end to them."""

    def find(self, text: str) -> tuple[Match, ...]:
        if text in self.known:
            return self.known[text]
        found = self.snapshot.find(text)
        if found and self.only is not None:
            found = tuple(m for m in found if m.listing.reference in self.only)
        if found:
            self.known[text] = found
        return found


class ListScreen:
    """The lists opened for one run. Lookups are exact: equal once normalised, or an equal code."""

    def __init__(self, opened: Sequence[_Open], consulted: Sequence[Consulted]) -> None:
        self._opened = opened
        self.consulted = tuple(consulted)

    def hits(self, column: str, given: str, day: date | None) -> Iterator[ListHit]:
        """Every entry that one value meets. `column` says whether a ship or a party is meant."""
        kinds = _SHIPS if column in _SHIP_COLUMNS else _PARTIES
        met: set[tuple[str, str]] = set()
        for one in self._opened:
            for match in one.find(given):
                entry = (one.key, match.listing.reference)
                if entry not in met and (match.listing.kind in kinds or column == ""):
                    met.add(entry)  # by a newer list it is met no less than by the one before
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
        stands=_stands(one, listing, day),
        change=one.only[listing.reference] if one.only is not None else None,
        lineage=lineage_of(listing, one.about),
    )


def _stands(one: _Open, listing: Listing, day: date | None) -> bool | None:
    """An entry without a day of listing stood at least on the day of its list; one that has left the list
    went on a day between the two."""
    if day is None:
        return None
    if listing.listed_on is not None and day < listing.listed_on:
        return False
    if one.replaced_on is not None and day > one.version.list_date:
        return None if day < one.replaced_on else False
    return True if listing.listed_on is not None or day >= one.version.list_date else None


@contextmanager
def open_lists(store: Store, choice: Choice, now: datetime) -> Iterator[ListScreen]:
    """Raises UnknownName for a list or snapshot that is not kept, OutsideCoverage for a day before the
    oldest one kept."""
    with ExitStack() as stack:
        if choice.changed_since is not None:
            opened = _changed(store, choice.changed_since, stack)
        else:
            keys = dict.fromkeys(choice.keys) or _kept(store, is_any=choice.as_of is not None)
            opened = [_open(store, k, _version(store, k, choice.as_of), None, stack) for k in keys]
        day = choice.as_of or now.date()
        yield ListScreen(opened, [_consulted(one, day) for one in opened])


def _kept(store: Store, *, is_any: bool) -> list[str]:
    """Every list with a current version, or with any: a list may be kept for questions of the past alone."""
    return [k for k in store.lists() if is_any or store.index(k).now is not None]


def _version(store: Store, key: str, as_of: date | None) -> Version:
    return store.current(key) if as_of is None else store.as_of(key, as_of)


def _open(
    store: Store, key: str, version: Version, only: Mapping[str, Change] | None, stack: ExitStack
) -> _Open:
    snapshot = stack.enter_context(store.open(key, version))
    return _Open(key, version, snapshot, only, origin(key, version, snapshot))


def _changed(store: Store, since: str, stack: ExitStack) -> list[_Open]:
    """The current list for entries added or changed, the older one for those delisted and for names and
    numbers that changed entries no longer bear."""
    key, version = store.find(since)
    now = _open(store, key, store.current(key), {}, stack)
    if version.id == now.version.id:
        return [now]
    before = _open(store, key, version, {}, stack)
    changes = {c.reference: c.kind for c in list_changes(before.snapshot, now.snapshot)}
    now.only = {r: kind for r, kind in changes.items() if kind != "delisted"}
    before.only = {r: _GONE.get(kind, kind) for r, kind in changes.items() if kind != "added"}
    before.replaced_on = now.version.list_date
    return [now, before]


def _consulted(one: _Open, day: date) -> Consulted:
    age = max((day - one.version.known_current).days, 0)
    entries = None if one.only is None else len(one.only)
    return Consulted(one.key, one.version.list_date, one.version.id, age > stale_after(one.key), age, entries)
