"""Whom a chart is about, in its title and in its file's name."""

from __future__ import annotations

from article41.report.monitor.states import state_name


def called(state: str | None) -> str:
    """A State or all of them."""
    return "All States" if state is None else state_name(state)


def prefix(state: str | None, name: str) -> str:
    """A chart's file name: "CHN-dumbbell", "dumbbell". Nothing of a code but letters and digits enters it."""
    if state is None:
        return name
    return f"{''.join(c for c in state[:8] if c.isascii() and c.isalnum()) or 'state'}-{name}"
