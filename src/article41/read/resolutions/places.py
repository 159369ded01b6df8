"""Where every id, key and test of the law's files stands, for mistakes that only the whole law can show."""

from __future__ import annotations

from collections.abc import Mapping

from yaml.nodes import Node

from article41.errors import Problem
from article41.model import Condition


class Places:
    """File and line by id, and within it by key (`defeats`, `replaces 2321/op26`) or by test."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, object], tuple[str, int]] = {}

    def note(self, file: str, node: Node, name: str, part: object = None) -> None:
        """Keeps where a node stands; of an id that stands twice, the later place."""
        self._at[name, part] = (file, node.start_mark.line + 1)

    def note_tests(self, file: str, name: str, lines: Mapping[Condition, int]) -> None:
        """Keeps the line of each test of a rule."""
        for test, line in lines.items():
            self._at[name, test] = (file, line)

    def line(self, name: str, part: object = None) -> int | None:
        """The line of a part, else that of what it belongs to; None where neither was read."""
        return self._found(name, part)[1]

    def problem(
        self, at: tuple[str, object], column: str, found: str, expected: str, hint: str | None = None
    ) -> Problem:
        """A problem with an id or, named beside it, a part of what it stands for."""
        file, line = self._found(*at)
        return Problem(file, line, column, found, expected, hint)

    def _found(self, name: str, part: object) -> tuple[str, int | None]:
        for key in ((name, part), (name, None), (name.partition("#")[0], None)):
            if key in self._at:
                return self._at[key]
        return f"{name.partition('/')[0]}.yaml", None
