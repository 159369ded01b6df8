"""The command line: one file a verb, loaded when it is asked for.

Machine formats go to standard output and nothing else does. Exit status: 0 done, 1 our fault, 2 the
input's or the user's (good rows are still answered), 3 with --fail-on when such a verdict occurs.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from article41.errors import Article41Error, LawError
from article41.version import __version__

VERBS = {
    "assess": "The verdict on each transaction in CSV, JSONL, Parquet or XLSX files.",
    "explain": "A provision in plain words: force, dates, rules, exceptions.",
    "goods": "What governs an HS code.",
    "law": "What is in force on a day, what changed, what is still to be checked.",
    "lists": "The official lists: their dates, taking them in, what changed.",
    "monitor": "Which States' trade figures need explaining; how full the caps are.",
    "relief": "What a suspension would free, and what would stay blocked by what.",
    "screen": "Customers, parties and vessels against the lists.",
    "selftest": "The open thematic test: changed names found, clean names left alone.",
    "template": "A blank spreadsheet with the columns that assess reads.",
}
USER_FAULT, OUR_FAULT = 2, 1


class ReaderGoneError(Exception):
    """Whoever read our output has seen enough."""


@contextmanager
def _heard() -> Iterator[None]:
    """Click would make a reader that stops a failure of ours."""
    try:
        yield
    except Exception as error:
        # Polars says only in words which error of the system it was
        if isinstance(error, BrokenPipeError) or f"os error {errno.EPIPE}" in str(error):
            raise ReaderGoneError from None
        raise


class Verbs(click.Group):
    """Lists the verbs without importing them."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Reads the options; the help is written here."""
        with _heard():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the verb."""
        with _heard():
            found = super().invoke(ctx)
            sys.stdout.flush()
            return found

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"article41.serve.cli.{cmd_name}").command
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
    # closed by the caller, or a program without a console: nobody wants to see anything
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
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
    except ReaderGoneError:
        _drop_output()
        code = 0
    except OSError as error:  # a full disk is nobody's bug
        _drop_output()
        click.echo(f"reading or writing failed: {error.strerror or error}", err=True)
        code = USER_FAULT
    except Exception as error:
        if os.environ.get("ARTICLE41_DEBUG"):
            raise
        click.echo(f"a fault of ours: {type(error).__name__}: {error}", err=True)
        click.echo("Please report it; ARTICLE41_DEBUG=1 shows where it happened.", err=True)
        code = OUR_FAULT
    sys.exit(code)


def _drop_output() -> None:
    """What is still to be written goes nowhere; the interpreter would complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
