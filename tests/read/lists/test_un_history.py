"""docs/lists.md tells what changed between the vintages of the United Nations list; here it is counted."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from article41.analyse.listchanges import list_changes
from article41.listing import Listing
from article41.read.lists.reading import open_list

ROOT = Path(__file__).parents[3]
UN = ROOT.parent / "shared" / "data" / "un"
pytestmark = pytest.mark.skipif(not UN.is_dir(), reason="the real lists are not beside the checkout")
ROW = re.compile(
    r"^\| (\d{4}-\d\d-\d\d) \| (\d{4}-\d\d-\d\d) \| ([\d,]+) \| (\d+) \| (\d+) \| (\d+) \| (.*?) ?\|$", re.M
)


def vintage(day: str) -> list[Listing]:
    return list(open_list(UN / f"un_consolidated_{day}.xml").listings())


def test_the_table_is_what_the_files_say() -> None:
    rows = ROW.findall((ROOT / "docs" / "lists.md").read_text(encoding="utf-8"))
    assert len(rows) == 10
    for first, last, records, *numbers, mostly in rows:
        before, after = vintage(first), vintage(last)
        changes = list(list_changes(before, after))
        kinds = Counter(c.kind for c in changes)
        assert len(after) == int(records.replace(",", "")), last
        assert [kinds["added"], kinds["delisted"], kinds["changed"]] == list(map(int, numbers)), last

        for regime, sign, number in re.findall(r"([A-Z][\w-]+) ([+−])(\d+)", mostly):
            gone = sum(c.kind == "delisted" and c.listing.regime == regime for c in changes)
            came = sum(c.kind == "added" and c.listing.regime == regime for c in changes)
            assert int(number) == (came if sign == "+" else gone), (last, regime)


def test_who_came_back_had_been_there() -> None:
    old, new = (
        {x.reference: x for x in vintage(d) if x.regime == "Iran"} for d in ("2020-11-30", "2026-02-27")
    )
    assert (len(old), len(new)) == (84, 121)
    assert all(new[reference].name == listing.name for reference, listing in old.items())
    assert {x.since.year for x in new.values()} == {2006, 2007, 2008, 2010, 2012}


def test_the_dprk_s_entries_came_on_four_days() -> None:
    before, after = (
        {x.reference: x for x in vintage(d) if x.regime == "DPRK"} for d in ("2017-07-03", "2018-10-29")
    )
    days = Counter(str(after[r].listed_on) for r in after.keys() - before.keys())
    assert days == {"2017-08-05": 13, "2017-09-11": 4, "2017-12-22": 17, "2018-03-30": 22}
    assert (len(before), len(after)) == (99, 155)


def test_most_of_596_changes_are_a_web_address() -> None:
    before, after = ({x.reference: x for x in vintage(d)} for d in ("2018-10-29", "2020-03-20"))
    said = [
        tuple("".join(x.details.get("comments", ())) for x in (before[r], after[r]))
        for r in before.keys() & after.keys()
    ]
    other = [pair for pair in said if pair[0] != pair[1]]
    moved = sum(len({re.sub(r"https?://\S+| ", "", text) for text in pair}) == 1 for pair in other)
    assert (len(other), moved) == (595, 418)
