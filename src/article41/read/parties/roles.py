"""What a column of a customers file can be, and the headings that say so."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias, cast

from article41.read.countries import comparable
from article41.read.tables.headings import Recogniser, given_by, synonyms

Asks: TypeAlias = Literal["name", "names", "part", "number", "imo", ""]
"""How a cell is asked: one name, several, a part of a person's name, numbers, an IMO number; "" for what is
known besides."""


@dataclass(frozen=True, slots=True)
class Role:
    """`schema`: what a name of it is of, "" where the party's kind or its other names say so.

    `is_repeatable`: whether several columns may have it, each of which counts.
    """

    name: str
    asks: Asks
    schema: str
    is_repeatable: bool
    meaning: str


@lru_cache(maxsize=1)
def load_roles() -> Mapping[str, Role]:
    """Every role, in the order of roles.csv."""
    return {
        row["role"]: Role(
            row["role"], cast(Asks, row["asks"]), row["schema"], row["several"] == "yes", row["meaning"]
        )
        for row in _rows("roles.csv")
    }


@lru_cache(maxsize=1)
def load_kinds() -> Mapping[str, str]:
    """Words for a kind of party in comparable spelling, to schemas."""
    return {comparable(row["word"]): row["schema"] for row in _rows("kinds.csv")}


def party_recogniser(mapping: Mapping[str, str]) -> Recogniser:
    """Roles, their headings here and those of a transaction's columns, and the user's `mapping` to roles."""
    roles = load_roles()
    known = synonyms(roles)
    known |= {comparable(row["heading"]): row["role"] for row in _rows("headings.csv")}
    known |= {comparable(name): name for name in roles}
    repeatable = frozenset(role.name for role in roles.values() if role.is_repeatable)
    return Recogniser(roles, mapping, known, given_by(mapping, roles), "role", repeatable, is_strict=False)


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("article41") / "read" / "parties" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())
