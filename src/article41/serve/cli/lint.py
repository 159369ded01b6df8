"""article41 law lint: a draft resolution held against the law."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("lint", short_help="A draft resolution held against the law.")
@click.argument("path", metavar="DRAFT", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.pass_context
def lint(ctx: click.Context, path: Path, form: str) -> None:
    """What a draft leaves open, does not do, or takes away unsaid; each with its line and a remedy.

    DRAFT is a YAML file in the form of the law's own resolutions; its number may be one not taken yet, or the
    word draft. Exit status 0 where nothing is found, 2 where something is.
    """
    from article41.decide.drafts import lint as findings_of
    from article41.read.resolutions.drafts import read_draft
    from article41.report.lint import lint_json, lint_text

    draft = read_draft(path)
    findings = findings_of(draft)
    click.echo(lint_json(draft, findings) if form == "json" else lint_text(draft, findings))
    if findings:
        ctx.exit(2)
