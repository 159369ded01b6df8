"""What all charts of the monitor share: head, panels one below the other, foot; 720 pixels wide."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from article41.report.charts import FONT, GREY, INK
from article41.report.monitor.charts.chart import Chart
from article41.report.words import printable

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDE, PADDING = 672, 24
"""Pixels of a panel and of the white around the chart: 720 in all."""
LABEL = 12
"""The smallest letters, in pixels at 720."""
RULE = "#c8c8c8"
HEAD, SUB = 19, 14
# letters of Liberation Sans that a line of 672 pixels holds for certain
HEAD_LINE, SUB_LINE, FOOT_LINE = 66, 94, 110
NO_BREAK = "\u00a0"
LONGEST = 3
"""Lines of a title; a longer one, from a name in a file, is cut."""

Layer = dict[str, Any]


def framed(
    name: str,
    title: str,
    finding: str,
    panels: Sequence[dict[str, Any]],
    data: pl.DataFrame,
    foot: tuple[str, ...],
) -> Chart:
    """The chart with its subject above, the finding below that, and its foot. The finding is its `alt`."""
    finding = clean(finding, 1200)
    title = clean(title, 200)
    spec = {
        "$schema": SCHEMA,
        "description": finding,
        "padding": PADDING,
        "background": "white",
        "spacing": 14,
        "vconcat": [_head(title, finding), *panels, _foot(foot)],
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "mark": {"aria": False},
            "axis": {"aria": False, "labelFontSize": LABEL, "titleFontSize": LABEL, "labelColor": INK},
            "text": {"fontSize": LABEL, "color": INK},
        },
    }
    return Chart(name, title, spec, data, f"{title}. {finding}", foot, is_empty=False)


def nothing(name: str, title: str, why: str, data: pl.DataFrame, foot: tuple[str, ...]) -> Chart:
    """A chart with nothing to draw: it says why, and draws no zero."""
    drawn = framed(name, title, f"No chart: {why}.", [], data.clear(), foot)
    return Chart(name, drawn.title, drawn.spec, drawn.data, drawn.alt, foot, is_empty=True)


def clean(text: str, longest: int) -> str:
    """One line that shows what it holds: no control characters, cut where a file is unreasonable.

    A no-break space, which our own sentences hold between a number and its unit, stays.
    """
    parts = text[: longest * 4].split(NO_BREAK)
    text = NO_BREAK.join(printable(part) for part in parts)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def panel(layers: Iterable[Layer], height: float, title: str | None = None) -> dict[str, Any]:
    """Layers on one plane, as wide as the chart; each says for itself where its numbers lie."""
    own = {"scale": {"x": "independent", "y": "independent"}}
    found: dict[str, Any] = {"width": WIDE, "height": height, "layer": list(layers), "resolve": own}
    if title is not None:
        found["title"] = {
            "text": title, "anchor": "start", "frame": "group", "fontSize": SUB, "color": INK, "offset": 8,
        }  # fmt: skip
    return found


def layer(mark: str | dict[str, Any], values: Sequence[dict[str, Any]], **encoding: Any) -> Layer:
    """One mark over its own rows."""
    return {"data": {"values": list(values)}, "mark": mark, "encoding": encoding}


def across(field: str, domain: tuple[float, float], left: float = 0, right: float = WIDE) -> dict[str, Any]:
    """A horizontal position: numbers of `domain` over the pixels from `left` to `right`, without an axis."""
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": list(domain), "range": [left, right], "nice": False, "zero": False},
    }


def down(field: str, height: float) -> dict[str, Any]:
    """A vertical position in pixels from the top."""
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, height], "range": [0, height], "nice": False, "zero": False},
    }


def at(pixels: float) -> dict[str, float]:
    """A position fixed in pixels."""
    return {"value": pixels}


def words(align: str = "left", **more: Any) -> dict[str, Any]:
    """A mark of text, centred on its line."""
    return {"type": "text", "align": align, "baseline": "middle", **more}


def cut(text: str, pixels: float, size: float = LABEL) -> str:
    """A label that fits, reckoned at half its height for each letter."""
    return clean(text, max(2, int(pixels / (size * 0.5))))


def _head(title: str, finding: str) -> dict[str, Any]:
    head = _lines(title, HEAD_LINE, LONGEST)
    sub = _lines(finding, SUB_LINE, LONGEST + 2)
    deep = HEAD * 1.3 * len(head)
    return panel(
        [_text(head, HEAD, INK, 0, "bold"), _text(sub, SUB, GREY, deep + 3, "normal")],
        deep + 3 + SUB * 1.35 * len(sub),
    )


def _foot(foot: tuple[str, ...]) -> dict[str, Any]:
    lines = [line for text in foot for line in _lines(clean(text, 400), FOOT_LINE, LONGEST + 1)]
    return panel([_text(lines, LABEL, GREY, 0, "normal")], LABEL * 1.35 * len(lines))


def _lines(text: str, width: int, most: int) -> list[str]:
    return textwrap.wrap(text, width, max_lines=most, placeholder=" …", break_on_hyphens=False)


def _text(lines: Sequence[str], size: float, colour: str, top: float, weight: str) -> Layer:
    leading = 1.3 if weight == "bold" else 1.35
    rows = [{"text": line, "y": round(top + size * leading * (i + 1), 1)} for i, line in enumerate(lines)]
    mark = {"type": "text", "align": "left", "baseline": "bottom", "fontSize": size, "fontWeight": weight}
    deep = top + size * leading * len(lines)
    return layer(
        {**mark, "color": colour}, rows, x=at(0), y=down("y", deep), text={"field": "text", "type": "nominal"}
    )
