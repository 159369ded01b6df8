"""The cases put to the search, and what came back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from article41.analyse.matching.scores import NameScore, compare_names
from article41.analyse.matching.watchlist import Hit
from article41.analyse.selftest.cases import Case
from article41.analyse.selftest.clean import CleanName
from article41.analyse.selftest.subjects import WEAK, Listings, Source, Subject
from article41.listing import Listing

BATCH = 5_000
"""Names asked for in one call: their hits are in memory together."""
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case: whether its own record was among the hits. `score`: of its own record, below the
    threshold too; `rank`: the place of its record among the hits, from 1, None where it was not found. Of
    another filter neither is known."""

    case: Case
    is_found: bool
    score: float | None
    rank: int | None
    why: str = ""
    """Of a miss, the parts of the score."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A clean name, and what it was taken for, if anything: the best hit of all lists. Of another filter
    `reference` is what it answered, and the list is not known."""

    clean: CleanName
    list_key: str = ""
    reference: str = ""
    name: str = ""
    score: float | None = None
    why: str = ""

    @property
    def is_alert(self) -> bool:
        """Whether a name that nobody lists was taken for a listed one."""
        return bool(self.reference)


def run(
    sources: Mapping[str, Source],
    cases: Iterable[Case],
    threshold: float,
    progress: Progress = lambda _: None,
) -> Iterator[Outcome]:
    """Each case against its own list, list by list, with `limit=None`: found is found, at whatever place."""
    by_list: dict[str, list[Case]] = {}
    for case in cases:
        by_list.setdefault(case.subject.list_key, []).append(case)
    for key, several in by_list.items():
        source, rest = sources[key], iter(several)
        while batch := list(islice(rest, BATCH)):
            hits = source.names.screen(
                [c.text for c in batch],
                schemas=[c.subject.schema for c in batch],
                threshold=threshold,
                limit=None,
            )
            yield from (_outcome(source, case, found) for case, found in zip(batch, hits, strict=True))
            progress(len(batch))


def _outcome(source: Source, case: Case, hits: Sequence[Hit]) -> Outcome:
    wanted = str(case.subject.number)
    for rank, hit in enumerate(hits, 1):
        if hit.id == wanted:
            return Outcome(case, True, hit.score, rank)
    best = _best(case.subject, case.text, source.listings[case.subject.number])
    return Outcome(case, False, best.score, None, why_text(best))


def _best(subject: Subject, text: str, listing: Listing) -> NameScore:
    """The score of the likest name of its own record."""
    names = (n.text for n in listing.names if n.quality != WEAK)
    return max((compare_names(text, name, subject.schema) for name in names), key=lambda s: s.score)


def why_text(score: NameScore) -> str:
    """The parts of a score: "equal: kim = kim (+0.40); dropped: un (-0.10)"."""
    return "; ".join(map(str, score.reasons)) or "no word in common"


def run_clean(
    sources: Sequence[Source],
    names: Iterable[CleanName],
    threshold: float,
    progress: Progress = lambda _: None,
) -> Iterator[Alert]:
    """Each clean name against every list."""
    rest = iter(names)
    while batch := list(islice(rest, BATCH)):
        best: list[tuple[str, Hit] | None] = [None] * len(batch)
        for source in sources:
            hits = source.names.screen(
                [c.text for c in batch], schemas=[c.schema for c in batch], threshold=threshold, limit=1
            )
            for at, found in enumerate(hits):
                now = best[at]
                if found and (now is None or found[0].score > now[1].score):
                    best[at] = source.key, found[0]
        listings = {s.key: s.listings for s in sources}
        for clean, met in zip(batch, best, strict=True):
            yield Alert(clean) if met is None else _alert(clean, met[0], met[1], listings[met[0]])
        progress(len(batch))


def _alert(clean: CleanName, key: str, hit: Hit, listings: Listings) -> Alert:
    why = "; ".join(map(str, hit.reasons))
    return Alert(clean, key, listings[int(hit.id)].reference, hit.name, hit.score, why)
