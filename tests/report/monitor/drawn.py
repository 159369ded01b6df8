"""Small charts that stand in for the real ones: a bar with a clip, a link and a name from the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.figures import short
from article41.report.monitor.pages import pieces
from article41.report.monitor.record import Monitor
from article41.report.monitor.states import state_name

from .made import cites, monitor


def _chart(
    monitor: Monitor, name: str, title: str, state: str | None = None, *, is_empty: bool = False
) -> Chart:
    data = monitor.findings.filter(pl.col("state") == state if state else pl.lit(True))
    data = data.group_by("state").agg(pl.col("value_usd").sum()).sort("state").head(12)
    name, title = f"{state}-{name}" if state else name, short(title, 80)
    spec: dict[str, Any] = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": {"text": title, "anchor": "start"},
        "width": 640,
        "height": {"step": 26},
        "data": {
            "values": [
                {"state": state_name(s), "usd": v, "page": f"states/{s}.html"} for s, v in data.iter_rows()
            ]
        },
        "mark": {"type": "bar", "clip": True},
        "encoding": {
            "y": {"field": "state", "type": "nominal"},
            "x": {"field": "usd", "type": "quantitative"},
            "href": {"field": "page"},
        },
    }
    foot = ("Source: made figures.", f"Redraw: {monitor.command} → charts/{name}.svg")
    return Chart(name, title, spec, data, f"{title}: a bar for each State.", foot, is_empty)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Has the shape of report.monitor.gallery.Charts."""

    def world_map(self, monitor: Monitor, year: int | None = None) -> Chart:
        return _chart(monitor, "world-map", f"States, {year or 'all years'}")

    def heatmap(self, monitor: Monitor, state: str | None) -> Chart:
        return _chart(monitor, "heatmap", "Chapters and years", state)

    def dumbbell(self, monitor: Monitor, state: str | None) -> Chart:
        return _chart(monitor, "dumbbell", "Two figures", state, is_empty=state is not None)

    def timeline(self, monitor: Monitor, state: str | None) -> Chart:
        return _chart(monitor, "timeline", "Tests, resolutions, trade", state)

    def interrupted(self, monitor: Monitor, state: str | None) -> tuple[Chart, ...]:
        return (_chart(monitor, "interrupted-2371/op8", "Before and after para. 8", state, is_empty=True),)

    def caps(self, monitor: Monitor, good: str) -> Chart:
        return _chart(monitor, f"caps-{good}", f"Cap of {good}")

    def filings(self, monitor: Monitor, state: str | None) -> Chart:
        return _chart(monitor, "filings", "National reports", state)

    def status_matrix(self, monitor: Monitor) -> Chart:
        return _chart(monitor, "status-matrix", "Reporter, provision, year")


def made(told: Monitor, **given: Any) -> dict[str, bytes]:
    """Path to bytes of all but the PNGs, which are slow to draw and hold no text."""
    found = pieces(told, cites(), Drawn(), **given)
    return {piece.path: piece.make() for piece in found if not piece.path.endswith(".png")}


@lru_cache(maxsize=1)
def report() -> dict[str, bytes]:
    """The small report, made once for all tests of a run."""
    return made(monitor())
