"""The lists kept: their state, their differences, one entry with where it came from, and their soundness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from article41.analyse.listchanges import ListChange, list_changes
from article41.errors import InputError, UnknownName
from article41.keep.watchlists.guards import control
from article41.keep.watchlists.snapshot import Snapshot, file_hash
from article41.keep.watchlists.store import Store, Version
from article41.listing import Listing
from article41.read.lists.reading import open_list
from article41.read.lists.sources import sources, stale_after
from article41.report.lists.changes import Side, side
from article41.report.lists.lineage import Lineage, lineage_of
from article41.report.lists.status import ListStatus


def now() -> datetime:
    """In UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def statuses(store: Store, now: datetime, keys: Sequence[str] = ()) -> list[ListStatus]:
    """The current version of each list. Raises UnknownName for a list that is not kept."""
    wanted = keys or [k for k in store.lists() if store.index(k).now is not None]
    return [_status(store, key, now) for key in wanted]


def _status(store: Store, key: str, now: datetime) -> ListStatus:
    version = store.current(key)
    with store.open(key, version) as snapshot:
        manifest = snapshot.manifest
    index = store.index(key)
    source = sources().get(key)
    return ListStatus(
        key=key,
        title=source.title if source else key,
        list_date=version.list_date,
        stamp=version.stamp,
        source=version.source,
        imported_at=version.imported_at,
        checked_at=version.checked_at,
        known_current=version.known_current,
        age=max((now.date() - version.known_current).days, 0),
        stale_after=stale_after(key),
        snapshot=version.id,
        source_sha256=version.source_sha256,
        reader=f"{manifest.reader} {manifest.reader_version}",
        records=manifest.records,
        names=manifest.names,
        kinds=manifest.kinds,
        regimes=manifest.counts,
        versions=len(index.versions),
        oldest=min(v.list_date for v in index.versions),
        unread={k: m.count for k, m in manifest.unread.items()},
        refused={k: m.count for k, m in manifest.refused.items()},
        forced=version.forced,
    )


@dataclass(frozen=True, slots=True)
class _List:
    name: str
    list_key: str
    list_date: date | None
    listings: list[Listing]


def difference(
    store: Store, first: str, last: str, list_key: str | None = None
) -> tuple[Side, Side, list[ListChange]]:
    """What changed between two snapshots or list files. Raises InputError where they are two lists."""
    before, after = (_whole(store, word, list_key) for word in (first, last))
    if before.list_key != after.list_key:
        found = f"{before.list_key} and {after.list_key}"
        raise InputError.of("lists diff", found, "two versions of one list")
    changes = list(list_changes(before.listings, after.listings))
    sides = [side(x.name, x.list_date, x.listings) for x in (before, after)]
    return sides[0], sides[1], changes


def _whole(store: Store, word: str, list_key: str | None) -> _List:
    path = Path(word)
    if not path.exists():
        key, version = store.find(word)
        with store.open(key, version) as snapshot:
            return _List(f"{key}@{version.list_date}", key, version.list_date, list(snapshot))
    source = open_list(path, list_key)
    if not source.format.is_dated:
        source.day = date.today()  # asked for nothing but its entries
    listings = list(source.listings())
    if problems := source.tally.all_problems():
        raise InputError(problems)
    dated = source.tally.list_date if source.format.is_dated else None
    return _List(path.name, source.list_key, dated, listings)


def entries(
    store: Store, list_key: str, wanted: str, day: date | None = None
) -> list[tuple[Listing, Lineage]]:
    """The entries that bear a reference, identifier or name, with where each was read.

    Raises UnknownName where there is none, OutsideCoverage where no list of that day is kept.
    """
    version = store.current(list_key) if day is None else store.as_of(list_key, day)
    with store.open(list_key, version) as snapshot:
        about = origin(list_key, version, snapshot)
        found = [(m.listing, lineage_of(m.listing, about)) for m in snapshot.find(wanted)]
        if not found:
            raise UnknownName(f"entry of {list_key}", wanted, [x.reference for x in snapshot])
        return found


def origin(list_key: str, version: Version, snapshot: Snapshot) -> dict[str, Any]:
    """What every entry of a snapshot has in its lineage."""
    manifest = snapshot.manifest
    return {
        "list_key": list_key,
        "list_date": manifest.list_date,
        "stamp": manifest.stamp,
        "source": version.source,
        "source_sha256": manifest.source_sha256,
        "reader": f"{manifest.reader} {manifest.reader_version}",
        "snapshot": snapshot.id,
    }


@dataclass(frozen=True, slots=True)
class Checked:
    """One list tested: how many names found their own record, and what is wrong."""

    list_key: str
    version: Version
    names: int
    problems: tuple[str, ...]


def check(store: Store, keys: Sequence[str] = ()) -> Iterator[Checked]:
    """Every version of each list is as it was written, and every name of the current one finds its record."""
    for key in keys or store.lists():
        index = store.index(key)
        for version in index.versions:
            path = store.path(key, version)
            try:
                wrong = [] if file_hash(path) == version.id else [f"{path.name} is not the file it was"]
            except OSError as error:
                wrong = [f"{path.name}: {error.strerror}"]
            names = 0
            if not wrong and version.id == index.current:
                with Snapshot(path) as snapshot:
                    names = snapshot.manifest.names
                    wrong += [c.text for c in control(snapshot)]
            yield Checked(key, version, names, tuple(wrong))
