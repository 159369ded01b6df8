"""Words of a draft that nothing fills: goods without a code, facts that nobody can be expected to give."""

from __future__ import annotations

from collections.abc import Iterator

from article41.analyse.caps import SHARE
from article41.decide.conditions import members_asked, tests_of
from article41.decide.drafts.bench import Bench
from article41.decide.drafts.findings import Finding, Kind
from article41.model import Provision, Rule, Test

ORDINARY = ("quantity", "value_usd", SHARE)
"""Numbers that a customs record has, or that a ledger gives."""


def terms(bench: Bench) -> Iterator[Finding]:
    """Goods, facts and citations that stand for nothing, where the reading does not say so."""
    for p, rule in bench.rules():
        yield from _goods(bench, p, rule)
        yield from _facts(bench, p, rule)
    known = {p.id for p in bench.after.law.provisions} | {c.provision for c in bench.after.law.coverage}
    for name, cited in bench.draft.cited:
        if cited not in known:
            yield bench.finding("cites_unknown", (name, f"cites {cited}"), [cited])


def is_said(p: Provision, name: str) -> bool:
    """Whether the paragraph's reading speaks of a good, a fact or a rule, by its code or in words."""
    texts = (f"{r.what} {r.why} {r.see or ''}".lower() for r in p.reading)
    return any(name in text or name.replace("_", " ") in text for text in texts)


def _leaves(rule: Rule) -> Iterator[Test]:
    return (leaf for leaf in dict.fromkeys(tests_of(rule.when)) if isinstance(leaf, Test))


def _goods(bench: Bench, p: Provision, rule: Rule) -> Iterator[Finding]:
    if rule.effect not in ("prohibits", "permits"):
        return
    for leaf in _leaves(rule):
        if leaf.fact != "good" or leaf.operator not in ("is", "in"):
            continue
        for good in members_asked(leaf):
            rows = [row for row in bench.after.law.goods if row.good == good]
            if is_said(p, good) or any(row.prefix and not row.is_partial for row in rows):
                continue
            kind: Kind = "good_in_part" if any(row.prefix for row in rows) else "good_without_code"
            yield bench.finding(kind, (rule.id, leaf), goods=[good])


def _facts(bench: Bench, p: Provision, rule: Rule) -> Iterator[Finding]:
    """A yes or no, or a number, that decides a ban or takes a quota away, and is unknown when absent."""
    if rule.effect != "prohibits":
        return
    for leaf in _leaves(rule):
        fact = bench.after.law.facts[leaf.fact]
        is_open = fact.if_absent == "unknown" and fact.type in ("bool", "number")
        if is_open and fact.name not in ORDINARY and not is_said(p, fact.name):
            yield bench.finding("fact_unsaid", (rule.id, leaf), [fact.name])
