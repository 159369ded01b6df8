"""article41 template: a blank spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from article41.errors import InputError


@click.command("template", short_help="A blank spreadsheet with the columns that assess reads.")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), default="shipments.xlsx")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(path: Path, force: bool) -> None:
    """Write a blank XLSX with the columns that `assess` reads, each explained.

    PATH is shipments.xlsx unless given. HS codes and ports are text columns, so that no zero is lost.
    """
    from article41.read.resolutions import load_law
    from article41.report.template import write_template

    if path.suffix.lower() != ".xlsx":
        raise InputError.of(str(path), path.suffix or None, "a path that ends in .xlsx")
    if path.exists() and not force:
        raise InputError.of(str(path), None, "a path where nothing is yet", "--force writes over it")
    write_template(path, load_law().facts)
    click.echo(f"wrote {path}", err=True)
