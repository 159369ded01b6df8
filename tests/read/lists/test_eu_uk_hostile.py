"""Damaged and hostile files of the EU and UK formats: told or refused, never another exception or a hang."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.read.lists.reading import open_list

SAMPLES = Path(__file__).parent / "samples"
READERS = {
    "eu_fsf_1_0.csv": "eu_csv",
    "eu_fsf_1_1.csv": "eu_csv",
    "eu_fsf_1_1.xml": "eu_xml",
    "eu_journal.csv": "eu_journal_csv",
    "uk.csv": "uk_csv",
    "uk.xml": "uk_xml",
    "un_vessels.csv": "un_vessels_csv",
}
SPLINTERS = (
    *(b"\0", b'"', b";", b",", b"\n", b"\r", b"<", b"&", b"\xff\xfe", b"\\n", b"PHONE[", b"(", b"a) b) "),
    *(b"0000-00-00", b"31/02/1960", b"dd/mm/0000", b"1950 to 1950 to ", b"circa ", b"9" * 40, b"A" * 3000),
    *("٣/٤/١٩٦١".encode(), "²".encode(), b"<!DOCTYPE x>", b"-", b"true", b"1960-1950", b"UNKNOWN"),
)


def _read(path: Path, reader: str) -> int:
    """How many listings there are; every one has a name and a reference that are text."""
    file = open_list(path, day=date(2021, 5, 6), reader=reader)
    listings = list(file.listings())
    assert all(x.names and isinstance(x.reference, str) for x in listings)
    return len(listings)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(4):
            case 0 if found:
                found[at % len(found)] = chance.randrange(256)
            case 1:
                del found[at:]
            case 2:
                del found[at : at + chance.randint(1, 60)]
            case _:
                found[at:at] = chance.choice(SPLINTERS) * chance.choice((1, 1, 1, 90))
    return bytes(found)


@pytest.mark.parametrize("name", READERS)
def test_damage_is_told_or_refused(name: str, tmp_path: Path) -> None:
    data, path, chance = (SAMPLES / name).read_bytes(), tmp_path / name, random.Random(name)
    refused = 0
    for _ in range(60):
        path.write_bytes(_damaged(data, chance))
        try:
            _read(path, READERS[name])
        except InputError:
            refused += 1
    assert refused > 10


@pytest.mark.parametrize("name", READERS)
def test_a_file_is_told_by_its_content(name: str) -> None:
    assert open_list(SAMPLES / name, day=date(2021, 5, 6)).format.key == READERS[name]


@pytest.mark.parametrize("name", [n for n in READERS if n.endswith(".xml")])
def test_entities_are_not_expanded(name: str, tmp_path: Path) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    start, _, rest = text.partition("?>")
    path = tmp_path / name
    path.write_text(f'{start}?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>{rest}', encoding="utf-8")
    with pytest.raises(InputError, match="document type"):
        _read(path, READERS[name])


@pytest.mark.parametrize("text", ["1950 to " * 20_000, "(" * 90_000, "(a-)(" * 20_000, "PHONE[" * 20_000])
def test_long_cells_cost_no_more_than_their_length(text: str, tmp_path: Path) -> None:
    for name in ("eu_fsf_1_0.csv", "eu_journal.csv"):
        whole = (SAMPLES / name).read_text(encoding="utf-8")
        for old in ("1961-04-03", "S0000001", "3.4.1961", "PHONE[+00 1 234]", "Sample Star (Specimen Star)"):
            path = tmp_path / name
            path.write_text(whole.replace(old, text[:120_000]), encoding="utf-8")
            assert _read(path, READERS[name]) > 1
