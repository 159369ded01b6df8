"""The law folder to `Law`: strict, whole, every mistake at once."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

from article41.errors import LawError, Problem
from article41.model import Law, Provision
from article41.read.resolutions.checked import points, read_checked
from article41.read.resolutions.checks import check_coverage, link
from article41.read.resolutions.committee import read_acts, read_known
from article41.read.resolutions.goods import load_barrels, load_goods
from article41.read.resolutions.listings import read_listings, read_vessels
from article41.read.resolutions.provisions import ProvisionReader
from article41.read.resolutions.registers import read_coverage, read_facts, read_measures
from article41.read.resolutions.yaml import Source


def law_folder() -> Traversable:
    """The law that ships with the package."""
    return files("article41") / "law"


def load_law(folder: Traversable | None = None) -> Law:
    """The law as data. Raises LawError listing every mistake with file and line."""
    folder = law_folder() if folder is None else folder
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
    names = sorted(f.name for f in (folder / "resolutions").iterdir() if f.name.endswith(".yaml"))
    for name in names:
        source = Source(name)
        reader = ProvisionReader(source, facts, codes, measures)
        provisions += reader.resolution(text(f"resolutions/{name}"))
        problems += source.problems
    linked, found = link(provisions)
    problems += found
    problems += check_coverage(linked, coverage)
    checks, found = read_checked(text("checked.csv"), "checked.csv", points(linked))
    problems += found
    known = frozenset(p.id for p in linked)
    listings, found = read_listings(
        text("listings.csv"), text("listing_names.csv"), text("listing_identifiers.csv"), known
    )
    problems += found
    vessels, found = read_vessels(text("vessels.csv"), known)
    problems += found
    acts, found = read_acts(text("committee.csv"), "committee.csv")
    problems += found
    known_acts, found = read_known(text("committee_coverage.csv"), "committee_coverage.csv")
    problems += found
    if problems:
        raise LawError(problems)
    return Law(
        provisions=linked,
        facts=facts,
        goods=goods,
        barrels=barrels,
        measures=measures,
        coverage=coverage,
        hash=digest.hexdigest(),
        checks=checks,
        listings=(*listings, *vessels),
        acts=acts,
        known_acts=known_acts,
    )
