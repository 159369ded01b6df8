"""How full the caps are, as tables: what States reported and what others estimate, never in one."""

from __future__ import annotations

from itertools import groupby

from article41.analyse.trade.petroleum import CapSeries
from article41.report.monitor.cites import cite_of, link_of
from article41.report.monitor.figures import period, short
from article41.report.monitor.grid import Cell, Grid
from article41.report.monitor.ground import Ground
from article41.report.monitor.record import Monitor
from article41.report.monitor.words import cap_words

_NOTES = {
    "reported": "What States told the Committee, in barrels. Tonnes are turned into barrels with the factor "
    "named. What ends deliveries for the year is the Committee's notice, not this sum.",
    "estimated": "What others infer from tanker calls, for tankers loaded to 33, 50 and 90 per cent. "
    "It is not added to what States reported.",
}


def good_name(good: str) -> str:
    """ "refined petroleum" for refined_petroleum."""
    return short(good.replace("_", " "), 60)


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
    heads = (
        "period",
        "#barrels",
        "#cap, barrels",
        "share of the cap",
        "paragraph",
        "factor",
        "what it is",
        "source",
    )
    return Grid(
        f"{name[:1].upper()}{name[1:]}, {short(kind, 40)}",
        heads,
        [_row(one, ground) for one in series],
        len(series),
        "caps.csv",
        _NOTES.get(kind, ""),
    )


def _row(one: CapSeries, ground: Ground) -> tuple[str | Cell, ...]:
    is_capped = one.limit > 0
    return (
        period(one.start, one.end),
        Cell(_barrels(one), "n"),
        Cell(f"{one.limit:,.0f}" if is_capped else "", "n"),
        cap_words(one.kind, *((one.low / one.limit, one.high / one.limit) if is_capped else (None, None))),
        Cell(cite_of(one.provision, ground.cites), "line", href=link_of(one.provision, ground.cites)),
        short(one.factor),
        short(one.says),
        short(one.source),
    )


def _barrels(one: CapSeries) -> str:
    if one.low == one.high:
        return f"{one.middle:,.0f}"
    return f"{one.low:,.0f} · {one.middle:,.0f} · {one.high:,.0f}"
