"""article41 explain: one provision, as a good footnote would."""

from __future__ import annotations

from datetime import date

import click

from article41.serve.cli.options import DAY
from article41.serve.cli.options import as_of as as_of_option


@click.command("explain", short_help="A provision in plain words: force, dates, rules, exceptions.")
@click.argument("provision", metavar="ID")
@click.option(
    "--on",
    "day",
    type=DAY,
    metavar="DATE",
    help="Say whether it is in force on this day, and what governs if not.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@as_of_option
def command(provision: str, day: date | None, form: str, as_of: date | None) -> None:
    """A provision in plain words: force, dates, rules, exceptions, doubts, what came before and after it.

    ID is written 2371/op8; 2371:8 and '2371 OP8' are read too.
    """
    from article41.decide.regime import Regime, canonical
    from article41.errors import InputError, OutsideCoverage
    from article41.keep.checked import answers
    from article41.report.provisions import provision_json, provision_text

    regime = Regime.load(as_of)
    name = canonical(provision).partition("#")[0]
    row = next((c for c in regime.law.coverage if c.provision == name and c.status != "encoded"), None)
    if row is not None:
        raise OutsideCoverage(f"{name} is {row.status.replace('_', ' ')}: {row.reason}")
    if name in regime.resolutions:
        ids = [p.id for p in regime.provisions if p.resolution == name]
        raise InputError.of(
            "provision", name, f"one of its paragraphs, such as {ids[0]}", f"here: {', '.join(ids)}"
        )
    found = regime.provision(name)
    if form == "json":
        click.echo(provision_json(regime, found, day, answers(regime.law)))
    else:
        click.echo(provision_text(regime, found, day, answers(regime.law)))
