"""HS chapter by year: what fell and what did not, with the resolutions as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from article41.report.charts import COLOURS, INK
from article41.report.monitor.charts.amounts import millions, usd, year_of, years_said
from article41.report.monitor.charts.bans import banned_since
from article41.report.monitor.charts.chapters import OTHER, chapter_label
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import (
    RULE,
    WIDE,
    across,
    cut,
    down,
    framed,
    layer,
    nothing,
    panel,
    words,
)
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.marks import (
    ROOM,
    key,
    resolution_lines,
    resolutions,
    years_axis,
)
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
)
from article41.report.monitor.record import Monitor
from article41.report.words import count, listed

LEFT = 208
"""Pixels for the names of chapters."""
ROW = 22
MOST = 24
"""Chapters of a panel; the rest share one row."""
SHADES = ("#e3eef9", "#bdd7ee", "#82b4dc", "#4a8cc4", "#1f5f9f", "#08306b")
"""Each for ten times the trade of the one before; light to dark, so that grey print keeps the order."""
STEPS = (1e5, 1e6, 1e7, 1e8, 1e9)
"""US dollars at which the shade changes."""
BAN = COLOURS["prohibited"]


@dataclass(frozen=True, slots=True)
class _Side:
    """One way of trade, ready to draw. `cells`: chapter, year, value_usd, weight_kg, rows."""

    told: Told
    cells: pl.DataFrame
    covered: frozenset[int]


def heatmap(monitor: Monitor, state: str | None) -> Chart:
    """Trade with the DPRK by HS chapter and year, a panel a way. `state` None: all States together.

    A cell without colour: none reported. Hatched: nobody reported that year. "kg": known by weight alone.
    """
    name, title = prefix(state, "heatmap"), f"{called(state)}: trade with the DPRK by HS chapter and year"
    years = all_years(monitor, state)
    sides = [side for way in WAYS if (side := _side(monitor, state, way)) is not None]
    data = pl.concat([_data(side) for side in sides]) if sides else pl.DataFrame(schema=_COLUMNS)
    foot = footed(
        monitor, name, (side.told.source for side in sides),
        "; ".join(f"{WAY_WORDS[s.told.way]}: {s.told.by}" for s in sides) or "nothing",
        f"n = {count(int(data['rows'].sum()), 'flow')}",
    )  # fmt: skip
    if not sides:
        return nothing(name, title, "no flow with an HS chapter was read (no data, not zero)", data, foot)
    panels = [_panel(monitor, side, years) for side in sides]
    finding = " ".join(_finding(side, years) for side in sides)
    return framed(name, title, finding, [*panels, _key()], data, foot)


_COLUMNS = {
    "way": pl.String, "source": pl.String, "chapter": pl.String, "year": pl.Int32, "value_usd": pl.Float64,
    "weight_kg": pl.Float64, "rows": pl.UInt32,
}  # fmt: skip


def _side(monitor: Monitor, state: str | None, way: str) -> _Side | None:
    of = told(monitor, state, way)
    if of is None:
        return None
    rows = leaves(of.rows).filter(pl.col("code").str.contains(r"^\d{2}"))
    cells = (
        rows.group_by(pl.col("code").str.slice(0, 2).alias("chapter"), "year")
        .agg(known_sum("value_usd"), known_sum("weight_kg"), pl.len().alias("rows"))
        .sort("chapter", "year")
    )
    return None if cells.is_empty() else _Side(of, cells, covered_years(monitor, state, of))


def _data(side: _Side) -> pl.DataFrame:
    return side.cells.select(
        pl.lit(side.told.way).alias("way"), pl.lit(side.told.source).alias("source"), "chapter", "year",
        "value_usd", "weight_kg", "rows",
    ).cast(_COLUMNS)  # type: ignore[arg-type]  # fmt: skip


def _rows_drawn(side: _Side) -> tuple[list[str], pl.DataFrame]:
    """The chapters with most trade in the order of the tariff, and cells in which the others are one row."""
    size = side.cells.group_by("chapter").agg(pl.col("value_usd").sum()).sort(
        "value_usd", "chapter", descending=[True, False]
    )  # fmt: skip
    kept = size["chapter"].head(MOST).to_list()
    if len(size) <= MOST + 1:
        return sorted(size["chapter"].to_list()), side.cells
    label = pl.when(pl.col("chapter").is_in(kept)).then("chapter").otherwise(pl.lit(OTHER))
    cells = side.cells.group_by(label.alias("chapter"), "year").agg(
        known_sum("value_usd"), known_sum("weight_kg"), pl.col("rows").sum()
    )
    return [*sorted(kept), OTHER], cells


def _panel(monitor: Monitor, side: _Side, years: Sequence[int]) -> dict[str, Any]:
    chapters, cells = _rows_drawn(side)
    domain = (float(years[0]), float(years[-1] + 1))
    each = (WIDE - LEFT) / len(years)
    row_of = {chapter: ROOM + i * ROW for i, chapter in enumerate(chapters)}
    bottom = ROOM + ROW * len(chapters)
    height = bottom + 20.0
    values = [
        _cell(cell, row_of[cell["chapter"]], each)
        for cell in cells.sort("chapter", "year").iter_rows(named=True)
    ]
    others = side.cells["chapter"].n_unique() - (len(chapters) - 1)
    names = [
        {"y": top + ROW / 2, "label": cut(chapter_label(c) if c != OTHER else count(others, "other chapter"), LEFT - 8)}
        for c, top in row_of.items()
    ]  # fmt: skip
    x, y = across("year", domain, LEFT), down("top", height)
    label = {"field": "label", "type": "nominal"}
    silent = [
        (LEFT + i * each, float(ROOM), LEFT + (i + 1) * each, float(bottom))
        for i, year in enumerate(years)
        if year not in side.covered
    ]
    return panel(
        [
            layer(
                {"type": "rect", "stroke": RULE, "strokeWidth": 0.5, "fill": "white"},
                [{"year": i, "next": i + 1, "top": t, "end": t + ROW} for t in row_of.values() for i in years],
                x=x, x2={"field": "next"}, y=y, y2={"field": "end"},
            ),
            layer(
                {"type": "rect", "stroke": "white", "strokeWidth": 0.5}, values,
                x=x, x2={"field": "next"}, y=y, y2={"field": "end"},
                fill={"field": "fill", "type": "nominal", "scale": None},
            ),
            hatch_layer(silent, WIDE, height),
            *_ban_layers(side.told.way, row_of, domain, height),
            *resolution_lines(resolutions(monitor, *domain), domain, LEFT, WIDE, bottom),
            layer(
                words("center"), [v for v in values if v["label"]],
                x=across("middle", domain, LEFT), y=down("line", height), text=label,
                color={"field": "ink", "type": "nominal", "scale": None},
            ),
            layer(words("right"), names, x={"value": LEFT - 8}, y=down("y", height), text=label),
            years_axis(years, domain, LEFT, WIDE, height - 8),
        ],
        height,
        f"{WAY_WORDS[side.told.way]}, USD million ({side.told.by})",
    )  # fmt: skip


def _cell(cell: dict[str, Any], top: float, each: float) -> dict[str, Any]:
    value = cell["value_usd"]
    shade = 0 if value is None else sum(value >= step for step in STEPS)
    text = ("kg" if cell["weight_kg"] is not None else "?") if value is None else millions(value)
    if each < _pixels(text) and value is not None and value < STEPS[0]:
        text = "<0.1"
    fits = each >= _pixels(text)
    return {
        "chapter": cell["chapter"], "year": cell["year"], "next": cell["year"] + 1, "value_usd": value,
        "top": top, "end": top + ROW, "middle": cell["year"] + 0.5, "line": top + ROW / 2 - 1,
        "fill": "#f3f3f3" if value is None else SHADES[shade],
        "ink": "white" if shade >= 3 else INK, "label": text if fits else "",
    }  # fmt: skip


def _pixels(text: str) -> float:
    """The width of a number in a cell."""
    return 6.7 * len(text) - 3.4 * sum(text.count(c) for c in ".,") + 3


def _ban_layers(
    way: str, row_of: dict[str, float], domain: tuple[float, float], height: float
) -> list[dict[str, Any]]:
    """A line under each chapter from the day of the ban: full where all of it is under it, else broken."""
    spans: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for chapter, top in row_of.items():
        whole, part = banned_since(chapter, way) if chapter != OTHER else (None, None)
        y, end = top + ROW - 1.5, domain[1]
        since = [(False, part, whole), (True, whole, None)]
        for is_whole, start, until in since:
            left = max(year_of(start), domain[0]) if start else end
            right = min(year_of(until), end) if until else end
            if left < right:
                spans[is_whole].append({"chapter": chapter, "from": left, "until": right, "y": y})
    x = across("from", domain, LEFT)
    look = {"type": "rule", "color": BAN, "strokeWidth": 3}
    return [
        layer(
            look if is_whole else {**look, "strokeDash": [4, 3]}, rows,
            x=x, x2={"field": "until"}, y=down("y", height),
        )
        for is_whole, rows in spans.items()
        if rows
    ]  # fmt: skip


def _key() -> dict[str, Any]:
    bounds = ("under 0.1", "0.1 to 1", "1 to 10", "10 to 100", "100 to 1,000", "1,000 and more")
    shades = [
        (f"{words_} m", {"type": "box", "fill": shade, "stroke": RULE, "strokeWidth": 0.5})
        for words_, shade in zip(bounds, SHADES, strict=True)
    ]
    ban = {"type": "rule", "color": BAN, "strokeWidth": 3}
    signs: list[tuple[str, dict[str, Any]]] = [
        ("none reported", {"type": "box", "fill": "white", "stroke": RULE}),
        ("no data: nobody reported", {"hatch": True}),
        ("kg: known by weight only", {"type": "text", "text": "kg"}),
        ("ban or cap on the whole chapter", ban),
        ("ban or cap on part of it", {**ban, "strokeDash": [4, 3]}),
        ("resolution of the Council", {"type": "rule", "strokeDash": [3, 3], "color": INK}),
    ]
    return key([*shades, *signs], 224)


def _finding(side: _Side, years: Sequence[int]) -> str:
    """The largest chapter of the first and of the last year told, and what of it is governed."""
    known = side.cells.filter(pl.col("value_usd") > 0)
    what = WAY_WORDS[side.told.way]
    silent = [year for year in years if year not in side.covered]
    gaps = f" No data for {listed(map(str, silent))}." if 0 < len(silent) <= 4 else ""
    if len(silent) > 4:
        gaps = f" No data for {len(silent)} of {len(years)} years."
    if known.is_empty():
        return f"{what}: no value is known for any chapter.{gaps}"
    first, last = known["year"].min(), known["year"].max()
    told_of = [_largest(known, year) for year in dict.fromkeys((first, last))]
    return f"{what}, {years_said([first, last])}: {', '.join(told_of)}.{gaps}"  # type: ignore[list-item]


def _largest(known: pl.DataFrame, year: Any) -> str:
    top = known.filter(pl.col("year") == year).sort("value_usd", descending=True).row(0, named=True)
    return f"most in {year} in chapter {chapter_label(top['chapter'])} ({usd(top['value_usd'])})"
