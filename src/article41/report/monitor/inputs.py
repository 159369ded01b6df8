"""What went in: files with their hashes, totals of others, rows set aside, problems by file and row."""

from __future__ import annotations

from article41.report.monitor.figures import short
from article41.report.monitor.grid import MOST, Cell, Grid, number
from article41.report.monitor.record import Monitor
from article41.report.monitor.words import FLOWS, source_name

_SHOWN = 100
"""Rows set aside or wrong that a page shows; the CSV holds all."""


def file_grid(monitor: Monitor) -> Grid:
    """A row an input file."""
    rows = [
        (
            short(one.name, 120),
            Cell(short(one.sha256, 64), "hash"),
            source_name(one.source),
            number(one.size),
            number(one.rows),
            number(one.kept),
            Cell("", items=tuple(short(note) for note in one.notes)),
        )
        for one in monitor.files[:MOST]
    ]
    heads = ("file", "SHA-256", "read as", "#bytes", "#rows", "#rows that name a Korea", "notes")
    return Grid("Files read", heads, rows, len(monitor.files), "files.csv")


def published_grid(monitor: Monitor) -> Grid:
    """Totals that others published."""
    rows = [
        (
            source_name(row["source"]),
            str(row["year"]),
            FLOWS.get(row["flow"], short(row["flow"] or "")),
            number(row["value_usd"]),
            short((row["says"] or "").removesuffix(": ")),
        )
        for row in monitor.published.sort("source", "year", "flow").head(MOST).iter_rows(named=True)
    ]
    return Grid(
        "Totals published by others",
        ("source", "year", "flow", "#USD", "what it is and where it stands"),
        rows,
        monitor.published.height,
        "published.csv",
        "Shown beside the flows above; different coverage makes them differ, and no two are averaged.",
    )


def aside_grid(monitor: Monitor) -> Grid:
    """The first rows set aside, in the order of the files."""
    columns = ("file", "row", "id", "why")
    rows = [
        (short(file or "", 120), number(row), short(name or ""), short(why or ""))
        for file, row, name, why in monitor.asides.select(columns).head(_SHOWN).iter_rows()
    ]
    heads = ("file", "#row", "flow", "why")
    return Grid("Rows set aside, the first of them", heads, rows, monitor.asides.height, "asides.csv")


def why_grid(monitor: Monitor) -> Grid:
    """How many rows were set aside, a row a file."""
    found = monitor.asides.group_by("file").len().sort("file")
    rows = [(short(file or "", 120), number(n)) for file, n in found.head(_SHOWN).iter_rows()]
    return Grid("Rows set aside, by file", ("file", "#rows set aside"), rows, found.height, "asides.csv")


def problem_grid(monitor: Monitor) -> Grid:
    """What is wrong in the files, as far as a page holds it."""
    rows = [
        (
            short(one.file, 120),
            number(one.row),
            short(one.column or "", 60),
            short(one.found or "", 80),
            short(one.expected),
            short(one.hint or ""),
        )
        for one in monitor.problems[:_SHOWN]
    ]
    heads = ("file", "#row", "column", "found", "expected", "hint")
    return Grid("Problems in the files", heads, rows, len(monitor.problems), "problems.csv")
