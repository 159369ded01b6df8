"""One resolution's file to provisions, in the text's order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from yaml.nodes import MappingNode, Node

from article41.dates import Span
from article41.listing import Standing
from article41.model import (
    Aggregate,
    Cap,
    CapPeriod,
    Checked,
    Effect,
    Fact,
    FactRef,
    Provision,
    Reading,
    Replaces,
    Rule,
    Then,
)
from article41.read.resolutions.conditions import NEVER, ConditionReader
from article41.read.resolutions.places import Places
from article41.read.resolutions.yaml import Source

BINDING = ("decides", "requires", "clarifies", "reaffirms", "directs")
HORTATORY = (
    "calls_upon",
    "encourages",
    "requests",
    "emphasizes",
    "underlines",
    "requires_without_chapter_vii",
)
FORCES = (*BINDING, *HORTATORY)
EFFECTS = ("prohibits", "permits", "requires", "advises")
KINDS = (
    "ban",
    "cease_notice",
    "wind_down",
    "quota",
    "carve_out",
    "determination",
    "advance_notice",
    "no_objection",
    "committee_approval",
    "exemption",
    "humanitarian",
    "reporting",
    "advice",
)
MOST_MONTHS = 120
STATUSES = ("seen", "recalled", "contested")
DRAFT = "draft"
"""A resolution without a number yet."""
ID = r"\d{4}/op\d+(\.[a-z]+)*"
OWN = ID.replace(r"\d{4}", rf"(\d{{4}}|{DRAFT})", 1)
RULE = "#[a-z0-9_]+"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a paragraph may name: facts, goods and measures, by their codes."""

    facts: Mapping[str, Fact]
    goods: tuple[str, ...]
    measures: Mapping[str, str]


