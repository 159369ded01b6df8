"""The same test for another filter: names without answers, a key kept apart, its answers scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import cast

from article41.analyse.matching.listings import SCHEMAS
from article41.analyse.names import compact
from article41.analyse.selftest.cases import Case
from article41.analyse.selftest.clean import CleanName
from article41.analyse.selftest.manipulations import PACKS, Pack
from article41.analyse.selftest.running import Alert, Outcome
from article41.analyse.selftest.subjects import Subject
from article41.listing import Kind

YES, NO = frozenset({"yes", "true", "1", "hit", "match"}), frozenset({"", "no", "false", "0", "none"})
KEY = ("id", "pack", "manipulation", "list", "reference", "kind", "listed_name", "name")
ASKED = ("id", "name", "schema")
ANSWER = ("id", "hit")


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered name: a case, or a clean name."""

    id: str
    what: Case | CleanName

    @property
    def asked(self) -> tuple[str, str, str]:
        """What the filter is given, as ASKED."""
        schema = self.what.subject.schema if isinstance(self.what, Case) else self.what.schema
        return self.id, self.what.text, schema

    @property
    def key(self) -> tuple[str, ...]:
        """What it is not given, as KEY; of a clean name `kind` is its schema."""
        if isinstance(self.what, CleanName):
            return self.id, "clean", self.what.group, "", "", self.what.schema, "", self.what.text
        case, subject = self.what, self.what.subject
        return (
            *(self.id, case.pack, case.manipulation, subject.list_key, subject.reference, subject.kind),
            *(subject.text, case.text),
        )


def numbered(cases: Iterable[Case], clean: Iterable[CleanName], seed: int) -> list[Entry]:
    """Everything in one order that tells nothing, with numbers that tell nothing."""
    every: list[Case | CleanName] = [*cases, *clean]
    Random(f"{seed}/order").shuffle(every)  # noqa: S311  (repeatable, not secret)
    return [Entry(f"n{number:07d}", what) for number, what in enumerate(every, 1)]


def entry_of(row: Sequence[str]) -> Entry | str:
    """The entry of a row of a key, or what is wrong with it."""
    name, pack, manipulation, list_key, reference, kind, listed, text = row
    if pack not in PACKS:
        return f"a pack: {', '.join(PACKS)}"
    if pack == "clean":
        return Entry(name, CleanName(manipulation, text, kind))
    if kind not in SCHEMAS:
        return f"a kind: {', '.join(SCHEMAS)}"
    subject = Subject(list_key, 0, reference, cast(Kind, kind), listed)
    return Entry(name, Case(cast(Pack, pack), manipulation, subject, text))


@dataclass(slots=True)
class Answers:
    """What a filter said, by id: yes, or the references of what it met."""

    yes: set[str] = field(default_factory=set)
    references: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, hit: str) -> None:
        """One row of the filter's; several of one id are several hits."""
        word = hit.casefold().strip()
        if word in YES:
            self.yes.add(name)
        elif word not in NO:
            self.references.setdefault(name, set()).add(compact(hit))


def scored(entries: Iterable[Entry], answers: Answers) -> Iterator[Outcome | Alert]:
    """A listed name is found where its own reference was given, or a plain yes; a clean name must have none.
    A name without an answer is a name without a hit."""
    for entry in entries:
        met = answers.references.get(entry.id, set())
        is_yes = entry.id in answers.yes
        if isinstance(entry.what, CleanName):
            said = "yes" if is_yes else ", ".join(sorted(met))
            yield Alert(entry.what, reference=said)
            continue
        is_found = is_yes or compact(entry.what.subject.reference) in met
        why = "" if is_found else _why(met)
        yield Outcome(entry.what, is_found, None, None, why)


def _why(met: set[str]) -> str:
    return f"another record: {', '.join(sorted(met)[:5])}" if met else "no hit"


def parted(said: Iterable[Outcome | Alert]) -> tuple[list[Outcome], list[Alert]]:
    """Listed and clean names apart."""
    outcomes: list[Outcome] = []
    alerts: list[Alert] = []
    for one in said:
        if isinstance(one, Outcome):
            outcomes.append(one)
        else:
            alerts.append(one)
    return outcomes, alerts
