"""The report as one workbook: a sheet a table, text as text, the same bytes for the same input."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

import polars as pl

from article41.report.exports import write_cell
from article41.report.monitor.agreement import agreement_frame
from article41.report.monitor.record import Monitor
from article41.report.monitor.tables import cap_frame, file_frame, flat, problem_frame
from article41.report.monitor.words import GLOSSARY, METHOD, NAME, NOT_ADVICE, SOURCES, STATUS

MOST = 50_000
"""Rows of a sheet: what a desk computer still opens; the CSV files hold all."""
_WIDTHS = {
    **dict.fromkeys(("because", "ways_out", "says"), 60),
    **dict.fromkeys(("other_figure", "why", "notes"), 48),
    **dict.fromkeys(("split", "marks", "reply", "mixup_says", "expected", "hint"), 40),
    **dict.fromkeys(("goods", "words", "name", "factor", "file", "found", "label", "id"), 32),
    **dict.fromkeys(("provisions", "status"), 24),
    "sha256": 66,
}
_NARROW, _USUAL = 8, 14
_WHOLE, _PARTS = "#,##0", "#,##0.0"
_NUMBERS = {
    **dict.fromkeys(("value_usd", "other_usd", "difference_usd", "size", "rows", "kept"), _WHOLE),
    **dict.fromkeys(("low", "middle", "high", "limit"), _WHOLE),
    **dict.fromkeys(("weight_kg", "quantity"), _PARTS),
    **dict.fromkeys(("mixup", "ratio"), "0.00"),
    **dict.fromkeys(("share_low", "share_middle", "share_high"), "0.0%"),
}
_COLOURS = {"needs_explanation": "#B84C00", "likely_wrong_korea": "#8A6100", "exempt_or_capped": "#0068A3"}


def workbook(monitor: Monitor) -> bytes:
    """monitor.xlsx. Sheets of more than MOST rows are cut, and the first sheet says so."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    sheets = _sheets(monitor)
    with xlsxwriter.Workbook(out, options) as book:
        # else the hour of writing stands in the file, and no two are alike
        book.set_properties({"title": NAME, "created": datetime.combine(monitor.as_of, time())})
        _read_me(book, monitor, {name: len(frame) for name, frame in sheets.items()})
        styles = {code: book.add_format({"num_format": code}) for code in sorted(set(_NUMBERS.values()))}
        styles["head"] = book.add_format(
            {"bold": True, "bg_color": "#E8EEF2", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        styles["day"] = book.add_format({"num_format": "yyyy-mm-dd"})
        styles |= {n: book.add_format({"bold": True, "font_color": c}) for n, c in _COLOURS.items()}
        for name, frame in sheets.items():
            _write(book.add_worksheet(name), frame, styles)
    return out.getvalue()


def _sheets(monitor: Monitor) -> dict[str, pl.DataFrame]:
    return {
        "Findings": monitor.findings,
        "Flows": monitor.counted,
        "Caps": cap_frame(monitor),
        "Agreement": agreement_frame(monitor.findings).drop_nulls("other_usd"),
        "Published": monitor.published,
        "Coverage": monitor.coverage,
        "Set aside": monitor.asides,
        "Problems": problem_frame(monitor),
        "Files": file_frame(monitor),
    }


def _write(sheet: Any, frame: pl.DataFrame, styles: dict[str, Any]) -> None:
    rows = flat(frame.head(MOST))
    sheet.freeze_panes(1, 1)
    for column, (name, kind) in enumerate(rows.schema.items()):
        style = styles["day"] if kind == pl.Date else styles.get(_NUMBERS.get(name, ""))
        width = _NARROW if kind == pl.Boolean else _WIDTHS.get(name, _USUAL)
        sheet.set_column(column, column, width, style)
        sheet.write_string(0, column, name, styles["head"])
    if rows.width:
        sheet.autofilter(0, 0, len(rows), rows.width - 1)
    coloured = rows.columns.index("status") if "status" in rows.columns else None
    for number, row in enumerate(rows.iter_rows(), 1):
        for column, value in enumerate(row):
            style = styles["day"] if not isinstance(value, str) else None
            if column == coloured:
                style = styles.get(str(value))
            write_cell(sheet, (number, column), value, style)


def _read_me(book: Any, monitor: Monitor, lengths: dict[str, int]) -> None:
    sheet = book.add_worksheet("Read me")
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 34, bold)
    sheet.set_column(1, 1, 110, wrap)
    sheet.freeze_panes(1, 0)
    for number, (head, text) in enumerate(_lines(monitor, lengths)):
        sheet.write_string(number, 0, head, bold)
        sheet.write_string(number, 1, text[:32_767], wrap)


def _lines(monitor: Monitor, lengths: dict[str, int]) -> Iterator[tuple[str, str]]:
    yield NAME, ""
    yield "as of", str(monitor.as_of)
    yield "law", monitor.law_hash
    yield "command", monitor.command
    yield from (("as given by the user", text) for text in monitor.assumed)
    yield "note", NOT_ADVICE
    for name, length in lengths.items():
        cut = f"; the first {MOST:,} stand here, all of them in the folder data" if length > MOST else ""
        yield f"sheet {name}", f"{length:,} rows{cut}"
    yield from (("status " + key, f"{word.label}: {word.sentence}") for key, word in STATUS.items())
    yield from (("published totals", text) for text in monitor.contradictions)
    yield from (("method", text) for text in METHOD)
    yield from GLOSSARY[len(STATUS) :]
    yield from ((f"licence {key}", f"{source.label}. {source.licence}") for key, source in SOURCES.items())
