"""Names and numbers looked up in the law's register and in the lists kept here, or in what changed on them
since a snapshot.

A number meets what bears it; a name meets every entry with a name that scores at least the threshold. What is
known besides the name confirms or contradicts it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from article41.analyse.listchanges import ChangeKind, list_changes
from article41.analyse.matching.listings import SCHEMAS, named
from article41.analyse.matching.qualifiers import Qualifiers, qualified
from article41.analyse.matching.scores import THRESHOLD, NameScore, compare_names
from article41.analyse.matching.watchlist import Hit, Watchlist
from article41.errors import UnknownName
from article41.keep.watchlists.named import bearer, how_equal
from article41.keep.watchlists.snapshot import Match, Snapshot
from article41.keep.watchlists.store import Store, Version
from article41.listing import Listing
from article41.read.lists.sources import stale_after
from article41.report.lists.changes import regime_of
from article41.report.lists.hits import Change, Consulted, ListHit
from article41.report.lists.lineage import lineage_of
from article41.report.lists.why import Compared, Why
from article41.serve.lawlist import LAW, LawList
from article41.serve.watchlists import origin

LEEWAY = 0.08
"""So far below the threshold a name still counts where what is known besides brings it above."""
MOST = 50
"""Entries of one list that one name meets at most; the best ones."""
LIKENESS = "likeness"
_GONE: Mapping[ChangeKind, Change] = {"changed": "no longer named so"}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lists: those named, or all; as they stood on a day; only what changed since a snapshot.

    `threshold`: the score from which a name is a match. `is_weak_told`: whether weak aliases are looked
    through; a hit on one says so and is no match.
    """

    keys: tuple[str, ...] = ()
    as_of: date | None = None
    changed_since: str | None = None
    threshold: float = THRESHOLD
    is_weak_told: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """One value to look up. `field`: what it is to the user, such as exporter or name; `schema`: of whom it
    may be the name (Person, LegalEntity, Unknown …), None for a number; `day`: the day asked about;
    `qualifiers`: what is known of the party besides."""

    field: str
    given: str
    schema: str | None
    day: date | None = None
    qualifiers: Qualifiers | None = None


@dataclass(frozen=True, slots=True)
class _Met:
    """An entry met by a text: by its code, or by a name with so much likeness."""

    number: int
    match: Match
    score: NameScore


@dataclass
class _Open:
    """One list to look in. `only`: the entries that count, and what became of them; `replaced_on`: the date
    of the list that came after it."""

    key: str
    version: Version | None
    """None for the law's register."""
    entries: Snapshot | LawList
    about: dict[str, Any]
    only: Mapping[str, Change] | None = None
    replaced_on: date | None = None

    def counts(self, listing: Listing) -> bool:
        """Whether an entry is among those looked for."""
        return self.only is None or listing.reference in self.only

    @cached_property
    def names(self) -> Watchlist:
        """The index of names: of all entries, or of the few that count."""
        if self.only is None or isinstance(self.entries, LawList):
            return self.entries.names
        few = ((number, x) for number, x in enumerate(self.entries) if self.counts(x))
        return Watchlist.from_names(named(number, x) for number, x in few)

    def stands(self, listing: Listing, day: date | None) -> bool | None:
        """An entry without a day of listing stood at least on the day of its list; one that has left the list
        went on a day between the two."""
        if isinstance(self.entries, LawList):
            return self.entries.register.stands(listing, day)
        if day is None:
            return None
        if listing.listed_on is not None and day < listing.listed_on:
            return False
        list_date = self.entries.manifest.list_date
        if self.replaced_on is not None and day > list_date:
            return None if day < self.replaced_on else False
        return True if listing.listed_on is not None or day >= list_date else None


