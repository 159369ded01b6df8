"""When two names are the same, and when they are not."""

from __future__ import annotations

import pytest

from article41.analyse.names import any_order, compact, normalised, without_abbreviation


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("YUN HO-JIN", "yun ho jin"),
        ("Ch’oe Ch’un-yo’ng", "choe chun yong"),
        ("CH'OE SO’K MIN", "choe sok min"),
        ("KOREA ＨＥＵＮＧＪＩＮ TRADING COMPANY", "korea heungjin trading company"),
        ("BILLIONS NO.18", "billions no 18"),
        ("Billions  No. 18", "billions no 18"),
        ("金铁三", "金铁三"),
        ("CHANG AN SHIPPING & TECHNOLOGY", "chang an shipping technology"),
        ("…–", ""),
        ("KOREA MIN\u00adING", "korea mining"),
        ("\ufeffKO\u200bMID\u200f", "komid"),
        ("KOREA\tMINING\n", "korea mining"),
    ],
)
def test_one_form_for_each_name(text: str, form: str) -> None:
    assert normalised(text) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KUM UN SAN", "KUM UN SAN 3"),
        ("ASIAN BRIDGE", "ASIA BRIDGE 1"),
        ("Ri Hong Sop", "Lee Hong-sup"),
        ("Pak Chun Il", "Park Chun-il"),
        ("Mansudae Overseas Projects", "Mansudae Overseas Project Group of Companies"),
    ],
)
def test_near_names_stay_apart(one: str, other: str) -> None:
    assert any_order(normalised(one)) != any_order(normalised(other))


def test_order_is_set_aside_only_when_asked() -> None:
    assert normalised("Hong-sop Ri") != normalised("RI HONG-SOP")
    assert any_order(normalised("Hong-sop Ri")) == any_order(normalised("RI HONG-SOP"))


def test_what_stands_in_brackets_at_the_end_may_be_left_out() -> None:
    assert without_abbreviation("DAEDONG CREDIT BANK (DCB)") == "DAEDONG CREDIT BANK"
    assert without_abbreviation("LEADER (HONG KONG) INTERNATIONAL") is None
    assert without_abbreviation("A BANK (OF (B)") == "A BANK (OF"
    for text in ("(DCB)", "A ()", "A (B))", "A)", ""):
        assert without_abbreviation(text) is None, text
    assert without_abbreviation("A" + " " * 1_000_000 + "B") is None  # at once
    assert compact("ps 472-330208") == "PS472330208"
