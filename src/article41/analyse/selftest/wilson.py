"""How much a share found in a sample says about the whole."""

from __future__ import annotations

from math import sqrt

Z = 1.959963984540054
"""The normal deviate that 97.5 % lie below: for an interval of 95 %."""


def wilson(successes: int, tries: int) -> tuple[float, float]:
    """The score interval of 95 % for a share, both ends in [0, 1]; (0, 1) where nothing was tried.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22 (1927), 209-212: with p = successes / tries and n = tries,
    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n). Raises ValueError where there are more successes
    than tries.
    """
    if not 0 <= successes <= tries:
        raise ValueError(f"{successes} successes of {tries} tries")
    if not tries:
        return 0.0, 1.0
    share, square = successes / tries, Z * Z
    centre = share + square / (2 * tries)
    spread = Z * sqrt(share * (1 - share) / tries + square / (4 * tries * tries))
    whole = 1 + square / tries
    low, high = (centre - spread) / whole, (centre + spread) / whole
    # at the ends the formula gives 0 and 1 but for rounding
    return (0.0 if successes == 0 else low), (1.0 if successes == tries else high)
