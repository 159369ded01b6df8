"""Which lists there are, of which day, how old, and what is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from article41.report.words import count, listed, printable, wrapped

_MOST = 12
"""Regimes of a list that people are shown; JSON has them all."""
_OLD = 30
"""Days after which a list's own date is told beside the day on which it was asked for."""
PLURALS = {
    "person": "persons",
    "entity": "entities",
    "vessel": "vessels",
    "aircraft": "aircraft",
    "unknown": "of unknown kind",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStatus:
    """The current version of a list. Ages are in days; `stale_after` is how old one may be.

    `known_current` is the last day on which the publisher is known to have had nothing newer: the list's own
    date, or the day of the last conditional request.
    """

    key: str
    title: str
    list_date: date
    stamp: str
    source: str
    imported_at: datetime
    checked_at: datetime
    known_current: date
    age: int
    stale_after: int
    snapshot: str
    source_sha256: str
    reader: str
    records: int
    names: int
    kinds: Mapping[str, int]
    regimes: Mapping[str, Mapping[str, int]]
    versions: int
    oldest: date
    unread: Mapping[str, int]
    refused: Mapping[str, int]
    forced: tuple[str, ...]

    @property
    def is_stale(self) -> bool:
        """Whether the list may no longer be what the publisher has."""
        return self.age > self.stale_after


def kinds_text(kinds: Mapping[str, int]) -> str:
    """ "80 persons, 75 entities"."""
    return ", ".join(
        f"{n:,} {kind if n == 1 and kind != 'unknown' else plural}"
        for kind, plural in PLURALS.items()
        if (n := kinds.get(kind, 0))
    )


def status_text(lists: Sequence[ListStatus]) -> str:
    """A paragraph a list."""
    return "\n".join(line for status in lists for line in _lines(status)).rstrip()


def _lines(status: ListStatus) -> Iterator[str]:
    yield from wrapped(printable(f"{status.key}  {status.title}"), 0)
    stamp = f" ({status.stamp})" if status.stamp and status.stamp != str(status.list_date) else ""
    yield from wrapped(printable(f"list of {status.list_date}{stamp}"), 1)
    fetched = f"{status.imported_at:%Y-%m-%d %H:%M} UTC"
    yield from wrapped(printable(f"taken in {fetched} from {status.source}"), 1)
    yield from wrapped(age_text(status), 1)
    sums = f"{count(status.records, 'record')} with {count(status.names, 'name')}"
    yield from wrapped(f"{sums}: {kinds_text(status.kinds)}", 1)
    if set(status.regimes) != {""}:
        yield from wrapped(printable(_regimes(status.regimes)), 1)
    if status.forced:
        yield from wrapped(f"imported although: {listed(status.forced)}", 1)
    if status.unread:
        yield from wrapped(printable(f"not read: {_counts(status.unread)}"), 1)
    if status.refused:
        yield from wrapped(printable(f"left out because they name nobody: {_counts(status.refused)}"), 1)
    kept = f"{count(status.versions, 'version')} kept, the oldest of {status.oldest}"
    yield from wrapped(
        f"snapshot {status.snapshot[:12]}, file SHA-256 {status.source_sha256[:12]}…; {kept}", 1
    )
    yield ""


def age_text(status: ListStatus) -> str:
    """How old the list is, and STALE in words where that is too old."""
    allowed = count(status.stale_after, "day")
    if not status.is_stale:
        known = f"known to be the newest on {status.known_current}, {_ago(status.age)}"
        return f"current: {known} (good for {allowed}){_own_date(status)}"
    return (
        f"STALE: last known to be the newest on {status.known_current}, {_ago(status.age)}; "
        f"more than {allowed}. Whoever was listed since then is not found."
    )


def _own_date(status: ListStatus) -> str:
    """A server that has nothing newer may be a mirror that nobody feeds: an old date of its own is told."""
    days = (status.known_current - status.list_date).days
    return f"; the list itself is dated {status.list_date}, {_ago(days)}" if days > _OLD else ""


def _ago(days: int) -> str:
    return "today" if days == 0 else f"{count(days, 'day')} ago"


def _regimes(regimes: Mapping[str, Mapping[str, int]]) -> str:
    ranked = sorted(regimes.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    said = [f"{regime or '(none)'} {_pair(kinds)}" for regime, kinds in ranked[:_MOST]]
    more = len(ranked) - _MOST
    return " · ".join(said) + (f" · and {more} more" if more > 0 else "")


def _pair(kinds: Mapping[str, int]) -> str:
    """ "80 persons 75 entities" without commas: these stand in a row."""
    return kinds_text(kinds).replace(",", "") if len(kinds) > 1 else kinds_text(kinds)


def _counts(met: Mapping[str, int]) -> str:
    ranked = sorted(met.items(), key=lambda item: -item[1])
    more = f" and {len(ranked) - _MOST} more" if len(ranked) > _MOST else ""
    return ", ".join(f"{what} ({n:,})" for what, n in ranked[:_MOST]) + more


def status_json(lists: Sequence[ListStatus]) -> str:
    """Everything, regimes and what was not read included."""
    return json.dumps([_values(s) for s in lists], ensure_ascii=False, indent=1)


def _values(status: ListStatus) -> dict[str, Any]:
    found = {k: str(v) if isinstance(v, date | datetime) else v for k, v in asdict(status).items()}
    return {**found, "is_stale": status.is_stale}
