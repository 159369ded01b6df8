"""The monitor's words and numbers, as they are printed."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from article41.analyse.trade.petroleum import CapSeries
from article41.flows import SOURCES as KEYS
from article41.flows import STATUSES
from article41.report.monitor.capwords import covers, says, short_period, standing
from article41.report.monitor.figures import amount, period, short, tidy, weight, years
from article41.report.monitor.states import has_page, state_name
from article41.report.monitor.words import FLAGS, SOURCES, STATUS, source_name


def test_every_class_and_source_has_its_words_and_a_sign_of_its_own() -> None:
    assert tuple(STATUS) == STATUSES
    assert STATUSES[:3] == FLAGS
    assert set(SOURCES) == set(KEYS)
    for part in ("label", "sign", "css", "sentence"):
        assert len({getattr(status, part) for status in STATUS.values()}) == len(STATUSES)
    assert source_name("customs\x00") == "customs\\x00"


def cap(kind: str, low: float, high: float, **given: Any) -> CapSeries:
    told: dict[str, Any] = {"start": date(2024, 1, 1), "end": date(2024, 12, 5), "limit": 500_000.0} | given
    return CapSeries(
        "refined_petroleum", told["start"], told["end"], kind, low, (low + high) / 2, high, told["limit"],
        "2397/op5", "barrels as reported", "reported by CHN, RUS", "the Committee's page", (75, 90, 95),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "low", "high", "says"),
    [
        ("reported", 168_679, 168_679, "reported under cap, 33.7 %"),
        ("reported", 418_000, 418_000, "reported under cap, 83.6 %; past the 75 % mark"),
        ("reported", 450_000, 450_000, "reported under cap, 90.0 %; past the 90 % mark"),
        ("reported", 500_000, 500_000, "reported at cap, 100.0 %; past the 95 % mark"),
        ("reported", 500_001, 500_001, "reported above cap, 100.0 %; past the 95 % mark"),
        ("estimated", 1_000_000, 1_000_000, "estimated 2.0 × cap"),
        ("estimated", 1_247_400, 3_402_000, "estimated 2.5 to 6.8 × cap"),
    ],
)
def test_the_counter_of_2024_and_its_neighbours(kind: str, low: float, high: float, says: str) -> None:
    assert standing(cap(kind, low, high)) == says


def test_without_a_limit_there_is_no_share() -> None:
    assert standing(cap("reported", 1, 1, limit=0.0)) == "no data"


def test_who_reported_and_when_is_said_in_words() -> None:
    one = cap("reported", 1, 1)
    assert says(one) == "reported by China, Russian Federation"
    assert (covers(one), short_period(one)) == ("January to 4 December 2024", "2024, part")
    year = cap("reported", 1, 1, start=date(2017, 12, 22), end=date(2018, 12, 22))
    assert (covers(year), short_period(year)) == ("22 December 2017 to 21 December 2018", "2017–18")
    assert short_period(cap("reported", 1, 1, end=date(2025, 1, 1))) == "2024"


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (date(2017, 1, 1), date(2018, 1, 1), "2017"),
        (date(2017, 12, 1), date(2018, 1, 1), "December 2017"),
        (date(2016, 2, 1), date(2016, 3, 1), "February 2016"),
        (date(2017, 1, 1), date(2019, 1, 1), "January 2017 to December 2018"),
        (date(2024, 1, 1), date(2024, 12, 5), "January to 4 December 2024"),
        (date(2024, 3, 7), date(2024, 11, 6), "7 March to 5 November 2024"),
        (date(2017, 10, 1), date(2018, 1, 1), "October to December 2017"),
        (date(2017, 8, 5), date(2017, 8, 6), "5 August 2017"),
    ],
)
def test_periods(start: date, end: date, says: str) -> None:
    assert period(start, end) == says


def test_amounts_tell_what_is_told_and_nothing_else() -> None:
    assert amount(27_409.0, 63_000.0, None, None) == "USD 27,409; 63.0 t"
    assert amount(0.0, None, None, None) == "USD 0"
    assert amount(None, 853.0, 853.0, "kg") == "853 kg"
    assert amount(None, None, 312.0, "u") == "312 u"
    assert amount(None, None, 5.0, None) == "5 units not named"
    assert amount(None, None, None, "u") == "no value, weight or quantity told"
    assert weight(None) == ""


def test_years_in_spans() -> None:
    assert years([2018, 2016, 2017, 2021, 2021]) == "2016 to 2018, 2021"
    assert years([]) == "no data"


def test_text_is_tidied_and_cut() -> None:
    assert tidy("a\u2003b\tc\nd") == "a b c d"
    assert tidy("168\u00a0m") == "168\u00a0m"
    assert tidy("\u202e\x00\ud800") == "\\x202e\\x00\\xd800"
    assert tidy("선봉 中文") == "선봉 中文"
    assert short("x" * 241) == "x" * 239 + "…"
    assert short("x" * 240) == "x" * 240


def test_states_by_name_and_which_have_a_page() -> None:
    assert state_name("ZAF") == "South Africa"
    assert state_name("XAA") == "XAA"
    assert state_name("KP") == "KP"
    assert [has_page(code) for code in ("CHN", "S19", "PRK", "chn", "CH", "../", "CHN\n", "")] == [True, True, *[False] * 6]  # fmt: skip


def luminance(colour: str) -> float:
    """Of #rrggbb, as WCAG 2 reckons it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_and_signs_stand_out_from_their_ground() -> None:
    sheet = (files("article41.report.monitor") / "templates" / "style.css").read_text()
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", sheet))
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for ground in ("#ffffff", colours["soft"]):
        assert min(contrast(colours[name], ground) for name in ("ink", "grey", "link")) >= 4.5
        assert min(contrast(colours[status.css], ground) for status in STATUS.values()) >= 4.5
