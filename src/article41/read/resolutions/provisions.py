"""One resolution's file to provisions, in the text's order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import cast

from yaml.nodes import MappingNode, Node

from article41.dates import Span
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
    Standing,
    Then,
)
from article41.read.resolutions.conditions import NEVER, ConditionReader
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
STATUSES = ("seen", "recalled", "contested")
ID = r"\d{4}/op\d+(\.[a-z]+)*"
RULE = f"{ID}#[a-z0-9_]+"


class ProvisionReader:
    """Reads the file of one resolution; problems gather in `source`."""

    def __init__(
        self, source: Source, facts: Mapping[str, Fact], goods: tuple[str, ...], measures: Mapping[str, str]
    ) -> None:
        self.source = source
        self.conditions = ConditionReader(source, facts, goods)
        self.goods = goods
        self.measures = measures

    def resolution(self, text: str) -> tuple[Provision, ...]:
        """Every provision of one file; what is wrong gathers in `source`."""
        root = self.source.tree(text)
        if root is None:
            return ()
        entries = self.source.mapping(root, ("resolution", "adopted", "provisions"))
        number = self.source.text(entries.get("resolution"), "resolution")
        adopted = self.source.day(entries.get("adopted"), "adopted")
        nodes = self.source.items(entries.get("provisions"), "provisions")
        return tuple(self._provision(node, number, adopted) for node in nodes)

    def _provision(self, node: Node, number: str, adopted: date) -> Provision:
        source = self.source
        e = source.mapping(
            node,
            ("id", "label", "force", "measure", "in_force", "checked"),
            ("rules", "replaces", "caps", "owed", "reading"),
        )
        name = self._id(e.get("id"), "id", f"{number}/op1", ID, f"{number}/")
        spans = self._spans(e.get("in_force"))
        first = min((s.start for s in spans), default=adopted)
        if first < adopted and "in_force" in e:
            source.wrong(e["in_force"], "in_force", f"no day before adoption, {adopted}")
        force = source.one_of(e.get("force"), "force", FORCES)
        rules = tuple(self._rule(n, name) for n in source.items(e.get("rules"), "rules"))
        if force in HORTATORY and any(r.effect in ("prohibits", "requires") for r in rules):
            source.wrong(e["rules"], "rules", f"advice only: the Council {force.replace('_', ' ')}")
        return Provision(
            id=name,
            resolution=number,
            adopted=adopted,
            label=source.text(e.get("label"), "label"),
            force=force,
            measure=source.one_of(e.get("measure"), "measure", self.measures, "a code of measures.csv"),
            spans=spans,
            rules=rules,
            replaces=tuple(self._replaces(n, first) for n in source.items(e.get("replaces"), "replaces")),
            caps=tuple(self._cap(n) for n in source.items(e.get("caps"), "caps")),
            owed=tuple(self._then(n) for n in source.items(e.get("owed"), "owed")),
            reading=tuple(self._reading(n) for n in source.items(e.get("reading"), "reading")),
            checked=self._checked(e["checked"]) if "checked" in e else None,
        )

    def _id(self, node: Node | None, key: str, like: str, pattern: str, start: str = "") -> str:
        text = self.source.text(node, key)
        if node is not None and text and not (text.startswith(start) and re.fullmatch(pattern, text)):
            self.source.wrong(node, key, f"an id such as {like}")
        return text

    def _spans(self, node: Node | None) -> tuple[Span, ...]:
        spans = []
        for n in self.source.items(node, "in_force"):
            e = self.source.mapping(n, ("from", "cites"), ("until",))
            self._id(e.get("cites"), "cites", "2371/op8", ID)
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
        e = source.mapping(node, ("id", "effect", "kind", "when"), ("defeats", "then", "in_force", "advice"))
        effect = source.one_of(e.get("effect"), "effect", EFFECTS)
        if effect == "permits" and "defeats" not in e:
            source.wrong(node, "defeats", "what the exception defeats")
        if effect == "advises" and "advice" not in e:
            source.missing(node, "advice")
        return Rule(
            id=self._id(e.get("id"), "id", f"{provision}#ban", RULE, f"{provision}#"),
            provision=provision,
            effect=cast(Effect, effect),
            kind=source.one_of(e.get("kind"), "kind", KINDS),
            when=self.conditions.condition(e["when"]) if "when" in e else NEVER,
            defeats=tuple(self._target(n) for n in source.items(e.get("defeats"), "defeats")),
            then=tuple(self._then(n) for n in source.items(e.get("then"), "then")),
            spans=self._spans(e["in_force"]) if "in_force" in e else None,
            advice=source.text(e.get("advice"), "advice") or None,
        )

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

    def _replaces(self, node: Node, first: date) -> Replaces:
        e = self.source.mapping(node, ("id",), ("from",))
        target = self._id(e.get("id"), "id", "2321/op26", f"{ID}|{RULE}")
        return Replaces(target, self.source.day(e["from"], "from") if "from" in e else first)

    def _cap(self, node: Node) -> Cap:
        e = self.source.mapping(node, ("id", "goods", "aggregate", "periods"), ("notices",))
        goods = tuple(
            self.source.one_of(n, "goods", self.goods, "a good of goods.csv")
            for n in self.source.items(e.get("goods"), "goods")
        )
        aggregate = self.source.one_of(e.get("aggregate"), "aggregate", ("all_states", "supplying_state"))
        periods = tuple(self._period(n) for n in self.source.items(e.get("periods"), "periods"))
        name = self._id(e.get("id"), "id", "2397/op4#cap", RULE)
        notices = tuple(
            self.source.whole(n, "notices") for n in self.source.items(e.get("notices"), "notices")
        )
        return Cap(name, goods, cast(Aggregate, aggregate), periods, notices)

    def _period(self, node: Node) -> CapPeriod:
        source = self.source
        e = source.mapping(node, ("from", "limits", "rule"), ("until", "every_months"))
        limits = source.mapping(e["limits"], (), ("bbl", "t", "usd")) if "limits" in e else {}
        return CapPeriod(
            Span(
                source.day(e.get("from"), "from"), source.day(e["until"], "until") if "until" in e else None
            ),
            source.whole(e["every_months"], "every_months") if "every_months" in e else None,
            {unit: source.number(n, unit) for unit, n in limits.items()},
            source.one_of(
                e.get("rule"), "rule", ("first_reached", "either_measure", "supply_of_previous_12_months")
            ),
        )

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
