"""Every row of a table answered: the sound ones by the law, the others by what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from article41.analyse.caps import SHARE, counted
from article41.analyse.supplies import ledger_of
from article41.dates import Span
from article41.decide.assess import assess_facts, assess_rows
from article41.decide.regime import Regime
from article41.decide.tables import COLUMNS, transaction_verdicts
from article41.errors import Problem
from article41.model import Facts, Ledger, Verdict
from article41.read.ledger import read_ledger
from article41.read.tables import Table

SLICE = 1_000_000
"""Rows decided at once: keeps memory flat and lets progress be shown."""


@dataclass(frozen=True, slots=True)
class Answers:
    """`rows` has one row for each row of the table, in order: row, id, law_on, verdict, provisions, needs,
    duties, hits, note, transaction_verdict."""

    table: Table
    typed: pl.DataFrame
    rows: pl.DataFrame
    problems: tuple[Problem, ...]

    def counts(self) -> dict[str | None, int]:
        """Rows by verdict; None for rows without one."""
        return dict(self.rows.group_by("verdict").len().iter_rows())

    def needs_share(self) -> bool:
        """Whether some verdict depends on the total of a cap."""
        return bool(self.rows.select(pl.col("needs").list.contains(SHARE).any()).item())


def answer(table: Table, regime: Regime, progress: Callable[[int], None] = lambda _: None) -> Answers:
    """Decides every sound row; `progress` is told of each further number of rows done."""
    typed, wrong = _check_goods(table, regime)
    sound = typed.filter(pl.col("problem").is_null())
    parts = []
    for start in range(0, max(len(sound), 1), SLICE):
        part = sound.slice(start, SLICE)
        parts.append(assess_rows(part.drop("problem"), regime).with_columns(part["row"]))
        progress(len(part))
    decided = pl.concat(parts)
    kept = typed.select("row", "problem", _id(typed))
    if len(sound) == len(typed):
        rows = kept.hstack(decided.drop("row"))
    else:
        rows = kept.join(decided, on="row", how="left", maintain_order="left")
        none: Any = pl.lit([], dtype=pl.List(pl.String))
        rows = rows.with_columns(pl.col("provisions", "needs", "duties", "hits").fill_null(none))
    rows = rows.with_columns(pl.coalesce(pl.format("not read: {}", "problem"), "note").alias("note"))
    rows = rows.with_columns(transaction_verdicts(rows)).select("row", "id", *COLUMNS, "transaction_verdict")
    return Answers(table, typed, rows, (*table.problems, *wrong))


def load_ledger(path: Path, regime: Regime) -> tuple[Ledger, tuple[str, ...]]:
    """The supplies of a file, and what to say of how it was read. Raises InputError: all or nothing."""
    table = read_ledger(path, regime.law.facts)
    ledger, left_out = ledger_of(table, regime.capped, regime.classifier)
    said = [f"column '{heading}' read as {fact}" for heading, fact in table.mapped]
    said += table.notes
    if left_out:
        them = (
            "row left out, as no cap limits it" if left_out == 1 else "rows left out, as no cap limits them"
        )
        said.append(f"{left_out:,} {them}")
    return ledger, (*said, *_odd_days(ledger, regime))


def _odd_days(ledger: Ledger, regime: Regime) -> Iterator[str]:
    """Supplies that no total holds, or not yet: a year that slipped would leave every total too small."""
    spans: dict[str, list[Span]] = {}
    for provision in regime.law.provisions:
        for cap in provision.caps:
            for good in cap.goods:
                spans.setdefault(good, []).extend(counted(cap))
    outside = [s.day for s in ledger.supplies if not any(s.day in span for span in spans[s.good])]
    today = date.today()
    later = [s.day for s in ledger.supplies if s.day > today]
    for days, what in ((outside, "in no period of a cap"), (later, f"after today, {today},")):
        if days:
            number = "1 supply" if len(days) == 1 else f"{len(days):,} supplies"
            yield f"{number} {what} ({_first(days)}); is the year right?"


def _first(days: Iterable[date], most: int = 3) -> str:
    several = sorted(set(days))
    return ", ".join(map(str, several[:most])) + (" …" if len(several) > most else "")


def _id(typed: pl.DataFrame) -> pl.Expr:
    return pl.col("id") if "id" in typed.columns else pl.lit(None, pl.String).alias("id")


def _check_goods(table: Table, regime: Regime) -> tuple[pl.DataFrame, list[Problem]]:
    """A `good` that the law does not name, or that its HS code contradicts, is a problem of its row."""
    typed = table.typed
    if "good" not in typed.columns:
        return typed, []
    code = pl.col("hs") if "hs" in typed.columns else pl.lit(None, pl.String).alias("hs")
    given = typed.select("row", code, "good").filter(pl.col("good").is_not_null())
    wrong: dict[tuple[str | None, str], Problem] = {}
    for hs, good in given.select("hs", "good").unique().iter_rows():
        said = regime.classifier.wrong_good(hs, good)
        if said is not None:
            wrong[hs, good] = Problem(table.file, None, "good", good, *said)
    problems = [
        replace(wrong[hs, good], row=row) for row, hs, good in given.iter_rows() if (hs, good) in wrong
    ]
    told = pl.DataFrame(
        {"row": [p.row for p in problems], "said": list(map(str, problems))},
        schema={"row": typed.schema["row"], "said": pl.String},
    )
    joined = typed.join(told, on="row", how="left", maintain_order="left")
    both = pl.concat_str("problem", "said", separator="; ", ignore_nulls=True).replace("", None)
    return joined.with_columns(both.alias("problem")).drop("said"), problems


def traced(answers: Answers, regime: Regime, limit: int | None, *, explain: bool) -> Iterator[Verdict]:
    """Verdicts with reasons, row by row; a row that could not be read has its problem as note."""
    shown = answers.rows if limit is None else answers.rows.head(limit)
    facts = answers.typed.head(len(shown)).drop("row", "problem").iter_rows(named=True)
    for row, given in zip(shown.iter_rows(named=True), facts, strict=True):
        name = row["id"] or f"row {row['row']}"
        if row["verdict"] is None:
            verdict = _unanswered(row, regime)
        else:
            verdict = assess_facts(_given(given), regime, explain=explain)
        yield replace(verdict, id=name, transaction_verdict=row["transaction_verdict"])


def _given(row: Mapping[str, Any]) -> Facts:
    return {name: value for name, value in row.items() if value is not None}


def _unanswered(row: Mapping[str, Any], regime: Regime) -> Verdict:
    return Verdict(
        id="", law_on=row["law_on"], as_of=regime.as_of, law=regime.stamp, verdict=None, note=row["note"]
    )
