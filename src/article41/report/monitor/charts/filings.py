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
from article41.report.monitor.charts.frame import (
    RULE,
    WIDE,
    Layer,
    across,
    at,
    cut,
    down,
    framed,
    layer,
    nothing,
    panel,
    words,
)
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.marks import key
from article41.report.monitor.charts.states import called, prefix, state_name
from article41.report.monitor.charts.trade import of_state
from article41.report.monitor.record import Monitor
from article41.report.words import count

ROW, TOP = 18, 24
NAME = 132
"""Pixels for a State's name."""
TWO_FROM = 24
"""States from which on they stand in two columns."""
SIGNS: dict[str, tuple[str, dict[str, Any]]] = {
    "filed": ("filed in time, or no day set", {"shape": "circle", "fill": COLOURS["freed"], "stroke": COLOURS["freed"]}),
    "late": ("filed late", {"shape": "triangle-up", "fill": COLOURS["eased"], "stroke": INK}),
    "blank": ("due, none on record", {"shape": "circle", "fill": "white", "stroke": INK}),
    "open": ("not due yet", {"shape": "stroke", "fill": GREY, "stroke": GREY}),
}  # fmt: skip
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
    table = of_state(monitor.filings, state).drop_nulls(["state", "resolution"])
    data = table.with_columns(_standing(monitor.as_of)).select(_COLUMNS.keys()).cast(_COLUMNS)  # type: ignore[arg-type]
    data = data.sort("state", "resolution", "filed", nulls_last=True).unique(
        ["state", "resolution"], keep="first", maintain_order=True
    )
    foot = footed(
        monitor, name, (), f"reports as of {monitor.as_of}; the first report of a State counts",
        f"n = {count(len(data), 'pair')} of a State and a resolution",
    )  # fmt: skip
    if data.is_empty():
        return nothing(
            name, title, "no file of national reports was read, or it does not name this State", data, foot
        )
    plane = _matrix(data) if state is None else _list(data)
    return framed(name, title, _finding(data), [plane, _key()], data, foot)


def _standing(as_of: date) -> pl.Expr:
    filed, due = pl.col("filed"), pl.col("due")
    return (
        pl.when(filed.is_not_null() & (due.is_null() | (filed <= due)))
        .then(pl.lit("filed"))
        .when(filed.is_not_null())
        .then(pl.lit("late"))
        .when(due > as_of)
        .then(pl.lit("open"))
        .otherwise(pl.lit("blank"))
        .alias("standing")
    )


def _number(resolution: str) -> str:
    found = _NUMBER.search(resolution)
    return found[0] if found else cut(resolution, 32)


