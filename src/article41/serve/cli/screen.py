"""article41 screen: parties and vessels against the lists."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.serve.cli.options import DAY
from article41.serve.cli.options import as_of as as_of_option
from article41.serve.cli.tables import INPUT_STATUS, mapping, open_table, tell

if TYPE_CHECKING:
    from article41.decide.regime import Regime


@click.command("screen", short_help="Parties and vessels against the lists, by exact name and number.")
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="One name, reference number, identifier or IMO number instead.")
@click.option(
    "--on", "day", type=DAY, metavar="DATE", help="Ask about this day (default: each row's own, or today)."
)
@click.option(
    "--map", "maps", multiple=True, metavar="'HEADING=FACT'", help="Read a heading of yours as a fact."
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@as_of_option
def command(
    path: Path | None,
    name: str | None,
    day: date | None,
    maps: tuple[str, ...],
    form: str,
    as_of: date | None,
) -> None:
    """Parties and vessels against the lists, by exact name and number.

    FILE has the columns of assess; those looked up are exporter, importer, consignee, bank, party,
    traveller, vessel, vessel_imo, other_vessel and other_vessel_imo. One row in, one row out. A name meets a
    listing only where both are the same once case, signs and apostrophes are set aside.
    """
    if (path is None) == (name is None):
        raise click.UsageError("either a FILE or --name NAME")
    from article41.decide.regime import Regime

    regime = Regime.load(as_of)
    if name is not None:
        _one(name, regime, day or regime.as_of, form)
        return
    assert path is not None  # noqa: S101  one of the two was given
    _many(path, regime if day is None else regime.on(day), maps, form)


def _one(name: str, regime: Regime, day: date, form: str) -> None:
    from article41.report.listings import name_json, name_text
    from article41.serve.screened import screen_name

    found = screen_name(name, regime, day)
    click.echo(name_json(name, day, found) if form == "json" else name_text(name, day, found))


def _many(path: Path, regime: Regime, maps: tuple[str, ...], form: str) -> None:
    from article41.report.listings import rows_json, rows_table
    from article41.serve.cli.terminal import screen
    from article41.serve.screened import READ, screen_table

    table = open_table(path, regime, mapping(maps), READ)
    tell(table.problems)
    rows = list(screen_table(table, regime))
    if form == "json":
        click.echo(rows_json(rows))
    else:
        rows_table(rows, screen())
    if table.problems:
        sys.exit(INPUT_STATUS)
