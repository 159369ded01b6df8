"""Every case of the law files: the verdict, its paragraphs, what is missing and what must follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from article41.analyse.records import derive
from article41.decide.assess import assess_facts
from article41.decide.conditions import absent, floors
from article41.decide.regime import Regime
from article41.decide.trace import Reading
from article41.read.records import read_record
from article41.read.resolutions import load_law

HERE = Path(__file__).parent
WORKED = HERE.parents[2] / "shared" / "regime" / "worked_cases.yaml"
DECISIONS = {
    "prohibited if national list": "indeterminate",
    "not caught by 2321": "indeterminate",
    "2010 allowed with notice": "permitted",
    "finance prohibited": "prohibited",
    "State in breach": "prohibited",
    "prevent if": "prohibited",
    "prohibited": "prohibited",
    "permitted": "permitted",
    "not prohibited": "not_addressed",
    "deny entry": "prohibited",
    "seize": "prohibited",
    "must be repatriated": "prohibited",
    "not to be repatriated": "permitted",
}
"""How the source words a decision, and ours; the first that fits."""
BOTH = {"W61": {"permitted", "prohibited"}}
"""A worked case that asks about two days."""
KEYS = {
    *(
        "note",
        "name",
        "worked",
        "facts",
        "expect",
        "provisions",
        "needs",
        "duties",
        "ways_out",
        "assumed",
        "advice",
    ),
    "because",
}


def cases() -> Iterator[Any]:
    for file in sorted(HERE.glob("[0-9]*.yaml")):
        for case in yaml.load(file.read_text(), Loader=yaml.CBaseLoader):  # noqa: S506  text only
            yield pytest.param(case, id=f"{file.stem}: {case['name']}")


CASES = [p.values[0] for p in cases()]


@pytest.fixture(scope="module")
def regime() -> Regime:
    return Regime.load(date(2026, 11, 24))


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any], regime: Regime) -> None:
    assert set(case) <= KEYS, "a key the test would not look at"
    found = assess_facts(read_record(case["facts"], regime.law.facts), regime)
    said = f"{case['because']}; found {found.because} {found.note}"
    assert found.verdict == (None if case["expect"] == "null" else case["expect"]), said
    if found.verdict is None:
        assert found.note, "no verdict without saying why"
    if "provisions" in case:
        assert list(found.provisions) == case["provisions"], said
    if "needs" in case:
        assert list(found.needs) == case["needs"], said
    if "duties" in case:
        assert list(found.duties) == case["duties"], said
    if "ways_out" in case:
        assert [w.kind for w in found.ways_out] == case["ways_out"], said
    if "note" in case:
        assert found.note == case["note"]
    for sentence in case.get("assumed", ()):
        assert any(a.startswith(sentence) for a in found.assumed), found.assumed
    for number in case.get("advice", ()):
        assert any(a.startswith(f"S/RES/{number}") for a in found.advice), found.advice


def test_there_are_enough_cases_and_each_says_why() -> None:
    assert len(CASES) >= 80
    assert len({c["name"] for c in CASES}) == len(CASES)
    assert all(c["because"] for c in CASES)


def test_every_rule_is_reached_both_ways(regime: Regime, summary_line: Callable[[str], None]) -> None:
    """Rule coverage: each rule's own condition holds in some case and fails in another."""
    reached: dict[str, set[bool | None]] = {r.rule.id: set() for r in regime.rules}
    for case in CASES:
        record = derive(read_record(case["facts"], regime.law.facts), regime.classifier)
        reading = Reading(record, absent(regime.law.facts), floors(regime.law.facts))
        for rule in regime.rules:
            reached[rule.rule.id].add(reading.outcome(rule.own))
    missed = [r for r, got in reached.items() if not {True, False} <= got]
    both = len(reached) - len(missed)
    summary_line(
        f"rule coverage: {both} of {len(reached)} rules reached both ways by {len(CASES)} cases "
        f"({both / len(reached):.0%})"
    )
    assert missed == []


@pytest.mark.skipif(not WORKED.exists(), reason="the source material is not beside the checkout")
def test_every_worked_case_is_a_case() -> None:
    source = {c["id"]: c for c in yaml.load(WORKED.read_text(), Loader=yaml.CBaseLoader)["cases"]}  # noqa: S506
    assert {c["worked"] for c in CASES if "worked" in c} == set(source)
    for case in CASES:
        if "worked" not in case:
            continue
        worked = source[case["worked"]]
        words = BOTH.get(worked["id"]) or {
            next(w for start, w in DECISIONS.items() if worked["decision"].startswith(start))
        }
        assert case["expect"] in words, case["name"]


RECORDS = WORKED.with_name("resolutions.yaml")


@pytest.mark.skipif(not RECORDS.exists(), reason="the source material is not beside the checkout")
def test_coverage_names_every_record_of_the_source() -> None:
    source = yaml.load(RECORDS.read_text(), Loader=yaml.CBaseLoader)["records"]  # noqa: S506
    coverage = {c.record: c for c in load_law().coverage}
    assert {r["id"] for r in source} == {name for name in coverage if not name.endswith(":rest")}
    assert {n for n in coverage if n.endswith(":rest")} == {
        f"{r['id'][:4]}:rest"
        for r in source
        if r["measure_type"] != "panel" or r["id"][:4] in ("1874", "2094")
    }
