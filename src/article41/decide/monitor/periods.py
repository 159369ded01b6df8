"""Commodities held against the law of their own period, split where the law changes inside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from article41.decide.assess import assess_rows
from article41.decide.monitor.holding import EXEMPT, NEEDS, NONE, Holding, facts_of, holding, in_edition
from article41.decide.regime import Regime
from article41.decide.succession import asking_days, turning_days

SLICE = 500_000
"""Questions put to the columns reader at once."""
ANY = "\ue041"
"""Where a sentence names the code: a character that no text of ours has."""
_DAY = timedelta(days=1)
_FACTS: dict[str, Any] = {
    "flow": pl.String,
    "hs": pl.String,
    "date": pl.Date,
    "kind": pl.String,
    "import_date": pl.Date,
}


@dataclass(frozen=True, slots=True)
class Question:
    """A commodity (`code`: HS digits; `edition`: year or None) in one direction over one period."""

    way: str
    code: str
    edition: int | None
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Part:
    """Days of a period, `end` exclusive, on which the law says one thing of the commodity."""

    start: date
    end: date
    held: Holding


def held_by_period(
    regime: Regime, questions: Iterable[Question], progress: Callable[[int], None] = lambda _: None
) -> dict[Question, tuple[Part, ...]]:
    """The parts of each period, in order. `regime` in open mode; the law is asked only on days on which its
    answer can change. Every distinct answer is worked out with its reasons once."""
    by_edition: dict[int | None, list[Question]] = {}
    for question in dict.fromkeys(questions):
        by_edition.setdefault(question.edition, []).append(question)
    days, turns = asking_days(regime), tuple(sorted(set(turning_days(regime))))
    found: dict[Question, tuple[Part, ...]] = {}
    for edition, asked in by_edition.items():
        reader = _Reader(in_edition(regime, edition), days, turns, {}, {})
        for start in range(0, len(asked), SLICE):
            some = asked[start : start + SLICE]
            found.update(reader.parts(some))
            progress(len(some))
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """The law in one edition's codes. `days`: on which its answer can change; `turns`: on which some span of
    it starts or ends. `numbers`: a number for each set of governed goods that codes fall under; `known`: what
    is already worked out."""

    regime: Regime
    days: tuple[date, ...]
    turns: tuple[date, ...]
    numbers: dict[tuple[bool | None, ...], int]
    known: dict[tuple[object, ...], Holding]

    def parts(self, asked: list[Question]) -> Iterator[tuple[Question, tuple[Part, ...]]]:
        goods = self._goods(asked)
        points = [self._points(question) for question in asked]
        answers = self._answers(asked, points, goods)
        for question, own in zip(asked, points, strict=True):
            parts: list[Part] = []
            last: Holding | None = None
            for day in own:
                answer = answers[question.way, goods[question.code], day]
                held = self._held(question, goods[question.code], day, answer)
                if held == last:
                    continue
                if parts:
                    parts[-1] = replace(parts[-1], end=day)
                told = held.because.replace(ANY, question.code)
                parts.append(Part(day, question.end, replace(held, because=told)))
                last = held
            yield question, tuple(parts)

    def _held(self, question: Question, goods: int, day: date, answer: tuple[object, ...]) -> Holding:
        # codes of the same goods have the same answer while no span of the law starts or ends
        key = (question.way, goods, bisect_right(self.turns, day), answer)
        held = self.known.get(key)
        if held is None:
            held = holding(self.regime, question.way, question.code, day)
            any_code = held.because.replace(f"(HS {question.code})", f"(HS {ANY})")
            held = self.known[key] = replace(held, because=any_code)
        return held

    def _goods(self, asked: list[Question]) -> dict[str, int]:
        """For each code its number; codes that are the same governed goods have the same one."""
        codes = list(dict.fromkeys(q.code for q in asked))
        found = self.regime.classifier.classify_many((code, None, None) for code in codes)
        return {
            code: self.numbers.setdefault(tuple(f.members.values()), len(self.numbers))
            for code, f in zip(codes, found, strict=True)
        }

    def _points(self, question: Question) -> tuple[date, ...]:
        """The first day of the period and every later one in it on which the law can change."""
        inside = self.days[bisect_right(self.days, question.start) : bisect_left(self.days, question.end)]
        return (question.start, *inside)

    def _answers(
        self, asked: list[Question], points: list[tuple[date, ...]], goods: Mapping[str, int]
    ) -> dict[tuple[str, int, date], tuple[object, ...]]:
        """What the columns reader says of each kind of goods on each day: all on which reasons depend."""
        codes: dict[tuple[str, int, date], str] = {}
        for question, own in zip(asked, points, strict=True):
            for day in own:
                codes.setdefault((question.way, goods[question.code], day), question.code)
        facts = [facts_of(way, code, day) for (way, _, day), code in codes.items()]
        found = assess_rows(pl.DataFrame(facts, schema=_FACTS), self.regime)
        rows = found.select("verdict", "provisions", "needs", "note").iter_rows()
        told = ((verdict, tuple(provisions), tuple(needs), note) for verdict, provisions, needs, note in rows)
        return dict(zip(codes, told, strict=True))


def whole(
    question: Question, parts: tuple[Part, ...], cites: Mapping[str, str]
) -> tuple[Holding, str | None]:
    """One answer for the whole period, and how it is split, in a sentence.

    A figure for a year does not tell on which of its days goods moved. So it needs explanation only where the
    law needs it on every day; where a paragraph covers some of the days, that all moved on the others is a
    way out, and is named.
    """
    if len({p.held.status for p in parts}) == 1 and len({p.held.provisions for p in parts}) == 1:
        return parts[-1].held, None
    gravest = max(parts, key=lambda p: ((NONE, EXEMPT, NEEDS).index(p.held.status), p.start))
    split = _split(question, parts, cites)
    if all(p.held.status == NEEDS for p in parts):
        provisions = tuple(dict.fromkeys(name for p in parts for name in p.held.provisions))
        told = "; ".join(dict.fromkeys(p.held.because for p in parts))
        ways = tuple(dict.fromkeys(w for p in parts for w in p.held.ways_out))
        return Holding(NEEDS, told, provisions, ways), split
    other = [p for p in parts if p.held.status != gravest.held.status]
    moved = "movement on " + " or ".join(_days(p) for p in other[:3]) if other else ""
    ways = tuple(filter(None, (moved, *gravest.held.ways_out)))
    return replace(gravest.held, status=EXEMPT, ways_out=ways), split


def _split(question: Question, parts: tuple[Part, ...], cites: Mapping[str, str]) -> str:
    said = [
        f"{_days(p)} ({(p.end - p.start).days} of {(question.end - question.start).days} days): "
        + (", ".join(cites[name] for name in p.held.provisions) or "no provision")
        for p in _joined(parts)
    ]
    return "The law changes inside the period, and the figure does not tell the days: " + "; ".join(said)


def _joined(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Stretches under the same provisions as one."""
    last: Part | None = None
    for part in parts:
        if last is not None and last.held.provisions == part.held.provisions:
            last = replace(last, end=part.end)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _days(part: Part) -> str:
    last = part.end - _DAY
    return f"{part.start}" if last == part.start else f"{part.start} to {last}"
