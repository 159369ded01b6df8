"""Names meet lists by likeness, numbers exactly; what is known besides confirms or contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from article41.analyse.matching.qualifiers import Qualifiers
from article41.analyse.matching.scores import THRESHOLD
from article41.decide.regime import Regime
from article41.errors import UnknownName
from article41.keep.watchlists.importing import Origin, import_list
from article41.keep.watchlists.store import Store
from article41.read.lists.reading import open_list
from article41.report.lists.why import why_json, why_text
from article41.serve.lawlist import LawList
from article41.serve.listscreen import Asked, Choice, ListScreen, open_lists
from article41.serve.watchlists import now
from tests.listfiles import PARTIES, Party, un_file

BORN = (
    "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1961-05-04</DATE>"
    "</INDIVIDUAL_DATE_OF_BIRTH>"
)
DATED = Party("KPi.950", "DATED PERSON SAMPEL", more=BORN)
WEAK = next((p.reference, name) for p in PARTIES for quality, name in p.aliases if quality == "Low")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    kept = Store(tmp_path / "lists")
    import_list(kept, open_list(un_file(tmp_path, (*PARTIES, DATED))), Origin("un.xml"), now())
    return kept


@pytest.fixture
def lists(store: Store) -> Iterator[ListScreen]:
    with open_lists(store, Choice(), now()) as opened:
        yield opened


def met(lists: ListScreen, given: str, schema: str | None = "Unknown") -> list[tuple[str, str, bool]]:
    [hits] = lists.screen([Asked("name", given, schema)])
    return [(h.reference, h.how, h.is_match) for h in hits]


def test_a_name_is_met_by_likeness_and_a_number_exactly(lists: ListScreen) -> None:
    assert met(lists, "Persson, Sample One")[0] == ("KPi.901", "likeness", True)
    assert met(lists, "Sample One Person")[0] == ("KPi.901", "name", True)
    assert met(lists, "kpi 901", None) == [("KPi.901", "reference or identifier", True)]
    assert met(lists, "Sample One Person", None) == []
    assert met(lists, "Sample One Person", "Vessel") == []


def test_a_score_is_made_of_its_reasons(lists: ListScreen) -> None:
    [hits] = lists.screen([Asked("name", "Sampel Trading Corp", "Organization")])
    assert hits[0].reference == "KPe.901"
    assert sum(r.points for r in hits[0].reasons) == pytest.approx(hits[0].score, abs=1e-5)


def test_questions_are_answered_in_their_order_and_the_same_one_alike(lists: ListScreen) -> None:
    asked = [
        Asked("a", n, "Person") for n in ("Nobody Whatever", "Sample One Person", "", "Sample One Person")
    ]
    none, one, blank, two = lists.screen(asked)
    assert (none, blank) == ((), ())
    assert one == two
    assert one


@pytest.mark.parametrize(
    ("born", "is_match"), [("1961-05-04", True), ("1961", True), ("1999-01-01", False), (None, True)]
)
def test_what_is_known_besides_confirms_or_contradicts(
    lists: ListScreen, born: str | None, is_match: bool
) -> None:
    known = Qualifiers(birth_dates=(born,) if born else ())
    [hits] = lists.screen([Asked("name", "Dated Person Sampel", "Person", qualifiers=known)])
    [hit] = [h for h in hits if h.reference == "KPi.950"]
    assert hit.is_match is is_match
    assert (hit.score >= THRESHOLD) is is_match
    assert any(r.rule.startswith("birth") for r in hit.reasons) is (born is not None)


@pytest.mark.parametrize(("number", "is_match"), [("7937317", True), ("9417115", False)])
def test_another_imo_number_is_another_ship(store: Store, number: str, is_match: bool) -> None:
    regime = Regime.load(None)
    with open_lists(store, Choice(), now(), LawList(regime.register, "0", regime.law.hash)) as lists:
        known = Qualifiers(imo_numbers=(number,))
        [hits] = lists.screen([Asked("vessel", "Tong Hung San", "Vessel", qualifiers=known)])
        assert [h.is_match for h in hits if h.reference == "IMO 7937317"] == [is_match]


def test_a_weak_alias_is_told_and_is_no_match(lists: ListScreen) -> None:
    reference, text = WEAK
    hits = [h for h in lists.screen([Asked("name", text, "Unknown")])[0] if h.reference == reference]
    assert [(h.quality, h.is_match) for h in hits] == [("low", False)]


def test_weak_aliases_are_left_out_where_asked(store: Store) -> None:
    _, text = WEAK
    with open_lists(store, Choice(is_weak_told=False), now()) as lists:
        assert lists.screen([Asked("name", text, "Unknown")]) == [()]


def test_a_threshold_of_the_users_own(store: Store) -> None:
    with open_lists(store, Choice(threshold=1.0), now()) as lists:
        assert met(lists, "Persson, Sample One") == []


def test_the_law_is_one_of_the_lists(store: Store) -> None:
    regime = Regime.load(None)
    law = LawList(regime.register, "0", regime.law.hash)
    with open_lists(store, Choice(), now(), law) as lists:
        [hits] = lists.screen([Asked("name", "Ri Je Sun", "Person", date(2016, 1, 1))])
        assert [(h.list_key, h.reference, h.stands) for h in hits] == [("law", "KPi.002", True)]
        [number] = lists.screen([Asked("vessel_imo", "IMO 7937317", None, date(2016, 1, 1))])
        assert number[0].stands is False
    with open_lists(store, Choice(("un",)), now(), law) as lists:
        assert met(lists, "Ri Je Sun", "Person") == []


def test_why_tells_every_word_of_both_names(lists: ListScreen) -> None:
    [why] = lists.why("Sampel Onne", "KPi.901")
    text = why_text([why])
    assert "threshold 0.78" in text
    assert "not in the name asked for" in text
    assert why_json([why])[0]["names"][0]["score"] == round(why.names[0].score.score, 4)
    with pytest.raises(UnknownName, match=r"did you mean KPi\.901"):
        lists.why("Sampel", "KPi.91")


def test_hostile_names_are_answered(lists: ListScreen) -> None:
    names = ["a" * 100_000, "\u202e\u202d", "\ud800", "\0", "(" * 5000, "KIM " * 20_000]
    found = lists.screen([Asked("name", name, "Unknown") for name in names])
    assert [len(hits) for hits in found] == [0] * len(names)
