"""What the verbs that read tables share: headings, ledgers, where answers are written, exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from article41.errors import InputError, Problem

if TYPE_CHECKING:
    from article41.decide.regime import Regime
    from article41.read.tables import Table

INPUT_STATUS = 2
PROBLEMS_SHOWN = 50


def say(text: str) -> None:
    """A line on standard error, control characters shown."""
    from article41.report.words import printable

    click.echo(printable(text), err=True)


def open_table(
    path: Path, regime: Regime, headings: Mapping[str, str], only: frozenset[str] | None = None
) -> Table:
    """A table of the user's; what was guessed and what was done to it is said. Raises InputError."""
    from article41.read.tables import read_table
    from article41.report.words import count

    table = read_table(path, regime.law.facts, mapping=headings, only=only)
    for heading, fact in table.mapped:
        say(f"{table.file}: column '{heading}' read as {fact}")
    for note in table.notes:
        say(f"{table.file}: {note}")
    if table.skipped:
        say(f"{table.file}: {count(table.skipped, 'empty row')} skipped")
    return table


def tell(problems: Sequence[Problem], whole: str = "", number: int | None = None) -> None:
    """The first problems, and how many more there are; `whole` says where they stand in full; `number`: of
    all, where not all were kept."""
    from article41.report.words import count

    for problem in problems[:PROBLEMS_SHOWN]:
        say(str(problem))
    more = (len(problems) if number is None else number) - PROBLEMS_SHOWN
    if more > 0:
        say(f"… and {count(more, 'more problem')}{whole}")


def with_ledger(regime: Regime, path: Path) -> Regime:
    """What is wrong with a ledger ends the run before any verdict: with part of it every total is wrong."""
    from article41.serve.answers import load_ledger

    found, said = load_ledger(path, regime)
    for line in said:
        say(f"{found.name}: {line}")
    return regime.with_ledger(found)


def mapping(maps: Sequence[str]) -> Mapping[str, str]:
    """Headings to facts, from what --map was given. Raises InputError."""
    pairs = [m.rpartition("=") for m in maps]
    wrong = [m for m, pair in zip(maps, pairs, strict=True) if not pair[0] or not pair[2]]
    if wrong:
        raise InputError(
            Problem("--map", found=w, expected="HEADING=FACT, such as 'Ship date=date'") for w in wrong
        )
    return {heading.strip(): fact.strip() for heading, _, fact in pairs}


@contextmanager
def output(out: Path | None, form: str) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears only when it is complete; a device or pipe stays what it is."""
    if out is None:
        if form in ("parquet", "xlsx") and sys.stdout.isatty():
            raise click.UsageError(f"{form} is not for a terminal; write it to a file with -o")
        if form == "parquet":  # what writes it says only that the format is wrong when its reader stops
            from io import BytesIO

            whole = BytesIO()
            yield whole
            sys.stdout.buffer.write(whole.getbuffer())
        else:
            yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = out.with_name(f".{out.name}.part")
    try:
        if out.is_relative_to("/dev") or (out.exists() and not out.is_file()):
            with out.open("wb") as stream:
                yield stream
            return
        with part.open("wb") as stream:
            yield stream
        part.replace(out)
    except OSError as error:
        raise InputError(
            [Problem(str(out), expected="a place that can be written", hint=error.strerror)]
        ) from None
    finally:
        part.unlink(missing_ok=True)