class ListScreen:
    """The lists opened for one run."""

    def __init__(self, opened: Sequence[_Open], consulted: Sequence[Consulted], choice: Choice) -> None:
        self._opened = opened
        self._choice = choice
        self.consulted = tuple(consulted)

    def screen(self, asked: Sequence[Asked]) -> list[tuple[ListHit, ...]]:
        """For each value every entry that it meets, best first. The lists are asked once for all values.

        A hit is no match (`is_match`) where the name is a weak alias, or where what is known besides
        contradicts the name so far that the score falls below the threshold.
        """
        found: list[dict[tuple[str, str], ListHit]] = [{} for _ in asked]
        for one in self._opened:
            met = self._met(one, asked)
            for entries, question in zip(found, asked, strict=True):
                for m in met.get((question.given, question.schema), ()):
                    entry = (one.key, m.match.listing.reference)
                    if entry in entries:  # by a newer list it is met no less than by the one before
                        continue
                    if (hit := self._hit(one, m, question)) is not None:
                        entries[entry] = hit
        return [_ordered(entries.values()) for entries in found]

    def why(self, name: str, reference: str) -> list[Why]:
        """How a name compares with every name of the entries that bear this reference, whatever the score.
        Raises UnknownName where no list has it."""
        found: dict[str, Why] = {}
        for one in self._opened:
            for _, match in one.entries.by_code(reference):
                if one.key not in found:
                    found[one.key] = self._why(one, match.listing, name)
        if not found:
            known = (x.reference for one in self._opened for x in one.entries)
            raise UnknownName("listing", reference, known)
        return list(found.values())

    def _why(self, one: _Open, listing: Listing, name: str) -> Why:
        schema = SCHEMAS[listing.kind]
        compared = [Compared(n, compare_names(name, n.text, schema=schema)) for n in listing.names]
        return Why(
            asked=name,
            list_key=one.key,
            listing=listing,
            threshold=self._choice.threshold,
            names=tuple(sorted(compared, key=lambda c: -c.score.score)),
            lineage=lineage_of(listing, one.about),
        )

    def _met(self, one: _Open, asked: Sequence[Asked]) -> dict[tuple[str, str | None], list[_Met]]:
        """By text and schema, each asked once."""
        met: dict[tuple[str, str | None], list[_Met]] = {}
        leeway: dict[tuple[str, str | None], bool] = {}
        for q in asked:
            key = (q.given, q.schema)
            leeway[key] = leeway.get(key, False) or q.qualifiers is not None
        for text, schema in leeway:
            found = [
                _Met(number, match, NameScore(1.0))
                for number, match in one.entries.by_code(text)
                if one.counts(match.listing)
            ]
            if found:
                met[text, schema] = found
        for is_near in (False, True):
            names = [key for key, near in leeway.items() if near is is_near and key[1] is not None]
            threshold = self._choice.threshold - (LEEWAY if is_near else 0)
            for (text, schema), hits in zip(names, self._alike(one, names, threshold), strict=True):
                known = {m.number for m in met.get((text, schema), ())}
                for hit in hits:
                    if (number := int(hit.id)) not in known:
                        found_by = _by_name(number, one.entries[number], hit)
                        met.setdefault((text, schema), []).append(found_by)
        return met

    def _alike(
        self, one: _Open, names: Sequence[tuple[str, str | None]], threshold: float
    ) -> list[list[Hit]]:
        """The entries alike to each name. Where a weak alias is the likest, a name of better quality goes
        before it if it reaches the threshold too."""

        def screened(names: Sequence[tuple[str, str | None]], *, weak: bool) -> list[list[Hit]]:
            texts, schemas = [text for text, _ in names], [schema for _, schema in names]
            return one.names.screen(texts, schemas=schemas, threshold=threshold, limit=MOST, weak=weak)

        found = screened(names, weak=self._choice.is_weak_told)
        doubtful = [i for i, hits in enumerate(found) if any(h.quality == "low" for h in hits)]
        for i, better in zip(doubtful, screened([names[i] for i in doubtful], weak=False), strict=True):
            by_id = {h.id: h for h in better}
            found[i] = [by_id.get(h.id, h) for h in found[i]]
        return found

    def _hit(self, one: _Open, met: _Met, question: Asked) -> ListHit | None:
        listing, name, score = met.match.listing, met.match.name, met.score
        threshold = self._choice.threshold
        if name is not None and question.qualifiers is not None:
            score = qualified(score, question.qualifiers, _known(listing))
        if max(met.score.score, score.score) < threshold:
            return None
        quality = name.quality if name else ""
        return ListHit(
            field=question.field or "name",
            given=question.given,
            list_key=one.key,
            reference=listing.reference,
            name=listing.name,
            met=name.text if name else question.given,
            quality=quality,
            how=met.match.how,
            kind=listing.kind,
            regime=regime_of(listing),
            listed_on=listing.listed_on,
            stands=one.stands(listing, question.day),
            change=one.only[listing.reference] if one.only is not None else None,
            score=score.score,
            is_match=quality != "low" and score.score >= threshold,
            reasons=score.reasons,
            lineage=lineage_of(listing, one.about),
        )


