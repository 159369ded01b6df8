"""Logarithmic scales for money, drawn by hand so that every chart marks them alike."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from article41.report.charts import GREY
from article41.report.monitor.charts.amounts import MILLION, significant
from article41.report.monitor.charts.layers import RULE, Layer, across, at, down, layer, rule, written

LEAST_SPAN = 10.0
"""A scale shows at least one power of ten, so that a small difference does not look large."""


@dataclass(frozen=True, slots=True)
class Log:
    """Sums from `low` to `high` over the pixels from `start` to `stop`."""

    low: float
    high: float
    start: float
    stop: float

    @classmethod
    def over(cls, values: Iterable[float], start: float, stop: float) -> Log:
        """A scale around the values above zero; 1 to 10 million where there is none."""
        known = [value for value in values if value > 0 and math.isfinite(value)]
        low, high = (min(known) / 1.25, max(known) * 1.25) if known else (MILLION, 10 * MILLION)
        if high / low < LEAST_SPAN:
            middle = math.sqrt(low * high)
            low, high = middle / math.sqrt(LEAST_SPAN), middle * math.sqrt(LEAST_SPAN)
        return cls(low, high, start, stop)

    def at(self, value: float) -> float:
        """Where a sum lies, in pixels; beyond the ends it lies at the end."""
        share = math.log(min(max(value, self.low), self.high) / self.low) / math.log(self.high / self.low)
        return round(self.start + share * (self.stop - self.start), 2)

    def ticks(self) -> list[float]:
        """Powers of ten within, thinned to eight; 1, 2, 5 where the scale holds fewer than three of them."""
        first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
        powers = [10.0**n for n in range(first, last + 1)]
        if len(powers) < 3:
            powers = [m * 10.0**n for n in range(first - 1, last + 1) for m in (1, 2, 5)]
        inside = [power for power in powers if self.low <= power <= self.high]
        return inside[:: -(-len(inside) // 8)]


def upright_axis(scale: Log, left: float, right: float) -> list[Layer]:
    """Lines across at round sums, their numbers in USD million to the left."""
    rows = [{"y": scale.at(tick), "label": significant(tick / MILLION, 1)} for tick in scale.ticks()]
    y = down("y", max(scale.start, scale.stop))
    return [
        layer(rule(RULE, 0.75), rows, x=at(left), x2=at(right), y=y),
        written(rows, at(left - 6), y, "right", color=GREY),
    ]


def level_axis(scale: Log, top: float, bottom: float) -> list[Layer]:
    """Lines down at round sums, their numbers in USD million below."""
    rows = [{"x": scale.at(tick), "label": significant(tick / MILLION, 1)} for tick in scale.ticks()]
    return [
        layer(rule(RULE, 0.75), rows, x=across("x"), y=at(top), y2=at(bottom)),
        written(rows, across("x"), at(bottom + 11), "center", color=GREY),
    ]
