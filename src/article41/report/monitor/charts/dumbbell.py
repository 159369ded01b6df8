"""A State's figure beside the second one for the same flows: whose books differ, and by how much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.report.charts import COLOURS, GREY
from article41.report.monitor.charts.amounts import significant, usd, years_said
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed, source_name
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
from article41.report.monitor.charts.marks import key
from article41.report.monitor.charts.scales import Log, level_axis
from article41.report.monitor.charts.states import called, prefix, state_name
from article41.report.monitor.charts.trade import (
    WAY_WORDS,
    WAYS,
    known_sum,
    told,
    yearly_totals,
)
from article41.report.monitor.record import Monitor
from article41.report.words import count

LEFT, RIGHT = 168, 590
ROW = 24
MOST = 30
"""States of a panel: those whose two figures are furthest apart."""
OWN, OTHER = COLOURS["freed"], COLOURS["prohibited"]
CIF = "Imports are usually valued with freight and insurance, exports without: some difference is expected"
PUBLISHED_WAY = {
    "exports": "from_dprk", "X": "from_dprk", "from_dprk": "from_dprk",
    "imports": "to_dprk", "M": "to_dprk", "to_dprk": "to_dprk",
}  # fmt: skip
"""What a published total counts, seen from the DPRK whose trade it is."""
_COLUMNS = {
    "way": pl.String, "name": pl.String, "own_usd": pl.Float64, "other_usd": pl.Float64, "flows": pl.UInt32,
    "years": pl.String,
}  # fmt: skip


def dumbbell(monitor: Monitor, state: str | None) -> Chart:
    """Only flows for which both figures are known are added up; by State for the world, by year for a State.

    For the world, published totals of others stand beside the sum of what States report.
    """
    name = prefix(state, "dumbbell")
    title = f"{called(state)}: reported trade with the DPRK beside a second figure"
    found = [of for way in WAYS if (of := told(monitor, state, way, _BOTH)) is not None]
    sides = [(of.way, of.source, _pairs(of.rows, state)) for of in found]
    is_own = all(of.is_own for of in found)
    published = _published(monitor) if state is None else pl.DataFrame(schema=_COLUMNS)
    data = pl.concat([pl.DataFrame(schema=_COLUMNS), *(table for _, _, table in sides), published])
    flows = sum(int(table["flows"].sum()) for _, _, table in sides)
    foot = footed(
        monitor, name, [source for _, source, _ in sides] or monitor.findings["source"].unique().sort(),
        "flows for which both figures are known", f"n = {count(flows, 'flow')}. {CIF}",
    )  # fmt: skip
    if data.is_empty():
        return nothing(name, title, "no flow has a second figure to set beside it", data, foot)
    panels = [
        _panel(table, f"{WAY_WORDS[way]}, USD million, log scale ({source_name(source)})", _other_name(state))
        for way, source, table in sides
    ]
    if len(published):
        panels.append(
            _panel(published, "All States' sum beside published totals, USD million, log scale", "published")
        )
    return framed(name, title, _finding(sides, published, state), [*panels, _key(is_own)], data, foot)


_BOTH = pl.col("value_usd").is_not_null() & pl.col("other_usd").is_not_null() & pl.col("is_leaf")


def _other_name(state: str | None) -> str:
    return "second figure" if state else "second figures"


def _pairs(rows: pl.DataFrame, state: str | None) -> pl.DataFrame:
    by = "year" if state else "state"
    table = (
        rows.group_by("way", by)
        .agg(
            known_sum("value_usd").alias("own_usd"),
            known_sum("other_usd"),
            pl.len().alias("flows"),
            pl.col("year").unique().sort().alias("told"),
        )
        .with_columns(apart=(pl.col("own_usd") / pl.col("other_usd")).log().abs())
    )
    names = [str(value) if state else state_name(value) for value in table[by]]
    table = table.with_columns(
        pl.Series("name", names, dtype=pl.String),
        pl.Series("years", [years_said(years) for years in table["told"].to_list()], dtype=pl.String),
    )
    table = (
        table.sort("year")
        if state
        else table.sort("apart", "name", descending=[True, False], nulls_last=True)
    )
    return table.select(_COLUMNS.keys()).cast(_COLUMNS)  # type: ignore[arg-type]


def _published(monitor: Monitor) -> pl.DataFrame:
    """Each published total with what all States together report for the same year and way."""
    sums = {}
    for way in WAYS:
        of = told(monitor, None, way)
        for row in (
            yearly_totals(of.rows).group_by("year").agg(known_sum("value_usd"), pl.len()).rows() if of else ()
        ):
            sums[way, row[0]] = row[1:]
    found = []
    for row in monitor.published.sort("year", "source", "flow").iter_rows(named=True):
        way = PUBLISHED_WAY.get(row["flow"] or "")
        own = sums.get((way, row["year"])) if way else None
        if own is None or own[0] is None or row["value_usd"] is None:
            continue
        side = "exports" if way == "from_dprk" else "imports"
        found.append(
            (
                way,
                f"{row['year']} {side}, {row['source']}",
                *own[:1],
                row["value_usd"],
                own[1],
                str(row["year"]),
            )
        )
    return pl.DataFrame(found, schema=_COLUMNS, orient="row")


def _panel(table: pl.DataFrame, title: str, other: str) -> dict[str, Any]:
    shown = table.head(MOST)
    bottom = 4.0 + ROW * len(shown)
    height = bottom + 34
    scale = Log.over(
        [v for c in ("own_usd", "other_usd") for v in shown[c] if v is not None], LEFT + 10, RIGHT - 10
    )
    rows = [_row(row, 4 + ROW * (i + 0.5), scale) for i, row in enumerate(shown.iter_rows(named=True))]
    y = down("y", height)
    x = across("own_x", (0, WIDE))
    text = {"field": "name", "type": "nominal"}
    left_out = len(table) - len(shown)
    note = f"{count(left_out, 'more State')} in the data" if left_out else ""
    return panel(
        [
            *level_axis(scale, 4, bottom),
            layer({"type": "rule", "color": "#8a8a8a", "strokeWidth": 2}, rows, x=x, x2={"field": "other_x"}, y=y),
            layer({"type": "point", "shape": "circle", "filled": True, "size": 95, "color": OWN, "opacity": 1}, rows, x=x, y=y),
            layer(
                {"type": "point", "shape": "diamond", "filled": True, "size": 95, "fill": "white", "stroke": OTHER, "strokeWidth": 2.2, "opacity": 1},
                rows, x=across("other_x", (0, WIDE)), y=y,
            ),
            layer(words("right"), rows, x=at(LEFT - 8), y=y, text=text),
            layer(words("right"), rows, x=at(WIDE), y=y, text={"field": "ratio", "type": "nominal"}),
            layer(
                words("right", color=GREY), [{"label": f"first ÷ {other}"}], x=at(WIDE), y=at(height - 5),
                text={"field": "label", "type": "nominal"},
            ),
            layer(words("left", color=GREY), [{"label": note}], x=at(0), y=at(height - 5), text={"field": "label", "type": "nominal"}),
            layer({"type": "rule", "color": RULE}, [{}], x=at(RIGHT), x2=at(RIGHT), y=at(4), y2=at(bottom)),
        ],
        height,
        title,
    )  # fmt: skip


def _row(row: dict[str, Any], y: float, scale: Log) -> dict[str, Any]:
    own, other = row["own_usd"], row["other_usd"]
    return {
        "name": cut(row["name"], LEFT - 8), "own_usd": own, "other_usd": other, "flows": row["flows"], "y": y,
        "own_x": scale.at(own), "other_x": scale.at(other), "ratio": _ratio(own, other),
    }  # fmt: skip


def _ratio(own: float, other: float) -> str:
    return f"× {significant(own / other)}" if own > 0 and other > 0 else "one is 0"


def _key(is_own: bool) -> dict[str, Any]:
    whose = "the State's own figure" if is_own else "figure in the source named above"
    own = {"type": "point", "shape": "circle", "filled": True, "size": 95, "color": OWN, "opacity": 1}
    other = {"type": "point", "shape": "diamond", "filled": True, "size": 95, "fill": "white", "stroke": OTHER, "strokeWidth": 2.2, "opacity": 1}  # fmt: skip
    return key([(whose, own), ("second figure: mirror or another source", other)], 300)


def _finding(
    sides: Sequence[tuple[str, str, pl.DataFrame]], published: pl.DataFrame, state: str | None
) -> str:
    said = []
    for way, _, table in sides:
        near = table.filter((pl.col("own_usd") / pl.col("other_usd")).is_between(0.8, 1.25))
        thing = "year" if state else "State"
        said.append(
            f"{WAY_WORDS[way]}: the two figures agree within a quarter for {len(near)} of "
            f"{count(len(table), thing)}{_furthest(table)}."
        )
    if len(published):
        row = max(published.iter_rows(named=True), key=lambda r: _apart(r["own_usd"], r["other_usd"]))
        said.append(
            f"Beside published totals the sum of States is furthest off for {row['name']}: "
            f"{usd(row['own_usd'])} against {usd(row['other_usd'])}."
        )
    return " ".join(said)


def _furthest(table: pl.DataFrame) -> str:
    row = max(table.iter_rows(named=True), key=lambda r: _apart(r["own_usd"], r["other_usd"]))
    if _apart(row["own_usd"], row["other_usd"]) < math.log(1.25):
        return ""
    return f"; furthest apart for {row['name']} ({usd(row['own_usd'])} against {usd(row['other_usd'])})"


def _apart(own: float, other: float) -> float:
    """How far two sums lie apart, as a logarithm; one of them nothing is furthest of all."""
    if own > 0 and other > 0:
        return abs(math.log(own / other))
    return 0.0 if own == other else math.inf
