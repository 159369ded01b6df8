"""Amounts in other money than US dollars: a column of a table's own that names the currency."""

from __future__ import annotations

import polars as pl

from article41.errors import Problem
from article41.read.tables import Table

HEADINGS = ("currency", "currency code", "currency_code", "ccy", "value currency", "value_currency")
DOLLARS = ("USD", "US$", "$", "US DOLLAR", "US DOLLARS", "840")


def foreign_amounts(table: Table) -> list[Problem]:
    """A problem for each row whose `value_usd` stands beside another currency; a blank one means dollars."""
    column = next((c for c in table.raw.columns if c.strip().casefold() in HEADINGS), None)
    if column is None or "value_usd" not in table.typed.columns:
        return []
    named = table.raw[column].cast(pl.String).str.strip_chars()
    wrong = table.typed.select("row", "value_usd").with_columns(named.alias("currency"))
    wrong = wrong.filter(
        pl.col("value_usd").is_not_null()
        & (pl.col("currency") != "")
        & ~pl.col("currency").str.to_uppercase().is_in(DOLLARS)
    )
    return [
        Problem(table.file, row, column, money, "USD", "its value is not counted; convert it to US dollars")
        for row, money in wrong.select("row", "currency").iter_rows()
    ]
