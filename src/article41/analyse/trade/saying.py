"""Figures and places as a sentence about a row says them, for whole columns at once."""

from __future__ import annotations

import polars as pl

_LARGEST = 9e15
"""Beyond it whole numbers are no longer exact; no trade figure comes near."""


def grouped(figure: pl.Expr) -> pl.Expr:
    """A figure in whole numbers with commas: 1,234,567; "not known" where it is null."""
    whole = figure.clip(0, _LARGEST).round(0).cast(pl.Int64).cast(pl.String)
    commas = whole.str.reverse().str.replace_all(r"(\d{3})", "${1},").str.reverse().str.strip_prefix(",")
    return commas.fill_null("not known")


def usd(figure: pl.Expr) -> pl.Expr:
    """A value: "1,234,567 USD"."""
    return _measured(figure, "USD")


def kilograms(figure: pl.Expr) -> pl.Expr:
    """A weight: "1,234,567 kg"."""
    return _measured(figure, "kg")


def figures(value: pl.Expr, weight: pl.Expr) -> pl.Expr:
    """What a row says: its value and, where it has one, its weight."""
    return (
        pl.when(weight.is_null())
        .then(usd(value))
        .otherwise(pl.format("{}, {}", usd(value), kilograms(weight)))
    )


def place(file: pl.Expr, row: pl.Expr, own: pl.Expr) -> pl.Expr:
    """Where another row stands, seen from a row of the file `own`: "row 7", "other.csv row 7"."""
    number = row.cast(pl.String).fill_null("?")
    near = file.eq_missing(own)
    return pl.when(near).then(pl.format("row {}", number)).otherwise(
        pl.format("{} row {}", file.fill_null("a file without a name"), number)
    )  # fmt: skip


def edition(year: pl.Expr) -> pl.Expr:
    """ "HS 2017"; "no HS edition"."""
    return pl.format("HS {}", year).fill_null("no HS edition")


def _measured(figure: pl.Expr, unit: str) -> pl.Expr:
    return (
        pl.when(figure.is_null())
        .then(pl.lit("not known"))
        .otherwise(pl.format("{} " + unit, grouped(figure)))
    )
