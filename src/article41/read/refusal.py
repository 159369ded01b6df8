"""How a cell says no."""

from __future__ import annotations


def refusal(expected: str, hint: str | None = None) -> ValueError:
    """A ValueError for a cell that cannot be read: what was expected, and a hint as its note."""
    error = ValueError(expected)
    if hint is not None:
        error.add_note(hint)
    return error


def hint_of(error: ValueError) -> str | None:
    """The hint added to a refusal, or None."""
    notes: list[str] = getattr(error, "__notes__", [])
    return "; ".join(notes) or None
