"""Verbs that do not match what their rules do, and caps that cannot be counted or that nothing asks."""

from __future__ import annotations

from collections.abc import Iterator

from article41.analyse.caps import SHARE
from article41.decide.conditions import asked_of, members_asked, tests_of
from article41.decide.drafts.bench import Bench
from article41.decide.drafts.findings import Finding
from article41.model import Cap, Provision, Rule, Test
from article41.read.resolutions.provisions import BINDING

OWN_SUPPLY = "supply_of_previous_12_months"
"""The one rule whose limit is each State's own figure and stands in no text."""


def limits(bench: Bench) -> Iterator[Finding]:
    """Force against effects, then each cap and each quota."""
    for p in bench.provisions():
        effects = {rule.effect for rule in p.rules}
        is_binding = p.force in BINDING
        if effects and (effects <= {"advises"} if is_binding else effects & {"permits"}):
            yield bench.finding("force_without_effect", (p.id, None), [p.force, *sorted(effects)])
        for cap in p.caps:
            yield from _cap(bench, p, cap)
    capped = {good for p in bench.draft.provisions for cap in p.caps for good in cap.goods}
    for p, rule in bench.rules():
        if _asks_share(rule) and p.id not in bench.draft.unsound:
            missing = [g for g in _goods(bench, rule) if g not in capped]
            if missing:
                yield bench.finding("quota_without_cap", (rule.id, "when"), goods=missing)


def _cap(bench: Bench, p: Provision, cap: Cap) -> Iterator[Finding]:
    if not cap.id.startswith(f"{p.id}#"):
        yield bench.finding("cap_elsewhere", (cap.id, None), [p.id])
    if not cap.periods or any(not c.limits and c.rule != OWN_SUPPLY for c in cap.periods):
        yield bench.finding("cap_without_limit", (cap.id, None))
    if any(c.span.end is None and c.every_months is None for c in cap.periods):
        yield bench.finding("cap_never_anew", (cap.id, None))
    asking = {good for q, rule in bench.rules() if _asks_share(rule) for good in _goods(bench, rule)}
    unused = [good for good in cap.goods if good not in asking]
    if unused:
        yield bench.finding("cap_unused", (cap.id, None), goods=unused)


def _asks_share(rule: Rule) -> bool:
    return SHARE in asked_of(rule.when)


def _goods(bench: Bench, rule: Rule) -> list[str]:
    """The goods that a quota is about: its own, else those of the bans that it lifts."""
    own = _named(rule)
    bans = (bench.compiled[name].rule for name in rule.defeats if name in bench.compiled)
    return own or list(dict.fromkeys(good for ban in bans for good in _named(ban)))


def _named(rule: Rule) -> list[str]:
    tests = (t for t in tests_of(rule.when) if isinstance(t, Test))
    asked = (t for t in tests if t.fact == "good" and t.operator in ("is", "in"))
    return [good for test in asked for good in members_asked(test)]
