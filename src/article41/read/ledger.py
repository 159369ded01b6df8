"""A ledger of supplies already made: a table as any other, with three columns that transactions lack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from article41.model import ARRIVING, LEAVING, Fact
from article41.read.tables import Limits, Table, read_table

MOVEMENT = ("flow", *LEAVING, *ARRIVING)
COLUMNS = (
    *("id", "date", "import_date", "good", "hs", "description", "state"),
    *("quantity", "unit", "barrels", "tonnes", "value_usd", *MOVEMENT),
)
"""Columns that are read; what else a table of transactions has is left alone."""


def _column(name: str, kind: str, meaning: str) -> Fact:
    return Fact(name, kind, "", (), "unknown", None, "", "", meaning)  # type: ignore[arg-type]


OWN = {
    "state": _column("state", "country", "The State that supplied the DPRK or imported from it"),
    "barrels": _column("barrels", "number", "Amount in barrels"),
    "tonnes": _column("tonnes", "number", "Amount in metric tons"),
}


def read_ledger(path: Path | str, facts: Mapping[str, Fact], limits: Limits | None = None) -> Table:
    """CSV, JSONL, Parquet or XLSX with typed columns of COLUMNS, as `read_table` gives it.

    Raises InputError where nothing can be read. What is wrong with cells is in the table's problems, and
    nobody may use the rest: totals that lack a row are wrong.
    """
    return read_table(path, {**facts, **OWN}, only=COLUMNS, limits=limits or Limits())