def _by_name(number: int, listing: Listing, hit: Hit) -> _Met:
    name = bearer(listing, hit.name)
    how = how_equal(hit.query, name.text, listing.kind) or LIKENESS
    return _Met(number, Match(listing, name, how), NameScore(hit.score, hit.reasons))


def _known(listing: Listing) -> Qualifiers:
    """What a list says besides the name. A span of years is told by its first and last."""
    dates = {str(d) if m.precision == "day" else str(d.year) for m in listing.born for d in (m.first, m.last)}
    return Qualifiers(
        birth_dates=tuple(sorted(dates)),
        genders=(listing.gender,) if listing.gender else (),
        nationalities=listing.nationalities,
        countries=tuple(dict.fromkeys(a.code for a in listing.addresses if a.code)),
        identifiers=tuple(i.value for i in listing.identifiers),
        imo_numbers=(listing.imo,) if listing.imo else (),
    )


def _ordered(hits: Collection[ListHit]) -> tuple[ListHit, ...]:
    """Best first; what the law's register says of an entry goes behind what a list says of it."""
    listed = {h.reference for h in hits if h.list_key != LAW}
    kept = [h for h in hits if h.list_key != LAW or h.reference not in listed]
    return tuple(sorted(kept, key=lambda h: (-h.is_match, -h.score)))


@contextmanager
def open_lists(
    store: Store, choice: Choice, now: datetime, law: LawList | None = None
) -> Iterator[ListScreen]:
    """The lists chosen, and the law's register where it is given and nothing else was asked for by name.
    Raises UnknownName for a list or snapshot that is not kept, OutsideCoverage for a day before the oldest
    one kept."""
    with ExitStack() as stack:
        if choice.changed_since is not None:
            opened = _changed(store, choice.changed_since, stack)
        else:
            wanted = [key for key in choice.keys if key != LAW]
            keys = dict.fromkeys(wanted) if choice.keys else _kept(store, is_any=choice.as_of is not None)
            opened = [_open(store, k, _version(store, k, choice.as_of), stack) for k in keys]
        day = choice.as_of or now.date()
        consulted = [_consulted(one, one.version, day) for one in opened if one.version is not None]
        if law is not None and choice.changed_since is None and (not choice.keys or LAW in choice.keys):
            opened.append(_Open(LAW, None, law, law.about))
        yield ListScreen(opened, consulted, choice)


def _kept(store: Store, *, is_any: bool) -> list[str]:
    """Every list with a current version, or with any: a list may be kept for questions of the past alone."""
    return [k for k in store.lists() if is_any or store.index(k).now is not None]


def _version(store: Store, key: str, as_of: date | None) -> Version:
    return store.current(key) if as_of is None else store.as_of(key, as_of)


def _open(store: Store, key: str, version: Version, stack: ExitStack) -> _Open:
    snapshot = stack.enter_context(store.open(key, version))
    return _Open(key, version, snapshot, origin(key, version, snapshot))


def _changed(store: Store, since: str, stack: ExitStack) -> list[_Open]:
    """The current list for entries added or changed, the older one for those delisted and for names and
    numbers that changed entries no longer bear."""
    key, version = store.find(since)
    current = store.current(key)
    now, before = (_open(store, key, v, stack) for v in (current, version))
    before.replaced_on = current.list_date
    changes = {c.reference: c.kind for c in list_changes(before.entries, now.entries)}
    now.only = {r: kind for r, kind in changes.items() if kind != "delisted"}
    before.only = {r: _GONE.get(kind, kind) for r, kind in changes.items() if kind != "added"}
    return [now, before] if version.id != current.id else [now]


def _consulted(one: _Open, version: Version, day: date) -> Consulted:
    age = max((day - version.known_current).days, 0)
    entries = None if one.only is None else len(one.only)
    return Consulted(one.key, version.list_date, version.id, age > stale_after(one.key), age, entries)
