"""What a new list must pass before it may stand where another stands.

Some guards can be overruled by whoever knows better (`--force`); a list that does not find its own names
cannot be used at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from article41.keep.watchlists.manifest import Manifest
from article41.keep.watchlists.snapshot import Snapshot

SHRINK = 0.05
"""Share of the records that may go between two lists; real lists shrank by 14 % in four years."""
NEAR = timedelta(days=31)
"""Lists further apart than this may differ by anything; it is said, and not refused."""

Weight: TypeAlias = Literal["never", "forced", "said"]
"""Whether a concern refuses a list for good, refuses it unless forced, or is only said."""


@dataclass(frozen=True, slots=True)
class Concern:
    """What speaks against a list. `guard`: its name, kept with a list that is imported all the same."""

    guard: str
    weight: Weight
    text: str


def control(snapshot: Snapshot) -> Iterator[Concern]:
    """Every primary name and good alias finds its own record at the shipped threshold, by the index and the
    score that screening uses; the names without their abbreviations too. Only weak aliases are left out.
    """
    for number, text in snapshot.names.lost():
        said = f"{snapshot[int(number)].reference}: '{text}' does not find its own record"
        yield Concern("control test", "never", said)


def by_itself(snapshot: Snapshot, today: date) -> Iterator[Concern]:
    """A list from the future is a wrong clock or a wrong digit."""
    day = snapshot.manifest.list_date
    if day > today + timedelta(days=1):
        yield Concern("future", "forced", f"the list is dated {day}; today is {today}")


def beside(new: Snapshot, old: Snapshot) -> Iterator[Concern]:
    """A list beside the current one of the same name."""
    was, now = old.manifest, new.manifest
    if now.list_date < was.list_date or _is_earlier(now, was):
        text = f"the list is of {_day(now)}, older than the current one of {_day(was)}"
        yield Concern("older than current", "forced", text)
    elif _day(now) == _day(was) and now.source_sha256 != was.source_sha256 and now.reader == was.reader:
        same = "the same listings" if now.content == was.content else "other listings"
        text = f"the same date as the current list ({_day(now)}), but other bytes and {same}"
        yield Concern("same date, other bytes", "forced", text)
    is_near = abs(now.list_date - was.list_date) < NEAR
    weight: Weight = "forced" if is_near else "said"
    if now.records < was.records * (1 - SHRINK):
        fewer = f"{1 - now.records / was.records:.1%} fewer"
        text = f"{now.records:,} records where that of {was.list_date} had {was.records:,} ({fewer})"
        yield Concern("shrink", weight, text)
    if now.names < was.names * (1 - SHRINK) and now.records >= was.records * (1 - SHRINK):
        text = f"{now.names:,} names where the list of {was.list_date} had {was.names:,}"
        yield Concern("fewer names", weight, text)
    gone = sorted(set(was.counts) - set(now.counts))
    if gone:
        named = ", ".join(f"{r or '(none)'} ({sum(was.counts[r].values()):,} records)" for r in gone[:10])
        yield Concern("regime gone", weight, f"no record any more of {named}")


def _is_earlier(now: Manifest, was: Manifest) -> bool:
    """On one day, where both lists tell the time and were read by one reader: formats tell it differently."""
    is_alike = now.list_date == was.list_date and now.reader == was.reader
    return is_alike and "T" in now.stamp and "T" in was.stamp and now.stamp < was.stamp


def _day(manifest: Manifest) -> str:
    """As exact as the list itself says."""
    return manifest.stamp or str(manifest.list_date)
