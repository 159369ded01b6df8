"""The charts of a page: drawn once each, in the page and as files beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from markupsafe import Markup

from article41.report.charts import draw, drawable, png
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.piece import Piece
from article41.report.monitor.record import Monitor
from article41.report.monitor.svg import alone, in_page
from article41.report.monitor.tables import csv_bytes


class Charts(Protocol):
    """What draws: the package report.monitor.charts, or what stands in for it."""

    def world_map(self, monitor: Monitor, year: int | None = None) -> Chart: ...
    def heatmap(self, monitor: Monitor, state: str | None) -> Chart: ...
    def dumbbell(self, monitor: Monitor, state: str | None) -> Chart: ...
    def timeline(self, monitor: Monitor, state: str | None) -> Chart: ...
    def interrupted(self, monitor: Monitor, state: str | None) -> tuple[Chart, ...]: ...
    def caps(self, monitor: Monitor, good: str) -> Chart: ...
    def filings(self, monitor: Monitor, state: str | None) -> Chart: ...
    def status_matrix(self, monitor: Monitor) -> Chart: ...


@dataclass(slots=True)
class Figure:
    """One chart of a page. `up` leads from the page's folder to the report's; `pages`: States with a page."""

    chart: Chart
    up: str
    pages: Collection[str]
    _drawn: bytes | None = field(default=None, init=False)

    @property
    def name(self) -> str:
        """As a file name: 2371/op8 in a chart's name would else be a folder."""
        return re.sub(r"[^A-Za-z0-9_-]+", "-", self.chart.name)[:80]

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """What of the chart may be had, and where."""
        charts, data = f"{self.up}charts/{self.name}", f"{self.up}data/chart-{self.name}.csv"
        return (
            ("SVG", f"{charts}.svg"),
            ("PNG", f"{charts}.png"),
            ("data (CSV)", data),
            ("Vega-Lite (JSON)", f"{charts}.json"),
        )

    @property
    def picture(self) -> Markup:
        """The drawing itself; `in_page` lets nothing through that runs or loads."""
        return Markup(in_page(self._svg(), self.name, self.chart.alt, self.pages, self.up))  # noqa: S704

    def pieces(self) -> Iterator[Piece]:
        """The chart as files: SVG, PNG, Vega-Lite and the data that is drawn; none where nothing is."""
        if self.chart.is_empty:
            return
        yield Piece(
            f"charts/{self.name}.svg", lambda: alone(self._svg(), self.name, self.chart.alt, self.pages)
        )
        yield Piece(f"charts/{self.name}.png", lambda: png(self._svg()))
        yield Piece(f"charts/{self.name}.json", self._spec)
        yield Piece(f"data/chart-{self.name}.csv", lambda: csv_bytes(self.chart.data))

    def _svg(self) -> bytes:
        if self._drawn is None:
            self._drawn = draw(self.chart.spec, ".svg")
        return self._drawn

    def _spec(self) -> bytes:
        return (
            json.dumps(drawable(self.chart.spec), ensure_ascii=False, indent=1, default=str) + "\n"
        ).encode()


def figures(charts: Iterable[Chart], up: str, pages: Collection[str]) -> tuple[Figure, ...]:
    """The charts of one page in its order."""
    return tuple(Figure(chart, up, pages) for chart in charts)
