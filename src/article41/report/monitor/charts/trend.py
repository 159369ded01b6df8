"""A straight line through logarithms, continued, with the band in which one further value should lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression, mean

FEWEST = 3
"""Points below which a line has no error to estimate."""
MODEL = "log-linear trend of the periods before, 95 % prediction band, Student's t"
# Student's t, 0.975 quantile, by degrees of freedom; beyond 30 the next lower entry is kept, so that the band
# is never too narrow
_T = {
    1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228,
    11: 2.201, 12: 2.179, 13: 2.160, 14: 2.145, 15: 2.131, 16: 2.120, 17: 2.110, 18: 2.101, 19: 2.093,
    20: 2.086, 21: 2.080, 22: 2.074, 23: 2.069, 24: 2.064, 25: 2.060, 26: 2.056, 27: 2.052, 28: 2.048,
    29: 2.045, 30: 2.042, 40: 2.021, 60: 2.000, 120: 1.980, 1000: 1.962,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trend:
    """log10(value) = intercept + slope × x. `spread`: the standard error of the residuals, in log10."""

    slope: float
    intercept: float
    spread: float
    count: int
    middle: float
    squares: float

    @property
    def yearly(self) -> float:
        """Growth a unit of x, as a share: 0.05 is five per cent."""
        return float(10.0**self.slope - 1)

    def at(self, x: float) -> tuple[float, float, float]:
        """The low end of the band, the line, the high end; capped where a double would overflow."""
        line = self.intercept + self.slope * x
        wide = self.spread * math.sqrt(1 + 1 / self.count + (x - self.middle) ** 2 / self.squares)
        reach = quantile(self.count - 2) * wide
        low, middle, high = (10.0 ** max(-300.0, min(300.0, v)) for v in (line - reach, line, line + reach))
        return low, middle, high


def fit(points: Sequence[tuple[float, float]]) -> Trend | None:
    """The least-squares line of log10(value) on x; points of nothing have no logarithm and are left out.

    None where fewer than FEWEST remain or all stand at one x.
    """
    known = [(x, math.log10(value)) for x, value in points if value > 0]
    xs, ys = [x for x, _ in known], [y for _, y in known]
    if len(known) < FEWEST or len(set(xs)) < FEWEST:
        return None
    line = linear_regression(xs, ys)
    residuals = [y - line.intercept - line.slope * x for x, y in known]
    middle = mean(xs)
    return Trend(
        line.slope, line.intercept, math.sqrt(sum(r * r for r in residuals) / (len(known) - 2)),
        len(known), middle, sum((x - middle) ** 2 for x in xs),
    )  # fmt: skip


def quantile(degrees: int) -> float:
    """The 0.975 quantile of Student's t."""
    return _T[max(known for known in _T if known <= degrees)]
