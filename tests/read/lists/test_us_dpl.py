"""The denied persons: our own table, and the real one where it is beside the checkout."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.listing import Listing
from article41.read.lists.reading import ListFile, open_list

_SAMPLE = Path(__file__).parent / "samples" / "us_dpl.txt"
DAY = date(2026, 1, 2)
_SHARED = Path(__file__).parents[4] / "shared" / "data" / "us_csl" / "bis_dpl.txt"


def _load(path: Path) -> tuple[ListFile, list[Listing]]:
    file = open_list(path, day=DAY)
    return file, list(file.listings())


def test_rows_of_one_order_are_one_party() -> None:
    file, (company, person) = _load(_SAMPLE)
    assert file.list_key == "us_dpl"
    assert not file.tally.problems
    assert company.reference == "2011-08-12 SAMPLE TRADING CO."
    assert company.listed_on == date(2011, 8, 12)
    assert company.amended_on == (date(2011, 8, 20), date(2012, 1, 5))
    assert [(p.street, p.city, p.region, p.postal_code, p.code) for p in company.addresses] == [
        ("1 EXAMPLE STREET", "SAMPLETON", "CA", "90000", "US"),
        ("2 EXAMPLE STREET", "DUBAI", "", "", "AE"),
    ]
    assert company.details["action"] == ("FR NOTICE ADDED", "ADDRESS ADDED")
    assert company.details["expiration date"] == ("08/12/2021",)
    assert (company.kind, company.regime) == ("unknown", "DPL")
    assert (person.reference, person.listed_on) == ("bad day INVENTED, PERSON", None)


def test_what_is_not_read_is_told() -> None:
    file, _ = _load(_SAMPLE)
    assert {k: (m.count, m.sample) for k, m in file.tally.unread.items()} == {
        "column Effective_Date that is no day": (1, "bad day"),
        "column Last_Update that is no day": (1, "3017-08-22"),
    }
    assert {k: m.where for k, m in file.tally.refused.items()} == {
        "row that stands twice": "us_dpl.txt row 5"
    }


def test_a_row_without_a_name_is_wrong_and_a_short_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dpl.txt"
    text = _SAMPLE.read_text(encoding="utf-8")
    path.write_text(text.replace("INVENTED, PERSON", ""), encoding="utf-8")
    file, _ = _load(path)
    assert [(p.row, p.column) for p in file.tally.problems] == [(3, "Name")]
    path.write_text(text + '"ONE"\t"TWO"\n', encoding="utf-8")
    with pytest.raises(InputError, match="row 6: found '2 cells'"):
        _load(path)


@pytest.mark.skipif(not _SHARED.exists(), reason="the real list is not beside this checkout")
def test_the_real_list() -> None:
    file, listings = _load(_SHARED)
    assert len(listings) == 417
    assert sum(len(x.addresses) for x in listings) == 543
    assert {k: m.count for k, m in file.tally.refused.items()} == {"row that stands twice": 3}
    assert {k: m.sample for k, m in file.tally.unread.items()} == {
        "column Last_Update that is no day": "3017-08-22"
    }
    assert not file.tally.problems
