"""One pass over all rows of a file: who reported what, what is wrong, and the rows of the two Koreas."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeAlias

import polars as pl

from article41.errors import Problem
from article41.flows import COVERAGE
from article41.read.trade.batches import Batch, batches
from article41.read.trade.codes import Codes
from article41.read.trade.distinct import Tally, counted, rows_of, rows_where
from article41.read.trade.faults import LISTED_OF_A_KIND, Faults
from article41.read.trade.figures import figures
from article41.read.trade.keys import Keys
from article41.read.trade.opening import TradeFile
from article41.read.trade.parts import Wrong, in_rows
from article41.read.trade.periods import ANNUAL
from article41.read.trade.rows import SCHEMA, paired, typed_rows
from article41.read.trade.usual import KOREAS, Known

_Found: TypeAlias = dict[tuple[object, ...], tuple[Wrong, ...]]
"""Cells to what is wrong with them."""
_AHEAD = 1
"""Batches whose cells are counted while another is taken."""
_FIGURES = ("value", "figure", "weight", "quantity", "quantity2")


def _ahead(
    pool: ThreadPoolExecutor, found: Iterator[Batch], roles: Sequence[tuple[str, ...]]
) -> Iterator[tuple[Batch, list[pl.DataFrame]]]:
    """Each batch with its different cells of each set of roles, in order, a few batches in advance."""

    def cells(batch: Batch) -> list[pl.DataFrame]:
        return [counted(batch.frame, some) for some in roles] if batch.frame.height else []

    waiting: deque[tuple[Batch, Future[list[pl.DataFrame]]]] = deque()
    for batch in found:
        waiting.append((batch, pool.submit(cells, batch)))
        if len(waiting) > _AHEAD:
            first, told = waiting.popleft()
            yield first, told.result()
    for first, told in waiting:
        yield first, told.result()


class Scan:
    """What has been read so far."""

    def __init__(self, opened: TradeFile, keys: Keys) -> None:
        self._opened = opened
        self._keys = keys
        self._faults = Faults(opened.file, opened.columns, opened.problems)
        self._kept: list[pl.DataFrame] = []
        self._reported = Tally(opened.file, keys.reported)
        self._partners = Tally(opened.file, keys.partner.roles)
        self._commodities = Tally(opened.file, keys.commodity.roles)
        parts = (keys.reporter, keys.partner, keys.flow, keys.period, keys.commodity)
        self._wrong: dict[tuple[str, ...], _Found] = {part.roles: {} for part in parts}
        self._codes = Codes(keys.commodity)
        self.rows = 0

    def run(self, progress: Callable[[int], None]) -> None:
        """Reads to the end; `progress` is told how many rows are read so far."""
        tallies = (self._reported, self._partners, self._commodities)
        # grouping is most of the work, and lets other threads run
        with ThreadPoolExecutor(_AHEAD) as pool:
            for batch, found in _ahead(pool, batches(self._opened), [tally.roles for tally in tallies]):
                self._take(batch, found)
                progress(self.rows)
        self._codes.count(self._commodities.counts())
        for wrong, rows, count in self._codes.unproven():
            self._faults.add(wrong, rows, count)

    def _take(self, batch: Batch, found: Sequence[pl.DataFrame]) -> None:
        self.rows += batch.height
        for fault in batch.faults:
            self._faults.add(Wrong("", fault.found, fault.expected, fault.hint), [fault.row])
        frame = batch.frame
        if not frame.height:
            return
        self._take_keys(frame, *found)
        self._take_figures(frame)
        sides = ((found[0], self._keys.reporter), (found[1], self._keys.partner))
        rows = pl.concat(
            rows_where(frame, cells, side, lambda area: area.iso3 in KOREAS) for cells, side in sides
        )
        rows = rows.unique()
        kept = frame.join(rows, on="row", how="semi").sort("row")
        self._kept.append(typed_rows(kept, self._opened, self._keys))

    def _take_keys(
        self, frame: pl.DataFrame, reported: pl.DataFrame, partners: pl.DataFrame, commodities: pl.DataFrame
    ) -> None:
        """Cells that no batch before had are read; rows with cells that are wrong are told."""
        keys = self._keys
        for raw in self._reported.add(reported):
            cut = keys.cut(raw)
            self._note(keys.reporter.roles, cut[0], keys.reporter.of(cut[0]).wrong)
            self._note(keys.flow.roles, cut[1], keys.flow.of(cut[1]).wrong)
            self._note(keys.period.roles, cut[2], keys.period.of(cut[2]).wrong)
        for raw in self._partners.add(partners):
            self._note(keys.partner.roles, raw, keys.partner.of(raw).wrong)
        for raw in self._commodities.add(commodities):
            self._note(keys.commodity.roles, raw, keys.commodity.of(raw).wrong)
            self._codes.meet(raw)
        for roles, found in self._wrong.items():
            if found:
                self._tell(frame, roles, found)
        self._codes.find(frame)

    def _note(self, roles: tuple[str, ...], raw: tuple[object, ...], wrong: tuple[Wrong, ...]) -> None:
        if wrong:
            self._wrong[roles][raw] = wrong

    def _tell(self, frame: pl.DataFrame, roles: Sequence[str], found: _Found) -> None:
        """Every row with these cells is wrong in the way that was said of them."""
        if not roles:
            for wrong in found[()]:
                self._faults.add(wrong, frame["row"].head(LISTED_OF_A_KIND).to_list(), frame.height)
            return
        rows = rows_of(frame, roles, list(found))
        first = pl.col("row").head(LISTED_OF_A_KIND)
        for *raw, count, some in rows.group_by(roles, maintain_order=True).agg(pl.len(), first).iter_rows():
            for wrong in found[tuple(raw)]:
                self._faults.add(wrong, some, count)

    def _take_figures(self, frame: pl.DataFrame) -> None:
        for role in _FIGURES:
            if role not in frame.columns:
                continue
            minus_one = role not in {"value", "figure"}
            wrong = figures(frame[role], groups=self._opened.format.groups, minus_one=minus_one)[1]
            told = wrong.with_columns(row=frame["row"].gather(wrong["place"])).sort("row")
            for (expected,), group in told.group_by("expected", maintain_order=True):
                kind = Wrong(role, None, str(expected))
                listed = group.head(self._faults.room_for(kind))
                for found, hint, row in listed.select("found", "hint", "row").iter_rows():
                    self._faults.add(Wrong(role, found, str(expected), hint), [row])
                self._faults.add(kind, (), group.height - listed.height)

    def known(self) -> Known:
        """What a second pass need not find out again."""
        keys = self._keys
        said = (
            self._reported.lookup(keys.reporter, "=reporter", lambda area: area.iso3),
            self._reported.lookup(keys.flow, "=flow", lambda flow: flow),
            self._commodities.lookup(keys.commodity, "=code", lambda found: found.code),
        )
        return Known(said, self._codes)

    def flows(self) -> pl.DataFrame:
        """SCHEMA: rows of the two Koreas, FAOSTAT's paired."""
        kept = pl.concat(self._kept) if self._kept else pl.DataFrame(schema=SCHEMA)
        return self._codes.settled(paired(kept) if self._opened.format.name == "faostat" else kept)

    def coverage(self) -> pl.DataFrame:
        """COVERAGE."""
        rows: Counter[tuple[str, str, int]] = Counter()
        months: dict[tuple[str, str, int], set[int]] = {}
        for raw, count in self._reported.counts():
            cut = self._keys.cut(raw)
            reporter, flow = self._keys.reporter.of(cut[0]), self._keys.flow.of(cut[1])
            period = self._keys.period.of(cut[2])
            if reporter.value is None or flow.value is None or period.value is None:
                continue
            key = reporter.value.iso3, flow.value, period.value.start.year
            rows[key] += count
            told = range(1, 13) if period.value.freq == ANNUAL else (period.value.start.month,)
            months.setdefault(key, set()).update(told)
        source = self._opened.format.source
        table = [(source, *key, len(months[key]), rows[key]) for key in sorted(rows)]
        return pl.DataFrame(table, schema=COVERAGE, orient="row")

    def notes(self) -> tuple[str, ...]:
        """What was done without anything being wrong, and how often."""
        asides: Counter[str] = Counter()
        for raw, count in self._reported.counts():
            cut = self._keys.cut(raw)
            aside = self._keys.reporter.of(cut[0]).aside or self._keys.flow.of(cut[1]).aside
            if aside is not None:
                asides[aside] += count
        return (
            *(f"{in_rows(count)} left out: {why}" for why, count in sorted(asides.items())),
            *self._codes.notes(),
        )

    def problems(self) -> tuple[Problem, ...]:
        """File first, then row by row, then what is but counted."""
        return self._faults.problems()
