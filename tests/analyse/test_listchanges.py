"""What changed between two versions of a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from article41.analyse.listchanges import FieldChange, ListChange, list_changes
from article41.listing import Listing
from article41.read.lists.reading import open_list
from tests.listfiles import PARTIES, Party, un_file


def read(folder: Path, *parties: Party) -> list[Listing]:
    return list(open_list(un_file(folder, parties)).listings())


def changes(folder: Path, before: tuple[Party, ...], after: tuple[Party, ...]) -> list[ListChange]:
    return list(list_changes(read(folder, *before), read(folder, *after)))


def test_nothing_changed(tmp_path: Path) -> None:
    assert changes(tmp_path, PARTIES, PARTIES) == []


def test_order_and_place_are_no_change(tmp_path: Path) -> None:
    assert changes(tmp_path, PARTIES, (PARTIES[2], PARTIES[0], PARTIES[1], *PARTIES[3:])) == []


def test_added_delisted_and_changed(tmp_path: Path) -> None:
    new = Party("KPi.903", "NEWCOMER")
    renamed = replace(PARTIES[0], name="SAMPLE ONE OTHER", aliases=(("Low", "Sampel Van"), ("Low", "Sam")))
    found = changes(tmp_path, PARTIES, (renamed, *PARTIES[2:], new))
    assert [(c.kind, c.reference) for c in found] == [
        ("changed", "KPi.901"), ("added", "KPi.903"), ("delisted", "KPi.902"),
    ]  # fmt: skip
    [names] = found[0].fields
    assert names.field == "names"
    assert [(n.text, n.quality) for n in names.removed] == [
        ("SAMPLE ONE PERSON", "primary"),
        ("Sampel Van", "good"),
    ]
    assert [(n.text, n.quality) for n in names.added] == [
        ("SAMPLE ONE OTHER", "primary"),
        ("Sampel Van", "low"),
    ]
    assert found[2].listing.name == "PROBE TWO PERSON"


def test_details_are_compared_one_by_one(tmp_path: Path) -> None:
    told = replace(PARTIES[1], more="<COMMENTS1>Died in 2020.</COMMENTS1>")
    [change] = changes(tmp_path, PARTIES, (PARTIES[0], told, *PARTIES[2:]))
    assert change.fields == (FieldChange("details.comments", (), ("Died in 2020.",)),)


def test_another_order_of_names_is_told_as_such(tmp_path: Path) -> None:
    turned = replace(PARTIES[0], aliases=PARTIES[0].aliases[::-1])
    [change] = changes(tmp_path, PARTIES, (turned, *PARTIES[1:]))
    assert [f.field for f in change.fields] == ["names (order)"]
