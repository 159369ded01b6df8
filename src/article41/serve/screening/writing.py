"""The user's own columns with ours beside them, in parts that become one file."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

import polars as pl

from article41.errors import InputError
from article41.read.tables.grid import Grid, distinct
from article41.read.tables.streams import Stream
from article41.report.exports import FORMULA, write_cell
from article41.serve.screening.outcome import DIGITS, SCHEMA
from article41.serve.screening.run import Answered

Form: TypeAlias = Literal["csv", "jsonl", "parquet", "xlsx"]
OWN_FORM: Mapping[str, Form] = {
    "delimited": "csv",
    "jsonl": "jsonl",
    "parquet": "parquet",
    "workbook": "xlsx",
}
ALL = "matches_all"
"""Every reference that a row met; in JSONL alone, where a cell may be a list."""
UNREAD = "unread"
"""The text of a line that is no JSON object."""
SHEET_ROWS = 1_048_575
FIRST_SHEET_YEAR = 1900
ROW_GROUP = 100_000
_FORMULA = re.compile(FORMULA)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the answers to one file are written. `headings`: of the user's columns, one that bears a name of
    ours as `name (given)`."""

    form: Form
    is_own: bool
    headings: tuple[str, ...]
    delimiter: str
    has_mark: bool
    day: date

    @property
    def ending(self) -> str:
        """Of the parts' names; those of a workbook are Parquet until the end."""
        return "parquet" if self.form == "xlsx" else self.form


def layout_of(stream: Stream, form: Form, day: date) -> Layout:
    """CSV keeps its delimiter; a spreadsheet reads names in other scripts from UTF-8 with a mark alone."""
    taken = {*SCHEMA, ALL}
    headings = tuple(f"{h} (given)" if h.strip() in taken else h for h in stream.headings)
    is_own = OWN_FORM[stream.kind] == form
    delimiter = stream.delimiter if is_own and stream.delimiter.isascii() else ","
    return Layout(form, is_own, headings, delimiter, is_own and stream.encoding != "utf-8", day)


def part_bytes(answered: Answered, layout: Layout, *, is_first: bool) -> bytes:
    """One stretch. Parts of CSV and JSONL are the file itself, cut: the first alone has the headings."""
    out = io.BytesIO()
    match layout.form:
        case "csv":
            _write_csv(answered, layout, out, is_first=is_first)
        case "jsonl":
            out.writelines(_lines(answered, layout))
        case _:
            frame = _beside(answered, layout)
            frame.write_parquet(out, compression="zstd", compression_level=1, statistics=False)
    return out.getvalue()


def empty_part(layout: Layout) -> bytes:
    """A file without rows: its headings and ours."""
    out = io.BytesIO()
    if layout.form == "csv":
        _write_headings(layout, out)
    elif layout.form != "jsonl":
        names = distinct(layout.headings)
        pl.DataFrame(schema={**dict.fromkeys(names, pl.String), **SCHEMA}).write_parquet(out)
    return out.getvalue()


def _user_columns(grid: Grid, headings: Sequence[str]) -> list[pl.Series]:
    """The cells as found; of a line that could not be read its text, in the first column."""
    names = distinct(headings)
    columns = [column.alias(name) for column, name in zip(grid.columns, names, strict=True)]
    unread = {f.index: f.rest for f in grid.faults if f.heading is None and f.rest and f.found is None}
    if unread and columns and columns[0].dtype == pl.String:
        columns[0] = columns[0].scatter(sorted(unread), [unread[i] for i in sorted(unread)])
    return columns


def _beside(answered: Answered, layout: Layout) -> pl.DataFrame:
    frame = pl.DataFrame(_user_columns(answered.stretch.grid, layout.headings))
    return frame.hstack(answered.outcome.frame().get_columns())


def _write_csv(answered: Answered, layout: Layout, out: BinaryIO, *, is_first: bool) -> None:
    """The user's cells untouched; of ours none that a spreadsheet would run."""
    if is_first:
        _write_headings(layout, out)
    own = [_as_cells(column) for column in _user_columns(answered.stretch.grid, layout.headings)]
    ours = answered.outcome.frame()
    runs = pl.col(pl.String).str.contains(FORMULA)
    digits = pl.Series("score", [None if s is None else f"{s:.{DIGITS}f}" for s in ours["score"]], pl.String)
    guarded = ours.with_columns(
        pl.when(runs).then(pl.lit("'") + pl.col(pl.String)).otherwise(pl.col(pl.String)).name.keep()
    )
    frame = pl.DataFrame(own).hstack(guarded.with_columns(digits).get_columns())
    frame.write_csv(out, include_header=False, separator=layout.delimiter)


