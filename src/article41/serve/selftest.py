"""The thematic test run on the lists kept here and the law's own register."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from article41.analyse.selftest.cases import Case, control_cases, drawn, manipulations_of
from article41.analyse.selftest.clean import OWN, CleanName, Listed, generated, separated
from article41.analyse.selftest.manipulations import Pack
from article41.analyse.selftest.running import run, run_clean
from article41.analyse.selftest.stress import (
    ANSWER,
    KEY,
    Answers,
    Entry,
    entry_of,
    numbered,
    parted,
    scored,
)
from article41.analyse.selftest.subjects import Source, Subject, source_of, subjects
from article41.decide.regime import Regime
from article41.errors import Problem, UnknownName
from article41.keep.watchlists.store import Store
from article41.read.lists.sources import sources as known_lists
from article41.read.plain import read_columns
from article41.report.selftest.result import ListTested, SelfTest
from article41.serve.lawlist import LAW
from article41.version import __version__

CLEAN_PER = 2_000
"""Clean names of a group where all names are tried: tables have no end of their own."""
Steps = Callable[[int, str], AbstractContextManager[Callable[[int], None]]]
"""Told how much there is of what, gives what is to be told of each further number done."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to try: `per` names a manipulation, None for all; `own_clean`: names from a file of the user's."""

    packs: Sequence[Pack]
    seed: int
    per: int | None
    threshold: float
    own_clean: Sequence[str] = ()


@contextmanager
def open_sources(
    store: Store, regime: Regime, keys: Sequence[str]
) -> Iterator[list[tuple[ListTested, Source]]]:
    """The lists of these keys, or all that are kept and the law's own register.

    Raises UnknownName for a list that is not kept, InputError for one that cannot be opened.
    """
    kept = store.lists()
    unknown = [k for k in keys if k != LAW and k not in kept]
    if unknown:
        raise UnknownName("list", unknown[0], [*kept, LAW])
    wanted = dict.fromkeys(keys or [*(k for k in kept if store.index(k).now is not None), LAW])
    with ExitStack() as stack:
        yield [_law(regime) if k == LAW else _kept(store, k, stack) for k in wanted]


def _law(regime: Regime) -> tuple[ListTested, Source]:
    """Listings that stand, or may, on the day."""
    register = regime.register
    listings = tuple(x for x in register.listings if register.stands(x, regime.as_of) is not False)
    names = sum(len(x.names) for x in listings)
    tested = ListTested(
        key=LAW,
        title="the law's own register of the DPRK regime",
        list_date=None,
        hash=regime.law.hash,
        records=len(listings),
        names=names,
    )
    return tested, source_of(LAW, listings)


def _kept(store: Store, key: str, stack: ExitStack) -> tuple[ListTested, Source]:
    version = store.current(key)
    snapshot = stack.enter_context(store.open(key, version))
    source = known_lists().get(key)
    tested = ListTested(
        key=key,
        title=source.title if source else key,
        list_date=version.list_date,
        hash=version.id,
        records=len(snapshot),
        names=snapshot.manifest.names,
    )
    return tested, Source(key, snapshot, snapshot.names)


def entries(opened: Sequence[tuple[ListTested, Source]], plan: Plan) -> list[Entry]:
    """The same names for another filter, in an order that tells nothing."""
    sources = [source for _, source in opened]
    cases, _ = _cases(list(subjects(sources)), plan)
    clean, _ = _clean(sources, plan) if "clean" in plan.packs else ([], [])
    return numbered(cases, clean, plan.seed)


def read_back(hits: Path, key: Path, day: date) -> tuple[SelfTest, list[Problem], list[str]]:
    """What another filter answered, by its key; what is wrong with the rows, and how the files were read.

    Raises InputError where a file cannot be read or lacks a column.
    """
    known, answered = read_columns(key, KEY), read_columns(hits, ANSWER)
    problems = [*known.problems, *answered.problems]
    found: list[Entry] = []
    for row in known.rows:
        entry = entry_of(row)
        if isinstance(entry, Entry):
            found.append(entry)
        else:
            problems.append(Problem(key.name, column="pack, kind", found=row[0], expected=entry))
    ids = {entry.id for entry in found}
    answers = Answers()
    for name, hit in answered.rows:
        if name in ids:
            answers.add(name, hit)
        else:
            problems.append(Problem(hits.name, column="id", found=name, expected="an id of the key"))
    outcomes, alerts = parted(scored(found, answers))
    test = SelfTest(day=day, engine=hits.name, outcomes=outcomes, alerts=alerts)
    return test, problems, [*known.notes, *answered.notes]


def selftest(opened: Sequence[tuple[ListTested, Source]], plan: Plan, day: date, steps: Steps) -> SelfTest:
    """Runs the test; the same lists and plan give the same result, whatever the day."""
    by_key = {source.key: source for _, source in opened}
    everyone = list(subjects(by_key.values()))
    cases, without = _cases(everyone, plan)
    with steps(len(cases), "listed names") as step:
        outcomes = list(run(by_key, cases, plan.threshold, step))
    clean, equal = _clean(list(by_key.values()), plan) if "clean" in plan.packs else ([], [])
    with steps(len(clean), "clean names") as step:
        alerts = list(run_clean(list(by_key.values()), clean, plan.threshold, step))
    return SelfTest(
        day=day,
        engine=__version__,
        threshold=plan.threshold,
        seed=plan.seed,
        per=plan.per,
        lists=[tested for tested, _ in opened],
        outcomes=outcomes,
        alerts=alerts,
        left_out=equal,
        without_names=without,
    )


def _cases(everyone: Sequence[Subject], plan: Plan) -> tuple[list[Case], list[str]]:
    """The cases, and the manipulations that no name could be put to."""
    cases = list(control_cases(everyone)) if "control" in plan.packs else []
    without = []
    for manipulation in manipulations_of(plan.packs):
        found = list(drawn(everyone, manipulation, plan.seed, plan.per))
        if not found:
            without.append(manipulation.name)
        cases += (c for c in found if c.pack in plan.packs)
    return cases, without


def _clean(sources: Sequence[Source], plan: Plan) -> tuple[list[CleanName], list[CleanName]]:
    own = [CleanName(OWN, text, "Unknown") for text in dict.fromkeys(plan.own_clean)]
    names = [*generated(plan.seed, CLEAN_PER if plan.per is None else plan.per), *own]
    return separated(names, Listed(sources))
