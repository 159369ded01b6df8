"""One stretch after the other: read, asked, answered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from article41.read.parties.columns import Parties
from article41.read.tables.streams import Stretch
from article41.serve.screening.asking import questions
from article41.serve.screening.engine import Engine
from article41.serve.screening.outcome import Outcome, outcome
from article41.serve.screening.plan import plan
from article41.serve.screening.tally import Tally, tally_of

BATCH = 10_000
"""Rows read, asked and written at a time."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A stretch of the file and what it met."""

    stretch: Stretch
    outcome: Outcome
    tally: Tally


def answers(
    parties: Parties, lists: Engine, day: date, size: int = BATCH, skip: int = 0
) -> Iterator[Answered]:
    """The file's rows after the first `skip`, `size` at a time; the lists are asked once for each stretch.

    `day`: asked about where a row has none of its own. Raises InputError where the file cannot be read on.
    """
    slots = plan(parties)
    with parties.stream.stretches(skip, size) as stretches:
        started = time.monotonic()
        for stretch in stretches:
            found = questions(parties, slots, stretch.grid, day)
            hits = lists.screen(found.asked)
            answer = outcome(found, hits, len(stretch.grid.rows))
            tally = tally_of(found, answer, stretch.skipped)
            now = time.monotonic()
            tally.seconds, started = now - started, now
            yield Answered(stretch, answer, tally)
