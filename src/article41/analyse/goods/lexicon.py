"""lexicon.csv: words for the governed goods in English, Korean, Chinese and Russian.

Columns good,effect,lang,term,hs; lists within a cell are separated by `|`. Effects:

    is       names the good; `hs` says under which codes such a thing falls, the first ones nearest
    not      rules the good out where a code leaves it open (crude oil is not condensate)
    maybe    suggests the good and settles nothing; also keeps traps from being read as the good
             ("coal tar" must not be read as "coal")
    except   what follows, up to the next mark, is not meant (other than, кроме); no good
    neutral  says how a thing is or comes, not what it is (frozen, in bags), or names a thing that
             no paragraph governs (palm oil); no good

A word that is both neutral and `is` or `not` is a quality of a thing that another word names
(new, used); it counts only beside a code that says what the thing is.

A `*` closes a word of which only the beginning is given. Russian ё is read as е. In Korean and
Chinese a space in a term may be absent from the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeAlias, cast

from article41.errors import LawError, Problem

Effect: TypeAlias = Literal["is", "not", "maybe", "except", "neutral"]

COLUMNS = ("good", "effect", "lang", "term", "hs")
EFFECTS = ("is", "not", "maybe", "except", "neutral")
LANGUAGES = ("en", "ko", "zh", "ru")
EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Character class of the scripts that are read without word boundaries."""

_FILE = "lexicon.csv"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the lexicon, normalised; `hs` are the codes such a thing falls under."""

    good: str
    effect: Effect
    lang: str
    term: str
    hs: tuple[str, ...]


def load_lexicon() -> tuple[Term, ...]:
    """The lexicon that ships with the package. Raises LawError with every mistake in it."""
    from importlib.resources import files

    terms, problems = read_lexicon((files(__package__) / _FILE).read_text(encoding="utf-8"), _FILE)
    if problems:
        raise LawError(problems)
    return terms


def read_lexicon(text: str, file: str) -> tuple[tuple[Term, ...], list[Problem]]:
    """Terms in the file's order, one for each term of a cell, and everything that is wrong."""
    # the reader's package brings libyaml; a code alone needs no words
    from article41.read.resolutions.rows import rows_of

    word = rf"(?:[{EAST}]+(?: [{EAST}]+)*|[^\W\d_{EAST}]+\*?(?: [^\W\d_{EAST}]+\*?)*)"
    are_terms = re.compile(rf"{word}(?:\|{word})*").fullmatch
    is_hs = re.compile(r"\d{2,6}", re.ASCII).fullmatch
    problems: list[Problem] = []
    terms: list[Term] = []
    seen: set[tuple[str, str, str]] = set()
    for row, cells in rows_of(normalised(text), file, COLUMNS, problems):
        wrong = partial(Problem, file, row)
        good, effect, lang = cells["good"], cells["effect"], cells["lang"]
        codes = tuple(cells["hs"].split("|")) if cells["hs"] else ()
        if effect not in EFFECTS:
            problems.append(wrong("effect", effect, "one of " + ", ".join(EFFECTS)))
        if lang not in LANGUAGES:
            problems.append(wrong("lang", lang, "one of " + ", ".join(LANGUAGES)))
        if bool(good) == (effect in {"except", "neutral"}):
            problems.append(wrong("good", good, "a good, or none for except and neutral"))
        problems += [wrong("hs", code, "2 to 6 digits") for code in codes if not is_hs(code)]
        listed = cells["term"].split("|")
        if not are_terms(cells["term"]):
            expected = "words of letters, of one script, * at the end of a word only"
            problems += [wrong("term", term, expected) for term in listed if not re.fullmatch(word, term)]
        for term in listed:
            key = (good, effect, term)
            if key in seen:
                problems.append(wrong("term", term, "each term once for a good and an effect"))
            seen.add(key)
            terms.append(Term(good, cast(Effect, effect), lang, term, codes))
    return tuple(terms), problems


def normalised(text: str) -> str:
    """Compatibility forms, case and ё made equal."""
    if text.isascii():
        return text.lower().strip()
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").strip()
