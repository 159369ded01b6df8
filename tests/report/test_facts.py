"""facts.md: every fact, what silence means, who asks."""

from __future__ import annotations

import re

import pytest

from article41 import Regime
from article41.decide.conditions import Compiled
from article41.report.facts import GOODS, asked_by_kind, facts_page, kinds_of

REGIME = Regime.load()
TEXT = facts_page(REGIME)


def section(name: str) -> str:
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)
    assert found is not None
    return found[1]


def test_every_fact_has_its_section_in_the_table_s_order() -> None:
    headings = re.findall(r"^## (\w+)$", TEXT, re.M)
    assert headings == list(REGIME.law.facts)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("import_date", "- bounded: no earlier than [date](#date)"),
        ("committee_approval", "- absent: not claimed"),
        ("vessel_suspected", "“no suspicion against the vessel reported”"),
        ("unit", "`bbl`"),
        ("value_usd", "- type: a number, in USD"),
        ("exporter", "asked for by no provision"),
        ("above_worker_ceiling", "asked for by (`contract`)"),
        ("contract_date", "asked for by (goods, whatever the act)"),
    ],
)
def test_what_is_said_of_a_fact(name: str, said: str) -> None:
    assert said in section(name)


def rule(name: str) -> Compiled:
    return next(r for r in REGIME.rules if r.rule.id == name)


def test_the_kinds_a_rule_is_about() -> None:
    assert kinds_of(rule("2371/op6#ban")) == ("port_call",)
    assert kinds_of(rule("2371/op8#ban")) == (GOODS,)


def test_the_facts_each_kind_of_act_asks_for() -> None:
    asked = asked_by_kind(REGIME)
    assert {"vessel_port_entry_ban", "emergency", "committee_approval"} <= set(asked["port_call"])
    assert "vessel_port_entry_ban" not in asked["contract"]
    assert {"good", "flow", "contract_date", "cap_share"} <= set(asked[GOODS])
    for facts in asked.values():
        assert list(facts) == [f for f in REGIME.law.facts if f in facts]
