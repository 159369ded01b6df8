"""What each rule of a draft does: records that meet it are put to the law with and without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from article41.decide.conditions import Compiled
from article41.decide.drafts.bench import Bench, days_of, decide, holding, is_stricter
from article41.decide.drafts.findings import Finding
from article41.decide.drafts.terms import is_said
from article41.decide.probes import Probe, probes
from article41.decide.regime import Regime
from article41.model import Provision, Rule

MOST_TARGETS = 30
"""Rules on which an exception is tried; the general power lifts more, and any of them shows what it does."""


def effects(bench: Bench) -> Iterator[Finding]:
    """Rules that nothing meets, that lift nothing, or that change no answer."""
    for p, rule in bench.rules():
        compiled = bench.compiled.get(rule.id)
        if compiled is None or rule.effect not in ("prohibits", "permits"):
            continue  # a rule in force on no day is told by its days
        yield from _ban(bench, p, compiled) if rule.is_ban else _lifting(bench, compiled)


def _ban(bench: Bench, p: Provision, ban: Compiled) -> Iterator[Finding]:
    """Already prohibited without it: it adds nothing, or only what exceptions to the other let pass."""
    without = bench.less(ban.rule)
    days = days_of(bench.after.spans[ban.rule.id])
    tried = list(probes(bench.after, [ban.own], days))
    if not tried:
        yield bench.finding("never_met", (ban.rule.id, "when"))
    idle: list[str] = []
    standing: dict[str, None] = {}
    overridden: dict[str, None] = {}
    for good, group in _by_good(tried):
        already = [decide(without[0], probe) for probe in group]
        if any(d.word != "prohibited" for d in already):
            continue
        others = {c.rule.id: c for d in already for c in holding(d)}
        ways = {d.rule.id: d for c in others.values() for d in c.defeaters if d.rule.effect == "permits"}
        reached = False
        for name, way in ways.items():
            let_pass = [t for t in probes(bench.after, [ban.own, way.own], days) if t.good == good]
            changed = [probe for probe in let_pass if _is_changed(bench, without, probe)]
            reached |= bool(changed)
            is_old = name in bench.compiled_before  # an exception of the draft's own is the draft's choice
            if is_old and any(is_stricter(decide(bench.after, t), decide(without[0], t)) for t in changed):
                overridden[name] = None
        if not reached:
            idle.append(good)
            standing |= dict.fromkeys(others)
    for name in overridden:
        if not is_said(p, name):
            yield bench.finding("exception_overridden", (ban.rule.id, "when"), [name])
    if idle:
        yield bench.finding("adds_nothing", (ban.rule.id, "when"), standing, goods=filter(None, idle))


def _lifting(bench: Bench, rule: Compiled) -> Iterator[Finding]:
    """An exception to a ban, or a notice that takes a quota away."""
    name, spans = rule.rule.id, bench.after.spans[rule.rule.id]
    days = days_of(spans)
    targets = [
        bench.compiled[target]
        for target in rule.rule.defeats
        if any(day in span for day in days for span in bench.after.spans.get(target, ()))
    ]
    if not targets:
        if rule.rule.defeats:  # none at all is told by the loader
            yield bench.finding("defeats_nothing", (name, "defeats"), rule.rule.defeats)
        return
    tried = [
        probe
        for target in targets[:MOST_TARGETS]
        for way in _down_to_bans(bench, target)
        for probe in probes(bench.after, [rule.own, *(c.own for c in way)], days)
    ]
    # where it never meets what it defeats, it may meet a ban that it leaves alone
    stands = _standing(bench, rule, tried or list(probes(bench.after, [rule.own], days)))
    if not tried and not stands:
        yield bench.finding("never_met", (name, "when"), [t.rule.id for t in targets])
        return
    without = bench.less(rule.rule)
    if stands:
        names = [n for found in stands.values() for n in found]
        yield bench.finding("still_prohibited", (name, "defeats"), names, goods=filter(None, stands))
    elif not any(_is_changed(bench, without, probe) for probe in tried):
        yield bench.finding("changes_nothing", (name, "when"), _lifted_by(bench, rule.rule, tried))


def _standing(bench: Bench, rule: Compiled, tried: Iterable[Probe]) -> dict[str, list[str]]:
    """The bans that hold all the same, for each good on which an exception opens no way at all."""
    stands: dict[str, list[str]] = {}
    for good, group in _by_good(tried if rule.rule.effect == "permits" else ()):
        found = [decide(bench.after, probe) for probe in group]
        if all(d.word == "prohibited" for d in found):
            stands[good] = [c.rule.id for d in found for c in holding(d)]
    return stands


def _down_to_bans(bench: Bench, rule: Compiled) -> Iterator[list[Compiled]]:
    """The rule and what it lifts in turn, down to a ban: a quota is asked of only where its ban applies."""
    if rule.rule.is_ban:
        yield [rule]
        return
    for target in rule.rule.defeats:
        if target in bench.compiled:
            yield from ([rule, *rest] for rest in _down_to_bans(bench, bench.compiled[target]))


def _is_changed(bench: Bench, without: tuple[Regime, Regime], probe: Probe) -> bool:
    """Whether the rule changes the word: with the general power to exempt in the law, or without that."""
    return any(
        decide(has, probe).word != decide(lacks, probe).word
        for has, lacks in zip((bench.after, bench.narrow_after), without, strict=True)
    )


def _lifted_by(bench: Bench, rule: Rule, tried: Iterable[Probe]) -> Iterator[str]:
    """The other exceptions that already lift what this one lifts."""
    for probe in tried:
        decision = decide(bench.after, probe)
        for struck in decision.struck:
            for other in struck.ban.defeaters:
                if other.rule.id != rule.id and decision.reading.holds(other) is True:
                    yield other.rule.id


def _by_good(tried: Iterable[Probe]) -> Iterator[tuple[str, list[Probe]]]:
    for good, group in groupby(sorted(tried, key=lambda p: p.good), key=lambda p: p.good):
        yield good, list(group)
