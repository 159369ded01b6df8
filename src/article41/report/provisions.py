"""One provision as text and JSON: plain words beside the rules, exceptions under what they defeat."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from article41.decide.regime import Regime
from article41.decide.succession import governing, successions
from article41.model import Check, Provision
from article41.read.resolutions.checked import points_of
from article41.report.parts import answer_json, checked_json, readings_json, replaced_by_json, spans_json
from article41.report.rules import (
    WITHOUT_RULES,
    cap_lines,
    check_text,
    elsewhere,
    reading_text,
    rule_lines,
)
from article41.report.words import (
    force_text,
    line_width,
    link,
    listed,
    rule_text,
    span_text,
    then_text,
    wrapped,
)

NOBODY: Mapping[str, Check] = {}


def provision_text(
    regime: Regime, provision: Provision, day: date | None, answers: Mapping[str, Check] = NOBODY
) -> str:
    """The provision as a footnote of several lines.

    `day`: say whether it is in force then, and what governs if not. `answers`: who checked which point.
    """
    return "\n".join(_lines(regime, provision, day, answers))


def _lines(regime: Regime, p: Provision, day: date | None, answers: Mapping[str, Check]) -> Iterator[str]:
    yield from _head(regime, p, day)
    yield ""
    if not p.rules:
        yield from wrapped(WITHOUT_RULES, 1)
    for line in rule_lines(regime, p):
        yield from wrapped(f"{line.text}  [{line.rule}]", line.depth + 1)
    for cap in p.caps:
        for text in cap_lines(regime, cap):
            yield from wrapped(text, 1)
    yield from _section("what States owe", (then_text(owed) for owed in p.owed))
    others = (
        f"{text}  [{', '.join(f'{rule} {days}' for rule, days in rules)}]"
        for text, rules in elsewhere(regime, p).items()
    )
    yield from _section("exceptions made elsewhere", others)
    own, *doubts = points_of(p)
    if doubts:
        yield ""
        yield "  how the text is read here"
    for point in doubts:
        assert point.reading is not None  # noqa: S101  points_of gives the provision's own point first
        yield from wrapped(reading_text(point.reading), 2)
        if point.id in answers:
            yield from wrapped(check_text(answers[point.id]), 3)
    yield ""
    if p.checked is not None:
        yield from wrapped(f"checked {p.checked.on} against: {p.checked.against}. {p.checked.source}", 1)
    if own.id in answers:
        yield from wrapped(check_text(answers[own.id]), 1)
    yield f"  the text  {link(p)}"


def _section(title: str, texts: Iterable[str]) -> Iterator[str]:
    for number, text in enumerate(texts):
        if not number:
            yield ""
            yield f"  {title}"
        yield from wrapped(text, 2)


def _head(regime: Regime, p: Provision, day: date | None) -> Iterator[str]:
    yield f"{p.cite}  ({p.id})"
    yield from textwrap.wrap(p.label, line_width())
    yield ""
    yield f"  force     {force_text(p)}"
    yield f"  measure   {regime.law.measures[p.measure]}"
    yield f"  adopted   {p.adopted}"
    spans = regime.spans[p.id]
    yield f"  in force  {listed(map(span_text, spans)) or 'on no day'}"
    for old in p.replaces:
        yield f"  replaces  {old.id} from {old.start}"
    for later in successions(regime, p):
        only = "" if later.old == p.id else f", rule {later.old} only"
        yield f"  replaced  by {later.later.cite} ({later.later.id}) from {later.start}{only}"
    if day is not None:
        yield from wrapped(f"on {day}  {standing(regime, p, day)}", 1)


def standing(regime: Regime, p: Provision, day: date) -> str:
    """Whether the provision is in force on a day; if not, when it will be or what governs instead."""
    spans = regime.spans[p.id]
    if any(day in span for span in spans):
        return "in force"
    coming = [span.start for span in spans if day < span.start]
    if coming:
        return f"not in force; it begins on {min(coming)}"
    now = governing(regime, p, day)
    if now is not None:
        return f"not in force; {now.cite} ({now.id}) governs: {now.label}"
    ended = max((span.end for span in spans if span.end is not None), default=None)
    since = "on no day in force" if ended is None else f"not in force; it ended on {ended}"
    return f"{since}, and no provision encoded here takes its place on this day"


def provision_json(
    regime: Regime, p: Provision, day: date | None = None, answers: Mapping[str, Check] = NOBODY
) -> str:
    """The provision as one JSON object; `on` only where a day was asked about."""
    found = {
        "id": p.id,
        "cite": p.cite,
        "label": p.label,
        "force": p.force,
        "measure": p.measure,
        "adopted": str(p.adopted),
        "in_force": spans_json(regime.spans[p.id]),
        "on": day and _on(regime, p, day),
        "replaces": [{"id": r.id, "from": str(r.start)} for r in p.replaces],
        "replaced_by": replaced_by_json(successions(regime, p)),
        "rules": [
            {
                "id": r.id,
                "effect": r.effect,
                "kind": r.kind,
                "in_force": spans_json(regime.spans[r.id]),
                "text": rule_text(regime.law, r),
                "defeats": list(r.defeats),
            }
            for r in p.rules
        ],
        "limits": [text for cap in p.caps for text in cap_lines(regime, cap)],
        "owed": [then_text(owed) for owed in p.owed],
        "exceptions_elsewhere": [rule for rules in elsewhere(regime, p).values() for rule, _ in rules],
        "reading": readings_json(p, answers),
        "checked": checked_json(p),
        "answer": answer_json(answers.get(p.id)),
        "text": link(p),
    }
    if day is None:
        del found["on"]
    return json.dumps(found, ensure_ascii=False, indent=2)


def _on(regime: Regime, p: Provision, day: date) -> dict[str, object]:
    is_in_force = any(day in span for span in regime.spans[p.id])
    now = p if is_in_force else governing(regime, p, day)
    return {"day": str(day), "is_in_force": is_in_force, "governed_by": now and now.id}
