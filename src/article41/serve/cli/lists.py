"""article41 lists: the official lists kept here, taken in, compared and proved."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.errors import Article41Error, ProblemsError
from article41.serve.cli.groups import Questions
from article41.serve.cli.options import DAY
from article41.serve.cli.tables import INPUT_STATUS, say, tell

if TYPE_CHECKING:
    from article41.keep.watchlists.importing import Imported

FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
LIST = click.option(
    "--list", "list_key", metavar="KEY", help="Which list it is, where the file does not say."
)
READER = click.option("--reader", metavar="KEY", help="Read it as this format, whatever it looks like.")
FORCE = click.option("--force", is_flag=True, help="Import what a guard would refuse, and remember which.")
NONE_KEPT = (
    "no list is kept yet; `article41 lists import FILE` takes one in, `article41 lists update` fetches"
)


@click.group("lists", cls=Questions, invoke_without_command=True, short_help="The official lists kept here.")
@FORMAT
@click.pass_context
def command(ctx: click.Context, form: str) -> None:
    """Each list kept: its own date, when it came, its hash, what is in it, and whether it is STALE."""
    if ctx.invoked_subcommand is not None:
        if form != "table":
            raise click.UsageError(f"options go after the name: article41 lists {ctx.invoked_subcommand} …")
        return
    from article41.keep.watchlists.store import Store
    from article41.report.lists.status import status_json, status_text
    from article41.serve.watchlists import now, statuses

    found = statuses(Store(), now())
    if form == "json":
        click.echo(status_json(found))
    else:
        click.echo(status_text(found) or NONE_KEPT)


@command.command("import", short_help="Take in a list file as its publisher gives it.")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@LIST
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
    version = found.version
    what = {
        "current": "is now the current list",
        "archived": "is kept for questions about its day",
        "unchanged": "is the current list already",
    }[found.became]
    before = f"; before: {found.before.list_date}, {found.before.records:,} records" if found.before else ""
    for concern in found.said:
        word = "forced" if concern.weight == "forced" else "note"
        say(f"{found.list_key}: {word}: {concern.guard}: {concern.text}")
    click.echo(
        f"{found.list_key}: {version.source} of {version.list_date} {what}: {version.records:,} records, "
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
    "--timeout", default=900.0, show_default=True, metavar="SECONDS", help="For one list, all told."
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


@command.command("diff", short_help="What changed between two versions of a list.")
@click.argument("first", metavar="A")
@click.argument("last", metavar="B")
@LIST
@FORMAT
def diff(first: str, last: str, list_key: str | None, form: str) -> None:
    """What changed from A to B: who was added, who was delisted, and each changed entry field by field.

    A and B are snapshots (the start of a hash, un, or un@2024-11-30: the list as of that day) or list files.
    """
    from article41.keep.watchlists.store import Store
    from article41.report.lists.changes import changes_json, changes_text
    from article41.serve.watchlists import difference

    before, after, changes = difference(Store(), first, last, list_key)
    click.echo(
        changes_json(before, after, changes) if form == "json" else changes_text(before, after, changes)
    )


@command.command("show", short_help="One entry in full, and where it was read.")
@click.argument("list_key", metavar="LIST")
@click.argument("wanted", metavar="REFERENCE")
@click.option("--as-of", "day", type=DAY, metavar="DATE", help="In the list of this day (default: current).")
@FORMAT
def show(list_key: str, wanted: str, day: date | None, form: str) -> None:
    """One entry of a list by reference number, identifier or exact name, with the file, line and field that
    every name of it was read from."""
    import json

    from article41.keep.watchlists.store import Store
    from article41.report.lists.lineage import entry_json, entry_text
    from article41.serve.watchlists import entries

    found = entries(Store(), list_key, wanted, day)
    if form == "json":
        click.echo(json.dumps([entry_json(*e) for e in found], ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(entry_text(*e) for e in found))


@command.command("check", short_help="Prove that every list is whole and finds its own names.")
@click.argument("keys", metavar="[LIST…]", nargs=-1)
def check(keys: tuple[str, ...]) -> None:
    """Every version kept is the file it was; every primary name and good alias of each current list finds
    its own record; no current list is stale. Exit status 2 where one of these is not so."""
    from article41.keep.watchlists.store import Store
    from article41.report.lists.status import age_text
    from article41.serve.watchlists import check as checked
    from article41.serve.watchlists import now, statuses

    store = Store()
    is_wrong = False
    for found in checked(store, keys):
        is_wrong |= bool(found.problems)
        control = f", {found.names:,} names controlled" if found.names else ""
        what = f"{found.list_key} {found.version.list_date} {found.version.id[:12]}"
        click.echo(f"{what}: {'NOT SOUND' if found.problems else 'as it was written' + control}")
        for problem in found.problems[:20]:
            say(f"  {problem}")
    for status in statuses(store, now(), keys):
        is_wrong |= status.is_stale
        click.echo(f"{status.key}: {age_text(status)}")
    if not store.lists():
        click.echo(NONE_KEPT)
    if is_wrong:
        sys.exit(INPUT_STATUS)
