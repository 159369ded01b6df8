"""Labelled name queries out of official lists: records, changed names of theirs, and clean names.

Eight kinds of change that real records show. The same seed gives the same queries, so that engines and
versions are compared on the same work.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

LETTERS = "aeioulnrst"
KINDS = ["exact", "typo", "two_typos", "reordered", "middle_dropped", "comma_form", "glued", "initial"]
OFAC = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
UN = {"INDIVIDUAL": "Person", "ENTITY": "Organization"}


@dataclass(frozen=True, slots=True)
class Record:
    id: str
    schema: str
    names: list[str]
    weak: list[str]


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    schema: str
    target: str | None
    """The record it was made of; None for a clean name."""
    kind: str


def un_records(path: Path) -> Iterator[Record]:
    """Persons and entities of the UN's consolidated list."""
    root = ElementTree.parse(path).getroot()  # noqa: S314  (an official file that the user names)
    for tag, schema in UN.items():
        for entry in root.iter(tag):

            def said(name: str, entry: ElementTree.Element = entry) -> str:
                return (entry.findtext(name) or "").strip()

            parts = [said(f"{n}_NAME") for n in ("FIRST", "SECOND", "THIRD", "FOURTH")]
            names = [" ".join(p for p in parts if p)]
            weak: list[str] = []
            for alias in entry.iter(f"{tag}_ALIAS"):
                if name := (alias.findtext("ALIAS_NAME") or "").strip().strip('"'):
                    (weak if alias.findtext("QUALITY") == "Low" else names).append(name)
            if original := said("NAME_ORIGINAL_SCRIPT"):
                names.append(original)
            yield Record(f"un-{said('DATAID')}", schema, names, weak)


def ofac_records(sdn: Path, alt: Path) -> Iterable[Record]:
    """Entries of the legacy CSV files with their aliases."""
    found: dict[str, Record] = {}
    for row in _rows(sdn, 12):
        number = row[0].strip()
        schema = OFAC.get(row[2].strip(), "Organization")
        found[number] = Record(f"ofac-{number}", schema, [row[1].strip()], [])
    for row in _rows(alt, 4):
        if row[0].strip() in found:
            found[row[0].strip()].names.append(row[3].strip())
    return found.values()


def _rows(path: Path, width: int) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from (row for row in csv.reader(file) if len(row) >= width)


def queries(
    records: list[Record], negatives: list[Path], seed: int, positives: int = 2000, clean: int = 8000
) -> list[Query]:
    """Changed names of records and clean names, shuffled."""
    rnd = random.Random(seed)  # noqa: S311  (repeatable, not secret)
    pool = [(n, r) for r in records for n in r.names if n.isascii() and len(n) > 5]
    found = []
    for name, record in rnd.sample(pool, min(positives, len(pool))):
        text, kind = changed(name, rnd)
        found.append(Query(text, record.schema, record.id, kind))
    names: list[str] = []
    for path in negatives:
        with path.open(encoding="utf-8") as file:
            names += [row["full_name"] for row in csv.DictReader(file)]
    found += [Query(n, "Person", None, "clean") for n in rnd.sample(names, min(clean, len(names)))]
    rnd.shuffle(found)
    return found


def changed(name: str, rnd: random.Random) -> tuple[str, str]:
    """A name with one change, and the kind of it; "exact" where its words are too few for the kind drawn."""
    words = name.replace(",", " ").split()
    kind = rnd.choice(KINDS)
    needed, change = CHANGES[kind]
    if len(words) < needed:
        return " ".join(words), "exact"
    return change(words, rnd), kind


def _typo(text: str, rnd: random.Random) -> str:
    at, how = rnd.randrange(1, max(2, len(text) - 1)), rnd.randrange(4)
    letter = rnd.choice(LETTERS)
    before, after = text[:at], text[at + 1 :]
    swapped = before + after[:1] + text[at : at + 1] + after[1:]
    return (before + after, before + letter + text[at:], before + letter + after, swapped)[how]


def _without_middle(words: list[str], rnd: random.Random) -> str:
    at = rnd.randrange(1, len(words) - 1)
    return " ".join(words[:at] + words[at + 1 :])


def _glued(words: list[str], rnd: random.Random) -> str:
    at = rnd.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


Change = Callable[[list[str], random.Random], str]
CHANGES: dict[str, tuple[int, Change]] = {
    "exact": (0, lambda words, _: " ".join(words)),
    "typo": (0, lambda words, rnd: _typo(" ".join(words), rnd)),
    "two_typos": (0, lambda words, rnd: _typo(_typo(" ".join(words), rnd), rnd)),
    "reordered": (2, lambda words, rnd: " ".join(rnd.sample(words, len(words)))),
    "middle_dropped": (3, _without_middle),
    "comma_form": (2, lambda words, _: f"{words[-1]}, {' '.join(words[:-1])}"),
    "glued": (3, _glued),
    "initial": (3, lambda words, _: " ".join([words[0], f"{words[1][0]}.", *words[2:]])),
}
"""By kind: how many words it needs, and the change."""
