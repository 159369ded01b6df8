"""The report in a screenful, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl
from rich.console import Console
from rich.table import Table
from rich.text import Text

from article41.flows import STATUSES
from article41.report.monitor.record import Monitor
from article41.report.monitor.states import state_name
from article41.report.monitor.tally import leaves
from article41.report.monitor.words import STATUS, source_name
from article41.report.relief import money
from article41.report.tables import STYLES
from article41.report.words import count, printable

SHOWN = 20
"""States on a screen; the pages name them all."""
_HEADS = ("needs\nexplanation", "wrong Korea\nlikely", "exempt or\nwithin cap if", "not\naddressed")
_COLOURS = (STYLES["prohibited"], STYLES["indeterminate"], STYLES["permitted"], "")


def summary_tables(monitor: Monitor, console: Console) -> None:
    """Prints what was read, the States by class of their figures, and how full the caps are."""
    for file in monitor.files:
        kept = f"{count(file.rows, 'row')}, {file.kept:,} of either Korea"
        console.print(f"{printable(file.name)}: {source_name(file.source)}; {kept}", markup=False)
    if not monitor.asides.is_empty():
        console.print(f"{count(monitor.asides.height, 'row')} set aside, told elsewhere in the same source")
    console.print()
    states = by_state(monitor)
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    table.add_column("State")
    for head in _HEADS:
        table.add_column(head, justify="right")
    for row in states[:SHOWN]:
        cells = (_cell(row[name]) for name in STATUSES)
        table.add_row(state_name(row["state"]), *(Text(c, s) for c, s in zip(cells, _COLOURS, strict=True)))
    console.print(table)
    if len(states) > SHOWN:
        console.print(f"… and {count(len(states) - SHOWN, 'more State')}")
    silent = "nobody reported trade with the DPRK" if not states else "no data where a State is not named"
    console.print(f"Number of flows and their value in US dollars; {silent}, never zero.")
    _caps(monitor, console)


def _caps(monitor: Monitor, console: Console) -> None:
    """The newest year of each cap: what was reported, and apart from it what was estimated."""
    for good in dict.fromkeys(series.good for series in monitor.caps):
        year = max(series.start.year for series in monitor.caps if series.good == good)
        console.print()
        console.print(f"{good.replace('_', ' ')}, {year}", style="bold")
        for series in monitor.caps:
            if series.good == good and series.start.year == year:
                console.print(f"  {series.standing}: {series.says}", markup=False)


def _cell(found: dict[str, Any]) -> str:
    if not found["flows"]:
        return "–"
    value = found["value_usd"]
    return f"{found['flows']:,}" if value is None else f"{found['flows']:,}: {money(value)}"


def by_state(monitor: Monitor) -> list[dict[str, Any]]:
    """Each State with a flow, what asks most first: number and value of its flows by class. Sources are not
    summed: of several that tell the same trade the State's own figures stand, else the fullest."""
    found = _one_source(leaves(monitor.findings))
    told = {
        (state, status): {"flows": flows, "value_usd": value}
        for state, status, flows, value in found.group_by("state", "status")
        .agg(pl.len(), pl.when(pl.col("value_usd").count() > 0).then(pl.col("value_usd").sum()))
        .iter_rows()
    }
    none = {"flows": 0, "value_usd": None}
    rows = [
        {"state": state, **{name: told.get((state, name), none) for name in STATUSES}}
        for state in found["state"].unique(maintain_order=True)
    ]
    return sorted(rows, key=lambda row: (*(-(row[n]["value_usd"] or 0) for n in STATUSES), row["state"]))


def _one_source(found: pl.DataFrame) -> pl.DataFrame:
    """Of each State, direction and year the source with the most value; the first by name of equals."""
    by = ["state", "way", "year"]
    dated = found.with_columns(pl.col("start").dt.year().alias("year"))
    best = (
        dated.group_by(*by, "source")
        .agg(pl.col("value_usd").sum())
        .sort("value_usd", "source", descending=[True, False])
        .unique(by, keep="first", maintain_order=True)
        .select(*by, "source")
    )
    return dated.join(best, on=[*by, "source"], how="semi", maintain_order="left")


def summary_json(monitor: Monitor) -> str:
    """Files, States, caps and contradictions as one JSON object."""
    return json.dumps(dict(_parts(monitor)), ensure_ascii=False, indent=2, default=str)


def _parts(monitor: Monitor) -> Iterator[tuple[str, object]]:
    yield "as_of", monitor.as_of
    yield "law", monitor.law_hash
    yield "command", monitor.command
    yield (
        "files",
        [
            {"name": f.name, "sha256": f.sha256, "read_as": f.source, "rows": f.rows, "kept": f.kept}
            for f in monitor.files
        ],
    )
    yield "classes", {name: STATUS[name].label for name in STATUSES}
    yield "states", by_state(monitor)
    yield (
        "caps",
        [
            {
                "good": c.good,
                "from": c.start,
                "until": c.end,
                "kind": c.kind,
                "barrels": [c.low, c.middle, c.high],
                "limit": c.limit,
                "provision": c.provision,
                "standing": c.standing,
                "notices_reached": c.marks_passed,
                "source": c.source,
            }
            for c in monitor.caps
        ],
    )
    yield "contradictions", list(monitor.contradictions)
    yield "rows_set_aside", monitor.asides.height
    yield "problems", [str(problem) for problem in monitor.problems]
