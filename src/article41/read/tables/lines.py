"""Text to records, however long its lines and however wrong its quotes, in bounded memory."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator
from typing import TextIO

# Beyond these, a file of quotes that never close would make every line be read a thousand times.
_RECORD_LINES = 1_000
_REREAD_LINES = 1_000_000

_ENDS = ("\n", "\r")


def bounded_lines(stream: TextIO, limit: int) -> Iterator[str | None]:
    """The lines of a text; None for one of `limit` characters or more, which is skipped and not held."""
    while line := stream.readline(limit):
        if len(line) < limit or line.endswith(_ENDS):
            yield line
            continue
        yield None
        while (rest := stream.readline(limit)) and not rest.endswith(_ENDS):
            pass


class UnreadError(ValueError):
    """A record that is none: what was expected of it, and its `text`; "" where it was too long to be held."""

    def __init__(self, expected: str, text: str = "") -> None:
        super().__init__(expected)
        self.text = text.rstrip("\r\n")


class Records:
    """The records of a delimited text: each a list of cells, or an UnreadError.

    A record that goes wrong costs one line: the lines it had swallowed are read again, each for itself.
    """

    def __init__(self, lines: Iterator[str | None], delimiter: str) -> None:
        self._lines = lines
        self._ahead: deque[str | None] = deque()
        self._taken: list[str | None] = []
        self._most_lines = _RECORD_LINES
        self._reread = 0
        self._reader = csv.reader(_Feed(self._next_line), delimiter=delimiter, strict=True)

    def _next_line(self) -> str:
        """The next line; raises StopIteration at the end, csv.Error where the record must stop."""
        if len(self._taken) >= self._most_lines:
            raise csv.Error("too many lines")
        line = self._ahead.popleft() if self._ahead else next(self._lines)
        if line is None and self._taken:
            self._ahead.appendleft(line)
            raise csv.Error("runs into a line too long to read")
        self._taken.append(line)
        return "\n" if line is None else line

    def __iter__(self) -> Iterator[list[str] | UnreadError]:
        while True:
            self._taken.clear()
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield self._refuse(str(error))
                continue
            if self._taken == [None]:
                yield UnreadError("a shorter line")
            elif any(line is not None and "\0" in line for line in self._taken):
                text = "".join(line for line in self._taken if line is not None)
                yield UnreadError("text without NUL bytes", text)
            else:
                yield cells

    def _refuse(self, reason: str) -> UnreadError:
        """Blame the first line and give the others back."""
        first, *others = self._taken
        self._ahead.extendleft(reversed(others))
        self._reread += len(others)
        if self._reread > _REREAD_LINES:
            self._most_lines = 1
        if not others and reason.startswith("field larger"):
            return UnreadError("shorter cells", first or "")
        return UnreadError("quotes that are closed, and doubled inside a quoted cell", first or "")


class _Feed:
    """What csv.reader reads from; unlike a generator it can go on after an error or an end."""

    def __init__(self, next_line: Callable[[], str]) -> None:
        self._next_line = next_line

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        return self._next_line()
