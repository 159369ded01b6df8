"""Plain text as Markdown, and links between the generated pages."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

NOTE = "<!-- Written by `make docs` from the law folder; change the law, not this page. -->"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is. Underscores stay: addresses have them, and words too."""
    return re.sub(r"([\\`*\[\]<>|])", r"\\\1", text)


def code(text: str) -> str:
    """An id, set apart."""
    return f"`{text}`"


def anchor(name: str) -> str:
    """What a heading `2371/op8` is reached by: small letters, digits, hyphens and underscores are kept."""
    return re.sub(r"[^a-z0-9_-]", "", name.lower())


def to_provision(name: str, known: Container[str], folder: str = "") -> str:
    """A link to a provision's or a rule's paragraph; code where no page has it."""
    provision = name.partition("#")[0]
    if provision not in known:
        return code(name)
    return f"[{name}]({folder}{provision[:4]}.md#{anchor(provision)})"


def table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table's lines; cells are Markdown already."""
    lines = ["| " + " | ".join(heading) + " |", "|" + "---|" * len(heading)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def page(lines: Iterable[str]) -> str:
    """Lines as a file, one blank line between blocks and none at the end."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
