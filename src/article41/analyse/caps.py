"""From a ledger of supplies and one transaction to `cap_share`: the largest (used + this) over limit.

Knows caps and barrels as data and no verdict. Above 1 where any limb is (for two measures that the text takes
as equivalent: where both are); else unknown where any limb is unknown.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from article41.analyse.amounts import (
    BARRELS_ONLY,
    NOTHING,
    NUMBER,
    STATELESS,
    TONNES_ONLY,
    VALUELESS,
    Sums,
    less,
    measured,
    plus,
    sums_of,
    total,
)
from article41.analyse.flow import TO
from article41.dates import Span, months_later
from article41.model import BarrelFactor, Cap, CapPeriod, Ledger, Supply

SHARE = "cap_share"
OWN = ("quantity", "unit", "value_usd")
"""Facts of the transaction's own that a share is made of, in the order of facts.csv."""
PREVIOUS = "supply_of_previous_12_months"
FIRST = "first_reached"
OTHER = {"bbl": TONNES_ONLY, "t": BARRELS_ONLY}
"""What must be converted for a limb."""
TOLERANCE = 1e-9
"""4,000,000 barrels given as 525,000 tonnes are the limit and not above it, whatever floats make of it."""
UNCONVERTED = 1e-12
"""Where nothing is converted only decimals are not exact: a cent above the limit is above it."""


class Act(NamedTuple):
    """A transaction that is surely in one capped good and goes its cap's way; what it does not say is None.

    A supply of the same id in the ledger is the transaction itself, already entered.
    """

    good: str
    day: date | None
    id: str | None
    quantity: float | None
    unit: str | None
    value_usd: float | None
    origin: str | None
    destination: str | None


