"""A State's figure beside the second one for the same flows: whose books differ, and by how much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.report.charts import COLOURS, GREY
from article41.report.monitor.charts.amounts import significant, usd
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.layers import (
    RULE,
    WIDE,
    Row,
    across,
    at,
    cut,
    down,
    layer,
    panel,
    point,
    rule,
    to,
    written,
)
from article41.report.monitor.charts.marks import key
from article41.report.monitor.charts.pairs import COLUMNS, HAS_BOTH, pairs, published
from article41.report.monitor.charts.scales import Log, level_axis
from article41.report.monitor.charts.subject import called, prefix
from article41.report.monitor.charts.trade import WAY_WORDS, Told, told
from article41.report.monitor.record import Monitor
from article41.report.monitor.words import WAYS, source_name
from article41.report.words import count, listed

LEFT, RIGHT = 168, 590
ROW = 24
MOST = 30
"""Rows of a panel: those whose two figures are furthest apart."""
OWN = point("circle", COLOURS["freed"], size=95)
OTHER = point("diamond", "white", COLOURS["prohibited"], 95, 2.2)
CIF = "Imports are usually valued with freight and insurance, exports without: some difference is expected"
NEAR = 1.25
"""Two figures agree where neither is more than a quarter above the other: freight and insurance alone make an
import 5 to 20 % dearer than the same export."""


def dumbbell(monitor: Monitor, state: str | None) -> Chart:
    """Only flows for which both figures are known are added up; by State for the world, by year for a State.

    For the world, published totals of others stand beside the sum of what States report.
    """
    name = prefix(state, "dumbbell")
    title = f"{called(state)}: reported trade with the DPRK beside a second figure"
    voices = [of for way in WAYS if (of := told(monitor, state, way, HAS_BOTH)) is not None]
    sides = [(of, pairs(of.rows, state)) for of in voices]
    totals = published(monitor) if state is None else pl.DataFrame(schema=COLUMNS)
    data = pl.concat([*(table for _, table in sides), totals])
    flows = sum(int(table["flows"].sum()) for _, table in sides)
    foot = footed(
        monitor,
        name,
        [of.source for of in voices] or monitor.findings["source"].unique().drop_nulls().sort(),
        "flows that are told twice; beside published totals years told whole; "
        f"n = {_counted(flows, totals)}. {CIF}",
    )
    sheet = Sheet(name, title, data, foot)
    if data.is_empty():
        return sheet.empty("no flow is told a second time, by another source or the other side")
    panels = [
        _panel(table, f"{WAY_WORDS[of.way]}, USD million, log scale ({source_name(of.source)})")
        for of, table in sides
    ]
    if len(totals):
        panels.append(
            _panel(
                totals,
                "What States in the files report, beside published totals, USD million, log scale",
            )
        )
    return sheet.drawn(_finding(sides, totals, state), [*panels, _key(voices, len(totals) > 0)])


def _counted(flows: int, totals: pl.DataFrame) -> str:
    told = [count(flows, "flow")] if flows or totals.is_empty() else []
    return listed([*told, *([count(len(totals), "published total")] if len(totals) else [])])


def _panel(table: pl.DataFrame, title: str) -> dict[str, Any]:
    shown = table.head(MOST)
    bottom = 4.0 + ROW * len(shown)
    height = bottom + 34
    values = [value for column in ("own_usd", "other_usd") for value in shown[column]]
    scale = Log.over(values, LEFT + 10, RIGHT - 10)
    rows = [_row(row, 4 + ROW * (i + 0.5), scale) for i, row in enumerate(shown.iter_rows(named=True))]
    y = down("y", height)
    more = len(table) - len(shown)
    note = f"{more:,} more in the data, with figures closer to each other" if more else ""
    layers = [
        *level_axis(scale, 4, bottom),
        layer(rule("#8a8a8a", 2), rows, x=across("own_x"), x2=to("other_x"), y=y),
        layer(OWN, rows, x=across("own_x"), y=y),
        layer(OTHER, rows, x=across("other_x"), y=y),
        written(rows, at(LEFT - 8), y, "right", "name", limit=LEFT - 8),
        written(rows, at(WIDE), y, "right", "ratio"),
        written([{"label": "first ÷ second"}], at(WIDE), at(height - 5), "right", color=GREY),
        written([{"label": note}], at(0), at(height - 5), color=GREY),
        layer(rule(RULE), [{}], x=at(RIGHT), x2=at(RIGHT), y=at(4), y2=at(bottom)),
    ]
    return panel(layers, height, title)


def _row(row: Row, y: float, scale: Log) -> Row:
    own, other = row["own_usd"], row["other_usd"]
    return {
        "name": cut(row["name"], LEFT - 8),
        "own_usd": own,
        "other_usd": other,
        "flows": row["flows"],
        "y": y,
        "own_x": scale.at(own),
        "other_x": scale.at(other),
        "ratio": f"× {significant(own / other)}" if own > 0 and other > 0 else "one is 0",
    }


def _key(voices: Sequence[Told], has_totals: bool) -> dict[str, Any]:
    own = "State's own figure" if all(of.is_own for of in voices) else "figure in the source named above"
    first = [own] if voices else []
    second = ["second telling: mirror or another source"] if voices else []
    if has_totals:
        first, second = [*first, "sum of States' own figures"], [*second, "published total"]
    return key([(" · ".join(first), OWN), (" · ".join(second), OTHER)], 336)


def _finding(sides: Sequence[tuple[Told, pl.DataFrame]], totals: pl.DataFrame, state: str | None) -> str:
    said = []
    for of, table in sides:
        near = sum(_apart(row) <= math.log(NEAR) for row in table.iter_rows(named=True))
        far = max(table.iter_rows(named=True), key=_apart)
        furthest = f"; furthest apart for {far['name']} ({_against(far)})" if near < len(table) else ""
        said.append(
            f"{WAY_WORDS[of.way]}: the two figures agree within a quarter for {near} of "
            f"{count(len(table), 'year' if state else 'State')}{furthest}."
        )
    if len(totals):
        far = max(totals.iter_rows(named=True), key=_apart)
        said.append(
            f"Beside published totals the sum of the States in the files is furthest off for {far['name']}: "
            f"{_against(far)} ({count(far['flows'], 'State')} in the sum)."
        )
    return " ".join(said)


def _against(row: Row) -> str:
    return f"{usd(row['own_usd'])} against {usd(row['other_usd'])}"


def _apart(row: Row) -> float:
    """How far two sums lie apart, as a logarithm; one of them nothing is furthest of all."""
    own, other = row["own_usd"], row["other_usd"]
    if own > 0 and other > 0:
        return abs(math.log(own / other))
    return 0.0 if own == other else math.inf
