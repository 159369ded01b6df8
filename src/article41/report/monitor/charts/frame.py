"""The frame of every chart: subject, finding, panels one below the other, foot; 720 pixels wide."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from article41.report.charts import FONT, GREY, INK, bound
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.layers import LABEL, SUB, WIDE, Layer, at, down, panel, written
from article41.report.monitor.figures import short

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
PADDING = 24
"""Pixels of white around the chart."""
HEAD = 19
# letters of Liberation Sans that a line of 672 pixels holds for certain
HEAD_LINE, SUB_LINE, FOOT_LINE = 66, 94, 110
LONGEST = 3
"""Lines of a title; a longer one, from a name in a file, is cut."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every chart has whether or not there is something to draw; see Chart."""

    name: str
    title: str
    data: pl.DataFrame
    foot: tuple[str, ...]

    def drawn(self, finding: str, panels: Sequence[dict[str, Any]]) -> Chart:
        """The subject above, the finding below it, the panels, and the foot as the last of them.

        Subject and finding together are the chart's `alt`.
        """
        finding, title = short(finding, 1200), short(self.title, 200)
        spec = {
            "$schema": SCHEMA,
            "description": finding,
            "padding": PADDING,
            "background": "white",
            "spacing": 14,
            "vconcat": [_head(title, finding), *panels, _foot(self.foot)],
            "config": {
                "font": FONT,
                "view": {"stroke": None},
                "mark": {"aria": False},
                "text": {"fontSize": LABEL, "color": INK},
            },
        }
        alt = f"{title}. {finding}"
        return Chart(self.name, title, spec, self.data, alt, self.foot, is_empty=not panels)

    def empty(self, why: str) -> Chart:
        """Nothing to draw: it says why, and draws no zero. The data that did not suffice stay."""
        return self.drawn(f"No chart: {why}.", [])


def _head(title: str, finding: str) -> dict[str, Any]:
    head, sub = _lines(title, HEAD_LINE, LONGEST), _lines(finding, SUB_LINE, LONGEST + 2)
    deep = HEAD * 1.3 * len(head)
    layers = [_text(head, HEAD, INK, 0, "bold"), _text(sub, SUB, GREY, deep + 3, "normal")]
    return panel(layers, deep + 3 + SUB * 1.35 * len(sub))


def _foot(foot: tuple[str, ...]) -> dict[str, Any]:
    lines = [line for text in foot for line in _lines(short(text, 600), FOOT_LINE, LONGEST + 2)]
    return panel([_text(lines, LABEL, GREY, 0, "normal")], LABEL * 1.35 * len(lines))


def _lines(text: str, width: int, most: int) -> list[str]:
    return textwrap.wrap(bound(text), width, max_lines=most, placeholder=" …", break_on_hyphens=False)


def _text(lines: Sequence[str], size: float, colour: str, top: float, weight: str) -> Layer:
    leading = 1.3 if weight == "bold" else 1.35
    rows = [{"label": line, "y": round(top + size * leading * (i + 0.6), 1)} for i, line in enumerate(lines)]
    y = down("y", top + size * leading * len(lines))
    return written(rows, at(0), y, fontSize=size, fontWeight=weight, color=colour, limit=WIDE)
