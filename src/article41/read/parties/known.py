"""What a customers file says besides the names: birth dates, gender, countries, kind of party, the day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import polars as pl

from article41.read.countries import comparable, load_countries, parse_country
from article41.read.days import parse_day
from article41.read.parties.cells import Wrong, as_texts
from article41.read.parties.roles import load_kinds
from article41.read.refusal import hint_of, refusal

T = TypeVar("T")
_LONGEST = 200
_PARTED = re.compile(r"[;|/,]")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_MONTH = re.compile(r"(?:1[89]\d\d|20\d\d)-(?:0[1-9]|1[0-2])")
_GENDERS = {
    "male": "m male man mann männlich herr mr homme masculin masculino hombre varón м муж мужской мужчина "
    "男 男性 남 남성 남자",
    "female": "f female woman w weiblich frau mrs ms femme féminin femenino mujer ж жен женский женщина "
    "女 女性 여 여성 여자",
}
_WORDS = {comparable(word): gender for gender, words in _GENDERS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """One value a row, None where nothing is said or nothing of it can be read; then it is in `wrong`."""

    values: list[T | None]
    wrong: tuple[Wrong, ...] = ()


def days(column: pl.Series) -> Known[date]:
    """The day of each row."""
    if column.dtype == pl.Date:
        return Known(column.to_list())
    return _read(column, parse_day)


def birth_dates(column: pl.Series) -> Known[tuple[str, ...]]:
    """As ISO dates, or parts of them; of a date with two readings the year alone."""
    return _read(column, _birth_date)


def genders(column: pl.Series) -> Known[tuple[str, ...]]:
    """male or female."""
    return _read(column, _gender)


def countries(column: pl.Series) -> Known[tuple[str, ...]]:
    """ISO codes; several in a cell may be parted by ; | / or a comma."""
    return _read(column, _countries)


def kinds(column: pl.Series) -> Known[str]:
    """The schema of each party."""
    return _read(column, _kind)


def _read(column: pl.Series, parse: Callable[[str], T]) -> Known[T]:
    """Distinct cells are read once each."""
    texts = as_texts(column)
    read: dict[str, T | Wrong] = {text: _told(text, parse) for text in texts.unique().drop_nulls()}
    values: list[T | None] = []
    wrong = []
    for index, text in enumerate(texts):
        found = None if text is None else read[text]
        if isinstance(found, Wrong):
            wrong.append(Wrong(index, found.found, found.expected, found.hint))
            values.append(None)
        else:
            values.append(found)
    return Known(values, tuple(wrong))


def _told(text: str, parse: Callable[[str], T]) -> T | Wrong:
    try:
        if len(text) > _LONGEST:
            raise refusal(f"at most {_LONGEST} characters")
        return parse(text)
    except ValueError as error:
        return Wrong(0, text[:_LONGEST], str(error), hint_of(error))


def _birth_date(text: str) -> tuple[str, ...]:
    if _MONTH.fullmatch(text):
        return (text,)
    years = set(_YEAR.findall(text))
    try:
        return (parse_day(text).isoformat(),)
    except ValueError:
        if len(years) != 1:
            raise refusal("a date as YYYY-MM-DD, or a year") from None
        return (years.pop(),)


def _gender(text: str) -> tuple[str, ...]:
    found = _WORDS.get(comparable(text))
    if found is None:
        raise refusal("male or female")
    return (found,)


def _countries(text: str) -> tuple[str, ...]:
    table = load_countries()
    try:
        return (parse_country(text, table, suggest=False),)
    except ValueError:
        parts = [part.strip() for part in _PARTED.split(text) if part.strip()]
        if len(parts) < 2:
            raise
        return tuple(dict.fromkeys(parse_country(part, table, suggest=False) for part in parts))


def _kind(text: str) -> str:
    found = load_kinds().get(comparable(text))
    if found is None:
        raise refusal("person, company, vessel or aircraft")
    return found
