"""Petroleum as others published it, as supplies and estimates that are held against a limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from article41.analyse.trade.petroleum import ESTIMATED, LOADS, CapSeries, Limit, Supply
from article41.analyse.trade.slips import impossible_rate
from article41.read.figures.records import Estimate, Reported

_BASIS = {
    "full": "with every tanker full; shown at loads of 33, 50 and 90 per cent",
    "floor": "at least so much; no upper bound was published",
    "told": "one figure; its load factor is not told",
}


def published_supplies(reported: Iterable[Reported]) -> tuple[Supply, ...]:
    """Supplies that States reported, as published, in their order."""
    return tuple(
        Supply(r.good, r.states, r.start, r.until, r.tonnes, r.barrels, None, r.source) for r in reported
    )


def published_estimates(estimates: Iterable[Estimate], limits: Sequence[Limit]) -> Iterator[CapSeries]:
    """Each estimate that tells barrels, against the limit in whose days it lies.

    One that assumes full tankers becomes a band; of others low, middle and high are alike.
    """
    for e in estimates:
        limit = next(
            (x for x in limits if x.good == e.good and x.start <= e.start and e.until <= x.end), None
        )
        if e.barrels is None or limit is None:
            continue
        low, middle, high = (e.barrels * load for load in (LOADS if e.basis == "full" else (1.0, 1.0, 1.0)))
        deliveries = "" if e.deliveries is None else f"{e.deliveries:,} deliveries, "
        says = "; ".join(
            filter(None, (f"{e.by}: {deliveries}{e.barrels:,.0f} barrels, {_BASIS[e.basis]}", e.note))
        )
        yield CapSeries(
            e.good, e.start, e.until, ESTIMATED, low, middle, high, limit.barrels, limit.provision,
            "barrels as published", says, e.source, limit.notices,
        )  # fmt: skip


def impossible_supplies(supplies: Iterable[Supply]) -> tuple[str, ...]:
    """A sentence for each supply whose barrels cannot be its tonnes."""
    told = ((s, impossible_rate(s.barrels or 0.0, s.tonnes or 0.0)) for s in supplies)
    return tuple(f"{', '.join(s.states)}, {s.start} to {s.end} (exclusive): {why}" for s, why in told if why)
