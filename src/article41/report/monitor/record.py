"""All that the monitor's pages show, gathered before the first of them is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from article41.analyse.trade.petroleum import CapSeries
from article41.errors import Problem


@dataclass(frozen=True, slots=True)
class FileRead:
    """One input: name, hash and size, what it was read as, its rows and how many of them bear on a Korea."""

    name: str
    sha256: str
    size: int
    source: str
    rows: int
    kept: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Monitor:
    """`findings`, `counted`, `coverage`, `asides`: tables of article41.flows.

    `published`: totals of others (source, year, flow, value_usd, says). `events`: on (Date), kind
    (test, launch, resolution), label. `filings`: state, resolution, due (Date), filed (Date or null), symbol;
    empty where no file of reports was given. `command`: what draws it all again.
    """

    findings: pl.DataFrame
    counted: pl.DataFrame
    coverage: pl.DataFrame
    asides: pl.DataFrame
    published: pl.DataFrame
    events: pl.DataFrame
    filings: pl.DataFrame
    caps: tuple[CapSeries, ...]
    contradictions: tuple[str, ...]
    """Published totals that their own parts do not make up, a sentence each."""
    files: tuple[FileRead, ...]
    problems: tuple[Problem, ...]
    as_of: date
    law_hash: str
    command: str
    assumed: tuple[str, ...] = field(default=())
    """What the user said of files that do not tell it themselves."""
