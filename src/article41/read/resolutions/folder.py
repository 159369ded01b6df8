"""The law folder read file by file; what only the whole shows is left to `linked`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from article41.errors import LawError, Problem
from article41.listing import Listing
from article41.model import (
    BarrelFactor,
    CommitteeAct,
    Coverage,
    Fact,
    GoodCode,
    Known,
    Law,
    Provision,
)
from article41.read.resolutions.checked import points, read_checked
from article41.read.resolutions.checks import check_replaces, link
from article41.read.resolutions.committee import read_acts, read_known
from article41.read.resolutions.goods import load_barrels, load_goods
from article41.read.resolutions.listings import read_listings, read_vessels
from article41.read.resolutions.places import Places
from article41.read.resolutions.provisions import ProvisionReader, Vocabulary
from article41.read.resolutions.registers import read_coverage, read_facts, read_measures
from article41.read.resolutions.yaml import Source


@dataclass(frozen=True, slots=True)
class Lists:
    """Who and what is listed, and what the Committee did."""

    listings: tuple[Listing, ...]
    acts: tuple[CommitteeAct, ...]
    known_acts: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The law folder, its paragraphs not yet held against each other: `defeats` are as written."""

    provisions: tuple[Provision, ...]
    facts: Mapping[str, Fact]
    goods: tuple[GoodCode, ...]
    barrels: tuple[BarrelFactor, ...]
    measures: Mapping[str, str]
    coverage: tuple[Coverage, ...]
    lists: Lists
    checked: str
    places: Places
    hash: str

    @property
    def vocabulary(self) -> Vocabulary:
        """What a paragraph may name."""
        return Vocabulary(self.facts, tuple(dict.fromkeys(g.good for g in self.goods)), self.measures)


def law_folder() -> Traversable:
    """The law that ships with the package."""
    return files("article41") / "law"


def read_folder(folder: Traversable) -> tuple[Parts, list[Problem]]:
    """Every file of a law folder, and what is wrong in each. Raises LawError for a wrong vocabulary."""
    digest = hashlib.sha256()
    problems: list[Problem] = []

    def text(name: str) -> str:
        try:
            data = folder.joinpath(*name.split("/")).read_bytes()
            digest.update(name.encode() + b"\0" + data + b"\0")
            return data.decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(name, expected="a readable UTF-8 file", hint=type(error).__name__))
            return ""

    facts, found = read_facts(text("facts.csv"), "facts.csv")
    problems += found
    measures, found = read_measures(text("measures.csv"), "measures.csv")
    problems += found
    goods, found = load_goods(text("goods.csv"), "goods.csv")
    problems += found
    barrels, found = load_barrels(text("barrels.csv"), "barrels.csv")
    problems += found
    if problems:  # without the vocabulary every rule would seem wrong
        raise LawError(problems)
    codes = tuple(dict.fromkeys(g.good for g in goods))
    coverage, found = read_coverage(text("coverage.csv"), "coverage.csv", facts, codes)
    problems += found
    provisions: list[Provision] = []
    places = Places()
    names = sorted(f.name for f in (folder / "resolutions").iterdir() if f.name.endswith(".yaml"))
    for name in names:
        source = Source(name)
        reader = ProvisionReader(source, Vocabulary(facts, codes, measures), places)
        provisions += reader.resolution(text(f"resolutions/{name}"))
        problems += source.problems
    checked = text("checked.csv")
    lists, found = _lists(text, frozenset(p.id for p in provisions))
    problems += found
    parts = Parts(
        tuple(provisions),
        facts,
        goods,
        barrels,
        measures,
        coverage,
        lists,
        checked,
        places,
        digest.hexdigest(),
    )
    return parts, problems


def _lists(text: Callable[[str], str], provisions: frozenset[str]) -> tuple[Lists, list[Problem]]:
    """`text` gives a file of the law folder by name."""
    listings, problems = read_listings(
        text("listings.csv"), text("listing_names.csv"), text("listing_identifiers.csv"), provisions
    )
    vessels, found = read_vessels(text("vessels.csv"), provisions)
    problems += found
    acts, found = read_acts(text("committee.csv"), "committee.csv")
    problems += found
    known_acts, found = read_known(text("committee_coverage.csv"), "committee_coverage.csv")
    return Lists((*listings, *vessels), acts, known_acts), [*problems, *found]


def linked(parts: Parts) -> tuple[Law, list[Problem]]:
    """The parts as one law, and what its paragraphs get wrong of each other."""
    provisions, problems = link(parts.provisions, parts.places)
    problems += check_replaces(provisions, parts.coverage, parts.places)
    checks, found = read_checked(parts.checked, "checked.csv", points(provisions))
    problems += found
    law = Law(
        provisions,
        parts.facts,
        parts.goods,
        parts.barrels,
        parts.measures,
        parts.coverage,
        parts.hash,
        checks,
        parts.lists.listings,
        parts.lists.acts,
        parts.lists.known_acts,
    )
    return law, problems
