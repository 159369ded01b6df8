"""Days that a draft lacks, or that do not fit: last days, deadlines, and when it takes the place of what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from article41.decide.conditions import ENTRY, tests_of
from article41.decide.drafts.bench import Bench
from article41.decide.drafts.findings import Finding
from article41.decide.drafts.terms import is_said
from article41.model import Provision, Replaces, Rule, Test

ACT = ("date", ENTRY)
"""The days of the act itself: a limit on another day, as that of the contract, lets the act come later."""
LAST = {"before": 1, "by": 0}
"""Operators that set a last day, and how many days before their limit it lies."""


def days(bench: Bench) -> Iterator[Finding]:
    """Wind-downs without end, deadlines already past, and replacements that do not meet what they replace."""
    for p, rule in bench.rules():
        last = list(_last_days(rule))
        spans = rule.spans or p.spans
        if rule.kind == "wind_down" and not last and any(s.end is None for s in spans):
            yield bench.finding("no_last_day", (rule.id, "when"))
        first = min((s.start for s in spans), default=p.adopted)
        for leaf, day in last:
            if day < first:
                yield bench.finding("deadline_past", (rule.id, leaf), [str(first)], day=day)
        for then in rule.then:
            if isinstance(then.by, date) and then.by < first:
                yield bench.finding("deadline_past", (rule.id, "then"), [str(first)], day=then.by)
    for p in bench.provisions():
        for owed in p.owed:
            if isinstance(owed.by, date) and owed.by < p.adopted:
                yield bench.finding("deadline_past", (p.id, "owed"), [str(p.adopted)], day=owed.by)
        for old in p.replaces:
            yield from _replaced(bench, p, old)


def _last_days(rule: Rule) -> Iterator[tuple[Test, date]]:
    for leaf in tests_of(rule.when):
        if not isinstance(leaf, Test) or leaf.fact not in ACT or leaf.operator not in LAST:
            continue
        if isinstance(leaf.value, date):
            yield leaf, leaf.value - timedelta(days=LAST[leaf.operator])


def _replaced(bench: Bench, p: Provision, old: Replaces) -> Iterator[Finding]:
    """What is replaced must stand on that day, and what replaces it must begin by then."""
    part = f"replaces {old.id}"
    spans = bench.before.spans.get(old.id)
    if spans is None:  # not encoded, or unknown and told by the loader
        return
    gone = {r.id for q in bench.before.law.provisions for r in q.replaces}
    if old.id not in gone and not any(old.start in span for span in spans):
        begins = [span.start for span in spans if span.start > old.start]
        ended = max((span.end for span in spans if span.end is not None), default=None)
        if begins:
            yield bench.finding("replaces_not_begun", (p.id, part), [old.id, str(old.start)], day=begins[0])
        else:
            yield bench.finding("replaces_ended", (p.id, part), [old.id], day=ended)
    first = min((s.start for s in p.spans), default=old.start)
    if old.start < first:
        yield bench.finding("replaces_early", (p.id, part), [old.id, str(old.start)], day=first)
    if p.spans and all(s.end is not None for s in p.spans) and not is_said(p, old.id):
        last = max(s.end for s in p.spans if s.end is not None)
        yield bench.finding("does_not_revive", (p.id, part), [old.id], day=last)
