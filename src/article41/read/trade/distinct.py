"""The different cells of a batch: a million rows have a few thousand of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import polars as pl

from article41.errors import InputError
from article41.read.trade.parts import Part

T = TypeVar("T")
COUNT = "=count"
_MOST = 1_000_000
"""Different periods, States or codes of one file: the largest of Comtrade have some 50,000."""


class Tally:
    """How many rows of all batches have each of the different cells of some roles."""

    def __init__(self, file: str, roles: Sequence[str]) -> None:
        self._file = file
        self.roles = tuple(roles)
        self._seen: pl.DataFrame | None = None

    def add(self, found: pl.DataFrame) -> list[tuple[object, ...]]:
        """The cells of a batch, `counted`, that no batch before had. Raises InputError where there is no end
        of them."""
        if self._seen is None:
            self._seen = new = found
        else:
            on = list(self.roles)
            new = found.join(self._seen, on=on, how="anti", nulls_equal=True) if on else found.clear()
            both = pl.concat([self._seen, found])
            self._seen = both.group_by(on).agg(pl.col(COUNT).sum()) if on else both.sum()
        if self._seen.height > _MOST:
            found_text = f"more than {_MOST:,} different cells under {', '.join(self.roles)}"
            raise InputError.of(self._file, found_text, "columns of codes and periods", "check --map")
        return list(new.drop(COUNT).iter_rows())

    def lookup(self, part: Part[T], name: str, word: Callable[[T], str | None]) -> pl.DataFrame:
        """All different cells of `part`, whose roles are among these, with what they say under `name`; cells
        that say nothing are left out."""
        if not part.roles:
            said = part.of(()).value
            return pl.DataFrame({name: [None if said is None else word(said)]}, schema={name: pl.String})
        if self._seen is None:
            return pl.DataFrame(schema=dict.fromkeys((*part.roles, name), pl.String))
        cells = self._seen.select(part.roles).unique()
        values = (part.of(raw).value for raw in cells.iter_rows())
        words = [None if value is None else word(value) for value in values]
        return cells.with_columns(pl.Series(name, words, dtype=pl.String)).drop_nulls(name)

    def counts(self) -> Iterator[tuple[tuple[object, ...], int]]:
        """All different cells, and how many rows have them."""
        if self._seen is not None:
            for *raw, count in self._seen.iter_rows():
                yield tuple(raw), count


def counted(frame: pl.DataFrame, roles: Sequence[str]) -> pl.DataFrame:
    """The different cells of these roles and how many rows have each."""
    if not roles:
        return pl.DataFrame({COUNT: [frame.height]}, schema={COUNT: pl.UInt64})
    varied = [role for role in roles if not _is_constant(frame[role])]
    if not varied:
        return frame.head(1).select(roles).with_columns(pl.lit(frame.height, pl.UInt64).alias(COUNT))
    fixed = [pl.lit(frame[role][0], frame.schema[role]).alias(role) for role in roles if role not in varied]
    return (
        frame.group_by(varied)
        .len(COUNT)
        .with_columns(*fixed, pl.col(COUNT).cast(pl.UInt64))
        .select(*roles, COUNT)
    )


def _is_constant(column: pl.Series) -> bool:
    """A column of freqCode: costs a grouping of fifty million rows seconds, and tells it nothing."""
    if column.null_count() or column.head(1_000).n_unique() > 1:
        return False
    return bool(column.min() == column.max())


def rows_of(frame: pl.DataFrame, roles: Sequence[str], raws: Iterable[tuple[object, ...]]) -> pl.DataFrame:
    """The roles and numbers of all rows with any of these cells."""
    schema = {role: frame.schema[role] for role in roles}
    wanted = pl.DataFrame(list(raws), schema=schema, orient="row")
    return frame.select("row", *roles).join(wanted, on=list(roles), how="semi", nulls_equal=True).sort("row")


def rows_where(
    frame: pl.DataFrame, found: pl.DataFrame, part: Part[Any], is_meant: Callable[[Any], bool]
) -> pl.DataFrame:
    """The numbers of the rows whose cells say something that is meant. `found`: the different cells of the
    frame, those of `part` among them."""
    if not part.roles:
        value = part.of(()).value
        return frame.select("row").head(frame.height if value is not None and is_meant(value) else 0)
    raws = [
        raw
        for raw in found.select(part.roles).unique().iter_rows()
        if (value := part.of(raw).value) is not None and is_meant(value)
    ]
    if not raws:
        return frame.select("row").clear()
    return rows_of(frame, part.roles, raws).select("row")
