"""What is known beforehand: what each Korea sells, and how much other States trade with the DPRK."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

import polars as pl

from article41.flows import KOR, PRK


@lru_cache(maxsize=1)
def goods_of() -> dict[str, dict[str, str]]:
    """For each Korea the goods that speak for it as their origin: HS prefix to words."""
    found: dict[str, dict[str, str]] = {KOR: {}, PRK: {}}
    for row in _rows("baskets.csv"):
        found[row["korea"]][row["heading"]] = row["goods"]
    return found


@lru_cache(maxsize=1)
def trade_of_others() -> pl.DataFrame:
    """What KOTRA counts of the DPRK's trade with all States but China, mix-ups taken out.

    Columns: year (Int32), of (Int32, the year the figure is of), others_usd (Float64, exports and imports
    together). Years without a figure near enough are not there.
    """
    rows = [
        (year, int(r["of"]), float(r["usd"]))
        for r in _rows("others.csv")
        for year in range(int(r["from"]), int(r["until"]))
    ]
    return pl.DataFrame(
        rows, schema={"year": pl.Int32, "of": pl.Int32, "others_usd": pl.Float64}, orient="row"
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("article41") / "analyse" / "trade" / "mixup" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
