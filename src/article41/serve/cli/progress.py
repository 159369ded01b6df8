"""A progress bar on a terminal, for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0
"""Seconds before a bar is worth showing."""


@contextmanager
def progress(total: int, label: str) -> Iterator[Callable[[int], None]]:
    """Yields a function to be told of each further number of rows done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    import click

    started, done = time.monotonic(), 0
    bar = None

    def step(rows: int) -> None:
        nonlocal bar, done
        done += rows
        if bar is None and time.monotonic() - started > PATIENCE and done < total:
            bar = click.progressbar(length=total, label=label, file=sys.stderr)
            bar.__enter__()
            bar.update(done)
        elif bar is not None:
            bar.update(rows)

    try:
        yield step
    finally:
        if bar is not None:
            bar.__exit__(None, None, None)
