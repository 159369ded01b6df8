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
from article41.report.monitor.charts.frame import (
    RULE,
    WIDE,
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
from article41.report.monitor.charts.marks import key, years_axis
from article41.report.monitor.charts.standing import BY_KEY, FLAGS, STANDINGS
from article41.report.monitor.charts.states import state_name
from article41.report.monitor.charts.trade import all_years, known_sum
from article41.report.monitor.record import Monitor
from article41.report.words import count

LEFT, ROW = 264, 18
MOST = 80
"""Rows drawn; the rest is in the data."""
NOT_YET = "#f0f0f0"
_COLUMNS = {
    "state": pl.String, "provision": pl.String, "year": pl.Int32, "standing": pl.String, "value_usd": pl.Float64,
    "flows": pl.UInt32,
}  # fmt: skip


def status_matrix(monitor: Monitor) -> Chart:
    """A row for each State and each provision that its flows meet; a cell holds its most serious flow of the year."""
    name, title = "status-matrix", "Reporters by provision and year"
    years = all_years(monitor, None)
    data = _cells(monitor)
    foot = footed(
        monitor, name, monitor.findings["source"].unique().drop_nulls().sort(),
        "flows that a paragraph on goods addresses; the most serious of each year",
        f"n = {count(int(data['flows'].sum()), 'pair')} of a flow and a provision",
    )  # fmt: skip
    if data.is_empty():
        return nothing(name, title, "no flow that was read meets a provision", data, foot)
    return framed(name, title, _finding(data), [_plane(monitor, data, years), _key()], data, foot)


def _cells(monitor: Monitor) -> pl.DataFrame:
    flagged = monitor.findings.filter(
        "is_leaf", pl.col("start").is_not_null(), pl.col("status").cast(pl.String).is_in(FLAGS)
    )
    rank = {key_: i for i, key_ in enumerate(FLAGS)}
    table = (
        flagged.select(
            "state", pl.col("provisions").alias("provision"), pl.col("start").dt.year().alias("year"),
            pl.col("status").cast(pl.String).alias("standing"), "value_usd",
        )
        .explode("provision", empty_as_null=True)
        .drop_nulls(["state", "provision"])
        .group_by("state", "provision", "year")
        .agg(
            pl.col("standing").sort_by(pl.col("standing").replace_strict(rank)).first(),
            known_sum("value_usd"),
            pl.len().alias("flows"),
        )
    )  # fmt: skip
    return table.select(_COLUMNS.keys()).cast(_COLUMNS).sort("state", "provision", "year")  # type: ignore[arg-type]


def _rows(data: pl.DataFrame) -> list[tuple[str, str]]:
    """State and provision, in the order of names and of the law; the most serious kept where there are too many."""
    rank = {key_: i for i, key_ in enumerate(FLAGS)}
    pairs = data.group_by("state", "provision").agg(
        pl.col("standing").replace_strict(rank).min().alias("rank"), pl.col("flows").sum()
    )
    kept = pairs.sort("rank", "flows", "state", "provision", descending=[False, True, False, False]).head(
        MOST
    )
    return sorted(
        kept.select("state", "provision").iter_rows(),
        key=lambda pair: (state_name(pair[0]), pair[0], str(start_of(pair[1])), pair[1]),
    )


def _plane(monitor: Monitor, data: pl.DataFrame, years: Sequence[int]) -> dict[str, Any]:
    rows = _rows(data)
    place = {pair: 4.0 + i * ROW for i, pair in enumerate(rows)}
    bottom = 4.0 + ROW * len(rows)
    height = bottom + 40
    domain = (float(years[0]), float(years[-1] + 1))
    each = (WIDE - LEFT) / len(years)
    cells = [
        {**cell, "provision": cut(cell["provision"], 300), "state": cut(cell["state"], 300), "next": cell["year"] + 1,
         "middle": cell["year"] + 0.5, "top": place[pair], "end": place[pair] + ROW, "line": place[pair] + ROW / 2,
         "fill": BY_KEY[cell["standing"]].colour, "letter": BY_KEY[cell["standing"]].letter}
        for cell in data.iter_rows(named=True)
        if (pair := (cell["state"], cell["provision"])) in place
    ]  # fmt: skip
    reported = set(monitor.coverage.select("reporter", "year").iter_rows())
    reported |= set(monitor.findings.select("state", pl.col("start").dt.year()).iter_rows())
    silent = [
        (LEFT + i * each, place[pair], LEFT + (i + 1) * each, place[pair] + ROW)
        for pair in rows
        for i, year in enumerate(years)
        if (pair[0], year) not in reported
    ]
    ahead = [
        {"year": years[0], "next": min(max(start.year, years[0]), years[-1] + 1), "top": place[pair], "end": place[pair] + ROW}
        for pair in rows
        if (start := start_of(pair[1])) is not None and start.year > years[0]
    ]  # fmt: skip
    names, rules, seen = [], [], ""
    for pair in rows:
        state, provision = pair
        line = place[pair] + ROW / 2
        names.append(
            {
                "y": line,
                "state": cut(state_name(state), 116) if state != seen else "",
                "provision": cut(cite_of(provision).removeprefix("S/RES/"), 144),
            }
        )
        if state != seen:
            rules.append({"y": place[pair]})
        seen = state
    x, y = across("year", domain, LEFT), down("top", height)
    left_out = data.select("state", "provision").unique().height - len(rows)
    note = f"{count(left_out, 'more row')} in the data; the most serious are drawn" if left_out else ""
    return panel(
        [
            layer({"type": "rect", "color": NOT_YET}, ahead, x=x, x2={"field": "next"}, y=y, y2={"field": "end"}),
            hatch_layer(silent, WIDE, height),
            layer(
                {"type": "rect", "stroke": "white", "strokeWidth": 1}, cells, x=x, x2={"field": "next"}, y=y, y2={"field": "end"},
                fill={"field": "fill", "type": "nominal", "scale": None},
            ),
            layer({"type": "rule", "color": RULE}, [*rules, {"y": bottom}], x=at(0), x2=at(WIDE), y=down("y", height)),
            layer(
                words("center", fontWeight="bold"), cells if each >= 12 else [], x=across("middle", domain, LEFT),
                y=down("line", height), text={"field": "letter", "type": "nominal"},
            ),
            layer(words("left"), names, x=at(0), y=down("y", height), text={"field": "state", "type": "nominal"}),
            layer(words("left", color=GREY), names, x=at(120), y=down("y", height), text={"field": "provision", "type": "nominal"}),
            years_axis(years, domain, LEFT, WIDE, bottom + 12),
            layer(words("left", color=GREY), [{"label": note}], x=at(0), y=at(bottom + 30), text={"field": "label", "type": "nominal"}),
        ],
        height,
    )  # fmt: skip


def _key() -> dict[str, Any]:
    flags: list[tuple[str, dict[str, Any]]] = [
        (f"{s.letter}: {s.label}", {"type": "box", "fill": s.colour}) for s in STANDINGS[:3]
    ]
    return key(
        [
            *flags,
            ("none seen", {"type": "box", "fill": "white", "stroke": RULE}),
            ("before the paragraph took force", {"type": "box", "fill": NOT_YET, "stroke": INK, "strokeWidth": 0.3}),
            (BY_KEY["no_data"].label, {"hatch": True}),
        ],
        264,
    )  # fmt: skip


def _finding(data: pl.DataFrame) -> str:
    years = data["year"].unique().sort().to_list()
    asked = data.filter(pl.col("standing") == FLAGS[0])["state"].n_unique()
    mixed = data.filter(pl.col("standing") == FLAGS[1])["state"].n_unique()
    return (
        f"{years_said(years)}: figures of {count(asked, 'State')} need explanation under at least one paragraph; "
        f"figures of {count(mixed, 'State')} are likely recorded for the wrong Korea."
    )
