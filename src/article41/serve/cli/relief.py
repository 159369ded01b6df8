"""article41 relief: what a suspension frees and what stays blocked."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.errors import InputError, Problem
from article41.serve.cli.options import DAY
from article41.serve.cli.options import as_of as as_of_option
from article41.serve.cli.tables import INPUT_STATUS, mapping, open_table, output, say, tell, with_ledger

if TYPE_CHECKING:
    from article41.decide.regime import Regime
    from article41.decide.relief import Scenario
    from article41.read.tables import Table
    from article41.report.relief import Simulation

TABLES = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".parquet", ".pq", ".xlsx", ".xlsm", ".xls")
CHARTS = (".svg", ".png", ".html")


@click.command("relief", short_help="What a suspension would free, and what would stay blocked by what.")
@click.argument("words", metavar="FILE", nargs=-1, required=True)
@click.option(
    "--suspend",
    multiple=True,
    metavar="ID...",
    help="Lift the bans of these provisions, rules, resolutions (2397) or measures (commodity.export_ban).",
)
@click.option(
    "--scenario", "named", multiple=True, metavar="NAME=ID,ID", help="A suspension with a name; repeatable."
)
@click.option("--revive", is_flag=True, help="What the suspended paragraphs had replaced stands again.")
@click.option("--snapback", type=DAY, metavar="DATE", help="From this day on the suspension is over.")
@click.option(
    "--on", "day", type=DAY, metavar="DATE", help="Judge every row as if it took place on this day."
)
@as_of_option
@click.option(
    "--open", "is_open", is_flag=True, help="Leave ways out that nobody claimed unknown, not absent."
)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    metavar="LEDGER",
    help="Supplies already made, from which the totals of caps are worked out.",
)
@click.option(
    "--map", "maps", multiple=True, metavar="'HEADING=FACT'", help="Read a heading of yours as a fact."
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--chart",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Draw a waterfall into this file: .svg, .png or .html.",
)
@click.option(
    "--by",
    "unit",
    type=click.Choice(["usd", "count"]),
    help="What the chart adds up (default: usd if mostly known).",
)
def command(
    words: tuple[str, ...],
    suspend: tuple[str, ...],
    named: tuple[str, ...],
    revive: bool,
    snapback: date | None,
    day: date | None,
    as_of: date | None,
    is_open: bool,
    ledger: Path | None,
    maps: tuple[str, ...],
    form: str,
    chart: Path | None,
    unit: str | None,
) -> None:
    """What a suspension would free, and what would stay blocked by what.

    Every transaction of a table in CSV, JSONL, Parquet or XLSX is judged by the law as it stands and by the
    law without the suspended bans: how much becomes free, how much stays blocked and by which other
    provision, how much turns indeterminate, and what it would still need. Several ids may follow one
    --suspend.
    """
    from article41.decide.regime import Regime

    path, more = _file_and_ids(words, suspend)
    if chart is not None and chart.suffix.lower() not in CHARTS:
        raise click.UsageError(f"'{chart}' does not end in {', '.join(CHARTS)}")
    regime = Regime.load(as_of)
    if is_open:
        regime = regime.assuming_nothing()
    if day is not None:
        regime = regime.on(day)
    scenarios = _scenarios(regime, (*suspend, *more), named, revive, snapback)
    if ledger is not None:
        regime = with_ledger(regime, ledger)
        held = regime.ledger
        assert held is not None  # noqa: S101  just given
        scenarios = [type(s)(s.name, s.regime.with_ledger(held)) for s in scenarios]
    table = _read(path, regime, mapping(maps))
    simulation, is_sound = _simulate(table, regime, scenarios)
    if chart is not None:  # before the table: its reader may stop early
        _draw(simulation, chart, unit)
    _write(simulation, form)
    if not is_sound:
        sys.exit(INPUT_STATUS)


def _file_and_ids(words: Sequence[str], suspend: Sequence[str]) -> tuple[Path, list[str]]:
    """The one FILE, and the ids that followed the first one of a --suspend."""
    files = [w for w in words if Path(w).suffix.lower() in TABLES] or [w for w in words if os.path.exists(w)]
    if len(words) == 1:
        files = list(words)
    ids = [w for w in words if w not in files]
    if len(files) != 1 or (ids and not suspend):
        found = ", ".join(f"'{w}'" for w in words)
        raise click.UsageError(f"found {found}; expected one FILE, and after --suspend the ids")
    return Path(files[0]), ids


def _ids(text: str) -> list[str]:
    """Ids with commas between them; S/RES/2371 (2017), para. 8 has one of its own."""
    return [part.strip() for part in re.split(r",(?!\s*para)", text) if part.strip()]


def _scenarios(
    regime: Regime, suspend: Sequence[str], named: Sequence[str], revive: bool, snapback: date | None
) -> list[Scenario]:
    """Raises InputError for every unknown id and every scenario that cannot be read, all at once."""
    from article41.decide.regime import canonical
    from article41.decide.relief import Scenario
    from article41.report.relief import nothing_lifted

    if not suspend and not named:
        raise click.UsageError("say what is suspended: --suspend ID… or --scenario NAME=ID,ID")
    wanted: list[tuple[str, list[str]]] = []
    problems: list[Problem] = []
    if suspend:
        ids = [i for text in suspend for i in _ids(text)]
        problems += [] if ids else [Problem("--suspend", found=",".join(suspend), expected="one id or more")]
        wanted.append((" + ".join(map(canonical, ids)) if len(ids) <= 2 else f"{len(ids)} suspended", ids))
    for text in named:
        name, is_said, rest = text.partition("=")
        if not is_said or not name.strip() or not _ids(rest):
            problems.append(Problem("--scenario", found=text, expected="NAME=ID,ID"))
        elif name.strip() in (taken for taken, _ in wanted):
            problems.append(Problem("--scenario", found=name.strip(), expected="each name once"))
        else:
            wanted.append((name.strip(), _ids(rest)))
    found = []
    for name, ids in wanted:
        try:
            found.append(Scenario(name, regime.suspend(ids, revive=revive, until=snapback)))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    for scenario in found:
        for name in nothing_lifted(scenario.regime):
            click.echo(f"{scenario.name}: {name} prohibits nothing, so suspending it lifts nothing", err=True)
        if revive and not scenario.regime.revived:
            click.echo(f"{scenario.name}: nothing that was replaced revives", err=True)
    return found


def _read(path: Path, regime: Regime, headings: Mapping[str, str]) -> Table:
    # with a day given the table needs no column of days
    only = None if regime.law_on is None else frozenset(regime.law.facts)
    return open_table(path, regime, headings, only)


def _simulate(table: Table, regime: Regime, scenarios: Sequence[Scenario]) -> tuple[Simulation, bool]:
    """The simulation, and whether nothing was wrong with the table."""
    from article41.serve.cli.progress import progress
    from article41.serve.relief import simulate

    with progress(len(table.typed) * (1 + len(scenarios)), f"weighing {table.file}") as step:
        simulation, problems, missing = simulate(table, regime, scenarios, step)
    tell(problems)
    for line in missing:
        say(f"{table.file}: {line}")
    return simulation, not problems


def _write(simulation: Simulation, form: str) -> None:
    if form == "json":
        from article41.report.relief import simulation_json

        click.echo(simulation_json(simulation))
        return
    from article41.report.relieftables import relief_tables
    from article41.serve.cli.terminal import screen

    relief_tables(simulation, screen())


def _draw(simulation: Simulation, chart: Path, unit: str | None) -> None:
    from article41.report.charts import draw, waterfall

    drawn = draw(waterfall(simulation, unit), chart.suffix.lower())
    with output(chart, "chart") as stream:
        stream.write(drawn)
    say(f"chart written to {chart}")
