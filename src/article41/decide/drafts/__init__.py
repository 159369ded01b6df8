"""A draft held against the law: what it leaves open, what it does not do, what it takes away unsaid."""

from __future__ import annotations

from article41.decide.drafts.bench import Bench
from article41.decide.drafts.days import days
from article41.decide.drafts.effects import effects
from article41.decide.drafts.findings import Finding, Kind
from article41.decide.drafts.limits import limits
from article41.decide.drafts.losses import losses
from article41.decide.drafts.terms import terms
from article41.read.resolutions.drafts import Draft

__all__ = ["Finding", "Kind", "lint"]


def lint(draft: Draft) -> tuple[Finding, ...]:
    """Everything found, in the order of the draft's lines."""
    found = [Finding("loader", "", p.row, problem=p) for p in draft.problems]
    if draft.is_askable:
        bench = Bench.of(draft)
        for look in (terms, days, limits, effects, losses):
            found += look(bench)
    return tuple(sorted(dict.fromkeys(found), key=lambda f: f.line or 0))
