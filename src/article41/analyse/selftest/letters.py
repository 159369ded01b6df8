"""Light changes within words: what a hand, a keyboard, a font or a file does to letters.

A change gives the changed name, or None where the name has nothing to change. A slip is put only into a word
of four letters or more, and not on its first: of three letters, one other makes another name.
"""

from __future__ import annotations

import re
import unicodedata
from random import Random

from article41.analyse.selftest.subjects import Subject

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LONG = re.compile(r"[A-Za-z]{4,}")
_MARKS = {
    "a": "áàâāä",
    "e": "éèêē",
    "i": "íīï",
    "o": "óöōô",
    "u": "úüūû",
    "c": "ç",
    "s": "š",
    "z": "ž",
    "n": "ñ",
}
_ALIKE = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))
"""Latin letters, and Cyrillic ones that look the same."""
_GREEK = dict(zip("oABEHIKMNOPTXYZ", "οΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True))
_DIGITS = {"o": "0", "l": "1", "i": "1", "e": "3", "s": "5", "b": "8"}
_UNSEEN = "\u200b\u200c\u200d\u00ad\u2060\ufeff"
_BIDI = "\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2069"


def _neighbours() -> dict[str, str]:
    """Each key's neighbours: beside it, and above and below it, where rows stand half a key apart."""
    at = {letter: (row, place) for row, keys in enumerate(_ROWS) for place, letter in enumerate(keys)}
    found = {}
    for letter, (row, place) in at.items():
        near = [(row, place - 1), (row, place + 1), (row - 1, place), (row - 1, place + 1)]
        near += [(row + 1, place - 1), (row + 1, place)]
        found[letter] = "".join(other for other, where in at.items() if where in near)
    return found


NEIGHBOURS = _neighbours()


def like(letter: str, model: str) -> str:
    """A letter in the case of another."""
    return letter.upper() if model.isupper() else letter


def within(text: str, rnd: Random) -> int | None:
    """A place in a word of four letters or more, not its first."""
    places = [at for word in _LONG.finditer(text) for at in range(word.start() + 1, word.end())]
    return rnd.choice(places) if places else None


def inserted(subject: Subject, rnd: Random) -> str | None:
    text, at = subject.text, within(subject.text, rnd)
    if at is None:
        return None
    letter = like(rnd.choice(NEIGHBOURS[text[at].lower()]), text[at])
    return text[:at] + letter + text[at:]


def dropped(subject: Subject, rnd: Random) -> str | None:
    text, at = subject.text, within(subject.text, rnd)
    return None if at is None else text[:at] + text[at + 1 :]


def replaced(subject: Subject, rnd: Random) -> str | None:
    text, at = subject.text, within(subject.text, rnd)
    if at is None:
        return None
    letter = like(rnd.choice(NEIGHBOURS[text[at].lower()]), text[at])
    return text[:at] + letter + text[at + 1 :]


def swapped(subject: Subject, rnd: Random) -> str | None:
    """Two letters that differ, the first of the word left where it is."""
    text = subject.text
    places = [
        at
        for word in _LONG.finditer(text)
        for at in range(word.start() + 1, word.end() - 1)
        if text[at].lower() != text[at + 1].lower()
    ]
    if not places:
        return None
    at = rnd.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def doubled(subject: Subject, rnd: Random) -> str | None:
    text, at = subject.text, within(subject.text, rnd)
    return None if at is None else text[: at + 1] + text[at] + text[at + 1 :]


def case_changed(subject: Subject, rnd: Random) -> str | None:
    forms = [subject.text.upper(), subject.text.lower(), subject.text.title(), subject.text.swapcase()]
    others = [f for f in forms if f != subject.text]
    return rnd.choice(others) if others else None


def punctuation_changed(subject: Subject, rnd: Random) -> str | None:
    """Signs left out, put in or exchanged; the words stay the words."""
    text = subject.text
    forms = [
        re.sub(r"[.,;:()\"/-]+", " ", text),
        text.replace("-", " "),
        text.replace("'", "’"),
        re.sub(r"(?<=\w) (?=\w)", "-", text, count=1),
        re.sub(r"(?<=\w) (?=\w)", ". ", text, count=1),
        text + ".",
        f'"{text}"',
    ]
    return rnd.choice([f for f in forms if f != text])


def apostrophe_changed(subject: Subject, rnd: Random) -> str | None:
    """Left out where there is one; else put in after a consonant, as romanisations do."""
    text = subject.text
    bare = re.sub(r"['’‘`ʼʻ]", "", text)
    if bare != text:
        return bare
    places = [m.end() for m in re.finditer(r"(?i)(?<=[a-z])[ptkbdns](?=[aeiou])", text)]
    if not places:
        return None
    at = rnd.choice(places)
    return text[:at] + rnd.choice("'’ʻ") + text[at:]


def hyphen_closed(subject: Subject, rnd: Random) -> str | None:
    """Al-Qaida as AlQaida."""
    places = [m.start() for m in re.finditer(r"(?<=\w)-(?=\w)", subject.text)]
    if not places:
        return None
    at = rnd.choice(places)
    return subject.text[:at] + subject.text[at + 1 :]


def diacritics_dropped(subject: Subject, rnd: Random) -> str | None:  # noqa: ARG001
    """Marks of Latin letters left out."""
    parts = unicodedata.normalize("NFD", subject.text)
    bare = "".join(c for at, c in enumerate(parts) if not _is_mark_of_latin(parts, at))
    return unicodedata.normalize("NFC", bare) if bare != parts else None


def _is_mark_of_latin(text: str, at: int) -> bool:
    if unicodedata.category(text[at]) != "Mn":
        return False
    base = next((c for c in reversed(text[:at]) if unicodedata.category(c) != "Mn"), "")
    return base.isascii() and base.isalpha()


def diacritic_added(subject: Subject, rnd: Random) -> str | None:
    text = subject.text
    places = [at for at, c in enumerate(text) if c.lower() in _MARKS]
    if not places:
        return None
    at = rnd.choice(places)
    return text[:at] + like(rnd.choice(_MARKS[text[at].lower()]), text[at]) + text[at + 1 :]


def looks_alike(subject: Subject, rnd: Random) -> str | None:
    """One to three Latin letters as Cyrillic or Greek ones that look the same."""
    return _exchanged(subject.text, rnd.choice((_ALIKE, _ALIKE, _GREEK)), rnd.randint(1, 3), rnd)


def digit_for_letter(subject: Subject, rnd: Random) -> str | None:
    text = subject.text
    places = [
        at for word in _LONG.finditer(text) for at in range(*word.span()) if text[at].lower() in _DIGITS
    ]
    if not places:
        return None
    at = rnd.choice(places)
    return text[:at] + _DIGITS[text[at].lower()] + text[at + 1 :]


def _exchanged(text: str, table: dict[str, str], number: int, rnd: Random) -> str | None:
    places = [at for at, c in enumerate(text) if c in table]
    if not places:
        return None
    chosen = set(rnd.sample(places, min(number, len(places))))
    return "".join(table[c] if at in chosen else c for at, c in enumerate(text))


def unseen_put_in(subject: Subject, rnd: Random) -> str | None:
    """A character that nobody sees, within or between words."""
    at = rnd.randint(0, len(subject.text))
    return subject.text[:at] + rnd.choice(_UNSEEN) + subject.text[at:]


def direction_put_in(subject: Subject, rnd: Random) -> str | None:
    """A character that sets the direction of writing."""
    at = rnd.randint(0, len(subject.text))
    return subject.text[:at] + rnd.choice(_BIDI) + subject.text[at:]


def first_letter_changed(subject: Subject, rnd: Random) -> str | None:
    """The first letter of a word by its neighbour on the keyboard."""
    places = [m.start() for m in _LONG.finditer(subject.text) if len(m[0]) > 4]
    if not places:
        return None
    text, at = subject.text, rnd.choice(places)
    return text[:at] + like(rnd.choice(NEIGHBOURS[text[at].lower()]), text[at]) + text[at + 1 :]


def vowels_dropped(subject: Subject, rnd: Random) -> str | None:
    """A word of six letters or more without its inner vowels."""
    places = [
        m.span() for m in re.finditer(r"[A-Za-z]{6,}", subject.text) if re.search(r"(?i).[aeiou].", m[0])
    ]
    if not places:
        return None
    start, end = rnd.choice(places)
    word = subject.text[start:end]
    bare = word[0] + re.sub(r"(?i)[aeiou]", "", word[1:-1]) + word[-1]
    return subject.text[:start] + bare + subject.text[end:]
