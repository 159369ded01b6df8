"""A file of trade statistics read: the rows of the two Koreas, and who reported anything at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from article41.errors import Problem
from article41.flows import READ
from article41.read.tables.limits import Limits
from article41.read.tables.streams import STREAM_LIMITS
from article41.read.trade.keys import Keys, keys_of
from article41.read.trade.opening import TradeFile, open_trade
from article41.read.trade.scan import Scan
from article41.read.trade.usual import Known, usual


@dataclass(frozen=True, slots=True)
class TradeRead:
    """`format`: in words. `rows`: of the file, headings and blank lines not counted. `flows`: READ, every row
    in which one of the two Koreas is reporter or partner. `coverage`: COVERAGE over all rows. `problems`: the
    first of each kind row by row, the rest counted. `notes`: what was assumed, left out or repaired."""

    file: str
    source: str
    format: str
    rows: int
    flows: pl.DataFrame
    coverage: pl.DataFrame
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    _opened: TradeFile = field(repr=False, compare=False)
    _keys: Keys = field(repr=False, compare=False)
    _known: Known = field(repr=False, compare=False)

    def usual(self, keys: pl.DataFrame) -> pl.DataFrame:
        """USUAL for the (reporter, flow, code) of `keys`, in a second pass over the file.

        Areas not elsewhere specified are left out. Where the file has no partners but the world as a whole,
        that less the two Koreas is told and `partners` is null. Raises InputError as `read_trade` does.
        """
        return usual(self._opened, self._keys, self._known, keys)


def read_trade(
    path: Path | str,
    assumed: Mapping[str, str] | None = None,
    maps: Mapping[str, str] | None = None,
    limits: Limits = STREAM_LIMITS,
    progress: Callable[[int], None] = lambda _: None,
) -> TradeRead:
    """Reads CSV or Parquet of any size in bounded memory; only the rows of the two Koreas are kept.

    `assumed`: what the file does not tell (`{"reporter": "CHN", "flow": "X"}`; also partner, period, code and
    edition). `maps`: headings of the user's own to those of a format. `progress` is told how many
    rows are read so far.
    Raises InputError where the file is no table of trade or cannot be read to its end; all else that is wrong
    is in `problems`, and sound rows are unaffected.
    """
    opened = open_trade(path, assumed, maps, limits)
    keys = keys_of(opened)
    scan = Scan(opened, keys)
    scan.run(progress)
    return TradeRead(
        opened.file,
        opened.format.source,
        opened.format.words,
        scan.rows,
        scan.flows().select(list(READ)),
        scan.coverage(),
        scan.problems(),
        (*opened.notes, *scan.notes()),
        opened,
        keys,
        scan.known(),
    )