def _write_headings(layout: Layout, out: BinaryIO) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=layout.delimiter, lineterminator="\n")
    writer.writerow((*layout.headings, *SCHEMA))
    out.write((b"\xef\xbb\xbf" if layout.has_mark else b"") + text.getvalue().encode())


def _as_cells(column: pl.Series) -> pl.Series:
    """What CSV can hold; an empty text without quotes, as it came."""
    if column.dtype == pl.String:
        return column.replace("", None)
    if column.dtype.is_nested() or column.dtype in (pl.Binary, pl.Object):
        return pl.Series(column.name, [_json(cell) for cell in column], dtype=pl.String)
    return column


def _json(cell: object) -> str | None:
    if isinstance(cell, pl.Series):
        cell = cell.to_list()
    return None if cell is None else json.dumps(cell, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    """What JSON has no word for: days as ISO text, bytes as text where they are text."""
    if isinstance(value, pl.Series):
        return value.to_list()
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _lines(answered: Answered, layout: Layout) -> Iterator[bytes]:
    outcome, grid = answered.outcome, answered.stretch.grid
    objects: Iterable[Mapping[str, object] | str]
    if layout.is_own and answered.stretch.objects is not None:
        objects = answered.stretch.objects
    else:
        names = distinct(layout.headings)
        columns = [column.to_list() for column in _user_columns(grid, layout.headings)]
        objects = (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))
    for index, (own, row) in enumerate(zip(objects, outcome.rows, strict=True)):
        given = (
            {UNREAD: own} if isinstance(own, str) else {_own_key(key): value for key, value in own.items()}
        )
        ours = dict(zip(SCHEMA, row, strict=True))
        yield _line({**given, **ours, ALL: outcome.references(index)})


def _line(values: Mapping[str, object]) -> bytes:
    """Text as it is; half a character, which only JSON can spell, as JSON spells it; a number that is none,
    which JSON cannot spell, as text."""
    try:
        return json.dumps(values, ensure_ascii=False, default=_plain, allow_nan=False).encode() + b"\n"
    except ValueError:
        return json.dumps(_spelt(values), default=_plain).encode() + b"\n"


def _spelt(value: object) -> object:
    if isinstance(value, pl.Series):
        value = value.to_list()
    if isinstance(value, Mapping):
        return {key: _spelt(cell) for key, cell in value.items()}
    if isinstance(value, list):
        return [_spelt(cell) for cell in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _own_key(key: str) -> str:
    return f"{key} (given)" if key in SCHEMA or key == ALL else key


def assemble(parts: Sequence[Path], layout: Layout, out: BinaryIO) -> None:
    """The parts as one file. Raises InputError for more rows than a sheet holds."""
    match layout.form:
        case "parquet":
            whole = pl.scan_parquet(list(parts), glob=False)
            whole.sink_parquet(out, compression="zstd", row_group_size=ROW_GROUP, maintain_order=True)
        case "xlsx":
            _write_xlsx(parts, layout, out)
        case _:
            for part in parts:
                with part.open("rb") as stream:
                    shutil.copyfileobj(stream, out, 1 << 20)


def _sheet_value(value: object) -> object:
    """What a sheet can hold: numbers, yes and no, days since 1900; all else as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    if isinstance(value, date):
        return value if value.year >= FIRST_SHEET_YEAR else value.isoformat()
    return _json(value) if isinstance(value, list | dict | bytes) else str(value)


def _write_xlsx(parts: Sequence[Path], layout: Layout, out: BinaryIO) -> None:
    """Text stays text, whatever it begins with: no formulas, no links, no numbers guessed."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {"created": datetime.combine(layout.day, time())}
        )  # the same answer, the same file
        sheet = book.add_worksheet("screened")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        met = book.add_format({"bold": True, "font_color": "#D55E00"})
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate((*layout.headings, *SCHEMA)):
            sheet.write_string(0, column, heading, bold)
        verdict, number = len(layout.headings), 0
        for part in parts:
            for row in pl.read_parquet(part).iter_rows():
                number += 1
                if number > SHEET_ROWS:
                    found = f"more than {SHEET_ROWS:,} rows"
                    raise InputError.of(str(part.parent), found, "as many rows as a sheet holds", "write CSV")
                for column, value in enumerate(map(_sheet_value, row)):
                    style = moment if isinstance(value, datetime) else day
                    if column == verdict and value == "match":
                        style = met
                    write_cell(sheet, (number, column), value, style)
