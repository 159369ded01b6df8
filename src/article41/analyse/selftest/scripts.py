"""The same name by another romanisation, or in another script where it can be derived honestly."""

from __future__ import annotations

import re
from random import Random

from article41.analyse.selftest.letters import like
from article41.analyse.selftest.subjects import Subject
from article41.analyse.selftest.tables import CYRILLIC, HANGUL, LETTERS, SPELLINGS

_SYLLABLES = re.compile(r"[ -]+")


def spelt_otherwise(subject: Subject, rnd: Random) -> str | None:
    """One word of the name in another of its usual spellings: Muhammad, Mohamed; of Koreans Ri, Lee."""
    words = re.split(r"([\s-]+)", subject.text)
    of = "Korean" if subject.origin == "Korean" else "other"
    places = [at for at, w in enumerate(words) if (of, w.lower()) in SPELLINGS]
    if subject.kind != "person" or not places:
        return None
    at = rnd.choice(places)
    other = rnd.choice(SPELLINGS[of, words[at].lower()])
    words[at] = other.upper() if words[at].isupper() else other.capitalize()
    return "".join(words)


def romanised_otherwise(subject: Subject, rnd: Random) -> str | None:
    """One group of letters as another system or language has it: kh and h, y and i, ou and u."""
    text = subject.text
    if subject.origin != "other":
        return None
    places = [
        (m.start(), old, new) for old, new in LETTERS for m in re.finditer(f"(?i)(?<=[a-z]){old}", text)
    ]
    if not places:
        return None
    at, old, new = rnd.choice(places)
    return text[:at] + "".join(like(c, text[at]) for c in new) + text[at + len(old) :]


def in_hangul(subject: Subject, rnd: Random) -> str | None:  # noqa: ARG001
    """A Korean person whose every syllable stands for one in Hangul and no other; None for all others."""
    if subject.kind != "person" or subject.origin != "Korean" or not subject.text.isascii():
        return None
    first, *rest = _SYLLABLES.split(subject.text.lower())
    parts = [HANGUL.get(("family", first)), *(HANGUL.get(("given", part)) for part in rest)]
    return "".join(p for p in parts if p) if len(parts) in (2, 3) and all(parts) else None


def in_cyrillic(subject: Subject, rnd: Random) -> str | None:  # noqa: ARG001
    """A person's Latin name letter by letter; not of Koreans and Chinese, who are written by other rules."""
    text = subject.text
    if subject.kind != "person" or subject.origin != "other" or not re.fullmatch(r"[A-Za-z .,'-]+", text):
        return None
    found, at = [], 0
    lower = text.lower()
    while at < len(text):
        size = next((n for n in (4, 3, 2, 1) if lower[at : at + n] in CYRILLIC), 0)
        letters = CYRILLIC[lower[at : at + size]] if size else text[at]
        found.append(letters.capitalize() if text[at].isupper() else letters)
        at += max(size, 1)
    return "".join(found)
