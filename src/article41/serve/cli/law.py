"""article41 law: what is in force on a day, what changed between two, what somebody should still check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from article41.serve.cli.groups import Questions
from article41.serve.cli.lint import lint
from article41.serve.cli.options import DAY
from article41.serve.cli.options import as_of as as_of_option


def _formats(*more: str) -> list[str]:
    return ["table", "json", *more]


@click.group(
    "law", cls=Questions, invoke_without_command=True, short_help="What is in force on a day; what changed."
)
@click.option(
    "--on", "day", type=DAY, metavar="DATE", help="The day (default: today, or the day of --as-of)."
)
@click.option("--measure", "measures", multiple=True, metavar="CODE", help="Only this measure.")
@click.option("--resolution", "resolutions", multiple=True, metavar="N", help="Only this resolution.")
@click.option("--format", "form", type=click.Choice(_formats()), default="table", show_default=True)
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    day: date | None,
    measures: tuple[str, ...],
    resolutions: tuple[str, ...],
    form: str,
    as_of: date | None,
) -> None:
    """Every provision in force on a day, in the law's order, and what States then owe."""
    if ctx.invoked_subcommand is not None:
        if day or measures or resolutions or as_of or form != "table":
            raise click.UsageError(f"options go after the name: article41 law {ctx.invoked_subcommand} …")
        return
    from article41.decide.regime import Regime
    from article41.report.inforce import draw, law_json, law_on

    regime = Regime.load(as_of)
    answer = law_on(regime, day or regime.as_of, measures, resolutions)
    if form == "json":
        click.echo(law_json(answer))
        return
    from article41.serve.cli.terminal import screen

    draw(answer, screen())


command.add_command(lint)


class DayOrDraft(click.ParamType[date | Path]):
    """A day, or the file of a draft: whatever ends like one or is one."""

    name = "date or file"

    def convert(
        self, value: str | date | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | Path:
        if isinstance(value, date | Path):
            return value
        path = Path(value)
        return path if path.suffix in (".yaml", ".yml") or path.is_file() else DAY.convert(value, param, ctx)


@command.command("diff", short_help="What changed between two days, or what a draft would change.")
@click.argument("first", metavar="A", type=DayOrDraft())
@click.argument("last", metavar="B", type=DAY, required=False)
@click.option("--format", "form", type=click.Choice(_formats()), default="table", show_default=True)
@as_of_option
@click.pass_context
def diff(ctx: click.Context, first: date | Path, last: date | None, form: str, as_of: date | None) -> None:
    """What changed after day A and up to day B: provisions, rules, limits, and days that fell in between.

    A may be a draft (DRAFT.yaml): what it would change on the day of its adoption, or up to day B.
    """
    from article41.decide.regime import Regime
    from article41.report.changes import changes, changes_json, changes_of, changes_text

    if isinstance(first, Path):
        from article41.read.resolutions.drafts import read_draft

        found = changes_of(read_draft(first), as_of or date.today(), last)
    elif last is None:
        raise click.MissingParameter(ctx=ctx, param_type="argument", param_hint="'B'")
    else:
        found = changes(Regime.load(as_of), first, last)
    click.echo(changes_json(found) if form == "json" else changes_text(found))


@command.command("unchecked", short_help="What a lawyer should still check.")
@click.option("--format", "form", type=click.Choice(_formats("csv")), default="table", show_default=True)
@as_of_option
def unchecked(form: str, as_of: date | None) -> None:
    """A lawyer's worklist: every point that rests on memory or is contested and that nobody has answered."""
    from article41.decide.regime import Regime
    from article41.keep.checked import answers
    from article41.report.doubts import doubts, doubts_csv, doubts_json, doubts_text

    regime = Regime.load(as_of)
    found = doubts(regime, answers(regime.law))
    if form == "json":
        click.echo(doubts_json(found))
    elif form == "csv":
        click.echo(doubts_csv(found), nl=False)
    else:
        click.echo(doubts_text(found))


@command.command("checked", short_help="Record the answer to a point that was still to be checked.")
@click.argument("point", metavar="ID")
@click.option("--by", required=True, metavar="WHO", help="Who checked it.")
@click.option("--on", "day", required=True, type=DAY, metavar="DATE", help="The day it was checked.")
@click.option("--url", required=True, metavar="URL", help="The page that bears it out, https://…")
@click.option("--note", default="", metavar="TEXT", help="What was found, where that needs words.")
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The register to write (default: checked.csv in $ARTICLE41_HOME).",
)
def checked(point: str, by: str, day: date, url: str, note: str, into: Path | None) -> None:
    """Record the answer to one point of `article41 law unchecked`.

    ID is a provision (2371/op9) or a reading (2371/op9~the-45-days-for-notice). Of several answers to one
    point the newest stands; all are kept.
    """
    from article41.decide.regime import canonical
    from article41.keep.checked import record, register
    from article41.model import Check
    from article41.read.resolutions import load_law

    law = load_law()
    provision, mark, slug = point.partition("~")
    name = canonical(provision) + mark + slug.strip().lower()
    path = into or register()
    check = record(path, law, Check(name, by, day, url, note, law.hash[:16]), date.today())
    click.echo(f"{check.point}: recorded in {path}", err=True)


@command.command("export", short_help="The law as one JSON dataset.")
@click.option(
    "-o", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write here."
)
@click.option("--schema", "is_schema", is_flag=True, help="The JSON Schema of the dataset instead.")
def export(out: Path | None, is_schema: bool) -> None:
    """The law as one JSON dataset: provisions, rules, conditions, facts, goods, readings, coverage."""
    from article41.read.resolutions import load_law
    from article41.report.dataset import dataset_text, schema_text

    text = schema_text() if is_schema else dataset_text(load_law())
    if out is None:
        click.echo(text, nl=False)
        return
    from article41.keep.files import write_whole

    write_whole(out, text)
    click.echo(f"wrote {out}", err=True)


@command.command("pages", hidden=True)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def pages(folder: Path) -> None:
    """Write the generated documents (law/*.md, law/schema.json, facts.md) into DIR; `make docs` calls it."""
    from article41.keep.files import write_whole
    from article41.read.resolutions import load_law
    from article41.report.markdown import NOTE
    from article41.report.pages import pages as pages_of

    written = pages_of(load_law())
    for name, text in written.items():
        write_whole(folder / name, text)
    for page in (folder / "law").glob("*.md"):  # a resolution that has another number now
        if f"law/{page.name}" not in written and page.read_text(encoding="utf-8").startswith(NOTE):
            page.unlink()
    click.echo(f"wrote {len(written)} files into {folder}", err=True)
