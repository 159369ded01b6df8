"""Worlds in which one real row with the Republic of Korea stands under the DPRK; see docs/mixup.md."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from article41.analyse.trade.mixup import score_mixups
from article41.flows import KOR, PRK
from benchmarks.mixup_data import Book

WHOLE, SHIPMENT, TRUE = "whole year", "shipment", "true"
SMALLEST, LARGEST = 1 / 100, 1 / 12
"""The share of a year's row that one shipment is: drawn evenly between these."""
LEAST = 100.0
"""What a shipment has at least, in USD, or in kilograms where only weight is told."""
SPREAD = 0.2
"""Standard deviation of the logarithm of a shipment's price about the year's: assumed, not measured."""
AT_ONCE = 100
SMALL = 4
"""Pairs of figures below 10,000 are drawn from together, for there are few."""

KEY = ["source", "flow", "start", "code", "words"]


@dataclass(frozen=True, slots=True)
class Slip:
    """The row that moves, and how much of it (null where the row does not tell it)."""

    id: str
    value: float | None
    weight: float | None


def amounts(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that tell a value or a weight above nothing."""
    return rows.filter((pl.col("value_usd") > 0) | (pl.col("weight_kg") > 0))


def slips(book: Book, kind: str, seed: int) -> list[Slip]:
    """One slip for each row of the book with the Republic of Korea: the whole row, or one shipment of it."""
    chance = random.Random(f"{seed} {book.reporter} {kind}")  # noqa: S311  (repeatable, not secret)
    found = []
    for id_, value, weight in (
        amounts(book.counted).filter(partner=KOR).select("id", "value_usd", "weight_kg").iter_rows()
    ):
        if kind == WHOLE:
            found.append(Slip(id_, value, weight))
            continue
        share, price = chance.uniform(SMALLEST, LARGEST), chance.lognormvariate(0, SPREAD)
        slip = Slip(
            id_,
            None if value is None else value * share,
            None if weight is None else weight * share / (1 if value is None else price),
        )
        if ((slip.weight if slip.value is None else slip.value) or 0) >= LEAST:
            found.append(slip)
    return found


def earlier(book: Book, drifts: pl.DataFrame, seed: int, years: int, kept: float = 1.0) -> pl.DataFrame:
    """Rows of so many years before, drawn for each row with the Republic of Korea of a book of one year.

    `drifts` as of mixup_data.drifts. `kept` below 1 lets more rows be absent than were in those pairs.
    """
    chance = random.Random(f"{seed} {book.reporter}")  # noqa: S311  (repeatable, not secret)
    rows = amounts(book.counted).filter(partner=KOR)
    if book.counted["start"].n_unique() > 1:
        return rows.clear()
    pairs: dict[int, list[tuple[float | None, float | None]]] = {}
    for decade, value, weight in drifts.iter_rows():
        pairs.setdefault(max(decade, SMALL - 1), []).append((value, weight))
    drawn = []
    for row in rows.iter_rows(named=True):
        value, weight = row["value_usd"], row["weight_kg"]
        for year in range(row["start"].year - 1, row["start"].year - 1 - years, -1):
            size = value if value is not None else weight
            decade = min(max(len(str(int(size))) - 1, SMALL - 1), max(pairs))
            by_value, by_weight = chance.choice(pairs[decade])
            if by_value is None or chance.random() > kept:
                continue
            value = None if value is None else value * by_value
            weight = None if weight is None else weight * (by_weight or by_value)
            drawn.append(
                {
                    **row,
                    "id": f"{row['id']}~{year}",
                    "start": row["start"].replace(year=year),
                    "end": row["end"].replace(year=year + 1),
                    "value_usd": value,
                    "weight_kg": weight,
                }
            )
    return pl.DataFrame(drawn, schema=rows.schema) if drawn else rows.clear()


def scored_slips(book: Book, moved: list[Slip], before: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """MIXUP of each slip, each in a world where nothing else is changed; ids are those of the rows moved."""
    base = pl.concat([amounts(book.counted), before])
    for at in range(0, len(moved), AT_ONCE):
        some = moved[at : at + AT_ONCE]
        worlds = pl.DataFrame(
            [(str(n), s.id, s.value, s.weight) for n, s in enumerate(some)],
            schema={"world": pl.String, "moved": pl.String, "v": pl.Float64, "w": pl.Float64},
            orient="row",
        )
        rows = base.join(worlds, how="cross")
        is_it = pl.col("id") == pl.col("moved")
        rest = rows.with_columns(
            value_usd=pl.when(is_it).then(pl.col("value_usd") - pl.col("v")).otherwise("value_usd"),
            weight_kg=pl.when(is_it).then(pl.col("weight_kg") - pl.col("w")).otherwise("weight_kg"),
        )
        # whose whole figure moved has no row any more
        left = amounts(rest)
        wrong = rows.filter(is_it).with_columns(partner=pl.lit(PRK), value_usd="v", weight_kg="w")
        # a flow that stands there already takes the slip in
        prk = pl.concat([wrong, left.filter(partner=PRK)])
        prk = prk.group_by("world", *KEY, maintain_order=True).agg(
            pl.exclude("value_usd", "weight_kg").first(),
            _sum("value_usd"),
            _sum("weight_kg"),
        )
        every = pl.concat([left.filter(partner=KOR), prk.select(left.columns)]).with_columns(
            id=pl.format("{}#{}", "id", "world"), source=pl.format("{}#{}", "source", "world")
        )
        asked = every.filter(pl.col("partner") == PRK, pl.col("id") == pl.format("{}#{}", "moved", "world"))
        usual = book.usual.join(worlds.select("world"), how="cross").with_columns(
            source=pl.format("{}#{}", "source", "world")
        )
        flows = book.counted.columns
        yield score_mixups(asked.select(flows), every.select(flows), usual.drop("world")).with_columns(
            pl.col("id").str.replace(r"#\d+$", "")
        )


def _sum(column: str) -> pl.Expr:
    return pl.when(pl.col(column).is_not_null().any()).then(pl.col(column).sum()).alias(column)


def scored_true(book: Book, before: pl.DataFrame) -> pl.DataFrame:
    """MIXUP of each real flow with the DPRK, nothing moved."""
    rows = amounts(book.counted)
    return score_mixups(rows.filter(partner=PRK), pl.concat([rows, before]), book.usual)
