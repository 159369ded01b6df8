"""How the law treated a code, stretch by stretch: the same answers as day by day."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from article41 import Regime
from article41.read.hs import HsCode
from article41.report.goods import look_up
from article41.report.timeline import Timeline, timeline, timeline_json, timeline_text, treatment

FLOWS = ("to_dprk", "from_dprk")
REGIME = Regime.load()
LAST = date(2026, 6, 1)


def of(code: str, description: str | None = None) -> Timeline:
    return timeline(REGIME, HsCode(code), description, FLOWS)


@pytest.mark.parametrize(
    "code", ["2601", "2701", "0306", "2710", "27", "6109", "8413", "8901", "4407", "7202", "9999"]
)
def test_it_agrees_with_the_law_asked_on_single_days(code: str) -> None:
    found = of(code)
    start = REGIME.covered.start
    days = [start + timedelta(n) for n in random.Random(41).sample(range((LAST - start).days), 60)]
    for flow, stretches in found.flows:
        edges = [s.start for s in stretches] + [s.start - timedelta(1) for s in stretches[1:]]
        for day in (*days, *edges):
            (stretch,) = [s for s in stretches if s.start <= day and (s.end is None or day < s.end)]
            _, verdict = look_up(REGIME, HsCode(code), None, (flow,), day).flows[0]
            assert treatment(stretch.verdict) == treatment(verdict), (flow, day)


@pytest.mark.parametrize("code", ["2601", "2710", "8413"])
def test_stretches_join_and_no_two_neighbours_are_alike(code: str) -> None:
    for _, stretches in of(code).flows:
        assert stretches[0].start == REGIME.covered.start
        assert stretches[-1].end is None
        for before, after in pairwise(stretches):
            assert before.end == after.start
            assert treatment(before.verdict) != treatment(after.verdict)


def test_quota_wind_down_and_end_are_told_with_their_days(small: Regime) -> None:
    found = timeline(small, HsCode("2701"), None, ("from_dprk",))
    lines = timeline_text(found).splitlines()
    assert lines[0] == "HS 2701 since 2016-11-30"
    assert lines[2 : lines.index("", 2)] == [
        "leaving the DPRK",
        "  2016-11-30 – 2017-08-04  ? indeterminate  2321/op26",
        "      depends on: cap share",
        "      way out: quota, needs cap share",
        "  2017-08-05 – 2017-09-04  ? indeterminate  2371/op8",
        "      depends on: contract date",
        "      way out: wind-down, needs contract date",
        "  2017-09-05 – 2019-12-31  ✖ prohibited  2371/op8",
        "  since 2020-01-01         · not addressed",
    ]


def test_json_has_half_open_days(small: Regime) -> None:
    found = json.loads(timeline_json(timeline(small, HsCode("2701"), None, FLOWS)))["flows"]["from_dprk"]
    assert [(s["from"], s["until"]) for s in found][:2] == [
        ("2016-11-30", "2017-08-05"),
        ("2017-08-05", "2017-09-05"),
    ]
    assert [w["kind"] for w in found[1]["ways_out"]] == ["wind_down"]
    assert found[-1]["until"] is None


def test_words_settle_what_the_code_leaves_open() -> None:
    last = dict(of("27", "coal, anthracite").flows)["from_dprk"][-1].verdict
    assert (last.verdict, "2371/op8" in last.provisions) == ("prohibited", True)


def test_a_code_of_a_later_edition_is_said_to_be_one() -> None:
    assert "HS 442011 is a code from HS 2022 on" in timeline_text(of("442011"))
    assert "HS 442010 is a code up to HS 2017" in timeline_text(of("442010"))
    assert "is a code" not in timeline_text(of("2601"))
