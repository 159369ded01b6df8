"""What our own FollowTheMoney says beyond the format: see `report.lists.ftm`, which writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from article41.dates import Moment
from article41.listing import IDENTIFIER_KINDS, Identifier, Measure, Place, Standing
from article41.read.lists.ftm_words import FIELD, Entity, joined, read_moment, read_note, texts
from article41.read.lists.values import identifier, parse_list_day, place_of


@dataclass(slots=True)
class Own:
    """Fields of a listing, as far as they stand in notes and in the one Sanction."""

    reference: str = ""
    measures: dict[Measure, str] = field(default_factory=dict)
    standing: Standing = "seen"
    removed_on: Moment | None = None
    amended_on: tuple[date, ...] = ()
    born: tuple[Moment, ...] = ()
    birth_places: tuple[Place, ...] = ()
    gender: str = ""
    nationalities: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    note: str = ""
    details: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_own(entity: Entity, linked: Sequence[Entity]) -> Own:
    """From the notes of a party and its Sanction. What does not read as written is kept as a detail."""
    own = Own()
    for text in texts(entity, "notes"):
        word, value = read_note(text) or ("notes", text)
        try:
            is_taken = _take(own, word, value)
        except ValueError:
            is_taken = False
        if not is_taken:
            own.details[word] = (*own.details.get(word, ()), value)
    sanctions = [e for e in linked if e["schema"] == "Sanction"]
    for sanction in sanctions:
        _take_sanction(own, sanction)
    own.amended_on = tuple(sorted(own.amended_on))
    return own


def _take(own: Own, word: str, value: str) -> bool:
    """Whether the note is a field of the listing. Raises ValueError where its value is none."""
    if not word.startswith(FIELD):
        return False
    word = word.removeprefix(FIELD)
    if word == "born":
        own.born = tuple(read_moment(part) for part in value.split(" or "))
    elif word == "removed on":
        own.removed_on = read_moment(value)
    elif word == "birth place" and (found := place_of(value)) is not None:
        own.birth_places = (*own.birth_places, found)
    elif word == "gender":
        own.gender = value
    elif word == "nationality":
        own.nationalities = (*own.nationalities, value)
    elif word == "identifier":
        kind, _, number = value.partition(": ")
        if kind not in IDENTIFIER_KINDS:
            return False
        own.identifiers = (*own.identifiers, identifier(kind, number))
    elif word == "standing":
        standings = {s: s for s in get_args(Standing)}
        if value not in standings:
            return False
        own.standing = standings[value]
    else:
        return False
    return True


def _take_sanction(own: Own, sanction: Entity) -> None:
    own.reference = joined(texts(sanction, "authorityId")) or own.reference
    own.note = joined(texts(sanction, "summary")) or own.note
    measures = {m: m for m in get_args(Measure)}
    for text in texts(sanction, "provisions"):
        measure, _, provision = text.partition(": ")
        if measure in measures:
            own.measures[measures[measure]] = provision
        else:
            own.details["provisions"] = (*own.details.get("provisions", ()), text)
    for text in texts(sanction, "modifiedAt"):
        try:
            own.amended_on = (*own.amended_on, parse_list_day(text))
        except ValueError:
            own.details["modifiedAt"] = (*own.details.get("modifiedAt", ()), text)
