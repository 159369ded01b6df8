"""The law as one JSON dataset for other programs, described by dataset.schema.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from article41.dates import Span
from article41.decide.regime import Regime
from article41.decide.succession import successions
from article41.model import Cap, Check, Coverage, Fact, GoodCode, Law, Provision, Rule
from article41.read.resolutions.checked import newest
from article41.read.resolutions.provisions import BINDING
from article41.report.conditions import condition_json, number_json, then_json
from article41.report.listed import act_json, known_json, listing_json
from article41.report.parts import answer_json, checked_json, readings_json, replaced_by_json, spans_json
from article41.report.words import link
from article41.version import __version__


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of the dataset."""
    return (files("article41.report") / "dataset.schema.json").read_text(encoding="utf-8")


def dataset_text(law: Law) -> str:
    """The dataset as text; the same law gives the same bytes."""
    return json.dumps(dataset(law), ensure_ascii=False, indent=1) + "\n"


def whole(law: Law) -> Regime:
    """The regime with every resolution that the law holds, whatever day it is."""
    return Regime.of(law, max(p.adopted for p in law.provisions))


def dataset(law: Law) -> dict[str, Any]:
    """The law as JSON values: what was written, and the days that follow from what replaces what."""
    regime = whole(law)
    checks = newest(law.checks)
    resolutions = {p.resolution: p for p in law.provisions}
    return {
        "version": __version__,
        "hash": law.hash,
        "resolutions": [
            {
                "number": number,
                "cite": f"S/RES/{number} ({p.adopted.year})",
                "adopted": str(p.adopted),
                "text": link(p),
            }
            for number, p in resolutions.items()
        ],
        "provisions": [_provision(regime, p, checks) for p in law.provisions],
        "measures": [{"code": code, "label": label} for code, label in law.measures.items()],
        "facts": [_fact(fact) for fact in law.facts.values()],
        "goods": [_good(row) for row in law.goods],
        "barrels": [
            {
                "good": row.good,
                "barrels_per_tonne": row.barrels_per_tonne,
                "source": row.source,
                "status": row.status,
            }
            for row in law.barrels
        ],
        "listings": [listing_json(listing) for listing in law.listings],
        "committee_acts": [act_json(act) for act in law.acts],
        "committee_coverage": [known_json(known) for known in law.known_acts],
        "coverage": [_coverage(row, law) for row in law.coverage],
        "checks": [{"point": check.point, **_answer(check)} for check in law.checks],
    }


def _provision(regime: Regime, p: Provision, checks: Mapping[str, Check]) -> dict[str, Any]:
    return {
        "id": p.id,
        "cite": p.cite,
        "resolution": p.resolution,
        "label": p.label,
        "force": p.force,
        "is_binding": p.force in BINDING,
        "measure": p.measure,
        "in_force": _days(p.spans, regime.spans[p.id]),
        "replaces": [{"id": old.id, "from": str(old.start)} for old in p.replaces],
        "replaced_by": replaced_by_json(successions(regime, p)),
        "rules": [_rule(regime, p, rule) for rule in p.rules],
        "caps": [_cap(cap) for cap in p.caps],
        "owed": [then_json(then) for then in p.owed],
        "reading": readings_json(p, checks),
        "checked": checked_json(p),
        "answer": answer_json(checks.get(p.id)),
    }


def _days(written: Iterable[Span], closed: Iterable[Span]) -> dict[str, Any]:
    return {"written": spans_json(written), "closed": spans_json(closed)}


def _rule(regime: Regime, p: Provision, rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "effect": rule.effect,
        "kind": rule.kind,
        "in_force": _days(p.spans if rule.spans is None else rule.spans, regime.spans[rule.id]),
        "when": condition_json(rule.when, regime.law.facts),
        "defeats": list(rule.defeats),
        "then": [then_json(then) for then in rule.then],
        "advice": rule.advice,
    }


def _cap(cap: Cap) -> dict[str, Any]:
    return {
        "id": cap.id,
        "goods": list(cap.goods),
        "aggregate": cap.aggregate,
        "notices": list(cap.notices),
        "periods": [
            {
                **spans_json([period.span])[0],
                "every_months": period.every_months,
                "limits": {unit: number_json(value) for unit, value in period.limits.items()},
                "rule": period.rule,
            }
            for period in cap.periods
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "type": fact.type,
        "unit": fact.unit or None,
        "values": list(fact.values),
        "if_absent": fact.if_absent,
        "bounded_by": fact.bounded_by,
        "assumption": fact.assumption or None,
        "phrase": fact.phrase or None,
        "meaning": fact.meaning,
    }


def _good(row: GoodCode) -> dict[str, Any]:
    return {
        "good": row.good,
        "label": row.label,
        "hs": row.prefix or None,
        "is_partial": row.is_partial,
        "editions": list(row.editions) if row.prefix else None,
        "paragraphs": list(row.paragraphs),
        "flows": list(row.flows),
        "tier": row.tier,
        "confidence": row.confidence,
        "note": row.note or None,
    }


def _coverage(row: Coverage, law: Law) -> dict[str, Any]:
    return {
        "record": row.record,
        "status": row.status,
        "provision": row.provision,
        "reason": row.reason or None,
        "about": [condition_json(test, law.facts) for test in row.about],
        "in_force": row.span and spans_json([row.span])[0],
    }


def _answer(check: Check) -> dict[str, str]:
    return answer_json(check) or {}
