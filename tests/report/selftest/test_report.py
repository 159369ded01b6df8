"""The report in each of its forms: every figure, every miss by name, nothing that a list could inject."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO

import pytest
from rich.console import Console

from article41.analyse.selftest.cases import Case
from article41.analyse.selftest.clean import CleanName
from article41.analyse.selftest.manipulations import Pack
from article41.analyse.selftest.rates import Rate
from article41.analyse.selftest.running import Alert, Outcome
from article41.analyse.selftest.subjects import Subject
from article41.report.selftest.machine import COLUMNS, selftest_json, write_cases
from article41.report.selftest.page import write_page
from article41.report.selftest.result import ListTested, SelfTest
from article41.report.selftest.table import selftest_tables
from article41.report.selftest.words import control_text, interval_text, percent

EVIL = "<script>alert(1)</script>\u202e\x1b[31m"


def outcome(pack: Pack, manipulation: str, text: str, score: float, rank: int | None) -> Outcome:
    subject = Subject("un", 3, "KPx.003", "person", f"{text} Listed")
    why = "" if rank else "dropped: x (+0.00)"
    return Outcome(Case(pack, manipulation, subject, text), rank is not None, score, rank, why)


def sample(outcomes: Sequence[Outcome] = (), alerts: Sequence[Alert] = ()) -> SelfTest:
    return SelfTest(
        day=date(2026, 1, 2),
        engine="9.9.9",
        threshold=0.78,
        seed=4,
        per=2,
        lists=[
            ListTested(
                key="un", title="A list", list_date=date(2026, 1, 1), hash="ab" * 32, records=4, names=5
            )
        ],
        outcomes=outcomes,
        alerts=alerts,
        left_out=[CleanName("Korean", "Kim", "Person")],
        without_names=["in Hangul"],
    )


OUTCOMES = (
    outcome("control", "as listed", "Ann", 1.0, 1),
    outcome("light", "typo: drop", "An", 0.9, 2),
    outcome("light", "typo: drop", EVIL, 0.5, None),
    outcome("heavy", "two changes", "Bn", 0.7712345678, None),
    outcome("heavy", "two changes", "Cn", 0.1, None),
)
ALERTS = (
    Alert(
        CleanName("Korean", "Clean A", "Person"), "un", "KPx.009", "Listed A", 0.81, "equal: a = a (+0.81)"
    ),
    Alert(CleanName("Korean", "Clean B", "Person")),
)
TEST = sample(OUTCOMES, ALERTS)


def terminal(test: SelfTest, misses: int = 20) -> str:
    console = Console(file=StringIO(), width=110)
    selftest_tables(test, console, misses)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def page(test: SelfTest) -> str:
    out = BytesIO()
    write_page(test, out)
    return out.getvalue().decode()


def test_the_table_tells_conditions_rates_and_misses() -> None:
    text = terminal(TEST)
    for said in (
        *("threshold 0.78, seed 4, 2 names a manipulation, engine 9.9.9, on 2026-01-02",),
        *(
            "un of 2026-01-01, abababababab: 4 records, 5 names",
            "3 listed names missed",
            "1 clean name alerting",
        ),
        *("typo: drop", "50.00 %", "9.45 – 90.55", "KPx.003 on un, 0.771, 0.009 below", "Clean A ~ Listed A"),
        *("1 clean name left out", "No name of these lists can be put to: in Hangul."),
    ):
        assert said in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_few_misses_are_told_of_every_manipulation_and_how_many_more() -> None:
    assert [o.case.text for o in TEST.told(2)] == [EVIL, "Cn"]
    assert [o.case.text for o in TEST.told(9)] == [EVIL, "Cn", "Bn"]
    text = terminal(TEST, 1)
    assert "… and 2 more" in text
    assert "Cn" not in text


def test_json_has_every_figure() -> None:
    found = json.loads(selftest_json(TEST, None))
    light = next(p for p in found["packs"] if p["pack"] == "light")
    assert (light["tried"], light["found"], light["missed"], light["rate"]) == (2, 1, 1, 0.5)
    assert light["interval"] == pytest.approx([0.0945, 0.9055], abs=1e-4)
    clean = next(p for p in found["packs"] if p["pack"] == "clean")
    assert (clean["tried"], clean["found"], clean["missed"]) == (2, 1, 1)
    assert [m["manipulated"] for m in found["misses"]] == [EVIL, "Cn", "Bn"]
    assert found["alerts"][0]["listed_name"] == "Listed A"
    assert found["lists"][0]["hash"] == "ab" * 32
    assert len(json.loads(selftest_json(TEST, 1))["misses"]) == 1


def test_csv_has_every_case_and_runs_nothing() -> None:
    out = BytesIO()
    write_cases(sample([*OUTCOMES, outcome("light", "typo: drop", "=1+1", 0.1, None)], ALERTS), out)
    rows = list(csv.DictReader(StringIO(out.getvalue().decode())))
    assert tuple(rows[0]) == COLUMNS
    assert [r["found"] for r in rows] == ["true", "true", "false", "false", "false", "false", "true", "false"]
    assert [r["rank"] for r in rows[:3]] == ["1", "2", ""]
    assert rows[5]["manipulated"] == "'=1+1"
    assert rows[-1]["score"] == ""


def test_the_page_is_whole_and_escaped() -> None:
    text = page(TEST)
    assert text.startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert "<script" not in text
    assert "\u202e" not in text
    assert "http" not in text
    for said in ("&lt;script&gt;", "KPx.003 on un", "0.771", "Clean A", "9.45 – 90.55", "abababababab"):
        assert said in text


def test_control_under_whole_is_said_loudly_everywhere() -> None:
    assert not control_text(TEST)
    broken = sample([*OUTCOMES, outcome("control", "as listed", "Zed", 0.2, None)])
    said = "CONTROL FAILED: 1 name of 2 not found as listed"
    assert control_text(broken) == said
    assert said in terminal(broken)
    assert said in page(broken)
    signs = sample([*OUTCOMES, outcome("control", "punctuation", "Zed", 0.2, None)])
    assert (
        control_text(signs) == "CONTROL UNDER 100 %: 1 name of 2 not found though only case or signs differ"
    )


def test_a_rate_is_whole_only_where_nothing_is_missing() -> None:
    assert [percent(s) for s in (None, 0.0, 1e-9, 0.5, 1 - 1e-9, 1.0)] == [
        *("none tried", "0.00 %", "0.01 %", "50.00 %", "99.99 %", "100.00 %"),
    ]


def test_an_interval_is_rounded_towards_doubt() -> None:
    assert interval_text(Rate(200_000, 199_997)) == "99.99 – 99.99"
    assert interval_text(Rate(200_000, 200_000)) == "99.99 – 100.00"
    assert interval_text(Rate(0, 0)) == "0.00 – 100.00"


def test_under_counts_clean_names_left_alone() -> None:
    assert TEST.under(0.6) == ["light", "heavy", "clean"]
    assert TEST.under(0.4) == ["heavy"]


def test_nothing_tried_is_told() -> None:
    assert "threshold" in terminal(sample())
    assert "Nothing was tried" in page(sample())
