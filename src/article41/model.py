"""The records every stage shares: facts, conditions, rules, provisions, verdicts. Frozen and slotted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from article41.dates import Moment, Span
from article41.listing import Listing, Measure, Standing

IfAbsent: TypeAlias = Literal["unknown", "not_claimed", "not_found"]
Effect: TypeAlias = Literal["prohibits", "permits", "requires", "advises"]
Aggregate: TypeAlias = Literal["all_states", "supplying_state"]

Outcome: TypeAlias = bool | None
"""True, False, or None for unknown."""

Members: TypeAlias = Mapping[str, Outcome]
"""A fact that is a set (flow, good): each member is in it, out of it, or unknown."""

Value: TypeAlias = str | float | bool | date | Members
Facts: TypeAlias = Mapping[str, Value | None]

GIVEN = date(1, 1, 1)
"""`notified_on: yes`: given and in time, whatever the deadline; earlier than every real day."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of facts.csv: what a transaction can say of itself."""

    name: str
    type: Literal[
        "text", "code", "enum", "set", "country", "port", "hs", "imo", "date", "date_or_yes", "bool", "number"
    ]
    unit: str
    values: tuple[str, ...]
    if_absent: IfAbsent
    bounded_by: str | None
    """Another fact that a day is no earlier than, or a number no higher than."""
    assumption: str
    """What a verdict assumes where the fact is not_found."""
    phrase: str
    """A bool as a clause: what is so when it is true."""
    meaning: str


DPRK = "KP"
LEAVING = ("origin", "port_of_loading")
ARRIVING = ("destination", "port_of_discharge", "delivered_in")
"""Facts that place the start and the end of a movement."""


# Conditions: four kinds of node.


@dataclass(frozen=True, slots=True)
class FactRef:
    """The value of another fact, plus a number of days (or of its unit)."""

    fact: str
    plus: float = 0


Operand: TypeAlias = str | float | bool | date | FactRef | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """One fact against one value; unknown where the fact is."""

    __test__ = False  # not a pytest class

    fact: str
    operator: str
    value: Operand


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is; false when one is false."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when one part is; false when every part is false."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; unknown stays unknown."""

    part: Condition


Condition: TypeAlias = Test | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Then:
    """A duty that follows the act. With a `fact`, the permission fails if it was met too late."""

    duty: str
    fact: str | None = None
    by: date | FactRef | None = None
    every: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One effect within a provision, and the rules it takes away when it holds."""

    id: str
    provision: str
    effect: Effect
    kind: str
    when: Condition
    defeats: tuple[str, ...] = ()
    then: tuple[Then, ...] = ()
    spans: tuple[Span, ...] | None = None
    """None: the provision's own spans."""
    advice: str | None = None

    @property
    def is_ban(self) -> bool:
        """A ban stands by itself; a cease notice only takes a quota away from a ban."""
        return self.effect == "prohibits" and self.kind == "ban"


@dataclass(frozen=True, slots=True)
class CapPeriod:
    """A limit in bbl, t or usd for a span, or for each stretch of `every_months` from its start."""

    span: Span
    every_months: int | None
    limits: Mapping[str, float]
    rule: str


@dataclass(frozen=True, slots=True)
class Cap:
    """How much of some goods may pass, and whether all States share the limit."""

    id: str
    goods: tuple[str, ...]
    aggregate: Aggregate
    periods: tuple[CapPeriod, ...]
    notices: tuple[int, ...] = ()
    """Per cent of the limit at which the Committee's secretary gives notice to all States."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A doubt in the margin: how the text is read here, why, and where else to look."""

    what: str
    why: str
    status: Standing
    see: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """When and against what a provision was last checked, and where."""

    on: date
    against: Standing
    source: str


@dataclass(frozen=True, slots=True)
class Replaces:
    """The provision or rule that ends when this one begins."""

    id: str
    start: date


@dataclass(frozen=True, slots=True)
class Provision:
    """An operative paragraph as encoded, in the order of the text."""

    id: str
    resolution: str
    adopted: date
    label: str
    force: str
    measure: str
    spans: tuple[Span, ...]
    rules: tuple[Rule, ...]
    replaces: tuple[Replaces, ...] = ()
    caps: tuple[Cap, ...] = ()
    owed: tuple[Then, ...] = ()
    """What States owe the Committee whatever the transaction, such as a national report by a day."""
    reading: tuple[Reading, ...] = ()
    checked: Checked | None = None

    @property
    def cite(self) -> str:
        """As lawyers print it: S/RES/2371 (2017), para. 8."""
        paragraph = self.id.split("/op", 1)[1]
        head, *subs = paragraph.split(".")
        return f"S/RES/{self.resolution} ({self.adopted.year}), para. {head}" + "".join(
            f" ({s})" for s in subs
        )


