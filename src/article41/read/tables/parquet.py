"""Parquet, which brings its own types."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from article41.errors import InputError, Problem
from article41.read.tables.grid import Grid
from article41.read.tables.limits import Limits


def read_parquet(path: Path, file: str, limits: Limits) -> Grid:
    """Every record, columns in the types they have; the first record is row 1.

    Raises InputError where the file is damaged or larger than `limits` allow.
    """
    try:
        height = pl.scan_parquet(path, glob=False).select(pl.len()).collect().item()
        if height > limits.rows:
            found, expected = f"{height:,} rows", f"at most {limits.rows:,}"
            raise InputError([Problem(file, found=found, expected=expected, hint="split the file")])
        frame = pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else None
        raise InputError([Problem(file, expected="a whole Parquet file", hint=reason)]) from None
    if frame.width > limits.columns:
        raise InputError(
            [Problem(file, found=f"{frame.width:,} columns", expected=f"at most {limits.columns:,}")]
        )
    rows = pl.int_range(1, frame.height + 1, dtype=pl.UInt32, eager=True)
    return Grid(tuple(frame.columns), tuple(frame.get_columns()), rows)
