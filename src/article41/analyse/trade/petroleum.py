"""How full the caps on petroleum are: what States reported, and what outsiders estimated, never added up.

Reported figures become barrels by a factor that is named; an estimate from tanker calls is a band, because
nobody outside saw how full the tankers were.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

REPORTED, ESTIMATED = "reported", "estimated"
LOADS = (0.33, 0.50, 0.90)
"""Shares of its deadweight that a tanker may have carried: three that outside estimates print together."""
UNTYPED = 8.33
"""Barrels in a tonne by which reports without a product were evidently converted (11,745 bbl of 1,410 t)."""
KILOLITRE = 6.2898
"""Barrels in a kilolitre."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A cap's limit for one stretch, `end` exclusive. `notices`: per cent at which notice is given."""

    good: str
    start: date
    end: date
    barrels: float
    provision: str
    notices: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CapSeries:
    """One figure for one stretch of a cap. `kind` is reported or estimated, and the two are never added.

    `start` and `end` (exclusive) are the days that the figure covers. `low`, `middle`, `high`: barrels; a
    reported figure has all three alike, and an estimate that is only a floor has no `high` above it.
    `says`: what the figure is and what it leaves open. `factor`: how tonnes became barrels, in words.
    """

    good: str
    start: date
    end: date
    kind: str
    low: float
    middle: float
    high: float
    limit: float
    provision: str
    factor: str
    says: str
    source: str
    notices: tuple[int, ...] = ()

    @property
    def standing(self) -> str:
        """Where the figure stands: `reported under cap, 33.7 %`, `estimated 2.0 x cap`."""
        if self.kind == ESTIMATED:
            times = [f"{amount / self.limit:.1f}" for amount in dict.fromkeys((self.low, self.high))]
            return f"estimated {' to '.join(dict.fromkeys(times))} x cap"
        share = self.middle / self.limit
        word = "under" if share < 1 else "at" if share == 1 else "above"
        return f"reported {word} cap, {100 * share:.1f} %"

    @property
    def marks_passed(self) -> tuple[int, ...]:
        """The Committee's notices whose mark a reported figure reaches; an estimate brings none about."""
        if self.kind == ESTIMATED:
            return ()
        return tuple(mark for mark in self.notices if 100 * self.middle >= mark * self.limit)


@dataclass(frozen=True, slots=True)
class Supply:
    """A reported supply, `end` exclusive; `states`: ISO alpha-3 or as the source names them."""

    good: str
    states: tuple[str, ...]
    start: date
    end: date
    tonnes: float | None
    barrels: float | None
    factor: float | None
    source: str
    kilolitres: float | None = None

    def in_barrels(self) -> tuple[float, str] | None:
        """Barrels and how they were come by; None where neither figure is told."""
        if self.barrels is not None:
            return self.barrels, "barrels as reported"
        if self.kilolitres is not None:
            return (
                self.kilolitres * KILOLITRE,
                f"{self.kilolitres:,.0f} kl at {KILOLITRE:g} barrels a kilolitre",
            )
        if self.tonnes is None:
            return None
        factor = self.factor or UNTYPED
        own = "given with the report" if self.factor else "product not told"
        return self.tonnes * factor, f"{self.tonnes:,.0f} t at {factor:g} barrels a tonne ({own})"


def barrels_of_calls(deadweights: Iterable[float], factor: float = UNTYPED) -> tuple[float, float, float]:
    """Barrels that tankers of these deadweights (tonnes) brought at loads of 33, 50 and 90 per cent."""
    total = sum(deadweights)
    low, middle, high = (total * load * factor for load in LOADS)
    return low, middle, high


def estimated(calls: Sequence[tuple[date, float]], limits: Iterable[Limit], source: str) -> list[CapSeries]:
    """A band for each limit in whose days tankers called. `calls`: day and deadweight in tonnes."""
    found = []
    for limit in limits:
        inside = [(day, dwt) for day, dwt in calls if limit.start <= day < limit.end]
        if not inside:
            continue
        low, middle, high = barrels_of_calls(dwt for _, dwt in inside)
        deliveries = f"{len(inside):,} {'delivery' if len(inside) == 1 else 'deliveries'}"
        says = (
            f"{deliveries} by tanker at loads of 33, 50 and 90 per cent of deadweight; no cargo was measured"
        )
        factor = f"{UNTYPED:g} barrels a tonne (product not told)"
        found.append(_series(limit, ESTIMATED, (low, middle, high), factor, says, source))
    return found


def reported(supplies: Iterable[Supply], limits: Iterable[Limit]) -> list[CapSeries]:
    """One figure for each limit and each set of reports that may be added: those whose States and days are
    disjoint. A report that lies within a wider one of the same States is told by it and not counted again."""
    told = list(supplies)
    found = []
    for limit in limits:
        inside = [s for s in told if s.good == limit.good and limit.start <= s.start and s.end <= limit.end]
        for group in _addable(_widest(inside)):
            amounts = [s.in_barrels() for s in group]
            known = [a for a in amounts if a is not None]
            if not known:
                continue
            total = sum(amount for amount, _ in known)
            states = sorted({state for s in group for state in s.states})
            says = f"reported by {', '.join(states)}"
            periods = len({(s.start, s.end) for s in group})
            says += f", {periods} periods" if periods > 1 else ""
            if len(known) < len(group):
                says += f"; {len(group) - len(known)} reports without an amount"
            factor = "; ".join(dict.fromkeys(how for _, how in known)) if len(known) <= 2 else _mixed(known)
            source = "; ".join(dict.fromkeys(s.source for s in group))
            own = _series(limit, REPORTED, (total, total, total), factor, says, source)
            days = min(s.start for s in group), max(s.end for s in group)
            found.append(replace(own, start=days[0], end=days[1]))
    return found


def _series(limit: Limit, kind: str, amounts: tuple[float, float, float], *told: str) -> CapSeries:
    """A figure for the whole of a limit's stretch; `told`: factor, what it is, source."""
    factor, says, source = told
    return CapSeries(
        limit.good,
        limit.start,
        limit.end,
        kind,
        *amounts,
        limit.barrels,
        limit.provision,
        factor,
        says,
        source,
        limit.notices,
    )


def _widest(supplies: Sequence[Supply]) -> list[Supply]:
    """Without those that lie within a wider report of the same States, or of more of them."""
    return [
        s
        for i, s in enumerate(supplies)
        if not any(
            set(s.states) <= set(o.states)
            and o.start <= s.start
            and s.end <= o.end
            and ((set(s.states), s.start, s.end) != (set(o.states), o.start, o.end) or j < i)
            for j, o in enumerate(supplies)
            if j != i
        )
    ]


def _addable(supplies: Sequence[Supply]) -> list[list[Supply]]:
    """Greedy in order: a report joins the first group none of whose members it overlaps."""
    groups: list[list[Supply]] = []
    for own in sorted(supplies, key=lambda s: (s.start, s.states)):
        for group in groups:
            if not any(_overlap(own, other) for other in group):
                group.append(own)
                break
        else:
            groups.append([own])
    return groups


def _overlap(one: Supply, other: Supply) -> bool:
    return bool(set(one.states) & set(other.states)) and one.start < other.end and other.start < one.end


def _mixed(known: Sequence[tuple[float, str]]) -> str:
    converted = sum(how != "barrels as reported" for _, how in known)
    return f"{len(known) - converted} as reported in barrels, {converted} converted from tonnes"
