"""OFAC's older XML: every element of a record, and the same parties as in the CSV files."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from article41.dates import Moment
from article41.listing import Place

from .ofac_files import CSV, REAL, XML, counts, needs_real, read


def test_every_element_has_its_field() -> None:
    listings, file = read(XML)
    assert (file.format.key, file.list_key) == ("ofac_xml", "ofac_sdn")
    assert (file.tally.stamp, file.tally.list_date) == ("2026-02-27", date(2026, 2, 27))
    assert file.tally.declared == 3
    assert not file.tally.problems
    company, person, vessel = listings.values()
    assert [(n.text, n.quality, n.label, n.field) for n in company.names] == [
        ("SAMPLE TRADING CORPORATION", "primary", "", "name"),
        ("SAMPLE COMMERCE CORPORATION", "good", "a.k.a.", "alias 1001"),
        ("SAMPLE BARTER BUREAU", "fka", "f.k.a.", "alias 1002"),
        ("STC", "low", "a.k.a.", "alias 1007"),
        ("SAMPLE ODDITY", "aka", "x.k.a.", "alias 1009"),
    ]
    street = "1 Sample Street, Suite 2, (Sample Branch)"
    assert company.addresses == (
        Place(street, "Pyongyang", "Sample Province", "00100", "Korea, North", "KP"),
        Place(region="Sampleland"),
    )
    assert [(i.kind, i.value, i.country, i.note) for i in company.identifiers] == [
        ("registration", "HRB 7788", "DE", "issued 14 Dec 2005; expires 13 Dec 2015"),
        ("other", "12 34", "IR", ""),
        ("imo_company", "5550001", None, ""),
    ]
    assert company.born == (Moment.of("2014-05-05"),)
    assert company.details == {
        "Secondary sanctions risk": ("Sample Regulations, sections 1 and 2",),
        "Executive Order 99999 Directive Determination": ("Subject to Directive 9",),
        "Tax ID No.": ("Iran",),
        "remark": ("All offices worldwide",),
        "Linked To": ("SAMPLE HOLDING CO., LTD.",),
    }
    assert (person.name, person.names[0].family) == ("Pattern Middle EXAMPLE", "EXAMPLE")
    assert person.born == (Moment.of("1962-03-12"), Moment.of("~1963"))  # the main entry first
    assert person.details["Title"] == ("Director of SAMPLE TRADING CORPORATION; Colonel",)
    assert (person.gender, person.nationalities) == ("male", ("KP", "RU"))
    assert (vessel.imo, vessel.nationalities) == ("9074729", ("MN",))
    assert vessel.details == {
        "Vessel Type": ("Crude Oil Tanker",),
        "Vessel Owner": ("Sample Shipping Ltd.",),
        "Vessel Tonnage": ("11000",),
        "Vessel Gross Registered Tonnage": ("5500",),
    }


def test_what_is_unknown_or_says_nothing_is_counted() -> None:
    _, file = read(XML)
    assert counts(file, "unread") == {
        "aka type 'x.k.a.', category 'middling'": 1,
        "word 'Invented Number'": 1,
        "DOB that is no date": 1,
        "sdnEntry/inventedElement": 1,
    }
    assert counts(file, "refused") == {
        "empty alias": 1,
        "empty address": 1,
        "document without a number": 1,
        "empty number": 1,
    }


def test_both_formats_tell_the_same_of_a_party() -> None:
    printed, _ = read(CSV)
    marked, _ = read(XML)
    for reference in ("101", "102", "103"):
        one, other = printed[reference], marked[reference]
        assert (one.kind, one.regime, one.programmes) == (other.kind, other.regime, other.programmes)
        assert (one.imo, one.gender) == (other.imo, other.gender)
        strong = [
            {(n.text, n.family, n.quality) for n in x.names if n.quality != "low"} for x in (one, other)
        ]
        assert strong[0] == strong[1] - {("SAMPLE ODDITY", "", "aka")}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("02/27/2026", "27 February", "Publish_Date"),
        ("02/27/2026", "02/30/2026", "Publish_Date"),
        ("<Record_Count>3<", "<Record_Count>three<", "Record_Count"),
        ("<Record_Count>3<", "<Record_Count>4<", "4, as the file itself says"),
        ("<uid>102</uid>", "<uid></uid>", "uid"),
        ("<uid>102</uid>", "<uid>101</uid>", "line 112"),
        ("<lastName>SAMPLE STAR</lastName>", "<lastName/>", "lastName"),
    ],
)
def test_defects_of_the_whole_are_wrong(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "sdn.xml"
    path.write_text(XML.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    _, file = read(path)
    assert problem in [p.column or p.expected for p in file.tally.problems]


@needs_real
def test_the_real_consolidated_list_loads_whole() -> None:
    path = REAL / "ofac_cons_nonSDN_2025-03-28.xml"
    listings, file = read(path)
    assert (file.list_key, file.tally.list_date, file.tally.declared) == (
        "ofac_cons", date(2025, 3, 28), 443,
    )  # fmt: skip
    assert not file.tally.problems
    assert not file.tally.unread
    assert not file.tally.refused
    text = path.read_text(encoding="utf-8")
    kinds = Counter(re.findall("<sdnType>(.*?)</sdnType>", text))
    assert kinds == {"Entity": 363, "Individual": 80}
    assert Counter(x.kind for x in listings.values()) == {"entity": 363, "person": 80}
    names = [name for x in listings.values() for name in x.names[1:]]
    assert Counter(n.quality == "low" for n in names) == {
        False: text.count("<category>strong<"), True: text.count("<category>weak<"),
    }  # fmt: skip


@needs_real
def test_real_files_of_both_formats_tell_the_same() -> None:
    """They are of different days: for all but a few parties the two must tell the same."""
    marked, _ = read(REAL / "ofac_cons_nonSDN_2025-03-28.xml")
    printed, _ = read(REAL / "cons_2019")
    assert set(printed) < set(marked)
    differing: Counter[str] = Counter()
    for reference, one in printed.items():
        other = marked[reference]
        assert one.kind == other.kind
        said = [
            {
                "names": {(n.text, n.quality, n.family) for n in x.names},
                "numbers": {(i.kind, i.value, i.country, i.label, i.note) for i in x.identifiers},
                "births": {*x.born, *x.birth_places},
                "countries": {*x.nationalities},
            }
            for x in (one, other)
        ]
        differing.update(what for what in said[0] if said[0][what] != said[1][what])
    assert len(printed) == 442
    assert differing == {"names": 7, "numbers": 10}
