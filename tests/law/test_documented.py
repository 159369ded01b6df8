"""The documented cases: the verdict we expect, its paragraphs, and whether it truly agrees with the source."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from article41.decide.regime import Regime
from tests.law.agreement import AS_OF, GROUPS, MEANS, PAGE, Answer, Entry, answer, entries, page

SOURCE = Path(__file__).parents[3] / "shared"
DOCUMENTED = SOURCE / "cases" / "cases.yaml"
WORKED = SOURCE / "regime" / "worked_cases.yaml"
ENTRIES = list(entries())
PUT = [pytest.param(e, id=f"{e.id}: {e.what}") for e in ENTRIES if e.agrees != "cannot"]
DECISIONS = {
    "prohibited if": "review",
    "prohibited": "prohibited",
    "permitted": "permitted",
    "not prohibited": "permitted",
    "not to be repatriated": "permitted",
    "not caught by 2321 Annex IV; not automatically lawful": "review",
    "not caught by 2321 Annex IV": "permitted",
    "2010 allowed": "permitted",
    "must be repatriated": "prohibited",
    "deny entry": "prohibited",
    "seize": "prohibited",
    "prevent": "prohibited",
    "State in breach": "prohibited",
    "finance prohibited": "prohibited",
}
"""How a worked case words its decision, and the four words of the documented cases; the first that fits."""


@pytest.fixture(scope="module")
def regime() -> Regime:
    return Regime.load(AS_OF)


@pytest.mark.parametrize("entry", PUT)
def test_documented_case(entry: Entry, regime: Regime) -> None:
    found = answer(entry, regime)
    assert found.verdict == entry.expect, entry.why
    assert entry.provisions <= found.provisions, entry.why
    assert found.agrees_with(entry.oracle) == (entry.agrees == "yes"), found


def test_each_entry_says_what_it_must() -> None:
    assert len({e.id for e in ENTRIES}) == len(ENTRIES)
    for entry in ENTRIES:
        assert entry.agrees in ("yes", "differs", "cannot"), entry.id
        assert entry.oracle in MEANS, entry.id
        assert 1 <= len(entry.what.split()) <= 8, f"{entry.id}: at most eight words"
        assert entry.why or entry.agrees == "yes", f"{entry.id}: why?"
        assert bool(entry.lines) == bool(entry.expect) == (entry.agrees != "cannot"), entry.id
        addressed = bool(entry.expect) and entry.expect != "not_addressed"
        assert bool(entry.provisions) == addressed, f"{entry.id}: the paragraphs that must answer"
        assert "|" not in entry.what + entry.why, f"{entry.id}: no bar in a table's cell"
    assert list(dict.fromkeys(e.group for e in ENTRIES)) == list(GROUPS.values())


def test_what_agreement_means() -> None:
    barred = Answer("prohibited", frozenset(), (), frozenset({"carve_out"}))
    approvable = Answer("prohibited", frozenset(), (), frozenset({"carve_out", "exemption"}))
    assert barred.agrees_with("prohibited")
    assert not barred.agrees_with("approval_required"), "no body may grant it"
    assert approvable.agrees_with("approval_required")
    assert not approvable.agrees_with("review")
    assert Answer("not_addressed", frozenset(), (), frozenset()).agrees_with("permitted")


def test_a_line_without_a_verdict_is_no_answer(regime: Regime) -> None:
    before = Entry("X", "coal", date(2005, 1, 1), "review", "yes", ({"hs": "2701"},), "", frozenset(), "")
    with pytest.raises(ValueError, match="2005"):
        answer(before, regime)


@pytest.mark.skipif(not DOCUMENTED.exists(), reason="the source material is not beside the checkout")
def test_every_case_of_the_sources_is_here_with_their_own_word() -> None:
    theirs = {c["id"]: c["oracle"] for c in _read(DOCUMENTED)}
    for case in _read(WORKED):
        theirs[case["id"]] = next(w for start, w in DECISIONS.items() if case["decision"].startswith(start))
    assert {e.id: e.oracle for e in ENTRIES} == theirs


@pytest.mark.skipif(not DOCUMENTED.exists(), reason="the source material is not beside the checkout")
def test_the_day_is_the_source_s_or_an_earlier_one_of_its_facts() -> None:
    asked = {c["id"]: c["as_of"] for c in _read(DOCUMENTED)} | {
        c["id"]: c["assess_date"] for c in _read(WORKED)
    }
    assert [e.id for e in ENTRIES if e.on.isoformat() > asked[e.id]] == []


def test_the_page_is_what_the_law_answers(regime: Regime) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(regime), "run make docs"


def _read(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.load(path.read_text(), Loader=yaml.CBaseLoader)["cases"]  # noqa: S506
    return found
