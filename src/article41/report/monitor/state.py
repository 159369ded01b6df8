"""The page of one State: what its figures say, what could explain them, what is missing."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from article41.flows import STATUSES
from article41.report.monitor.figures import years
from article41.report.monitor.flags import flags_of
from article41.report.monitor.gallery import Figure
from article41.report.monitor.grid import OPEN
from article41.report.monitor.ground import Ground
from article41.report.monitor.listings import flag_grid, flow_grid
from article41.report.monitor.matrix import by_provision
from article41.report.monitor.rendering import rendered
from article41.report.monitor.seen import Seen, gaps
from article41.report.monitor.states import state_name
from article41.report.monitor.tally import by_state, leaves, worst_first
from article41.report.monitor.words import FLAGS, WAYS, source_name
from article41.report.words import count, listed

CARDS = 24
"""Flags shown as cards; what follows is as complete, in rows, and beyond OPEN in the file."""
_SAID = {
    "needs_explanation": ("needs explanation", "need explanation"),
    "likely_wrong_korea": (
        "is likely recorded for the wrong Korea",
        "are likely recorded for the wrong Korea",
    ),
    "exempt_or_capped": (
        "is exempt or within cap if a condition holds",
        "are exempt or within cap if a condition holds",
    ),
    "not_addressed": ("is not addressed", "are not addressed"),
}


def state_page(ground: Ground, state: str, findings: pl.DataFrame, figures: Collection[Figure]) -> bytes:
    """`findings`: those of the State alone."""
    ordered, counted = worst_first(findings), leaves(findings)
    total = findings.filter(pl.col("status").cast(pl.String).is_in(FLAGS)).height
    flags = flags_of(ordered, ground.cites, OPEN)
    file = f"states/{state}.csv"
    return rendered(
        "state.html",
        monitor=ground.monitor,
        name=state_name(state),
        state=state,
        up="../",
        summary=summary(state, counted, ground.seen),
        flags=flags[:CARDS],
        further=flag_grid(flags[CARDS:], max(0, total - CARDS), file),
        total=total,
        tally=by_state(ground, counted, is_world=False),
        matrix=by_provision(ground, counted, is_world=False),
        figures=[f for f in figures if not f.chart.is_empty],
        empty=[f.chart for f in figures if f.chart.is_empty],
        flows=flow_grid(findings, ground.cites, file),
        gaps=gaps(ground.seen, state),
        file=file,
    )


def summary(state: str, counted: pl.DataFrame, found: Seen) -> tuple[str, ...]:
    """What the page holds, in sentences; numbers of flows. `counted`: leaves."""
    name = state_name(state)
    if counted.is_empty() and not any(reporter == state for _, reporter, _ in found.months):
        return (f"No row that {name} reported stands in the files: no data, which is not zero.",)
    if counted.is_empty():
        return (
            f"The files hold trade that {name} reported, and no row of it names the DPRK as partner. "
            "That is what the files say, not that there was no trade.",
        )
    by_source = counted.group_by("source").len().sort("source")
    told = listed(f"{n:,} in {source_name(source)}" for source, n in by_source.iter_rows())
    told = told if by_source.height > 1 else f"all in {source_name(by_source['source'][0])}"
    ways = listed(WAYS[way] for way in sorted(counted["way"].unique().to_list()))
    span = years(counted["start"].dt.year().to_list())
    number = count(counted.height, "flow")
    flows = f"The files tell of {number} between {name} and the DPRK in {span}, {ways}, {told}."
    by_status = dict(counted.group_by(pl.col("status").cast(pl.String)).len().iter_rows())
    classes = listed(
        f"{by_status[key]:,} {_SAID[key][by_status[key] != 1]}" for key in STATUSES if key in by_status
    )
    flagged = counted.filter(pl.col("status").cast(pl.String).is_in(FLAGS))
    replied = flagged["reply"].drop_nulls().len()
    reply = (
        f"A reply of the State is on record for {replied:,} of {flagged.height:,}."
        if replied
        else "No reply of the State is on record."
    )
    if flagged.is_empty():
        return (flows, "No trade in governed goods seen: no paragraph encoded here addresses any of them.")
    return (flows, f"Of them, {classes}.", reply)
