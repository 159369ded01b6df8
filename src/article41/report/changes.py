"""What changed in the law between two days, the days in order: provisions, rules, limits, last days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from article41.analyse.caps import stretch
from article41.decide.conditions import tests_of
from article41.decide.reasons import KINDS
from article41.decide.regime import Regime
from article41.decide.succession import successions
from article41.errors import InputError
from article41.model import Cap, Condition, Provision, Test, Then
from article41.read.resolutions.drafts import Draft
from article41.report.rules import every_text, limit_text, meet
from article41.report.words import condition_text, count, stamp_text, then_text, wrapped

LAST_DAYS = ("before", "by")
"""Operators that set a last day."""
SIGNS = {"begins": "+", "ends": "-", "limit": "=", "last day": "·"}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is so from `day` on, or (a last day) for the last time on it."""

    day: date
    what: str
    """begins, ends, limit or last day"""
    id: str
    text: str
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after `first` and up to `last`."""

    regime: Regime
    first: date
    last: date
    law: tuple[Change, ...]
    limits: tuple[Change, ...]
    days: tuple[Change, ...]
    draft: str | None = None
    """Whose doing the changes are, where only those of a draft are told."""


def changes_of(draft: Draft, known: date, last: date | None = None) -> Changes:
    """What a draft would change on the day of its adoption, or from then up to `last`.

    `known`: everything adopted by then counts, and the draft. Raises InputError for a draft that the loader
    refuses, and for a day before its adoption.
    """
    if draft.problems:
        raise InputError(draft.problems)
    adopted = draft.provisions[0].adopted
    last = last or adopted
    if last < adopted:
        raise InputError.of("DAY", str(last), f"a day no earlier than the draft's adoption, {adopted}")
    eve = adopted - timedelta(days=1)
    standing = Regime.of(draft.without, max(known, adopted))
    now = changes(standing, eve, last)
    then = changes(replace(standing, law=draft.law), eve, last)

    def only(one: tuple[Change, ...], other: tuple[Change, ...]) -> tuple[Change, ...]:
        return tuple(change for change in one if change not in set(other))

    return replace(
        then,
        law=only(then.law, now.law),
        limits=only(then.limits, now.limits),
        days=only(then.days, now.days),
        draft=draft.file,
    )


def changes(regime: Regime, first: date, last: date) -> Changes:
    """Raises InputError where A is later than B, OutsideCoverage where `last` lies before the law begins."""
    if first > last:
        raise InputError.of("A", str(first), f"a day no later than B, {last}", f"law diff {last} {first}")
    regime.on(last)

    def between(found: Iterator[Change]) -> tuple[Change, ...]:
        # the sort keeps the law's order within a day; what ends is told before what begins in its place
        return tuple(
            sorted((c for c in found if first < c.day <= last), key=lambda c: (c.day, c.what != "ends"))
        )

    provisions = regime.provisions
    return Changes(
        regime,
        first,
        last,
        between(c for p in provisions for c in _law(regime, p)),
        between(c for p in provisions for cap in p.caps for c in _limits(regime, p, cap, last)),
        between(c for p in provisions for c in _days(regime, p)),
    )


def _law(regime: Regime, p: Provision) -> Iterator[Change]:
    after = {(s.old, s.start): s.later.id for s in successions(regime, p)}
    edges = set()
    for span in regime.spans[p.id]:
        edges |= {span.start, span.end}
        yield Change(span.start, "begins", p.id, p.label)
        if span.end is not None:
            yield Change(span.end, "ends", p.id, p.label, after.get((p.id, span.end)))
    for rule in p.rules:
        text = f"{KINDS[rule.kind]} ({p.label})"
        for span in regime.spans[rule.id]:
            if span.start not in edges:
                yield Change(span.start, "begins", rule.id, text)
            if span.end is not None and span.end not in edges:
                yield Change(span.end, "ends", rule.id, text, after.get((rule.id, span.end)))


def _limits(regime: Regime, p: Provision, cap: Cap, last: date) -> Iterator[Change]:
    """A limit counts only while its provision is in force."""
    spans = regime.spans[p.id]
    for period in cap.periods:
        goods = ", ".join(g.replace("_", " ") for g in cap.goods)
        says = f"{goods}: {limit_text(cap, period)}"
        day = period.span.start
        if any(day in span for span in spans):
            yield Change(day, "limit", cap.id, f"{says}{every_text(period)}")
        while (anew := stretch(period, day).end) is not None and anew <= last and anew in period.span:
            if not any(anew in span for span in spans):
                break
            yield Change(anew, "limit", cap.id, f"{says}, counted anew")
            day = anew
        # with its period, or before it with the provision
        ends = {
            min(filter(None, (s.end, period.span.end)), default=None) for s in spans if meet(s, period.span)
        }
        for ended in filter(None, ends):
            yield Change(ended, "limit", cap.id, f"{says}: no longer")


def _days(regime: Regime, p: Provision) -> Iterator[Change]:
    for rule in p.rules:
        start = min((s.start for s in regime.spans[rule.id]), default=None)
        for leaf in last_days(rule.when):
            day = leaf.value
            if leaf.operator == "before" and isinstance(day, date):
                day -= timedelta(days=1)
            if start is not None and isinstance(day, date) and day >= start:
                yield Change(day, "last day", rule.id, condition_text(regime.law, leaf))
        yield from (c for then in rule.then for c in _due(rule.id, then))
    yield from (c for then in p.owed for c in _due(p.id, then))


def last_days(condition: Condition) -> Iterator[Test]:
    """Tests that hold up to a day that the law names."""
    for leaf in tests_of(condition):
        if isinstance(leaf, Test) and leaf.operator in LAST_DAYS and isinstance(leaf.value, date):
            yield leaf


def _due(name: str, then: Then) -> Iterator[Change]:
    if isinstance(then.by, date):
        yield Change(then.by, "last day", name, then_text(then))


def changes_text(found: Changes) -> str:
    """Day by day; a foot with counts."""
    return "\n".join(_lines(found))


def _lines(found: Changes) -> Iterator[str]:
    if not (found.law or found.limits or found.days):
        yield f"nothing changed from {found.first} to {found.last}"
    for title, part in (("The law", found.law), ("Limits", found.limits), ("Last days", found.days)):
        if not part:
            continue
        yield title
        for day, group in groupby(part, key=lambda c: c.day):
            yield f"  {day}"
            for change in group:
                after = f", replaced by {change.replaced_by}" if change.replaced_by else ""
                verb = f" {change.what}" if change.what in ("begins", "ends") else ""
                text = f"{SIGNS[change.what]} {change.id}{verb}{after}: {change.text}"
                yield from wrapped(text, 2)
        yield ""
    whose = "" if found.draft is None else f"With {found.draft}: "
    begun = sum(c.what == "begins" for c in found.law)
    yield from wrapped(
        f"{whose}After {found.first} and up to {found.last}: {begun} begun, {len(found.law) - begun} ended, "
        f"{count(len(found.limits), 'change')} of limits, {count(len(found.days), 'last day')}. "
        f"As known on {found.regime.as_of}; {stamp_text(found.regime.stamp)}.",
        0,
    )


def changes_json(found: Changes) -> str:
    """One JSON object: law, limits and days, each in order."""

    def rows(part: tuple[Change, ...]) -> list[dict[str, object]]:
        return [{**asdict(c), "day": str(c.day)} for c in part]

    whole = {
        **({} if found.draft is None else {"draft": found.draft}),
        "after": str(found.first),
        "up_to": str(found.last),
        "as_of": str(found.regime.as_of),
        "stamp": dict(found.regime.stamp),
        "law": rows(found.law),
        "limits": rows(found.limits),
        "days": rows(found.days),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
