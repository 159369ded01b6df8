"""A file of customers, parties or vessels: shown, as JSON, or the same file again with our columns."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from article41.errors import InputError
from article41.serve.cli.tables import INPUT_STATUS, say, tell

if TYPE_CHECKING:
    from article41.read.parties.columns import Parties
    from article41.serve.listscreen import Choice
    from article41.serve.screening.engine import Engine
    from article41.serve.screening.parts import Parts, Question
    from article41.serve.screening.run import Answered
    from article41.serve.screening.tally import Tally
    from article41.serve.screening.writing import Form, Layout

ROWS_SHOWN = 500
MATCH_STATUS = 3


@dataclass(frozen=True, slots=True)
class Asking:
    """What was asked for besides the file. `day`: None for each row's own, or today. `measures`: those of the
    law's own register, by reference."""

    path: Path
    form: str | None
    out: Path | None
    day: date | None
    today: date
    choice: Choice
    is_anew: bool
    fail_on: frozenset[str]
    measures: Mapping[str, Mapping[Any, str]]


def screen_parties(parties: Parties, lists: Engine, asking: Asking, registers: Mapping[str, str]) -> None:
    """Shows how the columns are read, screens, writes or shows, and sums up on standard error.

    `registers`: key and hash of what is asked besides the lists consulted.

    Exits with 3 where a verdict of `fail_on` occurred, with 2 where something could not be read.
    """
    from article41.report.screening import mapping_text, summary

    stream = parties.stream
    for line in chain(
        mapping_text(stream.file, [(c.role, c.heading) for c in parties.columns]),
        (f"{stream.file}: {note}" for note in (*stream.notes, *parties.notes)),
    ):
        say(line)
    tell(parties.problems)
    tally = (
        _into_file(parties, lists, asking, registers) if asking.out else _onto_output(parties, lists, asking)
    )
    tell(tally.problems, "; every row that has one says so in its reason", tally.problem_count)
    for line in summary(stream.file, tally, lists.consulted, is_law_asked=bool(registers)):
        say(line)
    if any(tally.verdicts.get(verdict) for verdict in asking.fail_on):
        sys.exit(MATCH_STATUS)
    if tally.problem_count or parties.problems:
        sys.exit(INPUT_STATUS)


def _answers(parties: Parties, lists: Engine, day: date, size: int, skip: int = 0) -> Iterator[Answered]:
    """Each stretch with what it met, behind a progress bar."""
    from article41.serve.cli.progress import progress
    from article41.serve.screening.run import answers

    extent, done = parties.stream.extent, 0
    with progress(extent, f"screening {parties.stream.file}") as step:
        for answered in answers(parties, lists, day, size, skip):
            yield answered
            now = min(answered.stretch.done, extent)
            step(now - done)
            done = now


def _into_file(parties: Parties, lists: Engine, asking: Asking, registers: Mapping[str, str]) -> Tally:
    from article41.serve.screening.parts import kept_question, open_parts
    from article41.serve.screening.writing import layout_of, part_bytes

    out = asking.out
    assert out is not None  # noqa: S101  the caller looked
    if out.exists() and (not out.is_file() or out.samefile(asking.path)):
        expected = "another file than the one that is read" if out.is_file() else "a file"
        raise InputError.of(str(out), None, expected, "--format csv or jsonl writes to standard output")
    kept = None if asking.is_anew else kept_question(out)
    # an interrupted run goes on with the day on which it began
    day = asking.day or (kept.day if kept else asking.today)
    form = _form(parties, asking)
    asked = {**{one.list_key: one.snapshot for one in lists.consulted}, **registers}
    question = _question(parties, asked, asking, day, form)
    layout = layout_of(parties.stream, form, day)
    with open_parts(out, question, layout, is_anew=asking.is_anew) as parts:
        if parts.done:
            rows = parts.tally.rows + parts.tally.skipped
            say(f"{out}: goes on after row {rows:,}, where it was interrupted")
        with _kept(out, parts):
            skip = parts.done * question.batch
            for answered in _answers(parties, lists, day, question.batch, skip):
                content = part_bytes(answered, layout, is_first=parts.done == 0)
                parts.add(content, answered.tally)
            if parts.done == 0:
                _only_headings(parts, layout)
            parts.finish()
        return parts.tally


def _only_headings(parts: Parts, layout: Layout) -> None:
    """A file without rows: its columns and ours."""
    from article41.serve.screening.tally import Tally
    from article41.serve.screening.writing import empty_part

    parts.add(empty_part(layout), Tally())


