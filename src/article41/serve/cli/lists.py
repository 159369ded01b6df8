"""article41 lists: the official lists kept here, taken in, compared and proved."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.errors import Article41Error, ProblemsError
from article41.serve.cli.groups import Questions
from article41.serve.cli.listed import NO_LIST, check, diff, export, show
from article41.serve.cli.options import DAY, list_format, list_key_option
from article41.serve.cli.tables import INPUT_STATUS, say, tell

if TYPE_CHECKING:
    from article41.keep.watchlists.importing import Imported

READER = click.option("--reader", metavar="KEY", help="Read it as this format, whatever it looks like.")
FORCE = click.option("--force", is_flag=True, help="Import what a guard would refuse, and remember which.")


@click.group("lists", cls=Questions, invoke_without_command=True, short_help="The official lists kept here.")
@list_format
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    """Each list kept: its own date, when it came, its hash, what is in it, and whether it is STALE."""
    if ctx.invoked_subcommand is not None:
        if form != "table":
            raise click.UsageError(f"options go after the name: article41 lists {ctx.invoked_subcommand} …")
        return
    from article41.keep.watchlists.store import Store
    from article41.report.lists.status import status_json, status_text
    from article41.report.words import count
    from article41.serve.watchlists import archived, now, statuses

    store = Store()
    found, problems = statuses(store, now())
    kept = list(archived(store))
    if form == "json":
        click.echo(status_json(found))
    elif found or not (problems or kept):
        click.echo(status_text(found) or NO_LIST)
    for key, number in kept:
        say(f"{key}: none is current; kept for questions about the past: {count(number, 'version')}")
    if problems:
        tell(problems)
        sys.exit(INPUT_STATUS)


@command.command("import", short_help="Take in a list file as its publisher gives it.")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@list_key_option
@click.option("--date", "day", type=DAY, metavar="DATE", help="Its day, where the file does not say.")
@READER
@FORCE
@click.option("--archive", is_flag=True, help="Keep it for questions about its day; current stays current.")
@click.option("--sha256", metavar="HASH", help="What the file's SHA-256 must be.")
def import_(
    paths: tuple[Path, ...],
    list_key: str | None,
    day: date | None,
    reader: str | None,
    force: bool,
    archive: bool,
    sha256: str | None,
) -> None:
    """Take in list files: XML, CSV or XLSX as published, a ZIP archive, or a folder with a list's files.

    A file becomes current only when it is whole, every name on it finds its own record, and it is no older
    and not suddenly smaller than the one before. Otherwise it is refused and everything stays as it was.
    """
    from article41.errors import InputError
    from article41.keep.watchlists.importing import Origin, Wish, import_list
    from article41.keep.watchlists.store import Store
    from article41.read.lists.reading import open_list
    from article41.serve.watchlists import now

    if sha256 is not None and len(paths) > 1:
        raise click.UsageError("--sha256 goes with one FILE")
    is_refused = False
    for path in paths:
        try:
            source = open_list(path, list_key, day, reader)
            if sha256 is not None and sha256.lower() != source.sha256:
                raise InputError.of(path.name, f"SHA-256 {source.sha256}", sha256.lower())
            _told(import_list(Store(), source, Origin(path.name), now(), Wish(force, archive)))
        except InputError as error:
            is_refused = True
            tell(error.problems)
            say(f"{path.name}: not imported; the lists are as they were")
    if is_refused:
        sys.exit(INPUT_STATUS)


def _failed(error: Article41Error | None) -> None:
    if isinstance(error, ProblemsError):
        tell(error.problems)
    else:
        say(str(error))


def _told(found: Imported) -> None:
    from article41.report.words import count, printable

    version = found.version
    what = {
        "current": "is now the current list",
        "archived": "is kept for questions about its day",
        "unchanged": "is the current list already",
    }[found.became]
    old = found.before if found.became != "unchanged" else None
    before = f"; before: {old.list_date}, {count(old.records, 'record')}" if old else ""
    for concern in found.said:
        word = "forced" if concern.weight == "forced" else "note"
        say(f"{found.list_key}: {word}: {concern.guard}: {concern.text}")
    records = count(version.records, "record")
    click.echo(
        f"{found.list_key}: {printable(version.source)} of {version.list_date} {what}: {records}, "
        f"snapshot {version.id[:12]}{before}"
    )


@command.command("update", short_help="Fetch what is newer from the publishers.")
@click.argument("keys", metavar="[LIST…]", nargs=-1)
@click.option(
    "--from", "own", multiple=True, metavar="KEY=ADDRESS", help="Ask here: a mirror, or a list of your own."
)
@click.option("--sha256", default="", metavar="HASH", help="What the file's SHA-256 must be (one list).")
@click.option("--proxy", default="", metavar="ADDRESS", help="A proxy (default: HTTPS_PROXY and its like).")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, max=86_400, min_open=True),
    default=900.0,
    show_default=True,
    metavar="SECONDS",
    help="For one list, all told.",
)
@FORCE
def update(
    keys: tuple[str, ...], own: tuple[str, ...], sha256: str, proxy: str, timeout: float, force: bool
) -> None:
    """Ask each publisher for a newer list (every list kept, or those named), and take it in.

    A list is fetched only where it has changed, and is taken in as by `lists import`: whole, proved and
    compared. Where it cannot be had the list kept stays, and grows stale.
    """
    from article41.keep.watchlists.fetching import FetchOptions
    from article41.keep.watchlists.importing import Wish
    from article41.keep.watchlists.store import Store
    from article41.serve.updating import Update, addresses, own_addresses
    from article41.serve.watchlists import now

    store = Store()
    wanted = addresses(store, keys, own_addresses(own))
    if sha256 and len(wanted) > 1:
        raise click.UsageError("--sha256 goes with one list")
    options = FetchOptions(sha256=sha256, proxy=proxy, total_seconds=timeout)
    is_failed = False
    for found in Update(store, options, Wish(force=force), now()).run(wanted):
        if found.imported is not None:
            _told(found.imported)
        elif found.confirmed is not None:
            day = found.confirmed.list_date
            click.echo(f"{found.list_key}: the publisher has nothing newer than the list of {day}")
        else:
            is_failed = True
            _failed(found.failure)
            say(f"{found.list_key}: not updated; the list kept stays as it is")
    if is_failed:
        sys.exit(INPUT_STATUS)


for question in (diff, show, export, check):
    command.add_command(question)
