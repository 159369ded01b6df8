"""From files of trade statistics to all that the report shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import polars as pl

from article41.analyse.trade.counting import count_flows
from article41.analyse.trade.published import contradictions, published_totals
from article41.analyse.trade.publishedcaps import impossible_supplies, published_supplies
from article41.decide.monitor.findings import findings
from article41.decide.regime import Regime
from article41.read.figures.packaged import events, petroleum_reported, totals
from article41.report.monitor.record import Monitor
from article41.serve.monitor.asking import Asking
from article41.serve.monitor.beside import accounts, caps, filings, impossible, problems_of, replies
from article41.serve.monitor.evidence import evidence
from article41.serve.monitor.reading import all_of, read_inputs
from article41.serve.monitor.workspace import Workspace

EVENTS: dict[str, Any] = {"on": pl.Date, "kind": pl.String, "label": pl.String}


def build(
    asking: Asking,
    hashes: Mapping[Path, str],
    regime: Regime,
    work: Workspace,
    phase: Callable[[int, str], AbstractContextManager[Callable[[int], None]]],
) -> Monitor:
    """Reads, counts, weighs and judges. Raises InputError where no file or a table beside cannot be read."""
    beside = accounts(asking)
    with phase(sum(path.stat().st_size for path in asking.files), "reading") as step:
        inputs, wrong = read_inputs(asking, hashes, work, step)
    counted, asides = count_flows(all_of(inputs, "flows"))
    known = evidence(inputs, counted, replies(beside))
    with phase(counted.height, "judging") as step:
        found = findings(regime, counted, known, step)
    filed, unasked = filings(beside, regime)
    supplies = published_supplies(petroleum_reported())
    of_files = (problem for one in inputs for problem in one.problems)
    return Monitor(
        findings=_asked(found, asking, "state"),
        counted=_since(counted, asking),
        coverage=_coverage(all_of(inputs, "coverage"), asking),
        asides=asides,
        published=published_totals(totals()),
        events=pl.DataFrame(sorted(_events(regime)), schema=EVENTS, orient="row"),
        filings=filed,
        caps=caps(beside, found, regime),
        contradictions=(*contradictions(totals()), *impossible_supplies(supplies)),
        files=tuple(one.told for one in inputs),
        problems=(*wrong, *of_files, *problems_of(beside), *impossible(beside), *unasked),
        as_of=asking.as_of,
        law_hash=regime.law.hash,
        command=asking.command,
        assumed=tuple(f"{column} = {value}" for column, value in asking.assumed.items()),
    )


def _since(frame: pl.DataFrame, asking: Asking) -> pl.DataFrame:
    return frame if asking.since is None else frame.filter(pl.col("start").dt.year() >= asking.since)


def _asked(frame: pl.DataFrame, asking: Asking, column: str) -> pl.DataFrame:
    frame = _since(frame, asking)
    return frame.filter(pl.col(column).is_in(asking.states)) if asking.states else frame


def _coverage(coverage: pl.DataFrame, asking: Asking) -> pl.DataFrame:
    """One row a source, reporter, flow and year, whichever files told it."""
    by = ["source", "reporter", "flow", "year"]
    told = coverage.group_by(by).agg(pl.col("months").max(), pl.col("rows").sum()).sort(by)
    told = told if asking.since is None else told.filter(pl.col("year") >= asking.since)
    return told.filter(pl.col("reporter").is_in(asking.states)) if asking.states else told


def _events(regime: Regime) -> Iterator[tuple[Any, str, str]]:
    for event in events():
        yield event.on, event.kind, event.label
    # those that only prolong the Panel's mandate change nothing for trade
    adopted = {p.resolution: p.adopted for p in regime.provisions if p.rules}
    for number, day in adopted.items():
        yield day, "resolution", f"S/RES/{number} ({day.year})"
