"""Every manipulation by name, and to which kinds of party it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

from article41.analyse.selftest import letters, scripts, words
from article41.analyse.selftest.subjects import Subject

Pack: TypeAlias = Literal["control", "light", "heavy", "clean"]
PACKS: tuple[Pack, ...] = ("control", "light", "heavy", "clean")
Change: TypeAlias = Callable[[Subject, Random], str | None]
"""The changed name, or None where there is nothing to change."""
AS_LISTED = "as listed"
_ALL = frozenset({"person", "entity", "vessel", "aircraft", "unknown"})
_NAMED = frozenset({"person", "entity", "unknown"})
_PERSONS, _BODIES = frozenset({"person"}), frozenset({"entity"})


@dataclass(frozen=True, slots=True)
class Manipulation:
    """A way of changing a name. `kinds`: the kinds of party whose names it is done to."""

    name: str
    pack: Pack
    change: Change
    kinds: frozenset[str] = _ALL

    def changed(self, subject: Subject, rnd: Random) -> str | None:
        """The changed name; None where it does not apply or changes not one character."""
        if subject.kind not in self.kinds:
            return None
        text = self.change(subject, rnd)
        return text if text and text != subject.text else None


_LIGHT = (
    Manipulation("case", "light", letters.case_changed),
    Manipulation("punctuation", "light", letters.punctuation_changed),
    Manipulation("apostrophe", "light", letters.apostrophe_changed),
    Manipulation("hyphen closed", "light", letters.hyphen_closed),
    Manipulation("unseen character", "light", letters.unseen_put_in),
    Manipulation("direction character", "light", letters.direction_put_in),
    Manipulation("diacritics dropped", "light", letters.diacritics_dropped),
    Manipulation("diacritic added", "light", letters.diacritic_added),
    Manipulation("LAST, First", "light", words.comma_form, _PERSONS),
    Manipulation("words reordered", "light", words.reordered, _NAMED),
    Manipulation("typo: insert", "light", letters.inserted),
    Manipulation("typo: drop", "light", letters.dropped),
    Manipulation("typo: replace", "light", letters.replaced),
    Manipulation("typo: swap", "light", letters.swapped),
    Manipulation("letter doubled", "light", letters.doubled),
    Manipulation("blank moved", "light", words.blank_moved),
    Manipulation("words glued", "light", words.glued),
    Manipulation("word split", "light", words.split),
    Manipulation("title added", "light", words.titled),
    Manipulation("legal form changed", "light", words.legal_form_changed, _BODIES),
    Manipulation("legal form dropped", "light", words.legal_form_dropped, _BODIES),
    Manipulation("initial for middle name", "light", words.initial_for_middle, _PERSONS),
    Manipulation("look-alike letters", "light", letters.looks_alike),
    Manipulation("digit for letter", "light", letters.digit_for_letter),
)
_MIXED: tuple[Change, ...] = tuple(
    m.change
    for m in _LIGHT
    if m.kinds == _ALL and m.name not in ("case", "punctuation", "direction character")
)
"""What several changes together are drawn from; case and signs alone would count for nothing."""


def _together(number: int) -> Change:
    def change(subject: Subject, rnd: Random) -> str | None:
        now, left = subject, number
        for step in rnd.sample(_MIXED, len(_MIXED)):
            text = step(now, rnd)
            if text and text != now.text:
                now, left = _with_text(now, text), left - 1
            if not left:
                return now.text
        return None

    return change


def _with_text(subject: Subject, text: str) -> Subject:
    return Subject(
        subject.list_key, subject.number, subject.reference, subject.kind, text, origin=subject.origin
    )


_HEAVY = (
    Manipulation("two changes", "heavy", _together(2)),
    Manipulation("three changes", "heavy", _together(3)),
    Manipulation("middle name dropped", "heavy", words.middle_dropped, _PERSONS),
    Manipulation("first letter changed", "heavy", letters.first_letter_changed),
    Manipulation("vowels dropped", "heavy", letters.vowels_dropped),
    Manipulation("name spelt otherwise", "heavy", scripts.spelt_otherwise, _PERSONS),
    Manipulation("romanised otherwise", "heavy", scripts.romanised_otherwise, _PERSONS),
    Manipulation("in Hangul", "heavy", scripts.in_hangul, _PERSONS),
    Manipulation("in Cyrillic", "heavy", scripts.in_cyrillic, _PERSONS),
    Manipulation("words abbreviated", "heavy", words.abbreviated, _BODIES),
    Manipulation("cut to 35 characters", "heavy", words.truncated),
    Manipulation("words around it", "heavy", words.surrounded, frozenset({"person", "entity"})),
)
MANIPULATIONS: Mapping[str, Manipulation] = {m.name: m for m in (*_LIGHT, *_HEAVY)}
