"""Several names printed as one, taken apart: a name that stands among others would never be found.

"A; B", "a) A b) B", "A / B"; a name in one script with others in brackets behind it, as in "金铁三 (Jin
Tiesan)"; and several in brackets, "A (B; C)". An abbreviation in brackets stays with its name, and so does a
remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.read.lists.values import script_of

_LETTERED = re.compile(r"(?:^|\s)[a-z]\)\s")
_SLASH = re.compile(r"\s+/\s+")
_ORIGINAL = re.compile(r"\s*\(original script\)", re.IGNORECASE)


def apart(text: str) -> tuple[str, ...]:
    """The names within a text, in order, each once; the text itself where it is one name."""
    plain = _LETTERED.sub(";", _ORIGINAL.sub("", text))
    found = (name for part in _split(plain) for name in _bracketed(part))
    return tuple(dict.fromkeys(found)) or (text,)


def _split(text: str) -> Iterator[str]:
    """At semicolons that no bracket holds; where none is held, at slashes between blanks too."""
    depth = start = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == ";" and depth <= 0:
            yield from _slashed(text[start:at])
            start = at + 1
    yield from _slashed(text[start:])


def _slashed(text: str) -> Iterator[str]:
    parts = [text] if "(" in text else _SLASH.split(text)
    yield from filter(None, (part.strip(" ,") for part in parts))


def _bracketed(text: str) -> Iterator[str]:
    opening = _last_group(text)
    if opening <= 0:
        yield text
        return
    outside, inside = text[:opening].strip(), text[opening + 1 : -1]
    scripts = {script_of(outside), script_of(inside)}
    if ";" not in inside and (len(scripts) == 1 or "Zyyy" in scripts):
        yield text
        return
    yield outside
    yield from _split(inside)


def _last_group(text: str) -> int:
    """Where the bracket opens that the last character closes; -1 where it closes none."""
    if not text.endswith(")"):
        return -1
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return at
    return -1
