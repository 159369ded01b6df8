"""One thing that was found in a draft. The words for each kind are in report/lint.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from article41.errors import Problem

Kind: TypeAlias = Literal[
    "loader",
    # terms that nothing fills
    "good_without_code",
    "good_in_part",
    "fact_unsaid",
    "cites_unknown",
    # days
    "no_last_day",
    "deadline_past",
    "replaces_ended",
    "replaces_not_begun",
    "replaces_early",
    "does_not_revive",
    # force and limits
    "force_without_effect",
    "cap_without_limit",
    "cap_never_anew",
    "cap_unused",
    "quota_without_cap",
    "cap_elsewhere",
    # what the rules do
    "never_met",
    "defeats_nothing",
    "adds_nothing",
    "exception_overridden",
    "still_prohibited",
    "changes_nothing",
    # what is taken away
    "exception_lost",
    "exception_general",
    "left_without_ban",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, where, and what it concerns."""

    kind: Kind
    about: str
    """The draft's provision, rule or cap; empty for the file as a whole."""
    line: int | None
    names: tuple[str, ...] = ()
    """Other provisions, rules or facts that it turns on."""
    goods: tuple[str, ...] = ()
    day: date | None = None
    problem: Problem | None = None
    """What the loader told."""
