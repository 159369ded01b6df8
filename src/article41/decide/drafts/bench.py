"""The law with and without a draft, side by side, and what becomes of one record under each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from article41.dates import Span
from article41.decide import verdicts
from article41.decide.conditions import Compiled
from article41.decide.drafts.findings import Finding, Kind
from article41.decide.probes import Probe
from article41.decide.regime import Regime
from article41.decide.verdicts import STRICTNESS, Decision
from article41.model import Law, Provision, Rule
from article41.read.resolutions.drafts import Draft

LATER = (0, 45, 400)
"""Days after a rule begins on which it is tried: at once, after the usual notice, a year on."""


@dataclass(frozen=True, slots=True)
class Bench:
    """`before` is the law without the draft and `after` with it, both as known when the draft is adopted.

    `narrow_before` and `narrow_after` leave out the general power to exempt (2397/op25): with it, whatever
    the Committee approves would pass for an exception of its own.
    """

    draft: Draft
    before: Regime
    after: Regime
    narrow_before: Regime
    narrow_after: Regime
    compiled: dict[str, Compiled]
    """The rules of `after`, by id."""
    compiled_before: dict[str, Compiled]
    """The rules of `before`, by id."""

    @classmethod
    def of(cls, draft: Draft) -> Bench:
        """Everything adopted by the draft's day or already encoded counts as known."""
        known = max(p.adopted for p in draft.law.provisions)
        before = Regime.of(draft.without, known)
        after = replace(before, law=draft.law)
        return cls(
            draft,
            before,
            after,
            replace(before, law=narrowed(draft.without)),
            replace(before, law=narrowed(draft.law)),
            {c.rule.id: c for c in after.rules},
            {c.rule.id: c for c in before.rules},
        )

    def rules(self) -> Iterator[tuple[Provision, Rule]]:
        """The draft's rules that were read whole."""
        for p in self.draft.provisions:
            yield from ((p, rule) for rule in p.rules if not {p.id, rule.id} & self.draft.unsound)

    def provisions(self) -> Iterator[Provision]:
        """The draft's provisions that were read whole, apart from their rules."""
        return (p for p in self.draft.provisions if p.id not in self.draft.unsound)

    def less(self, rule: Rule) -> tuple[Regime, Regime]:
        """`after` and `narrow_after` as if the draft lacked one rule."""
        return tuple(  # type: ignore[return-value]
            replace(regime, law=_kept(regime.law, lambda r: r.id != rule.id))
            for regime in (self.after, self.narrow_after)
        )

    def finding(
        self,
        kind: Kind,
        at: tuple[str, object],
        names: Iterable[str] = (),
        *,
        goods: Iterable[str] = (),
        day: date | None = None,
    ) -> Finding:
        """Something found in an id, and in which part of what it stands for."""
        line = self.draft.places.line(*at)
        return Finding(kind, at[0], line, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(goods)), day)


def narrowed(law: Law) -> Law:
    """The law without what lifts every ban."""
    bans = {r.id for p in law.provisions for r in p.rules if r.is_ban}
    return _kept(law, lambda rule: not set(rule.defeats) >= bans)


def _kept(law: Law, is_kept: Callable[[Rule], bool]) -> Law:
    return replace(
        law,
        provisions=tuple(replace(p, rules=tuple(filter(is_kept, p.rules))) for p in law.provisions),
    )


def days_of(spans: Iterable[Span], start: date | None = None) -> list[date]:
    """Days within the spans on which to try a rule, none before `start`."""
    found: dict[date, None] = {}
    for span in spans:
        first = max(span.start, start or span.start)
        for days in LATER:
            day = first + timedelta(days=days)
            if day in span:
                found[day] = None
        if span.end is not None and span.end > first:
            found[span.end - timedelta(days=1)] = None
    return list(found)


def is_stricter(one: Decision, other: Decision) -> bool:
    """Whether `one` lets less pass than `other`; a record outside coverage has no word and is no stricter."""
    if one.word is None or other.word is None:
        return False
    return STRICTNESS.index(one.word) < STRICTNESS.index(other.word)


def decide(regime: Regime, probe: Probe) -> Decision:
    """The verdict on a probe."""
    return verdicts.decide(regime, probe.record)


def holding(decision: Decision) -> Iterator[Compiled]:
    """The bans that hold."""
    return (s.ban for s in decision.struck if s.word == "prohibited")
