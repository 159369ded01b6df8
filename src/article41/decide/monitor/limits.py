"""The limits of the petroleum caps, stretch by stretch, as the law has them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from article41.analyse.caps import stretch
from article41.analyse.trade.petroleum import Limit
from article41.decide.regime import Regime

BARRELS = "bbl"


def limits(regime: Regime, good: str, last: date) -> tuple[Limit, ...]:
    """Every stretch of a cap on the good that all States share, up to the one that holds `last`, in order."""
    return tuple(sorted(_limits(regime, good, last), key=lambda limit: limit.start))


def _limits(regime: Regime, good: str, last: date) -> Iterator[Limit]:
    for provision in regime.provisions:
        spans = regime.spans[provision.id]
        for cap in provision.caps:
            if good not in cap.goods or cap.aggregate != "all_states":
                continue
            for period in cap.periods:
                day: date | None = period.span.start
                while day is not None and day <= last and BARRELS in period.limits:
                    own = stretch(period, day)
                    if own.end is None:
                        break
                    if any(own.start in span for span in spans):
                        barrels = period.limits[BARRELS]
                        yield Limit(good, own.start, own.end, barrels, provision.id, cap.notices)
                    ended = period.span.end is not None and own.end >= period.span.end
                    day = None if ended else own.end
