"""What of a file's columns is asked, as what, and with what is known besides: settled once for a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from article41.read.parties.columns import Column, Parties
from article41.read.parties.roles import Asks, load_roles

About: TypeAlias = Literal["party", "ship", ""]
"""Whose birth date, country and numbers go with the question."""
_PARTS = ("given_name", "middle_name", "family_name")
_SUBJECTS = ("person_name", "company_name")
_OF_SUBJECT = ("alias", "original_name")


@dataclass(frozen=True, slots=True)
class Slot:
    """One question to each row. `places`: its columns; of several the texts are joined. `schema`: what is
    asked for, None for numbers; with `is_by_kind` the kind of party goes before it."""

    role: str
    heading: str
    places: tuple[int, ...]
    asks: Asks
    schema: str | None
    is_by_kind: bool
    about: About


def plan(parties: Parties) -> tuple[Slot, ...]:
    """A question for each column that is looked up; first, middle and last name are one question.

    A column "name" beside a first or a last name alone is the other half of it. What is known besides
    belongs to the subject of the file: its first name column, with its aliases.
    """
    joined, borrowed = _joined(parties)
    subject = _subject(parties, joined, borrowed)
    slots = [joined] if joined else []
    if joined is not None and subject == joined.places[0]:
        slots = [_with(joined, "party")]
    return (*slots, *_single(parties, borrowed, subject, _schema(parties, subject, joined)))


def _with(slot: Slot, about: About) -> Slot:
    return Slot(slot.role, slot.heading, slot.places, slot.asks, slot.schema, slot.is_by_kind, about)


def _joined(parties: Parties) -> tuple[Slot | None, Column | None]:
    """The question made of the parts of a name, and the column of whole names that is one of its halves."""
    given, middle, family = (next(iter(parties.of(role)), None) for role in _PARTS)
    if given is None and family is None:
        return None, None
    half = next(iter(parties.of("name")), None) if given is None or family is None else None
    columns = [column for column in (given or half, middle, family or half) if column is not None]
    heading = " + ".join(column.heading for column in columns)
    places = tuple(column.place for column in columns)
    schema = "Person" if half is None else "Unknown"
    return Slot("name", heading, places, "part", schema, half is not None, ""), half


def _subject(parties: Parties, joined: Slot | None, borrowed: Column | None) -> int | None:
    """The place of the column whose party all else describes."""
    whole = next((column for column in parties.of("name") if column != borrowed), None)
    if whole is not None and borrowed is None:
        return whole.place
    if joined is not None:
        return joined.places[0]
    return next((column.place for role in _SUBJECTS for column in parties.of(role)), None)


def _schema(parties: Parties, subject: int | None, joined: Slot | None) -> str | None:
    """What aliases and numbers are of, where no kind of party says so."""
    if any(parties.of(role) for role in ("vessel", "vessel_imo")) and subject is None:
        return "Vessel"
    if joined is not None and subject == joined.places[0]:
        return joined.schema
    if parties.of("name") or len([role for role in _SUBJECTS if parties.of(role)]) != 1:
        return "Unknown"
    return "Person" if parties.of("person_name") else "Organization"


def _single(
    parties: Parties, borrowed: Column | None, subject: int | None, schema: str | None
) -> Iterator[Slot]:
    roles = load_roles()
    for column in parties.columns:
        role = roles[column.role]
        if role.asks in ("", "part") or column == borrowed:
            continue
        is_subject = column.place == subject or column.role in _OF_SUBJECT
        ship: About = "ship" if column.role in ("vessel", "former_vessel") else ""
        yield Slot(
            *(column.role, column.heading, (column.place,), role.asks),
            schema=None if role.asks in ("number", "imo") else role.schema or schema,
            is_by_kind=column.role == "name" or not role.schema,
            about="party" if is_subject else ship,
        )