@dataclass(frozen=True, slots=True)
class Governing:
    """A cap, the direction it limits, and the days on which its provision is in force."""

    cap: Cap
    flow: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A cap on one day: the limits of its period and what the ledger has used of them."""

    cap: Cap
    period: Span
    limits: Mapping[str, float]
    base: Sums | None
    """The State's own supply that is its limit, where the resolution gives no figure."""
    is_first_reached: bool
    used: Sums
    is_partial: bool
    """Supplies without a State may be this State's: what is used is no more than a lower bound."""
    factors: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A transaction against a cap. `share` None: unknown, and `needs` says which facts would settle it."""

    share: float | None
    needs: tuple[str, ...]
    standing: Standing
    before: Sums
    after: Sums
    is_split: bool = False
    """The limbs, or the factors, fall on different sides of the limit."""


@dataclass(frozen=True, slots=True)
class _Tally:
    """Supplies of one good (and State) by day; `sums[i]` is the first i of them together."""

    days: Sequence[date]
    sums: Sequence[Sums]

    @classmethod
    def of(cls, supplies: Iterable[Supply]) -> _Tally:
        ordered = sorted(supplies, key=lambda s: s.day)
        return cls([s.day for s in ordered], list(accumulate(map(_sums, ordered), plus, initial=NOTHING)))

    def between(self, start: date, last: date) -> Sums:
        """From `start` to `last`, both included."""
        return less(
            self.sums[bisect_right(self.days, last)], self.sums[bisect_left(self.days, start)]
        )  # exact: whole numbers


_NONE = _Tally((), (NOTHING,))


class Totals:
    """A ledger added up, ready to weigh transactions. What is asked again is kept; answers never change."""

    def __init__(
        self,
        ledger: Ledger,
        caps: Sequence[Governing],
        barrels: Sequence[BarrelFactor],
        law_on: date | None = None,
    ) -> None:
        """`law_on`: the one day whose law answers, if there is one."""
        self.flows: Mapping[str, str] = {good: g.flow for g in caps for good in g.cap.goods}
        """The direction in which each capped good is limited."""
        self._caps = caps
        self._law_on = law_on
        self._factors = {
            good: tuple(f.barrels_per_tonne for f in barrels if f.good == good) for good in self.flows
        }
        groups: dict[tuple[str, str | None], list[Supply]] = {}
        for supply in ledger.supplies:
            groups.setdefault((supply.good, None), []).append(supply)
            if supply.state is not None:
                groups.setdefault((supply.good, supply.state), []).append(supply)
        self._tallies = {key: _Tally.of(group) for key, group in groups.items()}
        self._own = {(s.id, s.good): (s, _sums(s)) for s in ledger.supplies if s.id is not None}
        self._standings: dict[tuple[str, str | None, date], tuple[Standing, ...]] = {}

    def weigh(self, act: Act) -> Weighed | None:
        """The share of its cap that a transaction takes, or None where no cap's period holds its day."""
        good = act.good
        # a supply counts for the State that supplies the DPRK, or that imports from it
        state = act.origin if self.flows[good] == TO else act.destination
        day = self._law_on or act.day
        if day is None:
            return None
        standings = self._standings.get((good, state, day))
        if standings is None:
            standings = self._standings[good, state, day] = tuple(self._stand(good, state, day))
        if not standings:
            return None
        this, lacks = self._this(act)
        own = self._own.get((act.id, good)) if act.id is not None else None
        found = None
        for standing in standings:
            before = standing.used
            if own is not None and _counts(own[0], standing, day, state):
                before = less(before, own[1])
            weighed = _weigh(standing, before, plus(before, this), lacks, act.value_usd)
            found = weighed if found is None else _stricter(found, weighed)
        return found

    def _this(self, act: Act) -> tuple[Sums, tuple[str, ...] | None]:
        """What the transaction adds; and which of quantity and unit it lacks, or None where they measure
        nothing (barrels of coal, pieces of oil)."""
        quantity, unit, value = act.quantity, act.unit, act.value_usd
        if value is not None and not value >= 0:
            value = None
        barrels, tonnes = measured(1.0 if quantity is None else quantity, unit or "t")
        is_sound = quantity is None or quantity >= 0
        if not is_sound or (tonnes is None and (barrels is None or not self._factors[act.good])):
            return sums_of(None, None, value), None
        lacks = ("quantity",) if quantity is None else ()
        if unit is None and quantity != 0:
            lacks = (*lacks, "unit")
        return (sums_of(None, None, value), lacks) if lacks else (sums_of(barrels, tonnes, value), ())

    def _stand(self, good: str, state: str | None, day: date) -> Iterable[Standing]:
        for governing in self._caps:
            cap = governing.cap
            if good not in cap.goods or not any(day in span for span in governing.spans):
                continue
            period = next((p for p in cap.periods if day in p.span), None)
            if period is None:
                continue
            by_state = cap.aggregate == "supplying_state"
            everyone = self._tallies.get((good, None), _NONE)
            tally = everyone if not by_state else self._tallies.get((good, state), _NONE) if state else _NONE
            span = stretch(period, day)
            base, is_partial = None, by_state and state is None
            if by_state:
                is_partial |= everyone.between(span.start, day)[STATELESS] > 0
            if period.rule == PREVIOUS:
                start, last = months_later(period.span.start, -12), period.span.start - timedelta(days=1)
                base = tally.between(start, last)
                if everyone.between(start, last)[STATELESS] or not base[NUMBER]:
                    base = NOTHING  # the State's own figure is not known
            yield Standing(
                cap=cap,
                period=span,
                limits=period.limits,
                base=base,
                is_first_reached=period.rule == FIRST,
                used=tally.between(span.start, day),
                is_partial=is_partial,
                factors=self._factors[good],
            )


def stretch(period: CapPeriod, day: date) -> Span:
    """The stretch of the period that holds `day`: all of it, or `every_months` from its start."""
    every = period.every_months
    if every is None:
        return period.span
    start = period.span.start
    number = ((day.year - start.year) * 12 + day.month - start.month) // every
    if months_later(start, number * every) > day:
        number -= 1
    first, after = months_later(start, number * every), months_later(start, (number + 1) * every)
    return Span(first, after).until(period.span.end) if period.span.end else Span(first, after)


