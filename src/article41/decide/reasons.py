"""A decision in sentences: calm, cited, one for each provision that bears on the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from article41.analyse.records import Record
from article41.decide import shares
from article41.decide.conditions import Due, Node, members_asked, tests_of
from article41.decide.regime import Regime
from article41.decide.trace import Reading
from article41.decide.verdicts import Decision, Struck
from article41.model import GIVEN, All, AnyOf, FactRef, Not, Operand, Outcome, Test

DIRECTIONS = {"from_dprk": "leaving the DPRK", "to_dprk": "to the DPRK"}
SHOWN = {True: "yes", False: "no", None: "unknown"}
SUGGESTION = "the words suggest"
KINDS = {
    "ban": "prohibited",
    "cease_notice": "cease notice",
    "wind_down": "wind-down",
    "quota": "quota",
    "carve_out": "exception",
    "determination": "the State's own finding",
    "advance_notice": "notice to the Committee in advance",
    "no_objection": "notice without the Committee's objection",
    "committee_approval": "approval by the Committee",
    "exemption": "exemption by the Committee",
    "humanitarian": "humanitarian exemption",
    "reporting": "duty",
    "advice": "advice",
}
CAP = 8
"""Goods named in one sentence before it only counts them."""


def because(regime: Regime, decision: Decision) -> tuple[str, ...]:
    """One sentence for each provision behind the verdict, a cap's totals, then how the goods were read."""
    if decision.word is None:
        return ()
    record = decision.reading.record
    if decision.word == "not_addressed":
        return (f"No provision of the {encoded(regime)} addresses it", *_goods(regime, record))
    first: dict[str, Struck] = {}
    for struck in decision.struck:
        if struck.word == decision.word:
            first.setdefault(struck.ban.rule.provision, struck)
    sentences = (_sentence(regime, decision, s) for s in first.values())
    return (*sentences, *shares.because(decision), *_goods(regime, record))


def _goods(regime: Regime, record: Record) -> Iterator[str]:
    """How the goods were read; what the words suggest where there is no code and they settle nothing."""
    yield from record.because
    goods = record.values["good"]
    open_ = [c for c in record.candidates if isinstance(goods, Mapping) and goods[c] is None]
    if open_:
        labels = {g.good: g.label for g in regime.law.goods}
        yield f"{SUGGESTION} {_listed([labels[c] for c in open_])}"


def encoded(regime: Regime) -> str:
    """Which resolutions can speak at all: "resolutions encoded here (1695 of 2006 to 2664 of 2022)"."""
    speaking = [p for p in regime.provisions if p.rules]
    first, last = speaking[0], speaking[-1]
    until = "" if first.resolution == last.resolution else f" to {last.resolution} of {last.adopted.year}"
    return f"resolutions encoded here ({first.resolution} of {first.adopted.year}{until})"


def _sentence(regime: Regime, decision: Decision, struck: Struck) -> str:
    provision = regime.provision(struck.ban.rule.provision)
    subject = subject_of(regime, decision.reading, struck)
    if decision.word == "prohibited":
        against = (c for d in struck.ban.defeaters for c in d.defeaters if c.rule.kind == "cease_notice")
        ceased = any(decision.reading.holds(c) is True for c in against)
        notice = ", under the Committee's cease notice" if ceased else ""
        return f"{subject}: inconsistent with {provision.cite}{notice}"
    if decision.word == "permitted":
        holding = {d.rule.kind: d.rule for d in struck.ban.defeaters if decision.reading.holds(d) is True}
        ways = " and ".join(f"{KINDS[kind]} ({rule.id})" for kind, rule in holding.items())
        return f"{subject}: {provision.cite} applies, and so does its {ways}"
    return f"{subject}: may be inconsistent with {provision.cite}"


def subject_of(regime: Regime, reading: Reading, struck: Struck) -> str:
    """ "Coal (HS 2701) leaving the DPRK", from the goods the ban asks about and the record may be."""
    return _subject(regime, reading, struck) or regime.provision(struck.ban.rule.provision).label