def _matrix(data: pl.DataFrame) -> dict[str, Any]:
    states = sorted(data["state"].unique(), key=state_name)
    resolutions = data["resolution"].unique().sort().to_list()
    columns = 2 if len(states) >= TWO_FROM and len(resolutions) * 30 + NAME <= WIDE / 2 else 1
    deep = -(-len(states) // columns)
    cell = min(46.0, (WIDE / columns - NAME - 12) / len(resolutions))
    height = float(TOP + ROW * deep + 4)
    place = {
        s: (NAME + (i // deep) * WIDE / columns, TOP + (i % deep + 0.5) * ROW) for i, s in enumerate(states)
    }
    heads = [
        {"x": NAME + block * WIDE / columns + (i + 0.5) * cell, "label": _number(resolution)}
        for block in range(columns)
        for i, resolution in enumerate(resolutions)
    ]
    dots = [
        {**row, "due": str(row["due"] or ""), "filed": str(row["filed"] or ""), "symbol": cut(row["symbol"] or "", 300),
         "x": place[row["state"]][0] + (resolutions.index(row["resolution"]) + 0.5) * cell, "y": place[row["state"]][1],
         "state": cut(row["state"], 80), "resolution": _number(row["resolution"])}
        for row in data.iter_rows(named=True)
    ]  # fmt: skip
    told = {(row["state"], row["resolution"]) for row in data.iter_rows(named=True)}
    silent = [
        (place[s][0] + i * cell + 2, place[s][1] - 7, place[s][0] + (i + 1) * cell - 2, place[s][1] + 7)
        for s in states
        for i, r in enumerate(resolutions)
        if (s, r) not in told
    ]
    names = [{"x": x - 8, "y": y, "label": cut(state_name(s), NAME - 8)} for s, (x, y) in place.items()]
    text = {"field": "label", "type": "nominal"}
    x, y = across("x", (0, WIDE)), down("y", height)
    return panel(
        [
            hatch_layer(silent, WIDE, height),
            *_dots(dots, height),
            layer(words("right"), names, x=x, y=y, text=text),
            layer(words("center", color=GREY), heads, x=x, y=at(10), text=text),
        ],
        height,
    )


def _list(data: pl.DataFrame) -> dict[str, Any]:
    height = float(ROW * 1.4 * len(data) + 4)
    rows = [
        {**row, "due": str(row["due"] or ""), "filed": str(row["filed"] or ""), "symbol": cut(row["symbol"] or "", 300),
         "state": cut(row["state"], 80), "resolution": cut(row["resolution"], 300),
         "x": 106, "y": (i + 0.5) * ROW * 1.4, "label": f"Resolution {_number(row['resolution'])}", "said": cut(_days(row), WIDE - 126)}
        for i, row in enumerate(data.iter_rows(named=True))
    ]  # fmt: skip
    y = down("y", height)
    rule = [{"y": row["y"] + ROW * 0.7} for row in rows[:-1]]
    return panel(
        [
            layer({"type": "rule", "color": RULE, "strokeWidth": 0.5}, rule, x=at(0), x2=at(WIDE), y=y),
            *_dots(rows, height),
            layer(words("left"), rows, x=at(0), y=y, text={"field": "label", "type": "nominal"}),
            layer(words("left"), rows, x=at(126), y=y, text={"field": "said", "type": "nominal"}),
        ],
        height,
    )


def _days(row: dict[str, Any]) -> str:
    due = f"due {row['due']}" if row["due"] else "no day set"
    if row["filed"] is None:
        return f"{due}; none on record" if row["standing"] == "blank" else f"{due}; not due yet"
    late = (
        f", {count((row['filed'] - row['due']).days, 'day')} after it was due"
        if row["standing"] == "late"
        else ""
    )
    symbol = f"; {row['symbol']}" if row["symbol"] else ""
    return f"filed {row['filed']}{late} ({due}){symbol}"


def _dots(rows: Sequence[dict[str, Any]], height: float) -> list[Layer]:
    return [
        layer(
            {"type": "point", "size": 72, "filled": True, "opacity": 1, "strokeWidth": 1.5, **look},
            [row for row in rows if row["standing"] == standing],
            x=across("x", (0, WIDE)), y=down("y", height),
        )
        for standing, (_, look) in SIGNS.items()
    ]  # fmt: skip


def _key() -> dict[str, Any]:
    entries: list[tuple[str, dict[str, Any]]] = [
        (label, {"type": "point", "size": 72, "filled": True, "opacity": 1, "strokeWidth": 1.5, **look})
        for label, look in SIGNS.values()
    ]
    return key([*entries, ("no data: not in the file read", {"hatch": True})], 224)


def _finding(data: pl.DataFrame) -> str:
    size = {standing: int((data["standing"] == standing).sum()) for standing in SIGNS}
    due = size["filed"] + size["late"] + size["blank"]
    states = count(data["state"].n_unique(), "State")
    opened = f" {size['open']} not due yet." if size["open"] else ""
    return (
        f"{states}, {count(data['resolution'].n_unique(), 'resolution')}: of {count(due, 'report')} due, "
        f"{size['filed']} filed in time, {size['late']} late, {size['blank']} not on record.{opened}"
    )
