"""Which HS edition counts where one period is told in several."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.flowkey import is_worded
from article41.analyse.trade.saying import edition
from article41.flows import TOTAL

COMPLETE = 0.01
"""How far the chapters, headings or lines of an edition may miss its TOTAL and still be all of it."""


def one_edition(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `why` where another edition tells the same of the same period.

    An edition that the reporter used itself goes before one that the publisher converted to; of two such the
    newer. That is decided chapter by chapter, so that a file with nothing but coal in an older edition loses
    no coal; but where the chosen edition's parts make up its TOTAL, nothing of another is left to add
    (between editions goods move from one chapter to another).
    """
    told = rows.select("grp", "edition").unique()["grp"]
    twice = told.filter(told.is_duplicated()).unique()
    if twice.is_empty():
        return rows
    several = rows.filter(pl.col("grp").is_in(twice.implode()))
    code = pl.col("code")
    chapter = pl.when(is_worded()).then("item").when(code == TOTAL).then(code).otherwise(code.str.head(2))
    several = several.with_columns(chapter.alias("chapter"))
    whole = _best(several, "grp").select("grp", pl.col("best").alias("whole"))
    chosen = _best(several, "grp", "chapter").join(whole, on="grp")
    mixed = chosen.filter(pl.col("best").ne_missing(pl.col("whole"))).select("grp").unique()
    complete = _complete(several.join(mixed, on="grp", how="semi").join(whole, on="grp"))
    chosen = chosen.join(complete, on="grp", how="left").with_columns(
        pl.when("is_complete").then("whole").otherwise("best").alias("best")
    )
    originals = several.group_by("grp", "edition").agg(pl.col("is_original").any().alias("own"))
    aside = (
        several.join(chosen.select("grp", "chapter", "best", "own_best"), on=["grp", "chapter"], how="left")
        .filter(pl.col("edition").ne_missing(pl.col("best")))
        .join(originals, on=["grp", "edition"], how="left", nulls_equal=True)
    )
    here, there = edition(pl.col("edition")), edition(pl.col("best"))
    why = (
        pl.when(~pl.col("own") & pl.col("own_best"))
        .then(pl.format("converted to {}; the original in {} counts", here, there))
        .when(pl.col("edition").is_null())
        .then(pl.format("told again without its HS edition; {} counts", there))
        .otherwise(pl.format("told in {} too; {} counts", here, there))
    )
    return rows.update(aside.select("at", why.alias("why")), on="at", how="left")


def _best(rows: pl.DataFrame, *by: str) -> pl.DataFrame:
    """For each group the edition that counts (`best`) and whether the reporter used it (`own_best`)."""
    return (
        rows.group_by(*by, "edition")
        .agg(pl.col("is_original").any().alias("own_best"))
        .sort(*by, "own_best", "edition", descending=[*(False for _ in by), True, True], nulls_last=True)
        .group_by(*by, maintain_order=True)
        .agg(pl.col("edition").first().alias("best"), pl.col("own_best").first())
    )


def _complete(rows: pl.DataFrame) -> pl.DataFrame:
    """Whether the edition that counts (`whole`) tells a TOTAL and, at some number of digits, all of it."""
    is_told = pl.col("edition").eq_missing(pl.col("whole")) & pl.col("is_total") & ~is_worded()
    told = rows.filter(is_told).unique("key", keep="first", maintain_order=True)
    is_total = pl.col("code") == TOTAL
    totals = told.filter(is_total).select("grp", pl.col("value_usd").alias("total"))
    return (
        told.filter(~is_total)
        .group_by("grp", pl.col("code").str.len_bytes())
        .agg(pl.col("value_usd").sum())
        .join(totals, on="grp")
        .group_by("grp")
        .agg(
            ((pl.col("value_usd") - pl.col("total")).abs() <= COMPLETE * pl.col("total"))
            .any()
            .alias("is_complete")
        )
    )
