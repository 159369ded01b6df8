"""Tests, launches, resolutions and trade on one axis of time; the line breaks where data stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from article41.flows import TOTAL
from article41.report.charts import COLOURS, GREY, INK
from article41.report.monitor.charts.amounts import usd, year_of
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import (
    RULE,
    WIDE,
    Layer,
    across,
    at,
    down,
    framed,
    layer,
    nothing,
    panel,
    words,
)
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.marks import (
    key,
    resolution_lines,
    resolutions,
    years_axis,
)
from article41.report.monitor.charts.scales import Log, upright_axis
from article41.report.monitor.charts.states import called, prefix
from article41.report.monitor.charts.trade import (
    WAY_WORDS,
    WAYS,
    Told,
    all_years,
    covered_years,
    known_sum,
    leaves,
    told,
    yearly_totals,
)
from article41.report.monitor.record import Monitor
from article41.report.words import count

LEFT, RIGHT = 72, 664
STRIP, EVENTS, PLOT = 38, 48, 240
"""Pixels for the numbers of resolutions, for tests and launches, for trade."""
LOOKS: dict[str, dict[str, Any]] = {
    "from_dprk": {"color": COLOURS["freed"], "shape": "circle", "dash": [1, 0]},
    "to_dprk": {"color": COLOURS["prohibited"], "shape": "square", "dash": [6, 3]},
}
SIGNS = {"test": ("diamond", "#000000", "Tests"), "launch": ("triangle-up", "#000000", "Launches")}
_COLUMNS = {
    "way": pl.String,
    "source": pl.String,
    "start": pl.Date,
    "months": pl.Int8,
    "value_usd": pl.Float64,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One way. `points`: start, months (1 or 12), value_usd."""

    told: Told
    points: pl.DataFrame
    covered: frozenset[int]


def timeline(monitor: Monitor, state: str | None) -> Chart:
    """A State's months where it told them, else years; for the world the years of all States together.

    Where a State told months, a year known only as a whole is drawn as its monthly average.
    """
    name = prefix(state, "timeline")
    title = f"{called(state)}: tests, resolutions and trade with the DPRK"
    years = all_years(monitor, state)
    lines = [line for way in WAYS if (line := _line(monitor, state, way)) is not None]
    data = pl.concat([pl.DataFrame(schema=_COLUMNS), *(_data(line) for line in lines)])
    foot = footed(
        monitor, name, (line.told.source for line in lines),
        "; ".join(f"{WAY_WORDS[line.told.way]}: {line.told.by}" for line in lines) or "nothing",
        f"n = {count(data.height, 'period')}",
    )  # fmt: skip
    if not data["value_usd"].count():
        return nothing(name, title, "no flow of known value was read (no data, not zero)", data, foot)
    is_monthly = any((line.points["months"] == 1).any() for line in lines)
    plane = _plane(monitor, lines, years, is_monthly)
    return framed(name, title, _finding(monitor, lines, years), [plane, _key(lines)], data, foot)


def _line(monitor: Monitor, state: str | None, way: str) -> _Line | None:
    of = told(monitor, state, way)
    if of is None:
        return None
    yearly = yearly_totals(of.rows).group_by("year").agg(known_sum("value_usd"))
    points = yearly.select(
        pl.date("year", 1, 1).alias("start"), pl.lit(12, pl.Int8).alias("months"), "value_usd"
    )
    if state is not None:
        months = _months(of.rows)
        whole = points.filter(~pl.col("start").dt.year().is_in(months["start"].dt.year().unique().to_list()))
        points = pl.concat([whole, months])
    return _Line(of, points.sort("start"), covered_years(monitor, state, of))


