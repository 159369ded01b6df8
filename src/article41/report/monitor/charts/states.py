"""States by their ISO 3166 alpha-3 codes, as charts name them."""

from __future__ import annotations

from article41.read.countries import comparable, load_countries
from article41.report.monitor.charts.frame import clean

LONGEST_NAME = 60


def state_name(iso3: str) -> str:
    """The English name; a code that no country bears stays as it is, cut where it is no code at all."""
    known = load_countries()
    code = known.codes.get(comparable(iso3)) if len(iso3) == 3 else None
    return known.names[code] if code else clean(iso3, LONGEST_NAME)


def called(state: str | None) -> str:
    """Whom a chart is about: a State or all of them."""
    return "All States" if state is None else state_name(state)


def prefix(state: str | None, name: str) -> str:
    """A chart's file name: "CHN-dumbbell", "dumbbell". Nothing of a code but letters and digits enters it."""
    if state is None:
        return name
    return f"{''.join(c for c in state[:8] if c.isascii() and c.isalnum()) or 'state'}-{name}"