@dataclass(frozen=True, slots=True)
class GoodCode:
    """A row of goods.csv: one prefix of the Harmonized System that a governed good falls under."""

    good: str
    label: str
    prefix: str
    is_partial: bool
    """An `ex` heading, or one whose coverage is contested: a hit leaves the good unknown."""
    editions: tuple[int, int]
    paragraphs: tuple[str, ...]
    flows: tuple[str, ...]
    tier: str
    confidence: Literal["high", "medium", "low"]
    note: str


@dataclass(frozen=True, slots=True)
class BarrelFactor:
    """A row of barrels.csv: barrels in a tonne of a good, and who says so; a good may have several."""

    good: str
    barrels_per_tonne: float
    source: str
    status: Literal["UN_text", "national", "derived"]


@dataclass(frozen=True, slots=True)
class Supply:
    """One supply already made of a good that a cap names. Amounts are None where the ledger is silent."""

    id: str | None
    day: date
    """The day that decides: of entry for goods from the DPRK, of leaving for goods to it."""
    good: str
    state: str | None
    """The supplying State for goods to the DPRK, the importing State for goods from it."""
    barrels: float | None
    tonnes: float | None
    value_usd: float | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Supplies already made, and the name of the file that holds them."""

    name: str
    supplies: tuple[Supply, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A row of coverage.csv: what became of one record of the source material."""

    record: str
    status: Literal["encoded", "out_of_scope", "pending"]
    provision: str | None
    reason: str
    about: tuple[Test, ...] = ()
    """What a pending paragraph governs, as far as a record can show it."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class CommitteeAct:
    """A row of committee.csv: an act of the 1718 Committee or a request to it. `on` None: no day seen."""

    kind: str
    on: Moment | None
    symbol: str
    what: str
    source: str
    status: Standing


@dataclass(frozen=True, slots=True)
class Known:
    """A row of committee_coverage.csv: from when to when acts of one kind are known; None: for no day."""

    kind: str
    span: Span | None
    what: str


@dataclass(frozen=True, slots=True)
class Check:
    """A row of checked.csv: somebody's answer to one point of law, with the page that bears it out."""

    point: str
    """A provision's id, or a reading's: 2371/op9~the-45-days-for-notice."""
    by: str
    on: date
    url: str
    note: str
    law_hash: str
    """The start of the hash of the law that was answered about."""


@dataclass(frozen=True, slots=True)
class Law:
    """The regime as data: everything the law folder holds, with the hash of its bytes."""

    provisions: tuple[Provision, ...]
    facts: Mapping[str, Fact]
    goods: tuple[GoodCode, ...]
    barrels: tuple[BarrelFactor, ...]
    measures: Mapping[str, str]
    coverage: tuple[Coverage, ...]
    hash: str
    checks: tuple[Check, ...] = ()
    """In the order they were recorded; for one point the newest stands."""
    listings: tuple[Listing, ...] = ()
    acts: tuple[CommitteeAct, ...] = ()
    known_acts: tuple[Known, ...] = ()


VerdictWord: TypeAlias = Literal["prohibited", "indeterminate", "permitted", "not_addressed"]


@dataclass(frozen=True, slots=True)
class WayOut:
    """An exception that no known fact refutes, and the facts it turns on."""

    rule: str
    kind: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A party or vessel of the record met on a list, in force on the deciding day."""

    field: str
    given: str
    reference: str
    name: str
    how: Literal["reference", "identifier", "IMO number", "name", "likeness"]
    """name: equal once normalised; likeness: only like it."""
    listed_on: date
    measures: Mapping[Measure, str]
    """The provision behind each measure that the listing carries."""
    is_certain: bool
    """False where it may be another of that name, or of one like it."""
    stands: Outcome
    """None where the deciding day, or the day of its removal, leaves open whether it stands."""
    score: float | None = None
    """Of the name given and the listed one, from the threshold to 1, where they are only alike; None where
    the hit rests on a number or an equal name, which is not scored."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one transaction, with its reasons. `verdict` None: outside coverage, see `note`."""

    id: str
    law_on: date | None
    as_of: date
    law: Mapping[str, str]
    verdict: VerdictWord | None
    provisions: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    duties: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    note: str | None = None
    transaction_verdict: VerdictWord | None = None
    trace: tuple[str, ...] = field(default=(), repr=False)


_NAMES = {
    "notified_on": "notice to the Committee",
    "delivered_in": "country of delivery",
    "hs": "HS code",
    "good": "which good it is (column good)",
    "value_usd": "value in US dollars",
    "item_value_usd": "value of one item in US dollars",
    "party_designated": "whether a designated party takes part",
    "vessel_imo": "IMO number",
    "vessel_ais_off": "vessel AIS off",
}


def fact_name(name: str) -> str:
    """A fact as people say it: "HS code", "import date"."""
    return _NAMES.get(name, name.replace("_", " "))
