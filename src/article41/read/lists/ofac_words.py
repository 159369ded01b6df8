"""The words that OFAC prints before a number or a fact, and what becomes of each.

    ofac_words.csv    word,becomes

All its formats draw them from one database, so that one table serves: "Tax ID No." is a type in the XML files
and the start of a remark in the CSV files. `becomes` is a kind of identifier, or born, birth_place, gender,
nationality, citizenship, address; "detail" where the word is kept with what follows it. Words are without the
colon or dash that ends some of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

_FAMILIES = (
    (re.compile(r"Digital Currency Address - \w+"), "wallet"),
    (re.compile(r"(?:Listing|Effective) Date \([^()]{1,60}\)"), "detail"),
    (re.compile(r"Executive Order \d+ (?:Directive (?:Determination|Information)|[Ii]nformation)"), "detail"),
    (re.compile(r"CAATSA Section \d+ Information"), "detail"),
)
"""Words with a number or a currency in them, which new ones join every year."""


@lru_cache(maxsize=1)
def words() -> Mapping[str, str]:
    """What becomes of each word, the families apart."""
    text = (files("article41") / "read" / "lists" / "ofac_words.csv").read_text(encoding="utf-8")
    return {row["word"]: row["becomes"] for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1)
def _by_start() -> Mapping[str, tuple[str, ...]]:
    """The words by their first part, the longest first."""
    found: dict[str, list[str]] = {}
    for word in words():
        found.setdefault(word.split(" ", 1)[0], []).append(word)
    return {start: tuple(sorted(same, key=len, reverse=True)) for start, same in found.items()}


def bare(word: str) -> str:
    """A word without the colon or dash that may end it, its apostrophe as in the CSV files."""
    return word.replace("’", "'").rstrip(" :-")


def becomes(word: str) -> str | None:
    """What becomes of a bare word; None where it is not known."""
    found = words().get(word)
    if found is None:
        found = next((kind for pattern, kind in _FAMILIES if pattern.fullmatch(word)), None)
    return found


def split_word(text: str) -> tuple[str, str] | None:
    """A known word at the start of a text, and what follows it; None where none stands there."""
    start = text.split(" ", 1)[0]
    for word in _by_start().get(start, ()) or _by_start().get(start.rstrip(":"), ()):
        if text.startswith(word):
            follows = _follows(text[len(word) :])
            if follows is not None:
                return word, follows
    for pattern, _ in _FAMILIES:
        found = pattern.match(text)
        if found is not None:
            follows = _follows(text[found.end() :])
            if follows is not None:
                return found[0], follows
    return None


def _follows(rest: str) -> str | None:
    if rest.startswith(":"):
        return rest[1:].strip()
    if rest.startswith(" - ") or rest == " -":
        return rest[2:].strip()
    return rest.strip() if rest.startswith(" ") else None
