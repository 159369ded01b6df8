"""Wilson's interval against values worked out elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.analyse.selftest.rates import Rate
from article41.analyse.selftest.wilson import Z, wilson


@pytest.mark.parametrize(
    ("successes", "tries", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        # by hand: z²/(n + z²) from either end
        (10, 10, 1 - Z * Z / (10 + Z * Z), 1.0),
    ],
)
def test_known_intervals(successes: int, tries: int, low: float, high: float) -> None:
    assert wilson(successes, tries) == pytest.approx((low, high), abs=5e-5)


def test_nothing_tried_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert Rate(0, 0).share is None


def test_more_successes_than_tries_are_refused() -> None:
    with pytest.raises(ValueError, match="3 successes of 2 tries"):
        wilson(3, 2)


@given(st.integers(1, 10**6), st.data())
def test_the_share_lies_within_and_the_mirror_agrees(tries: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, tries))
    low, high = wilson(successes, tries)
    assert 0 <= low <= successes / tries <= high <= 1
    other = Rate(tries, successes).opposite.interval
    assert other == pytest.approx((1 - high, 1 - low), abs=1e-9)
