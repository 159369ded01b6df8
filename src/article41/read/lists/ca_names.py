"""Names and aliases as Canada's list prints them: several in one cell, in several languages.

An entity may stand in English and French with a slash between ("Example Bank/Banque Exemple"), an alias
behind its language ("Russian: ..."). Aliases are parted by semicolons, slashes, "or", line breaks, and by
commas and "and", which also stand within names: a single word that was set apart in a person's cell may be a
piece of a name, so that it is of low quality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.listing import ListedName
from article41.read.lists.names import named
from article41.read.lists.prose import parted_by_and, with_forms
from article41.read.lists.values import is_placeholder, listed_name, script_of

_NO_BRACKET = r"(?![^()]*\))"
_STRONG = re.compile(rf"(?:\s*[;\n|]\s*|\s+/\s*|/\s+|\s+or\s+(?=\S)){_NO_BRACKET}", re.IGNORECASE)
_COMMA = re.compile(rf"(?:,\s+|,(?=[^\W\d])){_NO_BRACKET}")
_SLASH = re.compile(rf"\s*/\s*{_NO_BRACKET}")
_AND = re.compile(r"\s+and\s+")
_LANGUAGE = re.compile(
    r"\b(Arabic|Belarus(?:s?ian)?|Burmese|Chinese|French|Korean|Persian|Farsi|Russian|Spanish|Ukrainian)"
    r" ?: ?(?=\S)"
)
_AROUND = re.compile(r"^or\s+|[\s,]+AKA$")
_CONTINUED = re.compile(r"[а-яёіў]")
"""A small letter of Cyrillic after a comma goes on with the name before it."""
_LONGEST = 2_000
"""Characters of a cell that is taken apart; the longest real one has 537."""
_WORDS = 2


def entity_names(text: str) -> list[ListedName]:
    """The primary name, then those printed with it."""
    names = [one for name in _in_languages(text) for one, _ in named(name)]
    return [
        listed_name(name, "aka" if at else "primary", "EntityOrShip")
        for at, name in enumerate(dict.fromkeys(names))
    ]


def alias_names(text: str, *, is_person: bool) -> list[ListedName]:
    """The aliases of one cell."""
    parts = list(_parts(text, is_person=is_person)) if len(text) <= _LONGEST else [(text, "")]
    is_split = len(parts) > 1
    names: dict[str, ListedName] = {}
    for name, language in parts:
        if is_placeholder(name) or name in names:
            continue
        quality = "low" if is_person and is_split and len(name.split()) < _WORDS else "aka"
        names[name] = listed_name(name, quality, f"Aliases {len(names) + 1}", language=language)
    return list(names.values())


def _in_languages(text: str) -> list[str]:
    """Both sides of a slash, where each has words enough to be a name."""
    if len(text) > _LONGEST:
        return [text]
    sides = [side.strip(" ;") for side in _SLASH.split(text)]
    is_each_whole = all(len(side.split()) >= _WORDS for side in sides)
    return sides if is_each_whole else [text.strip(" ;")]


def _parts(text: str, *, is_person: bool) -> Iterator[tuple[str, str]]:
    whole = text[:-1] if text.endswith(")") and text.count(")") > text.count("(") else text
    for strong in _STRONG.split(whole):
        pieces = _COMMA.split(strong)
        for piece in with_forms(pieces if is_person else _continued(pieces)):
            for spoken, language in _by_language(piece):
                for one in _by_and(spoken, is_person=is_person):
                    for name in _in_languages(_AROUND.sub("", one).strip(" ,")):
                        yield _without_odd_brackets(name), language


def _continued(pieces: list[str]) -> list[str]:
    whole: list[str] = []
    for piece in pieces:
        if whole and _CONTINUED.match(piece):
            whole[-1] = f"{whole[-1]}, {piece}"
        else:
            whole.append(piece)
    return whole


def _by_language(text: str) -> Iterator[tuple[str, str]]:
    """What stands before the name of a language, and what behind it."""
    start, language = 0, ""
    for found in _LANGUAGE.finditer(text):
        if before := text[start : found.start()].strip(" ("):
            yield before, language
        start, language = found.end(), found[1]
    yield text[start:].strip(), language


def _by_and(text: str, *, is_person: bool) -> Iterator[str]:
    if is_person or script_of(text) not in ("Latn", "Zyyy"):
        yield from _AND.split(text)
    else:
        yield from parted_by_and(text)


def _without_odd_brackets(name: str) -> str:
    return name if name.count("(") == name.count(")") else name.strip("() ")
