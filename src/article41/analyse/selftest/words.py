"""Changes to the words of a name: their order, blanks, titles, legal forms, what is cut or stands around.

As in letters.py, None where a name has nothing to change.
"""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from article41.analyse.selftest.subjects import Subject
from article41.analyse.selftest.tables import ABBREVIATIONS, LEGAL_FORMS, NO_NAMES

_TITLES = {
    "person": ("Mr", "Mr.", "Mrs", "Dr", "Dr.", "Prof.", "Gen.", "Sheikh", "Haji"),
    "vessel": ("M/V", "MV", "M.V.", "MT", "M/T", "SS"),
    "entity": ("M/s", "Messrs"),
}
_AROUND = (
    "{}, 14 Harbour Road, Dubai",
    "{} PO Box 4112 Dubai UAE",
    "account of {}",
    "c/o {}",
    "payment to {}",
    "{} ref 20394",
)
PAYMENT_FIELD = 35
"""Characters of a name line in a payment message (SWIFT MT, field 59)."""
_ENOUGH = 3
"""Names of a person who has one in the middle."""
_SYLLABLE = 5
"""Letters of the longest romanised syllables."""


def _words(subject: Subject) -> list[str]:
    return subject.text.split()


def comma_form(subject: Subject, rnd: Random) -> str | None:  # noqa: ARG001
    """LAST, First; of a name printed so, First LAST."""
    if "," in subject.text:
        last, _, first = subject.text.partition(",")
        return f"{first.strip()} {last.strip()}" if first.strip() and "," not in first else None
    words = _words(subject)
    if len(words) < 2:
        return None
    family = subject.family.strip()
    if family and subject.text.endswith(f" {family}"):
        return f"{family.upper()}, {subject.text.removesuffix(family).strip()}"
    if subject.origin != "other":  # the family name stands first
        return f"{words[0].upper()}, {' '.join(words[1:])}"
    return f"{words[-1].upper()}, {' '.join(words[:-1])}"


def reordered(subject: Subject, rnd: Random) -> str | None:
    """Of a person the first word last or the last word first; else two neighbours changed round, though not
    those of a legal form."""
    words = _words(subject)
    if len(words) < 2 or "," in subject.text:
        return None
    if subject.origin != "other" and subject.kind == "person":
        return " ".join([*words[1:], words[0]])
    if subject.kind == "person":
        turned = [[*words[1:], words[0]], [words[-1], *words[:-1]]]
        return " ".join(rnd.choice(turned))
    form = LEGAL_FORMS.first.match(subject.text)
    start = len(form[1].split()) if form else 0
    last = LEGAL_FORMS.last.search(subject.text)
    end = len(words) - (len(last[1].split()) if last else 0)
    if end - start < 2:
        return None
    at = rnd.randrange(start, end - 1)
    return " ".join([*words[:at], words[at + 1], words[at], *words[at + 2 :]])


def blank_moved(subject: Subject, rnd: Random) -> str | None:
    """The blank between two words a letter further to the left or right."""
    places = [m.start() for m in re.finditer(r"(?<=[^\W\d_]{3}) (?=[^\W\d_]{3})", subject.text)]
    if not places:
        return None
    text, at = subject.text, rnd.choice(places)
    if rnd.random() < 0.5:
        return text[: at - 1] + " " + text[at - 1] + text[at + 1 :]
    return text[:at] + text[at + 1] + " " + text[at + 2 :]


def glued(subject: Subject, rnd: Random) -> str | None:
    places = [m.start() for m in re.finditer(r"(?<=[^\W_]) (?=[^\W_])", subject.text)]
    if not places:
        return None
    at = rnd.choice(places)
    return subject.text[:at] + subject.text[at + 1 :]


def split(subject: Subject, rnd: Random) -> str | None:
    """A blank within a word of six letters or more."""
    places = [
        at for m in re.finditer(r"[^\W\d_]{6,}", subject.text) for at in range(m.start() + 2, m.end() - 1)
    ]
    if not places:
        return None
    at = rnd.choice(places)
    return subject.text[:at] + " " + subject.text[at:]


def titled(subject: Subject, rnd: Random) -> str | None:
    titles = _TITLES.get(subject.kind)
    return f"{rnd.choice(titles)} {subject.text}" if titles else None


def legal_form_dropped(subject: Subject, rnd: Random) -> str | None:  # noqa: ARG001
    found = LEGAL_FORMS.last.search(subject.text)
    return None if found is None else subject.text[: found.start()].rstrip(" ,")


def legal_form_changed(subject: Subject, rnd: Random) -> str | None:
    """By another form of companies, as different registers and languages write them."""
    found = LEGAL_FORMS.last.search(subject.text)
    if found is None:
        return None
    others = [f for f in LEGAL_FORMS.written if f.lower().strip(".") != found[1].lower().strip(".")]
    return f"{subject.text[: found.start()].rstrip(' ,')} {rnd.choice(others)}"


def _middle(subject: Subject, rnd: Random, least: int) -> int | None:
    """A name between a person's first and last, where the people has middle names; titles and particles are
    none, and a name that follows a particle belongs to it. Short words throughout are taken for syllables,
    as in East Asia, wherever the list says that the person is from."""
    words = _words(subject)
    names = [at for at, word in enumerate(words) if word.lower().strip(".,'") not in NO_NAMES]
    is_syllables = all(len(word) <= _SYLLABLE for word in words)
    if len(names) < _ENOUGH or subject.origin != "other" or is_syllables or "," in subject.text:
        return None
    places = [
        at
        for before, at in pairwise(names[:-1])
        if at == before + 1 and len(words[at]) >= least and words[at].isalpha()
    ]
    return rnd.choice(places) if places else None


def initial_for_middle(subject: Subject, rnd: Random) -> str | None:
    words, at = _words(subject), _middle(subject, rnd, 3)
    if at is None or not words[at].isascii():
        return None
    return " ".join([*words[:at], f"{words[at][0]}.", *words[at + 1 :]])


def middle_dropped(subject: Subject, rnd: Random) -> str | None:
    words, at = _words(subject), _middle(subject, rnd, 2)
    return None if at is None else " ".join([*words[:at], *words[at + 1 :]])


def abbreviated(subject: Subject, rnd: Random) -> str | None:
    """Common words of companies cut short: Intl, Trdg, Corp; all that there are."""
    words = _words(subject)
    found = [rnd.choice(ABBREVIATIONS[w.lower()]) if w.lower() in ABBREVIATIONS else w for w in words]
    return " ".join(found) if found != words else None


def truncated(subject: Subject, rnd: Random) -> str | None:  # noqa: ARG001
    """Cut to what a payment message holds."""
    return subject.text[:PAYMENT_FIELD].rstrip() if len(subject.text) > PAYMENT_FIELD else None


def surrounded(subject: Subject, rnd: Random) -> str | None:
    """An address behind it, or words of a payment order around it."""
    return rnd.choice(_AROUND).format(subject.text)
