"""Which flows enter sums: those without a finer code beside them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from article41.analyse.trade.saying import usd
from article41.flows import TOTAL

NEAR = 0.01
SMALL_USD = 1_000.0
"""What finer codes may leave of a coarser one, as a share and in all, before it is named."""

_PERIOD = ("source", "reporter", "partner", "flow", "freq", "start", "end")
_IN_YEAR = ("source", "reporter", "partner", "flow", "year")


def with_leaves(flows: pl.DataFrame) -> pl.DataFrame:
    """Flows with `is_leaf`.

    A code is no leaf where a finer one stands beside it in the same period, or where one is told by the year
    and the other by the month, in the same year. So two leaves never hold the same trade, and their sum never
    exceeds what the coarsest row says by more than its file contradicts itself. What the finer codes leave of
    a coarser one is no row of ours; `untold` names it. Never leaves: re-exports and re-imports, which stand
    inside X and M, and rows whose classification could not be placed, which may be sums of each other. Items
    of FAOSTAT are leaves each: several of them may share one HS code.
    """
    codes = flows.filter(_is_nested()).select("key", "grp", "code", "level", "freq", *_IN_YEAR[:-1], _year())
    coarse = [_coarse(codes, codes, ("grp",))]
    if codes["freq"].n_unique() > 1:
        years, months = (codes.filter(pl.col("freq") == f) for f in ("A", "M"))
        coarse += [_coarse(years, months, _IN_YEAR), _coarse(months, years, _IN_YEAR)]
    is_coarse = pl.col("key").is_in(pl.concat(coarse).unique().implode())
    is_item = pl.col("source") == "faostat"
    is_leaf = pl.col("flow").is_in(["M", "X"]) & (is_item | (_is_nested() & ~is_coarse))
    return flows.with_columns(is_leaf.fill_null(False).alias("is_leaf"))


def untold(counted: pl.DataFrame) -> pl.DataFrame:
    """What finer codes leave of a coarser one, or exceed it by: id, usd (below 0: they exceed it), says.

    Only where it is more than 1 % and 1,000 USD; nothing where a value is not known, or where a month stands
    beside finer codes of the year.
    """
    codes = counted.filter(_is_nested() & pl.col("flow").is_in(["M", "X"])).with_columns(_year())
    leaves, coarser = codes.filter("is_leaf"), codes.filter(~pl.col("is_leaf"))
    years, months = (coarser.filter(pl.col("freq") == f) for f in ("A", "M"))
    sums = [
        _sums(coarser, leaves, _PERIOD),
        _sums(years, leaves.filter(pl.col("freq") == "M"), _IN_YEAR),
        _sums(months, leaves.filter(pl.col("freq") == "A"), _IN_YEAR).with_columns(
            pl.lit(None, pl.Float64).alias("finer")
        ),
    ]
    finer = (
        pl.concat(sums)
        .group_by("id")
        .agg(pl.when(pl.col("finer").null_count() == 0).then(pl.col("finer").sum()))
    )
    value, told, code = pl.col("value_usd"), pl.col("finer"), pl.col("code")
    rest = value - told
    less = pl.format("{} of {} under {} are not told at finer codes", usd(rest), usd(value), code)
    more = pl.format("finer codes of {} make {}, more than its own {}", code, usd(told), usd(value))
    return (
        coarser.join(finer, on="id", maintain_order="left")
        .filter((rest.abs() > NEAR * value) & (rest.abs() > SMALL_USD))
        .select("id", rest.alias("usd"), pl.when(rest > 0).then(less).otherwise(more).alias("says"))
    )


def _is_nested() -> pl.Expr:
    """Whether a code stands in the tree TOTAL, 2, 4, 6, 8 digits."""
    return pl.col("code").is_not_null() & (pl.col("source") != "faostat").fill_null(True)


def _year() -> pl.Expr:
    return pl.col("start").dt.year().alias("year")


def _coarse(rows: pl.DataFrame, among: pl.DataFrame, by: tuple[str, ...]) -> pl.Series:
    """Keys of the rows that have a finer code `among` those that agree in `by`."""
    found = [
        rows.filter(pl.col("level") == level).join(
            finer.select(*by, pl.col("above").alias("code")).unique(),
            on=[*by, "code"],
            how="semi",
            nulls_equal=True,
        )["key"]
        for level, finer in _finer(rows, among)
    ]
    return pl.concat([rows.clear()["key"], *found])


def _sums(rows: pl.DataFrame, leaves: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    """`id` of each row with leaves under it, and what they make (`finer`; null where one is not known)."""
    value = pl.col("value_usd")
    known = pl.when(value.null_count() == 0).then(value.sum()).alias("finer")
    found = [
        rows.filter(pl.col("level") == level)
        .select(*by, "code", "id")
        .join(
            finer.group_by(*by, pl.col("above").alias("code")).agg(known), on=[*by, "code"], nulls_equal=True
        )
        .select("id", "finer")
        for level, finer in _finer(rows, leaves)
    ]
    return pl.concat([pl.DataFrame(schema={"id": pl.String, "finer": pl.Float64}), *found])


def _finer(rows: pl.DataFrame, among: pl.DataFrame) -> Iterator[tuple[int, pl.DataFrame]]:
    """For each level of `rows`, the finer codes `among` with the code `above` them at that level."""
    for level in sorted(rows["level"].unique()):
        above = pl.lit(TOTAL) if level == 0 else pl.col("code").str.head(level)
        yield level, among.filter(pl.col("level") > level).with_columns(above.alias("above"))
