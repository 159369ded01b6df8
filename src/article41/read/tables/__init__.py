"""A user's table, in whatever form, as typed columns and a list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from article41.errors import InputError, Problem
from article41.model import Fact
from article41.read.tables.delimited import read_delimited
from article41.read.tables.grid import Grid
from article41.read.tables.headings import Recogniser, recogniser
from article41.read.tables.jsonlines import read_jsonl
from article41.read.tables.limits import Limits
from article41.read.tables.opening import identify
from article41.read.tables.parquet import read_parquet
from article41.read.tables.table import Table, assemble
from article41.read.tables.workbook import read_workbook

__all__ = ["Limits", "Table", "read_table"]

_LIMITS = Limits()


def read_table(
    path: Path | str,
    facts: Mapping[str, Fact],
    *,
    mapping: Mapping[str, str] | None = None,
    only: Collection[str] | None = None,
    limits: Limits = _LIMITS,
) -> Table:
    """Read CSV, JSONL, Parquet or XLSX, told apart by content.

    `mapping` gives headings of the user's own a fact ({"Ship date": "date"}). With `only`, columns of other
    facts are left unread, and whether enough columns are there is the caller's question. Raises InputError
    where nothing can be read; all else that is wrong is in the table's problems; sound rows are unaffected.
    """
    path = Path(path)
    file = (path.name or str(path)).encode("utf-8", "backslashreplace").decode()
    recognised = recogniser(facts, mapping or {})
    try:
        return assemble(file, _grid(path, file, recognised, limits), facts, recognised, limits, only)
    except MemoryError:
        raise InputError(
            [Problem(file, expected="a table that fits in memory", hint="split the file")]
        ) from None
    except OSError as error:  # the file went away, or its disk did, while it was read
        raise InputError(
            [Problem(file, expected="a file that can be read to its end", hint=str(error))]
        ) from None


def _grid(path: Path, file: str, recognised: Recogniser, limits: Limits) -> Grid:
    match identify(path, file, limits):
        case "parquet":
            return read_parquet(path, file, limits)
        case "workbook":
            return read_workbook(path, file, recognised.count, limits)
        case "jsonl":
            return read_jsonl(path, file, limits)
        case "delimited":
            return read_delimited(path, file, recognised.count, limits)
