"""One pass of libyaml, every scalar kept as text with its line; conversion is by type, never by guess.

Plain YAML turns `NO` into false and heading `0106` into 70; here text stays text until the reader of a
key says what it is. Every mistake is collected with its file and line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from article41.errors import Problem, nearest

FIRST, LAST = date(1945, 1, 1), date(2200, 1, 1)
"""Days outside cannot be meant."""


class Source:
    """One YAML file being read: its name, and the problems found so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def tree(self, text: str) -> Node | None:
        """The root node, or None (with a problem) where the text is not YAML."""
        try:
            return yaml.compose(text, Loader=yaml.CBaseLoader)
        except yaml.MarkedYAMLError as error:
            line = None if error.problem_mark is None else error.problem_mark.line + 1
            self._add(line, None, None, "YAML", error.problem)
        except (yaml.YAMLError, ValueError) as error:
            self._add(None, None, None, "YAML", str(error).splitlines()[0])
        return None

    def wrong(self, node: Node, key: str | None, expected: str, hint: str | None = None) -> None:
        """Notes that a node is not what was expected."""
        found = node.value if isinstance(node, ScalarNode) else f"a {type(node).__name__[:-4].lower()}"
        self._add(node.start_mark.line + 1, key, found, expected, hint)

    def missing(self, node: Node, key: str) -> None:
        """Notes that a mapping lacks a key."""
        self._add(node.start_mark.line + 1, key, None, f"the key '{key}'")

    def _add(
        self, line: int | None, key: str | None, found: str | None, expected: str, hint: str | None = None
    ) -> None:
        self.problems.append(Problem(self.file, line, key, found, expected, hint))

    def mapping(self, node: Node, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Node]:
        """The entries of a mapping; unknown, doubled and missing keys are problems."""
        if not isinstance(node, MappingNode):
            self.wrong(node, None, "a mapping")
            return {}
        if id(node) in self._seen:
            self.wrong(node, None, "the entry written out", "anchors and aliases are not used here")
            return {}
        self._seen.add(id(node))
        required = tuple(required)
        known = (*required, *optional)
        entries: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else ""
            if name not in known:
                near = nearest(name, known)
                self.wrong(key, None, "one of " + ", ".join(known), f"did you mean {near}?" if near else None)
            elif name in entries:
                self.wrong(key, None, f"'{name}' once")
            else:
                entries[name] = value
        for name in required:
            if name not in entries:
                self.missing(node, name)
        return entries

    def items(self, node: Node | None, key: str) -> list[Node]:
        """The items of a list; none where it is absent or, with a problem, no list."""
        if node is None:
            return []
        if isinstance(node, SequenceNode):
            return list(node.value)
        self.wrong(node, key, "a list")
        return []

    def text(self, node: Node | None, key: str) -> str:
        """A scalar as text; "" where it is absent or, with a problem, none."""
        if node is None:
            return ""
        if isinstance(node, ScalarNode) and node.value:
            return str(node.value)
        self.wrong(node, key, "text")
        return ""

    def one_of(self, node: Node | None, key: str, known: Iterable[str], what: str = "") -> str:
        """A word out of a closed set."""
        word = self.text(node, key)
        known = tuple(known)
        if node is not None and word and word not in known:
            near = nearest(word, known)
            self.wrong(
                node,
                key,
                what or "one of " + ", ".join(known),
                f"did you mean {near}?" if near else None,
            )
        return word

    def day(self, node: Node | None, key: str) -> date:
        """A scalar as a day; the first of all days where it is absent or, with a problem, none."""
        if node is not None:
            try:
                found = date.fromisoformat(node.value if isinstance(node, ScalarNode) else "")
            except ValueError:
                self.wrong(node, key, "a day that exists, written 2017-08-05")
            else:
                if FIRST <= found < LAST:
                    return found
                self.wrong(node, key, f"a day from {FIRST.year} on and before {LAST.year}")
        return date.min

    def number(self, node: Node | None, key: str) -> float:
        """A scalar as a number; 0 where it is absent or, with a problem, none."""
        if node is not None:
            try:
                found = float(node.value if isinstance(node, ScalarNode) else "")
            except ValueError:
                found = math.nan
            if math.isfinite(found):
                return found
            self.wrong(node, key, "a number")
        return 0.0

    def whole(self, node: Node | None, key: str) -> int:
        """A scalar as a whole number."""
        value = self.number(node, key)
        if node is not None and value != int(value):
            self.wrong(node, key, "a whole number")
        return int(value)
