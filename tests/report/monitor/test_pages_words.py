"""The monitor's words and numbers, as they are printed."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files

import pytest

from article41.flows import SOURCES as KEYS
from article41.flows import STATUSES
from article41.report.monitor.figures import amount, period, short, tidy, weight, years
from article41.report.monitor.states import has_page, state_name
from article41.report.monitor.words import FLAGS, SOURCES, STATUS, cap_words, source_name


def test_every_class_and_source_has_its_words_and_a_sign_of_its_own() -> None:
    assert tuple(STATUS) == STATUSES
    assert STATUSES[:3] == FLAGS
    assert set(SOURCES) == set(KEYS)
    for part in ("label", "sign", "css", "sentence"):
        assert len({getattr(status, part) for status in STATUS.values()}) == len(STATUSES)
    assert source_name("customs\x00") == "customs\\x00"


@pytest.mark.parametrize(
    ("kind", "low", "high", "says"),
    [
        ("reported", 168_679, 168_679, "reported under cap: 33.7 %"),
        ("reported", 418_000, 418_000, "reported under cap, past its 75 % mark: 83.6 %"),
        ("reported", 450_000, 450_000, "reported under cap, past its 90 % mark: 90.0 %"),
        ("reported", 500_000, 500_000, "reported under cap, past its 95 % mark: 100.0 %"),
        ("reported", 500_001, 500_001, "reported above cap: 100.0 %"),
        ("estimated", 1_000_000, 1_000_000, "estimated 2.0 × cap"),
        ("estimated", 1_247_400, 3_402_000, "estimated 2.5 to 6.8 × cap"),
    ],
)
def test_the_counter_of_2024_and_its_neighbours(kind: str, low: float, high: float, says: str) -> None:
    assert cap_words(kind, low / 500_000, high / 500_000) == says


def test_without_a_limit_there_is_no_share() -> None:
    assert cap_words("reported", None, None) == "no data"


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (date(2017, 1, 1), date(2018, 1, 1), "2017"),
        (date(2017, 12, 1), date(2018, 1, 1), "December 2017"),
        (date(2016, 2, 1), date(2016, 3, 1), "February 2016"),
        (date(2017, 1, 1), date(2019, 1, 1), "1 January 2017 to 31 December 2018"),
        (date(2017, 8, 5), date(2017, 8, 6), "5 August 2017 to 5 August 2017"),
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
    assert tidy("a\u00a0b\tc\nd") == "a b c d"
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
