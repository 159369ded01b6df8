"""The monitor's tables as CSV files beside its pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from typing import Any

import polars as pl

from article41.analyse.trade.agreement import agreement
from article41.analyse.trade.petroleum import CapSeries
from article41.errors import Problem
from article41.report.exports import JOIN, write_flat_csv
from article41.report.monitor.piece import Piece
from article41.report.monitor.record import FileRead, Monitor

_CONTROLS = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
"""What no cell means and what cuts a file short in a reader written in C."""


def data_frames(monitor: Monitor) -> dict[str, pl.DataFrame]:
    """File name without its ending to table, in the order a reader would look at them."""
    return {
        "findings": monitor.findings,
        "counted": monitor.counted,
        "agreement": agreement(monitor.counted),
        "coverage": monitor.coverage,
        "asides": monitor.asides,
        "caps": cap_frame(monitor),
        "published": monitor.published,
        "events": monitor.events,
        "filings": monitor.filings,
        "files": file_frame(monitor),
        "problems": problem_frame(monitor),
    }


def data_pieces(monitor: Monitor) -> Iterator[Piece]:
    """A CSV file a table."""
    for name, frame in data_frames(monitor).items():
        yield Piece(f"data/{name}.csv", _making(frame))


def _making(frame: pl.DataFrame) -> Callable[[], bytes]:
    return lambda: csv_bytes(frame)


def cap_frame(monitor: Monitor) -> pl.DataFrame:
    """The caps' series, a row a figure; `share_low` to `share_high` as fractions of the limit."""
    shares = (
        pl.col(name) / pl.when(pl.col("limit") > 0).then(pl.col("limit"))
        for name in ("low", "middle", "high")
    )
    found = _frame(monitor.caps, CapSeries)
    return found.with_columns(
        share.alias(f"share_{n}") for n, share in zip(("low", "middle", "high"), shares, strict=True)
    )


def file_frame(monitor: Monitor) -> pl.DataFrame:
    """The inputs, a row a file."""
    return _frame(monitor.files, FileRead)


def problem_frame(monitor: Monitor) -> pl.DataFrame:
    """What is wrong in the inputs, by file and row."""
    return _frame(monitor.problems, Problem)


_TYPES: dict[str, Any] = {
    "str": pl.String, "str | None": pl.String, "int": pl.Int64, "int | None": pl.Int64, "float": pl.Float64,
    "date": pl.Date, "tuple[str, ...]": pl.List(pl.String), "tuple[int, ...]": pl.List(pl.Int64),
}  # fmt: skip


def _frame(records: tuple[Any, ...], kind: type) -> pl.DataFrame:
    schema = {f.name: _TYPES[str(f.type)] for f in fields(kind)}
    return pl.DataFrame([asdict(record) for record in records], schema=schema, orient="row")


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists joined, closed words as text, control characters shown as what nobody can read."""
    texts = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if isinstance(kind, pl.List):
            column = column.cast(pl.List(pl.String)).list.join(JOIN, ignore_nulls=True).replace("", None)
        elif isinstance(kind, pl.Enum | pl.Categorical):
            column = column.cast(pl.String)
        elif isinstance(kind, pl.Struct):
            column = column.struct.json_encode()
        elif kind != pl.String:
            continue
        texts.append(column.str.replace_all(_CONTROLS, "\ufffd").alias(name))
    return frame.with_columns(texts)


def csv_bytes(frame: pl.DataFrame) -> bytes:
    """UTF-8; a cell that a spreadsheet would run is quoted with an apostrophe."""
    out = io.BytesIO()
    write_flat_csv(flat(frame), out)
    return out.getvalue()
