"""A ledger's table to supplies: which capped good, on which day, how much. All of it, or none.

In a ledger each row must be a supply of a capped good. A table of transactions may stand in for one: it has
no column `state`, but columns that say where goods go, and rows that no cap limits are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from article41.analyse.amounts import FACTOR_BOUNDS, measured
from article41.analyse.flow import FROM, GOODS_FACTS, TO, flow_columns
from article41.analyse.goods import Classifier
from article41.errors import InputError, Problem
from article41.model import ARRIVING, DPRK, LEAVING, Ledger, Members, Supply
from article41.read.ledger import MOVEMENT
from article41.read.tables import Table

SHOWN = 50
"""Problems listed before they are only counted."""
AGREEING = 0.01
"""How far an amount said twice may part: figures are rounded when they are converted."""
AMOUNTS = ("quantity", "barrels", "tonnes")

Row: TypeAlias = Mapping[str, Any]


def ledger_of(table: Table, capped: Mapping[str, str], classifier: Classifier) -> tuple[Ledger, int]:
    """The supplies of a ledger, and how many rows of a table of transactions no cap limits.

    `capped`: each good that a cap names, and the direction it limits. Raises InputError with everything
    that is wrong, by row and column: totals that lack a supply would be wrong.
    """
    reader = _Reader(table, capped, classifier)
    supplies, left_out = reader.read()
    problems = sorted((*table.problems, *reader.problems), key=lambda p: p.row or 0)
    if problems:
        placed = [p for p in problems if p.row is not None]
        whole = [p for p in problems if p.row is None]  # of the file, or how many more rows of a column
        more = len(placed) - SHOWN
        extra = (
            [Problem(table.file, found=f"and {more:,} more", expected="nothing wrong")] if more > 0 else []
        )
        raise InputError([*placed[:SHOWN], *extra, *whole])
    return Ledger(table.file, supplies), left_out


class _Reader:
    """Goes through a table once and gathers what is wrong with it."""

    def __init__(self, table: Table, capped: Mapping[str, str], classifier: Classifier) -> None:
        self.file = table.file
        self.frame = table.typed
        self.capped = capped
        self.classifier = classifier
        self.headings = {fact: heading for heading, fact in table.mapped}
        self.problems: list[Problem] = []
        self.is_transactions = "state" not in self.frame.columns and any(
            c in self.frame.columns for c in MOVEMENT
        )
        *rest, last = capped or ("",)
        self.goods = f"{', '.join(rest)} or {last}" if rest else last

    def read(self) -> tuple[tuple[Supply, ...], int]:
        """Every supply, and the number of rows left out."""
        if not self._has_columns():
            return (), 0
        supplies: list[Supply] = []
        first: dict[tuple[str, str | None], int] = {}
        left_out = 0
        frame = self._frame()
        for row, good in zip(frame.iter_rows(named=True), self._goods(frame), strict=True):
            if row["problem"] is not None or good is None:
                continue  # said already
            if not good:
                left_out += 1
                continue
            supply = self._supply(row, good)
            self._check_id(row, good, first)
            if supply is not None:
                supplies.append(supply)
        return tuple(supplies), left_out

    def _wrong(
        self, row: Row | None, column: str, found: object, expected: str, hint: str | None = None
    ) -> None:
        number = None if row is None else row["row"]
        shown = None if found is None else f"{found:g}" if isinstance(found, float) else str(found)
        self.problems.append(
            Problem(self.file, number, self.headings.get(column, column), shown, expected, hint)
        )

    def _has_columns(self) -> bool:
        """A column that is not there is said once, and not for every row."""
        found = len(self.problems)
        present = self.frame.columns
        for names, what in (
            (("date", "import_date"), "a column 'date'"),
            (GOODS_FACTS, "a column 'good', or 'hs' or 'description'"),
            (AMOUNTS, "a column 'quantity' with its 'unit', or 'barrels' or 'tonnes'"),
        ):
            if not any(name in present for name in names):
                self.problems.append(
                    Problem(self.file, expected=what, hint="a ledger says when, what, how much")
                )
        return len(self.problems) == found

    def _frame(self) -> pl.DataFrame:
        """With every column that is asked for, and the direction in a table of transactions."""
        asked = {
            **dict.fromkeys(("id", *GOODS_FACTS, "state", "unit", *MOVEMENT), pl.String),
            **dict.fromkeys(("date", "import_date"), pl.Date),
            **dict.fromkeys((*AMOUNTS, "value_usd"), pl.Float64),
        }
        frame = self.frame.with_columns(
            pl.lit(None, t).alias(c) for c, t in asked.items() if c not in self.frame.columns
        )
        return frame.with_columns(flow_columns()) if self.is_transactions else frame

    def _goods(self, frame: pl.DataFrame) -> Iterator[str | None]:
        """The capped good of each row; "" where it is none and may be left out; None where that is wrong."""
        rows = frame.select(*GOODS_FACTS).rows()
        wrong = self.classifier.wrong_good
        odd = {key: said for key in set(rows) if key[2] is not None and (said := wrong(key[0], key[2]))}
        keys = [key for key in dict.fromkeys(rows) if key not in odd]  # a ledger names few goods often
        found = dict(zip(keys, self.classifier.classify_many(keys), strict=True))
        for row, key in zip(frame.iter_rows(named=True), rows, strict=True):
            if row["problem"] is not None:
                yield None
            elif key in odd:
                self._wrong(row, "good", row["good"], *odd[key])
                yield None
            else:
                yield self._good(row, found[key].members)

    def _good(self, row: Row, members: Members) -> str | None:
        if self.is_transactions:
            states = {
                good: False if members[good] is False else row[f"flow.{way}"] and members[good]
                for good, way in self.capped.items()
            }
        else:
            states = {good: members[good] for good in self.capped}
        sure = [good for good, state in states.items() if state is True]
        if len(sure) == 1 and not any(state is None for state in states.values()):
            return sure[0]
        if self.is_transactions and not any(state is not False for state in states.values()):
            return ""
        column = next((f for f in ("good", "hs", "description") if row[f] is not None), "good")
        may_be = not sure and any(state is None for state in states.values())
        hint = "say which in the column good" if may_be and row["good"] is None else None
        expected = f"{self.goods}, as a cap names it"
        if self.is_transactions:
            hint = "whether a cap limits it must be known: goods, origin and destination"
        self._wrong(row, column, row[column], expected, hint)
        return None

    def _check_id(self, row: Row, good: str, first: dict[tuple[str, str | None], int]) -> None:
        """Two entries of one id are one supply entered twice; lines of a transaction may differ in goods."""
        name = row["id"]
        if name is None:
            if self.is_transactions:
                self._wrong(row, "id", None, "an id, by which a transaction is known from its own entry")
            return
        key = (name, good if self.is_transactions else None)
        if (at := first.setdefault(key, row["row"])) != row["row"]:
            self._wrong(row, "id", name, "each supply once", f"see row {at}")

    def _supply(self, row: Row, good: str) -> Supply | None:
        before = len(self.problems)
        way = self.capped[good]
        day: date | None = (row["import_date"] or row["date"]) if way == FROM else row["date"]
        if day is None:
            self._wrong(row, "date", None, "the day of the supply")
        side = LEAVING if way == TO else ARRIVING
        state = row[side[0]] if self.is_transactions else row["state"]
        if state == DPRK:
            self._wrong(row, "state", state, "the other State, not the DPRK")
        barrels, tonnes = self._amounts(row, good)
        if day is None or len(self.problems) > before:
            return None
        return Supply(row["id"], day, good, state, barrels, tonnes, row["value_usd"])

    def _amounts(self, row: Row, good: str) -> tuple[float | None, float | None]:
        """In barrels, in tonnes, or in both as given."""
        units = "t or kg" if good not in FACTOR_BOUNDS else "t, kg, bbl, l, kl or m3"
        quantity, unit = row["quantity"], row["unit"]
        barrels, tonnes = row["barrels"], row["tonnes"]
        if quantity is not None and unit is None:
            self._wrong(row, "unit", None, f"a unit: {units}")
        elif quantity is not None:
            converted = measured(quantity, unit)
            if converted == (None, None) or (good not in FACTOR_BOUNDS and converted[1] is None):
                self._wrong(row, "unit", unit, f"a unit that measures {good}: {units}")
            for column, said, by_unit in zip(
                AMOUNTS[1:], (barrels, tonnes), converted, strict=True
            ):  # the column of its own goes first
                if None not in (said, by_unit) and abs(said - by_unit) > AGREEING * max(said, by_unit):
                    self._wrong(row, column, said, f"as much as the quantity, {by_unit:,.10g}")
            barrels = converted[0] if barrels is None else barrels
            tonnes = converted[1] if tonnes is None else tonnes
        elif barrels is None and tonnes is None:
            self._wrong(row, "quantity", None, "an amount")
        if barrels is not None and good not in FACTOR_BOUNDS and quantity is None:
            self._wrong(row, "barrels", barrels, f"tonnes: {good} is not measured in barrels")
        elif barrels is not None and tonnes is not None:
            self._check_factor(row, good, barrels, tonnes)
        return barrels, tonnes

    def _check_factor(self, row: Row, good: str, barrels: float, tonnes: float) -> None:
        if good not in FACTOR_BOUNDS:
            return
        least, most = FACTOR_BOUNDS[good]
        if not least * tonnes <= barrels <= most * tonnes:
            column = "barrels" if row["barrels"] is not None else "tonnes"
            said = f"{barrels:,.10g} barrels and {tonnes:,.10g} tonnes"
            label = good.replace("_", " ")
            self._wrong(row, column, said, f"{least:g} to {most:g} barrels in a tonne of {label}")
