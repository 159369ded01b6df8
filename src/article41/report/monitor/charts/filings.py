"""Which national reports the Committee has on record: filed, late, none, or no data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from article41.report.charts import COLOURS, GREY, INK
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.layers import (
    RULE,
    WIDE,
    Layer,
    Row,
    across,
    at,
    cut,
    down,
    layer,
    panel,
    point,
    rule,
    written,
)
from article41.report.monitor.charts.marks import HATCHED, key
from article41.report.monitor.charts.subject import called, prefix
from article41.report.monitor.charts.trade import of_state
from article41.report.monitor.record import Monitor
from article41.report.monitor.states import state_name
from article41.report.words import count

ROW, TALL, TOP = 18, 25, 24
"""Pixels of a State's row, of a resolution's in a State's own list, and of the numbers above."""
NAME = 132
"""Pixels for a State's name."""
TWO_FROM = 24
"""States from which on they stand in two columns."""
SIGNS = {
    "filed": ("filed in time, or no day set", point("circle", COLOURS["freed"], size=72)),
    "late": ("filed late", point("triangle-up", COLOURS["eased"], INK, 72)),
    "blank": ("due, none on record", point("circle", "white", INK, 72)),
    "open": ("not due yet", point("stroke", GREY, GREY, 72)),
}
_NUMBER = re.compile(r"\d{4}")
_COLUMNS = {
    "state": pl.String, "resolution": pl.String, "due": pl.Date, "filed": pl.Date, "symbol": pl.String,
    "standing": pl.String,
}  # fmt: skip


def filings(monitor: Monitor, state: str | None) -> Chart:
    """State by resolution for the world; for one State a line a resolution, with days and symbol.

    A State that the file of reports does not name for a resolution is "no data", not "none on record".
    """
    name, title = prefix(state, "filings"), f"{called(state)}: national reports to the 1718 Committee"
    data = _standings(of_state(monitor.filings, state), monitor.as_of)
    foot = footed(
        monitor,
        name,
        () if data.is_empty() else ("the table of national reports that the command names",),
        f"reports as of {monitor.as_of}; the first report of a State counts; "
        f"n = {count(len(data), 'pair')} of a State and a resolution",
    )
    sheet = Sheet(name, title, data, foot)
    if data.is_empty():
        why = "no file of national reports was read" + (
            "" if state is None else ", or it leaves this State out"
        )
        return sheet.empty(why)
    plane = _matrix(data) if state is None else _list(data)
    return sheet.drawn(_finding(data), [plane, _key()])


def _standings(table: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """One row for each State and resolution, its first report, and how that stands."""
    filed, due = pl.col("filed"), pl.col("due")
    standing = (
        pl.when(filed.is_not_null() & (due.is_null() | (filed <= due)))
        .then(pl.lit("filed"))
        .when(filed.is_not_null())
        .then(pl.lit("late"))
        .when(due > as_of)
        .then(pl.lit("open"))
        .otherwise(pl.lit("blank"))
    )
    pair = ["state", "resolution"]
    rows = table.drop_nulls(pair).sort(*pair, "filed", nulls_last=True)
    first = rows.unique(pair, keep="first", maintain_order=True).with_columns(standing.alias("standing"))
    return first.select(pl.col(c).cast(t) for c, t in _COLUMNS.items())


def _number(resolution: str) -> str:
    found = _NUMBER.search(resolution)
    return found[0] if found else cut(resolution, 32)


def _matrix(data: pl.DataFrame) -> dict[str, Any]:
    states = sorted(data["state"].unique(), key=lambda s: (state_name(s), s))
    columns = data["resolution"].unique().sort().to_list()
    blocks = 2 if len(states) >= TWO_FROM and len(columns) * 30 + NAME <= WIDE / 2 else 1
    deep = -(-len(states) // blocks)
    cell = min(46.0, (WIDE / blocks - NAME - 12) / len(columns))
    height = float(TOP + ROW * deep + 4)
    lefts = [NAME + block * WIDE / blocks for block in range(blocks)]
    place = {s: (lefts[i // deep], TOP + (i % deep + 0.5) * ROW) for i, s in enumerate(states)}
    heads = [
        {"x": left + (i + 0.5) * cell, "label": _number(column)}
        for left in lefts
        for i, column in enumerate(columns)
    ]
    standing = {(s, r): word for s, r, word in data.select("state", "resolution", "standing").iter_rows()}
    dots, silent = [], []
    for state, (left, y) in place.items():
        for i, column in enumerate(columns):
            x = left + (i + 0.5) * cell
            if (state, column) in standing:
                told = {"state": cut(state, 80), "resolution": _number(column)}
                dots.append(told | {"standing": standing[state, column], "x": x, "y": y})
            else:
                silent.append((x - cell / 2 + 2, y - 7, x + cell / 2 - 2, y + 7))
    names = [{"x": x - 8, "y": y, "label": cut(state_name(s), NAME - 8)} for s, (x, y) in place.items()]
    layers = [
        hatch_layer(silent, height),
        *_signs(dots, height),
        written(names, across("x"), down("y", height), "right", limit=NAME - 8),
        written(heads, across("x"), at(10), "center", color=GREY),
    ]
    return panel(layers, height)


def _list(data: pl.DataFrame) -> dict[str, Any]:
    height = float(TALL * len(data))
    rows = [
        {"standing": row["standing"], "x": 106, "y": (i + 0.5) * TALL,
         "label": f"Resolution {_number(row['resolution'])}", "said": cut(_days(row), WIDE - 126)}
        for i, row in enumerate(data.iter_rows(named=True))
    ]  # fmt: skip
    lines = [{"y": float(TALL * i)} for i in range(1, len(rows))]
    y = down("y", height)
    layers = [
        layer(rule(RULE, 0.5), lines, x=at(0), x2=at(WIDE), y=y),
        *_signs(rows, height),
        written(rows, at(0), y),
        written(rows, at(126), y, field="said", limit=WIDE - 126),
    ]
    return panel(layers, height)


def _days(row: Row) -> str:
    due = f"due {row['due']}" if row["due"] else "no day set"
    if row["filed"] is None:
        return f"{due}; {'none on record' if row['standing'] == 'blank' else 'not due yet'}"
    late = ""
    if row["standing"] == "late":
        late = f", {count((row['filed'] - row['due']).days, 'day')} after it was due"
    return f"filed {row['filed']}{late} ({due}){'; ' + row['symbol'] if row['symbol'] else ''}"


def _signs(rows: Sequence[Row], height: float) -> list[Layer]:
    x, y = across("x"), down("y", height)
    return [layer(mark, [r for r in rows if r["standing"] == s], x=x, y=y) for s, (_, mark) in SIGNS.items()]


def _key() -> dict[str, Any]:
    return key([*SIGNS.values(), ("no data: not in the file read", HATCHED)], 224)


def _finding(data: pl.DataFrame) -> str:
    size = {standing: int((data["standing"] == standing).sum()) for standing in SIGNS}
    due = len(data) - size["open"]
    states = count(data["state"].n_unique(), "State")
    later = f" {size['open']} not due yet." if size["open"] else ""
    return (
        f"{states}, {count(data['resolution'].n_unique(), 'resolution')}: of {count(due, 'report')} due, "
        f"{size['filed']} filed in time, {size['late']} late, {size['blank']} not on record.{later}"
    )
