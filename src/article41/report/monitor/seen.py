"""What the files tell of a State, year by year, and what they do not: silence is never zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from article41.flows import PRK
from article41.report.monitor.charts.trade import DPRK_FLOW, OWN_FLOW
from article41.report.monitor.figures import NO_DATA, years
from article41.report.monitor.grid import Cell, Grid, Row
from article41.report.monitor.words import FLOWS, source_name

WHOLE = 12


@dataclass(frozen=True, slots=True)
class Seen:
    """`months`: (source, reporter, flow) to the months told of each year."""

    months: Mapping[tuple[str, str, str], Mapping[int, int]]
    spans: Mapping[str, range]
    """The years that each source's files reach over."""

    def is_told(self, source: str, state: str, way: str, year: int) -> bool:
        """Whether a flow of that year could have stood in the files at all."""
        sides = ((state, OWN_FLOW[way]), (PRK, DPRK_FLOW[way]))
        return any(year in self.months.get((source, *side), {}) for side in sides)


def seen(coverage: pl.DataFrame) -> Seen:
    """From article41.flows.COVERAGE."""
    months: dict[tuple[str, str, str], dict[int, int]] = {}
    spans: dict[str, list[int]] = {}
    rows = coverage.select("source", "reporter", "flow", "year", "months").drop_nulls("year")
    for source, reporter, flow, year, told in rows.iter_rows():
        by_year = months.setdefault((source, reporter, flow), {})
        by_year[year] = max(by_year.get(year, 0), told or 0)
        span = spans.setdefault(source, [year, year])
        span[:] = min(span[0], year), max(span[1], year)
    return Seen(months, {source: range(low, high + 1) for source, (low, high) in sorted(spans.items())})


def gaps(found: Seen, state: str) -> Grid:
    """What is told of one State: a row a source and direction, years told, told in part, and not told."""
    rows: list[Row] = []
    for source, span in found.spans.items():
        for flow in ("M", "X"):
            told = found.months.get((source, state, flow), {})
            part = [f"{year} ({n} of {WHOLE} months)" for year, n in sorted(told.items()) if 0 < n < WHOLE]
            missing = [year for year in span if year not in told]
            rows.append(
                (
                    source_name(source),
                    FLOWS[flow],
                    Cell(years(list(told)), "" if told else "nodata"),
                    ", ".join(part) or "–",
                    Cell(f"{years(missing)}: {NO_DATA}", "nodata") if missing else "–",
                )
            )
    return Grid(
        "What the files tell of this State, with any partner, and what they do not",
        ("source", "flow", "years told", "told in part", "not told"),
        rows,
        len(rows),
        "coverage.csv",
        "A year that is not told is not zero: the State may not have reported, or the files may not hold it. "
        "In a reconciled source a flow may also come from the other side's report.",
    )


def reporters(coverage: pl.DataFrame) -> Grid:
    """How many States each source tells of: a row a source, flow and year."""
    found = (
        coverage.filter(pl.col("flow").is_in(["M", "X"]))
        .group_by("source", "flow", "year")
        .agg(
            pl.col("reporter").n_unique().alias("states"),
            pl.col("reporter").filter(pl.col("months") < WHOLE).n_unique().alias("part"),
            pl.col("rows").sum(),
        )
        .sort("source", "flow", "year", descending=[False, False, True])
    )
    rows = [
        (
            source_name(source),
            FLOWS[flow],
            str(year),
            Cell(f"{states:,}", "n"),
            Cell(f"{part:,}", "n"),
            Cell(f"{n:,}", "n"),
        )
        for source, flow, year, states, part, n in found.iter_rows()
    ]
    return Grid(
        "Who reported at all",
        (
            "source",
            "flow",
            "year",
            "#States reporting",
            "#of them for part of the year",
            "#rows, any partner",
        ),
        rows,
        len(rows),
        "coverage.csv",
        "A State that is not counted here is “no data” in that year, never zero.",
    )
