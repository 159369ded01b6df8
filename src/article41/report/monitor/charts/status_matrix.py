"""Reporter by provision by year: which State's figures meet which paragraph, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.report.charts import GREY, INK
from article41.report.monitor.charts.amounts import years_said
from article41.report.monitor.charts.bans import cite_of, start_of
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.layers import (
    RULE,
    WIDE,
    Mark,
    Row,
    across,
    at,
    cut,
    down,
    layer,
    own,
    panel,
    rect,
    rule,
    to,
    written,
)
from article41.report.monitor.charts.marks import HATCHED, key, year_boxes, years_axis
from article41.report.monitor.charts.standing import BY_KEY, STANDINGS
from article41.report.monitor.charts.trade import all_years, known_sum
from article41.report.monitor.record import Monitor
from article41.report.monitor.states import state_name
from article41.report.monitor.words import FLAGS
from article41.report.words import count

LEFT, CITE, ROW, TOP = 264, 120, 18, 4.0
"""Pixels: where the years begin, where the citation does, a row, and the white above the first."""
MOST = 80
"""Rows drawn; the rest is in the data."""
NOT_YET = rect("#f0f0f0")
_RANK = {standing: i for i, standing in enumerate(FLAGS)}
_COLUMNS = {
    "state": pl.String, "provision": pl.String, "year": pl.Int32, "standing": pl.String,
    "value_usd": pl.Float64, "flows": pl.UInt32,
}  # fmt: skip
Pair = tuple[str, str]
"""A State and a provision."""


def status_matrix(monitor: Monitor) -> Chart:
    """A row for each State and provision that its flows meet; a cell is the most serious flow of a year."""
    name, title = "status-matrix", "Reporters by provision and year"
    data = _cells(monitor)
    foot = footed(
        monitor,
        name,
        monitor.findings["source"].unique().drop_nulls().sort(),
        "flows that a paragraph on goods addresses; the most serious of each year; "
        f"n = {count(int(data['flows'].sum()), 'pair')} of a flow and a provision",
    )
    sheet = Sheet(name, title, data, foot)
    if data.is_empty():
        return sheet.empty("no flow that was read meets a provision")
    plane = _plane(monitor, data, all_years(monitor, None))
    return sheet.drawn(_finding(data), [plane, _key()])


def _cells(monitor: Monitor) -> pl.DataFrame:
    table = monitor.findings.select(
        "state",
        pl.col("provisions").alias("provision"),
        pl.col("start").dt.year().alias("year"),
        pl.col("status").cast(pl.String).alias("standing"),
        "value_usd",
        "is_leaf",
    ).filter("is_leaf", pl.col("standing").is_in(FLAGS))
    cells = (
        table.explode("provision", empty_as_null=True)
        .drop_nulls(["state", "provision", "year"])
        .group_by("state", "provision", "year")
        .agg(
            pl.col("standing").sort_by(pl.col("standing").replace_strict(_RANK)).first(),
            known_sum("value_usd"),
            pl.len().alias("flows"),
        )
    )
    return cells.select(pl.col(c).cast(t) for c, t in _COLUMNS.items()).sort("state", "provision", "year")


def _drawn(data: pl.DataFrame) -> list[Pair]:
    """In the order of names and of the law; the most serious where there are too many."""
    rank = pl.col("standing").replace_strict(_RANK).min().alias("rank")
    pairs = data.group_by("state", "provision").agg(rank, pl.col("flows").sum())
    pairs = pairs.sort("rank", "flows", "state", "provision", descending=[False, True, False, False])
    kept = pairs.select("state", "provision").head(MOST).iter_rows()
    return sorted(kept, key=lambda pair: (state_name(pair[0]), pair[0], str(start_of(pair[1])), pair[1]))


def _plane(monitor: Monitor, data: pl.DataFrame, years: Sequence[int]) -> dict[str, Any]:
    rows = _drawn(data)
    tops = {pair: TOP + i * ROW for i, pair in enumerate(rows)}
    bottom = TOP + ROW * len(rows)
    height = bottom + 40
    domain = (float(years[0]), float(years[-1] + 1))
    cells = [
        _cell(row, tops[pair])
        for row in data.iter_rows(named=True)
        if (pair := (row["state"], row["provision"])) in tops
    ]
    letters = cells if 12 * len(years) <= WIDE - LEFT else []
    more = data.select("state", "provision").unique().height - len(rows)
    note = f"{count(more, 'more row')} in the data; the most serious are drawn" if more else ""
    names, borders = _names(tops)
    x, y = across("year", domain, LEFT), down("top", height)
    box = {"x": x, "x2": to("next"), "y": y, "y2": to("end")}
    line = down("line", height)
    layers = [
        layer(NOT_YET, _ahead(tops, years), **box),
        hatch_layer(_silent(monitor, tops, years), height),
        layer({"type": "rect", "stroke": "white", "strokeWidth": 1}, cells, **box, fill=own("fill")),
        layer(rule(RULE), [*borders, {"line": bottom}], x=at(0), x2=at(WIDE), y=line),
        written(letters, across("middle", domain, LEFT), line, "center", "letter", fontWeight="bold"),
        written(names, at(0), line, field="state", limit=CITE - 4),
        written(names, at(CITE), line, field="provision", color=GREY, limit=LEFT - CITE - 4),
        years_axis(years, domain, LEFT, WIDE, bottom + 12),
        written([{"label": note}], at(0), at(bottom + 30), color=GREY),
    ]
    return panel(layers, height)


def _cell(row: Row, top: float) -> Row:
    standing = BY_KEY[row["standing"]]
    told = {
        "state": cut(row["state"], 300),
        "provision": cut(row["provision"], 300),
        "standing": standing.key,
    }
    place = {"year": row["year"], "next": row["year"] + 1, "middle": row["year"] + 0.5}
    place |= {"top": top, "end": top + ROW, "line": top + ROW / 2}
    return told | place | {"fill": standing.colour, "letter": standing.letter}


def _names(tops: dict[Pair, float]) -> tuple[list[Row], list[Row]]:
    """A State's name beside its first row, and a line above that."""
    names, borders, seen = [], [], ""
    for (state, provision), top in tops.items():
        is_new, seen = state != seen, state
        label = cut(state_name(state), CITE - 4) if is_new else ""
        cite = cut(cite_of(provision).removeprefix("S/RES/"), LEFT - CITE)
        names.append({"line": top + ROW / 2, "state": label, "provision": cite})
        borders += [{"line": top}] if is_new else []
    return names, borders


