"""The lists kept: their state, their differences, one entry with where it came from, and their soundness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO

from article41.analyse.listchanges import ListChange, list_changes
from article41.errors import InputError, Problem, UnknownName
from article41.keep.files import file_hash
from article41.keep.watchlists.guards import control
from article41.keep.watchlists.snapshot import Snapshot
from article41.keep.watchlists.store import Store, Version
from article41.listing import Listing
from article41.read.lists.reading import open_list
from article41.read.lists.sources import sources, stale_after
from article41.report.lists.changes import Side, side
from article41.report.lists.entries import entry_line
from article41.report.lists.ftm import write_ftm
from article41.report.lists.lineage import Lineage, lineage_of
from article41.report.lists.simple import write_targets_simple
from article41.report.lists.status import ListStatus

_MOST_TOLD = 10
UN, REGIME = "un", "DPRK"
"""The list and its word for the regime whose register the law carries."""


def now() -> datetime:
    """In UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def statuses(store: Store, now: datetime, keys: Sequence[str] = ()) -> tuple[list[ListStatus], list[Problem]]:
    """The current version of each list, and what is wrong with those that cannot be opened or have none.
    Raises UnknownName for a list that is not kept."""
    found: list[ListStatus] = []
    problems: list[Problem] = []
    for key in keys or store.lists():
        try:
            if keys or store.index(key).now is not None:
                found.append(_status(store, key, now))
        except UnknownName:
            raise
        except InputError as error:
            problems += error.problems
    return found, problems


def archived(store: Store) -> Iterator[tuple[str, int]]:
    """Lists of which no version is current, and how many are kept for questions about their days."""
    for key in store.lists():
        with suppress(InputError):  # `statuses` tells of it
            index = store.index(key)
            if index.now is None:
                yield key, len(index.versions)


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
    if not _is_file(store, word):
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


def _is_file(store: Store, word: str) -> bool:
    """A list kept here goes before a file or folder of its name: "./un" is the folder."""
    if not word or word in store.lists():
        return False
    try:
        return Path(word).exists()
    except OSError:  # longer than a name can be
        return False


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
    """One version tested: how many names found their own record, and what is wrong; `version` is None where
    the list's index cannot be read."""

    list_key: str
    version: Version | None
    names: int
    problems: tuple[str, ...]


def check(store: Store, keys: Sequence[str] = ()) -> Iterator[Checked]:
    """Every version of each list is as it was written, and every name of the current one finds its record.
    Raises UnknownName for a list that is not kept."""
    for key in keys or store.lists():
        try:
            index = store.index(key)
        except InputError as error:
            yield Checked(key, None, 0, tuple(map(str, error.problems)))
            continue
        if not index.versions:
            raise UnknownName("list", key, store.lists())
        for version in index.versions:
            path = store.path(key, version)
            try:
                wrong = [] if file_hash(path) == version.id else [f"{path.name} is not the file it was"]
            except OSError as error:
                wrong = [f"{path.name}: {error.strerror}"]
            names = 0
            if not wrong and version.id == index.current:
                try:
                    with Snapshot(path) as snapshot:
                        names = snapshot.manifest.names
                        wrong += [c.text for c in control(snapshot)]
                except InputError as error:
                    wrong += map(str, error.problems)
            yield Checked(key, version, names, tuple(wrong))


def beside_the_law(store: Store, keys: Sequence[str] = ()) -> Iterator[str]:
    """What the current United Nations list and the law's own register of the regime tell differently;
    nothing where there is no such list. Raises InputError where it is damaged."""
    if (keys and UN not in keys) or (version := store.index(UN).now) is None:
        return
    from article41.read.resolutions import load_law

    with store.open(UN, version) as snapshot:
        listed = {x.reference: x for x in snapshot if x.regime == REGIME}
    ours = {x.reference: x for x in load_law().listings if x.kind != "vessel" and x.removed_on is None}
    new = [x for reference, x in listed.items() if reference not in ours]
    yield from _told(new, "not in the law's register, so assess does not know it")
    day = version.list_date
    gone = [x for reference, x in ours.items() if reference not in listed and x.since <= day]
    yield from _told(gone, f"in the law's register, but not on the list of {day}")


def _told(entries: Sequence[Listing], what: str) -> Iterator[str]:
    for listing in entries[:_MOST_TOLD]:
        yield f"{UN}: {entry_line(listing)}: {what}"
    if len(entries) > _MOST_TOLD:
        yield f"{UN}: and {len(entries) - _MOST_TOLD:,} more {what}"


def write_list(store: Store, key: str, day: date | None, form: str, out: BinaryIO) -> None:
    """A list in a format of exchange: ftm, simple or jsonl. Raises UnknownName or OutsideCoverage."""
    version = store.current(key) if day is None else store.as_of(key, day)
    with store.open(key, version) as snapshot:
        if form == "simple":
            text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
            write_targets_simple(snapshot, text)
            text.detach()
        elif form == "ftm":
            write_ftm(snapshot, out)
        else:
            out.writelines(snapshot.lines())
