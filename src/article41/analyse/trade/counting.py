"""Rows as read to flows as counted: each flow once in its source."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.editions import one_edition
from article41.analyse.trade.flowkey import FIGURES, keyed, level
from article41.analyse.trade.leaves import with_leaves
from article41.analyse.trade.periods import year_or_months
from article41.analyse.trade.tellings import told_once
from article41.flows import ASIDES, COUNTED


def count_flows(read: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The flows that rows (READ) tell of (COUNTED), and the rows that do not count (ASIDES).

    Every row is one or the other: the sum of COUNTED's `rows` and the height of ASIDES make the rows read.
    The order of rows and of files changes nothing. Where a total contradicts its parts, the `why` of the
    parts says both figures. A sum of parts is null where one of them is not known. `leaves.untold` names what
    finer codes leave of a coarser one.
    """
    rows, flows = keyed(read)
    rows = told_once(one_edition(rows))
    counted = _flows(rows.filter(pl.col("why").is_null()), flows)
    other = year_or_months(counted)
    rows = rows.update(
        rows.filter(pl.col("why").is_null()).select("at", "key").join(other, on="key").drop("key"),
        on="at",
        how="left",
    )
    counted = with_leaves(counted.join(other, on="key", how="anti", maintain_order="left"))
    asides = rows.filter(pl.col("why").is_not_null()).join(flows.select("key", "id"), on="key", how="left")
    return counted.select(pl.col(c).cast(t) for c, t in COUNTED.items()), asides.sort("at").select(*ASIDES)


def _flows(rows: pl.DataFrame, flows: pl.DataFrame) -> pl.DataFrame:
    """One row for each flow that has a row left: the row itself, or the sum of its parts."""
    first = ("edition", "code", "words", "file", "row")
    unit = pl.col("unit").n_unique() == 1
    told = rows.group_by("key").agg(
        pl.len().alias("rows"),
        *(pl.col(c).first() for c in first),
        *(_sum(c, unit if c == "quantity" else pl.lit(True)) for c in FIGURES),
        pl.when(unit).then(pl.col("unit").first()).alias("unit"),
        pl.when(pl.col("mode").n_unique() == 1).then(pl.col("mode").first().replace(0, None)).alias("mode"),
        pl.col("told_mode").first(),
    )
    told = told.with_columns(pl.coalesce("mode", "told_mode").alias("mode"), level().alias("level"))
    return flows.join(told, on="key", maintain_order="left")


def _sum(column: str, also: pl.Expr) -> pl.Expr:
    """The sum of a figure of every part; null where one is not known."""
    figure = pl.col(column)
    return pl.when((figure.null_count() == 0) & also).then(figure.sum()).alias(column)
