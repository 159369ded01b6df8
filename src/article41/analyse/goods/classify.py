"""From a code, words and a settled good to the set of governed goods: in, out or unknown.

1. A code decides what it can; nothing said in words turns that around.
2. What the code leaves open, words may settle: a term names the good or rules it out.
3. Without a code only a description that speaks of one thing and nothing else settles anything:
   "anthracite coal, 500 t" does, "spare parts for coal mining" does not. The codes that the lexicon
   gives for that thing then decide which other goods it is (a yacht is a vessel and a vehicle).
4. A good the reader has settled decides what the code leaves open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from article41.analyse.goods.codes import CodeMap, CodeReading, plain_digits
from article41.analyse.goods.lexicon import Term
from article41.analyse.goods.words import Match, Said, Seen, Words
from article41.errors import UnknownName
from article41.model import GoodCode

_Members: TypeAlias = dict[str, bool | None]

NONE = "none"
FITTING = "what agrees with the HS code"
"""What was expected of a good that its code rules out."""
NATIONAL_CHAPTERS = ("98", "99")
_SEPARATORS = re.compile(r"[|\s]+")


@dataclass(frozen=True, slots=True)
class GoodsFound:
    """The governed goods of one shipment.

    `members` has every good of the table: True, False, or None for unknown. `need` is the fact that
    would settle the unknown ones: hs (none given, or too short), description (none given and words
    may help), good (only the reader can tell), or None. `because` has a sentence for each good that
    is in or unknown. `candidates` are goods that words suggest where there is no code.
    """

    members: Mapping[str, bool | None]
    need: str | None
    because: tuple[str, ...]
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _AtCode:
    """What one call has worked out for a code: alone, beside words that settle nothing, beside others."""

    reading: CodeReading
    alone: GoodsFound
    unmoved: GoodsFound
    told: dict[tuple[bool, tuple[str, ...]], GoodsFound]


class Classifier:
    """Built once from the rows of goods.csv and the lexicon; classifying does not change it."""

    def __init__(
        self, goods: Sequence[GoodCode], lexicon: Sequence[Term], headings: frozenset[str] = frozenset()
    ) -> None:
        """`headings`: the four-digit headings that exist; none given, all are believed.

        Raises UnknownName where the lexicon names a good that the table lacks.
        """
        self._codes = CodeMap(goods)
        self._headings = headings
        self._words = Words(lexicon)
        self._helpful: dict[str, set[str]] = {}
        for term in lexicon:
            if term.good and term.good not in self._codes.labels:
                raise UnknownName("good", term.good, self._codes.labels)
            if term.effect in {"is", "not"}:
                self._helpful.setdefault(term.good, set()).update(term.hs)

    @property
    def goods(self) -> tuple[str, ...]:
        """Every good code, in the table's order."""
        return tuple(self._codes.labels)

    def classify(self, hs: str | None, description: str | None, good: str | None = None) -> GoodsFound:
        """Raises UnknownName for a good that does not exist, InputError for a code that is not digits."""
        return self.classify_many([(hs, description, good)])[0]

    def classify_many(self, rows: Iterable[tuple[str | None, str | None, str | None]]) -> list[GoodsFound]:
        """Triples of hs, description, good → as many results; what repeats is worked out once."""
        at_codes: dict[str, _AtCode] = {}
        seen: Seen = {}
        texts: dict[str, Said] = {}
        results = []
        for hs, description, good in rows:
            code = self._telling(hs)
            at = at_codes.get(code)
            if at is None:
                at = at_codes[code] = self._at(self._codes.read(code))
            if good is not None and good.strip():
                results.append(self._settled(at.reading, self._named(good)))
                continue
            if at.alone.need is None or description is None or not description or description.isspace():
                results.append(at.alone)
                continue
            said = texts.get(description)
            if said is None:
                said = texts[description] = self._words.read(description, seen)
            if code and not said.is_whole and not _touches(said, at.reading.open):
                results.append(at.unmoved)
                continue
            key = (said.is_whole, tuple([match.said for match in said.matches]))
            found = at.told.get(key)
            if found is None:
                found = at.told[key] = self._by_code_and_words(at.reading, said)
            results.append(found)
        return results

    def representatives(self, descriptions: Iterable[str]) -> list[str]:
        """For each description, the first of them that says the same of goods."""
        seen: Seen = {}
        first: dict[tuple[bool, tuple[str, ...]], str] = {}
        found = []
        for text in descriptions:
            said = self._words.read(text, seen)
            found.append(first.setdefault((said.is_whole, tuple([m.said for m in said.matches])), text))
        return found

    def _at(self, reading: CodeReading) -> _AtCode:
        alone = self._found(reading, reading.members, reading.reasons, None)
        unmoved = replace(alone, need="good") if alone.need == "description" else alone
        return _AtCode(reading, alone, unmoved, {})

    def contradiction(self, hs: str | None, good: str) -> str | None:
        """What the code decides against a settled good, in words, or None. Raises as `classify` does."""
        at, named = self._codes.read(self._telling(hs)), self._named(good)
        if not at.code:
            return None
        against = [self._codes.labels[g] for g in named if at.members[g] is False]
        if against:
            return f"HS {at.code} is not {', '.join(against)}"
        if named or None in at.members.values():  # `none`: of the goods that the code leaves open
            return None
        return next((at.reasons[g] for g, known in at.members.items() if known), None)

    def wrong_good(self, hs: str | None, good: str) -> tuple[str, str | None] | None:
        """What was expected instead of a good that does not exist or that its code rules out, and a hint."""
        try:
            said = self.contradiction(hs, good)
        except UnknownName as error:
            return error.problems[0].expected, error.problems[0].hint
        return None if said is None else (FITTING, said)

    def _telling(self, hs: str | None) -> str:
        """The digits that say something of the goods: none in the chapters for national use (9999 is "not
        specified" in trade statistics), the chapter alone under a heading that does not exist."""
        code = plain_digits(hs)
        if code[:2] in NATIONAL_CHAPTERS:
            return ""
        exists = not self._headings or len(code) < 4 or code[:4] in self._headings
        return code if exists else code[:2]

    def _named(self, good: str) -> tuple[str, ...]:
        """The goods in a cell that settles them; `none` names nothing."""
        words = _SEPARATORS.split(good.casefold().strip("| \t\n"))
        for word in words:
            if word != NONE and word not in self._codes.labels:
                raise UnknownName("good", word, (*self._codes.labels, NONE))
        return tuple(word for word in words if word != NONE)

    def _settled(self, at: CodeReading, named: Sequence[str]) -> GoodsFound:
        """The reader decides what the code leaves open, and everything where there is no code."""
        members, reasons = dict(at.members), dict(at.reasons)
        for good, known in at.members.items():
            if known is None:
                members[good] = good in named
                reasons.pop(good, None)
            if members[good] and good in named:
                reasons[good] = f"given as {self._codes.labels[good]}"
        return GoodsFound(members, None, tuple(reasons[g] for g in members if g in reasons))

    def _by_code_and_words(self, at: CodeReading, said: Said) -> GoodsFound:
        members, reasons = self._told(at, said.matches)
        if said.is_whole and None in members.values():
            self._narrow(at, said.matches, members, reasons)
        return self._found(at, members, reasons, said)

    def _told(
        self, at: CodeReading, matches: Sequence[Match]
    ) -> tuple[dict[str, bool | None], dict[str, str]]:
        """What the code leaves open, as far as terms name it or rule it out."""
        members, reasons = dict(at.members), dict(at.reasons)
        for match in matches:
            for term in match.entry.names:
                if members[term.good] is None and self._fits(term, match, at.code):
                    members[term.good] = True
                    reasons[term.good] = self._says(match, term.good)
        for match in matches:
            for term in match.entry.denies:
                if members[term.good] is None and self._fits(term, match, at.code):
                    members[term.good] = False
                    reasons.pop(term.good, None)
        return members, reasons

    def _fits(self, term: Term, match: Match, code: str) -> bool:
        """Can a term speak of goods under this code? Without a code only a right can be named at once."""
        if not term.hs:
            return bool(code) or term.good in self._codes.without_code
        if code.startswith(term.hs):
            return True
        return bool(code) and not match.entry.is_neutral and any(hs.startswith(code) for hs in term.hs)

    def _narrow(
        self,
        at: CodeReading,
        matches: Sequence[Match],
        members: _Members,
        reasons: dict[str, str],
    ) -> None:
        """The whole description speaks of one thing: the codes of that thing settle the other goods."""
        terms = self._one_thing(matches)
        if not terms:
            return
        codes = dict.fromkeys(hs for term in terms for hs in term.hs if hs.startswith(at.code))
        if not codes and (at.code or any(term.hs for term in terms)):
            return  # a code that the words do not narrow, or contradict
        nearer = [self._told(self._codes.read(code), matches) for code in codes]
        named = {term.good for term in terms}
        for good, known in members.items():
            if known is not None:
                continue
            outcomes = {True} if good in named else {found[good] for found, _ in nearer} or {False}
            members[good] = outcomes.pop() if len(outcomes) == 1 else None
            reason = next((why[good] for _, why in nearer if good in why), None)
            if members[good] is False:
                reasons.pop(good, None)
            elif good in named:
                by = next(m for m in matches if any(term.good == good for term in m.entry.names))
                reasons[good] = self._says(by, good)
            elif reason is not None and good not in at.reasons:
                reasons[good] = f"as described, {reason}"

    def _one_thing(self, matches: Sequence[Match]) -> tuple[Term, ...]:
        """The terms by which every match names the same good, or none."""
        named = [match.entry for match in matches if not match.entry.is_neutral]
        rights = {term.good for entry in named for term in entry.names} & self._codes.without_code
        if rights:  # squid fishing licences: the licence is the thing, not the squid
            about = {term.good for entry in named for term in entry.denies}
            named = [entry for entry in named if not about.issuperset(entry.suggests)]
        common = (
            set.intersection(*({term.good for term in entry.names} for entry in named)) if named else set()
        )
        return tuple(term for entry in named for term in entry.names if term.good in common)

    def _says(self, match: Match, good: str) -> str:
        return f"the description says '{match.said}': {self._codes.labels[good]}"

    def _found(
        self,
        at: CodeReading,
        members: Mapping[str, bool | None],
        reasons: Mapping[str, str],
        said: Said | None,
    ) -> GoodsFound:
        unknown = [good for good, known in members.items() if known is None]
        matches = said.matches if said is not None else ()
        because = tuple(reasons[good] for good in members if good in reasons)
        candidates: tuple[str, ...] = ()
        if not at.code:
            if any(good not in reasons for good in unknown):
                because = (*because, "without an HS code the goods are open")
            candidates = self._codes.in_order(good for match in matches for good in match.entry.suggests)
        return GoodsFound(members, self._need(at, unknown, said is not None), because, candidates)

    def _need(self, at: CodeReading, unknown: Sequence[str], is_described: bool) -> str | None:
        if not unknown:
            return None
        if not at.code or not at.too_short.isdisjoint(unknown):
            return "hs"
        if not is_described and any(self._may_help(good, at.code) for good in unknown):
            return "description"
        return "good"

    def _may_help(self, good: str, code: str) -> bool:
        return any(code.startswith(hs) or hs.startswith(code) for hs in self._helpful.get(good, ()))


def _touches(said: Said, still_open: frozenset[str]) -> bool:
    """Does any word settle a good that the code leaves open? Most descriptions do not."""
    return any(not still_open.isdisjoint(match.entry.settles) for match in said.matches)
