"""What a ledger contributed to a verdict: whether it relied on it, and the totals in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from article41.analyse.amounts import NUMBER
from article41.analyse.caps import SHARE, Standing, Weighed, ratio, shares, units
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
    elif cap.is_split and SHARE in decision.needs:
        yield f"{_name(cap.standing)}: {_split(cap)}"


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
        key=lambda at: round(ratio(*shares(cap.standing, at[0], cap.after)[at[1]]), 9),
    )
    used, limit = shares(cap.standing, unit, cap.before)[place]
    with_this, _ = shares(cap.standing, unit, cap.after)[place]
    if not cap.before[NUMBER]:  # a ledger that does not reach this far looks like a period without supplies
        return (
            f"no supply of the period in the ledger before, {_amount(with_this)} of {_amount(limit)} "
            f"{unit_name(unit)} with this one ({_percent(cap)})"
        )
    return (
        f"{_amount(used)} of {_amount(limit)} {unit_name(unit)} used before, "
        f"{_amount(with_this)} with this supply ({_percent(cap)})"
    )


def _percent(cap: Weighed) -> str:
    share = 100 * (cap.share or 0)
    if share > 100:
        text = f"{share:,.1f} per cent" if share < 1e6 else "many times the limit"
        return f"{text}; above the limit"
    text = f"{share:,.1f} per cent"
    passed = [n for n in cap.standing.cap.notices if share >= n]
    return f"{text}; past the notice at {max(passed)} per cent" if passed else text


def _split(cap: Weighed) -> str:
    parts = []
    for unit in units(cap.standing):
        pairs = shares(cap.standing, unit, cap.after)
        totals = sorted({amount for amount, _ in pairs})
        shown = " to ".join(dict.fromkeys(map(_amount, (totals[0], totals[-1]))))
        parts.append(f"{shown} of {_amount(pairs[0][1])} {unit_name(unit)}")
    return f"{' and '.join(parts)} with this supply, on both sides of the limit"


def _amount(amount: float) -> str:
    """Whole units where the number is large; small amounts to the hundredth."""
    return f"{amount:,.0f}" if amount >= 1_000 or amount == int(amount) else f"{amount:,.2f}"


def unit_name(unit: str) -> str:
    """A unit of a limit as people write it."""
    return "US dollars" if unit == "usd" else unit
