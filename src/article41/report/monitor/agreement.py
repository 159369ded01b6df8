"""Each figure beside the second one: how far the two lie apart, and for how many there is none."""

from __future__ import annotations

import polars as pl

from article41.report.monitor.charts.dumbbell import NEAR
from article41.report.monitor.grid import Grid, Row, number
from article41.report.monitor.words import STATUS, source_name

_RATIO = pl.col("value_usd") / pl.when(pl.col("other_usd") > 0).then(pl.col("other_usd"))


def agreement_frame(findings: pl.DataFrame) -> pl.DataFrame:
    """A row a flow: both figures, their difference and ratio; null where either is not known."""
    return findings.select(
        "id", "state", "way", "source", "start", "end", "code", "goods", "status", "value_usd",
        "other_figure", "other_usd",
        (pl.col("value_usd") - pl.col("other_usd")).alias("difference_usd"),
        _RATIO.alias("ratio"),
    )  # fmt: skip


def by_agreement(counted: pl.DataFrame) -> Grid:
    """`counted`: leaves. A row a class and source: how many flows have a second figure, how near it is."""
    is_near = _RATIO.is_between(1 / NEAR, NEAR)
    found = (
        counted.group_by("status", "source")
        .agg(
            pl.len().alias("flows"),
            is_near.sum().alias("near"),
            is_near.not_().sum().alias("far"),
            _RATIO.is_null().sum().alias("none"),
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
        ("class", "source", "#flows", "#within a quarter", "#further apart", "#no other telling in USD"),
        rows,
        len(rows),
        "findings.csv",
        "Another telling of the same flow, by another source or the other side, never averaged with the "
        "first. What a State reports with the Republic of Korea is another trade and is not compared here.",
    )
