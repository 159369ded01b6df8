"""HS codes as people type them and spreadsheets spoil them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.read.hs import HsCode, load_hs_headings, parse_hs

HEADINGS = load_hs_headings()


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("27", "27"),
        ("2701", "2701"),
        ("2701.12", "270112"),
        ("27.01", "2701"),
        ("2701 12 10", "27011210"),
        ("2701-12", "270112"),
        ("2701.1210", "27011210"),
        ("2701.0", "2701"),
        ("HS 2701", "2701"),
        ("HS code: 2701.12", "270112"),
        ("２７０１", "2701"),
        ("'0106", "0106"),
        ("270112101112", "270112101112"),
    ],
)
def test_reads(text: str, digits: str) -> None:
    assert parse_hs(text, HEADINGS) == HsCode(digits)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("106", "0106"), ("10619", "010619"), ("101.91", "010191"), ("3", "03"), ("1.01", "0101")],
)
def test_restores_a_leading_zero_and_says_so(text: str, digits: str) -> None:
    assert parse_hs(text, HEADINGS) == HsCode(digits, f"leading zero restored: {text} read as {digits}")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("8999", "8999: heading 8999 is in neither HS 2017 nor HS 2022"),
        ("9999", "9999: chapter 99 is for national use and says nothing of the goods"),
        ("9801", "9801: chapter 98 is for national use and says nothing of the goods"),
    ],
)
def test_notes_what_is_unusual(text: str, note: str) -> None:
    assert parse_hs(text, HEADINGS) == HsCode(text, note)


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("777", "an HS code of 2", "0777, not a heading"),
        ("2.70E+05", "an HS code of 2", "format the column as text"),
        ("8214,7319", "one HS code a row", "split into one row for each code"),
        ("8214; 7319", "one HS code a row", "split into one row for each code"),
        ("8214 7319", "one HS code a row", "these are two headings"),
        ("72-83", "one HS code a row", "range of chapters"),
        ("2701.1", "an HS code of 2", "is it 2701.10?"),
        ("ex 2701", "an HS code of 2", "leave out 'ex'"),
        ("coal", "an HS code of 2", ""),
        ("", "an HS code of 2", ""),
        ("77", "chapter 01 to 97", "chapter 77 is reserved"),
        ("0001", "chapter 01 to 97", "there is no chapter 00"),
        ("12345678901234", "an HS code of 2", "14 digits"),
    ],
)
def test_refuses(text: str, expected: str, hint: str) -> None:
    with pytest.raises(ValueError, match=expected) as caught:
        parse_hs(text, HEADINGS)
    assert hint in "".join(getattr(caught.value, "__notes__", []))


def test_headings_are_the_union_of_two_editions() -> None:
    assert {"2701", "8107", "8803", "8806", "8807", "2404"} <= HEADINGS
    assert len(HEADINGS) == 1231
    assert not any(heading.startswith("77") for heading in HEADINGS)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        code = parse_hs(text, HEADINGS)
    except ValueError:
        return
    assert code.digits.isascii()
    assert code.digits.isdecimal()
    assert len(code.digits) in {2, 4, 6, 8, 10, 12}
