"""A provision as a footnote: days, what governs, duties, limits, who checked it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from article41 import Regime
from article41.model import Check
from article41.read.resolutions.provisions import BINDING, FORCES
from article41.report import words
from article41.report.provisions import provision_json, provision_text


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("2321/op26", date(2016, 11, 29), "not in force; it begins on 2016-11-30"),
        ("2321/op26", date(2017, 2, 1), "on 2017-02-01  in force"),
        (
            "2321/op26",
            date(2018, 1, 1),
            "S/RES/2371 (2017), para. 8 (2371/op8) governs: Coal leaving the DPRK",
        ),
        (
            "2321/op26",
            date(2020, 1, 1),
            "it ended on 2017-08-05, and no provision encoded here takes its place",
        ),
        ("2371/op8", date(2021, 1, 1), "it ended on 2020-01-01, and no provision encoded here"),
    ],
)
def test_what_governs_on_a_day(small: Regime, name: str, day: date, said: str) -> None:
    regime = small
    text = provision_text(regime, regime.provision(name), day)
    assert said in " ".join(text.split()).replace(f"on {day} in", f"on {day}  in")
    found = json.loads(provision_json(regime, regime.provision(name), day))
    assert found["on"]["day"] == str(day)
    assert found["on"]["is_in_force"] == ("  in force" in said)


def test_every_force_has_its_words() -> None:
    assert tuple(words.FORCES) == FORCES
    assert {f for f, said in words.FORCES.items() if said.startswith("binding")} == set(BINDING)
    regime = Regime.load()
    disputed = provision_text(regime, regime.provision("1695/op3"), None)
    assert "  force     disputed: the Council requires, without invoking Chapter VII\n" in disputed


def test_what_replaced_it_and_from_when(small: Regime) -> None:
    regime = small
    text = provision_text(regime, regime.provision("2321/op26"), None)
    assert "replaced  by S/RES/2371 (2017), para. 8 (2371/op8) from 2017-08-05" in text
    assert "the Committee's notices to all States at 75, 90 and 95 per cent of the limit" in text


def test_a_provision_without_rules_says_what_it_does(small: Regime) -> None:
    regime = small
    text = provision_text(regime, regime.provision("1718/op11"), None)
    assert "no rule of its own" in text
    assert "  what States owe\n    national report by 2006-11-13\n    report supplies every 30 days" in text
    assert "[recalled] thirty days from adoption" in text


def test_exceptions_stand_under_what_they_defeat_and_say_what_else_they_lift() -> None:
    regime = Regime.load()
    text = provision_text(regime, regime.provision("2371/op6"), None)
    assert text.index("[2371/op6#ban]") < text.index("[2371/op6#emergency]")
    assert "lifts 2375/op6#ban too" in text
    quota = provision_text(regime, regime.provision("2397/op5"), None)
    assert "      unless (cease notice" in quota
    general = provision_text(regime, regime.provision("2397/op25"), None)
    assert "lifts every ban of the regime (exemption by the Committee)" in general
    carve = provision_text(regime, regime.provision("2397/op16"), None)
    assert "lifts 2397/op6#ban (exception)" in carve


def test_only_exceptions_of_its_own_days_are_listed(small: Regime) -> None:
    regime = Regime.load()
    ended = provision_text(regime, regime.provision("2371/op12"), None)
    assert "2397/op25#committee" not in ended  # it began after this ban had ended
    assert "2397/op25#committee" in provision_text(regime, regime.provision("2375/op18"), None)
    assert "exceptions made elsewhere" not in provision_text(small, small.provision("2371/op8"), None)


def test_who_checked_a_point_is_said_where_it_stands(small: Regime) -> None:
    regime = small
    answers = {
        point: Check(point, "A. Lawyer", date(2026, 1, 2), "https://un.org/x", "as encoded", "")
        for point in ("2371/op8", "2371/op8~the-tail+2")
    }
    text = provision_text(regime, regime.provision("2371/op8"), None, answers)
    said = "checked by A. Lawyer on 2026-01-02 (https://un.org/x): as encoded"
    assert text.count(said) == 2
    assert text.index("asked twice") < text.index(said)
    found = json.loads(provision_json(regime, regime.provision("2371/op8"), None, answers))
    assert found["answer"]["by"] == "A. Lawyer"
    assert [r["answer"] is None for r in found["reading"]] == [True, False]
    assert "on" not in found


def test_an_answer_cannot_speak_to_the_terminal(small: Regime) -> None:
    regime = small
    check = Check("2371/op8", "A\x1b[31m", date(2026, 1, 2), "https://un.org/x", "", "")
    assert "A\\x1b[31m" in provision_text(regime, regime.provision("2371/op8"), None, {"2371/op8": check})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2270/op5", "the partner country is the DPRK"),
        ("1718/op8.a.ii", "the controlled item is WMD items"),
        ("2371/op8", "the port of loading is Rajin (KPRJN)"),
        ("2397/op5", "limit: 500,000 bbl, all States together"),
        ("2321/op26", "or 7,500,000 t, whichever is reached first, all States together"),
    ],
)
def test_codes_are_written_as_people_write_them(name: str, said: str) -> None:
    regime = Regime.load()
    assert said in " ".join(provision_text(regime, regime.provision(name), None).split())
