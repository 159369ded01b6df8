"""What a row may have, one bit each, packed into masks: each distinct list of texts is written once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from article41.decide.columns import Gate, expr, gate_or
from article41.decide.conditions import duty_text
from article41.model import FactRef, Then

WIDTH = 60
"""Bits used of an unsigned 64-bit mask."""


@dataclass(frozen=True, slots=True)
class Bit:
    """One thing a row may have, when it has it, and how it is written."""

    when: Gate
    text: str
    then: Then | None = None


def texts(name: str, bits: Sequence[Bit]) -> pl.Expr:
    """A list of texts a row: bits packed into masks, each distinct mask written once."""
    live = [b for b in bits if b.when is not False]
    if not live:
        return pl.lit(None, pl.List(pl.String)).fill_null(pl.lit([], pl.List(pl.String))).alias(name)
    columns = _masks(live)
    base = {f for b in live for f in _bases(b)}
    moving = gate_or(b.when for b in live if _bases(b))
    for fact in base:  # a deadline that moves with the row is part of what is distinct
        columns[f"day.{fact}"] = pl.when(expr(moving)).then(pl.col(fact))
    packed = pl.struct(expression.alias(column) for column, expression in columns.items())
    return packed.map_batches(_writer(live), return_dtype=pl.List(pl.String), is_elementwise=True).alias(name)


def _bases(bit: Bit) -> tuple[str, ...]:
    return (bit.then.by.fact,) if bit.then and isinstance(bit.then.by, FactRef) else ()


def _masks(bits: list[Bit]) -> dict[str, pl.Expr]:
    masks = {}
    for start in range(0, len(bits), WIDTH):
        total: pl.Expr = pl.lit(0, pl.UInt64)
        for i, bit in enumerate(bits[start : start + WIDTH]):
            total = total + expr(bit.when).cast(pl.UInt64) * pl.lit(1 << i, pl.UInt64)
        masks[f"mask.{start}"] = total
    return masks


def _writer(bits: list[Bit]) -> Callable[[pl.Series], pl.Series]:
    def write(packed: pl.Series) -> pl.Series:
        rows = packed.struct.unnest()
        distinct = rows.unique()
        texts = [_texts(bits, row) for row in distinct.iter_rows(named=True)]
        lookup = distinct.with_columns(pl.Series("texts", texts, dtype=pl.List(pl.String)))
        return rows.join(lookup, on=rows.columns, how="left", nulls_equal=True, maintain_order="left")[
            "texts"
        ]

    return write


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
