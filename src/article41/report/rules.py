"""A provision's rules as plain lines, exceptions under what they defeat: what explain and the pages share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from article41.dates import Span
from article41.decide.reasons import KINDS
from article41.decide.regime import Regime
from article41.decide.shares import unit_name
from article41.model import Cap, CapPeriod, Check, Provision, Reading, Rule
from article41.report.words import listed, printable, rule_text, span_text

NAMED = 6
"""Rules named in one line before it only counts them."""
WITHOUT_RULES = "no rule of its own: nothing in one transaction turns on it"


@dataclass(frozen=True, slots=True)
class Line:
    """One rule in words; `depth` counts the exceptions above it."""

    depth: int
    text: str
    rule: str


def rule_lines(regime: Regime, provision: Provision) -> Iterator[Line]:
    """Every rule of the provision, each exception once under every rule of it that it defeats."""
    own = {rule.id for rule in provision.rules}
    for rule in provision.rules:
        if not own & set(rule.defeats):
            yield from _lines(regime, provision, rule, 0)


def _lines(regime: Regime, provision: Provision, rule: Rule, depth: int) -> Iterator[Line]:
    yield Line(depth, _text(regime, rule, depth), rule.id)
    for against in provision.rules:
        if rule.id in against.defeats:
            yield from _lines(regime, provision, against, depth + 1)


def _text(regime: Regime, rule: Rule, depth: int) -> str:
    spans = regime.spans[rule.id]
    own = "" if rule.spans is None else f", {listed(map(span_text, spans)) or 'on no day'}"
    says = rule_text(regime.law, rule)
    kind = f"{KINDS[rule.kind]}{own}"
    if depth:
        text = f"unless ({kind}) {says}"
    elif rule.effect == "permits":
        text = f"lifts {lifted(regime, rule)} ({kind}), if {says}"
    else:
        text = f"{kind}, if {says}"
    elsewhere = [d for d in rule.defeats if not d.startswith(f"{rule.provision}#")]
    if depth and elsewhere:
        text += f"; lifts {lifted(regime, rule, elsewhere)} too"
    return f"{text}: {rule.advice}" if rule.advice else text


def lifted(regime: Regime, rule: Rule, targets: list[str] | None = None) -> str:
    """What an exception lifts: every ban, every ban of a measure, or rules by name."""
    wanted = list(rule.defeats) if targets is None else targets
    bans = {r.id: p.measure for p in regime.law.provisions for r in p.rules if r.is_ban}
    if set(wanted) >= set(bans):
        return "every ban of the regime"
    for measure in dict.fromkeys(bans[t] for t in wanted if t in bans):
        if len(wanted) > 1 and set(wanted) == {b for b, m in bans.items() if m == measure}:
            return f"every ban under the measure {measure}"
    more = f" and {len(wanted) - NAMED} more" if len(wanted) > NAMED else ""
    return ", ".join(wanted[:NAMED]) + more if more else listed(wanted)


def elsewhere(regime: Regime, provision: Provision) -> dict[str, list[tuple[str, str]]]:
    """Exceptions that other provisions make to this one, while it is in force: rules and their days by words.

    Several paragraphs give the Committee one and the same power; it is said once.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    own = {rule.id: regime.spans[rule.id] for rule in provision.rules}
    for compiled in regime.rules:
        rule = compiled.rule
        days = regime.spans[rule.id]
        lifts = (span for target in rule.defeats for span in own.get(target, ()))
        if rule.provision != provision.id and any(meet(span, day) for span in lifts for day in days):
            text = f"{KINDS[rule.kind]}, if {rule_text(regime.law, rule)}"
            found.setdefault(text, []).append((rule.id, listed(map(span_text, days))))
    return found


def meet(one: Span, other: Span) -> bool:
    """Whether two spans have a day in common."""
    return (other.end is None or one.start < other.end) and (one.end is None or other.start < one.end)


def cap_lines(regime: Regime, cap: Cap) -> Iterator[str]:
    """The limits, at which shares of them notice is given, and how barrels and tonnes are set equal."""
    for period in cap.periods:
        yield f"limit: {limit_text(cap, period)}, {span_text(period.span)}{every_text(period)}"
    if cap.notices:
        shares = listed(f"{share}" for share in cap.notices)
        yield f"the Committee's notices to all States at {shares} per cent of the limit"
    for factor in regime.law.barrels:
        if factor.good in cap.goods:
            yield f"{factor.barrels_per_tonne:.2f} barrels a tonne [{factor.status}]: {factor.source}"


def limit_text(cap: Cap, period: CapPeriod) -> str:
    """ "500,000 bbl, all States together"."""
    who = "all States together" if cap.aggregate == "all_states" else "each supplying State"
    limits = [f"{value:,.0f} {unit_name(unit)}" for unit, value in period.limits.items()]
    if not limits:  # supply_of_previous_12_months
        return f"{who}, its own {period.rule.replace('_', ' ').replace('of prev', 'of the prev')}"
    first = ", whichever is reached first" if len(limits) > 1 and period.rule == "first_reached" else ""
    return f"{listed(limits, 'or')}{first}, {who}"


def every_text(period: CapPeriod) -> str:
    """Whether the limit starts anew: ", every 12 months"."""
    return f", every {period.every_months} months" if period.every_months else ""


def reading_text(reading: Reading) -> str:
    """A doubt in one line, its standing first."""
    see = f" (see: {reading.see})" if reading.see else ""
    return f"[{reading.status}] {reading.what}: {reading.why}{see}"


def check_text(check: Check) -> str:
    """ "checked by WHO on DATE (url): note"."""
    note = f": {check.note}" if check.note else ""
    return printable(f"checked by {check.by} on {check.on} ({check.url}){note}")
