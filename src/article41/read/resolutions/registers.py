"""The tables beside the resolutions: facts.csv, measures.csv, coverage.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast, get_args

from article41.dates import Span
from article41.errors import Problem
from article41.model import Coverage, Fact, IfAbsent, Test
from article41.read.resolutions.rows import Row, meant, rows_of

FACT_COLUMNS = (
    *("name", "type", "unit", "values", "if_absent", "bounded_by", "assumption", "phrase", "meaning"),
)
FACT_TYPES = (
    *("text", "code", "enum", "set", "country", "port", "hs", "imo", "date", "date_or_yes", "bool", "number"),
)
MEASURE_COLUMNS = ("code", "family", "label")
COVERAGE_COLUMNS = ("record", "status", "provision", "reason", "about", "from", "until")
COVERAGE_STATUSES = ("encoded", "out_of_scope", "pending")


def _rows(text: str, file: str, columns: Sequence[str], problems: list[Problem]) -> Iterator[Row]:
    """Rows whose first cell, the key, stands only once."""
    seen: set[str] = set()
    for number, cells in rows_of(text, file, columns, problems):
        row = Row(file, number, cells)
        key = cells[columns[0]]
        if key in seen:
            problems.append(row.wrong(columns[0], key, "each once"))
        seen.add(key)
        yield row


def read_facts(text: str, file: str) -> tuple[dict[str, Fact], list[Problem]]:
    """facts.csv by name, in its order, and everything wrong with it."""
    problems: list[Problem] = []
    facts: dict[str, Fact] = {}
    floors: dict[str, Row] = {}
    for row in _rows(text, file, FACT_COLUMNS, problems):
        cells = row.cells
        problems += row.unknown("type", FACT_TYPES)
        problems += row.unknown("if_absent", get_args(IfAbsent))
        if cells["type"] == "bool" and not cells["phrase"]:
            problems.append(row.wrong("phrase", "", "what a rule says when the fact is true"))
        if cells["if_absent"] == "not_found" and not cells["assumption"]:
            problems.append(row.wrong("assumption", "", "what the verdict then assumes"))
        if cells["bounded_by"]:
            floors[cells["bounded_by"]] = row
        facts[cells["name"]] = Fact(
            name=cells["name"],
            type=cast(Any, cells["type"]),
            unit=cells["unit"],
            values=tuple(filter(None, cells["values"].split("|"))),
            if_absent=cast(IfAbsent, cells["if_absent"]),
            bounded_by=cells["bounded_by"] or None,
            assumption=cells["assumption"],
            phrase=cells["phrase"],
            meaning=cells["meaning"],
        )
    for name, row in floors.items():
        if name not in facts:
            problems.append(row.wrong("bounded_by", name, "a fact", meant(name, facts)))
    return facts, problems


def read_measures(text: str, file: str) -> tuple[dict[str, str], list[Problem]]:
    """measures.csv as labels by code, and everything wrong with it."""
    problems: list[Problem] = []
    rows = _rows(text, file, MEASURE_COLUMNS, problems)
    return {row.cells["code"]: row.cells["label"] for row in rows}, problems


def read_coverage(
    text: str, file: str, facts: Mapping[str, Fact], goods: tuple[str, ...]
) -> tuple[tuple[Coverage, ...], list[Problem]]:
    """`about` is written flow=to_dprk;good=gold|titanium_ore and needs `from`."""
    problems: list[Problem] = []
    found = []
    for row in _rows(text, file, COVERAGE_COLUMNS, problems):
        cells = row.cells
        problems += row.unknown("status", COVERAGE_STATUSES)
        if cells["status"] != "encoded" and not cells["reason"]:
            problems.append(row.wrong("reason", "", "why it is not encoded"))
        if cells["status"] == "encoded" and not cells["provision"]:
            problems.append(row.wrong("provision", "", "the provision that encodes it"))
        start, end = row.day("from", problems), row.day("until", problems)
        about = tuple(_about(row, facts, goods, problems))
        if about and start is None:
            problems.append(row.wrong("from", cells["from"], "the day from which it governs this"))
        found.append(
            Coverage(
                record=cells["record"],
                status=cast(Any, cells["status"]),
                provision=cells["provision"] or None,
                reason=cells["reason"],
                about=about,
                span=Span(start, end) if start else None,
            )
        )
    return tuple(found), problems


def _about(
    row: Row, facts: Mapping[str, Fact], goods: tuple[str, ...], problems: list[Problem]
) -> Iterator[Test]:
    for part in filter(None, row.cells["about"].split(";")):
        name, _, text = part.partition("=")
        if name not in facts:
            problems.append(row.wrong("about", name, "a fact", meant(name, facts)))
            continue
        known = goods if name == "good" else facts[name].values
        values = tuple(text.split("|"))
        problems += [
            row.wrong("about", v, "a value", meant(v, known)) for v in values if known and v not in known
        ]
        yield Test(name, "in", values)
