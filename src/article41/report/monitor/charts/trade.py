"""Which flows a chart adds up: each flow once, in one source, told by one side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from article41.flows import PRK, SOURCES, TOTAL
from article41.report.monitor.record import Monitor
from article41.report.monitor.words import WAYS, source_name
from article41.report.words import count, listed

WAY_WORDS = {way: f"Goods {said}" for way, said in WAYS.items()}
OWN_FLOW = {"from_dprk": "M", "to_dprk": "X"}
"""The flow in which a State itself tells of goods coming from the DPRK or going to it."""
YEAR = 12
DPRK_FLOW = {"from_dprk": "X", "to_dprk": "M"}
"""The same goods where the DPRK stands as reporter: in BACI, whose reporter is always the exporter."""


@dataclass(frozen=True, slots=True)
class Told:
    """Flows of one way in one source, told by one side. `rows`: of FINDINGS, with `year`; TOTAL rows too."""

    way: str
    source: str
    is_own: bool
    """Told by the States themselves, not by the DPRK's side."""
    rows: pl.DataFrame
    covered: frozenset[int]
    """Years for which whoever tells these flows reported anything: outside them is no data, not zero."""
    partial: Mapping[int, int]
    """Of these, the years of which somebody reported fewer than twelve months, and how many."""

    @property
    def by(self) -> str:
        """Whose figures they are: "UN Comtrade, States' own imports"."""
        side = "imports" if self.way == "from_dprk" else "exports"
        whose = f"States' own {side}" if self.is_own else "figures of the DPRK's side"
        return f"{source_name(self.source)}, {whose}"

    @property
    def in_part(self) -> str:
        """A sentence on the years told in part, with a blank before it; empty where there is none."""
        if not self.partial:
            return ""
        if not self.is_own or self.rows["state"].n_unique() == 1:
            told = (f"{year} ({count(months, 'month')})" for year, months in sorted(self.partial.items()))
            return f" Told in part: {listed(told)}."
        return f" Told in part by at least one State: {listed(map(str, sorted(self.partial)))}."


def known_sum(column: str) -> pl.Expr:
    """The sum of what is known, to a cent, so that the order of rows does not show; null where nothing is."""
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum().round(2))


def _sane(column: str) -> pl.Expr:
    """A figure that can be drawn; one that is not a number, infinite or below zero is not known."""
    figure = pl.col(column)
    return pl.when(figure.is_finite() & (figure >= 0)).then(figure).alias(column)


def of_state(table: pl.DataFrame, state: str | None, column: str = "state") -> pl.DataFrame:
    """A State's rows, or all."""
    return table if state is None else table.filter(pl.col(column) == state)


def told(monitor: Monitor, state: str | None, way: str, only: pl.Expr | None = None) -> Told | None:
    """The source and side with figures for most years; among equals the State's own, in the order of SOURCES.

    `only` keeps the flows that matter to a chart. Re-exports and re-imports stand inside X and M and are left
    out. None where there is no flow.
    """
    rows = of_state(monitor.findings, state).filter(
        pl.col("way") == way, pl.col("flow").is_in(["M", "X"]), pl.col("start").is_not_null()
    )
    rows = rows.with_columns(
        *(_sane(column) for column in ("value_usd", "other_usd", "weight_kg")),
        pl.col("start").dt.year().alias("year"),
        (pl.col("flow") == OWN_FLOW[way]).alias("is_own"),
    )
    if only is not None:
        rows = rows.filter(only)
    voices = (
        rows.group_by("source", "is_own")
        .agg(pl.struct("state", "year").n_unique().alias("told"))
        .with_columns(
            pl.col("source").replace_strict({s: i for i, s in enumerate(SOURCES)}, default=9).alias("at")
        )
        .sort("told", "is_own", "at", "source", descending=[True, True, False, False])
    )
    if voices.is_empty():
        return None
    source, is_own = voices["source"][0], voices["is_own"][0]
    chosen = (pl.col("source") == source) & (pl.col("is_own") == is_own)
    kept = rows.filter(chosen).drop("is_own")
    flow = (OWN_FLOW if is_own else DPRK_FLOW)[way]
    months = _months_reported(monitor, state if is_own else PRK, source, flow)
    covered = frozenset(months["year"]) | frozenset(kept["year"])
    return Told(way, source, is_own, kept, covered, _partial(months, kept, state, is_own))


def _months_reported(monitor: Monitor, teller: str | None, source: str, flow: str) -> pl.DataFrame:
    """reporter, year, months: what each who tells, or all, reported of each year with any partner."""
    of = (pl.col("source") == source) & (pl.col("flow") == flow)
    table = of_state(monitor.coverage.filter(of).drop_nulls("year"), teller, "reporter")
    return table.group_by("reporter", "year").agg(pl.col("months").fill_null(YEAR).max())


def _partial(months: pl.DataFrame, kept: pl.DataFrame, state: str | None, is_own: bool) -> dict[int, int]:
    """Years with fewer than twelve months; for the world of those alone who have a figure in the year."""
    if state is None and is_own:
        having = kept.select(pl.col("state").alias("reporter"), "year").unique()
        months = months.join(having, on=["reporter", "year"], how="semi")
    fewest = months.filter(pl.col("months") < YEAR).group_by("year").agg(pl.col("months").min())
    return dict(fewest.sort("year").iter_rows())


def leaves(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that may be added up."""
    return rows.filter("is_leaf")


def yearly_totals(rows: pl.DataFrame) -> pl.DataFrame:
    """state, year, value_usd: the reporter's own total where it gave one, else the sum of its parts."""
    keys = ["state", "year"]
    total = rows.filter(pl.col("code") == TOTAL)
    annual = total.filter(pl.col("freq") == "A").group_by(keys).agg(known_sum("value_usd").alias("annual"))
    monthly = total.filter(pl.col("freq") == "M").group_by(keys).agg(known_sum("value_usd").alias("monthly"))
    parts = leaves(rows).group_by(keys).agg(known_sum("value_usd").alias("parts"))
    base = rows.select(keys).unique()
    for table in (annual, monthly, parts):
        base = base.join(table, on=keys, how="left")
    return base.select(*keys, pl.coalesce("annual", "monthly", "parts").alias("value_usd")).sort(keys)


def all_years(monitor: Monitor, state: str | None) -> list[int]:
    """Every year from the first to the last that the figures, and the coverage of who has some, reach."""
    told_of = of_state(monitor.findings, state)["start"].drop_nulls().dt.year().to_list()
    reported = of_state(monitor.coverage, state, "reporter")["year"].drop_nulls().to_list()
    years = [*told_of, *reported] if told_of else []
    return list(range(min(years), max(years) + 1)) if years else []
