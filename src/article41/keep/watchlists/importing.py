"""A list file taken in: read, proved, compared with the current one, and only then made current."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from article41.analyse.matching.watchlist import INDEX_VERSION
from article41.errors import InputError, Problem
from article41.keep.watchlists.guards import Concern, beside, by_itself, control
from article41.keep.watchlists.snapshot import Snapshot
from article41.keep.watchlists.store import Index, Store, Version
from article41.keep.watchlists.writing import write_snapshot
from article41.read.lists.reading import ListFile

Became: TypeAlias = Literal["current", "archived", "unchanged"]
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a list file came from; `etag` and `last_modified` as the server said."""

    source: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list file. `said`: concerns that did not refuse it; `before`: what was current."""

    list_key: str
    version: Version
    became: Became
    said: tuple[Concern, ...]
    before: Version | None


@dataclass(frozen=True, slots=True)
class Wish:
    """`force`: whatever guards refuse unless forced. `archive`: kept for its day, current stays current."""

    force: bool = False
    archive: bool = False


def import_list(
    store: Store, source: ListFile, origin: Origin, now: datetime, wish: Wish | None = None
) -> Imported:
    """Reads a list and makes it current. Raises InputError, the store as it was, where a guard refuses."""
    wish = wish or Wish()
    with store.writing(source.list_key) as folder:
        index = store.index(source.list_key)
        before = index.now
        if (
            before is not None
            and before.source_sha256 == source.sha256
            and _is_same_reader(store, source, before)
        ):
            return _again(store, index, before, origin, now)
        path = write_snapshot(source, folder)
        if before is not None and path.stem == before.id:  # it was damaged, and is whole again
            return _again(store, index, before, origin, now)
        with Snapshot(path) as new:
            concerns = [*control(new), *_concerns(store, index, new, now, wish)]
            refused = [
                c for c in concerns if c.weight == "never" or (c.weight == "forced" and not wish.force)
            ]
            if refused:
                _discard(path, index)
                raise _refusal(source, refused)
            version = _version(new, origin, now, concerns)
        store.save(index.with_version(version, is_current=not wish.archive))
        became: Became = "archived" if wish.archive else "current"
        return Imported(source.list_key, version, became, tuple(concerns), before)


def _again(store: Store, index: Index, before: Version, origin: Origin, now: datetime) -> Imported:
    """The same bytes once more: from the publisher they are the newest today; of a file, nobody knows."""
    version = before
    if "://" in origin.source:
        version = replace(version, source=origin.source, etag=origin.etag, last_modified=origin.last_modified)
    if version.is_fetched == ("://" in origin.source):
        version = replace(version, checked_at=now)
    store.save(index.with_version(version, is_current=True))
    return Imported(index.list_key, version, "unchanged", (), before)


def confirm(store: Store, key: str, now: datetime) -> Version:
    """The publisher has nothing newer than the current list. Raises UnknownName where there is none."""
    with store.writing(key):
        version = replace(store.current(key), checked_at=now)
        store.save(store.index(key).with_version(version, is_current=True))
        return version


def _concerns(store: Store, index: Index, new: Snapshot, now: datetime, wish: Wish) -> list[Concern]:
    concerns = [*by_itself(new, now.date())]
    if index.now is not None and not wish.archive:
        try:
            with store.open(index.list_key, index.now) as old:
                concerns += beside(new, old)
        except InputError as error:
            concerns.append(Concern("not compared", "forced", str(error)))
    return concerns


def _is_same_reader(store: Store, source: ListFile, before: Version) -> bool:
    try:
        with store.open(source.list_key, before) as old:
            known = old.manifest
    except InputError:  # damaged: it is read anew
        return False
    made_by = (known.reader, known.reader_version, known.names_index)
    return made_by == (source.format.key, source.format.version, INDEX_VERSION)


def _version(new: Snapshot, origin: Origin, now: datetime, concerns: list[Concern]) -> Version:
    manifest = new.manifest
    return Version(
        id=new.id,
        list_date=manifest.list_date,
        stamp=manifest.stamp,
        source_sha256=manifest.source_sha256,
        source=origin.source,
        imported_at=now,
        checked_at=now,
        records=manifest.records,
        forced=tuple(dict.fromkeys(c.guard for c in concerns if c.weight == "forced")),
        etag=origin.etag,
        last_modified=origin.last_modified,
    )


def _discard(path: Path, index: Index) -> None:
    """A refused snapshot, unless it is that of a version kept."""
    if all(v.id != path.stem for v in index.versions):
        path.unlink(missing_ok=True)


def _refusal(source: ListFile, concerns: list[Concern]) -> InputError:
    problems = [
        Problem(
            source.path.name, expected=_EXPECTED[c.guard], hint="; ".join((c.text, *_HINTS.get(c.guard, ())))
        )
        for c in concerns[:_MOST_TOLD]
    ]
    if len(concerns) > _MOST_TOLD:
        problems.append(Problem(source.path.name, expected=f"and {len(concerns) - _MOST_TOLD:,} more"))
    return InputError(problems)


_FORCE = ("--force imports it all the same",)
_EXPECTED = {
    "control test": "every listed name to be found",
    "future": "a list of today or before",
    "older than current": "a newer list",
    "same date, other bytes": "the same bytes under the same date",
    "not compared": "the current list whole, to compare with",
    "shrink": "no more than 5 % fewer within 31 days",
    "fewer names": "no more than 5 % fewer within 31 days: aliases may be missing",
    "regime gone": "every regime of the list within 31 days before",
}
_HINTS = {
    "future": _FORCE,
    "older than current": ("--archive keeps it for questions about its day, --force makes it current",),
    "same date, other bytes": _FORCE,
    "not compared": ("import the file of the current list again", *_FORCE),
    "shrink": _FORCE,
    "fewer names": _FORCE,
    "regime gone": _FORCE,
}
