"""article41 monitor: which States' own trade figures need explaining, and how full the caps are."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.errors import InputError, Problem
from article41.serve.cli.options import as_of as as_of_option
from article41.serve.cli.tables import INPUT_STATUS, mapping, say, tell

if TYPE_CHECKING:
    from article41.report.monitor.record import Monitor
    from article41.serve.monitor.asking import Asking

PATH = click.Path(path_type=Path)


@click.command("monitor", short_help="Which States' trade figures need explaining; how full the caps are.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=PATH)
@click.option("--out", required=True, type=PATH, metavar="DIR", help="Folder for the report.")
@click.option("--state", "states", multiple=True, metavar="ISO3", help="Only this State; repeatable.")
@click.option(
    "--since", type=click.IntRange(1900, 2200), metavar="YEAR", help="Only figures from this year on."
)
@as_of_option
@click.option(
    "--assume",
    "assumed",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="What a file does not tell itself: reporter, partner, flow, period, code or edition.",
)
@click.option(
    "--map", "maps", multiple=True, metavar="'HEADING=COLUMN'", help="Read a heading of yours as a column."
)
@click.option("--reported", type=PATH, metavar="TABLE", help="Petroleum supplies that States reported.")
@click.option("--calls", type=PATH, metavar="TABLE", help="Tanker calls from which deliveries are estimated.")
@click.option("--replies", type=PATH, metavar="TABLE", help="What States answered.")
@click.option("--filings", type=PATH, metavar="TABLE", help="National reports that States filed.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--restart", is_flag=True, help="Begin anew where an earlier run was interrupted.")
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(["needs_explanation", "likely_wrong_korea"]),
    help="Exit with status 3 where such a figure is found.",
)
def command(
    files: tuple[Path, ...],
    out: Path,
    states: tuple[str, ...],
    since: int | None,
    as_of: date | None,
    assumed: tuple[str, ...],
    maps: tuple[str, ...],
    reported: Path | None,
    calls: Path | None,
    replies: Path | None,
    filings: Path | None,
    form: str,
    restart: bool,
    fail_on: tuple[str, ...],
) -> None:
    """Which States' own trade figures need explaining, and how full the caps are.

    Reads files of UN Comtrade, BACI, FAOSTAT and China's customs, in CSV or Parquet, holds each flow with the
    DPRK against the law of its own period, and writes a report of web pages, charts, tables and a workbook
    into DIR that needs no network. A figure is a question to the State that reported it, never a finding.
    """  # fmt: skip
    from article41.serve.monitor.asking import Asking
    from article41.serve.monitor.running import run

    asking = Asking(
        files,
        out,
        as_of or date.today(),
        _states(states),
        since,
        _assumed(assumed),
        mapping(maps),
        reported,
        calls,
        replies,
        filings,
    )
    from article41.serve.cli.progress import progress

    monitor = run(asking, progress, is_anew=restart)
    _tell(monitor, asking, form)
    found = set(monitor.findings.filter(monitor.findings["is_leaf"])["status"].unique())
    if found & set(fail_on):
        sys.exit(3)
    if monitor.problems:
        sys.exit(INPUT_STATUS)


def _states(given: Sequence[str]) -> tuple[str, ...]:
    """ISO alpha-3 codes of the States asked for. Raises InputError for every unknown one at once."""
    from article41.read.countries import load_countries, parse_country

    countries, found, problems = load_countries(), [], []
    for text in given:
        try:
            found.append(countries.alpha3[parse_country(text, countries)])
        except ValueError as error:
            hint = "; ".join(getattr(error, "__notes__", ())) or None
            problems.append(Problem("--state", found=text, expected=str(error), hint=hint))
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(found))


def _assumed(given: Sequence[str]) -> dict[str, str]:
    """Raises InputError for what is no assumption, all at once."""
    from article41.read.trade import read_assumed

    pairs = [text.partition("=") for text in given]
    wrong = [
        text for text, pair in zip(given, pairs, strict=True) if not pair[0].strip() or not pair[2].strip()
    ]
    if wrong:
        expected = "COLUMN=VALUE, such as reporter=CHN"
        raise InputError(Problem("--assume", found=text, expected=expected) for text in wrong)
    found = {column.strip(): value.strip() for column, _, value in pairs}
    read_assumed("--assume", found)
    return found


def _tell(monitor: Monitor, asking: Asking, form: str) -> None:
    from article41.report.monitor.summary import summary_json, summary_tables
    from article41.serve.cli.terminal import screen

    tell(monitor.problems, f"; all stand in {asking.out / 'data' / 'problems.csv'}")
    if form == "json":
        click.echo(summary_json(monitor))
    else:
        summary_tables(monitor, screen())
    say(f"report written to {asking.out / 'index.html'}")
