"""Verdicts for machines: JSON with reasons; CSV, Parquet and XLSX beside the user's own columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import polars as pl

from article41.model import Verdict, WayOut
from article41.report.listings import hit_json

OURS = ("law_on", "verdict", "provisions", "needs", "duties", "hits", "note", "transaction_verdict")
REASONS = ("because", "assumed", "ways_out")
LISTS = ("provisions", "needs", "duties", "hits")
JOIN = "; "
FORMULA = r"^[=@\t\r]|^[+-][^0-9.]"
"""What a spreadsheet would run at the start of a cell; a signed number is not such a thing."""


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON values; keys as in the record, `trace` only where there is one."""
    found = asdict(verdict)
    found["law_on"] = verdict.law_on and str(verdict.law_on)
    found["as_of"] = str(verdict.as_of)
    found["hits"] = [hit_json(hit) for hit in verdict.hits]
    if not verdict.trace:
        del found["trace"]
    if verdict.note is None:
        del found["note"]
    return found


def write_json(verdicts: Iterable[Verdict], out: BinaryIO) -> None:
    """One JSON array, written as it is made."""
    separator = b"[\n"
    for verdict in verdicts:
        out.write(separator + json.dumps(verdict_json(verdict), ensure_ascii=False).encode())
        separator = b",\n"
    out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def write_jsonl(verdicts: Iterable[Verdict], out: BinaryIO) -> None:
    """One JSON object a line."""
    for verdict in verdicts:
        out.write(json.dumps(verdict_json(verdict), ensure_ascii=False).encode() + b"\n")


Part: TypeAlias = tuple[str, pl.DataFrame, pl.DataFrame, "Iterable[Verdict] | None"]
"""One file: its name, its own columns, its answers, and its verdicts where reasons are wanted."""


def beside(parts: Sequence[Part]) -> pl.DataFrame:
    """The user's own columns, then ours; one that bears a name of ours is kept as `name (given)`.

    With several files, `file` comes first. Reasons fill because, assumed and ways_out.
    """
    raws = pl.concat([_named(file, raw, len(parts) > 1) for file, raw, _, _ in parts], how="diagonal_relaxed")
    rows = pl.concat([rows.select(OURS) for _, _, rows, _ in parts])
    reasons = [_reasons(verdicts) for *_, verdicts in parts if verdicts is not None]
    return pl.concat([raws, rows, *([pl.concat(reasons)] if reasons else [])], how="horizontal")


def _named(file: str, raw: pl.DataFrame, is_one_of_several: bool) -> pl.DataFrame:
    taken = {*OURS, *REASONS, "file"}
    own = raw.rename({c: f"{c} (given)" for c in raw.columns if c in taken})
    return own.insert_column(0, pl.lit(file).alias("file")) if is_one_of_several else own


def _reasons(verdicts: Iterable[Verdict]) -> pl.DataFrame:
    found = [(v.because, v.assumed, [_way(w) for w in v.ways_out]) for v in verdicts]
    texts = {n: [JOIN.join(row[i]) or None for row in found] for i, n in enumerate(REASONS)}
    return pl.DataFrame(texts, schema=dict.fromkeys(REASONS, pl.String))


def _way(way: WayOut) -> str:
    return f"{way.rule} needs {', '.join(way.needs)}" if way.needs else way.rule


def write_parquet(frame: pl.DataFrame, out: BinaryIO) -> None:
    """Lists stay lists, days days."""
    frame.write_parquet(out, compression="zstd", compression_level=1, statistics=False)


def write_csv(frame: pl.DataFrame, out: BinaryIO) -> None:
    """Lists joined by `; `; a cell that a spreadsheet would run is quoted with an apostrophe."""
    write_flat_csv(_flat(frame), out)


def write_flat_csv(flat: pl.DataFrame, out: BinaryIO) -> None:
    """A table without lists; a cell that a spreadsheet would run is quoted with an apostrophe."""
    text = [column for column, kind in flat.schema.items() if kind == pl.String]
    for column in text:
        cell = pl.col(column)
        runs = cell.str.contains(FORMULA)
        flat = flat.with_columns(pl.when(runs).then(pl.lit("'") + cell).otherwise(cell).alias(column))
    flat.rename({c: f"'{c}" for c in flat.columns if re.match(FORMULA, c)}).write_csv(out)


def write_xlsx(frame: pl.DataFrame, out: BinaryIO) -> None:
    """Text stays text (no formulas, no numbers guessed), days are days; the verdict is coloured.

    Raises ValueError beyond the 1,048,575 rows that a sheet holds.
    """
    import xlsxwriter

    if len(frame) > 1_048_575:
        raise ValueError(
            f"a sheet holds 1,048,575 rows below its heading, not {len(frame):,}; write CSV or Parquet"
        )
    flat = _flat(frame)
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("verdicts")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        colours = {
            word: book.add_format({"bold": True, "font_color": colour})
            for word, colour in {
                "prohibited": "#D55E00",
                "indeterminate": "#B07700",
                "permitted": "#0072B2",
            }.items()
        }
        sheet.freeze_panes(1, 0)
        for column, name in enumerate(flat.columns):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, 18, day if flat.schema[name] == pl.Date else None)
        for number, row in enumerate(flat.iter_rows(), 1):
            for column, value in enumerate(row):
                style = colours.get(value) if isinstance(value, str) else day
                write_cell(sheet, (number, column), value, style)


def write_cell(sheet: Any, place: tuple[int, int], value: Any, style: Any) -> None:
    """One cell of a workbook in its own type; text is never run. `style` is for text and days."""
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, int | float):
        sheet.write_number(*place, value)
    elif isinstance(value, str):
        sheet.write_string(*place, value[:32_767], style)
    elif value is not None:
        sheet.write_datetime(*place, value, style)


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists and words of a closed set as text."""
    return frame.with_columns(
        *(pl.col(c).list.join(JOIN).replace("", None) for c in LISTS),
        pl.col("verdict", "transaction_verdict").cast(pl.String),
    )


WRITERS = {"csv": write_csv, "parquet": write_parquet, "xlsx": write_xlsx}


def format_of(path: Path) -> str | None:
    """The format a path's ending asks for."""
    ending = path.suffix.lower().lstrip(".")
    return {"json": "json", "jsonl": "jsonl", "ndjson": "jsonl", "txt": "table", "pq": "parquet"}.get(
        ending, ending if ending in WRITERS else None
    )
