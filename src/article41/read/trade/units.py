"""Units of quantity in the words of the project, and weights among them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import polars as pl

_KILOGRAMS = {"kg": 1.0, "t": 1000.0}


@lru_cache(maxsize=1)
def load_units() -> Mapping[str, tuple[str | None, float]]:
    """Comtrade's number of a unit, or a word for it, to our unit and how many of it one is."""
    text = (files("article41") / "read" / "trade" / "units.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["word"]: (row["unit"] or None, float(row["factor"])) for row in rows}


def in_our_units(quantity: pl.Series, words: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Quantities (0 is read as not known) and units; a word that is none of ours stays as it is."""
    known = load_units()
    keys = words.cast(pl.String).str.strip_chars()
    distinct = keys.unique()
    found = [known.get((word or "n/a").casefold(), (word, 1.0)) for word in distinct]
    own = keys.replace_strict(distinct, [unit for unit, _ in found], return_dtype=pl.String)
    factor = keys.replace_strict(distinct, [factor for _, factor in found], return_dtype=pl.Float64)
    known_quantity = pl.select(pl.when(quantity != 0).then(quantity * factor))
    return known_quantity.to_series().alias("quantity"), own.alias("unit")


def kilograms(quantity: pl.Series, units: pl.Series) -> pl.Series:
    """The weight of quantities that are weights, else null."""
    factor = units.replace_strict(_KILOGRAMS, default=None, return_dtype=pl.Float64)
    return (quantity * factor).alias("weight_kg")
