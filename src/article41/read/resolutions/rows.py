"""CSV registers read strictly: exact columns, whole rows, every mistake a Problem and none raised."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from article41.errors import Problem, nearest


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, and where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def wrong(self, column: str, found: str, expected: str, hint: str | None = None) -> Problem:
        """A problem with one cell of the row."""
        return Problem(self.file, self.number, column, found, expected, hint)

    def unlike(self, column: str, pattern: re.Pattern[str], expected: str) -> Iterator[Problem]:
        """The parts of a cell that do not have this shape."""
        for part in self.cells[column].split("|"):
            if pattern.fullmatch(part) is None:
                yield self.wrong(column, part, expected)

    def unknown(self, column: str, known: Sequence[str]) -> Iterator[Problem]:
        """The parts of a cell that are none of these words."""
        for part in self.cells[column].split("|"):
            if part not in known:
                yield self.wrong(column, part, "one of " + ", ".join(known), meant(part, known))

    def day(self, column: str, problems: list[Problem]) -> date | None:
        """The day in a cell; None where it is empty or, with a problem, no day."""
        found = self.cells[column]
        try:
            return date.fromisoformat(found) if found else None
        except ValueError:
            problems.append(self.wrong(column, found, "a day that exists, written 2017-08-05"))
            return None


def rows_of(
    text: str, file: str, columns: Sequence[str], problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number (the heading is 1) and stripped cells of a CSV text with exactly these columns.

    What is wrong with the heading or the shape of a row goes to `problems`; with a wrong heading
    no row is given, since its cells could not be told apart.
    """
    table = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        heading = [cell.strip() for cell in next(table, [])]
        wrong = [
            Problem(file, 1, name, name, "a column of this table", meant(name, columns))
            for name in heading
            if name not in columns
        ]
        wrong += [Problem(file, 1, name, None, "this column") for name in columns if name not in heading]
        wrong += [Problem(file, 1, n, n, "each column once") for n in columns if heading.count(n) > 1]
        problems += wrong
        if wrong:
            return
        for row, cells in enumerate(table, start=2):
            if len(cells) == len(heading):
                yield row, {name: cell.strip() for name, cell in zip(heading, cells, strict=True)}
            else:
                problems.append(Problem(file, row, None, f"{len(cells)} cells", f"{len(heading)} cells"))
    except csv.Error as error:
        problems.append(Problem(file, table.line_num, None, None, f"well-formed CSV ({error})"))


def meant(word: str, known: Iterable[str]) -> str | None:
    """A hint at the known word most like this one, or None."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else None
