"""Days, months and years within running text."""

from __future__ import annotations

import pytest

from article41.read.lists.moments import moments_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("1964", "1964-01-01..1964-12-31 year"),
        ("a) 5 Oct. 1965 b)1966", "1965-10-05..1965-10-05 day; 1966-01-01..1966-12-31 year"),
        ("approximately 1967", "1967-01-01..1967-12-31 approximately"),
        ("circa 16 Jul 1966", "1966-07-16..1966-07-16 approximately"),
        ("Circa 1979-1982", "1979-01-01..1982-12-31 between"),
        ("between 1970 and 1972", "1970-01-01..1972-12-31 between"),
        ("Between Aug. and Sep 1977", "1977-08-01..1977-09-30 between"),
        ("March 1968 to March 1969", "1968-03-01..1969-03-31 between"),
        ("1972-08-10 or 1972-08-11", "1972-08-10..1972-08-10 day; 1972-08-11..1972-08-11 day"),
        ("09/11/ 1954, 05.09.1990", "1954-11-09..1954-11-09 day; 1990-09-05..1990-09-05 day"),
        ("March 16, 1972 or August, 1961", "1972-03-16..1972-03-16 day; 1961-08-01..1961-08-31 month"),
        ("03/1965; 04-Dec-1966", "1965-03-01..1965-03-31 month; 1966-12-04..1966-12-04 day"),
    ],
)
def test_whole(text: str, expected: str) -> None:
    found, is_whole = moments_in(text)
    assert "; ".join(f"{m.first}..{m.last} {m.precision}" for m in found) == expected
    assert is_whole


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("24/06/1402 (Hijri Calendar)", 0),
        ("31 Feb 1970", 0),
        ("born in the early 1970s", 0),
        ("between 1972 and 1970", 2),
        ("1955 (from a false passport)", 1),
        ("23-Apr-68", 0),
        ("9999", 0),
        ("na", 0),
        ("1" * 3_000, 0),
    ],
)
def test_something_is_left(text: str, count: int) -> None:
    found, is_whole = moments_in(text)
    assert (len(found), is_whole) == (count, False)
