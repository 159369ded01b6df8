"""Verdicts for a whole table: rules to columns, columns to verdict, provisions, needs and duties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

import polars as pl

from article41.analyse.caps import OWN, SHARE
from article41.analyse.listed import HITS, with_listed
from article41.decide.columns import (
    ColumnReader,
    Gate,
    Tri,
    both,
    either,
    expr,
    gate_and,
    gate_or,
    is_false,
    is_true,
    is_unknown,
    opposite,
)
from article41.decide.conditions import ENTRY, LAW_ON, NOTICE, Compiled, duty_text
from article41.decide.masks import Bit, texts, where_only
from article41.decide.regime import Pending, Regime
from article41.decide.scope import Scope
from article41.decide.verdicts import LENIENT, OUTSIDE, STRICTNESS, doubt_note, pending_note, unasked_note

_MOVING = "moving"
"""Whether the day of entry is among the needs."""
VERDICTS = pl.Enum(list(STRICTNESS))
COLUMNS = ("law_on", "verdict", "provisions", "needs", "duties", "hits", "note")


def decide_table(regime: Regime, frame: pl.DataFrame) -> pl.DataFrame:
    """The verdict of each row of a prepared frame, same rows, same order.

    Columns: law_on (Date), verdict (Enum, null outside coverage), provisions, needs, duties (lists of
    String, in the law's and facts.csv's order), hits (list of String), note (String or null).
    """
    found = _Plan(regime, Scope.of(frame)).run(frame)
    moving = found[_MOVING]
    found = found.drop(_MOVING)
    if regime.law_on is None and moving.any():
        found = _with_more_needs(regime, found, moving, _later_needs(regime, frame.filter(moving)))
    asked = found["needs"].list.contains(NOTICE)
    if asked.any():  # a notice, once given, may claim other ways out: what these would ask
        part = frame.filter(asked)
        more = _Plan(regime, Scope.of(part), claimed=(NOTICE,)).run(part)["needs"]
        found = _with_more_needs(regime, found, asked, more)
    return found


def _later_needs(regime: Regime, frame: pl.DataFrame) -> pl.Series:
    """The day of entry, once known, may bring a later law: what that law would ask."""
    floating = frame.with_columns(
        pl.lit(None, pl.Date).alias(LAW_ON),
        pl.lit(True).alias(f"law_on.needs.{ENTRY}"),
        pl.lit(False).alias("law_on.needs.date"),
        pl.lit(False).alias("law_on.needs.origin"),
        *_unweighed(frame.columns),
    )
    if HITS in frame.columns:
        floating = with_listed(floating, regime.register)
    return _Plan(regime, Scope.of(floating), is_floating=True).run(floating)["needs"]


def _with_more_needs(regime: Regime, found: pl.DataFrame, rows: pl.Series, more: pl.Series) -> pl.DataFrame:
    """The needs of these rows with others added, in facts.csv's order."""
    order = {fact: i for i, fact in enumerate(regime.law.facts)}
    both = [
        sorted({*first, *second}, key=order.__getitem__)
        for first, second in zip(found["needs"].filter(rows), more, strict=True)
    ]
    changed = pl.DataFrame({"row": rows.arg_true(), "needs": pl.Series(both, dtype=pl.List(pl.String))})
    return found.with_row_index("row").update(changed, on="row").drop("row")


def _unweighed(present: Sequence[str]) -> list[pl.Expr]:
    """A later day may lie in another period of a cap: the share worked out for this one is open again."""
    weighed = pl.col(f"{SHARE}.is_weighed")
    if f"{SHARE}.is_weighed" not in present:
        return []
    return [
        pl.when(~weighed).then(SHARE).alias(SHARE),
        *(pl.lit(False).alias(f"{SHARE}.needs.{fact}") for fact in OWN),
        (pl.col(SHARE).is_null() | weighed).alias(f"{SHARE}.needs.{SHARE}"),
    ]


def transaction_verdicts(verdicts: pl.DataFrame) -> pl.Series:
    """The strictest verdict among rows that share an `id` (columns id, verdict); null where one has none
    and none is prohibited. A row without an id is a transaction of its own."""
    word = pl.col("verdict").to_physical().cast(pl.Int16)
    # least first: prohibited, none at all, indeterminate, permitted, not addressed
    rank = pl.when(word.is_null()).then(1).when(word == 0).then(0).otherwise(word + 1)
    strictest = pl.when(pl.col("id").is_null()).then(rank).otherwise(rank.min().over("id"))
    words = {0: STRICTNESS[0], **{i + 1: name for i, name in enumerate(STRICTNESS) if i}}
    found = strictest.replace_strict(words, default=None, return_dtype=VERDICTS)
    return verdicts.select(found.alias("transaction_verdict"))["transaction_verdict"]


