"""Tables of the manipulations: variants.csv (kind, words), read once.

spelling, spelling_korean    spellings of one name
letters                      groups of letters that one sound is romanised by
abbreviation                 a word of companies and what it is cut short to
legal_form                   forms of companies, any of which may be put in another's place
legal_form_long              further ones that are recognised, and left out whole
particle, title              words within names that are no names themselves
hangul_family, hangul_given  a romanised syllable and the one Hangul syllable that names write it by
cyrillic                     Latin letters and their Cyrillic ones
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table that ships beside this module."""
    text = (files("article41") / "analyse" / "selftest" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@dataclass(frozen=True, slots=True)
class LegalForms:
    """`written`: as a company may end; `last` and `first` find one at either end of a name, the form as its
    first group."""

    written: tuple[str, ...]
    last: re.Pattern[str]
    first: re.Pattern[str]


_ROWS = rows("variants.csv")


def _groups(kind: str) -> list[list[str]]:
    return [row["words"].split("|") for row in _ROWS if row["kind"] == kind]


def _others(groups: list[list[str]]) -> dict[str, tuple[str, ...]]:
    """For each word the others of its groups."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        for word in group:
            found[word] = (*found.get(word, ()), *(w for w in group if w != word))
    return found


def _legal_forms() -> LegalForms:
    written = tuple(form for group in _groups("legal_form") for form in group)
    known = [*written, *(form for group in _groups("legal_form_long") for form in group)]
    longest = sorted(known, key=len, reverse=True)
    found = "|".join(re.escape(form.rstrip(".")) for form in longest)
    return LegalForms(
        written, re.compile(rf"(?i)[\s,]+({found})\.?\s*$"), re.compile(rf"(?i)^({found})\.?\s+")
    )


SPELLINGS: dict[tuple[str, str], tuple[str, ...]] = {
    (of, word): others
    for of, kind in (("other", "spelling"), ("Korean", "spelling_korean"))
    for word, others in _others(_groups(kind)).items()
}
LETTERS: tuple[tuple[str, str], ...] = tuple(
    (old, new) for group in _groups("letters") for old in group for new in group if old != new
)
ABBREVIATIONS: dict[str, tuple[str, ...]] = {g[0]: tuple(g[1:]) for g in _groups("abbreviation")}
NO_NAMES: frozenset[str] = frozenset(
    word for kind in ("particle", "title") for group in _groups(kind) for word in group
)
LEGAL_FORMS = _legal_forms()
HANGUL: dict[tuple[str, str], str] = {
    (of, roman): hangul for of in ("family", "given") for roman, hangul in _groups(f"hangul_{of}")
}
CYRILLIC: dict[str, str] = {pair[0]: pair[1] for pair in _groups("cyrillic")}
