"""What no single paragraph can show: ids, targets of `defeats` and `replaces`, cycles, coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from article41.dates import Span
from article41.errors import Problem, nearest
from article41.model import Coverage, Provision, Rule

EVERY_BAN = "every_ban"


def link(provisions: Iterable[Provision]) -> tuple[tuple[Provision, ...], list[Problem]]:
    """Provisions whose `defeats` name rule ids only; dangling targets and cycles are problems."""
    provisions = tuple(provisions)
    problems = _doubled(provisions)
    problems += [
        Problem(_file(r.id), column=f"{r.id} in_force", found=str(span), expected=f"days within {p.id}'s own")
        for p in provisions
        for r in p.rules
        for span in r.spans or ()
        if not any(s.start <= span.start and _ends_within(span, s) for s in p.spans)
    ]
    rules = {rule.id: rule for p in provisions for rule in p.rules}
    measures = {rule.id: p.measure for p in provisions for rule in p.rules}
    linked = tuple(
        replace(p, rules=tuple(_linked(rule, rules, measures, problems) for rule in p.rules))
        for p in provisions
    )
    problems += _cycles({rule.id: rule.defeats for p in linked for rule in p.rules})
    return linked, problems


def _ends_within(inner: Span, outer: Span) -> bool:
    return outer.end is None or (inner.end is not None and inner.end <= outer.end)


def _file(rule_id: str) -> str:
    return f"{rule_id[:4]}.yaml"


def _doubled(provisions: tuple[Provision, ...]) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    for name in (n for p in provisions for n in (p.id, *(r.id for r in p.rules), *(c.id for c in p.caps))):
        if name in seen:
            problems.append(Problem(_file(name), column="id", found=name, expected="each id once"))
        seen.add(name)
    for before, after in pairwise(provisions):
        if before.resolution == after.resolution and _order(before.id) > _order(after.id):
            problems.append(
                Problem(
                    _file(after.id),
                    column="id",
                    found=after.id,
                    expected=f"it before {before.id}: the text's order",
                )
            )
    return problems


def _order(provision: str) -> tuple[int, str]:
    head, _, rest = provision.split("/op", 1)[1].partition(".")
    return int(head), rest


def _linked(
    rule: Rule, rules: Mapping[str, Rule], measures: Mapping[str, str], problems: list[Problem]
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
                    Problem(
                        _file(rule.id),
                        column=f"{rule.id} defeats",
                        found=target,
                        expected="the id of a rule, a measure or every_ban",
                        hint=f"did you mean {near}?" if near else None,
                    )
                )
        targets.update(dict.fromkeys(found))
    return replace(rule, defeats=tuple(targets))


def _cycles(defeats: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """A rule that, step by step, defeats itself has no meaning."""
    problems: list[Problem] = []
    done: set[str] = set()

    def walk(rule: str, path: tuple[str, ...]) -> None:
        if rule in path:
            loop = (*path[path.index(rule) :], rule)
            problems.append(
                Problem(
                    _file(rule),
                    column="defeats",
                    found=" → ".join(loop),
                    expected="no rule that defeats itself",
                )
            )
            return
        if rule in done:
            return
        for target in defeats.get(rule, ()):
            walk(target, (*path, rule))
        done.add(rule)

    for rule in defeats:
        walk(rule, ())
    return problems


def check_coverage(provisions: tuple[Provision, ...], coverage: tuple[Coverage, ...]) -> list[Problem]:
    """Every provision is named by coverage.csv and the other way round; replaced ids are known."""
    problems: list[Problem] = []
    ids = {p.id for p in provisions}
    rules = {r.id for p in provisions for r in p.rules}
    encoded = {c.provision for c in coverage if c.status == "encoded"}
    known = ids | rules | {c.provision for c in coverage if c.provision}
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
    replaced: dict[str, str] = {}
    for p in provisions:
        for old in p.replaces:
            if (other := replaced.setdefault(old.id, p.id)) != p.id:
                problems.append(
                    Problem(
                        _file(p.id),
                        column=f"{p.id} replaces",
                        found=old.id,
                        expected="nothing replaced twice",
                        hint=f"{other} replaces it too",
                    )
                )
            if old.id not in known:
                near = nearest(old.id, known)
                problems.append(
                    Problem(
                        _file(p.id),
                        column=f"{p.id} replaces",
                        found=old.id,
                        expected="a provision or rule, encoded or named in coverage.csv",
                        hint=f"did you mean {near}?" if near else None,
                    )
                )
    return problems
