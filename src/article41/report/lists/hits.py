"""What was met on the lists kept here, for people and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

import msgspec

from article41.analyse.listchanges import ChangeKind
from article41.analyse.matching.qualifiers import AGREES as BESIDES
from article41.analyse.matching.scores import Reason
from article41.report.lists.lineage import Lineage
from article41.report.words import count, listed, printable

Change: TypeAlias = ChangeKind | Literal["no longer named so"]
CHANGED: dict[Change, str] = {
    "added": "added since",
    "changed": "changed since",
    "delisted": "delisted since: an alert on it may be closed",
    "no longer named so": "changed since, and no longer named so: an alert on it may be closed",
}
LEFT = ("delisted", "no longer named so")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHit:
    """A value of the user's and the entry that it met. `met`: the name, or the code that was equal.

    `stands`: whether it was listed on the day asked about; None where neither day is known. `score`: how well
    the name meets, 1 for a code, with the parts that add up to it. `is_match`: whether the score reaches the
    threshold with all that is known, by a name that is no weak alias.
    """

    field: str
    given: str
    list_key: str
    reference: str
    name: str
    met: str
    quality: str
    how: str
    kind: str
    regime: str
    listed_on: date | None
    stands: bool | None
    change: Change | None
    score: float
    is_match: bool
    reasons: tuple[Reason, ...]
    lineage: Lineage


@dataclass(frozen=True, slots=True)
class Consulted:
    """A list that was looked through. `entries`: how many of it, where only changed ones were."""

    list_key: str
    list_date: date
    snapshot: str
    is_stale: bool
    age: int
    entries: int | None = None


def list_hit_text(hit: ListHit) -> str:
    """ "exporter: KPe.001 KOREA MINING …, on the un list of 2026-02-27 since 2009-04-24 (DPRK)"."""
    also = f", met as {hit.met}" if hit.met not in (hit.name, hit.given) else ""
    alike = f", score {hit.score:.2f}" if hit.how == "likeness" else ""
    low = ", a low-quality alias: it may be another" if hit.quality == "low" else ""
    if not hit.is_match and not low:
        low = f", contradicted: {listed(str(r) for r in hit.reasons if r.rule in BESIDES and r.points < 0)}"
    since = f" since {hit.listed_on}" if hit.listed_on else ""
    day = f"on the {hit.list_key} list of {hit.lineage.list_date}{since}"
    if hit.stands is False and hit.change not in LEFT:
        day = f"on the {hit.list_key} list of {hit.lineage.list_date}, but not before {hit.listed_on}"
    about = f" ({hit.regime})" if hit.regime else ""
    changed = f"; {CHANGED[hit.change]}" if hit.change else ""
    field = hit.field.replace("_", " ").replace("imo", "IMO number")
    return printable(f"{field}: {hit.reference} {hit.name}{also}{alike}, {day}{about}{low}{changed}")


def list_hit_json(hit: ListHit) -> dict[str, Any]:
    """A hit with its lineage as JSON values."""
    found: dict[str, Any] = msgspec.to_builtins(hit)
    return found


def consulted_text(lists: Sequence[Consulted]) -> str:
    """Which lists of which day were looked through; "" where none was."""
    said = []
    for one in lists:
        stale = f", STALE: {count(one.age, 'day')} old" if one.is_stale else ""
        only = "" if one.entries is None else f", only what changed: {one.entries:,}"
        said.append(f"{one.list_key} of {one.list_date} ({one.snapshot[:12]}{stale}{only})")
    return f"Lists kept here: {listed(said)}." if said else ""


def consulted_json(lists: Sequence[Consulted]) -> list[dict[str, Any]]:
    """The same as JSON values."""
    found: list[dict[str, Any]] = msgspec.to_builtins(list(lists))
    return found
