"""Anchors of monitoring: pairs that look alike and differ by origin or by a few days."""

from __future__ import annotations

from typing import Any

import pytest

from article41 import assess

COAL = {"hs": "2701", "port_of_loading": "KPRJN", "destination": "CN"}
STATUE: dict[str, Any] = {"origin": "KP", "destination": "SN", "hs": "9703", "description": "statue"}
HOSTEL = {
    "kind": "contract",
    "contract_type": "real_estate",
    "partner_country": "KP",
    "property_use": "other",
}
TRANSFER = {
    "kind": "ship_to_ship",
    "ship_to_ship": True,
    "destination": "KP",
    "hs": "1006",
    "other_vessel_flag": "KP",
}
CALL = {"kind": "port_call", "vessel_imo": "9163166"}


def test_two_coal_cargoes_from_one_port_differ_by_origin() -> None:
    korean = assess({**COAL, "origin": "KP", "vessel": "HUA FU", "date": "2017-09-24"})
    russian = assess(
        {**COAL, "origin": "RU", "vessel": "OCEAN SKIPPER", "date": "2017-09-24", "notified_on": "yes"}
    )
    assert (korean.verdict, korean.provisions) == ("prohibited", ("2371/op8",))
    assert (russian.verdict, russian.provisions) == ("permitted", ("2371/op8",))


def test_russian_coal_without_a_notice_is_not_cleared_by_its_port() -> None:
    assert assess({**COAL, "origin": "RU", "date": "2017-09-24"}).verdict == "prohibited"


@pytest.mark.parametrize(
    ("facts", "before", "after", "words"),
    [
        (STATUE, "2010-04-03", "2018-04-03", ("not_addressed", "prohibited")),
        (HOSTEL, "2016-02-15", "2016-12-15", ("not_addressed", "prohibited")),
        ({**COAL, "origin": "KP"}, "2017-06-15", "2017-09-15", ("prohibited", "prohibited")),
        (
            {**COAL, "origin": "KP", "livelihood_only": True, "cap_share": 0.4, "cease_notice_in_force": False,
             "involves_programme_party": False, "generates_programme_revenue": False},
            "2017-06-15", "2017-09-15", ("permitted", "prohibited"),
        ),
        (TRANSFER, "2017-09-10", "2017-09-12", ("not_addressed", "prohibited")),
        (CALL, "2016-03-10", "2016-03-25", ("prohibited", "not_addressed")),
    ],
    ids=["statue", "hostel lease", "coal without a finding", "coal within its cap", "ship to ship", "Jin Teng"],
)  # fmt: skip
def test_the_day_decides(facts: dict[str, Any], before: str, after: str, words: tuple[str, str]) -> None:
    found = [assess({**facts, "date": day}) for day in (before, after)]
    assert tuple(v.verdict for v in found) == words, [(v.provisions, v.needs) for v in found]


def test_coal_changes_its_paragraph_between_june_and_september_2017() -> None:
    found = [assess({**COAL, "origin": "KP", "date": day}).provisions for day in ("2017-06-15", "2017-09-15")]
    assert found == [("2321/op26",), ("2371/op8",)]
