"""The codes of a whole file: what they are coded in, and whether a column of numbers lost leading zeros."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import polars as pl

from article41.read.trade.commodities import Commodity
from article41.read.trade.distinct import rows_of
from article41.read.trade.faults import LISTED_OF_A_KIND
from article41.read.trade.parts import Part, Wrong, in_rows
from article41.read.trade.rows import GIVEN

_EXPECTED = "a commodity code with an even number of digits"
_UNPROVEN = "nothing in the file proves that a leading zero was lost; the row is kept without a code"


class Codes:
    """What all codes together tell.

    A code with an odd number of digits lost its zero where no other code of the file begins with one and
    others have as many digits as it has with the zero.
    """

    def __init__(self, part: Part[Commodity]) -> None:
        self._part = part
        self._widths: set[int] = set()
        self._has_zeros = False
        self._doubted: dict[tuple[object, ...], str] = {}
        self._first: dict[str, list[int]] = {}
        self._counts: Counter[str] = Counter()
        self._schemes: Counter[str] = Counter()
        self._editions: Counter[int] = Counter()
        self._asides: Counter[str] = Counter()
        self._restored = 0

    def meet(self, raw: tuple[object, ...]) -> None:
        """Cells that stand in the file."""
        found = self._part.of(raw).value
        if found is None or found.code is None:
            return
        if found.given is None and found.code.isdigit():
            self._widths.add(len(found.code))
            self._has_zeros |= found.code.startswith("0")
        elif found.given is not None and not found.is_proven:
            self._doubted[raw] = found.given

    def find(self, frame: pl.DataFrame) -> None:
        """Remembers the first rows of codes in doubt, in case that nothing proves them."""
        asked = [
            raw for raw, given in self._doubted.items() if len(self._first.get(given, ())) < LISTED_OF_A_KIND
        ]
        if not asked:
            return
        roles = self._part.roles
        rows = rows_of(frame, roles, asked).group_by(roles).agg(pl.col("row").head(LISTED_OF_A_KIND))
        for *raw, first in rows.iter_rows():
            self._first.setdefault(self._doubted[tuple(raw)], []).extend(first)

    def count(self, counts: Iterable[tuple[tuple[object, ...], int]]) -> None:
        """How many rows have which cells, once the file is read."""
        for raw, count in counts:
            said = self._part.of(raw)
            if said.aside is not None:
                self._asides[said.aside] += count
            if said.value is None:
                continue
            if said.value.scheme is not None:
                self._schemes[said.value.scheme] += count
            if said.value.edition is not None:
                self._editions[said.value.edition] += count
            if said.value.given is not None and not said.value.is_proven:
                self._counts[said.value.given] += count
            elif said.value.given is not None:
                self._restored += count

    def is_proven(self, given: str) -> bool:
        """Whether the other codes prove that these digits lost a zero."""
        return not self._has_zeros and len(given) + 1 in self._widths

    def unproven(self) -> Iterator[tuple[Wrong, list[int], int]]:
        """Codes that may be anything, the first of their rows, and how many rows have them."""
        for given, count in sorted(self._counts.items()):
            if not self.is_proven(given):
                rows = sorted(self._first.get(given, ()))[:LISTED_OF_A_KIND]
                yield Wrong("code", given, _EXPECTED, _UNPROVEN), rows, count

    def settled(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of rows.SCHEMA, with codes in doubt kept or taken away."""
        refused = [given for given in rows[GIVEN].unique() if given is not None and not self.is_proven(given)]
        if not refused:
            return rows
        is_kept = ~pl.col(GIVEN).is_in(refused).fill_null(False)
        return rows.with_columns(pl.when(is_kept).then("code").alias("code"))

    def notes(self) -> Iterator[str]:
        """What stands aside, has no HS code, or was repaired, and how often."""
        for why, count in sorted(self._asides.items()):
            yield f"{in_rows(count)} left out: {why}"
        yield from (
            f"{in_rows(count)} without an HS code: {scheme}"
            for scheme, count in sorted(self._schemes.items())
        )
        if len(self._editions) > 1:
            told = ", ".join(f"{year}: {count:,}" for year, count in sorted(self._editions.items()))
            yield f"several HS editions in one file, rows of each: {told}"
        restored = self._restored + sum(n for given, n in self._counts.items() if self.is_proven(given))
        if restored:
            yield f"a leading zero that the column lost was put back in {in_rows(restored)}"
