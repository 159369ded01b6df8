"""A chart as a picture, with the same bytes each time and safe to stand with others in one page."""

from __future__ import annotations

import re

from article41.report.charts import draw
from article41.report.monitor.charts.chart import Chart

BASE = "https://vega.github.io/vega-datasets/"
"""What vl-convert puts before every relative link; it has no option to leave it out."""
_TAG = re.compile(r"<[^<>]*>")
_CLIP = re.compile(r'(id="|url\(#)clip(\d+)')


def drawn(chart: Chart, ending: str, up: str = "") -> bytes:
    """The chart as .svg or .png.

    Vega counts clip paths through the life of a process: they are numbered anew and bear the chart's name, so
    that two charts in one page do not share them. `up` stands before the links to pages: "../" for a file in
    a folder of its own.
    """
    picture = draw(chart.spec, ending)
    if ending != ".svg":
        return picture
    numbers: dict[str, int] = {}

    def renamed(found: re.Match[str]) -> str:
        return f"{found[1]}{chart.name}-clip{numbers.setdefault(found[2], len(numbers) + 1)}"

    def mended(found: re.Match[str]) -> str:
        tag = _CLIP.sub(renamed, found[0]) if "clip" in found[0] else found[0]
        return tag.replace(f'href="{BASE}', f'href="{up}', 1) if tag.startswith("<a ") else tag

    return _TAG.sub(mended, picture.decode()).encode()
