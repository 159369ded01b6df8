"""Exceptions that a replacement takes away: those of what it ends, and those left with nothing to lift."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from article41.decide.conditions import LAW_ON, Compiled
from article41.decide.drafts.bench import Bench, days_of, decide, is_stricter
from article41.decide.drafts.findings import Finding
from article41.decide.drafts.terms import is_said
from article41.decide.probes import Probe, probes
from article41.model import Provision, Replaces, Test


def losses(bench: Bench) -> Iterator[Finding]:
    """One by one, the exceptions that would no longer lift what they lift today."""
    general = {c.rule.id for c in bench.before.rules} - {c.rule.id for c in bench.narrow_before.rules}
    for p in bench.provisions():
        if any(rule.id in bench.draft.unsound for rule in p.rules):
            continue  # the counterpart may be in what could not be read
        for old in p.replaces:
            if any(old.start in span for span in bench.before.spans.get(old.id, ())):
                yield from _lost(bench, p, old, general)


def _lost(bench: Bench, p: Provision, old: Replaces, general: set[str]) -> Iterator[Finding]:
    ended = _rules_of(bench, old.id)
    part = f"replaces {old.id}"
    for rule in bench.before.rules:
        name = rule.rule.id
        if rule.rule.effect != "permits" or name in general - ended or is_said(p, name):
            continue
        touched = [t for t in rule.rule.defeats if name in ended or t in ended]
        tried = [probe for t in touched for probe in _probes(bench, rule, t, old.start)]
        if not tried:  # a wind-down whose last day has passed is no loss
            continue
        stricter = [probe for probe in tried if _is_lost(bench, probe, is_narrow=True)]
        if any(_is_lost(bench, probe, is_narrow=False) for probe in stricter):
            yield bench.finding("exception_lost", (p.id, part), [name, *touched])
        elif stricter:
            yield bench.finding("exception_general", (p.id, part), [name, *sorted(general)])
        elif name not in ended and not _live(bench, rule, old.start):
            yield bench.finding("left_without_ban", (p.id, part), [name, *touched])


def _rules_of(bench: Bench, name: str) -> set[str]:
    """The rule of that id, or the rules of that provision."""
    return {r.id for p in bench.before.provisions for r in p.rules if name in (p.id, r.id)}


def _probes(bench: Bench, rule: Compiled, target: str, start: date) -> Iterator[Probe]:
    """Records that the exception lifts out of the ban today, on days from `start` on."""
    ban = bench.compiled_before.get(target)
    if ban is not None:
        days = days_of(bench.before.spans[rule.rule.id], start)
        yield from probes(bench.before, [rule.own, ban.own, Test(LAW_ON, "from", start)], days)


def _is_lost(bench: Bench, probe: Probe, *, is_narrow: bool) -> bool:
    """Whether less passes with the draft; `is_narrow`: the general power to exempt left out of both."""
    before, after = (bench.narrow_before, bench.narrow_after) if is_narrow else (bench.before, bench.after)
    return is_stricter(decide(after, probe), decide(before, probe))


def _live(bench: Bench, rule: Compiled, start: date) -> bool:
    """Whether anything that the exception lifts is in force on or after the day."""
    targets = (t for p in bench.after.provisions for r in p.rules if r.id == rule.rule.id for t in r.defeats)
    spans = (span for t in targets for span in bench.after.spans.get(t, ()))
    return any(span.end is None or span.end > start for span in spans)
