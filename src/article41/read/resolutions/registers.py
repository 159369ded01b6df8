"""The tables beside the resolutions: facts.csv, measures.csv, coverage.csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any, cast, get_args

from article41.dates import Span
from article41.errors import Problem, nearest
from article41.model import Coverage, Fact, IfAbsent

FACT_COLUMNS = (
    "name",
    "type",
    "unit",
    "values",
    "if_absent",
    "not_before",
    "assumption",
    "phrase",
    "meaning",
)
FACT_TYPES = ("text", "enum", "set", "country", "port", "hs", "date", "date_or_yes", "bool", "number")
MEASURE_COLUMNS = ("code", "family", "label")
COVERAGE_COLUMNS = ("record", "status", "provision", "reason", "flow", "goods", "from", "until")
COVERAGE_STATUSES = ("encoded", "out_of_scope", "pending")


class Rows:
    """The rows of one CSV register; unknown, missing and doubled things gather as problems."""

    def __init__(self, text: str, file: str, columns: tuple[str, ...]) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._reader = csv.reader(io.StringIO(text))
        self.columns = columns
        self.line = 1
        heading = next(self._reader, [])
        for name in heading:
            if name not in columns:
                near = nearest(name, columns)
                self.wrong(
                    name, name, "one of " + ", ".join(columns), f"did you mean {near}?" if near else None
                )
        for name in columns:
            if name not in heading:
                self.wrong(name, None, "this column")
        self._heading = heading

    def wrong(self, column: str | None, found: str | None, expected: str, hint: str | None = None) -> None:
        self.problems.append(Problem(self.file, self.line, column, found, expected, hint))

    def one_of(self, column: str, found: str, known: tuple[str, ...]) -> None:
        if found not in known:
            near = nearest(found, known)
            self.wrong(column, found, "one of " + ", ".join(known), f"did you mean {near}?" if near else None)

    def day(self, column: str, found: str) -> date | None:
        if not found:
            return None
        try:
            return date.fromisoformat(found)
        except ValueError:
            self.wrong(column, found, "a day that exists, written 2017-08-05")
            return None

    def __iter__(self) -> Iterator[dict[str, str]]:
        seen: set[str] = set()
        for cells in self._reader:
            self.line = self._reader.line_num
            if not any(cells):
                continue
            if len(cells) != len(self._heading):
                self.wrong(None, f"{len(cells)} cells", f"{len(self._heading)} cells")
                continue
            row = {**dict.fromkeys(self.columns, ""), **dict(zip(self._heading, cells, strict=True))}
            key = row[self.columns[0]]
            if key in seen:
                self.wrong(self.columns[0], key, "each once")
            seen.add(key)
            yield row


def read_facts(text: str, file: str) -> tuple[dict[str, Fact], list[Problem]]:
    rows = Rows(text, file, FACT_COLUMNS)
    facts = {}
    for row in rows:
        rows.one_of("type", row["type"], FACT_TYPES)
        rows.one_of("if_absent", row["if_absent"], get_args(IfAbsent))
        if row["type"] == "bool" and not row["phrase"]:
            rows.wrong("phrase", "", "what a rule says when the fact is true")
        if row["if_absent"] == "not_found" and not row["assumption"]:
            rows.wrong("assumption", "", "what the verdict then assumes")
        facts[row["name"]] = Fact(
            name=row["name"],
            type=cast(Any, row["type"]),
            unit=row["unit"],
            values=tuple(filter(None, row["values"].split("|"))),
            if_absent=cast(IfAbsent, row["if_absent"]),
            not_before=row["not_before"] or None,
            assumption=row["assumption"],
            phrase=row["phrase"],
            meaning=row["meaning"],
        )
    for fact in facts.values():
        if fact.not_before and fact.not_before not in facts:
            near = nearest(fact.not_before, facts)
            rows.wrong("not_before", fact.not_before, "a fact", f"did you mean {near}?" if near else None)
    return facts, rows.problems


def read_measures(text: str, file: str) -> tuple[dict[str, str], list[Problem]]:
    rows = Rows(text, file, MEASURE_COLUMNS)
    return {row["code"]: row["label"] for row in rows}, rows.problems


def read_coverage(
    text: str, file: str, flows: tuple[str, ...], goods: tuple[str, ...]
) -> tuple[tuple[Coverage, ...], list[Problem]]:
    rows = Rows(text, file, COVERAGE_COLUMNS)
    found = []
    for row in rows:
        rows.one_of("status", row["status"], COVERAGE_STATUSES)
        if row["status"] != "encoded" and not row["reason"]:
            rows.wrong("reason", "", "why it is not encoded")
        if row["status"] == "encoded" and not row["provision"]:
            rows.wrong("provision", "", "the provision that encodes it")
        named = tuple(filter(None, row["goods"].split("|")))
        for good in named:
            rows.one_of("goods", good, goods)
        if named:
            rows.one_of("flow", row["flow"], flows)
        start, end = rows.day("from", row["from"]), rows.day("until", row["until"])
        if named and start is None:
            rows.wrong("from", "", "the day from which the paragraph governs these goods")
        found.append(
            Coverage(
                record=row["record"],
                status=cast(Any, row["status"]),
                provision=row["provision"] or None,
                reason=row["reason"],
                flow=row["flow"] or None,
                goods=named,
                span=Span(start, end) if start else None,
            )
        )
    return tuple(found), rows.problems
