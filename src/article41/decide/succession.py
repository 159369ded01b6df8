"""What came after a provision: what replaced it or a rule of it, and what governs in its place on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from article41.decide.conditions import tests_of
from article41.decide.regime import Regime
from article41.model import Provision, Test

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Succession:
    """`later` takes the place of `old`, a provision's or a rule's id, from `start` on."""

    old: str
    later: Provision
    start: date


def successions(regime: Regime, provision: Provision) -> tuple[Succession, ...]:
    """What replaced the provision or a rule of it, in the law's order."""
    rules = {rule.id for rule in provision.rules}
    return tuple(
        Succession(old.id, later, old.start)
        for later in regime.provisions
        for old in later.replaces
        if old.id == provision.id or old.id in rules
    )


def governing(regime: Regime, provision: Provision, day: date) -> Provision | None:
    """The provision in force on `day` that took the place of this one, step by step; None where none did."""
    found, seen = provision, {provision.id}
    while True:
        later = [s for s in successions(regime, found) if s.old == found.id and s.start <= day]
        if not later or later[0].later.id in seen:
            return None
        found = later[0].later
        seen.add(found.id)
        if any(day in span for span in regime.spans[found.id]):
            return found


def owed_from(provision: Provision) -> date:
    """The first day on which States owe what the provision asks of them."""
    return min((span.start for span in provision.spans), default=provision.adopted)


def turning_days(regime: Regime) -> Iterator[date]:
    """Days on which some span of the law starts or ends."""
    for spans in regime.spans.values():
        for span in spans:
            yield span.start
            if span.end is not None:
                yield span.end


def asking_days(regime: Regime) -> tuple[date, ...]:
    """Days on which the law may give another answer than the day before, in order, from its first on."""
    named = set(turning_days(regime))
    for provision in regime.provisions:
        for rule in provision.rules:
            values = [leaf.value for leaf in tests_of(rule.when) if isinstance(leaf, Test)]
            named |= {v for v in (*values, *(then.by for then in rule.then)) if isinstance(v, date)}
    for pending in regime.pending:
        named |= {v for t in tests_of(pending.own) if isinstance(t, Test) and isinstance(v := t.value, date)}
    around = {day + step for day in named for step in (-_DAY, 0 * _DAY, _DAY)}
    return tuple(sorted(day for day in around | {regime.covered.start} if day in regime.covered))
