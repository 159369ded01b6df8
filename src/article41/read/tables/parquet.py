"""Parquet, which brings its own types."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from article41.errors import InputError, Problem
from article41.read.tables.grid import Grid
from article41.read.tables.limits import Limits

_CHUNK = 50_000
"""Rows asked of the file at a time where it is read in stretches: each asking costs some milliseconds."""


def read_parquet(path: Path, file: str, limits: Limits) -> Grid:
    """Every record, columns in the types they have; the first record is row 1.

    Raises InputError where the file is damaged or larger than `limits` allow.
    """
    headings, height = parquet_extent(path, file, limits)
    with _told(file):
        frame = pl.read_parquet(path, glob=False)
    return _grid(frame, headings, 1, height)


def parquet_extent(path: Path, file: str, limits: Limits) -> tuple[tuple[str, ...], int]:
    """The names of its columns and how many rows it has. Raises InputError as `read_parquet` does."""
    with _told(file):
        scan = pl.scan_parquet(path, glob=False)
        headings = tuple(scan.collect_schema())
        height = int(scan.select(pl.len()).collect().item())
    if height > limits.rows:
        raise InputError.of(file, f"{height:,} rows", f"at most {limits.rows:,}", "split the file")
    if len(headings) > limits.columns:
        raise InputError.of(file, f"{len(headings):,} columns", f"at most {limits.columns:,}")
    return headings, height


def parquet_batches(path: Path, file: str, height: int, size: int, skip: int = 0) -> Iterator[Grid]:
    """The rows, at most `size` at a time, after the first `skip`; what lies before is not read. Raises
    InputError where the file is damaged."""
    chunk = max(size, _CHUNK // size * size)
    for start in range(skip, height, chunk):
        with _told(file):
            frame = pl.scan_parquet(path, glob=False).slice(start, chunk).collect()
        for at in range(0, frame.height, size):
            part = frame.slice(at, size)
            yield _grid(part, tuple(part.columns), start + at + 1, part.height)


def _grid(frame: pl.DataFrame, headings: tuple[str, ...], row: int, height: int) -> Grid:
    rows = pl.int_range(row, row + height, dtype=pl.UInt32, eager=True)
    return Grid(headings, tuple(frame.get_columns()), rows)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """What Polars finds wrong with the file, as an InputError."""
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else None
        raise InputError([Problem(file, expected="a whole Parquet file", hint=reason)]) from None
