"""Reporter × provision × year: which paragraph a State's figures of a year are held against."""

from __future__ import annotations

import polars as pl

from article41.flows import STATUSES
from article41.report.monitor.charts.trade import known_sum
from article41.report.monitor.cites import cite_of, link_of
from article41.report.monitor.figures import NO_DATA
from article41.report.monitor.grid import MOST, Cell, Grid, Row
from article41.report.monitor.ground import Ground
from article41.report.monitor.states import state_name
from article41.report.monitor.words import FLAGS, STATUS, WAYS, source_name
from article41.report.relief import money

_KEY = ("state", "way", "provision", "source")


def by_provision(ground: Ground, counted: pl.DataFrame, *, is_world: bool) -> Grid:
    """`counted`: leaves. A row a State, direction, paragraph and source; a column a year.

    Without the State on its own page.
    """
    cells = (
        counted.filter(pl.col("status").cast(pl.String).is_in(FLAGS), pl.col("provisions").list.len() > 0)
        .select(
            "state",
            "way",
            "source",
            "value_usd",
            provision="provisions",
            year=pl.col("start").dt.year(),
            rank=pl.col("status").to_physical(),
        )
        .explode("provision")
        .group_by(*_KEY, "year")
        .agg(known_sum("value_usd").alias("usd"), pl.len().alias("flows"), pl.col("rank").min())
    )
    columns = _columns(ground, cells["year"].to_list())
    order = (
        cells.group_by(_KEY)
        .agg(pl.col("rank").min(), pl.col("usd").sum().alias("all"))
        .sort("rank", "all", *_KEY, descending=[False, True, False, False, False, False])
    )
    shown = order.head(MOST).select(_KEY)
    by_row: dict[tuple[str, ...], dict[int, Cell]] = {}
    for row in cells.join(shown, on=_KEY, how="semi").iter_rows(named=True):
        key = tuple(row[name] for name in _KEY)
        by_row.setdefault(key, {})[row["year"]] = _cell(row["rank"], row["usd"], row["flows"])
    rows: list[Row] = []
    for key in shown.iter_rows():
        state, way, provision, source = key
        cite = Cell(cite_of(provision, ground.cites), "line", href=link_of(provision, ground.cites))
        years = (by_row[key].get(year) or _none(ground, key, year) for year in columns)
        named = (Cell(state_name(state), href=ground.page_of(state)),) if is_world else ()
        rows.append((*named, Cell(WAYS[way], "line"), cite, Cell(source_name(source), "line"), *years))
    return Grid(
        "Reporter × paragraph × year",
        (
            *(("State",) if is_world else ()),
            "direction",
            "paragraph",
            "source",
            *(f"#{year}" for year in columns),
        ),
        rows,
        len(order),
        "findings.csv",
        "Value in US dollars. Several paragraphs may govern one flow, so rows are "
        "not to be added. – : reported, and no such flow.",
    )


def _columns(ground: Ground, years: list[int]) -> range:
    """Every year that has a figure or could have had one."""
    years = years + [year for span in ground.seen.spans.values() for year in (span[0], span[-1])]
    return range(min(years), max(years) + 1) if years else range(0)


def _cell(rank: int, value: float | None, flows: int) -> Cell:
    status = STATUS[STATUSES[rank]]
    text = money(value) if value is not None else f"{flows:,} of unknown value"
    return Cell(text, f"n {status.css}", sign=status.sign)


def _none(ground: Ground, key: tuple[str, ...], year: int) -> Cell:
    state, way, _, source = key
    return Cell("–", "n") if ground.seen.is_told(source, state, way, year) else Cell(NO_DATA, "n nodata")