class ProvisionReader:
    """Reads the file of one resolution; problems gather in `source`."""

    def __init__(
        self,
        source: Source,
        known: Vocabulary,
        places: Places,
        is_draft: bool = False,
    ) -> None:
        """`is_draft`: the resolution may be called draft, and nobody can have checked it yet."""
        self.source = source
        self.places = places
        self.is_draft = is_draft
        self.id = OWN if is_draft else ID
        self.rule = self.id + RULE
        self.unsound: set[str] = set()
        """Ids of rules, and of provisions apart from their rules, in which something is wrong."""
        self.cited: list[tuple[str, str]] = []
        """Ids, and the paragraph that each says brings it into force."""
        self.conditions = ConditionReader(source, known.facts, known.goods)
        self.goods = known.goods
        self.measures = known.measures

    def resolution(self, text: str) -> tuple[Provision, ...]:
        """Every provision of one file; what is wrong gathers in `source`."""
        root = self.source.tree(text)
        if root is None:
            return ()
        entries = self.source.mapping(root, ("resolution", "adopted", "provisions"))
        number = self.source.text(entries.get("resolution"), "resolution")
        adopted = self.source.day(entries.get("adopted"), "adopted")
        if self.is_draft and entries.get("resolution") and not re.fullmatch(rf"\d{{4}}|{DRAFT}", number):
            self.source.wrong(entries["resolution"], "resolution", f"four digits or the word {DRAFT}")
        nodes = self.source.items(entries.get("provisions"), "provisions")
        return tuple(self._provision(node, number, adopted) for node in nodes)

    def _provision(self, node: Node, number: str, adopted: date) -> Provision:
        source = self.source
        before = len(source.problems)
        required, optional = ["id", "label", "force", "measure", "in_force"], ["rules", "replaces", "caps"]
        (optional if self.is_draft else required).append("checked")
        e = source.mapping(node, required, (*optional, "owed", "reading"))
        name = self._id(e.get("id"), "id", f"{number}/op1", self.id, f"{number}/")
        self._note(node, name)
        self._note(e.get("in_force"), name, "in_force")
        self._note(e.get("owed"), name, "owed")
        spans = self._spans(e.get("in_force"), name)
        first = min((s.start for s in spans), default=adopted)
        if first < adopted and "in_force" in e:
            source.wrong(e["in_force"], "in_force", f"no day before adoption, {adopted}")
        force = source.one_of(e.get("force"), "force", FORCES)
        own = len(source.problems)
        rules = tuple(self._rule(n, name) for n in source.items(e.get("rules"), "rules"))
        within = len(source.problems) - own
        if force in HORTATORY and any(r.effect in ("prohibits", "requires") for r in rules):
            source.wrong(e["rules"], "rules", f"advice only: the Council {force.replace('_', ' ')}")
        found = Provision(
            id=name,
            resolution=number,
            adopted=adopted,
            label=source.text(e.get("label"), "label"),
            force=force,
            measure=source.one_of(e.get("measure"), "measure", self.measures, "a code of measures.csv"),
            spans=spans,
            rules=rules,
            replaces=tuple(
                self._replaces(n, name, first) for n in source.items(e.get("replaces"), "replaces")
            ),
            caps=tuple(self._cap(n) for n in source.items(e.get("caps"), "caps")),
            owed=tuple(self._then(n) for n in source.items(e.get("owed"), "owed")),
            reading=tuple(self._reading(n) for n in source.items(e.get("reading"), "reading")),
            checked=self._checked(e["checked"]) if "checked" in e else None,
        )
        if len(source.problems) - before > within:
            self.unsound.add(name)
        return found

    def _note(self, node: Node | None, name: str, part: object = None) -> None:
        if node is not None:
            self.places.note(self.source.file, node, name, part)

    def _id(self, node: Node | None, key: str, like: str, pattern: str, start: str = "") -> str:
        text = self.source.text(node, key)
        if node is not None and text and not (text.startswith(start) and re.fullmatch(pattern, text)):
            self.source.wrong(node, key, f"an id such as {like}")
        return text

    def _spans(self, node: Node | None, owner: str) -> tuple[Span, ...]:
        spans = []
        for n in self.source.items(node, "in_force"):
            e = self.source.mapping(n, ("from", "cites"), ("until",))
            cites = self._id(e.get("cites"), "cites", "2371/op8", self.id)
            self._note(e.get("cites"), owner, f"cites {cites}")
            self.cited.append((owner, cites))
            span = Span(
                self.source.day(e.get("from"), "from"),
                self.source.day(e["until"], "until") if "until" in e else None,
            )
            if span.is_empty:
                self.source.wrong(n, "until", "a day after 'from'", "until is the day after the last")
            spans.append(span)
        return tuple(spans)

    def _rule(self, node: Node, provision: str) -> Rule:
        source = self.source
        before = len(source.problems)
        self.conditions.lines.clear()
        e = source.mapping(node, ("id", "effect", "kind", "when"), ("defeats", "then", "in_force", "advice"))
        effect = source.one_of(e.get("effect"), "effect", EFFECTS)
        if effect == "permits" and "defeats" not in e:
            source.wrong(node, "defeats", "what the exception defeats")
        if effect == "advises" and "advice" not in e:
            source.missing(node, "advice")
        name = self._id(e.get("id"), "id", f"{provision}#ban", self.rule, f"{provision}#")
        found = Rule(
            id=name,
            provision=provision,
            effect=cast(Effect, effect),
            kind=source.one_of(e.get("kind"), "kind", KINDS),
            when=self.conditions.condition(e["when"]) if "when" in e else NEVER,
            defeats=tuple(self._target(n) for n in source.items(e.get("defeats"), "defeats")),
            then=tuple(self._then(n) for n in source.items(e.get("then"), "then")),
            spans=self._spans(e["in_force"], name) if "in_force" in e else None,
            advice=source.text(e.get("advice"), "advice") or None,
        )
        self._note(node, name)
        for part in ("when", "defeats", "then", "in_force"):
            self._note(e.get(part), name, part)
        self.places.note_tests(source.file, name, self.conditions.lines)
        if len(source.problems) > before:
            self.unsound.add(name)
        return found

    def _target(self, node: Node) -> str:
        if isinstance(node, MappingNode):
            e = self.source.mapping(node, ("measure",))
            code = self.source.one_of(e.get("measure"), "measure", self.measures, "a code of measures.csv")
            return f"measure:{code}"
        return self.source.text(node, "defeats")

    def _then(self, node: Node) -> Then:
        e = self.source.mapping(node, ("duty",), ("fact", "by", "every"))
        duty = self.source.text(e.get("duty"), "duty")
        fact = self.conditions.fact(e["fact"]) if "fact" in e else None
        if "fact" in e and "by" not in e:
            self.source.missing(node, "by")
        by: date | FactRef | None = None
        if "by" in e:
            if isinstance(e["by"], MappingNode):
                by = self.conditions.reference(self.conditions.facts["date"], e["by"])
            else:
                by = self.source.day(e["by"], "by")
        every = self.source.whole(e["every"], "every") if "every" in e else None
        return Then(duty, fact.name if fact else None, by, every)

    def _replaces(self, node: Node, provision: str, first: date) -> Replaces:
        e = self.source.mapping(node, ("id",), ("from",))
        target = self._id(e.get("id"), "id", "2321/op26", f"{self.id}|{self.rule}")
        self._note(node, provision, f"replaces {target}")
        return Replaces(target, self.source.day(e["from"], "from") if "from" in e else first)

    def _cap(self, node: Node) -> Cap:
        e = self.source.mapping(node, ("id", "goods", "aggregate", "periods"), ("notices",))
        goods = tuple(
            self.source.one_of(n, "goods", self.goods, "a good of goods.csv")
            for n in self.source.items(e.get("goods"), "goods")
        )
        aggregate = self.source.one_of(e.get("aggregate"), "aggregate", ("all_states", "supplying_state"))
        periods = self._periods(self.source.items(e.get("periods"), "periods"))
        name = self._id(e.get("id"), "id", "2397/op4#cap", self.rule)
        self._note(node, name)
        notices = tuple(
            self.source.whole(n, "notices") for n in self.source.items(e.get("notices"), "notices")
        )
        return Cap(name, goods, cast(Aggregate, aggregate), periods, notices)

    def _periods(self, nodes: Iterable[Node]) -> tuple[CapPeriod, ...]:
        """Periods that share no day: of two limits for one day neither would surely be the one."""
        found: list[CapPeriod] = []
        for node in nodes:
            period = self._period(node)
            if any(period.span.start in other.span or other.span.start in period.span for other in found):
                self.source.wrong(node, "periods", "no day that another period has")
            found.append(period)
        return tuple(found)

    def _period(self, node: Node) -> CapPeriod:
        source = self.source
        e = source.mapping(node, ("from", "limits", "rule"), ("until", "every_months"))
        limits = source.mapping(e["limits"], (), ("bbl", "t", "usd")) if "limits" in e else {}
        until = source.day(e["until"], "until") if "until" in e else None
        span = Span(source.day(e.get("from"), "from"), until)
        if span.is_empty:
            source.wrong(e["until"], "until", "a day after 'from'", "until is the day after the last")
        months = source.whole(e["every_months"], "every_months") if "every_months" in e else None
        if months is not None and not 1 <= months <= MOST_MONTHS:
            source.wrong(e["every_months"], "every_months", f"1 to {MOST_MONTHS} months")
        return CapPeriod(
            span,
            months,
            {unit: self._limit(unit, n) for unit, n in limits.items()},
            source.one_of(
                e.get("rule"), "rule", ("first_reached", "either_measure", "supply_of_previous_12_months")
            ),
        )

    def _limit(self, unit: str, node: Node) -> float:
        limit = self.source.number(node, unit)
        if limit < 0:
            self.source.wrong(node, unit, "a number of 0 or more")
        return limit

    def _reading(self, node: Node) -> Reading:
        e = self.source.mapping(node, ("what", "why", "status"), ("see",))
        status = self.source.one_of(e.get("status"), "status", STATUSES)
        return Reading(
            self.source.text(e.get("what"), "what"),
            self.source.text(e.get("why"), "why"),
            cast(Standing, status),
            self.source.text(e.get("see"), "see") or None,
        )

    def _checked(self, node: Node) -> Checked:
        e = self.source.mapping(node, ("on", "against", "source"))
        against = self.source.one_of(e.get("against"), "against", STATUSES)
        return Checked(
            self.source.day(e.get("on"), "on"),
            cast(Standing, against),
            self.source.text(e.get("source"), "source"),
        )
