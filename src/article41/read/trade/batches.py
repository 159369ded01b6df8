"""The rows of a file of trade in batches: a column for each role, each row with its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from article41.errors import InputError, Problem
from article41.read.trade.opening import TradeFile
from article41.read.trade.text import RowFault, text_batches

_BATCH = 500_000


@dataclass(frozen=True, slots=True)
class Batch:
    """`frame`: row (UInt32) and one column a role, in the types the file has. `height`: rows of the file that
    it stands for, faulty ones included."""

    frame: pl.DataFrame
    height: int
    faults: tuple[RowFault, ...] = ()


def batches(opened: TradeFile, only: pl.Expr | None = None) -> Iterator[Batch]:
    """Every row once, in the file's order. Raises InputError where the file cannot be read to its end.

    `only`: rows of which this cannot hold may be left out, to save work; it is asked of roles as the file has
    them, and text is read whole all the same.
    """
    if opened.stream.kind == "parquet":
        yield from _parquet(opened, only)
        return
    held: list[pl.DataFrame] = []
    faults: list[RowFault] = []
    height = waiting = 0
    for part in text_batches(opened):
        held.append(part.frame)
        faults += part.faults
        height += part.height
        waiting += part.frame.height
        if waiting >= _BATCH:
            yield Batch(pl.concat(held), height, tuple(faults))
            held, faults, height, waiting = [], [], 0, 0
    if held:
        yield Batch(pl.concat(held), height, tuple(faults))


def _parquet(opened: TradeFile, only: pl.Expr | None) -> Iterator[Batch]:
    names = list(opened.stream.headings)
    picked = [pl.col(names[place]).alias(role) for role, place in opened.places.items()]
    try:
        scan = pl.scan_parquet(opened.path, glob=False).select(picked).with_row_index("row", offset=1)
        scan = scan if only is None else scan.filter(only)
        for frame in scan.collect_batches(chunk_size=_BATCH, maintain_order=True, engine="streaming"):
            yield Batch(_plain(frame), frame.height)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else None
        raise InputError([Problem(opened.file, expected="a whole Parquet file", hint=reason)]) from None


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Words of a dictionary as text, exact decimals as floats."""
    texts = [name for name, dtype in frame.schema.items() if dtype in (pl.Categorical, pl.Enum, pl.Null)]
    exact = [name for name, dtype in frame.schema.items() if dtype.is_decimal()]
    return frame.with_columns(pl.col(texts).cast(pl.String), pl.col(exact).cast(pl.Float64))
