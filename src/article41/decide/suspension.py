"""What a suspension does to the days in force: it takes them from prohibitions and may give some back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from article41.dates import Span
from article41.model import Provision, Rule

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suspension:
    """The prohibiting rules lifted, the day on which they stand again (None: never), and whether what their
    provisions had replaced stands meanwhile."""

    lifted: frozenset[str] = NOTHING
    until: date | None = None
    revives: bool = False

    def less(self, spans: Iterable[Span]) -> Iterator[Span]:
        """The days of a lifted rule that are left: those from the end of the suspension on."""
        return iter(()) if self.until is None else (span.since(self.until) for span in spans)

    def reopens(self, provision: Provision) -> bool:
        """Whether the provision gives way to what it replaced: every ban that it has is lifted."""
        bans = {rule.id for rule in provision.rules if rule.is_ban}
        return self.revives and bool(bans) and bans <= self.lifted


def named(provisions: Iterable[Provision]) -> tuple[str, ...]:
    """Everything that can be suspended by name: provisions, rules, resolutions, measures."""
    names = (n for p in provisions for n in (p.id, *(r.id for r in p.rules), p.resolution, p.measure))
    return tuple(dict.fromkeys(names))


def lifted_by(provisions: Iterable[Provision], names: frozenset[str]) -> frozenset[str]:
    """The prohibiting rules that bear one of the names, or whose provision, resolution or measure does."""
    return frozenset(
        r.id for p, r in _prohibitions(provisions) if {p.id, r.id, p.resolution, p.measure} & names
    )


def _prohibitions(provisions: Iterable[Provision]) -> Iterator[tuple[Provision, Rule]]:
    return ((p, r) for p in provisions for r in p.rules if r.effect == "prohibits")


def closed(
    provisions: Sequence[Provision], suspension: Suspension | None = None
) -> dict[str, tuple[Span, ...]]:
    """Spans by provision and rule id, closed where a later provision replaces them.

    What a suspended provision replaced and would revive is open from its own start to the end of the
    suspension, and closed again from then on.
    """
    suspension = suspension or Suspension()
    ends: dict[str, date] = {}
    returns: dict[str, date] = {}
    for p in provisions:
        reopens = suspension.reopens(p)
        for old in p.replaces:
            if not reopens:
                ends[old.id] = min(old.start, ends.get(old.id, old.start))
            elif suspension.until is not None:
                # a suspension that is over before the replacement began reopens nothing
                returns[old.id] = max(suspension.until, old.start)
    for name, day in returns.items():
        ends[name] = min(day, ends.get(name, day))

    def close(spans: Iterable[Span], *names: str) -> tuple[Span, ...]:
        end = min((ends[n] for n in names if n in ends), default=None)
        found = (s if end is None else s.until(end) for s in spans)
        return tuple(s for s in found if not s.is_empty)

    spans: dict[str, tuple[Span, ...]] = {}
    for p in provisions:
        spans[p.id] = close(p.spans, p.id)
        for rule in p.rules:
            own = close(rule.spans or p.spans, p.id, rule.id)
            if rule.id in suspension.lifted:
                own = tuple(s for s in suspension.less(own) if not s.is_empty)
            spans[rule.id] = own
    return spans
