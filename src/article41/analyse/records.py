"""One transaction's own facts to everything a rule may ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from article41.analyse.caps import SHARE, Act, Totals, Weighed
from article41.analyse.flow import FROM, TO, flow_of, is_without_goods, kind_of, law_day
from article41.analyse.goods import FITTING, Classifier
from article41.analyse.register import ASKED, Found, Register, assumptions, hit_of
from article41.errors import InputError, Problem
from article41.model import Facts, Hit, Outcome, Value

ITEM = "item_value_usd"


@dataclass(frozen=True, slots=True)
class Record:
    """Facts given and derived. `needs` says which facts of the user's would settle an unknown derived one."""

    values: Facts
    needs: Mapping[str, tuple[str, ...]]
    because: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    cap: Weighed | None = None
    """How `cap_share` was worked out from a ledger; None where it was given or no cap bears on the record."""
    met: tuple[Found, ...] = ()
    """Listings that the record's own names and numbers met, whatever the day."""
    listed: frozenset[str] = frozenset()
    """Facts that a listing made true."""
    doubted: frozenset[str] = frozenset()
    """Facts that nobody reported and that are unknown yet: a listing may be the party's or vessel's."""
    screened: Mapping[str, str] = field(default_factory=dict)
    """What is assumed of a fact because names were given and looked up."""

    @property
    def law_on(self) -> date | None:
        """The day whose law answers, or None where it is unknown."""
        value = self.values.get("law_on")
        return value if isinstance(value, date) else None


def derive(
    facts: Facts, classifier: Classifier, totals: Totals | None = None, register: Register | None = None
) -> Record:
    """Adds kind, flow, good and law_on, and where they are not given item_value_usd and, with a ledger's
    `totals`, cap_share; with a `register` looks up parties and vessels. Raises InputError where the facts
    contradict each other."""
    kind = kind_of(facts)
    without_goods = is_without_goods(kind, facts)
    flow = flow_of(facts)
    if without_goods:
        flow = {member: False if outcome is None else outcome for member, outcome in flow.items()}
        found = classifier.classify(None, None, "none")
    else:
        hs, good = _text(facts, "hs"), _text(facts, "good")
        said = None if good is None else classifier.contradiction(hs, good)
        if said is not None:
            raise InputError([Problem("record", None, "good", good, FITTING, said)])
        found = classifier.classify(hs, _text(facts, "description"), good)
    day, day_needs = law_day(facts, flow[FROM])
    values: dict[str, Value | None] = {
        **facts,
        "kind": kind,
        "flow": flow,
        "good": found.members,
        "law_on": day,
    }
    if values.get(ITEM) is None:
        values[ITEM] = _item_value(facts)
    cap = None
    if totals is not None and facts.get(SHARE) is None:
        cap = _weighed(values, flow, found.members, totals)
        values[SHARE] = None if cap is None else cap.share
    needs = {
        f"flow.{FROM}": ("origin",),
        f"flow.{TO}": ("destination",),
        "flow.neither": _sides(flow),
        "good": (found.need,) if found.need else (),
        "law_on": day_needs,
        SHARE: cap.needs if cap else (),
    }
    record = Record(values, needs, found.because, found.candidates, cap)
    if register is None:
        return record
    met = register.find(facts, kind)
    record = replace(record, met=met, screened=assumptions(facts))
    return as_listed(record, register) if met else record


def as_listed(record: Record, register: Register) -> Record:
    """The record with the facts that listings make true on its day. What the user said of a fact wins."""
    values = {name: value for name, value in record.values.items() if name not in record.listed}
    day, floor = register.law_on or record.law_on, _day(values, "date")
    yes: set[str] = set()
    doubts: dict[str, dict[str, None]] = {}
    for found in record.met:
        stands = register.stands(found.met.listing, day, floor)
        for fact in found.facts if stands is not False else ():
            if values.get(fact) is not None:
                continue
            if stands and found.met.doubt is None:
                yes.add(fact)
                continue
            asks = doubts.setdefault(fact, {})
            if found.met.doubt is not None:
                asks[found.met.doubt or fact] = None
            if stands is None:
                asks |= dict.fromkeys(record.needs["law_on"] if day is None else ())
                if day is not None or register.is_rough(found.met.listing):
                    asks[fact] = None
    doubted = frozenset(doubts) - yes
    needs = {name: asked for name, asked in record.needs.items() if name not in ASKED}
    return replace(
        record,
        values={**values, **dict.fromkeys(yes, True)},
        needs={**needs, **{fact: tuple(doubts[fact]) for fact in doubted}},
        listed=frozenset(yes),
        doubted=doubted,
    )


def hits(record: Record, register: Register) -> tuple[Hit, ...]:
    """The listings met that stand on the deciding day, or may; in the order of the record's fields."""
    day, floor = register.law_on or record.law_on, _day(record.values, "date")
    stands = ((found, register.stands(found.met.listing, day, floor)) for found in record.met)
    return tuple(hit_of(found, outcome) for found, outcome in stands if outcome is not False)


def _item_value(facts: Facts) -> float | None:
    """The value of one item, where the amount counts items."""
    value, quantity = _number(facts, "value_usd"), _number(facts, "quantity")
    if facts.get("unit") != "u" or value is None or quantity is None or quantity <= 0:
        return None
    return value / quantity


def _weighed(
    values: Facts, flow: Mapping[str, Outcome], goods: Mapping[str, Outcome], totals: Totals
) -> Weighed | None:
    """The share taken of a cap, where the record surely goes its way and is surely one of its goods."""
    capped = [good for good, way in totals.flows.items() if goods[good] is True and flow[way] is True]
    if len(capped) != 1:
        return None
    day = values["law_on"]
    act = Act(
        good=capped[0],
        day=day if isinstance(day, date) else None,
        id=_text(values, "id"),
        quantity=_number(values, "quantity"),
        unit=_text(values, "unit"),
        value_usd=_number(values, "value_usd"),
        origin=_text(values, "origin"),
        destination=_text(values, "destination"),
    )
    return totals.weigh(act)


def _number(facts: Facts, name: str) -> float | None:
    value = facts.get(name)
    return value if isinstance(value, float | int) else None


def _day(facts: Facts, name: str) -> date | None:
    value = facts.get(name)
    return value if isinstance(value, date) else None


def _text(facts: Facts, name: str) -> str | None:
    value = facts.get(name)
    return None if value is None else str(value)


def _sides(flow: Mapping[str, Outcome]) -> tuple[str, ...]:
    return tuple(fact for fact, member in (("origin", FROM), ("destination", TO)) if flow[member] is None)
