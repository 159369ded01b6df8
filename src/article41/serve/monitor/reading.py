"""Files of trade statistics read once: what is read is kept beside the report until that is whole."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import polars as pl

from article41.errors import InputError, Problem
from article41.flows import READ
from article41.keep.files import appearing
from article41.read.trade import TradeRead, read_trade
from article41.report.monitor.record import FileRead
from article41.serve.monitor.asking import Asking
from article41.serve.monitor.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Input:
    """One file read. `usual`: the USUAL of (reporter, flow, code) keys, in a second pass over the file."""

    told: FileRead
    flows: pl.DataFrame
    coverage: pl.DataFrame
    problems: tuple[Problem, ...]
    usual: Callable[[pl.DataFrame], pl.DataFrame]


class _Told(msgspec.Struct):
    """What is kept of a file besides its tables."""

    source: str
    format: str
    rows: int
    problems: list[Problem]
    notes: list[str]


def read_inputs(
    asking: Asking,
    hashes: Mapping[Path, str],
    work: Workspace,
    progress: Callable[[int], None],
) -> tuple[list[Input], list[Problem]]:
    """Every file that can be read, each once however often it is named, and what is wrong with the others.

    `progress` is told the bytes done. Raises InputError where none can be read.
    """
    inputs, problems, seen = [], [], dict[str, str]()
    for path in asking.files:
        digest = hashes[path]
        if digest in seen:
            problems.append(
                Problem(
                    path.name, None, None, None, f"each file once; this is {seen[digest]} again, not counted"
                )
            )
        else:
            seen[digest] = path.name
            try:
                inputs.append(_read(path, digest, asking, work))
            except InputError as error:
                problems += error.problems
        progress(path.stat().st_size)
    if not inputs:
        raise InputError(problems)
    return inputs, problems


def _read(path: Path, digest: str, asking: Asking, work: Workspace) -> Input:
    key = _key(digest, asking)
    kept = work.cached(f"{key}.told")
    opened: list[TradeRead] = []

    def fresh() -> TradeRead:
        if not opened:
            opened.append(read_trade(path, asking.assumed, asking.maps))
        return opened[0]

    def usual(keys: pl.DataFrame) -> pl.DataFrame:
        rows = keys.select("reporter", "flow", "code").unique().sort(pl.all())
        name = hashlib.sha256(rows.write_csv().encode()).hexdigest()[:16]
        return _table(work.cached(f"{key}.{name}.usual"), lambda: fresh().usual(rows))

    if not kept.exists():
        read = fresh()
        _keep(work.cached(f"{key}.flows"), read.flows)
        _keep(work.cached(f"{key}.coverage"), read.coverage)
        told = _Told(read.source, read.format, read.rows, list(read.problems), list(read.notes))
        with appearing(kept) as stream:  # last: where it stands, so do the tables
            stream.write(msgspec.json.encode(told))
    told = msgspec.json.decode(kept.read_bytes(), type=_Told)
    flows = pl.read_parquet(work.cached(f"{key}.flows")).with_columns(pl.lit(path.name).alias("file"))
    coverage = pl.read_parquet(work.cached(f"{key}.coverage"))
    file = FileRead(
        path.name,
        digest,
        path.stat().st_size,
        told.source,
        told.rows,
        flows.height,
        (told.format, *told.notes),
    )
    return Input(file, flows.select(list(READ)), coverage, tuple(told.problems), usual)


def _key(digest: str, asking: Asking) -> str:
    asked = msgspec.json.encode([digest, sorted(asking.assumed.items()), sorted(asking.maps.items())])
    return hashlib.sha256(asked).hexdigest()[:24]


def _table(place: Path, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    if not place.exists():
        _keep(place, make())
    return pl.read_parquet(place)


def _keep(place: Path, frame: pl.DataFrame) -> None:
    whole = io.BytesIO()
    frame.write_parquet(whole, compression="lz4")
    with appearing(place) as stream:
        stream.write(whole.getbuffer())


def all_of(inputs: Sequence[Input], name: str) -> pl.DataFrame:
    """One table of every input's `flows` or `coverage`."""
    frames: list[pl.DataFrame] = [getattr(one, name) for one in inputs]
    return pl.concat(frames, how="vertical_relaxed")
