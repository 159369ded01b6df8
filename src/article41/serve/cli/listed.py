"""article41 lists diff, show, export, check: what is asked of the lists kept."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

from article41.serve.cli.options import DAY, list_format, list_key_option
from article41.serve.cli.tables import INPUT_STATUS, say

NO_LIST = "no list is kept yet; `article41 lists import FILE` takes one in, `article41 lists update` fetches"


@click.command("diff", short_help="What changed between two versions of a list.")
@click.argument("first", metavar="A")
@click.argument("last", metavar="B")
@list_key_option
@list_format
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


@click.command("show", short_help="One entry in full, and where it was read.")
@click.argument("list_key", metavar="LIST")
@click.argument("wanted", metavar="REFERENCE")
@click.option("--as-of", "day", type=DAY, metavar="DATE", help="In the list of this day (default: current).")
@list_format
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


@click.command("export", short_help="A list in the exchange formats of others.")
@click.argument("list_key", metavar="LIST")
@click.option(
    "--format", "form", type=click.Choice(["ftm", "simple", "jsonl"]), default="ftm", show_default=True
)
@click.option("--as-of", "day", type=DAY, metavar="DATE", help="The list of this day (default: current).")
@click.option(
    "-o", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write here."
)
def export(list_key: str, form: str, day: date | None, out: Path | None) -> None:
    """A list as FollowTheMoney JSON (ftm: an entity a line), as OpenSanctions' targets.simple.csv (simple),
    or whole in our own record (jsonl: an entry a line, which loses nothing)."""
    from article41.keep.watchlists.store import Store
    from article41.serve.cli.tables import output
    from article41.serve.watchlists import write_list

    with output(out, form) as stream:
        write_list(Store(), list_key, day, form, stream)
    if out is not None:
        say(f"wrote {out}")


@click.command("check", short_help="Prove that every list is whole and finds its own names.")
@click.argument("keys", metavar="[LIST…]", nargs=-1)
def check(keys: tuple[str, ...]) -> None:
    """Every version kept is the file it was; every primary name and good alias of each current list finds
    its own record; no current list is stale. Exit status 2 where one of these is not so. It is also told
    which of the regime's entries the law's own register, by which assess decides, does not have.
    """
    from article41.errors import InputError
    from article41.keep.watchlists.store import Store
    from article41.report.lists.status import age_text
    from article41.serve.watchlists import beside_the_law, now, statuses
    from article41.serve.watchlists import check as checked

    store = Store()
    is_wrong = False
    for found in checked(store, keys):
        is_wrong |= bool(found.problems)
        control = f", {found.names:,} names controlled" if found.names else ""
        version = found.version
        what = f"{found.list_key} {version.list_date} {version.id[:12]}" if version else found.list_key
        click.echo(f"{what}: {'NOT SOUND' if found.problems else 'as it was written' + control}")
        for problem in found.problems[:20]:
            say(f"  {problem}")
    with suppress(InputError):  # a list that cannot be opened is told above
        for line in beside_the_law(store, keys):
            click.echo(line)
    for status in statuses(store, now(), keys)[0]:
        is_wrong |= status.is_stale
        click.echo(f"{status.key}: {age_text(status)}")
    if not store.lists():
        click.echo(NO_LIST)
    if is_wrong:
        sys.exit(INPUT_STATUS)