def _months(rows: pl.DataFrame) -> pl.DataFrame:
    """Monthly sums: the State's own total of the month where it gave one, else the sum of its parts."""
    monthly = rows.filter(pl.col("freq") == "M").with_columns(pl.col("start").dt.truncate("1mo"))
    total = (
        monthly.filter(pl.col("code") == TOTAL).group_by("start").agg(known_sum("value_usd").alias("total"))
    )
    parts = leaves(monthly).group_by("start").agg(known_sum("value_usd").alias("parts"))
    return (
        total.join(parts, on="start", how="full", coalesce=True)
        .select("start", pl.lit(1, pl.Int8).alias("months"), pl.coalesce("total", "parts").alias("value_usd"))
    )  # fmt: skip


def _data(line: _Line) -> pl.DataFrame:
    return line.points.select(
        pl.lit(line.told.way).alias("way"), pl.lit(line.told.source).alias("source"), "start", "months", "value_usd"
    ).cast(_COLUMNS)  # type: ignore[arg-type]  # fmt: skip


def _plane(
    monitor: Monitor, lines: Sequence[_Line], years: Sequence[int], is_monthly: bool
) -> dict[str, Any]:
    domain = (float(years[0]), float(years[-1] + 1))
    top, bottom = STRIP + EVENTS + 6.0, float(STRIP + EVENTS + 6 + PLOT)
    points = [[*_placed(line, is_monthly)] for line in lines]
    scale = Log.over([p["rate_usd"] for line in points for p in line], bottom - 14, top + 6)
    each = (RIGHT - LEFT) / len(years)
    silent = [
        (LEFT + i * each, top, LEFT + (i + 1) * each, bottom)
        for i, year in enumerate(years)
        if all(year not in line.covered for line in lines)
    ]
    unit = "USD million a month, log scale" if is_monthly else "USD million a year, log scale"
    drawn = [
        part
        for line, placed in zip(lines, points, strict=True)
        for part in _trade(line, placed, scale, domain, bottom)
    ]
    return panel(
        [
            layer(
                {"type": "rect", "fill": None, "stroke": RULE}, [{}], x=at(LEFT), x2=at(RIGHT), y=at(top), y2=at(bottom)
            ),
            hatch_layer(silent, WIDE, bottom),
            *upright_axis(scale, LEFT, RIGHT),
            *_event_layers(monitor, domain),
            *resolution_lines(resolutions(monitor, *domain), domain, LEFT, RIGHT, bottom),
            *drawn,
            years_axis(years, domain, LEFT, RIGHT, bottom + 12),
            layer(words("left", color=GREY), [{"label": unit}], x=at(LEFT + 4), y=at(bottom + 30), text=_LABEL),
        ],
        bottom + 38,
    )  # fmt: skip


_LABEL = {"field": "label", "type": "nominal"}


def _placed(line: _Line, is_monthly: bool) -> list[dict[str, Any]]:
    """Points above zero with where they begin, their middle and end; a year among months as an average."""
    found = []
    for row in line.points.filter(pl.col("value_usd") > 0).iter_rows(named=True):
        months = row["months"]
        begin = year_of(row["start"])
        rate = row["value_usd"] / months if is_monthly else row["value_usd"]
        end = begin + months / 12
        found.append(
            {"start": str(row["start"]), "months": months, "value_usd": row["value_usd"], "rate_usd": rate,
             "begin": round(begin, 4), "middle": round((begin + end) / 2, 4), "end": round(end, 4)}
        )  # fmt: skip
    return found


