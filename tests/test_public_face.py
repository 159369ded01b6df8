"""The public names: sorted, all there, and cheap to import."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

import article41
from article41 import InputError, OutsideCoverage, Regime, UnknownName, assess, assess_table
from article41.dates import Span
from article41.model import Coverage, Test
from article41.read.resolutions import load_law

COAL = {"date": date(2018, 2, 1), "origin": "KP", "destination": "CN", "hs": "2701"}


def test_all_is_sorted_and_true() -> None:
    assert sorted(article41.__all__) == article41.__all__
    assert all(getattr(article41, name) is not None for name in article41.__all__)
    assert dir(article41) == article41.__all__
    with pytest.raises(AttributeError, match="no attribute 'asses'"):
        _ = article41.asses


def test_importing_brings_in_nothing_heavy() -> None:
    """The package, and --help, load neither frames nor the law; one verdict loads no frames."""
    code = (
        "import sys, article41; assert not {'yaml', 'polars', 'rich', 'click'} & set(sys.modules);"
        "article41.assess({'date': '2018-02-01', 'origin': 'KP', 'destination': 'CN', 'hs': '2701'});"
        "assert 'polars' not in sys.modules;"
        "import article41.serve.cli; assert not {'polars', 'rich', 'xlsxwriter'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603


def test_assess_takes_text_or_values() -> None:
    found = assess(COAL)
    assert found == assess({**COAL, "date": "2018-02-01", "origin": "North Korea", "destination": "China"})
    assert found.verdict == "prohibited"
    assert found.provisions == ("2371/op8",)
    assert found.law_on == date(2018, 2, 1)


def test_every_mistake_in_a_record_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        assess({"date": "2018-02-30", "orgin": "KP", "destination": "Korea", "hs": "27a"})
    said = str(caught.value)
    assert len(caught.value.problems) == 4
    assert "did you mean origin?" in said
    assert "column 'date'" in said


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("origin", ["KP"]),
        ("hs", {"code": "2701"}),
        ("date", 5),
        ("date", date(9999, 12, 31)),
        ("description", "x" * 100_001),
        ("cap_share", float("nan")),
        ("cap_share", -1),
        ("flow", "sideways"),
        ("contract_date", True),
        ("ship_to_ship", "maybe"),
        ("good", "cole"),
        ("good", "none"),
    ],
)
def test_values_of_the_wrong_kind_are_refused_by_name(fact: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        assess({**COAL, fact: value})
    assert fact in str(caught.value)


def test_a_record_both_from_and_to_the_dprk_is_refused() -> None:
    with pytest.raises(InputError, match="from the DPRK or to it, not both"):
        assess({**COAL, "destination": "KP"})
    with pytest.raises(InputError, match="what agrees with flow to_dprk"):
        assess({**COAL, "flow": "to_dprk"})


def test_outside_coverage_is_an_error_not_an_answer() -> None:
    with pytest.raises(OutsideCoverage, match="2006-10-13 lies before 2006-10-14"):
        assess({**COAL, "date": "2006-10-13"})
    with pytest.raises(OutsideCoverage, match="no binding resolution encoded here was adopted"):
        Regime.load(date(2006, 10, 13))
    with pytest.raises(OutsideCoverage, match="2006-10-13 lies before"):
        Regime.load().on(date(2006, 10, 13))


def test_a_paragraph_not_encoded_that_governs_a_record_is_named_instead_of_an_answer() -> None:
    law = load_law()
    gold = Coverage(
        "2270:30",
        "pending",
        "2270/op30",
        "for the sake of argument",
        (Test("flow", "in", ("from_dprk",)), Test("good", "in", ("gold",))),
        Span(date(2016, 3, 2)),
    )
    kept = tuple(p for p in law.provisions if p.id != "2270/op30")
    regime = Regime.of(replace(law, provisions=kept, coverage=(*law.coverage, gold)), date(2026, 11, 24))
    with pytest.raises(OutsideCoverage, match="2270/op30, not encoded here, governs this"):
        assess({**COAL, "hs": "7108"}, regime)
    assert assess({**COAL, "hs": "7108", "date": "2016-03-01"}, regime).verdict == "not_addressed"
    told = assess({**COAL, "hs": "7112"}, regime)
    assert told.verdict == "not_addressed"
    assert told.note == "may be governed by 2270/op30, not encoded here"
    assert assess({**COAL, "hs": "2701"}, regime).verdict == "prohibited"


def test_a_regime_is_never_changed_in_place() -> None:
    regime = Regime.load()
    without = regime.suspend(["2371:8"])
    assert assess(COAL, regime).verdict == "prohibited"
    assert assess(COAL, without).verdict == "not_addressed"
    assert without.suspended == {"2371/op8"}
    with pytest.raises(UnknownName, match="did you mean 2371/op8"):
        regime.suspend(["2371/op88"])


def test_one_day_s_law_answers_whatever_the_record_s_day() -> None:
    timber = {**COAL, "hs": "4407"}
    assert assess(timber).verdict == "prohibited"
    assert assess(timber, Regime.load().on(date(2017, 12, 21))).verdict == "not_addressed"


@pytest.mark.parametrize(
    "name", ["2371/op8", "2371:8", "2371 OP8", "2371 op 8", "S/RES/2371 (2017), para. 8"]
)
def test_ids_have_aliases(name: str) -> None:
    assert Regime.load().provision(name).cite == "S/RES/2371 (2017), para. 8"


def test_what_replaces_closes_the_other_end() -> None:
    regime = Regime.load()
    assert [str(s) for s in regime.spans["2375/op14"]] == ["from 2017-09-11 until 2018-01-01"]
    assert [str(s) for s in regime.spans["2371/op12"]] == ["from 2017-08-05 until 2017-09-11"]
    as_known = Regime.load(date(2017, 9, 1))
    assert [str(s) for s in as_known.spans["2371/op12"]] == ["from 2017-08-05"]


def test_nothing_in_force_begins_before_adoption_or_ends_before_it_begins() -> None:
    regime = Regime.load()
    for provision in regime.provisions:
        for span in (*regime.spans[provision.id], *(s for r in provision.rules for s in regime.spans[r.id])):
            assert span.start >= provision.adopted
            assert span.end is None or span.end > span.start


def test_a_frame_gives_a_row_for_each_row() -> None:
    frame = pl.DataFrame(
        {
            "id": ["A", "A", "B"],
            "date": [date(2018, 2, 1)] * 3,
            "origin": ["KP", "KP", "CN"],
            "destination": ["CN", "CN", "KP"],
            "hs": ["6704", "2701", None],
        }
    )
    found = assess_table(frame)
    assert found["verdict"].to_list() == ["not_addressed", "prohibited", "indeterminate"]
    assert found["transaction_verdict"].to_list() == ["prohibited", "prohibited", "indeterminate"]
    assert found["needs"].to_list()[:2] == [[], []]
    assert found["needs"].to_list()[2] == ["hs", "cap_share", "item_value_usd"]


def test_an_empty_frame_is_no_trouble() -> None:
    frame = pl.DataFrame({"date": pl.Series([], dtype=pl.Date), "hs": pl.Series([], dtype=pl.String)})
    assert len(assess_table(frame)) == 0


def test_words_without_a_code_suggest_and_settle_nothing() -> None:
    found = assess({"date": "2018-02-01", "origin": "KP", "destination": "CN", "description": "shrimp paste"})
    assert found.verdict == "indeterminate"
    assert "hs" in found.needs
    assert "the words suggest seafood" in found.because
