"""One transaction's own facts to everything a rule may ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from article41.analyse.flow import FROM, TO, flow_of, is_without_goods, kind_of, law_day
from article41.analyse.goods import Classifier
from article41.errors import InputError, Problem
from article41.model import Facts, Outcome, Value


@dataclass(frozen=True, slots=True)
class Record:
    """Facts given and derived. `needs` says which facts of the user's would settle an unknown derived one."""

    values: Facts
    needs: Mapping[str, tuple[str, ...]]
    because: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()

    @property
    def law_on(self) -> date | None:
        """The day whose law answers, or None where it is unknown."""
        value = self.values.get("law_on")
        return value if isinstance(value, date) else None


def derive(facts: Facts, classifier: Classifier) -> Record:
    """Adds kind, flow, good and law_on. Raises InputError where the facts contradict each other."""
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
            raise InputError([Problem("record", None, "good", good, "what agrees with the HS code", said)])
        found = classifier.classify(hs, _text(facts, "description"), good)
    day, day_needs = law_day(facts, flow[FROM])
    values: dict[str, Value | None] = {
        **facts,
        "kind": kind,
        "flow": flow,
        "good": found.members,
        "law_on": day,
    }
    needs = {
        f"flow.{FROM}": ("origin",),
        f"flow.{TO}": ("destination",),
        "flow.neither": _sides(flow),
        "good": (found.need,) if found.need else (),
        "law_on": day_needs,
    }
    return Record(values, needs, found.because, found.candidates)


def _text(facts: Facts, name: str) -> str | None:
    value = facts.get(name)
    return None if value is None else str(value)


def _sides(flow: Mapping[str, Outcome]) -> tuple[str, ...]:
    return tuple(fact for fact, member in (("origin", FROM), ("destination", TO)) if flow[member] is None)
