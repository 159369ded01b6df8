"""Which fact each of the user's headings means."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from importlib.resources import files

from article41.errors import Problem, nearest
from article41.model import Fact
from article41.read.countries import comparable

# A heading this like a known one is taken for a slip and must be settled; others are the user's own.
_SLIP = 0.8
# Each search takes milliseconds; a table of a thousand columns of its own needs no hint on every one.
_SUGGESTIONS = 100


@dataclass(frozen=True, slots=True)
class Recogniser:
    """`known`: comparable spelling to fact, names and synonyms; `given`: from `mapping`, goes before.

    `kind`: what a heading can mean; `repeatable`: those that several columns may hold. With `is_strict` a
    heading that is all but a known one is wrong; without, it is only said.
    """

    names: Collection[str]
    mapping: Mapping[str, str]
    known: Mapping[str, str]
    given: Mapping[str, str]
    kind: str = "fact"
    repeatable: frozenset[str] = frozenset()
    is_strict: bool = True

    def fact_of(self, heading: str) -> str | None:
        key = comparable(heading)
        return self.given.get(key) or self.known.get(key)

    def count(self, cells: Sequence[str]) -> int:
        """How many facts these cells name."""
        return len({fact for cell in cells if len(cell) < 200 and (fact := self.fact_of(cell)) is not None})


@dataclass(frozen=True, slots=True)
class Assignment:
    """`columns`: fact to position among the headings, `more` the further columns of repeatable ones;
    `mapped` and `unknown` as in Table."""

    columns: Mapping[str, int]
    mapped: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    more: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def recogniser(facts: Mapping[str, Fact], mapping: Mapping[str, str]) -> Recogniser:
    """Names of `facts`, their synonyms in headings.csv, and the user's `mapping` of headings to facts."""
    known = synonyms(facts) | {comparable(name): name for name in facts}
    return Recogniser(facts, mapping, known, given_by(mapping, facts))


def synonyms(facts: Collection[str]) -> dict[str, str]:
    """The headings of headings.csv that mean one of `facts`, in comparable spelling."""
    text = (files("article41") / "read" / "headings.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {comparable(row["heading"]): row["fact"] for row in rows if row["fact"] in facts}


def given_by(mapping: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """The user's own mapping in comparable spelling; what names nothing is left out, and told by `assign`."""
    known = {comparable(name): name for name in names}
    given = {comparable(heading): known.get(comparable(name)) for heading, name in mapping.items()}
    return {heading: name for heading, name in given.items() if name is not None}


def assign(
    headings: Mapping[int, str],
    recognised: Recogniser,
    file: str,
    row: int | None,
) -> Assignment:
    """Give each heading its fact. `headings` are distinct, by position; `row` is where they stand."""
    problems = check_mapping(list(headings.values()), recognised, file)
    columns: dict[str, int] = {}
    more: dict[str, tuple[int, ...]] = {}
    mapped: list[tuple[str, str]] = []
    unknown: list[str] = []
    notes: list[str] = []
    is_given = {position: comparable(heading) in recognised.given for position, heading in headings.items()}
    # The user's own word goes first; the guesses fill what is left.
    for position in sorted(headings, key=lambda p: (not is_given[p], p)):
        heading = headings[position]
        fact = recognised.fact_of(heading)
        if fact is None:
            unknown.append(heading)
        elif fact in columns and fact in recognised.repeatable:
            more[fact] = (*more.get(fact, ()), position)
            mapped.append((heading, fact))
        elif fact in columns:
            unknown.append(heading)
            other = headings[columns[fact]]
            if is_given[columns[fact]] and not is_given[position]:
                notes.append(f"column '{heading}' is left out: '{other}' is mapped to {fact}")
            else:
                expected = f"one column for {fact}"
                problems.append(
                    Problem(
                        file, row, heading, heading, expected, f"'{other}' is used; remove one of the two"
                    )
                )
        else:
            columns[fact] = position
            if comparable(heading) != comparable(fact):
                mapped.append((heading, fact))
    order = list(headings.values())
    unknown.sort(key=order.index)
    strangers = [heading for heading in unknown if recognised.fact_of(heading) is None]
    for count, heading in enumerate(strangers):
        slip = _slip(heading, recognised) if count < _SUGGESTIONS else None
        is_told = slip is not None and (slip not in columns or slip in recognised.repeatable)
        hint = f"did you mean '{slip}'? use --map '{heading}={slip}'" if is_told else ""
        if is_told and recognised.is_strict:
            problems.append(Problem(file, row, heading, heading, "a known heading", hint))
        else:
            said = f"column '{heading}' is not recognised; it is passed through unread"
            notes.append(f"{said} ({hint})" if hint else said)
    return Assignment(columns, tuple(mapped), tuple(unknown), tuple(problems), tuple(notes), more)


def nearest_heading(fact: str, unknown: Sequence[str], recognised: Recogniser) -> str | None:
    """The unrecognised heading that most resembles `fact` or one of its synonyms."""
    spellings = [key for key, name in recognised.known.items() if name == fact]
    keys = {comparable(heading): heading for heading in unknown if len(heading) < 200}
    scored = [(SequenceMatcher(None, key, s).ratio(), h) for key, h in keys.items() for s in spellings]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= 0.6 else None


def check_mapping(headings: Sequence[str], recognised: Recogniser, file: str) -> list[Problem]:
    """What of --map names no heading of the file, or nothing that a heading can mean."""
    problems = []
    keys = {comparable(heading) for heading in headings}
    names = {comparable(name) for name in recognised.names}
    for heading, fact in recognised.mapping.items():
        if comparable(heading) not in keys:
            near = nearest(heading, headings)
            hint = f"did you mean '{near}'?" if near else None
            problems.append(Problem(file, None, heading, heading, "a heading of this file in --map", hint))
        if comparable(fact) not in names:
            near = nearest(fact, recognised.names)
            hint = f"did you mean '{heading}={near}'?" if near else None
            problems.append(
                Problem(file, None, heading, fact, f"the name of a {recognised.kind} in --map", hint)
            )
    return problems


def _slip(heading: str, recognised: Recogniser) -> str | None:
    """The fact whose name or synonym was all but written, or None."""
    key = comparable(heading)
    near = nearest(key, recognised.known) if 2 < len(key) < 80 else None
    if near is None or SequenceMatcher(None, key, near).ratio() < _SLIP:
        return None
    return recognised.known[near]