def _question(parties: Parties, asked: Mapping[str, str], asking: Asking, day: date, form: str) -> Question:
    from article41.keep.files import file_hash
    from article41.serve.screening.parts import Question
    from article41.serve.screening.run import BATCH
    from article41.version import __version__

    return Question(
        file_sha256=file_hash(asking.path),
        columns=tuple((column.role, column.heading) for column in parties.columns),
        lists=tuple(sorted(asked.items())),
        since=asking.choice.changed_since,
        threshold=asking.choice.threshold,
        weak=asking.choice.is_weak_told,
        day=day,
        form=form,
        batch=BATCH,
        engine=__version__,
    )


@contextmanager
def _kept(out: Path, parts: Parts) -> Iterator[None]:
    """Whatever ends the run: what is written is kept, and that is said."""
    try:
        yield
    except (KeyboardInterrupt, InputError, MemoryError):
        tally = parts.on_disk()
        rows = tally.rows + tally.skipped
        say(f"{out}: stopped; the first {rows:,} rows are kept, and the same command goes on after them")
        raise


def _form(parties: Parties, asking: Asking) -> Form:
    """The file's own format, unless the ending of OUT or --format says another."""
    from article41.report.exports import format_of
    from article41.serve.screening.writing import OWN_FORM, Form

    own = OWN_FORM[parties.stream.kind]
    asked = asking.form if asking.form in get_args(Form) else format_of(asking.out) if asking.out else None
    if asked is not None and asked not in get_args(Form):
        raise click.UsageError(f"'{asking.out}': a file is written as {', '.join(get_args(Form))}")
    found: Form = asked or own  # type: ignore[assignment]
    return found


def _onto_output(parties: Parties, lists: Engine, asking: Asking) -> Tally:
    from article41.serve.screening.run import BATCH
    from article41.serve.screening.tally import Tally

    day = asking.day or asking.today
    tally = Tally()
    show: Callable[[Iterable[Answered], Parties, Asking], None]
    show = {"table": _table, "json": _json}.get(asking.form or "table", _rows)
    show(_counted(_answers(parties, lists, day, BATCH), tally), parties, asking)
    return tally


def _counted(answers: Iterable[Answered], tally: Tally) -> Iterator[Answered]:
    for answered in answers:
        tally.add(answered.tally)
        yield answered


def _rows(answers: Iterable[Answered], parties: Parties, asking: Asking) -> None:
    """CSV or JSONL on standard output."""
    from article41.serve.screening.writing import empty_part, layout_of, part_bytes

    if asking.form not in ("csv", "jsonl"):
        raise click.UsageError(f"{asking.form} goes to a file: -o OUT")
    form: Form = asking.form  # type: ignore[assignment]
    layout = layout_of(parties.stream, form, asking.day or asking.today)
    out, is_first = sys.stdout.buffer, True
    for answered in answers:
        out.write(part_bytes(answered, layout, is_first=is_first))
        is_first = False
    if is_first:
        out.write(empty_part(layout))
    out.flush()


def _names(answered: Answered, parties: Parties) -> list[str]:
    """What each row is called: its id, or its number."""
    from article41.read.parties.cells import as_texts

    grid = answered.stretch.grid
    column = next(iter(parties.of("id")), None)
    ids: Iterable[str | None] = as_texts(grid.columns[column.place]) if column else [None] * len(grid.rows)
    return [name or f"row {row}" for name, row in zip(ids, grid.rows, strict=True)]


def _json(answers: Iterable[Answered], parties: Parties, asking: Asking) -> None:
    """One array, an object a row."""
    from article41.report.screening import row_json

    separator = "["
    for answered in answers:
        outcome = answered.outcome
        for index, (name, row) in enumerate(zip(_names(answered, parties), outcome.rows, strict=True)):
            hits = [hit for hit, _ in outcome.met.get(index, ())]
            click.echo(
                separator + "\n" + row_json(name, outcome.days[index], hits, row, asking.measures), nl=False
            )
            separator = ","
    click.echo("\n]" if separator == "," else "[]")


def _table(answers: Iterable[Answered], parties: Parties, _asking: Asking) -> None:
    """The rows that met something."""
    from article41.report.screening import met_table
    from article41.serve.cli.terminal import screen
    from article41.serve.screening.outcome import CLEAR, UNSCREENED

    shown: list[tuple[str, str, tuple[Any, ...]]] = []
    more = of = 0
    for answered in answers:
        outcome = answered.outcome
        of += len(outcome.rows)
        met = [i for i in sorted(outcome.met) if outcome.rows[i][0] not in (CLEAR, UNSCREENED)]
        names = _names(answered, parties) if met else []
        for index in met:
            if len(shown) < ROWS_SHOWN:
                shown.append((names[index], outcome.met[index][0][0].given, outcome.rows[index]))
            else:
                more += 1
    met_table(shown, more, of, screen())
