"""One provision as text and JSON: plain words beside the rules, exceptions under what they defeat."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from datetime import date

from article41.decide.reasons import KINDS
from article41.decide.regime import Regime
from article41.model import Cap, Provision, Rule
from article41.report.words import FORCES, link, listed, rule_text, span_text

WIDTH = 96


def provision_text(regime: Regime, provision: Provision, day: date | None) -> str:
    """The provision as a footnote of several lines; `day`: say whether it is in force then."""
    return "\n".join(_lines(regime, provision, day))


def _lines(regime: Regime, p: Provision, day: date | None) -> Iterator[str]:
    yield from _head(regime, p, day)
    yield ""
    for rule in p.rules:
        if not (rule.effect == "permits" and set(rule.defeats) & {r.id for r in p.rules}):
            yield from _rule(regime, p, rule, 0)
    for cap in p.caps:
        yield from _cap(regime, cap)
    others = _from_elsewhere(regime, p)
    if others:
        yield ""
        yield "  exceptions made elsewhere"
    for rule in others:
        yield from _wrapped(f"{KINDS[rule.kind]}, if {rule_text(regime.law, rule)}  [{rule.id}]", 2)
    if p.reading:
        yield ""
        yield "  how the text is read here"
    for reading in p.reading:
        see = f" (see: {reading.see})" if reading.see else ""
        yield from _wrapped(f"[{reading.status}] {reading.what}: {reading.why}{see}", 2)
    if p.checked is not None:
        yield ""
        yield from _wrapped(f"checked {p.checked.on} against: {p.checked.against}. {p.checked.source}", 1)
    yield f"  the text  {link(p)}"


def _head(regime: Regime, p: Provision, day: date | None) -> Iterator[str]:
    yield f"{p.cite}  ({p.id})"
    yield p.label
    yield ""
    yield f"  force     {FORCES[p.force]}: the Council {p.force.replace('_', ' ')}"
    yield f"  measure   {regime.law.measures[p.measure]}"
    yield f"  adopted   {p.adopted}"
    spans = regime.spans[p.id]
    yield f"  in force  {listed(map(span_text, spans)) or 'on no day'}"
    if day is not None:
        yield f"  on {day}  {'in force' if any(day in s for s in spans) else 'not in force'}"
    for old in p.replaces:
        yield f"  replaces  {old.id} from {old.start}"
    for later in regime.provisions:
        for old in later.replaces:
            if old.id == p.id or old.id.startswith(f"{p.id}#"):
                yield f"  replaced  by {later.cite} ({later.id}) from {old.start}" + (
                    "" if old.id == p.id else f", rule {old.id} only"
                )


def _cap(regime: Regime, cap: Cap) -> Iterator[str]:
    who = "all States together" if cap.aggregate == "all_states" else "each supplying State"
    for period in cap.periods:
        limits = (f"{value:,.0f} {unit}" for unit, value in period.limits.items())
        amount = listed(limits, "or") or period.rule.replace("_", " ")
        every = f", every {period.every_months} months" if period.every_months else ""
        yield from _wrapped(f"limit: {amount}, {who}, {span_text(period.span)}{every}", 1)
    for factor in regime.law.barrels:
        if factor.good in cap.goods:
            said = f"{factor.barrels_per_tonne:.2f} barrels a tonne [{factor.status}]: {factor.source}"
            yield from _wrapped(said, 1)


def _rule(regime: Regime, p: Provision, rule: Rule, depth: int) -> Iterator[str]:
    joint = "unless" if rule.effect == "permits" else "if"
    own = "" if rule.spans is None else f", {listed(map(span_text, regime.spans[rule.id]))}"
    text = f"{KINDS[rule.kind]}{own}, {joint} {rule_text(regime.law, rule)}"
    if rule.effect == "permits":
        text = f"unless ({KINDS[rule.kind]}{own}) {rule_text(regime.law, rule)}"
    if rule.advice:
        text = f"{text}: {rule.advice}"
    yield from _wrapped(f"{text}  [{rule.id}]", depth + 1)
    for against in p.rules:
        if against.effect == "permits" and rule.id in against.defeats:
            yield from _rule(regime, p, against, depth + 1)


def _from_elsewhere(regime: Regime, p: Provision) -> list[Rule]:
    own = {r.id for r in p.rules}
    others = (r.rule for r in regime.rules if r.rule.provision != p.id and r.rule.effect == "permits")
    return [r for r in others if own & set(r.defeats)]


def _wrapped(text: str, depth: int) -> Iterator[str]:
    indent = "  " * depth
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def provision_json(regime: Regime, p: Provision) -> str:
    """The provision as one JSON object."""
    spans = [{"from": str(s.start), "until": s.end and str(s.end)} for s in regime.spans[p.id]]
    found = {
        "id": p.id,
        "cite": p.cite,
        "label": p.label,
        "force": p.force,
        "measure": p.measure,
        "adopted": str(p.adopted),
        "in_force": spans,
        "replaces": [{"id": r.id, "from": str(r.start)} for r in p.replaces],
        "rules": [
            {
                "id": r.id,
                "effect": r.effect,
                "kind": r.kind,
                "in_force": [
                    {"from": str(s.start), "until": s.end and str(s.end)} for s in regime.spans[r.id]
                ],
                "text": rule_text(regime.law, r),
                "defeats": list(r.defeats),
            }
            for r in p.rules
        ],
        "exceptions_elsewhere": [r.id for r in _from_elsewhere(regime, p)],
        "reading": [{"what": r.what, "why": r.why, "status": r.status, "see": r.see} for r in p.reading],
        "checked": p.checked
        and {"on": str(p.checked.on), "against": p.checked.against, "source": p.checked.source},
        "text": link(p),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
