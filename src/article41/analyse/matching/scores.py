"""Two names compared."""

from __future__ import annotations

from dataclasses import dataclass

from article41._core import compare, schemas

THRESHOLD = 0.78
"""The shipped threshold: from this score on two names are taken for one. docs/names.md says what is found and
what alerts at each threshold."""

SCHEMAS = frozenset(schemas())
UNKNOWN = "Unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a score.

    `rule`: equal, romanisation, typo, initial, glued, nickname or acronym for words that met; dropped (only
    the first has it) or extra (only the second) for those that did not; one word, slips, family name,
    reversed or number for what lowers the whole;
    birth date, birth year, nationality, gender, country or identifier for what is known besides.
    `likeness`: of the two words, 0 to 1. `points`: what it adds to the score; all of them add up to it.
    """

    rule: str
    a: str
    b: str
    likeness: float
    points: float

    def __str__(self) -> str:
        met = f"{self.a} = {self.b}" if self.a and self.b else self.a or self.b
        return f"{self.rule}: {met} ({self.points:+.2f})" if met else f"{self.rule} ({self.points:+.2f})"


@dataclass(frozen=True, slots=True)
class NameScore:
    """How well two names meet: `score` from 0 to 1, and the reasons whose points add up to it."""

    score: float
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    """What the score had to assume: a schema that nobody knows is treated as Unknown."""


def known_schema(name: str | None) -> tuple[str, str | None]:
    """The schema of this name, or Unknown and a note that says so."""
    if name is None or name in SCHEMAS:
        return name or UNKNOWN, None
    found = next((s for s in SCHEMAS if s.casefold() == name.casefold()), None)
    return (found, None) if found else (UNKNOWN, f"schema {name!r} is not known and treated as {UNKNOWN}")


def compare_names(a: str, b: str, schema: str | None = None) -> NameScore:
    """Compares two names. Schemas: Person, Organization, Company, Vessel, Airplane, LegalEntity, Unknown.

    >>> compare_names("Kim Jong Un", "김정은", schema="Person").score > 0.9
    True
    """
    of, note = known_schema(schema)
    score, parts = compare(a, of, b, of)
    return NameScore(score, tuple(Reason(*p) for p in parts), (note,) if note else ())
