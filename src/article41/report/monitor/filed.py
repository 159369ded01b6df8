"""Who reported to the Committee on which resolution: filed, late, blank, or no data."""

from __future__ import annotations

from datetime import date

from article41.report.monitor.figures import NO_DATA, short
from article41.report.monitor.grid import MOST, Cell, Grid
from article41.report.monitor.ground import Ground
from article41.report.monitor.states import state_name


def filing_grid(ground: Ground) -> Grid:
    """A row a State, a column a resolution. A pair that the file of reports does not name is "no data"."""
    monitor = ground.monitor
    resolutions = sorted(monitor.filings["resolution"].unique().drop_nulls().to_list())
    by_state: dict[str, dict[str, Cell]] = {}
    columns = ("state", "resolution", "due", "filed", "symbol")
    for state, resolution, due, filed, symbol in monitor.filings.select(columns).sort(columns).iter_rows():
        by_state.setdefault(state, {})[resolution] = _cell(due, filed, symbol)
    rows = [
        (
            Cell(state_name(state), href=ground.page_of(state)),
            *(told.get(resolution, Cell(NO_DATA, "nodata")) for resolution in resolutions),
        )
        for state, told in list(by_state.items())[:MOST]
    ]
    return Grid(
        "National reports to the Committee",
        ("State", *(short(str(r), 40) for r in resolutions)),
        rows,
        len(by_state),
        "filings.csv",
        "“Not filed” is what the file of reports says; “no data” is what it does not name.",
    )


def _cell(due: date | None, filed: date | None, symbol: str | None) -> Cell:
    mark = f" ({short(symbol, 40)})" if symbol else ""
    if filed is None:
        return Cell(f"not filed; due {due}" if due else "not filed", sign="○")
    if due is not None and filed > due:
        return Cell(f"{filed}, after {due}{mark}", sign="◐")
    return Cell(f"{filed}{mark}", sign="●")
