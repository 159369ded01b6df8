"""Names that running text enumerates: "Sample Works, Works Ltd. and JSC Sample Works".

A comma also stands before a legal form, and "and" within names: it parts two names only where one ends or the
other begins with a legal form, or where both begin with the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_COMMA = re.compile(r",\s+(?![^()]*\))")
_AND = re.compile(r"\s+and\s+(?![^()]*\))")
_FORM = (
    r"jsc|pjsc|ojsc|cjsc|ao|oao|pao|ooo|zao|llc|llp|ltd|limited|inc|plc|gmbh|s\.?a|sc|co|corp"
    r"|ао|аo|оао|пао|ооо|зао|нпо|фгуп"
)
_LEGAL_FORM = re.compile(rf"(?:{_FORM})\.?", re.IGNORECASE)
_BEGINS = re.compile(
    rf"(?:(?:{_FORM})\s|(?:(?:open|public|closed) )?joint[- ]stock company\s)", re.IGNORECASE
)
_ENDS = re.compile(rf"\s(?:{_FORM}|company|bank)\.?$", re.IGNORECASE)


_LONGEST = 2_000
"""Characters of a text that is taken apart."""


def is_legal_form(text: str) -> bool:
    """Whether it is a legal form and nothing else."""
    return _LEGAL_FORM.fullmatch(text) is not None


def with_forms(parts: Iterable[str]) -> list[str]:
    """Parts of a text split at commas, a legal form joined again to the name that it belongs to."""
    joined: list[str] = []
    for part in filter(None, (p.strip() for p in parts)):
        if joined and is_legal_form(joined[-1]):
            joined[-1] = f"{joined[-1]} {part}"
        elif joined and is_legal_form(part):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def enumerated_names(text: str) -> list[str]:
    """The names that a text enumerates, in order."""
    if len(text) > _LONGEST:
        return [text]
    return [name for part in with_forms(_COMMA.split(text)) for name in parted_by_and(part)]


def parted_by_and(text: str) -> Iterator[str]:
    """The names on both sides of each "and" that surely parts two."""
    start = 0
    for found in _AND.finditer(text):
        left, right = text[start : found.start()], text[found.end() :]
        is_alike = left.split(None, 1)[:1] == right.split(None, 1)[:1]
        if is_alike or _ENDS.search(left) or _BEGINS.match(right):
            yield left
            start = found.end()
    yield text[start:]
