"""The first page: every State, the caps, the files and what was set aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import polars as pl

from article41.flows import PRK, STATUSES
from article41.report.monitor import inputs
from article41.report.monitor.agreement import by_agreement
from article41.report.monitor.capgrids import cap_grids
from article41.report.monitor.figures import day, years
from article41.report.monitor.filed import filing_grid
from article41.report.monitor.flags import flags_of
from article41.report.monitor.gallery import Figure
from article41.report.monitor.grid import Grid
from article41.report.monitor.ground import Ground
from article41.report.monitor.listings import first_grid
from article41.report.monitor.matrix import by_provision
from article41.report.monitor.record import Monitor
from article41.report.monitor.rendering import rendered
from article41.report.monitor.seen import reporters
from article41.report.monitor.state import CARDS
from article41.report.monitor.states import has_page, state_name
from article41.report.monitor.tally import by_state, leaves, worst_first
from article41.report.monitor.words import FLAGS, GLOSSARY, METHOD, NAME, SOURCES, STATUS
from article41.report.words import count

FIRST, OF_A_STATE = 8, 3
"""Flags that the first page begins with, and how many of them may be one State's."""
_PLACES = ("map", "caps", "agreement", "provisions", "trade", "filings")
"""Where on the page a chart can stand."""


def world_page(ground: Ground, figures: Mapping[str, Collection[Figure]]) -> bytes:
    """`figures`: place on the page (map, caps, agreement, provisions, trade, filings) to its charts."""
    monitor = ground.monitor
    counted = leaves(monitor.findings)
    numbers = dict(counted.group_by(pl.col("status").cast(pl.String)).len().iter_rows())
    reporting = set(monitor.coverage["reporter"].drop_nulls()) - {PRK}
    named = set(counted["state"])
    return rendered(
        "index.html",
        monitor=monitor,
        name=NAME,
        up="",
        sentences=_sentences(monitor, counted),
        numbers=[(STATUS[key], numbers.get(key, 0), _states(counted, key)) for key in STATUSES],
        places={
            place: (
                [f for f in figures.get(place, ()) if not f.chart.is_empty],
                [f.chart for f in figures.get(place, ()) if f.chart.is_empty],
            )
            for place in _PLACES
        },
        first=_first(ground),
        tally=by_state(ground, counted, is_world=True),
        without=_by_name(ground, filter(has_page, reporting - named)),
        everyone=_by_name(ground, ground.pages),
        matrix=by_provision(ground, counted, is_world=True),
        caps=cap_grids(ground),
        agreement=by_agreement(counted),
        published=inputs.published_grid(monitor),
        filings=filing_grid(ground),
        reporters=reporters(monitor.coverage),
        files=inputs.file_grid(monitor),
        asides=inputs.aside_grid(monitor),
        why=inputs.why_grid(monitor),
        problems=inputs.problem_grid(monitor),
        glossary=GLOSSARY,
        method=METHOD,
        licences=[
            s
            for key, s in SOURCES.items()
            if key in ground.seen.spans or key in set(monitor.counted["source"].unique())
        ],
    )


def _sentences(monitor: Monitor, counted: pl.DataFrame) -> tuple[str, ...]:
    """What it is, in three sentences."""
    span = years(counted["start"].dt.year().unique().to_list()) if counted.height else "no year"
    return (
        "States report their own trade. This page sets every flow with the DPRK that they report beside the "
        "Security Council's resolutions in force in its period.",
        f"{count(len(monitor.files), 'file')} of trade statistics tell of "
        f"{count(counted.height, 'flow')} of {count(counted['state'].n_unique(), 'State')} with the DPRK, "
        f"in {span}, as known on {day(monitor.as_of)}.",
        "A figure that needs explanation is a question to a State and not an answer about it: beside each "
        "stand a second figure, the exceptions that could cover it, and the State's reply.",
    )


def _by_name(ground: Ground, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Names and pages of States, in the order of names."""
    return sorted((state_name(code), ground.page_of(code)) for code in codes)


def _first(ground: Ground) -> Grid:
    """The flags to begin with: of each State its first ones, the most serious of all on top."""
    flagged = ground.monitor.findings.filter(pl.col("status").cast(pl.String).is_in(FLAGS[:2]))
    by_state = pl.int_range(pl.len()).over("state")
    ordered = worst_first(flagged).with_columns(by_state.alias("card")).filter("is_leaf")
    shown = ordered.filter(by_state < OF_A_STATE).head(FIRST)
    told = zip(flags_of(shown, ground.cites, FIRST), shown.select("state", "card").iter_rows(), strict=True)
    return first_grid(
        ((flag, state_name(state), _card(ground, state, flag.anchor, card)) for flag, (state, card) in told),
        len(ordered),
    )


def _card(ground: Ground, state: str, anchor: str, card: int) -> str:
    """Where a flag stands on its State's page; the list of them where it has no card there."""
    page = ground.page_of(state)
    return f"{page}#{anchor if card < CARDS else 'flags'}" if page else ""


def _states(counted: pl.DataFrame, status: str) -> int:
    return counted.filter(pl.col("status").cast(pl.String) == status)["state"].n_unique()
