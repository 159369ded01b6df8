"""Which names are tried: drawn with a seed, the same for the same lists whatever else is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from article41.analyse.names import normalised
from article41.analyse.selftest.manipulations import AS_LISTED, MANIPULATIONS, Manipulation, Pack
from article41.analyse.selftest.subjects import Subject


@dataclass(frozen=True, slots=True)
class Case:
    """One name to be put to the search, and whose it is."""

    pack: Pack
    manipulation: str
    subject: Subject
    text: str


def control_cases(subjects: Sequence[Subject]) -> Iterator[Case]:
    """Every name as it is listed: nothing is drawn here."""
    return (Case("control", AS_LISTED, s, s.text) for s in subjects)


def drawn(
    subjects: Sequence[Subject], manipulation: Manipulation, seed: int, per: int | None
) -> Iterator[Case]:
    """`per` names that the manipulation changes, or all of them for None.

    What leaves a name the same once normalised belongs to the control pack: finding it is no achievement.
    """
    rnd = _random(seed, manipulation.name)
    left = len(subjects) if per is None else per
    for subject in rnd.sample(subjects, len(subjects)) if per is not None else subjects:
        if not left:
            return
        text = manipulation.changed(subject, rnd)
        if text is not None:
            is_same = normalised(text) == normalised(subject.text)
            yield Case("control" if is_same else manipulation.pack, manipulation.name, subject, text)
            left -= 1


def manipulations_of(packs: Sequence[Pack]) -> Iterator[Manipulation]:
    """Those of the packs asked for."""
    return (m for m in MANIPULATIONS.values() if m.pack in packs)


def _random(seed: int, what: str) -> Random:
    """A generator of its own for each manipulation, so that one more changes nothing of the others."""
    return Random(f"{seed}/{what}")  # noqa: S311  (repeatable, not secret)
