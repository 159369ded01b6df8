"""article41 screen: parties and vessels against the lists."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.serve.cli.options import DAY
from article41.serve.cli.options import as_of as as_of_option
from article41.serve.cli.tables import INPUT_STATUS, mapping, open_table, say, tell

if TYPE_CHECKING:
    from article41.decide.regime import Regime
    from article41.read.parties.columns import Parties
    from article41.serve.listscreen import ListScreen
    from article41.serve.screened import Screened


FORMATS = ("table", "json", "jsonl", "csv", "parquet", "xlsx")
VERDICTS = ("match", "weak alias", "not screened")


@click.command("screen", short_help="Customers, parties and vessels against the lists.")
@click.argument("path", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="One name, reference number, identifier or IMO number instead.")
@click.option(
    "--on", "day", type=DAY, metavar="DATE", help="Ask about this day (default: each row's own, or today)."
)
@click.option(
    "--map", "maps", multiple=True, metavar="'HEADING=ROLE'", help="Read a column of yours as this role."
)
@click.option(
    "-o", "out", type=click.Path(path_type=Path), metavar="OUT", help="Write FILE with our columns."
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table, or what OUT ends in.")
@click.option("--list", "keys", multiple=True, metavar="KEY", help="Only this list of those kept here.")
@click.option(
    "--changed-since",
    "since",
    metavar="SNAPSHOT",
    help="Only against what changed since this snapshot of a list (a hash, or un@2024-11-30).",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="SCORE",
    help="The score from which a name is a match (default: article41.THRESHOLD).",
)
@click.option("--weak/--no-weak", "is_weak_told", default=True, help="Whether weak aliases are told.")
@click.option(
    "--why",
    metavar="REF",
    help="Why --name meets this listing or does not, word by word, whatever the score.",
)
@click.option("--restart", "is_anew", is_flag=True, help="Throw away what an interrupted run has for OUT.")
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(VERDICTS),
    help="Exit 3 when such a verdict occurs, whatever else was wrong.",
)
@as_of_option
def command(
    path: Path | None,
    name: str | None,
    day: date | None,
    maps: tuple[str, ...],
    out: Path | None,
    form: str | None,
    keys: tuple[str, ...],
    since: str | None,
    threshold: float | None,
    is_weak_told: bool,
    why: str | None,
    is_anew: bool,
    fail_on: tuple[str, ...],
    as_of: date | None,
) -> None:
    """Customers, parties and vessels against the law's own register and the lists kept here.

    FILE is CSV, JSONL, Parquet or XLSX of any size, in columns of your own: names, aliases, birth dates,
    numbers, vessels; or the parties of transactions. How each heading is read is shown, and --map settles it
    otherwise. With -o the same file is written with a verdict beside each row; a run that is interrupted goes
    on where it stopped. With --as-of the lists are those that stood on that day.
    """
    _check(path, name, out, form, since, is_about_one_day=bool(keys or as_of), is_anew=is_anew)
    if why is not None and name is None:
        raise click.UsageError("--why is about one --name")
    from article41.analyse.matching.scores import THRESHOLD
    from article41.decide.regime import Regime
    from article41.keep.watchlists.store import Store
    from article41.serve.lawlist import LAW, LawList
    from article41.serve.listscreen import Choice, open_lists
    from article41.serve.watchlists import archived, now
    from article41.version import __version__

    regime = Regime.load(as_of)
    store = Store()
    if not (keys or as_of or since):
        for key, _ in archived(store):
            say(f"{key}: not looked in, for none of its versions is current")
    wanted = (*keys, LAW) if keys else ()  # the law's own register is asked beside whatever is chosen
    choice = Choice(wanted, as_of, since, THRESHOLD if threshold is None else threshold, is_weak_told)
    law = LawList(regime.register, __version__, regime.law.hash)
    if name is not None and why is not None:
        with open_lists(store, choice, now(), law) as lists:
            _why(name, why, form, lists)
        return
    if name is not None:
        with open_lists(store, choice, now()) as lists:
            _one(name, regime, day or regime.as_of, form or "table", lists, is_law_asked=since is None)
        return
    assert path is not None  # noqa: S101  one of the two was given
    own = mapping(maps)
    parties = _parties(path, own, regime)
    if out is None and form in (None, "table", "json") and parties.is_of_transactions:
        asked = regime if day is None else regime.on(day)
        with open_lists(store, choice, now()) as lists:
            _many(path, asked, own, form or "table", lists, is_law_asked=since is None, fail_on=fail_on)
        return
    from article41.serve.cli.screening import Asking, screen_parties

    measures = {listing.reference: listing.measures for listing in regime.register.listings}
    asking = Asking(
        path, form, out, day or as_of, now().date(), choice, is_anew, frozenset(fail_on), measures
    )
    with open_lists(store, choice, now(), law) as lists:
        screen_parties(parties, lists, asking, {} if since else {LAW: law.id})


def _check(
    path: Path | None,
    name: str | None,
    out: Path | None,
    form: str | None,
    since: str | None,
    *,
    is_about_one_day: bool,
    is_anew: bool,
) -> None:
    """Options that do not go together."""
    if (path is None) == (name is None):
        raise click.UsageError("either a FILE or --name NAME")
    if since is not None and is_about_one_day:
        raise click.UsageError("--changed-since names its list and is about today: no --list, no --as-of")
    if name is not None and (out is not None or form not in (None, "table", "json")):
        raise click.UsageError("--name is answered as a table or as JSON; -o and other formats need a FILE")
    if is_anew and out is None:
        raise click.UsageError("--restart is about an interrupted run for -o OUT")


def _parties(path: Path, own: Mapping[str, str], regime: Regime) -> Parties:
    """The file, opened. A heading mapped to a fact that is no role matters to transactions alone."""
    from article41.read.parties.columns import open_parties
    from article41.read.parties.roles import load_roles

    roles, facts = load_roles(), regime.law.facts
    return open_parties(path, {h: role for h, role in own.items() if role in roles or role not in facts})


def _one(name: str, regime: Regime, day: date, form: str, lists: ListScreen, *, is_law_asked: bool) -> None:
    from article41.report.listings import Named, name_json, name_text
    from article41.serve.listscreen import Asked
    from article41.serve.screened import screen_name

    found = screen_name(name, regime, day)  # says what is no name, whoever is asked
    on_lists = lists.screen([Asked("", name, "Unknown", day)])[0]
    write = name_json if form == "json" else name_text
    click.echo(write(Named(name, day, found if is_law_asked else None, on_lists, lists.consulted)))


def _why(name: str, reference: str, form: str | None, lists: ListScreen) -> None:
    import json

    from article41.report.lists.why import why_json, why_text

    found = lists.why(name, reference)
    text = json.dumps(why_json(found), ensure_ascii=False, indent=1) if form == "json" else why_text(found)
    click.echo(text)


def _many(
    path: Path,
    regime: Regime,
    headings: Mapping[str, str],
    form: str,
    lists: ListScreen,
    *,
    is_law_asked: bool,
    fail_on: Sequence[str],
) -> None:
    """The parties of transactions: each row on the day whose law answers, with the measures it meets."""
    from article41.report.listings import rows_json, rows_table
    from article41.report.lists.hits import consulted_text
    from article41.serve.cli.screening import MATCH_STATUS
    from article41.serve.cli.terminal import screen
    from article41.serve.screened import READ, screen_table

    table = open_table(path, regime, headings, READ)
    tell(table.problems)
    rows = list(screen_table(table, regime, lists, is_law_asked=is_law_asked))
    if form == "json":
        if lists.consulted:
            say(consulted_text(lists.consulted))
        click.echo(rows_json(rows))
    else:
        rows_table(rows, lists.consulted, screen(), is_law_asked=is_law_asked)
    if {_verdict(row) for row in rows} & set(fail_on):
        sys.exit(MATCH_STATUS)
    if table.problems:
        sys.exit(INPUT_STATUS)


def _verdict(row: Screened) -> str:
    """What a row of transactions would be called in a file."""
    if any(h.stands is not False for h in row.hits):
        return "match"
    if any(h.stands is not False and h.is_match for h in row.list_hits):
        return "match"
    is_weak = any(h.stands is not False and h.quality == "low" for h in row.list_hits)
    return "weak alias" if is_weak else "not screened" if row.note else "no match"
