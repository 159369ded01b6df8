"""Names in one comparable form. Exact means equal in this form; nothing here guesses.

NFKC, case folded, apostrophes dropped (they mark a romanisation: Ch'oe is choe) and so is what nobody sees
(soft hyphens, zero-width marks), letters and digits kept as tokens. Persons meet whatever the order of their
tokens; digits stay, for KUM UN SAN is not KUM UN SAN 3.
"""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = "'’‘ʼ`´′"
_DROPPED = str.maketrans("", "", APOSTROPHES)
_TOKEN = re.compile(r"[^\W_]+")
ABBREVIATION = 4
"""Letters of the longest alias that alone does not say who is meant."""


def normalised(text: str) -> str:
    """Tokens with a blank between them; "" where the text has no letter and no digit."""
    plain = unicodedata.normalize("NFKC", text.translate(_DROPPED)).casefold()
    if not plain.isprintable():
        plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    return " ".join(_TOKEN.findall(plain.translate(_DROPPED)))


def any_order(name: str) -> str:
    """A normalised name with its tokens sorted."""
    return " ".join(sorted(name.split(" ")))


def without_abbreviation(text: str) -> str | None:
    """DAEDONG CREDIT BANK of "DAEDONG CREDIT BANK (DCB)"; None without brackets at the end."""
    whole = text.rstrip()
    name, bracket, inner = whole.removesuffix(")").rpartition("(")
    if not (whole.endswith(")") and bracket and inner) or ")" in inner:
        return None
    return name.rstrip() or None


def is_abbreviation(text: str) -> bool:
    """Whether a name is a few Latin letters: two or three characters of Chinese are a whole name."""
    name = normalised(text)
    return name.isascii() and name.isalpha() and len(name) <= ABBREVIATION


def compact(text: str) -> str:
    """Capitals and digits without blanks or signs, as identifiers are compared."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).upper()
