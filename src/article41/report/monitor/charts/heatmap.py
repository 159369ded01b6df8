"""HS chapter by year: what fell and what did not, with the resolutions as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from article41.report.charts import COLOURS, INK
from article41.report.monitor.charts.amounts import MILLION, millions, significant, usd, year_of, years_said
from article41.report.monitor.charts.bans import banned_since
from article41.report.monitor.charts.cells import COLUMNS, Side, side
from article41.report.monitor.charts.chapters import OTHER, chapter_label
from article41.report.monitor.charts.chart import Chart
from article41.report.monitor.charts.foot import footed
from article41.report.monitor.charts.frame import Sheet
from article41.report.monitor.charts.hatch import hatch_layer
from article41.report.monitor.charts.layers import (
    RULE,
    WIDE,
    Layer,
    Mark,
    Row,
    across,
    at,
    cut,
    down,
    layer,
    named,
    own,
    panel,
    rect,
    rule,
    to,
    words,
    written,
)
from article41.report.monitor.charts.marks import (
    HATCHED,
    RESOLUTION,
    ROOM,
    key,
    resolution_lines,
    resolutions,
    year_boxes,
    years_axis,
)
from article41.report.monitor.charts.subject import called, prefix
from article41.report.monitor.charts.trade import WAY_WORDS, all_years
from article41.report.monitor.record import Monitor
from article41.report.monitor.words import WAYS
from article41.report.words import count, listed

LEFT = 208
"""Pixels for the names of chapters."""
ROW = 22
SHADES = ("#e3eef9", "#bdd7ee", "#82b4dc", "#4a8cc4", "#1f5f9f", "#08306b")
"""Each for ten times the trade of the one before; light to dark, so that grey print keeps the order."""
STEPS = (1e5, 1e6, 1e7, 1e8, 1e9)
"""US dollars at which the shade changes."""
BOUNDS = ("under 0.1 m", "0.1 to 1 m", "1 to 10 m", "10 to 100 m", "100 to 1,000 m", "1,000 m and more")
BAN = rule(COLOURS["prohibited"], 3)
PART = rule(COLOURS["prohibited"], 3, (4, 3))
IN_PART = rect(None, INK, 1.5, (2, 2))


def heatmap(monitor: Monitor, state: str | None) -> Chart:
    """Trade with the DPRK by HS chapter and year, a panel a way. `state` None: all States together.

    A cell without colour: none reported. Hatched: nobody reported that year. "kg": known by weight alone.
    """
    name, title = prefix(state, "heatmap"), f"{called(state)}: trade with the DPRK by HS chapter and year"
    years = all_years(monitor, state)
    sides = [found for way in WAYS if (found := side(monitor, state, way)) is not None]
    data = pl.concat([pl.DataFrame(schema=COLUMNS), *(found.table() for found in sides)])
    shown = "; ".join(f"{WAY_WORDS[s.told.way]}: {s.told.by}" for s in sides) or "nothing"
    foot = footed(
        monitor,
        name,
        (found.told.source for found in sides),
        f"{shown}; n = {count(int(data['rows'].sum()), 'flow')}",
    )
    sheet = Sheet(name, title, data, foot)
    if not sides:
        return sheet.empty("no flow with an HS chapter was read (no data, not zero)")
    panels = [_panel(monitor, found, years) for found in sides]
    finding = " ".join(_finding(found, years) for found in sides)
    return sheet.drawn(finding, [*panels, _key(sides)])


def _panel(monitor: Monitor, of: Side, years: Sequence[int]) -> dict[str, Any]:
    chapters, cells = of.drawn()
    domain = (float(years[0]), float(years[-1] + 1))
    tops = {chapter: float(ROOM + i * ROW) for i, chapter in enumerate(chapters)}
    bottom = float(ROOM + ROW * len(chapters))
    height = bottom + 20
    each = (WIDE - LEFT) / len(years)
    values = [_cell(cell, tops[cell["chapter"]], each) for cell in cells.iter_rows(named=True)]
    grid = [{"year": i, "next": i + 1, "top": t, "end": t + ROW} for t in tops.values() for i in years]
    silent = [b for y, b in year_boxes(years, LEFT, WIDE, ROOM, bottom) if y not in of.told.covered]
    x, y = across("year", domain, LEFT), down("top", height)
    box = {"x": x, "x2": to("next"), "y": y, "y2": to("end")}
    middle = across("middle", domain, LEFT)
    layers = [
        layer(rect("white", RULE, 0.5), grid, **box),
        layer({"type": "rect", "stroke": "white", "strokeWidth": 0.5}, values, **box, fill=own("fill")),
        hatch_layer(silent, height),
        *_ban_layers(of.told.way, tops, domain, height),
        *resolution_lines(resolutions(monitor, *domain), domain, LEFT, WIDE, bottom),
        layer(IN_PART, _in_part(of, years), x=x, x2=to("next"), y=at(ROOM - 1.5), y2=at(bottom + 1.5)),
        _numbers(values, middle, height),
        written(_names(of, tops), at(LEFT - 8), down("y", height), "right", limit=LEFT - 8),
        years_axis(years, domain, LEFT, WIDE, height - 8),
    ]
    return panel(layers, height, f"{WAY_WORDS[of.told.way]}, USD million ({of.told.by})")


def _in_part(of: Side, years: Sequence[int]) -> list[Row]:
    """The columns of years that somebody told in part."""
    return [{"year": year, "next": year + 1} for year in years if year in of.told.partial]


def _numbers(values: Sequence[Row], x: dict[str, Any], height: float) -> Layer:
    """The numbers in the cells, light on dark."""
    rows = [value for value in values if value["label"]]
    return layer(words("center"), rows, x=x, y=down("line", height), text=named("label"), color=own("ink"))


def _names(of: Side, tops: dict[str, float]) -> list[Row]:
    others = count(of.cells["chapter"].n_unique() - (len(tops) - 1), "other chapter")
    labels = {chapter: others if chapter == OTHER else chapter_label(chapter) for chapter in tops}
    return [{"y": top + ROW / 2, "label": cut(labels[c], LEFT - 8)} for c, top in tops.items()]


def _cell(cell: Row, top: float, each: float) -> Row:
    value = cell["value_usd"]
    shade = 0 if value is None else sum(value >= step for step in STEPS)
    text = ("kg" if cell["weight_kg"] is not None else "?") if value is None else millions(value)
    if each < _pixels(text) and value is not None:
        text = "<0.1" if value < STEPS[0] else significant(value / MILLION, 1 if value < MILLION else 2)
    return {
        "chapter": cell["chapter"],
        "year": cell["year"],
        "next": cell["year"] + 1,
        "middle": cell["year"] + 0.5,
        "value_usd": value,
        "top": top,
        "end": top + ROW,
        "line": top + ROW / 2 - 1,
        "fill": "#f3f3f3" if value is None else SHADES[shade],
        "ink": "white" if shade >= 3 else INK,
        "label": text if each >= _pixels(text) else "",
    }


def _pixels(text: str) -> float:
    """The width of a number in a cell."""
    return 6.7 * len(text) - 3.4 * sum(text.count(c) for c in ".,") + 3


def _ban_layers(way: str, tops: dict[str, float], domain: tuple[float, float], height: float) -> list[Layer]:
    """A line under each chapter from the day of the ban: full where all of it is under it, else broken."""
    whole_spans: list[Row] = []
    part_spans: list[Row] = []
    for chapter, top in tops.items():
        whole, part = banned_since(chapter, way) if chapter != OTHER else (None, None)
        for spans, start, until in ((part_spans, part, whole), (whole_spans, whole, None)):
            left = max(year_of(start), domain[0]) if start else domain[1]
            right = min(year_of(until), domain[1]) if until else domain[1]
            if left < right:
                spans.append({"chapter": chapter, "from": left, "until": right, "y": top + ROW - 1.5})
    x, y = across("from", domain, LEFT), down("y", height)
    return [
        layer(mark, spans, x=x, x2=to("until"), y=y)
        for mark, spans in ((BAN, whole_spans), (PART, part_spans))
    ]


def _key(sides: Sequence[Side]) -> dict[str, Any]:
    shades = [(bound, rect(shade, RULE, 0.5)) for bound, shade in zip(BOUNDS, SHADES, strict=True)]
    signs: list[tuple[str, Mark]] = [
        ("none reported", rect("white", RULE)),
        ("no data: nobody reported", HATCHED),
        ("kg: known by weight only", {"type": "text", "text": "kg"}),
        ("ban or cap on the whole chapter", BAN),
        ("ban or cap on part of it", PART),
        ("resolution of the Council", RESOLUTION),
    ]
    if any(found.told.partial for found in sides):
        signs.append(("year told in part", IN_PART))
    return key([*shades, *signs], 224)


def _finding(of: Side, years: Sequence[int]) -> str:
    """The largest chapter of the first and of the last year told, and the years without data."""
    what = WAY_WORDS[of.told.way]
    silent = [year for year in years if year not in of.told.covered]
    gaps = f" No data for {listed(map(str, silent))}." if silent else ""
    if len(silent) > 4:
        gaps = f" No data for {len(silent)} of {len(years)} years."
    gaps += of.told.in_part
    known = of.cells.filter(pl.col("value_usd") > 0)
    if known.is_empty():
        return f"{what}: no value is known for any chapter.{gaps}"
    told_years = known["year"].unique().sort().to_list()
    ends = [_largest(known, year) for year in dict.fromkeys((told_years[0], told_years[-1]))]
    return f"{what}, {years_said(told_years)}: {', '.join(ends)}.{gaps}"


def _largest(known: pl.DataFrame, year: int) -> str:
    found = known.filter(pl.col("year") == year).sort("value_usd", "chapter", descending=[True, False])
    top = found.row(0, named=True)
    return f"most in {year} in chapter {chapter_label(top['chapter'])} ({usd(top['value_usd'])})"
