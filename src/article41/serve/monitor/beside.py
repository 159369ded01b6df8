"""What stands beside trade statistics: petroleum reported and estimated, replies, reports filed, events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import polars as pl

from article41.analyse.flow import TO
from article41.analyse.trade.petroleum import REPORTED, CapSeries, Supply, estimated, reported
from article41.analyse.trade.publishedcaps import published_estimates, published_supplies
from article41.analyse.trade.slips import impossible_cargo, impossible_rate
from article41.decide.monitor.limits import limits
from article41.decide.regime import Regime
from article41.errors import Problem
from article41.read.accounts import Account, read_account
from article41.read.figures.packaged import petroleum_estimates, petroleum_reported
from article41.serve.monitor.asking import Asking

GOODS = ("refined_petroleum", "crude_oil")
REPLIES: dict[str, Any] = {
    "state": pl.String,
    "way": pl.String,
    "code": pl.String,
    "year": pl.Int32,
    "reply": pl.String,
}
FILINGS: dict[str, Any] = {
    "state": pl.String,
    "resolution": pl.String,
    "due": pl.Date,
    "filed": pl.Date,
    "symbol": pl.String,
}
_DAY = timedelta(days=1)


def accounts(asking: Asking) -> dict[str, Account]:
    """The tables laid beside, by kind. Raises InputError where one cannot be read."""
    return {kind: read_account(path, kind) for kind, path in asking.accounts}


def problems_of(beside: Mapping[str, Account]) -> Iterator[Problem]:
    """What is wrong with rows of the tables laid beside."""
    for account in beside.values():
        yield from account.problems


def replies(beside: Mapping[str, Account]) -> pl.DataFrame:
    """State, way, code, year and reply, as findings take them; a source and day are told with the reply."""
    if "replies" not in beside:
        return pl.DataFrame(schema=REPLIES)
    rows = beside["replies"].rows
    told = pl.concat_str(
        pl.col("reply"),
        pl.format(
            " ({})", pl.concat_str("source", "date", separator=", ", ignore_nulls=True).replace("", None)
        ),
        ignore_nulls=True,
    )
    return rows.select(
        "state",
        pl.col("flow").alias("way"),
        pl.col("hs").str.replace_all(r"\D", "").replace("", None).alias("code"),
        pl.col("year").cast(pl.Int32),
        told.alias("reply"),
    )


def filings(beside: Mapping[str, Account], regime: Regime) -> tuple[pl.DataFrame, list[Problem]]:
    """State, resolution, due, filed, symbol; a resolution that asks for no report is a problem of its row."""
    due = {p.resolution: o.by for p in regime.provisions for o in p.owed if o.duty == "national_report"}
    if "filings" not in beside:
        return pl.DataFrame(schema=FILINGS), []
    account, rows, problems = beside["filings"], [], []
    for row in account.rows.iter_rows(named=True):
        number = "".join(filter(str.isdigit, row["resolution"]))[:4]
        if number in due:
            rows.append((row["state"], number, due[number], row["filed"], row["symbol"]))
            continue
        asked = "a resolution that asks for a report: " + ", ".join(sorted(due))
        problems.append(Problem(account.file, row["row"], "resolution", row["resolution"], asked))
    return pl.DataFrame(rows, schema=FILINGS, orient="row"), problems


def caps(beside: Mapping[str, Account], found: pl.DataFrame, regime: Regime) -> tuple[CapSeries, ...]:
    """Every figure of every stretch of a cap, each source for itself.

    Reported: what States told the Committee as published, what the user lays beside, what trade statistics
    tell (`found`: FINDINGS). Estimated: what others published, and the user's own tanker calls.
    """
    told = [published_supplies(petroleum_reported()), tuple(_supplies(beside)), *_traded(found)]
    series: list[CapSeries] = []
    for good in GOODS:
        stretches = limits(regime, good, regime.as_of)
        for supplies in told:
            series += reported([s for s in supplies if s.good == good], stretches)
        series += published_estimates(petroleum_estimates(), stretches)
    if "calls" in beside:
        account = beside["calls"]
        calls = list(account.rows.select("date", "dwt").iter_rows())
        series += estimated(calls, limits(regime, GOODS[0], regime.as_of), f"tanker calls of {account.file}")
    return tuple(sorted(series, key=lambda c: (c.good, c.start, c.kind != REPORTED, c.source)))


def _traded(found: pl.DataFrame) -> Iterator[list[Supply]]:
    """What leaves of the heading weigh in each source of trade statistics."""
    for good, heading in zip(GOODS, ("2710", "2709"), strict=True):
        rows = found.filter(
            pl.col("code").str.starts_with(heading) & (pl.col("way") == TO) & pl.col("is_leaf")
        ).filter(pl.col("weight_kg") > 0)
        by_flow = rows.group_by("source", "state", "start", "end").agg(pl.col("weight_kg").sum())
        for (source,), part in (
            by_flow.sort(pl.all()).partition_by("source", as_dict=True, include_key=False).items()
        ):
            says = f"{source}: HS {heading} in the trade statistics read"
            yield [
                Supply(
                    good, (row["state"],), row["start"], row["end"], row["weight_kg"] / 1000, None, None, says
                )
                for row in part.iter_rows(named=True)
            ]


def impossible(beside: Mapping[str, Account]) -> Iterator[Problem]:
    """Cargoes that no such ship holds, barrels that cannot be their tonnes: a slip of a unit, most likely."""
    if "calls" in beside:
        account = beside["calls"]
        for row, dwt, tonnes in account.rows.select("row", "dwt", "tonnes").drop_nulls().iter_rows():
            why = impossible_cargo(tonnes, dwt)
            if why:
                yield Problem(account.file, row, "tonnes", f"{tonnes:g}", "a cargo that the ship holds", why)
    if "reported" in beside:
        account = beside["reported"]
        for row, barrels, tonnes in account.rows.select("row", "barrels", "tonnes").drop_nulls().iter_rows():
            why = impossible_rate(barrels, tonnes)
            if why:
                yield Problem(
                    account.file, row, "barrels", f"{barrels:g}", "barrels that are its tonnes", why
                )


def _supplies(beside: Mapping[str, Account]) -> Iterator[Supply]:
    account = beside.get("reported")
    for row in account.rows.iter_rows(named=True) if account else ():
        yield Supply(
            row["good"],
            (row["state"] or "States not named",),
            row["from"],
            row["to"] + _DAY,
            row["tonnes"],
            row["barrels"],
            row["factor"],
            row["source"] or account.file,  # type: ignore[union-attr]
            row["kilolitres"],
        )
