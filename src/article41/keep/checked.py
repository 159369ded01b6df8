"""The register of answers: read beside the law's own, added to one row at a time, never half written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from article41.errors import InputError, Problem, UnknownName
from article41.keep.files import alone, replace_text
from article41.keep.home import home
from article41.model import Check, Law
from article41.read.resolutions.checked import COLUMNS, is_web_address, newest, points, read_checked

FILE = "checked.csv"
LONGEST = 1_000
"""Characters of a name or a note; more belongs on the page that `url` names."""


def register() -> Path:
    """The user's own register."""
    return home() / FILE


def read_register(path: Path) -> tuple[Check, ...]:
    """Its answers in their order; none where there is no file. Raises InputError, every problem at once.

    Answers about points that this law does not have (a reading put in other words since) are kept.
    """
    checks, problems = read_checked(_text(path), str(path), None)
    if problems:
        raise InputError(problems)
    return checks


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ",".join(COLUMNS) + "\n"
    except UnicodeDecodeError as error:
        raise InputError.of(str(path), None, "a UTF-8 text", f"byte {error.start + 1:,} is none") from None
    except OSError as error:
        raise InputError.of(str(path), None, "a file that can be read", error.strerror) from None


def answers(law: Law) -> Mapping[str, Check]:
    """The answer that stands for each point, from the law's own register and the user's."""
    return newest((*law.checks, *read_register(register())))


def record(path: Path, law: Law, check: Check, today: date) -> Check:
    """Adds one answer to the register at `path`; what was there stays.

    Raises UnknownName for a point that the law does not have, and InputError for all else, at once.
    """
    known = points(law.provisions)
    if check.point not in known:
        raise UnknownName("point", check.point, known)
    check = replace(check, by=" ".join(check.by.split()), note=" ".join(check.note.split()))
    problems = [*_problems(check, today)]
    if problems:
        raise InputError(problems)
    row = (check.point, check.by, str(check.on), check.url, check.note, check.law_hash)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with alone(path):
            read_register(path)  # a register that is broken is told, not made longer
            replace_text(path, _with_row(_text(path), row))
    except OSError as error:
        raise InputError.of(str(path), None, "a place that can be written", error.strerror) from None
    return check


def _problems(check: Check, today: date) -> Iterator[Problem]:
    if not check.by:
        yield Problem("--by", found=check.by, expected="who checked it")
    if check.on > today:
        yield Problem("--on", found=str(check.on), expected=f"a day no later than today, {today}")
    if not is_web_address(check.url):
        yield Problem("--url", found=check.url, expected="the page that bears it out, https://…")
    for option, text in (("--by", check.by), ("--note", check.note)):
        if len(text) > LONGEST:
            yield Problem(option, found=text, expected=f"no more than {LONGEST} characters")
        if not text.isprintable():
            yield Problem(option, found=text, expected="words without control characters")


def _with_row(before: str, row: tuple[str, ...]) -> str:
    added = io.StringIO()
    csv.writer(added, lineterminator="\n").writerow(row)
    return before + ("" if before.endswith("\n") else "\n") + added.getvalue()
