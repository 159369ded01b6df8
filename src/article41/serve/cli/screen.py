"""article41 screen: parties and vessels against the lists."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.serve.cli.options import DAY
from article41.serve.cli.options import as_of as as_of_option
from article41.serve.cli.tables import INPUT_STATUS, mapping, open_table, say, tell

if TYPE_CHECKING:
    from article41.decide.regime import Regime
    from article41.serve.listscreen import ListScreen


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
@click.option("--list", "keys", multiple=True, metavar="KEY", help="Only this list of those kept here.")
@click.option(
    "--changed-since",
    "since",
    metavar="SNAPSHOT",
    help="Only against what changed since this snapshot of a list (a hash, or un@2024-11-30).",
)
@as_of_option
def command(
    path: Path | None,
    name: str | None,
    day: date | None,
    maps: tuple[str, ...],
    form: str,
    keys: tuple[str, ...],
    since: str | None,
    as_of: date | None,
) -> None:
    """Parties and vessels against the law's own register and the lists kept here, by exact name and number.

    FILE has the columns of assess; those looked up are exporter, importer, consignee, bank, party,
    traveller, vessel, vessel_imo, other_vessel and other_vessel_imo. One row in, one row out. A name meets a
    listing only where both are the same once case, signs and apostrophes are set aside. With --as-of the
    lists are those that stood on that day.
    """
    if (path is None) == (name is None):
        raise click.UsageError("either a FILE or --name NAME")
    if since is not None and (keys or as_of):
        raise click.UsageError("--changed-since names its list and is about today: no --list, no --as-of")
    from article41.decide.regime import Regime
    from article41.keep.watchlists.store import Store
    from article41.serve.listscreen import Choice, open_lists
    from article41.serve.watchlists import archived, now

    regime = Regime.load(as_of)
    store = Store()
    if not (keys or as_of or since):
        for key, _ in archived(store):
            say(f"{key}: not looked in, for none of its versions is current")
    with open_lists(store, Choice(keys, as_of, since), now()) as lists:
        if name is not None:
            _one(name, regime, day or regime.as_of, form, lists, is_law_asked=since is None)
            return
        assert path is not None  # noqa: S101  one of the two was given
        asked = regime if day is None else regime.on(day)
        _many(path, asked, maps, form, lists, is_law_asked=since is None)


def _one(name: str, regime: Regime, day: date, form: str, lists: ListScreen, *, is_law_asked: bool) -> None:
    from article41.report.listings import Named, name_json, name_text
    from article41.serve.listscreen import Asked
    from article41.serve.screened import screen_name

    found = screen_name(name, regime, day)  # says what is no name, whoever is asked
    on_lists = lists.screen([Asked("", name, "Unknown", day)])[0]
    write = name_json if form == "json" else name_text
    click.echo(write(Named(name, day, found if is_law_asked else None, on_lists, lists.consulted)))


def _many(
    path: Path, regime: Regime, maps: tuple[str, ...], form: str, lists: ListScreen, *, is_law_asked: bool
) -> None:
    from article41.report.listings import rows_json, rows_table
    from article41.report.lists.hits import consulted_text
    from article41.serve.cli.terminal import screen
    from article41.serve.screened import READ, screen_table

    table = open_table(path, regime, mapping(maps), READ)
    tell(table.problems)
    rows = list(screen_table(table, regime, lists, is_law_asked=is_law_asked))
    if form == "json":
        if lists.consulted:
            say(consulted_text(lists.consulted))
        click.echo(rows_json(rows))
    else:
        rows_table(rows, lists.consulted, screen(), is_law_asked=is_law_asked)
    if table.problems:
        sys.exit(INPUT_STATUS)
