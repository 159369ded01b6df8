"""A State's flows as tables: the flags that have no card, and every flow in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from article41.report.monitor.cites import cited
from article41.report.monitor.figures import period, short, weight
from article41.report.monitor.flags import Flag, goods, second_figure
from article41.report.monitor.grid import MOST, Cell, Grid, number
from article41.report.monitor.words import STATUS, WAYS, source_name


def flag_grid(flags: list[Flag], total: int, file: str) -> Grid:
    """Flags as rows, each still with both figures, its paragraphs, its ways out and the State's reply."""
    rows = [
        (
            flag.period,
            f"{flag.goods}, {flag.way}",
            Cell(flag.status.label, f"tag {flag.status.css}", sign=flag.status.sign),
            f"{flag.own[1]} ({flag.source})",
            flag.second,
            Cell("", items=tuple(cite.text for cite in flag.cites)),
            Cell("", items=flag.ways_out),
            flag.reply,
        )
        for flag in flags
    ]
    heads = (
        *("period", "goods", "class", "figure", "second figure", "inconsistent with"),
        *("unless / exempt or within cap if", "the State's reply"),
    )
    return Grid("Further figures that ask for an answer", heads, rows, total, file)


def first_grid(flags: Iterable[tuple[Flag, str, str]], total: int) -> Grid:
    """Flags of several States, each with the State's name and where it stands there; `total`: all of them."""
    rows = [
        (
            Cell(name, href=place),
            f"{flag.goods}, {flag.way}, {flag.period}",
            Cell(
                f"{flag.status.label}: {flag.own[1]}, {flag.source}", flag.status.css, sign=flag.status.sign
            ),
            Cell("", items=(flag.second, flag.reply)),
            Cell("", items=tuple(cite.text for cite in flag.cites)),
            Cell("; ".join(flag.ways_out), "long"),
        )
        for flag, name, place in flags
    ]
    heads = ("State", "goods and period", "figure", "second figure; reply", "inconsistent with", "unless")
    return Grid(
        "Most serious class first, then by value; at most three of a State",
        heads,
        rows,
        total,
        "findings.csv",
    )


def flow_grid(findings: pl.DataFrame, cites: Mapping[str, str], file: str) -> Grid:
    """Every flow of the State, oldest first."""
    shown = findings.sort("start", "end", "way", "source", "code", "id", nulls_last=True).head(MOST)
    rows = []
    for row in shown.iter_rows(named=True):
        status = STATUS[row["status"]]
        rows.append(
            (
                period(row["start"], row["end"]),
                Cell(WAYS[row["way"]], "line"),
                goods(row),
                source_name(row["source"]),
                number(row["value_usd"]),
                Cell(weight(row["weight_kg"]), "n"),
                Cell(status.label, f"tag {status.css}", sign=status.sign),
                Cell("", items=tuple(cite.text for cite in cited(row["provisions"] or (), cites))),
                "none" if (second := second_figure(row)).startswith("none") else second,
                "yes" if row["is_leaf"] else "no",
                f"{short(row['file'] or '', 60)}:{row['row']}" if row["row"] is not None else "",
            )
        )
    heads = (
        *("period", "direction", "goods", "source", "#USD", "#weight", "class", "paragraphs"),
        *("second figure", "counts in sums", "file and row"),
    )
    return Grid(
        "All flows with the DPRK", heads, rows, len(findings), file,
        "An empty cell is a value that the row does not tell. A re-export or re-import, and a row with finer "
        "codes or periods beside it, is shown and does not count in sums.",
    )  # fmt: skip
