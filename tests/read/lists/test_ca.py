"""Canada's list: our own file in three vintages, and the real one where it is beside the checkout."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.listing import Listing
from article41.read.lists.reading import ListFile, open_list

_SAMPLES = Path(__file__).parent / "samples"
DAY = date(2026, 1, 2)
_SHARED = Path(__file__).parents[4] / "shared" / "data" / "ca" / "canada_sema-lmes_2025.xml"


def _load(path: Path) -> tuple[ListFile, list[Listing]]:
    file = open_list(path, day=DAY)
    return file, list(file.listings())


def test_a_person_an_entity_a_ship() -> None:
    file, (person, entity, ship) = _load(_SAMPLES / "ca_sema.xml")
    assert file.list_key == "ca_sema"
    assert not file.tally.problems
    assert (person.reference, person.kind, person.name) == ("Utopia/1, Part 1/1", "person", "Ivan SAMPLEMAN")
    assert person.names[0].family == "SAMPLEMAN"
    assert [(n.text, n.language, n.script) for n in person.names[1:]] == [
        ("Ivan Sampleman", "", "Latn"),
        ("Иван ОБРАЗЕЦ", "Russian", "Cyrl"),
        ("Example One", "", "Latn"),
        ("Example Two", "", "Latn"),
        ("Example Three", "", "Latn"),
    ]
    assert [str(m.first) for m in person.born] == ["1963-01-01", "1964-02-03"]
    assert (person.listed_on, person.regime) == (date(2020, 9, 28), "Utopia")
    assert person.programmes == ("Utopia / Utopie",)
    assert person.details["title"] == ("Colonel",)
    assert person.details["aliases"][0].startswith("Ivan Sampleman, Russian:")
    assert (entity.reference, entity.kind, entity.regime) == ("North Korea/2", "entity", "DPRK")
    assert [n.text for n in entity.names[1:]] == ["Sample Trading, Ltd.", "STC", "Sampletrade"]
    assert entity.born == ()
    assert entity.details["date of birth or ship build date"] == ("born in the early 1970s",)
    assert (ship.reference, ship.kind, ship.imo) == ("EIPR/1.1/7", "vessel", "9074729")
    assert ship.details["ship type"] == ("Oil Tanker",)
    assert [i.is_sound for i in ship.identifiers] == [True]


def test_what_is_not_read_is_told() -> None:
    file, _ = _load(_SAMPLES / "ca_sema.xml")
    assert {path: met.count for path, met in file.tally.unread.items()} == {"record/Novelty": 1}
    assert {what: met.count for what, met in file.tally.refused.items()} == {"placeholder in Schedule": 1}


def test_bilingual_tags_give_the_same_references() -> None:
    file, (person, ship) = _load(_SAMPLES / "ca_sema_bilingual.xml")
    assert (file.tally.problems, file.tally.unread) == ([], {})
    assert (person.reference, person.name) == ("Utopia/1, Part 1/1", "Ivan SAMPLEMAN")
    assert (ship.kind, ship.imo) == ("vessel", "9074729")


def test_older_tags(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    record = "<Country>Utopia</Country><Entity>SAMPLE BANK</Entity><Item>4</Item>"
    path.write_text(f"<data-set><record>{record}</record></data-set>", encoding="utf-8")
    _, (entity,) = _load(path)
    assert (entity.reference, entity.kind, entity.name) == ("Utopia/4", "entity", "SAMPLE BANK")


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    same = "<record><Country>Utopia</Country><EntityOrShip>X CO</EntityOrShip><Item>1</Item></record>"
    both = "<record><Country>U</Country><EntityOrShip>X</EntityOrShip><LastName>Y</LastName><Item>2</Item></record>"
    path.write_text(f"<data-set>{same}{same}{both}<record/></data-set>", encoding="utf-8")
    file, _ = _load(path)
    assert [(p.column, p.expected) for p in file.tally.problems] == [
        ("line 1", "each reference once"),
        ("EntityOrShip", "an entity or a person"),
        ("Country", "what tells the record from others"),
        ("Item", "what tells the record from others"),
        ("LastName", "a name: LastName, GivenName or EntityOrShip"),
    ]


def test_malformed_xml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes((_SAMPLES / "ca_sema.xml").read_bytes()[:-100])
    with pytest.raises(InputError, match=r"found .line 3"):
        _load(path)


@pytest.mark.skipif(not _SHARED.exists(), reason="the real list is not beside this checkout")
def test_the_real_list() -> None:
    file, listings = _load(_SHARED)
    assert Counter(x.kind for x in listings) == {"person": 3_334, "entity": 1_316, "vessel": 109}
    assert (file.tally.problems, file.tally.unread, file.tally.refused) == ([], {}, {})
    assert all(x.listed_on is not None for x in listings)
    assert all(x.imo is not None for x in listings if x.kind == "vessel")
