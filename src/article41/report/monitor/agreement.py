"""Each figure beside the second one: how far the two lie apart, and for how many there is none."""

from __future__ import annotations

import polars as pl

from article41.report.monitor.grid import Grid, Row, number
from article41.report.monitor.tally import leaves
from article41.report.monitor.words import STATUS, source_name

NEAR = 0.2
"""Freight and insurance alone make an import 5 to 20 % dearer than the same export."""


def agreement_frame(findings: pl.DataFrame) -> pl.DataFrame:
    """A row a flow: both figures, their difference and ratio; null where either is not known."""
    other = pl.col("other_usd")
    return findings.select(
        "id", "state", "way", "source", "start", "end", "code", "goods", "status", "value_usd",
        "other_figure", "other_usd",
        (pl.col("value_usd") - other).alias("difference_usd"),
        (pl.col("value_usd") / pl.when(other > 0).then(other)).alias("ratio"),
    )  # fmt: skip


def by_agreement(findings: pl.DataFrame) -> Grid:
    """A row a class and source: how many flows have a second figure in US dollars, and how near it lies."""
    ratio = pl.col("ratio")
    is_near = ratio.is_between(1 - NEAR, 1 / (1 - NEAR))
    found = (
        agreement_frame(leaves(findings))
        .group_by("status", "source")
        .agg(
            pl.len().alias("flows"),
            is_near.sum().alias("near"),
            is_near.not_().sum().alias("far"),
            ratio.is_null().sum().alias("none"),
        )
        .sort("status", "source")
    )
    rows: list[Row] = [
        (
            STATUS[row["status"]].label,
            source_name(row["source"]),
            *(number(row[n]) for n in ("flows", "near", "far", "none")),
        )
        for row in found.iter_rows(named=True)
    ]
    return Grid(
        "Second figures",
        ("class", "source", "#flows", "#within a fifth", "#further apart", "#no second figure in USD"),
        rows,
        len(rows),
        "findings.csv",
        "Another telling of the same flow. The two are shown side by side and never averaged.",
    )
