"""The law of one day: every provision in force, in the law's order, and what States then owe."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from article41.dates import Span
from article41.decide.regime import Regime
from article41.decide.succession import Succession, owed_from, successions
from article41.errors import UnknownName
from article41.model import Provision, Then
from article41.read.resolutions.provisions import BINDING
from article41.report.parts import replaced_by_json, spans_json
from article41.report.words import count, force_word, link, stamp_text, then_text

if TYPE_CHECKING:
    from rich.console import Console

RECENT = timedelta(days=90)
"""How long after its last day a duty that States owe is still shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A provision in force, the span that holds the day, and what has replaced or will replace it."""

    provision: Provision
    span: Span
    later: tuple[Succession, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """What States owe by a provision; `by` None where no single day is set."""

    provision: Provision
    then: Then
    by: date | None


@dataclass(frozen=True, slots=True)
class LawOn:
    """The answer: the day, the entries, the duties near it, and how many fell due long before."""

    regime: Regime
    day: date
    entries: tuple[Entry, ...]
    owed: tuple[Owed, ...]
    past: int


def law_on(regime: Regime, day: date, measures: Sequence[str] = (), resolutions: Sequence[str] = ()) -> LawOn:
    """What is in force on `day`, narrowed to these measures and resolutions (none: all).

    Raises OutsideCoverage for a day before the law begins, UnknownName for what does not exist.
    """
    for code in measures:
        if code not in regime.law.measures:
            raise UnknownName("measure", code, regime.law.measures)
    for number in resolutions:
        if number not in regime.resolutions:
            raise UnknownName("resolution", number, regime.resolutions)
    regime.on(day)

    def is_wanted(p: Provision) -> bool:
        return (not measures or p.measure in measures) and (not resolutions or p.resolution in resolutions)

    entries = tuple(
        Entry(p, next(s for s in regime.spans[p.id] if day in s), successions(regime, p))
        for p in regime.in_force(day)
        if is_wanted(p)
    )
    owed = [o for p in regime.provisions if is_wanted(p) for o in _owed(regime, p, day)]
    near = [o for o in owed if o.by is None or o.by + RECENT >= day]
    near.sort(key=lambda o: (o.by is None, o.by or day))
    return LawOn(regime, day, entries, tuple(near), len(owed) - len(near))


def _owed(regime: Regime, p: Provision, day: date) -> Iterator[Owed]:
    """A duty with a day stays owed after its provision has ended; a standing one ends with it."""
    is_standing = any(day in span for span in regime.spans[p.id])
    for then in p.owed:
        by = then.by if isinstance(then.by, date) else None
        if owed_from(p) <= day and (by is not None or is_standing):
            yield Owed(p, then, by)


def ends(entry: Entry) -> str:
    """When the entry ends and what takes its place; "" where neither is known."""
    parts = []
    whole = [s for s in entry.later if s.old == entry.provision.id]
    if entry.span.end is not None:
        after = next((s for s in whole if s.start == entry.span.end), None)
        parts.append(f"until {entry.span.end}" + (f", then {after.later.id}" if after else ""))
    parts += [f"{s.old} until {s.start}, then {s.later.id}" for s in entry.later if s not in whole]
    return "; ".join(parts)


def owed_text(owed: Owed, day: date) -> str:
    """ "national report by 2006-11-13 (1718/op11), 30 days left"."""
    text = f"{then_text(owed.then)} ({owed.provision.id})"
    if owed.by is None:
        return text
    left = (owed.by - day).days
    if not left:
        return f"{text}, due that day"
    return (
        f"{text}, {count(left, 'day')} left" if left > 0 else f"{text}, fell due {count(-left, 'day')} before"
    )


def _by_resolution(entries: Iterable[Entry]) -> Iterator[tuple[Provision, list[Entry]]]:
    for _, group in groupby(entries, key=lambda e: e.provision.resolution):
        found = list(group)
        yield found[0].provision, found


def draw(answer: LawOn, console: Console) -> None:
    """A table on a terminal, grouped by resolution; then duties, counts and which law this is."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("paragraph", no_wrap=True)
    table.add_column("what", overflow="fold", ratio=1)
    table.add_column("force", no_wrap=True)
    table.add_column("since", no_wrap=True)
    for first, entries in _by_resolution(answer.entries):
        table.add_row(Text(f"S/RES/{first.resolution}", "bold"), Text(f"adopted {first.adopted}", "bold"))
        for entry in entries:
            p = entry.provision
            what = Text(p.label)
            if until := ends(entry):
                what.append(f"\n{until}", "dim")
            force = Text(force_word(p), "dim" if force_word(p) == "recommended" else "")
            table.add_row(Text(p.id), what, force, str(entry.span.start))
    if answer.entries:
        console.print(table)
        console.print()
    if answer.owed or answer.past:
        console.print(Text("States owe", "bold"))
        for owed in answer.owed:
            console.print(Text(f"  {owed_text(owed, answer.day)}"))
        if answer.past:
            console.print(Text(f"  {answer.past:,} more fell due earlier", "dim"))
        console.print()
    for line in foot(answer):
        console.print(Text(line, "dim"))


def foot(answer: LawOn) -> Iterator[str]:
    """Counts, what is not encoded, and which law answered."""
    words = Counter(force_word(e.provision) for e in answer.entries)
    told = "".join(f", {number} {word}" for word, number in sorted(words.items(), key=lambda w: -w[1]))
    yield (
        f"On {answer.day}: {count(len(answer.entries), 'provision')} in force{told}. "
        "`until` is the first day no longer in force."
    )
    pending = sum(c.status == "pending" and c.provision is not None for c in answer.regime.law.coverage)
    if pending:
        yield f"{count(pending, 'paragraph')} on record not encoded: see coverage.csv."
    yield f"As known on {answer.regime.as_of}; {stamp_text(answer.regime.stamp)}. Not legal advice."


def law_json(answer: LawOn) -> str:
    """One JSON object: the provisions in force, what is owed, which law."""
    found = {
        "on": str(answer.day),
        "as_of": str(answer.regime.as_of),
        "law": dict(answer.regime.stamp),
        "provisions": [
            {
                "id": e.provision.id,
                "cite": e.provision.cite,
                "label": e.provision.label,
                "force": e.provision.force,
                "is_binding": e.provision.force in BINDING,
                "measure": e.provision.measure,
                **spans_json([e.span])[0],
                "replaced_by": replaced_by_json(e.later),
                "text": link(e.provision),
            }
            for e in answer.entries
        ],
        "owed": [
            {
                "provision": o.provision.id,
                "duty": o.then.duty,
                "by": o.by and str(o.by),
                "every_days": o.then.every,
            }
            for o in answer.owed
        ],
        "owed_earlier": answer.past,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
