"""What a row may have, one bit each, packed into masks: each distinct list of texts is written once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from article41.decide.columns import Gate, expr, gate_or
from article41.decide.conditions import duty_text
from article41.model import FactRef, Then

WIDTH = 56
"""Bits used of an unsigned 64-bit mask."""


@dataclass(frozen=True, slots=True)
class Bit:
    """One thing a row may have, when it has it, and how it is written."""

    when: Gate
    text: str
    then: Then | None = None


def texts(frame: pl.DataFrame, name: str, bits: Sequence[Bit], where: Gate) -> pl.Series:
    """A list of texts a row, empty outside `where`: bits packed into masks, each written once."""
    live = [b for b in bits if b.when is not False]
    none = pl.Series(name, [[]], dtype=pl.List(pl.String))
    if not live or where is False:
        return none.gather(pl.repeat(0, len(frame), dtype=pl.UInt32, eager=True))
    columns = _masks(live)
    moving = gate_or(b.when for b in live if _bases(b))
    for fact in {f for b in live for f in _bases(b)}:  # a deadline that moves with the row is part of it
        columns[f"day.{fact}"] = pl.when(expr(moving)).then(pl.col(fact))
    if where is True:
        return _written(live, frame.select(**columns)).rename(name)
    part, places = where_only(frame, where, columns)
    return _written(live, part).gather(places).fill_null([]).rename(name)


def where_only(
    frame: pl.DataFrame, where: Gate, columns: Mapping[str, pl.Expr]
) -> tuple[pl.DataFrame, pl.Series]:
    """The columns computed for the rows of `where` alone, and for every row its place among them or null."""
    every = pl.repeat(True, pl.len())  # as long as the frame, even where the gate is one value
    chosen = frame.select((every & expr(where)).alias("chosen"))["chosen"]
    part = frame.lazy().filter(chosen).select(**columns).collect()
    return part, pl.select(pl.when(chosen).then(chosen.cum_sum() - 1)).to_series()


def _bases(bit: Bit) -> tuple[str, ...]:
    return (bit.then.by.fact,) if bit.then and isinstance(bit.then.by, FactRef) else ()


def _masks(bits: list[Bit]) -> dict[str, pl.Expr]:
    """64-bit masks, put together from bytes: most of the adding is then done on an eighth of the memory."""
    masks = {}
    for start in range(0, len(bits), WIDTH):
        total: pl.Expr = pl.lit(0, pl.UInt64)
        for low in range(start, min(start + WIDTH, len(bits)), 8):
            byte: pl.Expr = pl.lit(0, pl.UInt8)
            for i, bit in enumerate(bits[low : min(low + 8, start + WIDTH)]):
                byte = byte + expr(bit.when).cast(pl.UInt8) * pl.lit(1 << i, pl.UInt8)
            total = total + byte.cast(pl.UInt64) * pl.lit(1 << (low - start), pl.UInt64)
        masks[f"mask.{start}"] = total
    return masks


def _written(bits: list[Bit], rows: pl.DataFrame) -> pl.Series:
    distinct = rows.unique()
    found = [_texts(bits, row) for row in distinct.iter_rows(named=True)]
    lookup = distinct.with_columns(pl.Series("texts", found, dtype=pl.List(pl.String)))
    return rows.join(lookup, on=rows.columns, how="left", nulls_equal=True, maintain_order="left")["texts"]


def _texts(bits: list[Bit], row: Mapping[str, Any]) -> list[str]:
    texts: dict[str, None] = {}
    for i, bit in enumerate(bits):
        if row[f"mask.{i - i % WIDTH}"] >> i % WIDTH & 1:
            texts[_text(bit, row)] = None
    return list(texts)


def _text(bit: Bit, row: Mapping[str, Any]) -> str:
    then = bit.then
    if then is None or then.by is None:
        return bit.text
    if isinstance(then.by, date):
        return duty_text(then, then.by)
    day = row[f"day.{then.by.fact}"]
    return duty_text(then, None if day is None else day + timedelta(days=then.by.plus))
