"""What a reader meets first: whom to ask what, and the score's points in their column."""

from __future__ import annotations

from collections import Counter

from .made import finding
from .parsed import page, state_only, text


def test_the_first_page_begins_with_what_to_ask_and_leads_to_each_card() -> None:
    table = next(t for t in page("index.html").iter("table") if "at most three" in text(t.find("caption")))
    rows = table.findall(".//tbody/tr")
    assert [text(row[0]) for row in rows][:3] == ["China"] * 3
    assert max(Counter(text(row[0]) for row in rows).values()) <= 3
    assert "South Africa" in {text(row[0]) for row in rows}
    for row in rows:
        assert all(text(cell) for cell in row)
        target, _, anchor = row.find(".//a").get("href").partition("#")
        assert page(target).get_element_by_id(anchor) is not None
    values = [text(row[2]) for row in rows[:2]]
    assert values[0] == "▲needs explanation: USD 496,533,201, UN Comtrade"


def test_points_stand_apart_from_what_they_are_given_for_and_silent_signs_are_folded() -> None:
    said = [
        "+0.3 one; two",
        "−0.05 a State that borders the DPRK",
        "no points: the mode is not told; no weight",
    ]
    (card,) = state_only(finding(value_usd=1.0, mixup=0.25, mixup_says=said)).find_class("flag")
    assert [[text(part) for part in li] for li in card.find_class("parts")[0]] == [
        ["+0.30", "one; two"], ["−0.05", "a State that borders the DPRK"],
    ]  # fmt: skip
    (folded,) = card.findall(".//details")
    assert text(folded.find("summary")) == "2 signs without points"
    assert [text(li) for li in folded.iter("li")] == ["the mode is not told", "no weight"]


def test_a_state_whose_goods_no_paragraph_governs_is_said_to_have_none_of_those() -> None:
    root = state_only(finding(value_usd=1.0, status="not_addressed", provisions=[], ways_out=[]))
    lead = text(root.find_class("lead")[0])
    assert "No trade in governed goods seen: no paragraph encoded here addresses any of them." in lead
    assert "reply" not in lead
