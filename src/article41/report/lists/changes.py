"""What changed between two versions of a list, for people and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from article41.analyse.listchanges import ChangeKind, FieldChange, ListChange
from article41.listing import Listing
from article41.report.lists.entries import entry_line, short
from article41.report.words import count, printable, wrapped

_HEADINGS: dict[ChangeKind, str] = {"added": "Added", "delisted": "Delisted", "changed": "Changed"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two lists: its name as asked for, its day, its records by regime."""

    name: str
    list_date: date | None
    regimes: Counter[str]

    @property
    def records(self) -> int:
        """Listings; one under two programmes counts once under its first."""
        return self.regimes.total()


def side(name: str, list_date: date | None, listings: Sequence[Listing]) -> Side:
    """The sums of one list."""
    return Side(name, list_date, Counter(map(regime_of, listings)))


def regime_of(listing: Listing) -> str:
    """The regime, or else the first programme."""
    return listing.regime or next(iter(listing.programmes), "")


def changes_text(before: Side, after: Side, changes: Sequence[ListChange]) -> str:
    """The sums by regime, then every change."""
    return "\n".join(_lines(before, after, changes))


def _lines(before: Side, after: Side, changes: Sequence[ListChange]) -> Iterator[str]:
    yield f"{_title(before)} → {_title(after)}"
    yield ""
    if not changes:
        yield f"no difference between the {count(after.records, 'listing')} of the two"
        return
    yield from _sums(before, after, changes)
    for kind, heading in _HEADINGS.items():
        found = [c for c in changes if c.kind == kind]
        if found:
            yield ""
            yield f"{heading} ({len(found):,})"
        for change in found:
            yield from wrapped(entry_line(change.listing), 1)
            for field in change.fields:
                yield from _field(field)


def _title(side: Side) -> str:
    day = f" of {side.list_date}" if side.list_date and str(side.list_date) not in side.name else ""
    return printable(f"{side.name}{day}, {count(side.records, 'listing')}")


def _sums(before: Side, after: Side, changes: Sequence[ListChange]) -> Iterator[str]:
    sums = Counter((regime_of(c.listing), c.kind) for c in changes)
    touched = sorted({regime for regime, _ in sums})
    width = max(len("regime"), *(len(printable(r) or "(none)") for r in touched), len("together"))
    yield f"{'regime':{width}}  {'before':>7} {'added':>7} {'delisted':>9} {'changed':>8} {'after':>7}"
    for regime in touched:
        numbers = [before.regimes[regime], *(sums[regime, k] for k in _HEADINGS), after.regimes[regime]]
        yield _row(regime or "(none)", width, numbers)
    totals = [sum(sums[r, kind] for r in touched) for kind in _HEADINGS]
    yield _row("together", width, [before.records, *totals, after.records])


def _row(name: str, width: int, numbers: Sequence[int]) -> str:
    was, added, delisted, changed, now = numbers
    return f"{printable(name):{width}}  {was:>7,} {added:>7,} {delisted:>9,} {changed:>8,} {now:>7,}"


def _field(change: FieldChange) -> Iterator[str]:
    name = change.field.removeprefix("details.").replace("_", " ")
    said = [*(f"− {short(v)}" for v in change.removed), *(f"+ {short(v)}" for v in change.added)]
    yield from wrapped(f"{printable(name)}: " + "; ".join(said), 3)


def changes_json(before: Side, after: Side, changes: Sequence[ListChange]) -> str:
    """One object: the two lists, and each change with its fields as values."""
    found = {
        "before": _side(before),
        "after": _side(after),
        "changes": [_change(c) for c in changes],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode()


def _side(side: Side) -> dict[str, Any]:
    return {
        "list": side.name,
        "list_date": side.list_date,
        "records": side.records,
        "regimes": dict(sorted(side.regimes.items())),
    }


def _change(change: ListChange) -> dict[str, Any]:
    listing = change.listing
    return {
        "change": change.kind,
        "reference": change.reference,
        "kind": listing.kind,
        "name": listing.name,
        "regime": regime_of(listing),
        "fields": [{"field": f.field, "removed": f.removed, "added": f.added} for f in change.fields],
    }
