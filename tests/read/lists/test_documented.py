"""The table of readers in docs/lists.md names every reader and list, and the counts of the real files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from article41.listing import Listing
from article41.read.lists.formats import formats
from article41.read.lists.reading import open_list
from article41.read.lists.sources import sources

_ROOT = Path(__file__).parents[3]
_SHARED = _ROOT.parent / "shared" / "data"
_ROWS = {
    row[0]: row[1:]
    for row in re.findall(
        r"^\| `(\w+)` \| (.+) \| (.+) \| (.+) \| (.*)\|$",
        (_ROOT / "docs" / "lists.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
}
_FILES = [
    ("un_xml", "un/un_consolidated_2026-02-27.xml"),
    ("un_vessels_csv", "un1718_vessels/un1718_vessels_from_EU_2017_1509.csv"),
    ("eu_journal_csv", "eu/32017R1509.csv"),
    ("au_xlsx", "au/australia_dfat_regulation8_2024-12.xlsx"),
    ("ca_xml", "ca/canada_sema-lmes_2025.xml"),
    ("us_dpl_txt", "us_csl/bis_dpl.txt"),
    ("ofac_xml", "ofac/ofac_cons_nonSDN_2025-03-28.xml"),
    ("ofac_csv", "ofac/trio_2023-12-28"),
    ("ofac_csv", "ofac/trio_2019-01"),
    ("ofac_csv", "ofac/cons_2019"),
    ("ftm_json", "ftm/entities.ftm.json"),
    ("ftm_json", "ftm/targets.nested.json"),
    ("ftm_simple_csv", "ftm/ua_war_sanctions_targets.simple_2026-03.csv"),
    ("ftm_simple_csv", "ftm/targets.simple.csv"),
]
_KINDS = {
    "person": "persons",
    "entity": "entities",
    "vessel": "vessels",
    "aircraft": "aircraft",
    "unknown": "of no kind",
}


def test_every_reader_and_list_is_told() -> None:
    assert set(_ROWS) == {f.key for f in formats()}
    for format_ in formats():
        lists, what, *_ = _ROWS[format_.key]
        assert what.startswith(format_.title)
        assert lists == (", ".join(f"`{key}`" for key in format_.lists) or "any name")
    assert sources().keys() <= {key for f in formats() for key in f.lists}


def _counts(listings: Iterable[Listing]) -> str:
    counts: Counter[str] = Counter(listing.kind for listing in listings)
    return ", ".join(f"{counts[kind]:,} {word}" for kind, word in _KINDS.items() if counts[kind])


@pytest.mark.skipif(not _SHARED.exists(), reason="the real lists are not beside this checkout")
@pytest.mark.parametrize(("reader", "file"), _FILES)
def test_the_counts_are_those_of_the_files(reader: str, file: str) -> None:
    format_ = next(f for f in formats() if f.key == reader)
    opened = open_list(
        _SHARED / file,
        None if format_.lists else "own",
        None if format_.is_dated else date(2026, 1, 2),
    )
    assert opened.format.key == reader
    assert _counts(opened.listings()) in _ROWS[reader][2]


@pytest.mark.skipif(not _SHARED.exists(), reason="the real lists are not beside this checkout")
def test_the_whole_rows_of_a_file_that_is_cut_off(tmp_path: Path) -> None:
    whole = tmp_path / "csl.csv"
    lines = (_SHARED / "us_csl" / "us_csl_moov_2023-11-30.csv").read_bytes().splitlines(keepends=True)
    whole.write_bytes(b"".join(lines[:-1]))
    counts = _counts(open_list(whole, day=date(2026, 1, 2)).listings())
    assert f"its whole rows: {counts}" in _ROWS["us_csl_csv"][2]
