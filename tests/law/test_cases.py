"""Every case of the law files: the verdict, its paragraphs, what is missing and what must follow."""

from __future__ import annotations

from collections.abc import Iterator
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
GOVERNED = frozenset(
    [
        "W01",
        "W02",
        "W03",
        "W04",
        "W08",
        "W10",
        "W11",
        "W12",
        "W14",
        "W15",
        "W17",
        "W18",
        "W19",
        "W21",
        "W23",
        "W24",
        "W28",
        "W37",
        "W38",
        "W40",
        "W47",
        "W52",
        "W53",
        "W54",
        "W57",
        "W60",
        "W63",
    ]
)
"""Worked cases of the source material that these three resolutions govern."""
ELSEWHERE = {
    "W30": "aviation fuel is governed by 2270/op31, which is not encoded",
    "W31": "luxury goods of 2014 are governed by 1718/op8.a.iii",
    "W33": "luxury goods of 2017 are governed by 2321/op5",
    "W34": "luxury goods of 2017 are governed by 2321/op5",
    "W36": "luxury goods of 2017 are governed by 2270/op39",
    "W45": "coal under the cap is governed by 2321/op26",
    "W49": "statues are governed by 2321/op29",
    "W50": "accounts of missions are governed by 2321/op16",
    "W51": "property of missions is governed by 2321/op18",
    "W55": "specialised teaching is governed by 2270/op17",
    "W61": "small arms are governed by 1874/op10 and 2270/op6",
    "W64": "support for trade is governed by 2321/op32",
}
DECISIONS = {
    "prohibited": "prohibited",
    "permitted": "permitted",
    "not prohibited": "not_addressed",
    "deny entry": "prohibited",
    "seize": "prohibited",
    "must be repatriated": "prohibited",
    "not to be repatriated": "permitted",
}
"""How the source words a decision, and ours."""
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
    for file in sorted(HERE.glob("*.yaml")):
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


def test_every_rule_is_reached_both_ways(regime: Regime) -> None:
    """Rule coverage: each rule's own condition holds in some case and fails in another."""
    reached: dict[str, set[bool | None]] = {r.rule.id: set() for r in regime.rules}
    for case in CASES:
        record = derive(read_record(case["facts"], regime.law.facts), regime.classifier)
        reading = Reading(record, absent(regime.law.facts), floors(regime.law.facts))
        for rule in regime.rules:
            reached[rule.rule.id].add(reading.outcome(rule.own))
    assert [r for r, got in reached.items() if not {True, False} <= got] == []


def test_every_governed_worked_case_is_a_case() -> None:
    assert {c["worked"] for c in CASES if "worked" in c} == GOVERNED


@pytest.mark.skipif(not WORKED.exists(), reason="the source material is not beside the checkout")
def test_worked_cases_are_all_accounted_for() -> None:
    source = yaml.load(WORKED.read_text(), Loader=yaml.CBaseLoader)["cases"]  # noqa: S506
    assert {c["id"] for c in source} == GOVERNED | set(ELSEWHERE)
    controlling = {c["id"]: " ".join(c["controlling"]) for c in source}
    decisions = {c["id"]: c["decision"] for c in source}
    for case in CASES:
        if "worked" not in case:
            continue
        word = next(w for start, w in DECISIONS.items() if decisions[case["worked"]].startswith(start))
        assert case["expect"] == word, case["name"]
        for provision in case.get("provisions", ()) if word == "prohibited" else ():
            # the Committee's list names both paragraphs for one vessel
            assert provision == "2375/op6" or provision.replace("/op", ":") in controlling[case["worked"]], (
                case["name"]
            )


RECORDS = WORKED.with_name("resolutions.yaml")


@pytest.mark.skipif(not RECORDS.exists(), reason="the source material is not beside the checkout")
def test_coverage_names_every_record_of_the_source() -> None:
    source = yaml.load(RECORDS.read_text(), Loader=yaml.CBaseLoader)["records"]  # noqa: S506
    coverage = {c.record: c for c in load_law().coverage}
    assert {r["id"] for r in source} == {name for name in coverage if not name.endswith(":rest")}
    for record in source:
        row = coverage[record["id"]]
        if record["resolution"][-4:] in ("2371", "2375", "2397"):
            assert "not encoded yet" not in row.reason, row
    assert {n for n in coverage if n.endswith(":rest")} == {"2371:rest", "2375:rest", "2397:rest"}