def _subject(regime: Regime, reading: Reading, struck: Struck) -> str | None:
    asked = [m for t in tests_of(struck.ban.own) if t.fact == "good" for m in _members(t)]
    if not asked:
        return None
    goods = reading.record.values["good"]
    flow = reading.record.values["flow"]
    assert isinstance(goods, Mapping)  # noqa: S101  derive() makes both sets
    assert isinstance(flow, Mapping)  # noqa: S101
    sure = [m for m in asked if goods[m] is True]
    if not sure and struck.own is True:
        return None  # something else than the good brought the ban in
    named = sure or [m for m in asked if goods[m] is None]
    if not named:  # something else than the goods brought the ban in, such as a control list
        return None
    labels = {g.good: g.label for g in regime.law.goods}
    words = _listed([labels[m] for m in dict.fromkeys(named)])
    if not sure:
        words = f"possibly {words}"
    code = reading.record.values.get("hs")
    direction = next((text for way, text in DIRECTIONS.items() if flow[way] is True), "")
    return " ".join(filter(None, (words[:1].upper() + words[1:], f"(HS {code})" if code else "", direction)))


def _members(leaf: Test | Due) -> tuple[str, ...]:
    return members_asked(leaf) if isinstance(leaf, Test) else ()


def _listed(words: list[str]) -> str:
    if len(words) > CAP:
        return f"{', '.join(words[:CAP])} and {len(words) - CAP} more"
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def advice(regime: Regime, decision: Decision) -> tuple[str, ...]:
    """What provisions that only call upon or encourage would have one do."""
    return tuple(
        f"{regime.provision(rule.rule.provision).cite}: {rule.rule.advice}"
        for rule in regime.rules
        if rule.rule.effect == "advises" and decision.reading.holds(rule) is True
    )


def steps(decision: Decision) -> tuple[str, ...]:
    """The tree behind the verdict, a line a step: the outcome, then the test and what was found."""
    lines: list[str] = []
    for struck in decision.struck:
        if struck.word != decision.word:
            continue
        lines.append(f"{SHOWN[struck.own]:>7}  {struck.ban.rule.id} ({struck.ban.rule.kind})")
        lines += _steps(decision.reading, struck.ban.own, 1)
        for defeater in struck.ban.defeaters:
            held = decision.reading.holds(defeater)
            lines.append(f"{SHOWN[held]:>7}    unless {defeater.rule.id} ({defeater.rule.kind})")
            lines += _steps(decision.reading, defeater.own, 3)
    return tuple(lines)


def _steps(reading: Reading, node: Node, depth: int) -> Iterator[str]:
    outcome = reading.outcome(node)
    indent = "  " * depth
    match node:
        case All(parts) | AnyOf(parts):
            if isinstance(node, AnyOf) or depth == 0:
                yield f"{SHOWN[outcome]:>7}  {indent}any of"
                depth += 1
            for part in parts:
                yield from _steps(reading, part, depth)
        case Not(part):
            yield f"{SHOWN[outcome]:>7}  {indent}not"
            yield from _steps(reading, part, depth + 1)
        case Test(fact, operator, value):
            yield f"{SHOWN[outcome]:>7}  {indent}{fact} {operator} {_operand(value)}{_found(reading, node)}"
        case Due(fact, by):
            due = f"{fact} by {_operand(by)}, or not yet due"
            yield f"{SHOWN[outcome]:>7}  {indent}{due}{_found(reading, node)}"


def _operand(value: Operand | object) -> str:
    if isinstance(value, FactRef):
        return value.fact + (f" + {value.plus:g}" if value.plus else "")
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _found(reading: Reading, leaf: Test | Due) -> str:
    have = reading.record.values.get(leaf.fact)
    if isinstance(have, Mapping):
        asked: Iterable[tuple[str, Outcome]] = ((m, have[m]) for m in _members(leaf))
        return " (" + ", ".join(f"{m}: {SHOWN[o]}" for m, o in asked) + ")"
    return " (not given)" if have is None else f" (given: {'yes' if have == GIVEN else have})"
