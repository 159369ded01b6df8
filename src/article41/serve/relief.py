"""A table answered under the law as it stands and under each scenario, and what the difference is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from article41.analyse.trade.lines import VALUE, trade_lines
from article41.decide.regime import Regime
from article41.decide.relief import Relief, Scenario, WayLeft, weigh
from article41.errors import Problem
from article41.model import Verdict
from article41.read.currencies import foreign_amounts
from article41.read.tables import Table
from article41.report.relief import Simulation
from article41.serve.answers import Answers, answer, traced

ASKED = 20_000
"""Lines whose ways out are looked up one by one: some seconds' work."""
BEARING = ("freed", "eased", "unanswered", "blocked", "cleared", "indeterminate", "tightened")
NOT_FREE = ("eased", "blocked", "indeterminate", "tightened")
SAMPLED = 200
"""Lines whose assumptions stand for all where there are too many to ask each."""
ROWS_NAMED = 8


def simulate(
    table: Table,
    regime: Regime,
    scenarios: Sequence[Scenario],
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Simulation, tuple[Problem, ...], tuple[str, ...]]:
    """The simulation, what is wrong with the table (rows with a problem have no answer), and what to say of
    values and partners that are missing. Every scenario is held against `regime`; where that fixes a day,
    every row is judged as if it took place, and entered, on that day."""
    table = _on(table, regime)
    foreign = foreign_amounts(table)
    table = _without_values(table, [p.row for p in foreign if p.row is not None])
    today = answer(table, regime, progress)
    lines = _lines(table, today, regime)
    reliefs, ways, assumed = [], [], dict[str, None]()
    for scenario in scenarios:
        after = answer(table, scenario.regime, progress)
        relief = weigh(scenario, lines, today.rows, after.rows)
        rows = relief.lines.filter(pl.col("fate").is_in(BEARING))["row"]
        are_few = len(rows) <= ASKED
        told = list(_told(relief, after, rows if are_few else rows.head(SAMPLED)))
        reliefs.append(relief)
        ways.append(_ways(relief, told) if are_few else None)
        assumed.update(dict.fromkeys(_alike(s) for _, v in told for s in v.assumed))
    found = Simulation(
        table.file, regime, tuple(reliefs), tuple(ways), tuple(sorted(assumed)), _sources(table)
    )
    return found, (*today.problems, *foreign), tuple(_missing(table, lines, today))


def _on(table: Table, regime: Regime) -> Table:
    """With the fixed day as the row's own: a wind-down that is over must not seem open for want of a day."""
    if regime.law_on is None:
        return table
    days = {name: pl.lit(regime.law_on) for name in ("date", "import_date")}
    return replace(table, typed=table.typed.with_columns(**days))


def _without_values(table: Table, rows: Sequence[int]) -> Table:
    if not rows:
        return table
    value = pl.when(~pl.col("row").is_in(rows)).then(VALUE).alias(VALUE)
    return replace(table, typed=table.typed.with_columns(value))


def _lines(table: Table, today: Answers, regime: Regime) -> pl.DataFrame:
    facts = table.typed.drop("row", "problem")
    if "good" in facts.columns:  # a good that the law does not name is a problem of its row
        sound = today.typed["problem"].is_null()
        facts = facts.with_columns(pl.when(sound).then("good").alias("good"))
    lines = trade_lines(facts, regime.law.facts, regime.law.goods, regime.classifier)
    return lines.insert_column(0, table.typed["row"])


def _alike(assumption: str) -> str:
    """Without what differs from row to row: the day of entry, the provisions that it would bring in."""
    return re.sub(r" on \d{4}-\d\d-\d\d$", " on the day given", assumption.split(" (", maxsplit=1)[0])


def _told(relief: Relief, after: Answers, rows: pl.Series) -> Iterator[tuple[int, Verdict]]:
    """Verdicts with reasons under the scenario."""
    bearing = after.rows["row"].is_in(rows.implode())
    some = replace(after, typed=after.typed.filter(bearing), rows=after.rows.filter(bearing))
    return zip(some.rows["row"], traced(some, relief.scenario.regime, None, explain=False), strict=True)


def _ways(relief: Relief, told: Sequence[tuple[int, Verdict]]) -> tuple[WayLeft, ...]:
    rows = set(relief.lines.filter(pl.col("fate").is_in(NOT_FREE))["row"])
    return relief.ways_out((row, verdict) for row, verdict in told if row in rows)


def _sources(table: Table) -> tuple[str, ...]:
    """What a column called source names, in order."""
    column = next((c for c in table.raw.columns if c.strip().casefold() == "source"), None)
    if column is None:
        return ()
    named = table.raw[column].cast(pl.String).drop_nulls()
    return tuple(name for name in named.unique(maintain_order=True) if name.strip())


def _missing(table: Table, lines: pl.DataFrame, today: Answers) -> Iterator[str]:
    """Values and partners that are not there, by row, among the rows that could be read."""
    sound = today.typed["problem"].is_null()
    for column, said in ((VALUE, "no value, counted apart"), ("partner", "no partner country")):
        rows = lines.filter(sound & lines[column].is_null())["row"].to_list()
        if rows:
            named = ", ".join(map(str, rows[:ROWS_NAMED])) + (", …" if len(rows) > ROWS_NAMED else "")
            yield f"{said}: {len(rows):,} of {len(table.typed):,} rows ({named})"