def counted(cap: Cap) -> Iterator[Span]:
    """Days on which a supply counts at all: the cap's periods, and the months before that make a limit."""
    for period in cap.periods:
        is_own = period.rule == PREVIOUS
        yield Span(months_later(period.span.start, -12), period.span.end) if is_own else period.span


def shares(standing: Standing, unit: str, sums: Sums) -> list[tuple[float, float]]:
    """Amount and limit in one unit, by each factor known."""
    base = standing.base
    return [
        (total(sums, unit, f), standing.limits[unit] if base is None else total(base, unit, f))
        for f in standing.factors or (1.0,)  # without factors nothing is converted
    ]


def units(standing: Standing) -> tuple[str, ...]:
    """The units of the limits; an own figure of the year before is measured in both."""
    return tuple(standing.limits) if standing.base is None else ("bbl", "t")


def _sums(supply: Supply) -> Sums:
    return sums_of(supply.barrels, supply.tonnes, supply.value_usd, is_stateless=supply.state is None)


def _counts(own: Supply, standing: Standing, day: date, state: str | None) -> bool:
    """Whether the transaction's own entry is among those used."""
    is_ours = standing.cap.aggregate == "all_states" or own.state == state
    return is_ours and standing.period.start <= own.day <= day


def ratio(amount: float, limit: float, tolerance: float = 0.0) -> float:
    """The share of a limit, which may be 0; a rounding above 1 is 1."""
    share = amount / limit if limit else math.inf if amount else 0.0
    return 1.0 if 1 < share <= 1 + tolerance else share


def _weigh(
    standing: Standing,
    before: Sums,
    after: Sums,
    lacks: tuple[str, ...] | None,
    value_usd: float | None,
) -> Weighed:
    """Each limb is above, within, split between factors, open for want of the row's own facts, or unknown."""
    if standing.base is not None and (standing.is_partial or not standing.base[NUMBER]):
        return Weighed(None, (SHARE,), standing, before, after)
    words: set[str] = set()
    needs: list[str] = []
    largest = 0.0
    for unit in units(standing):
        if (
            unit in OTHER and not standing.factors and after[OTHER[unit]]
        ):  # nothing says what they come to in this unit
            words.add("unknown")
            continue
        tolerance = TOLERANCE if unit in OTHER and standing.factors else UNCONVERTED
        found = [ratio(*pair, tolerance) for pair in shares(standing, unit, after)]
        largest = max(largest, *found)
        if min(found) > 1:
            words.add("above")
        elif max(found) > 1:
            words.add("split")
        elif standing.is_partial or (unit == "usd" and before[VALUELESS] > 0):
            words.add("unknown")  # whatever the transaction says
        elif unit == "usd":
            words.add("within" if after[VALUELESS] == 0 else "open" if value_usd is None else "unknown")
            needs += ["value_usd"] if value_usd is None else []
        else:
            words.add("unknown" if lacks is None else "open" if lacks else "within")
            needs += lacks or ()
    if "above" in words and (standing.is_first_reached or words == {"above"}):
        return Weighed(largest, (), standing, before, after)
    if words == {"within"}:
        return Weighed(largest, (), standing, before, after)
    if words <= {"within", "open"} and words:
        own = tuple(n for n in OWN if n in needs)
        return Weighed(None, own, standing, before, after)
    return Weighed(None, (SHARE,), standing, before, after, "split" in words or {"above", "within"} <= words)


def _stricter(one: Weighed, other: Weighed) -> Weighed:
    """Of two caps on one good: the one above its limit, else an unknown one, else the larger share.

    Where one of two unknown ones turns on more than the transaction's own facts, those would not settle it.
    """
    if one.share is None and other.share is None:
        if SHARE in (*one.needs, *other.needs):
            return one if SHARE in one.needs else other
        return replace(one, needs=tuple(n for n in OWN if n in (*one.needs, *other.needs)))
    return max(one, other, key=lambda w: (w.share is not None and w.share > 1, w.share is None, w.share or 0))