class _Plan:
    def __init__(
        self, regime: Regime, scope: Scope, is_floating: bool = False, claimed: Sequence[str] = ()
    ) -> None:
        self.regime = regime
        self.reader = ColumnReader(regime, scope, is_floating, claimed)
        self.bans = regime.bans
        self.own: dict[str, Tri] = {}
        self.held: dict[str, Tri] = {}
        self.stages: list[dict[str, pl.Expr]] = []

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The verdict columns of a prepared frame, and whether the day of entry is among the needs."""
        owns = {r.rule.id: self.reader.outcome(r.own) for r in self.regime.rules}
        pendings = [(p, self.reader.outcome(p.own)) for p in self.regime.pending]
        self.stages.append(dict(self.reader.computed))
        self.own = self._stage("own", owns)
        self._hold()
        word = self._stage("word", {w: self._word(w) for w in STRICTNESS[:3]})
        outside = self._stage("outside", self._outside(pendings, word))
        rank = self._rank(word, outside)
        provisions, needs = self._provisions(word, outside), self._needs(word, outside)
        duties = self._duties(word, outside)
        plan = frame.lazy()
        for stage in self.stages:
            plan = plan.with_columns(**stage)
        staged = plan.collect()
        moving = next((b.when for b in needs if b.text == ENTRY), False)
        bearing = gate_or(self._final(w, word, outside) for w in STRICTNESS[:3])
        return staged.select(
            self._law_on().alias("law_on"),
            rank.alias("verdict"),
            texts(staged, "provisions", provisions, bearing),
            texts(staged, "needs", needs, self._final("indeterminate", word, outside)),
            texts(staged, "duties", duties, True),
            self._hits(staged),
            self._notes(staged, pendings, word, outside),
            expr(moving).alias(_MOVING),
        )

    def _stage(self, name: str, found: Mapping[str, Tri]) -> dict[str, Tri]:
        """Computes expressions once, as columns of their own; constants stay constants."""
        stage = {f"{name}.{k}": v for k, v in found.items() if isinstance(v, pl.Expr)}
        self.stages.append(stage)
        return {k: pl.col(f"{name}.{k}") if isinstance(v, pl.Expr) else v for k, v in found.items()}

    def _hold(self) -> None:
        """Outcomes of rules in the order in which they defeat each other."""
        left = list(self.regime.rules)
        while left:
            ready = [r for r in left if all(d.rule.id in self.held for d in r.defeaters)]
            found = {
                r.rule.id: both((self.own[r.rule.id], *(opposite(self.held[d.rule.id]) for d in r.defeaters)))
                for r in ready
            }
            self.held |= self._stage("held", found)
            left = [r for r in left if r not in ready]

    def _word(self, word: str) -> Tri:
        """Whether some ban gives the row this word."""
        return gate_or(self._strikes(ban, word) for ban in self.bans)

    def _strikes(self, ban: Compiled, word: str) -> Gate:
        held, own = self.held[ban.rule.id], self.own[ban.rule.id]
        if word == "prohibited":
            return is_true(held)
        if word == "indeterminate":
            return is_unknown(held)
        applies = opposite(is_false(own))
        return gate_and(is_false(held), applies is True if not isinstance(applies, pl.Expr) else applies)

    def _outside(self, pendings: Iterable[tuple[Any, Tri]], word: Mapping[str, Tri]) -> dict[str, Tri]:
        allowed = opposite(word["prohibited"])
        found: dict[str, Tri] = {p.provision: both((is_true(own), allowed)) for p, own in pendings}
        early = self._law_on() < self.regime.covered.start
        found["early"] = early.fill_null(False)
        for fact, values in self.regime.unasked.items():
            if fact in self.reader.present:
                found[f"unasked.{fact}"] = both((pl.col(fact).is_in(values).fill_null(False), allowed))
        found["any"] = either(found.values())
        return found

    def _law_on(self) -> pl.Expr:
        return pl.col("law_on") if self.regime.law_on is None else pl.lit(self.regime.law_on)

    def _rank(self, word: Mapping[str, Tri], outside: Mapping[str, Tri]) -> pl.Expr:
        chosen: pl.Expr = pl.lit(STRICTNESS[3])
        for name in reversed(STRICTNESS[:3]):
            chosen = pl.when(expr(word[name])).then(pl.lit(name)).otherwise(chosen)
        return pl.when(~expr(outside["any"])).then(chosen).cast(VERDICTS)

    def _final(self, name: str, word: Mapping[str, Tri], outside: Mapping[str, Tri]) -> Gate:
        """Whether `name` is the row's verdict: it is given, nothing stricter is, and the row is covered."""
        stricter = tuple(takewhile(lambda word: word != name, STRICTNESS))
        parts = (word.get(name, True), *(opposite(word[s]) for s in stricter), opposite(outside["any"]))
        return gate_or([both(parts)])  # type: ignore[list-item]

    def _provisions(self, word: Mapping[str, Tri], outside: Mapping[str, Tri]) -> list[Bit]:
        finals = {w: self._final(w, word, outside) for w in STRICTNESS[:3]}
        bits = []
        for provision in dict.fromkeys(b.rule.provision for b in self.bans):
            bans = [b for b in self.bans if b.rule.provision == provision]
            bits.append(
                Bit(
                    gate_or(
                        gate_and(final, gate_or(self._strikes(b, w) for b in bans))
                        for w, final in finals.items()
                    ),
                    provision,
                )
            )
        return bits

    def _needs(self, word: Mapping[str, Tri], outside: Mapping[str, Tri]) -> list[Bit]:
        final = self._final("indeterminate", word, outside)
        gates: dict[str, list[Gate]] = {b.rule.id: [final] for b in self.bans}
        found: dict[str, list[Gate]] = {}
        waiting = list(self.regime.rules)
        while waiting:  # a rule is reached after every rule that it defeats
            targets = {d.rule.id for r in waiting for d in r.defeaters}
            for rule in [r for r in waiting if r.rule.id not in targets]:
                reached = gate_and(gate_or(gates.get(rule.rule.id, [])), is_unknown(self.held[rule.rule.id]))
                name = f"gate.{rule.rule.id}"
                if isinstance(reached, pl.Expr):
                    self.stages.append({name: reached})
                    reached = pl.col(name)
                for defeater in rule.defeaters:
                    gates.setdefault(defeater.rule.id, []).append(reached)
                self.reader.needs(rule.own, gate_and(reached, is_unknown(self.own[rule.rule.id])), found)
                waiting.remove(rule)
        return [Bit(gate_or(found[f]), f) for f in self.regime.law.facts if f in found]

    def _duties(self, word: Mapping[str, Tri], outside: Mapping[str, Tri]) -> list[Bit]:
        prohibited = self._final("prohibited", word, outside)
        permitted = self._final("permitted", word, outside)
        covered = gate_or([opposite(outside["any"])])  # type: ignore[list-item]
        bits = []
        for rule in self.regime.rules:
            effect, holds = rule.rule.effect, is_true(self.held[rule.rule.id])
            if not rule.rule.then or effect == "advises":
                continue
            bears = {
                "prohibits": gate_and(prohibited, holds),
                "permits": gate_and(permitted, holds, self._relied(rule)),
                "requires": gate_and(covered, holds),
            }[effect]
            for then in rule.rule.then:
                unmet = True if then.fact is None else self.reader.is_missing(then.fact)
                bits.append(Bit(gate_and(bears, unmet), duty_text(then, None), then))
        return bits

    def _relied(self, rule: Compiled) -> Gate:
        return gate_or(self._strikes(b, "permitted") for b in self.bans if rule in b.defeaters)

    def _hits(self, frame: pl.DataFrame) -> pl.Series:
        """The listings met that stand on the deciding day, or may."""
        if HITS in frame.columns:
            return frame[HITS]
        none = pl.Series(HITS, [[]], dtype=pl.List(pl.String))
        return none.gather(pl.repeat(0, len(frame), dtype=pl.UInt32, eager=True))

    def _notes(
        self,
        frame: pl.DataFrame,
        pendings: Sequence[tuple[Pending, Tri]],
        word: Mapping[str, Tri],
        outside: Mapping[str, Tri],
    ) -> pl.Series:
        """Why there is no verdict, or what might yet govern a lenient one; null where nothing is to say."""
        day = self._law_on().dt.to_string("%Y-%m-%d")
        sentence = self.regime.outside(date.min).replace(str(date.min), "{}")
        note: Any = pl.when(expr(outside["early"])).then(pl.format(OUTSIDE + sentence, day))
        for fact in self.regime.unasked:
            if f"unasked.{fact}" in outside:
                reason = pl.format(OUTSIDE + unasked_note("{}"), fact)
                note = note.when(expr(outside[f"unasked.{fact}"])).then(reason)
        governed = {p.provision: is_true(outside[p.provision]) for p, _ in pendings}
        note = note.when(expr(outside["any"])).then(pl.lit(OUTSIDE) + _named(governed, pending_note))
        lenient = gate_or(self._final(w, word, outside) for w in LENIENT)
        doubted = {p.provision: gate_and(lenient, is_unknown(own)) for p, own in pendings}
        note = note.otherwise(_named(doubted, doubt_note))
        some = gate_or((is_true(outside["any"]), *doubted.values()))
        part, places = where_only(frame, some, {"note": note})
        return part["note"].gather(places).rename("note")


def _named(found: Mapping[str, Gate], sentence: Callable[[Iterable[str]], str]) -> pl.Expr:
    """A sentence about the paragraphs that are found."""
    if not found:
        return pl.lit(None, pl.String)
    before, after = sentence(["\0"]).split("\0")
    names = [pl.when(expr(gate)).then(pl.lit(name)) for name, gate in found.items()]
    return pl.lit(before) + pl.concat_str(names, separator=", ", ignore_nulls=True) + pl.lit(after)
