"""Reading a description against the lexicon: which terms stand in it, and is every word accounted for.

Words of Latin, Cyrillic and other alphabets match whole, or by their beginning where the term has
a `*`; of several terms that start at a word the one with the most words, then the longest, wins.
Korean and Chinese are matched within the run of characters, the longest term first, since words
carry particles or have no spaces; a term of a single syllable of Hangul must stand alone, because
it is part of hundreds of other words (은 is silver and a particle).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from article41.analyse.goods.lexicon import EAST, Term, normalised

# marks are tokens too, so that no term of several words reaches across one
_TOKENS = rf"[{EAST}]+(?: [{EAST}]+)*|[^\W\d_{EAST}]+|[,;:()、。]"
_MARKS = frozenset(",;:()、。")
_FIRST_EAST, _LAST_EAST = "\u3040", "\ud7a3"
_FIRST_HANGUL = "\uac00"


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the lexicon says of one term; terms of which it says the same share one."""

    names: tuple[Term, ...]
    denies: tuple[Term, ...]
    suggests: tuple[str, ...]
    settles: frozenset[str]
    """Goods that it names or rules out."""
    is_neutral: bool
    is_exception: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a text, as the text has it."""

    entry: Entry
    said: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a description says. `is_whole`: every word of it is a term, a number or neutral."""

    matches: tuple[Match, ...]
    is_whole: bool


_Pattern: TypeAlias = tuple[tuple[str, ...], Entry]
_Starts: TypeAlias = tuple[dict[str, list[_Pattern]], Entry | None]
"""What may start at a word: longer terms by the first letter of their second word, and the word alone."""

Seen: TypeAlias = dict[str, _Starts]
"""What may start at each word, remembered by the caller for as long as one call lasts."""


class Words:
    """The lexicon, indexed by first word, by beginning of first word, and by first character."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._tokens = re.compile(_TOKENS)
        grouped: dict[str, list[Term]] = {}
        for term in terms:
            grouped.setdefault(term.term, []).append(term)
        exact: dict[str, list[_Pattern]] = {}
        stems: dict[str, list[_Pattern]] = {}
        east: dict[str, dict[str, Entry]] = {}
        alike: dict[tuple[tuple[str, str, tuple[str, ...]], ...], Entry] = {}
        for text, found in grouped.items():
            key = tuple((term.good, term.effect, term.hs) for term in found)
            entry = alike.get(key)
            if entry is None:
                entry = alike[key] = _entry(found)
            if _FIRST_EAST <= text[0] <= _LAST_EAST:
                for surface in _with_and_without_spaces(text):
                    east.setdefault(surface[0], {})[surface] = entry
            else:
                words = tuple(text.split(" "))
                index = stems if words[0][-1] == "*" else exact
                index.setdefault(words[0].rstrip("*"), []).append((words, entry))
        self._exact = exact
        self._stems = stems
        self._stem_lengths = sorted({len(stem) for stem in stems})
        self._east = {first: sorted(found.items(), key=_longest_first) for first, found in east.items()}

    def read(self, description: str, seen: Seen) -> Said:
        tokens = self._tokens.findall(normalised(description))
        matches: list[Match] = []
        is_whole, is_excepted = True, False
        at, end = 0, len(tokens)
        while at < end:
            token = tokens[at]
            if token in _MARKS:
                is_excepted = False
                at += 1
                continue
            if _FIRST_EAST <= token[0] <= _LAST_EAST:
                is_whole &= self._read_run(token, matches)
                at += 1
                continue
            starts = seen.get(token)
            if starts is None:
                starts = seen[token] = self._starts(token)
            longer, entry = starts
            length = 1
            if longer and at + 1 < end:
                for words, found in longer.get(tokens[at + 1][0], ()):
                    if _continues(words, tokens, at):
                        entry, length = found, len(words)
                        break
            if entry is None:
                is_whole &= len(token) == 1  # grades, units, the t of t-shirt
            elif entry.is_exception:
                is_whole, is_excepted = False, True
            elif not is_excepted:
                _note(matches, entry, token if length == 1 else " ".join(tokens[at : at + length]))
            at += length
        return Said(tuple(matches), is_whole)

    def _read_run(self, run: str, matches: list[Match]) -> bool:
        is_whole = True
        at = 0
        while at < len(run):
            if run[at] == " ":
                at += 1
                continue
            for surface, entry in self._east.get(run[at], ()):
                if run.startswith(surface, at) and _may_stand(surface, run, at):
                    _note(matches, entry, surface)
                    at += len(surface)
                    break
            else:
                is_whole = False
                at += 1
        return is_whole

    def _starts(self, token: str) -> _Starts:
        found = list(self._exact.get(token, ()))
        for length in self._stem_lengths:
            if length > len(token):
                break
            found += self._stems.get(token[:length], ())
        found.sort(key=lambda pattern: (-len(pattern[0]), -sum(len(word.rstrip("*")) for word in pattern[0])))
        longer: dict[str, list[_Pattern]] = {}
        for words, entry in found:
            if len(words) == 1:
                return longer, entry
            longer.setdefault(words[1][0], []).append((words, entry))
        return longer, None


def _entry(alike: Sequence[Term]) -> Entry:
    return Entry(
        names=tuple(term for term in alike if term.effect == "is"),
        denies=tuple(term for term in alike if term.effect == "not"),
        settles=frozenset(term.good for term in alike if term.effect in {"is", "not"}),
        suggests=tuple(dict.fromkeys(term.good for term in alike if term.effect in {"is", "maybe"})),
        is_neutral=any(term.effect == "neutral" for term in alike),
        is_exception=any(term.effect == "except" for term in alike),
    )


def _with_and_without_spaces(text: str) -> Iterable[str]:
    first, *rest = text.split(" ")
    for gaps in product(("", " "), repeat=len(rest)):
        yield first + "".join(gap + word for gap, word in zip(gaps, rest, strict=True))


def _longest_first(item: tuple[str, Entry]) -> int:
    return -len(item[0])


def _note(matches: list[Match], entry: Entry, said: str) -> None:
    if entry.names or entry.denies or entry.suggests:
        matches.append(Match(entry, said))


def _continues(words: tuple[str, ...], tokens: list[str], at: int) -> bool:
    if at + len(words) > len(tokens):
        return False
    for word, token in zip(words[1:], tokens[at + 1 :], strict=False):
        if not (token.startswith(word[:-1]) if word[-1] == "*" else token == word):
            return False
    return True


def _may_stand(surface: str, run: str, at: int) -> bool:
    if len(surface) > 1 or surface < _FIRST_HANGUL:
        return True
    return (at == 0 or run[at - 1] == " ") and run[at + 1 : at + 2] in {"", " "}
