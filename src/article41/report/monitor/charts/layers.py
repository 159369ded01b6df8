"""Vega-Lite in small pieces: marks, places on a plane of 672 pixels, and panels of layers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from article41.report.charts import INK
from article41.report.monitor.figures import short

WIDE = 672
"""Pixels of a panel; with the white around it a chart has 720."""
LABEL, SUB = 12, 14
"""The smallest letters, in pixels at 720, and those of subtitles."""
RULE = "#c8c8c8"

Layer = dict[str, Any]
Mark = dict[str, Any]
Row = dict[str, Any]


def panel(layers: Iterable[Layer], height: float, title: str | None = None) -> dict[str, Any]:
    """Layers on one plane, as wide as the chart; each says for itself where its numbers lie."""
    own = {"scale": {"x": "independent", "y": "independent"}}
    found: dict[str, Any] = {"width": WIDE, "height": height, "layer": list(layers), "resolve": own}
    if title is not None:
        look = {"anchor": "start", "frame": "group", "fontSize": SUB, "color": INK, "offset": 8}
        found["title"] = {"text": title, **look}
    return found


def layer(mark: Mark, rows: Sequence[Row], **encoding: Any) -> Layer:
    """One mark over its own rows."""
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


def written(
    rows: Sequence[Row], x: Any, y: Any, align: str = "left", field: str = "label", **look: Any
) -> Layer:
    """A line of text for each row."""
    return layer(words(align, **look), rows, x=x, y=y, text=named(field))


def words(align: str = "left", **look: Any) -> Mark:
    """A mark of text, centred on its line."""
    return {"type": "text", "align": align, "baseline": "middle", **look}


def rule(colour: str, width: float = 1, dash: Sequence[float] = ()) -> Mark:
    """A straight line."""
    look = {"strokeDash": list(dash)} if dash else {}
    return {"type": "rule", "color": colour, "strokeWidth": width, **look}


def rect(fill: str | None, stroke: str | None = None, width: float = 1, dash: Sequence[float] = ()) -> Mark:
    """A rectangle."""
    look: Mark = {"type": "rect", "fill": fill}
    if stroke is not None:
        look |= {"stroke": stroke, "strokeWidth": width}
    return look | ({"strokeDash": list(dash)} if dash else {})


def point(shape: str, fill: str, stroke: str | None = None, size: float = 58, width: float = 1.5) -> Mark:
    """A sign; its edge is of its own colour unless another is given."""
    look = {"type": "point", "shape": shape, "filled": True, "opacity": 1, "size": size, "fill": fill}
    return {**look, "stroke": stroke or fill, "strokeWidth": width if stroke else 0}


def named(field: str) -> dict[str, Any]:
    """A column of words."""
    return {"field": field, "type": "nominal"}


def own(field: str) -> dict[str, Any]:
    """A column that holds the colours themselves."""
    return {"field": field, "type": "nominal", "scale": None}


def to(field: str) -> dict[str, str]:
    """The far end of a span."""
    return {"field": field}


def across(
    field: str, domain: tuple[float, float] = (0, WIDE), left: float = 0, right: float = WIDE
) -> dict[str, Any]:
    """A horizontal place: numbers of `domain` over the pixels from `left` to `right`, without an axis."""
    return _place(field, domain, (left, right))


def down(field: str, height: float) -> dict[str, Any]:
    """A vertical place in pixels from the top of a plane of that height."""
    return _place(field, (0, height), (0, height))


def _place(field: str, domain: tuple[float, float], pixels: tuple[float, float]) -> dict[str, Any]:
    scale = {"domain": list(domain), "range": list(pixels), "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def at(pixels: float) -> dict[str, float]:
    """A place fixed in pixels."""
    return {"value": pixels}


def cut(text: str, pixels: float, size: float = LABEL) -> str:
    """A label of about as many letters as fit; what is still too wide is trimmed when drawn (`limit`)."""
    return short(text, max(2, int(pixels / (size * 0.42))))
