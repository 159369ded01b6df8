"""What a ledger contributed to a verdict: whether it relied on it, and the totals in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from article41.analyse.amounts import NUMBER, VALUELESS
from article41.analyse.caps import OTHER, SHARE, Standing, Weighed, ratio, shares, units
from article41.dates import Span, months_later
from article41.decide.regime import Regime
from article41.decide.trace import Reading
from article41.decide.verdicts import Decision, Struck, unweighed

SUBJECT = "Cap "
"""How a sentence about a cap begins."""


def assumed(regime: Regime, decision: Decision) -> tuple[str, ...]:
    """That nothing is missing from the ledger, where the verdict would be another without it."""
    if regime.ledger is None or not is_relied_on(decision):
        return ()
    return (f"the ledger {regime.ledger.name} holds every supply of the period",)


def is_relied_on(decision: Decision) -> bool:
    """Whether a ban of the verdict's turns on a share that the ledger gave: its outcome or what it needs."""
    cap = decision.reading.record.cap
    if cap is None or cap.share is None:
        return False
    without = replace(decision.reading, record=unweighed(decision.reading.record))
    struck = (s for s in decision.struck if s.word == decision.word and SHARE in s.ban.asks)
    return any(_bearing(decision.reading, s) != _bearing(without, s) for s in struck)


def _bearing(reading: Reading, struck: Struck) -> object:
    held = reading.holds(struck.ban)
    return held if held is not None else frozenset(reading.rule_needs(struck.ban))


def because(decision: Decision) -> Iterator[str]:
    """The cap's totals, where the verdict turns on them."""
    cap = decision.reading.record.cap
    if cap is None:
        return
    if is_relied_on(decision):
        yield f"{_name(cap.standing)}: {_used(cap)}"
    elif SHARE in decision.needs and (why := _split(cap) if cap.is_split else _unknown(cap)):
        yield f"{_name(cap.standing)}: {why}"


def _name(standing: Standing) -> str:
    return f"{SUBJECT}{standing.cap.id}, {_period(standing.period)}"


def _period(span: Span) -> str:
    """A calendar year as its number, any other period by its first and last day."""
    if span.end is None:
        return f"since {span.start}"
    if (span.start.month, span.start.day) == (1, 1) and span.end == months_later(span.start, 12):
        return str(span.start.year)
    return f"{span.start} to {span.end - timedelta(days=1)}"


def _used(cap: Weighed) -> str:
    """By the fullest limb: "418,000 of 500,000 bbl used before, 459,973 with this supply (92.0 per cent)"."""
    unit, place = max(
        ((u, i) for u in units(cap.standing) for i in range(len(shares(cap.standing, u, cap.after)))),
        key=lambda at: (
            round(ratio(*shares(cap.standing, at[0], cap.after)[at[1]]), 9),
            _is_given(cap, at[0]),
        ),
    )
    used, limit = shares(cap.standing, unit, cap.before)[place]
    with_this, _ = shares(cap.standing, unit, cap.after)[place]
    total = _amount(with_this, limit)
    if not cap.before[NUMBER]:  # a ledger that does not reach this far looks like a period without supplies
        return (
            f"no supply of the period in the ledger before, {total} of {_amount(limit)} "
            f"{unit_name(unit)} with this one ({_percent(cap)})"
        )
    return (
        f"{_amount(used)} of {_amount(limit)} {unit_name(unit)} used before, "
        f"{total} with this supply ({_percent(cap)})"
    )


def _is_given(cap: Weighed, unit: str) -> bool:
    """Whether nothing had to be converted: of equal limbs the reader knows that one's figures."""
    return unit not in OTHER or not cap.after[OTHER[unit]]


def _percent(cap: Weighed) -> str:
    share = 100 * (cap.share or 0)
    if share > 100:
        text = _near(share, 100) or (f"{share:,.1f} per cent" if share < 1e8 else "many times the limit")
        return f"{text}; above the limit"
    marks = (*cap.standing.cap.notices, 100)
    text = next(filter(None, (_near(share, mark) for mark in marks)), f"{share:,.1f} per cent")
    passed = [n for n in cap.standing.cap.notices if share >= n]
    return f"{text}; past the notice at {max(passed)} per cent" if passed else text


def _near(share: float, mark: int) -> str | None:
    """Rounded, 74.99 would be 75 per cent without its notice, and 100.01 the limit and yet above it."""
    if share == mark or f"{share:.1f}" != f"{mark:.1f}":
        return None
    return f"just {'above' if share > mark else 'below'} {mark} per cent"


def _unknown(cap: Weighed) -> str | None:
    """What the ledger lacks, where more about the transaction would not help."""
    standing = cap.standing
    if standing.base is not None and not standing.base[NUMBER]:
        return "the ledger does not tell the State's own supply of the 12 months before, which is its limit"
    if standing.is_partial:
        return "supplies in the ledger do not say their State, and may be this one's"
    if "usd" in standing.limits and (lacking := cap.before[VALUELESS]):
        supplies = "1 supply" if lacking == 1 else f"{lacking:,} supplies"
        return f"{supplies} of the period in the ledger without a value in US dollars"
    return None


def _split(cap: Weighed) -> str:
    parts = []
    for unit in units(cap.standing):
        pairs = shares(cap.standing, unit, cap.after)
        totals = sorted({amount for amount, _ in pairs})
        shown = " to ".join(dict.fromkeys(map(_amount, (totals[0], totals[-1]))))
        parts.append(f"{shown} of {_amount(pairs[0][1])} {unit_name(unit)}")
    return f"{' and '.join(parts)} with this supply, on both sides of the limit"


def _amount(amount: float, limit: float | None = None) -> str:
    """Whole units where the number is large; small ones, and what is nearly the limit, to the hundredth."""
    if amount >= 1_000 and (limit is None or round(amount) != round(limit)):
        return f"{amount:,.0f}"
    return f"{amount:,.2f}".removesuffix(".00")


def unit_name(unit: str) -> str:
    """A unit of a limit as people write it."""
    return "US dollars" if unit == "usd" else unit
