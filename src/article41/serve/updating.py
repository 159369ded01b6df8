"""Lists fetched from their publishers, each asked only for what is newer than the one kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from article41.errors import Article41Error, InputError, UnknownName
from article41.keep.watchlists.fetching import Conditional, FetchOptions, fetch
from article41.keep.watchlists.fetching.addresses import shown
from article41.keep.watchlists.importing import Imported, Origin, Wish, confirm, import_list
from article41.keep.watchlists.store import Store, Version
from article41.read.lists.reading import ListFile, open_list
from article41.read.lists.sources import is_list_key, sources

IN_FLIGHT = ".fetched"
"""The folder that files come into; on the disk of the store, so that none crosses from one to another."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one list: imported, `confirmed` as the newest, or why neither."""

    list_key: str
    imported: Imported | None = None
    confirmed: Version | None = None
    failure: Article41Error | None = None


def addresses(store: Store, keys: Sequence[str], own: Mapping[str, str]) -> dict[str, str]:
    """Where each list is asked for: `own` before what lists.csv says; without keys, every list that is kept,
    or every list with an address where none is. Raises UnknownName, or InputError where there is no address
    or a key that no list can have.
    """
    known = {key: s.address for key, s in sources().items() if s.address} | dict(own)
    wanted = keys or tuple(own) or tuple(k for k in store.lists() if k in known) or tuple(known)
    for key in wanted:
        if not is_list_key(key):
            raise InputError.of("lists update", key, "the key of a list: a short name in small letters")
        if key not in known:
            if key in sources():
                hint = f"--from {key}=https://…"
                raise InputError.of("lists update", key, "a list with an address", hint)
            raise UnknownName("list", key, known)
    return {key: known[key] for key in wanted}


@dataclass(frozen=True, slots=True)
class Update:
    """One run: where lists are kept, how patiently they are fetched, what is overruled, and when it is."""

    store: Store
    options: FetchOptions
    wish: Wish
    now: datetime

    def run(self, wanted: Mapping[str, str]) -> Iterator[Updated]:
        """Each list in turn; a failure of one is told and does not keep the others."""
        for key, address in wanted.items():
            try:
                yield self._one(key, address)
            except Article41Error as error:
                yield Updated(key, failure=error)

    def _one(self, key: str, address: str) -> Updated:
        current = self.store.index(key).now
        known = None
        if current is not None and current.source == shown(address):
            known = Conditional(current.etag, current.last_modified)
        folder = self.store.folder / IN_FLIGHT
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder) as into:
                got = fetch(address, Path(into), known, self.options)
                if got.path is None:
                    return Updated(key, confirmed=confirm(self.store, key, self.now))
                origin = Origin(shown(address), got.etag, got.last_modified)
                source = _opened(got.path, key, got.last_modified)
                return Updated(key, imported=import_list(self.store, source, origin, self.now, self.wish))
        except OSError as error:
            raise InputError.of(str(folder), None, "a place that can be written", error.strerror) from None


def _opened(path: Path, key: str, last_modified: str) -> ListFile:
    """A list without a day of its own is of the moment when its server last changed it."""
    source = open_list(path, key)
    moment = _moment(last_modified)
    if not source.format.is_dated and moment is not None:
        source.day, source.stamp = moment.date(), moment.isoformat()
    return source


def _moment(last_modified: str) -> datetime | None:
    """The Last-Modified header (RFC 9110, section 8.8.2) in UTC."""
    try:
        return parsedate_to_datetime(last_modified).astimezone(UTC) if last_modified else None
    except (ValueError, OverflowError):  # 9999-12-31 somewhere west of UTC is in no calendar
        return None


def own_addresses(said: Sequence[str]) -> dict[str, str]:
    """KEY=ADDRESS pairs of --from. Raises InputError."""
    pairs = [text.partition("=") for text in said]
    wrong = [text for text, pair in zip(said, pairs, strict=True) if not pair[0] or not pair[2]]
    if wrong:
        raise InputError.of("--from", wrong[0], "KEY=ADDRESS, such as un=https://…")
    return {key: address for key, _, address in pairs}
