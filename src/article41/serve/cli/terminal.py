"""The terminal that tables are drawn on; imported only when one is."""

from __future__ import annotations

import sys
from typing import IO

from rich.console import Console

PIPED = 100
"""Characters of a line where nobody's terminal says how wide it is."""
NARROWEST = 64
"""A table narrower than this is columns of single letters; lines that the terminal breaks read better."""


class Screen(Console):
    """A console whose reader may stop: Rich would exit with 1, but that is no fault."""

    def on_broken_pipe(self) -> None:
        """Lets the command line end quietly."""
        raise BrokenPipeError


def screen(file: IO[str] | None = None) -> Screen:
    """Standard output as wide as the terminal, or `file` (None: standard output) at a fixed width."""
    is_terminal = file is None and sys.stdout.isatty()
    found = Screen(file=file or sys.stdout, width=None if is_terminal else PIPED, highlight=False)
    found.width = max(found.width, NARROWEST)
    return found
