"""The command line: one file a verb, loaded when it is asked for.

Machine formats go to standard output and nothing else does. Exit status: 0 done, 1 our fault, 2 the
input's or the user's (good rows are still answered), 3 with --fail-on when such a verdict occurs.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from article41.errors import Article41Error, LawError
from article41.version import __version__

VERBS = {
    "assess": "The verdict on each transaction in CSV, JSONL, Parquet or XLSX files.",
    "explain": "A provision in plain words: force, dates, rules, exceptions.",
    "goods": "What governs an HS code.",
    "law": "What is in force on a day, what changed, what is still to be checked.",
    "screen": "Parties and vessels against the lists, by exact name and number.",
    "template": "A blank spreadsheet with the columns that assess reads.",
}
MODULES = {"screen": "screening"}
"""Verbs whose file has another name."""
USER_FAULT, OUR_FAULT = 2, 1


class Verbs(click.Group):
    """Lists the verbs without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(
            f"article41.serve.cli.{MODULES.get(cmd_name, cmd_name)}"
        ).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from article41.errors import nearest

        if args and args[0] not in VERBS:
            near = nearest(args[0], VERBS)
            hint = f"did you mean '{near}'?" if near else "one of " + ", ".join(sorted(VERBS))
            raise click.UsageError(f"no verb '{args[0]}'; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(name, VERBS[name]) for name in self.list_commands(ctx)])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="article41")
def cli() -> None:
    """The Security Council's DPRK resolutions as dated, executable data.

    Is a transaction prohibited, by which operative paragraph, on that date, and which missing fact would
    change the answer? Not legal advice: the resolutions are the law.
    """


def main() -> None:
    """Runs the command line; every failure is a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):  # names in any script, whatever the locale
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = 130
    except LawError as error:
        click.echo(f"the law as data does not load:\n{error}", err=True)
        code = OUR_FAULT
    except Article41Error as error:
        click.echo(str(error), err=True)
        code = USER_FAULT
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        if os.environ.get("ARTICLE41_DEBUG"):
            raise
        click.echo(f"a fault of ours: {type(error).__name__}: {error}", err=True)
        click.echo("Please report it; ARTICLE41_DEBUG=1 shows where it happened.", err=True)
        code = OUR_FAULT
    sys.exit(code)
