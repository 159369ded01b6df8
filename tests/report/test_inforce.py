"""The law of one day: provisions, duties, counts."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from rich.console import Console

from article41 import OutsideCoverage, Regime, UnknownName
from article41.report.inforce import LawOn, draw, ends, law_json, law_on, owed_text


def drawn(answer: LawOn, width: int) -> str:
    out = io.StringIO()
    draw(answer, Console(file=out, width=width, highlight=False))
    return out.getvalue()


def test_each_provision_in_force_once_in_the_law_s_order() -> None:
    regime = Regime.load()
    answer = law_on(regime, date(2017, 12, 25))
    ids = [e.provision.id for e in answer.entries]
    assert ids == [p.id for p in regime.in_force(date(2017, 12, 25))]
    assert {"2375/op14", "2397/op5", "2371/op8"} <= set(ids)
    assert not {"2375/op15", "2371/op12"} & set(ids)


def test_what_will_take_its_place_is_named() -> None:
    answer = law_on(Regime.load(), date(2017, 12, 25))
    later = {e.provision.id: ends(e) for e in answer.entries}
    assert later["2375/op14"] == "until 2018-01-01, then 2397/op5"
    assert later["2397/op5"] == ""


def test_duties_with_a_day_come_first_in_the_order_of_their_days(small: Regime) -> None:
    owed = law_on(small, date(2018, 1, 1)).owed
    assert [o.by for o in owed] == [None]
    days = [o.by for o in law_on(Regime.load(), date(2018, 1, 1)).owed if o.by]
    assert days == sorted(days)


@pytest.mark.parametrize("width", [80, 110])
def test_the_table_fits_the_terminal(width: int) -> None:
    text = drawn(law_on(Regime.load(), date(2017, 12, 25)), width)
    assert max(map(len, text.splitlines())) <= width
    assert any(line.split() == ["S/RES/2397", "adopted", "2017-12-22"] for line in text.splitlines())
    assert "until 2018-01-01, then 2397/op5" in text
    assert "recommended" in text
    assert "provisions in force" in " ".join(text.split())


def test_what_is_disputed_is_counted_apart() -> None:
    answer = law_on(Regime.load(), date(2006, 10, 14), (), ["1695"])
    assert "On 2006-10-14: 2 provisions in force, 2 disputed." in " ".join(drawn(answer, 110).split())


def test_narrowed_to_a_measure_and_a_resolution() -> None:
    found = law_on(Regime.load(), date(2018, 6, 1), ["commodity.supply_cap"], ["2397"])
    assert [e.provision.id for e in found.entries] == ["2397/op4", "2397/op5"]
    with pytest.raises(UnknownName, match=r"did you mean commodity\.supply_cap\?"):
        law_on(Regime.load(), date(2018, 6, 1), ["commodity.suply_cap"])
    with pytest.raises(UnknownName, match="resolution: found '1325'"):
        law_on(Regime.load(), date(2018, 6, 1), (), ["1325"])


def test_a_day_before_the_law_is_outside_coverage() -> None:
    with pytest.raises(OutsideCoverage, match="2006-07-01 lies before"):
        law_on(Regime.load(), date(2006, 7, 1))


def test_what_was_not_adopted_as_of_a_day_is_not_there() -> None:
    answer = law_on(Regime.load(date(2017, 9, 1)), date(2017, 12, 25))
    ids = {e.provision.id for e in answer.entries}
    assert "2371/op12" in ids  # nothing known then had replaced it
    assert "2397/op6" not in ids


def test_what_states_owe_near_the_day(small: Regime) -> None:
    regime = small
    day = date(2016, 11, 30)
    early = law_on(regime, day)
    assert [owed_text(o, day) for o in early.owed] == ["report supplies every 30 days (1718/op11)"]
    assert early.past == 1  # the national report fell due ten years before
    assert "1 more fell due earlier" in drawn(early, 80)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2006, 10, 14), "30 days left"),
        (date(2006, 11, 12), "1 day left"),
        (date(2006, 11, 13), "due that day"),
        (date(2006, 11, 14), "fell due 1 day before"),
    ],
)
def test_days_left_are_counted(small: Regime, day: date, said: str) -> None:
    regime = small
    object.__setattr__(regime, "covered", type(regime.covered)(date(2006, 10, 14)))  # as if a ban stood then
    found = law_on(regime, day)
    assert [owed_text(o, day) for o in found.owed] == [
        f"national report by 2006-11-13 (1718/op11), {said}",
        "report supplies every 30 days (1718/op11)",
    ]


def test_a_provision_that_ends_with_nothing_after_it(small: Regime) -> None:
    answer = law_on(small, date(2018, 1, 1))
    assert {e.provision.id: ends(e) for e in answer.entries}["2371/op8"] == "until 2020-01-01"
    assert "1 paragraph on record not encoded" in drawn(answer, 80)


def test_json_carries_the_same(small: Regime) -> None:
    found = json.loads(law_json(law_on(small, date(2017, 1, 1))))
    coal = found["provisions"][-1]
    assert (coal["id"], coal["from"], coal["until"]) == ("2321/op26", "2016-11-30", "2017-08-05")
    assert coal["replaced_by"] == [{"id": "2371/op8", "from": "2017-08-05", "replaced": "2321/op26"}]
    assert coal["is_binding"] is True
    assert found["owed"] == [
        {"provision": "1718/op11", "duty": "report_supplies", "by": None, "every_days": 30}
    ]
