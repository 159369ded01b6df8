"""Several names printed as one, taken apart: a name that stands among others would never be found.

"A; B", "a) A b) B", "A / B", "A, a.k.a. B", "A (also known as B)"; a name in one script with others in
brackets or directly behind it, as in "金铁三 (Jin Tiesan)"; and several in brackets, "A (B; C)". An
abbreviation in brackets stays with its name. What the list says of a name beside it, "previously listed as"
and the like, is no part of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from article41.read.lists.prose import enumerated_names
from article41.read.lists.values import script_of

_LETTERED = re.compile(r"(?:^|\s)[a-z]\)\s")
_SLASH = re.compile(r"\s+/\s+")
_ORIGINAL = re.compile(r"\s*\(original script\)", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"(?:(?:in )?(?:original script|arabic|chinese|hangul|cyrillic) ?: ?)", re.IGNORECASE)
_REMARK = re.compile(
    r"\s*(?:\(((?:previously|formerly) listed as)(?:[.,]? *(in [a-z]+ ?:[^()]*))?\)| - (sub-unit name))$",
    re.IGNORECASE,
)
_WORDS = r"also known as|formerly known as|aliases(?=:)|[afn]\.k\.a\.?|[afn]/k/a"
_FIRST = re.compile(rf"({_WORDS})[: ]\s*", re.IGNORECASE)
_WITHIN = re.compile(rf"(?:,\s*|\s+)(\()?({_WORDS})[: ]\s*", re.IGNORECASE)
_LANGUAGES = frozenset(["tigrinya", "arabic", "farsi", "persian", "pashto", "dari", "urdu", "russian"])
"""What stands in brackets behind a name in their script, and is no name."""
_NO_ALPHABET = frozenset(["Arab", "Hebr", "Hang", "Hani", "Jpan", "Hira", "Kana"])
"""Scripts without letters that are mistaken for Latin ones."""
_MANY_WORDS = 2
_LONGEST = 2_000
"""Characters; names printed together have some hundreds."""


def apart(text: str) -> tuple[str, ...]:
    """The names within a text, in order, each once; the text itself where it is one name."""
    return tuple(name for name, _ in named(text))


def named(text: str) -> tuple[tuple[str, str], ...]:
    """The names within a text, each with the list's words about it ("f.k.a.", "previously listed as")."""
    if len(text) > _LONGEST:
        return ((text, ""),)
    plain = _LETTERED.sub(";", _ORIGINAL.sub("", text))
    found: dict[str, str] = {}
    for part in _split(plain):
        for said, word in _worded(part):
            for name in (one for whole in _bracketed(said) for one in _by_script(whole)):
                found.setdefault(name or text, word)
    return tuple(found.items()) or ((text, ""),)


def is_former(word: str) -> bool:
    """Whether the words about a name say that it is a former one."""
    return word.casefold().startswith(("f", "previously"))


def _split(text: str) -> Iterator[str]:
    """At semicolons that no bracket holds; where none is held, at slashes between blanks too."""
    depth = start = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if character == ";" and depth <= 0:
            yield from _slashed(text[start:at])
            start = at + 1
    yield from _slashed(text[start:])


def _slashed(text: str) -> Iterator[str]:
    parts = [text] if "(" in text else _SLASH.split(text)
    yield from filter(None, (part.strip(" ,") for part in parts))


def _worded(text: str) -> Iterator[tuple[str, str]]:
    """The names that words such as "also known as" part, each with the word before it or behind it."""
    remark = _REMARK.search(text)
    if remark is not None and remark.start() > 0:
        word = remark[1] or remark[3]
        yield text[: remark.start()], word
        if remark[2]:
            yield _IN_SCRIPT.sub("", remark[2]).strip(), word
        return
    first = _FIRST.match(text)
    if first is not None and first.end() < len(text):
        yield text[first.end() :], first[1]
        return
    within = _WITHIN.search(text)
    if within is None or within.start() == 0:
        yield text, ""
        return
    before, after = text[: within.start()], text[within.end() :]
    if within[1] is None:
        yield before, ""
        yield from ((name, word or within[2]) for name, word in _worded(after))
        return
    closing = _closing(after)
    yield " ".join(filter(None, (before, after[closing + 1 :].strip()))), ""
    yield from ((name, within[2]) for name in enumerated_names(after[:closing]))


def _closing(text: str) -> int:
    """Where the bracket closes in which the text begins; its end where it is not closed."""
    depth = 1
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return at
    return len(text)


def _bracketed(text: str) -> Iterator[str]:
    opening = _last_group(text)
    if opening < 0:
        yield text
        return
    outside, inside = text[:opening].strip(), text[opening + 1 : -1]
    if not outside:
        yield inside.strip() if "(" not in inside else text
        return
    scripts = {script_of(outside), script_of(inside)}
    labelled = _IN_SCRIPT.match(inside)
    if labelled is not None and labelled.end() < len(inside):
        yield outside
        yield inside[labelled.end() :].strip()
    elif inside.casefold() in _LANGUAGES or (";" not in inside and (len(scripts) == 1 or "Zyyy" in scripts)):
        yield text
    else:
        yield outside
        yield from (name for part in _split(inside) for name, _ in _worded(part))


def _by_script(text: str) -> Iterator[str]:
    """The two names of "Kim Example 김예시": some Latin words, then words of a script unlike it."""
    words = text.split()
    scripts = [script_of(word) for word in words]
    if scripts[:1] != ["Latn"] or scripts[-1] not in _NO_ALPHABET or "(" in text:
        yield text
        return
    count = next(at for at, script in enumerate(scripts) if script in _NO_ALPHABET)
    head = words[:count]
    if not set(scripts[count:]) <= _NO_ALPHABET or scripts[:count].count("Latn") < _MANY_WORDS:
        yield text
        return
    while head and head[-1] in ("-", "–", "/", ","):
        head.pop()
    yield " ".join(head)
    yield " ".join(words[count:])


def _last_group(text: str) -> int:
    """Where the bracket opens that the last character closes; -1 where it closes none."""
    if not text.endswith(")"):
        return -1
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return at
    return -1
