"""What a run has done so far, added up part by part, so that one taken up again can tell all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from article41.errors import Problem
from article41.serve.screening.asking import Questions, Remark
from article41.serve.screening.outcome import UNSCREENED, Outcome

MOST = 50
"""Problems kept to be told; the others are counted, and each stands in its row's reason."""
MOST_REASONS = 20


@dataclass(slots=True)
class Tally:
    """Rows by verdict; why rows were not screened, by number; the first problems, and how many there are."""

    rows: int = 0
    skipped: int = 0
    seconds: float = 0.0
    asked: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    unscreened: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    remarks: list[Remark] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """What a later part counted."""
        self.rows += other.rows
        self.skipped += other.skipped
        self.seconds += other.seconds
        self.asked += other.asked
        self.verdicts = dict(Counter(self.verdicts) + Counter(other.verdicts))
        self.unscreened = _most(Counter(self.unscreened) + Counter(other.unscreened))
        self.problems = [*self.problems, *other.problems][:MOST]
        self.problem_count += other.problem_count
        self.remarks = _joined([*self.remarks, *other.remarks])


def tally_of(found: Questions, outcome: Outcome, skipped: int) -> Tally:
    """One stretch."""
    verdicts = Counter(row[0] for row in outcome.rows)
    reasons = Counter(_kind(row[2]) for row in outcome.rows if row[0] == UNSCREENED)
    return Tally(
        rows=len(outcome.rows),
        skipped=skipped,
        asked=len(found.asked),
        verdicts=dict(verdicts),
        unscreened=_most(reasons),
        problems=found.problems[:MOST],
        problem_count=len(found.problems),
        remarks=_joined(found.remarks),
    )


def _kind(reason: str) -> str:
    """A reason without what was found, which differs from row to row."""
    start, found, rest = reason.partition("; left over")[0].partition("found '")
    return start + (rest.rpartition("'; ")[2] if found else "")


def _most(reasons: Counter[str]) -> dict[str, int]:
    """The commonest reasons; ties in the order of their words, so that a run resumed tells the same."""
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    return dict(islice(ranked, MOST_REASONS))


def _joined(remarks: Iterable[Remark]) -> list[Remark]:
    joined: dict[tuple[str, str], Remark] = {}
    for r in remarks:
        before = joined.get((r.column, r.said))
        rows = r.rows + (before.rows if before else 0)
        first = before or r
        joined[r.column, r.said] = Remark(r.column, r.said, rows, first.first, first.found)
    return list(joined.values())
