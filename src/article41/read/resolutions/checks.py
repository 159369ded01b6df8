"""What no single paragraph can show: ids, targets of `defeats` and `replaces`, cycles, coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from article41.dates import Span
from article41.errors import Problem, nearest
from article41.model import Coverage, Provision, Rule
from article41.read.resolutions.places import Places

EVERY_BAN = "every_ban"


def link(provisions: Iterable[Provision], places: Places) -> tuple[tuple[Provision, ...], list[Problem]]:
    """Provisions whose `defeats` name rule ids only; dangling targets and cycles are problems."""
    provisions = tuple(provisions)
    problems = _doubled(provisions, places)
    problems += [
        places.problem((r.id, "in_force"), f"{r.id} in_force", str(span), f"days within {p.id}'s own")
        for p in provisions
        for r in p.rules
        for span in r.spans or ()
        if not any(s.start <= span.start and _ends_within(span, s) for s in p.spans)
    ]
    rules = {rule.id: rule for p in provisions for rule in p.rules}
    measures = {rule.id: p.measure for p in provisions for rule in p.rules}
    linked = tuple(
        replace(p, rules=tuple(_linked(rule, rules, measures, places, problems) for rule in p.rules))
        for p in provisions
    )
    problems += [
        places.problem((loop[0], "defeats"), "defeats", " → ".join(loop), "no rule that defeats itself")
        for loop in loops(linked)
    ]
    return linked, problems


def _ends_within(inner: Span, outer: Span) -> bool:
    return outer.end is None or (inner.end is not None and inner.end <= outer.end)


def _doubled(provisions: tuple[Provision, ...], places: Places) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    for name in (n for p in provisions for n in (p.id, *(r.id for r in p.rules), *(c.id for c in p.caps))):
        if name in seen:
            problems.append(places.problem((name, None), "id", name, "each id once"))
        seen.add(name)
    for before, after in pairwise(provisions):
        if before.resolution == after.resolution and _order(before.id) > _order(after.id):
            expected = f"it before {before.id}: the text's order"
            problems.append(places.problem((after.id, None), "id", after.id, expected))
    return problems


def _order(provision: str) -> tuple[int, str]:
    """An id of another shape has been told already and stands anywhere."""
    head, _, rest = provision.partition("/op")[2].partition(".")
    return (int(head), rest) if head.isdecimal() else (0, "")


def _linked(
    rule: Rule,
    rules: Mapping[str, Rule],
    measures: Mapping[str, str],
    places: Places,
    problems: list[Problem],
) -> Rule:
    targets: dict[str, None] = {}
    for target in rule.defeats:
        if target == EVERY_BAN:
            found = [r.id for r in rules.values() if r.is_ban]
        elif target.startswith("measure:"):
            found = [r.id for r in rules.values() if r.is_ban and measures[r.id] == target[8:]]
        else:
            found = [target] if target in rules else []
            if not found:
                near = nearest(target, (*rules, EVERY_BAN))
                problems.append(
                    places.problem(
                        (rule.id, "defeats"),
                        f"{rule.id} defeats",
                        target,
                        "the id of a rule, a measure or every_ban",
                        f"did you mean {near}?" if near else None,
                    )
                )
        targets.update(dict.fromkeys(found))
    return replace(rule, defeats=tuple(targets))


def loops(provisions: Iterable[Provision]) -> list[tuple[str, ...]]:
    """Rules that, step by step, defeat themselves, which has no meaning: each loop from a rule back to it."""
    defeats = {rule.id: rule.defeats for p in provisions for rule in p.rules}
    found: list[tuple[str, ...]] = []
    done: set[str] = set()

    def walk(rule: str, path: tuple[str, ...]) -> None:
        if rule in path:
            found.append((*path[path.index(rule) :], rule))
            return
        if rule in done:
            return
        for target in defeats.get(rule, ()):
            walk(target, (*path, rule))
        done.add(rule)

    for rule in defeats:
        walk(rule, ())
    return found


def check_coverage(provisions: tuple[Provision, ...], coverage: tuple[Coverage, ...]) -> list[Problem]:
    """Every provision is named by coverage.csv and the other way round."""
    problems: list[Problem] = []
    ids = {p.id for p in provisions}
    encoded = {c.provision for c in coverage if c.status == "encoded"}
    problems += [
        Problem("coverage.csv", column="provision", expected=f"a row that names {name}")
        for name in sorted(ids - encoded)
    ]
    for row in coverage:
        if row.status == "encoded" and row.provision not in ids:
            near = nearest(row.provision or "", ids)
            problems.append(
                Problem(
                    "coverage.csv",
                    column="provision",
                    found=row.provision,
                    expected="an encoded provision",
                    hint=f"did you mean {near}?" if near else None,
                )
            )
    return problems


def check_replaces(
    provisions: tuple[Provision, ...], coverage: tuple[Coverage, ...], places: Places
) -> list[Problem]:
    """What is replaced is known, and is replaced once."""
    problems: list[Problem] = []
    known = {p.id for p in provisions} | {r.id for p in provisions for r in p.rules}
    known |= {c.provision for c in coverage if c.provision}
    replaced: dict[str, str] = {}
    for p in provisions:
        for old in p.replaces:
            expected = hint = None
            if (other := replaced.setdefault(old.id, p.id)) != p.id:
                expected, hint = "nothing replaced twice", f"{other} replaces it already"
            elif old.id not in known:
                near = nearest(old.id, known)
                expected = "a provision or rule, encoded or named in coverage.csv"
                hint = f"did you mean {near}?" if near else None
            if expected:
                at = (p.id, f"replaces {old.id}")
                problems.append(places.problem(at, f"{p.id} replaces", old.id, expected, hint))
    return problems
