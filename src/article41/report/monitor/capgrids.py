"""How full the caps are, as tables: what States reported and what others estimate, never in one."""

from __future__ import annotations

from itertools import groupby

from article41.analyse.trade.petroleum import CapSeries
from article41.report.monitor.capwords import barrels, covers, good_name, says, standing
from article41.report.monitor.cites import cite_of, link_of
from article41.report.monitor.figures import short
from article41.report.monitor.grid import Cell, Grid
from article41.report.monitor.ground import Ground
from article41.report.monitor.record import Monitor

_NOTES = {
    "reported": "What States told the Committee, in barrels. Tonnes are turned into barrels with the factor "
    "named. What ends deliveries for the year is the Committee's notice, not this sum.",
    "estimated": "What others infer from tanker calls, for tankers loaded to 33, 50 and 90 per cent. "
    "It is not added to what States reported.",
}


def goods_of(monitor: Monitor) -> tuple[str, ...]:
    """The capped goods in the order given."""
    return tuple(dict.fromkeys(series.good for series in monitor.caps))


def cap_grids(ground: Ground) -> tuple[Grid, ...]:
    """A table a good and kind."""
    monitor = ground.monitor
    order = {good: number for number, good in enumerate(goods_of(monitor))}
    kinds = {"reported": 0, "estimated": 1}
    series = sorted(
        monitor.caps, key=lambda s: (order[s.good], kinds.get(s.kind, 2), s.kind, s.start, s.end, s.source)
    )
    return tuple(
        _grid(good, kind, list(group), ground)
        for (good, kind), group in groupby(series, key=lambda s: (s.good, s.kind))
    )


def _grid(good: str, kind: str, series: list[CapSeries], ground: Ground) -> Grid:
    name = good_name(good)
    return Grid(
        f"{name[:1].upper()}{name[1:]}, {short(kind, 40)}",
        ("period", "#barrels", "share of the cap", "what it is", "source", "factor", "cap"),
        [_row(one, ground) for one in series],
        len(series),
        "caps.csv",
        _NOTES.get(kind, ""),
    )


def _row(one: CapSeries, ground: Ground) -> tuple[str | Cell, ...]:
    limit = f"{one.limit:,.0f} barrels, " if one.limit > 0 else ""
    return (
        covers(one),
        Cell(barrels(one), "n"),
        standing(one),
        Cell(says(one), "text"),
        Cell(short(one.source), "address"),
        short(one.factor),
        Cell(f"{limit}{cite_of(one.provision, ground.cites)}", "text", link_of(one.provision, ground.cites)),
    )
