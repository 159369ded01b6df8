"""goods.csv and barrels.csv: which prefixes of the Harmonized System a governed good falls under.

    goods.csv    good,label,hs,ex,editions,paragraphs,flow,tier,confidence,note
    barrels.csv  good,barrels_per_tonne,source,status

Lists within a cell are separated by `|`. Only 2397 prints codes in its text; every row says in
`tier` where its code is from. Editions 2017 and 2022 were compared with the nomenclature, the
earlier years are recalled. A row without `hs` says that no code covers the good.

Nothing is raised: every mistake is a Problem, and a row with one is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from article41.errors import Problem
from article41.model import BarrelFactor, GoodCode
from article41.read.resolutions.rows import Row, rows_of

COLUMNS = ("good", "label", "hs", "ex", "editions", "paragraphs", "flow", "tier", "confidence", "note")
BARREL_COLUMNS = ("good", "barrels_per_tonne", "source", "status")
EDITIONS = (1992, 1996, 2002, 2007, 2012, 2017, 2022)
TIERS = (
    "UN_text",
    "Panel_of_Experts_list",
    "national_annex_China_MOFCOM_GACC",
    "EU_2017_1509_annex",
    "EU_UK_list",
    "author_mapping",
)
CONFIDENCES = ("high", "medium", "low")
FLOWS = ("from_dprk", "to_dprk")
BARREL_STATUSES = ("UN_text", "national", "derived")

_GOOD = re.compile(r"[a-z]+(?:_[a-z]+)*", re.ASCII)
_PREFIX = re.compile(r"\d{2,8}", re.ASCII)
_EDITIONS = re.compile(r"(\d{4})-(\d{4})", re.ASCII)
_PARAGRAPH = re.compile(r"\d{4}/op\d{1,2}(?:\.[a-z]+)*", re.ASCII)
_FACTOR = re.compile(r"\d+(?:\.\d+|/0*[1-9]\d*)?", re.ASCII)


def load_goods(text: str, file: str) -> tuple[tuple[GoodCode, ...], list[Problem]]:
    """The rows of goods.csv in its order, and everything that is wrong with it."""
    problems: list[Problem] = []
    goods: list[GoodCode] = []
    seen: dict[tuple[str, str], int] = {}
    labels: dict[str, str] = {}
    for number, cells in rows_of(text, file, COLUMNS, problems):
        row = Row(file, number, cells)
        wrong = list(_wrong_cells(row))
        good, label, prefix = cells["good"], cells["label"], cells["hs"]
        if (first := seen.setdefault((good, prefix), number)) != number:
            wrong.append(row.wrong("hs", prefix, "one row for a good and a prefix", f"see row {first}"))
        if (known := labels.setdefault(good, label)) != label:
            wrong.append(row.wrong("label", label, f"'{known}', as in the first row of {good}"))
        problems += wrong
        if not wrong:
            goods.append(_good_code(cells))
    return tuple(goods), problems


def load_barrels(text: str, file: str) -> tuple[tuple[BarrelFactor, ...], list[Problem]]:
    """The rows of barrels.csv in its order, and everything that is wrong with it."""
    problems: list[Problem] = []
    factors: list[BarrelFactor] = []
    seen: set[tuple[str, str]] = set()
    for number, cells in rows_of(text, file, BARREL_COLUMNS, problems):
        row = Row(file, number, cells)
        good, factor, source = cells["good"], cells["barrels_per_tonne"], cells["source"]
        wrong = list(row.unlike("good", _GOOD, "a code such as crude_oil"))
        if (good, factor) in seen:
            wrong.append(row.wrong("good", good, "one row for a good and a factor"))
        seen.add((good, factor))
        wrong += row.unlike("barrels_per_tonne", _FACTOR, "a decimal or a fraction such as 4000000/525000")
        wrong += row.unknown("status", BARREL_STATUSES)
        if not source:
            wrong.append(row.wrong("source", "", "where the factor is from"))
        problems += wrong
        if not wrong:
            # a fraction, because 7.62 times 525,000 would already exceed 4,000,000
            barrels, _, tonnes = factor.partition("/")
            status = cast(Literal["UN_text", "national", "derived"], cells["status"])
            factors.append(BarrelFactor(good, float(barrels) / float(tonnes or 1), source, status))
    return tuple(factors), problems


def _wrong_cells(row: Row) -> Iterator[Problem]:
    cells = row.cells
    yield from row.unlike("good", _GOOD, "a code such as iron_ore")
    if not cells["label"]:
        yield row.wrong("label", "", "the good in words")
    if cells["hs"]:
        yield from row.unlike("hs", _PREFIX, "2 to 8 digits, leading zeros kept")
        if len(cells["hs"]) > 6 and cells["ex"] == "no":
            yield row.wrong("ex", "no", "yes: digits past the sixth are national and decide nothing")
        yield from _wrong_editions(row, cells["editions"])
    elif cells["editions"]:
        yield row.wrong("editions", cells["editions"], "nothing where there is no HS prefix")
    yield from row.unknown("ex", ("yes", "no"))
    yield from row.unlike("paragraphs", _PARAGRAPH, "an id such as 2371/op8 or 1718/op8.a.iii")
    yield from row.unknown("flow", FLOWS)
    yield from row.unknown("tier", TIERS)
    yield from row.unknown("confidence", CONFIDENCES)


def _wrong_editions(row: Row, found: str) -> Iterator[Problem]:
    years = _EDITIONS.fullmatch(found)
    if years is None:
        yield row.wrong("editions", found, "two editions such as 1992-2022")
    elif not {int(years[1]), int(years[2])} <= set(EDITIONS):
        yield row.wrong("editions", found, "years of editions: " + ", ".join(map(str, EDITIONS)))
    elif int(years[1]) > int(years[2]):
        yield row.wrong("editions", found, "the earlier edition first")


def _good_code(cells: dict[str, str]) -> GoodCode:
    years = _EDITIONS.fullmatch(cells["editions"])
    return GoodCode(
        good=cells["good"],
        label=cells["label"],
        prefix=cells["hs"],
        is_partial=cells["ex"] == "yes",
        editions=(int(years[1]), int(years[2])) if years else (0, 0),
        paragraphs=tuple(cells["paragraphs"].split("|")),
        flows=tuple(cells["flow"].split("|")),
        tier=cells["tier"],
        confidence=cast(Literal["high", "medium", "low"], cells["confidence"]),
        note=cells["note"],
    )