def _ahead(tops: dict[Pair, float], years: Sequence[int]) -> list[Row]:
    """The years before the one in which a provision took force."""
    found = []
    for (_, provision), top in tops.items():
        start = start_of(provision)
        if start is not None and start.year > years[0]:
            until = min(start.year, years[-1] + 1)
            found.append({"year": years[0], "next": until, "top": top, "end": top + ROW})
    return found


def _silent(
    monitor: Monitor, tops: dict[Pair, float], years: Sequence[int]
) -> list[tuple[float, float, float, float]]:
    """Years in which a State reported nothing."""
    reported = set(monitor.coverage.select("reporter", "year").iter_rows())
    reported |= set(monitor.findings.select("state", pl.col("start").dt.year()).iter_rows())
    return [
        box
        for (state, _), top in tops.items()
        for year, box in year_boxes(years, LEFT, WIDE, top, top + ROW)
        if (state, year) not in reported
    ]


def _key() -> dict[str, Any]:
    flags: list[tuple[str, Mark]] = [(f"{s.letter}: {s.label}", rect(s.colour)) for s in STANDINGS[:3]]
    rest: list[tuple[str, Mark]] = [
        ("none seen", rect("white", RULE)),
        ("before the paragraph took force", NOT_YET | {"stroke": INK, "strokeWidth": 0.3}),
        (BY_KEY["no_data"].label, HATCHED),
    ]
    return key([*flags, *rest], 264)


def _finding(data: pl.DataFrame) -> str:
    years = data["year"].unique().sort().to_list()
    asked, mixed = (data.filter(pl.col("standing") == s)["state"].n_unique() for s in FLAGS[:2])
    return (
        f"{years_said(years)}: figures of {count(asked, 'State')} need explanation under at least one "
        f"paragraph; figures of {count(mixed, 'State')} are likely recorded for the wrong Korea."
    )