def _trade(
    line: _Line, points: list[dict[str, Any]], scale: Log, domain: tuple[float, float], bottom: float
) -> list[Layer]:
    """Strokes between periods that follow on each other; a level stroke for a year among months."""
    look = LOOKS[line.told.way]
    x, y = across("middle", domain, LEFT, RIGHT), down("y", bottom)
    for point in points:
        point["y"] = scale.at(point["rate_usd"])
    strokes = [
        {"middle": a["middle"], "next": b["middle"], "y": a["y"], "next_y": b["y"]}
        for a, b in zip(points, points[1:], strict=False)
        if abs(a["end"] - b["begin"]) < 0.02 and a["months"] == b["months"]
    ]
    has_months = any(p["months"] == 1 for p in points)
    level = [p for p in points if p["months"] == 12] if has_months else []
    rule = {"type": "rule", "color": look["color"], "strokeWidth": 2, "strokeDash": look["dash"]}
    dot = {"type": "point", "shape": look["shape"], "filled": True, "color": look["color"], "opacity": 1}
    size = 12 if has_months else 52
    none = [
        {"middle": year + 0.5}
        for year in sorted(line.covered)
        if not line.points.filter(pl.col("start").dt.year() == year)["value_usd"].fill_null(1).sum()
    ]
    return [
        layer(rule, strokes, x=x, x2={"field": "next"}, y=y, y2={"field": "next_y"}),
        layer(rule, level, x=across("begin", domain, LEFT, RIGHT), x2={"field": "end"}, y=y),
        layer({**dot, "size": size}, [p for p in points if p["months"] == 1 or not has_months], x=x, y=y),
        layer(
            {**dot, "filled": False, "fill": "white", "size": 42},
            [n for n in none if domain[0] <= n["middle"] <= domain[1]],
            x=x, y=at(bottom - (6 if line.told.way == "from_dprk" else 5)),
        ),
    ]  # fmt: skip


def _event_layers(monitor: Monitor, domain: tuple[float, float]) -> list[Layer]:
    found: list[Layer] = []
    for i, (kind, (shape, colour, name)) in enumerate(SIGNS.items()):
        days = monitor.events.filter(pl.col("kind") == kind)["on"].drop_nulls().sort()
        rows = [
            {"on": str(day), "year": round(place, 4)}
            for day in days
            if domain[0] <= (place := year_of(day)) < domain[1]
        ]
        y = at(STRIP + 14 + i * 21)
        mark = {"type": "point", "shape": shape, "filled": True, "color": colour, "size": 46, "opacity": 0.8}
        found.append(layer({"type": "rule", "color": RULE}, [{}], x=at(LEFT), x2=at(RIGHT), y=y))
        found.append(layer(mark, rows, x=across("year", domain, LEFT, RIGHT), y=y))
        found.append(layer(words("right"), [{"label": name}], x=at(LEFT - 8), y=y, text=_LABEL))
    return found


def _key(lines: Sequence[_Line]) -> dict[str, Any]:
    entries: list[tuple[str, dict[str, Any]]] = [
        (
            WAY_WORDS[line.told.way],
            {"type": "point", "filled": True, "size": 70, "opacity": 1, "color": LOOKS[line.told.way]["color"], "shape": LOOKS[line.told.way]["shape"]},
        )
        for line in lines
    ]  # fmt: skip
    hollow = {"type": "point", "shape": "circle", "filled": False, "fill": "white", "size": 42, "color": INK}
    dashes = {"type": "rule", "strokeDash": [3, 3], "color": INK}
    return key(
        [*entries, ("resolution", dashes), ("reported, none of this trade", hollow), ("no data", {"hatch": True})], 224
    )  # fmt: skip


def _finding(monitor: Monitor, lines: Sequence[_Line], years: Sequence[int]) -> str:
    said = []
    for line in lines:
        yearly = (
            line.points.group_by(pl.col("start").dt.year().alias("year"))
            .agg(known_sum("value_usd"))
            .drop_nulls()
            .sort("year")
        )
        if yearly.is_empty():
            continue
        most = yearly.sort("value_usd", "year", descending=[True, False]).row(0)
        last = yearly.row(-1)
        told_last = "" if last[0] == most[0] else f", {usd(last[1])} in {last[0]}"
        said.append(f"{WAY_WORDS[line.told.way]}: most in {most[0]} ({usd(most[1])}){told_last}.")
    inside = monitor.events.filter(pl.col("on").dt.year().is_between(years[0], years[-1]))["kind"]
    tests, launches = (int((inside == kind).sum()) for kind in ("test", "launch"))
    if tests or launches:
        plural = "launch" if launches == 1 else "launches"
        said.append(f"In these years: {count(tests, 'test')}, {launches:,} {plural}.")
    return " ".join(said)
