"""What can go wrong, drawn first.

    Article41Error
    ├── InputError        a file or a record of the user's is not as it should be   (exit 2)
    │   └── UnknownName   a provision, good or fact that does not exist
    ├── FetchError        a file cannot be had over the network                     (exit 2)
    ├── LawError          the law as data does not load                             (exit 1)
    └── OutsideCoverage   a date or question the encoded law does not reach         (exit 2)

Every InputError, FetchError and LawError carries its `problems`: all of them, not the first one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it stands, and what would be right.

    `row` counts as the user sees it (the heading of a table is row 1; a YAML file counts lines);
    None where the whole file is meant.
    """

    file: str
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str = ""
    hint: str | None = None

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column '{self.column}'")
        parts = []
        if self.found is not None:
            parts.append(f"found {_shown(self.found)}")
        if self.expected:
            parts.append(f"expected {self.expected}")
        text = ", ".join(place) + ": " + "; ".join(parts)
        return f"{text} ({self.hint})" if self.hint else text


def _shown(found: str, limit: int = 60) -> str:
    """A cell as one safe line: control characters escaped, long text cut."""
    text = found if len(found) <= limit else found[: limit - 1] + "…"
    return "'" + "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text) + "'"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word a typist most likely meant, or None."""
    from difflib import get_close_matches  # costs 5 ms and is needed only after a mistake

    folded = {k.casefold(): k for k in known}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


class Article41Error(Exception):
    """Root of every error this package raises on purpose."""


class ProblemsError(Article41Error):
    """An error that lists every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class InputError(ProblemsError):
    """The user's file or record cannot be read as meant."""

    @classmethod
    def of(cls, file: str, found: str | None, expected: str, hint: str | None = None) -> InputError:
        """One problem with a file as a whole."""
        return cls([Problem(file, found=found, expected=expected, hint=hint)])


class FetchError(ProblemsError):
    """A file could not be had from its address: each attempt and why it failed. Nobody's mistake here."""


class LawError(ProblemsError):
    """The law as data is not well formed; every mistake is listed with its file and line."""


class UnknownName(InputError):
    """A name that nothing here bears, with the nearest one that something does."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        near = nearest(name, known)
        super().__init__(
            [
                Problem(
                    kind,
                    found=name,
                    expected=f"a known {kind}",
                    hint=f"did you mean {near}?" if near else None,
                )
            ]
        )


class OutsideCoverage(Article41Error):
    """The question lies outside what is encoded; silence would read as 'permitted', so this is raised."""
