"""A cap's scale: shares of the limit, wide up to it and closer beyond, with the notices marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from article41.report.charts import GREY, INK
from article41.report.monitor.charts.layers import (
    RULE,
    Layer,
    Row,
    across,
    at,
    down,
    layer,
    rect,
    rule,
    to,
    written,
)

LEFT, RIGHT = 76, 660
TOP = 42.0
"""Pixels above the bars, for the numbers of the scale."""
BREAK = 0.62
"""Where the limit lies across the plot when a figure is beyond it."""
ROUND = (2, 3, 5, 7, 10, 20, 50, 100, 200, 500, 1000)
NOTICE = rule(INK, 1, (2, 3))
LIMIT = rule(INK, 2)


@dataclass(frozen=True, slots=True)
class Shares:
    """`most`: the largest share drawn. `notices`: per cents at which notice is given to all States."""

    most: float
    notices: tuple[int, ...]

    @property
    def is_broken(self) -> bool:
        """Whether the scale is closer beyond the limit."""
        return self.most > 1.2

    def at(self, share: float) -> float:
        """Pixels of a share of the limit."""
        share = max(share, 0.0)
        if not self.is_broken:
            return round(LEFT + share / 1.2 * (RIGHT - LEFT), 2)
        limit = LEFT + BREAK * (RIGHT - LEFT)
        if share <= 1:
            return round(LEFT + share * (limit - LEFT), 2)
        return round(limit + (share - 1) / (self.most * 1.05 - 1) * (RIGHT - limit), 2)

    def layers(self, lanes: Sequence[tuple[float, float]]) -> list[Layer]:
        """The limit, the notices before it, and round shares, from top to bottom of each lane: the words
        between lanes stay clear of them."""
        plain = [0, 25, 50] + ([] if self.notices else [75])
        beyond = [m for m in ROUND if 1 < m < self.most]
        ticks: list[Row] = [{"x": self.at(p / 100), "label": f"{p} %"} for p in plain]
        ticks += [{"x": self.at(m), "label": f"{m} ×"} for m in beyond[:: -(-len(beyond) // 4) or 1]]
        marks: list[Row] = [{"x": self.at(n / 100), "label": str(n)} for n in self.notices]
        # two numbers closer than this would run into each other
        apart = [m for i, m in enumerate(marks) if not i or m["x"] - marks[i - 1]["x"] > 20]
        limit: list[Row] = [{"x": self.at(1), "end": RIGHT, "label": "limit"}]
        x, y, y2 = across("x"), down("top", lanes[-1][1]), to("bottom")

        def along(places: Sequence[Row]) -> list[Row]:
            return [place | {"top": top, "bottom": bottom} for place in places for top, bottom in lanes]

        found = [
            layer(rule(RULE), along(ticks), x=x, y=y, y2=y2),
            layer(NOTICE, along(marks), x=x, y=y, y2=y2),
            layer(LIMIT, along(limit), x=x, y=y, y2=y2),
            layer(LIMIT, limit, x=x, y=at(TOP - 22), y2=at(TOP)),
            written(ticks, x, at(TOP - 16), "center", color=GREY),
            written(apart, x, at(TOP - 16), "center"),
            written(limit, x, at(TOP - 29), "center", fontWeight="bold"),
        ]
        shade = layer(rect("#f4f4f4"), along(limit), x=x, x2=to("end"), y=y, y2=y2)
        return [shade, *found] if self.is_broken else found
