"""Listed names, searched: every entity with a name whose score reaches the threshold, best first."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from article41._core import INDEX_VERSION, Collector, Index, Refused, compare
from article41.analyse.matching.scores import THRESHOLD, UNKNOWN, Reason, known_schema
from article41.errors import InputError

if TYPE_CHECKING:
    import polars as pl

__all__ = ["INDEX_VERSION", "Hit", "Watchlist"]

Name = str | tuple[str, str]
"""A name, or a name and its quality: good or low (a weak alias)."""
CHUNK = 10_000
"""Entities handed over at a time, so that a million need not lie in memory twice."""
ALL = 2**63 - 1
"""Hits of a query without limit."""
COLUMNS = ("match_id", "match_score", "match_name", "matches")
"""What `screen_table` adds: the best hit, and how many there are."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity found: its `id`, how well its likest `name` meets the query, and the `reasons` for it."""

    id: str
    score: float
    name: str
    query: str
    schema: str
    query_schema: str = UNKNOWN
    quality: str = "good"
    """low: the name is a weak alias."""

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The parts of the score, worked out when asked for; the query's words stand first."""
        _, parts = compare(self.query, self.query_schema, self.name, self.schema)
        return tuple(Reason(*p) for p in parts)


class Watchlist:
    """Names of entities in an index that is exact: what it finds is what comparing each pair would find.

    Weak aliases are in it and kept apart: they count only where `weak` is asked for, and say so in the hit.
    """

    __slots__ = ("_index",)

    def __init__(self, index: Index) -> None:
        self._index = index

    @classmethod
    def from_names(cls, entities: Iterable[tuple[str, str, Iterable[Name]]]) -> Watchlist:
        """Builds an index in memory of (id, schema, names)."""
        collector = Collector()
        rest = iter(entities)
        while chunk := list(islice(rest, CHUNK)):
            collector.add([(i, _schema(of), [_with_quality(n) for n in names]) for i, of, names in chunk])
        return cls(collector.build())

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, offset: int = 0, length: int = 0) -> Watchlist:
        """Maps an index from a file, or from `length` bytes of it at `offset`. The file must not change in
        place while it is open. InputError where it is no index, or a damaged one."""
        try:
            return cls(Index.open(path, offset, length))
        except Refused as error:
            raise InputError.of(str(path), None, "an index of names", str(error)) from error

    @classmethod
    def from_bytes(cls, data: bytes, source: str = "bytes") -> Watchlist:
        """Opens an index that is in memory. InputError where it is none, or a damaged one."""
        try:
            return cls(Index.load(data))
        except Refused as error:
            raise InputError.of(source, None, "an index of names", str(error)) from error

    def to_bytes(self) -> bytes:
        """The index as one string of bytes, the same for the same names in the same order."""
        return self._index.to_bytes()

    def write(self, path: str | os.PathLike[str]) -> None:
        """Writes the index beside `path` first and then in its place, so that no reader sees half of it."""
        target = Path(path)
        partial = target.with_name(f".{target.name}.{os.getpid()}")
        partial.write_bytes(self.to_bytes())
        partial.replace(target)

    def __len__(self) -> int:
        return self._index.counts()[0]

    def lost(self, threshold: float = THRESHOLD) -> list[tuple[str, str]]:
        """The control test: (id, name) of every name, weak aliases apart, that does not find its own entity
        when it is asked for. None may be."""
        return self._index.lost(threshold)

    def screen(  # noqa: PLR0913  (what a user may choose, each by name)
        self,
        names: Sequence[str | None],
        *,
        schemas: str | Sequence[str | None] | None = None,
        threshold: float | None = None,
        limit: int | None = 5,
        threads: int | None = None,
        weak: bool = False,
        only: Sequence[str] = (),
    ) -> list[list[Hit]]:
        """The hits of each name, best first: `limit` of them, or all for None.

        `schemas` says what the names are of: one for all, or one for each; None is Unknown, which meets every
        listed schema. `only` names listed schemas that count alone. `threads`: None for all cores.
        """
        texts = [name or "" for name in names]
        asked = list(zip(texts, _each(schemas, len(texts)), strict=True))
        found: list[list[Hit]] = [[] for _ in texts]
        for at, entity, score, name, of, is_weak in self._index.screen(
            asked,
            list(only),
            THRESHOLD if threshold is None else threshold,
            ALL if limit is None else limit,
            weak,
            threads or 0,
        ):
            quality = "low" if is_weak else "good"
            found[at].append(Hit(entity, score, name, texts[at], of, asked[at][1], quality))
        return found

    def screen_table(  # noqa: PLR0913
        self,
        frame: Any,
        *,
        name: str = "name",
        schema: str | None = None,
        threshold: float | None = None,
        threads: int | None = None,
        weak: bool = False,
    ) -> pl.DataFrame:
        """The frame (Polars, or anything that Arrow can carry) with the columns `match_id`, `match_score`,
        `match_name` (null where nothing is found) and `matches`.

        `name` is the column of names. `schema` is the column of schemas, or a schema for all. InputError
        where the frame has no column of that name.
        """
        import polars as pl

        table = frame if isinstance(frame, pl.DataFrame) else pl.DataFrame(frame)
        if name not in table.columns:
            raise InputError.of("table", name, "a column with names", f"it has {', '.join(table.columns)}")
        each = table[schema].cast(pl.String).to_list() if schema in table.columns else schema
        hits = self.screen(
            table[name].cast(pl.String).to_list(),
            schemas=each,
            threshold=threshold,
            limit=None,
            threads=threads,
            weak=weak,
        )
        best = [h[0] if h else None for h in hits]
        return table.with_columns(
            pl.Series("match_id", [h and h.id for h in best], pl.String),
            pl.Series("match_score", [h and h.score for h in best], pl.Float64),
            pl.Series("match_name", [h and h.name for h in best], pl.String),
            pl.Series("matches", [len(h) for h in hits], pl.UInt32),
        )


def _with_quality(name: Name) -> tuple[str, bool]:
    return (name, False) if isinstance(name, str) else (name[0], name[1] == "low")


def _schema(name: str | None) -> str:
    known, note = known_schema(name)
    if note:
        warnings.warn(note, stacklevel=3)
    return known


def _each(schemas: str | Sequence[str | None] | None, count: int) -> list[str]:
    """A schema for each name; each unknown one is told once."""
    if schemas is None or isinstance(schemas, str):
        return [_schema(schemas)] * count
    if len(schemas) != count:
        raise ValueError(f"{count} names and {len(schemas)} schemas: give one schema, or one for each name")
    known = {name: _schema(name) for name in dict.fromkeys(schemas)}
    return [known[name] for name in schemas]
