"""From outcomes to a verdict, for one record: the strictest wins, and every answer says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from article41.analyse.caps import SHARE
from article41.analyse.records import Record, as_listed
from article41.decide.conditions import ENTRY, LAW_ON, NOTICE, Compiled, absent, duty_text, floors, tests_of
from article41.decide.regime import Regime
from article41.decide.trace import Reading
from article41.model import Outcome, Then, VerdictWord, WayOut

LENIENT = ("permitted", "not_addressed")
OUTSIDE = "outside coverage: "
APPROVAL = "committee_approval"
PARTIES = "party_designated"
HELD: dict[VerdictWord | None, Outcome] = {
    "prohibited": True,
    "indeterminate": None,
    "permitted": False,
    None: False,
}
"""Whether a ban holds, by what became of it; None: it did not bear on the record."""
STRICTNESS: tuple[VerdictWord, ...] = ("prohibited", "indeterminate", "permitted", "not_addressed")


@dataclass(frozen=True, slots=True)
class Struck:
    """A ban that bears on the record: whether it applies at all, and what became of it."""

    ban: Compiled
    own: Outcome
    word: VerdictWord


@dataclass(frozen=True, slots=True)
class Decision:
    """The bare answer, the same in both readers."""

    word: VerdictWord | None
    provisions: tuple[str, ...]
    needs: tuple[str, ...]
    duties: tuple[str, ...]
    note: str | None
    struck: tuple[Struck, ...]
    reading: Reading


def decide(regime: Regime, record: Record) -> Decision:
    """The verdict on one record: provisions, needs, duties in the law's and facts.csv's order."""
    if regime.law_on is not None:
        fixed = {**record.values, LAW_ON: regime.law_on}
        record = replace(record, values=fixed, needs={**record.needs, LAW_ON: ()})
    reading = Reading(record, absent(regime.law.facts, regime.open), floors(regime.law.facts))
    struck = tuple(_struck(regime, reading))
    words = {s.word for s in struck}
    word: VerdictWord = next((w for w in STRICTNESS if w in words), "not_addressed")
    note = outside(regime, reading, word)
    if note is not None:
        return Decision(None, (), (), (), note, struck, reading)
    touched = [s for s in struck if s.word == word]
    needs = {n for s in touched for n in reading.rule_needs(s.ban)} if word == "indeterminate" else set()
    if ENTRY in needs and regime.law_on is None:
        needs |= _later_needs(regime, record, reading)
    if NOTICE in needs:
        asking = replace(reading, absent={**reading.absent, NOTICE: None})
        needs |= _undecided_needs(regime, asking)
    return Decision(
        word,
        tuple(dict.fromkeys(s.ban.rule.provision for s in touched)),
        tuple(f for f in regime.law.facts if f in needs),
        tuple(_duties(regime, reading, touched, word)),
        _doubt(regime, reading, word),
        struck,
        reading,
    )


def _later_needs(regime: Regime, record: Record, reading: Reading) -> set[str]:
    """The day of entry, once known, may bring a later law: what that law would ask."""
    values, needs = {**record.values, LAW_ON: None}, {**record.needs, LAW_ON: (ENTRY,)}
    moved = unweighed(replace(record, values=values, needs=needs))  # another day may lie in another period
    moved = as_listed(moved, regime.register)  # or meet a listing that has begun
    later = replace(reading, record=moved, is_floating=True)
    return _undecided_needs(regime, later)


def _undecided_needs(regime: Regime, reading: Reading) -> set[str]:
    undecided = (s.ban for s in _struck(regime, reading) if s.word == "indeterminate")
    return {n for ban in undecided for n in reading.rule_needs(ban)}


def unweighed(record: Record) -> Record:
    """As if no ledger had said what share of a cap the record takes."""
    if record.cap is None:
        return record
    return replace(
        record, values={**record.values, SHARE: None}, needs={**record.needs, SHARE: (SHARE,)}, cap=None
    )


def _struck(regime: Regime, reading: Reading) -> Iterable[Struck]:
    for rule in regime.bans:
        own = reading.outcome(rule.own)
        if own is not False:
            held = reading.undefeated(rule, own)
            yield Struck(
                rule, own, "prohibited" if held else "indeterminate" if held is None else "permitted"
            )


def outside(regime: Regime, reading: Reading, word: VerdictWord) -> str | None:
    """Why no verdict can be given: the day, a kind of act that no rule asks about, or a paragraph not
    encoded that surely governs it."""
    day = reading.record.law_on
    if day is not None and day not in regime.covered:
        return OUTSIDE + regime.outside(day)
    if word == "prohibited":
        return None
    for fact, values in regime.unasked.items():
        if reading.record.values.get(fact) in values:
            return OUTSIDE + unasked_note(str(reading.record.values[fact]))
    found = [p.provision for p in regime.pending if reading.outcome(p.own) is True]
    return OUTSIDE + pending_note(found) if found else None


def _doubt(regime: Regime, reading: Reading, word: VerdictWord) -> str | None:
    """A lenient verdict says which paragraphs not encoded might yet govern it."""
    if word not in LENIENT:
        return None
    found = [p.provision for p in regime.pending if reading.outcome(p.own) is None]
    return doubt_note(found) if found else None


def doubt_note(provisions: Iterable[str]) -> str:
    """What a lenient verdict says of paragraphs that might yet govern it."""
    return "may be governed by " + ", ".join(provisions) + ", not encoded here"


def unasked_note(kind: str) -> str:
    """Why a kind of act, service or contract has no verdict."""
    return f"no provision encoded here asks about this kind of act ({kind})"


def pending_note(provisions: Iterable[str]) -> str:
    """Why a record that paragraphs not encoded govern has no verdict."""
    return ", ".join(provisions) + ", not encoded here, governs this"


def _duties(regime: Regime, reading: Reading, touched: list[Struck], word: VerdictWord) -> Iterable[str]:
    """What must follow: from bans that hold, from exceptions relied on, from standing requirements."""
    relied = {d.rule.id for s in touched for d in s.ban.defeaters} if word == "permitted" else set()
    held = {s.ban.rule.id for s in touched} if word == "prohibited" else set()
    seen: dict[str, None] = {}
    for rule in regime.rules:
        effect, name = rule.rule.effect, rule.rule.id
        bears = (
            (effect == "prohibits" and name in held)
            or (effect == "permits" and name in relied and reading.holds(rule) is True)
            or (effect == "requires" and reading.holds(rule) is True)
        )
        for then in rule.rule.then if bears else ():
            text = _outstanding(reading, then)
            if text is not None:
                seen[text] = None
    return seen


def _outstanding(reading: Reading, then: Then) -> str | None:
    """The duty in words, or None where it has been met."""
    if then.fact is not None and reading.record.values.get(then.fact) is not None:
        return None
    day, settled = (None, True) if then.by is None else reading.operand(then.by)
    return duty_text(then, day if settled is True and isinstance(day, date) else None)


def ways_out(regime: Regime, decision: Decision) -> tuple[WayOut, ...]:
    """Exceptions that no known fact refutes, at most one a kind: the one that needs least."""
    found: dict[str, WayOut] = {}
    order = {name: i for i, name in enumerate(regime.law.facts)}
    invoked = absent(regime.law.facts, open_=True)
    for struck in decision.struck:
        if struck.word != decision.word or decision.word == "permitted":
            continue
        provision = struck.ban.rule.provision
        for rule in sorted(
            struck.ban.defeaters, key=lambda d: d.rule.provision != provision
        ):  # its own first
            # invoking one way out claims nothing of the others
            claimed = {leaf.fact: invoked[leaf.fact] for leaf in tests_of(rule.own)}
            asking = replace(decision.reading, absent={**decision.reading.absent, **claimed})
            if rule.rule.effect != "permits" or asking.holds(rule) is False:
                continue
            needs = tuple(sorted(set(asking.rule_needs(rule)), key=order.__getitem__))
            way = WayOut(rule.rule.id, rule.rule.kind, needs)
            best = found.get(way.kind)
            if best is None or len(needs) <= len(best.needs):
                found[way.kind] = way
    return tuple(found.values())


def assumed(regime: Regime, decision: Decision) -> tuple[str, ...]:
    """Adverse facts that nobody reported and that would bring a provision in; and whether parties were
    screened, which is said even where no rule encoded here asks, since designation bears on everything."""
    record = decision.reading.record
    values = record.values
    words = {s.ban.rule.id: s.word for s in decision.struck}
    lines: list[str] = []
    for name, bans in regime.asking.items():
        if values.get(name) is not None or name in record.doubted:
            continue
        assumption = record.screened.get(name, regime.law.facts[name].assumption)
        doubting = replace(decision.reading, absent={**decision.reading.absent, name: None})
        brought: dict[str, None] = {}
        for ban in bans:
            if HELD[words.get(ban.rule.id)] is not doubting.holds(ban):
                brought[ban.rule.provision] = None
        if brought:
            lines.append(f"{assumption} ({', '.join(brought)})")
        elif name == PARTIES:
            lines.append(assumption)
    if decision.word == "permitted" and values.get(APPROVAL) is True:
        lines.append("the Committee's approval covers this transaction as a whole")
    return tuple(lines)
