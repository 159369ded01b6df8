"""article41 assess: the verdict on each transaction."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from article41.errors import InputError, Problem
from article41.serve.cli.options import as_of as as_of_option
from article41.serve.cli.tables import INPUT_STATUS, mapping, open_table, output, say, tell, with_ledger

if TYPE_CHECKING:
    from article41.decide.regime import Regime
    from article41.model import Verdict
    from article41.serve.answers import Answers

FORMATS = ("table", "json", "jsonl", "csv", "parquet", "xlsx")
VERDICTS = ("prohibited", "indeterminate", "permitted", "not_addressed")
ROWS_SHOWN = 500
"""Rows of a table drawn on a terminal before it is cut; files are never cut."""
FORBIDDEN_STATUS = 3


@click.command("assess", short_help="The verdict on each transaction in CSV, JSONL, Parquet or XLSX files.")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@as_of_option
@click.option(
    "--suspend", multiple=True, metavar="ID", help="Answer as if this provision's bans were lifted."
)
@click.option(
    "--open", "is_open", is_flag=True, help="Leave ways out that nobody claimed unknown, not absent."
)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    metavar="LEDGER",
    help="Supplies already made, from which the totals of caps are worked out.",
)
@click.option("--explain", is_flag=True, help="Show every step of the reasoning.")
@click.option(
    "--map", "maps", multiple=True, metavar="'HEADING=FACT'", help="Read a heading of yours as a fact."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table, or what OUT ends in.")
@click.option("-o", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT", help="Write here.")
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(VERDICTS),
    help="Exit 3 when such a verdict occurs, whatever else was wrong.",
)
def command(
    paths: tuple[Path, ...],
    as_of: date | None,
    suspend: tuple[str, ...],
    is_open: bool,
    ledger: Path | None,
    explain: bool,
    maps: tuple[str, ...],
    form: str | None,
    out: Path | None,
    fail_on: tuple[str, ...],
) -> None:
    """The verdict on each transaction in CSV, JSONL, Parquet or XLSX files.

    One row in, one answer out: prohibited, indeterminate, permitted or not addressed; by which operative
    paragraph, on that date; and which missing fact would change it. Rows that share an id are lines of one
    transaction. `article41 template` writes a blank table.
    """
    from article41.decide.regime import Regime

    form = form or _format(out)
    regime = Regime.load(as_of).suspend(suspend)
    if is_open:
        regime = regime.assuming_nothing()
    if ledger is not None:
        regime = with_ledger(regime, ledger)
    found = [a for a in (_answer(path, regime, mapping(maps)) for path in paths) if a is not None]
    if found:
        with output(out, form) as stream:
            _write(found, regime, form, explain, stream)
    if ledger is None and any(a.needs_share() for a in found):
        click.echo("no ledger: totals of caps are unknown unless cap_share is given", err=True)
    words = {str(word) for a in found for word in a.counts()}
    if words & set(fail_on):  # what was asked for goes before what was wrong with the input
        sys.exit(FORBIDDEN_STATUS)
    if any(a.problems for a in found) or len(found) < len(paths):
        sys.exit(INPUT_STATUS)


def _format(out: Path | None) -> str:
    if out is None:
        return "table"
    from article41.report.exports import format_of

    form = format_of(out)
    if form is None:
        raise click.UsageError(f"'{out}' does not say its format; add --format {'/'.join(FORMATS)}")
    return form


def _answer(path: Path, regime: Regime, headings: Mapping[str, str]) -> Answers | None:
    """The answers for one file, or None (said on standard error) where it cannot be read at all."""
    from article41.serve.answers import answer
    from article41.serve.cli.progress import progress

    try:
        table = open_table(path, regime, headings)
    except InputError as error:
        for problem in error.problems:
            say(str(problem))
        return None
    with progress(len(table.typed), f"assessing {table.file}") as step:
        answers = answer(table, regime, step)
    tell(answers.problems, "; every row that has one says so in its note")
    return answers


def _write(found: Sequence[Answers], regime: Regime, form: str, explain: bool, stream: BinaryIO) -> None:
    if form == "table":
        _draw(found, regime, explain, stream)
        return
    from article41.report import exports

    if form in ("json", "jsonl"):
        verdicts = (v for a in found for v in _traced(a, regime, explain))
        writer: Callable[..., None] = exports.write_json if form == "json" else exports.write_jsonl
        writer(verdicts, stream)
        return
    parts = [
        (a.table.file, a.table.raw, a.rows, _traced(a, regime, False) if explain else None) for a in found
    ]
    try:
        exports.WRITERS[form](exports.beside(parts), stream)
    except ValueError as error:
        raise InputError([Problem(form, expected=str(error))]) from None


def _traced(answers: Answers, regime: Regime, explain: bool) -> Iterator[Verdict]:
    from article41.serve.answers import traced
    from article41.serve.cli.progress import progress

    with progress(len(answers.rows), f"explaining {answers.table.file}") as step:
        for verdict in traced(answers, regime, None, explain=explain):
            yield verdict
            step(1)


def _draw(found: Sequence[Answers], regime: Regime, explain: bool, stream: BinaryIO) -> None:
    import io

    from article41.report.tables import verdict_table
    from article41.report.words import printable
    from article41.serve.answers import traced
    from article41.serve.cli.terminal import screen

    text = (
        io.TextIOWrapper(stream, encoding="utf-8", write_through=True)
        if stream is not sys.stdout.buffer
        else None
    )

    console = screen(text)
    for answers in found:
        if len(found) > 1:
            console.print(printable(answers.table.file), style="bold", markup=False)
        limit = ROWS_SHOWN if text is None else None
        verdicts = list(traced(answers, regime, limit, explain=explain))
        verdict_table(verdicts, regime, answers.counts(), console, len(answers.rows))
        if explain:
            for verdict in verdicts:
                console.print(f"\n{printable(verdict.id)}", style="bold", markup=False)
                console.print(
                    "\n".join(map(printable, verdict.trace)) or "  no ban bears on it", markup=False
                )
    if text is not None:
        text.detach()
