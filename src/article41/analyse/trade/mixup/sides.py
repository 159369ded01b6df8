"""The books of a State with each Korea: one row a good and period, whichever side told it."""

from __future__ import annotations

import polars as pl

from article41.flows import KOR, TOTAL

BOOK = ["source", "state", "flow", "freq"]
"""Rows of one book can be compared: one publisher, one State, one direction, months or years."""
SHELF = [*BOOK, "level"]
GOOD = [*SHELF, "good"]
WITHOUT_CODE = -1
"""The level of goods that are told by words alone."""


def level_of(code: pl.Expr) -> pl.Expr:
    """Digits of a code, 0 for TOTAL, WITHOUT_CODE for words and null."""
    digits = pl.when(code.str.contains(r"^\d+$")).then(code.str.len_chars())
    return pl.when(code == TOTAL).then(0).otherwise(digits).fill_null(WITHOUT_CODE).cast(pl.Int8)


def side(flows: pl.DataFrame, korea: str) -> pl.DataFrame:
    """A State's imports from and exports to one Korea, of flows in the COUNTED schema.

    Columns: id, BOOK (state is the side that is not that Korea; flow is M or X as that State sees it), start,
    year, level (Int8, digits; 0 for TOTAL, WITHOUT_CODE), good (code, else words), chapter, value and weight
    (Float64, null where not known or nothing), is_nothing (told as nought), mode. BACI's rows with that Korea
    as exporter are imports of the other side.
    """
    told = flows.filter(pl.col("partner") == korea, pl.col("flow").is_in(["M", "X"])).with_columns(
        state="reporter"
    )
    reconciled = flows.filter(
        pl.col("source") == "baci", pl.col("reporter") == korea, pl.col("flow") == "X"
    ).with_columns(state="partner", flow=pl.lit("M"))
    return _shelved(pl.concat([told, reconciled]))


def mirror(flows: pl.DataFrame) -> pl.DataFrame:
    """What the Republic of Korea itself reports, turned to the other State's view; columns as of `side`."""
    own = flows.filter(
        pl.col("reporter") == KOR, pl.col("source") != "baci", pl.col("flow").is_in(["M", "X"])
    )
    return _shelved(
        own.with_columns(
            state="partner", flow=pl.when(pl.col("flow") == "M").then(pl.lit("X")).otherwise(pl.lit("M"))
        )
    )


def _shelved(rows: pl.DataFrame) -> pl.DataFrame:
    code = pl.col("code")
    return rows.select(
        "id",
        *BOOK,
        "start",
        year=pl.col("start").dt.year(),
        level=level_of(code),
        good=pl.coalesce(code, pl.col("words").str.to_lowercase(), pl.lit("")),
        chapter=pl.when(code != TOTAL).then(code.str.slice(0, 2)),
        value=_above_nothing("value_usd"),
        weight=_above_nothing("weight_kg"),
        is_nothing=(pl.coalesce("value_usd", "weight_kg") <= 0).fill_null(False),
        mode="mode",
    )


def _above_nothing(column: str) -> pl.Expr:
    return pl.when(pl.col(column).is_finite() & (pl.col(column) > 0)).then(column)
