"""article41 goods: what governs an HS code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import click

from article41.serve.cli.options import DAY


@click.command("goods", short_help="What governs an HS code.")
@click.argument("code", metavar="HS")
@click.option("--flow", type=click.Choice(["to_dprk", "from_dprk"]), help="Direction (default: both).")
@click.option("--on", "day", type=DAY, metavar="DATE", help="The day that decides (default: today).")
@click.option("--description", metavar="TEXT", help="The goods in words, for what the code leaves open.")
@click.option(
    "--timeline", "is_timeline", is_flag=True, help="Every change of treatment since the law began."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    code: str, flow: str | None, day: date | None, description: str | None, is_timeline: bool, form: str
) -> None:
    """What governs an HS code of 2, 4, 6 or more digits, by flow and day, and which source says so."""
    from article41.decide.regime import Regime
    from article41.errors import InputError
    from article41.read.hs import load_hs_headings, parse_hs
    from article41.read.records import cell_problem
    from article41.report.goods import goods_json, goods_text, look_up

    if is_timeline and day is not None:
        raise click.UsageError("--timeline tells every day; leave --on out")
    try:
        found = parse_hs(code, load_hs_headings())
    except ValueError as error:
        raise InputError([replace(cell_problem("HS", code, error), file="HS", column=None)]) from None
    flows = (flow,) if flow else ("to_dprk", "from_dprk")
    if is_timeline:
        from article41.report.timeline import timeline, timeline_json, timeline_text

        line = timeline(Regime.load(), found, description, flows)
        click.echo(timeline_json(line) if form == "json" else timeline_text(line))
        return
    regime = Regime.load()
    day = day or regime.as_of
    regime.on(day)  # a day before the law begins has no answer
    answer = look_up(regime, found, description, flows, day)
    click.echo(goods_json(answer) if form == "json" else goods_text(answer))
