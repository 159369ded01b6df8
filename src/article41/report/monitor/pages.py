"""The whole report, file by file: data first, then each State, and the first page last."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import polars as pl

from article41.report.monitor.capgrids import goods_of
from article41.report.monitor.gallery import Charts, Figure, figures
from article41.report.monitor.ground import Ground
from article41.report.monitor.piece import Piece
from article41.report.monitor.record import Monitor
from article41.report.monitor.seen import seen
from article41.report.monitor.state import state_page
from article41.report.monitor.states import has_page
from article41.report.monitor.tables import csv_bytes, data_pieces
from article41.report.monitor.workbook import workbook
from article41.report.monitor.world import world_page


def pieces(
    monitor: Monitor, cites: Mapping[str, str], charts: Charts, states: Collection[str] | None = None
) -> Iterator[Piece]:
    """Every file of the report, to be written in this order; each is made when `make` is called, not before.

    `cites`: provision id to its citation, as Regime.provision(id).cite gives it. `states`: ISO 3166 alpha-3
    codes of the States that get a page; by default all with a finding or with coverage. index.html comes
    last: where it stands, all that it leads to does.
    """
    pages = states_of(monitor) if states is None else frozenset(filter(has_page, states))
    ground = Ground(monitor, cites, pages, seen(monitor.coverage))
    yield from data_pieces(monitor)
    yield Piece("monitor.xlsx", lambda: workbook(monitor))
    parts = monitor.findings.partition_by("state", as_dict=True)
    none = monitor.findings.clear()
    for state in sorted(pages):
        yield from _state(ground, state, parts.get((state,), none), charts)
    placed = _placed(ground, charts)
    for several in placed.values():
        for figure in several:
            yield from figure.pieces()
    yield Piece("index.html", lambda: world_page(ground, placed))


def states_of(monitor: Monitor) -> frozenset[str]:
    """The States that a report tells of: those with a finding, and those that reported anything."""
    codes = {*monitor.findings["state"].unique(), *monitor.coverage["reporter"].unique()}
    return frozenset(code for code in codes if code is not None and has_page(code))


def _state(ground: Ground, state: str, findings: pl.DataFrame, charts: Charts) -> Iterator[Piece]:
    drawn: tuple[Figure, ...] = ()
    if not findings.is_empty():
        monitor = ground.monitor
        several = [
            charts.timeline(monitor, state),
            charts.heatmap(monitor, state),
            charts.dumbbell(monitor, state),
            *charts.interrupted(monitor, state),
        ]
        if state in monitor.filings["state"]:
            several.append(charts.filings(monitor, state))
        drawn = figures(several, "../", ground.pages)
    yield Piece(f"data/states/{state}.csv", lambda: csv_bytes(findings))
    for figure in drawn:
        yield from figure.pieces()
    yield Piece(f"states/{state}.html", lambda: state_page(ground, state, findings, drawn))


def _placed(ground: Ground, charts: Charts) -> dict[str, tuple[Figure, ...]]:
    """Place on the first page to its charts."""
    monitor = ground.monitor
    trade = [charts.timeline(monitor, None), charts.heatmap(monitor, None)]
    placed = {
        "map": [charts.world_map(monitor)],
        "caps": [charts.caps(monitor, good) for good in goods_of(monitor)],
        "agreement": [charts.dumbbell(monitor, None)],
        "provisions": [charts.status_matrix(monitor)],
        "trade": [*trade, *charts.interrupted(monitor, None)],
        "filings": [charts.filings(monitor, None)],
    }
    return {place: figures(several, "", ground.pages) for place, several in placed.items()}
