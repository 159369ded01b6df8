"""OFAC's advanced XML: words behind numbers, names in scripts, entries from behind the parties."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from article41.dates import Moment
from article41.listing import Place

from .ofac_files import ADVANCED, XML, counts, read


def test_every_element_has_its_field() -> None:
    listings, file = read(ADVANCED)
    assert (file.format.key, file.list_key) == ("ofac_advanced", "ofac_sdn")
    assert file.tally.list_date == date(2026, 2, 27)
    assert not file.tally.problems
    company, person, vessel = listings.values()
    assert [(n.text, n.quality, n.script, n.label, n.note) for n in company.names] == [
        ("SAMPLE TRADING CORPORATION", "primary", "Latn", "", ""),
        ("ОБРАЗЕЦ ТОРГОВЛИ", "primary", "Cyrl", "original script", ""),
        ("SAMPLE COMMERCE CORPORATION", "good", "Latn", "A.K.A.", ""),
        ("STC", "low", "Latn", "A.K.A.", "Sample acronym"),
        ("SAMPLE BARTER BUREAU", "fka", "Latn", "F.K.A.", "1990-01-01 to 1990-12-31"),
    ]
    assert company.addresses == (
        Place(
            "1 Sample Street, Suite 2", "Pyongyang", "Sample Province", "00100", "Korea, North", "KP",
            "Cyrillic: Пхеньян",
        ),
        Place(region="Sampleland"),
    )  # fmt: skip
    assert [(i.kind, i.value, i.country, i.note) for i in company.identifiers] == [
        ("registration", "HRB 7788", "DE", ""),
        ("wallet", "1SampleSampleSampleSampleSample", None, "No forks."),
    ]
    assert company.born == (Moment.of("2014-05"),)
    assert company.listed_on == date(2016, 3, 16)
    assert company.programmes == ("DPRK2",)
    assert company.details == {
        "comment": ("All offices worldwide",),
        "Secondary sanctions risk": ("Sample Regulations, sections 1 and 2",),
        "Listing Date (CMIC)": ("2021-06-03",),
        "Invented Feature": ("Sample words",),
        "feature": ("Sample words without a type",),
        "list": ("SDN List",),
        "entry event": ("2018-01-24; Created; Executive Order 99999 (Samples)", "2016-03-16; Created"),
        "sanctions type": ("Block",),
    }
    assert (vessel.imo, vessel.nationalities) == ("9074729", ("MN",))
    assert vessel.details["VESSEL TYPE"] == ("Crude Oil Tanker",)
    assert [n.text for n in person.names] == [
        "Pattern Middle EXAMPLE", "样例子", "Pattern Samplovich EXEMPLAR", "PRETENCE",
    ]  # fmt: skip
    assert [(n.family, n.script) for n in person.names[:2]] == [("EXAMPLE", "Latn"), ("样", "Hans")]
    assert person.details["false identity"] == ("PRETENCE",)
    assert person.born == (
        Moment.of("1962-03-12"),
        Moment(date(1963, 1, 1), date(1963, 12, 31), "approximately"),
        Moment.of("1964"),
        Moment.of("1960..1965"),
    )
    assert person.details["reliability"] == ("Birthdate; 1962-03-12; False",)
    assert person.birth_places == (
        Place(city="Sampleton", region="Ryanggang", country="Korea, North", code="KP"),
        Place(country="Mongolia", code="MN"),
    )
    assert (person.gender, person.nationalities) == ("male", ("KP", "RU"))
    (passport,) = person.identifiers
    assert (passport.kind, passport.value, passport.country) == ("passport", "S123456", "KP")
    assert passport.note == (
        "in Pyongyang, Sample Province, Korea, North; Sample Office; Fraudulent; issued 2005-12-14; "
        "Sample comment; in the name of Pattern Samplovich EXEMPLAR"
    )
    assert person.details["Acting for or on behalf of"] == (
        "101; former; High; Sample link; 2019-01-01 to 2019-12-31",
    )
    assert person.details["list"] == ("SDN List", "Consolidated List")


def test_what_is_unknown_or_says_nothing_is_counted() -> None:
    _, file = read(ADVANCED)
    assert counts(file, "unread") == {
        "LocPartType 'INVENTED PART'": 1,
        "IDRegDocument/@IssuedIn-LocationID of no location": 1,
        "word 'Invented Feature'": 1,
        "word 'feature'": 1,
        "FeatureType that ReferenceValueSets lacks": 1,
        "VersionLocation/@LocationID of no location": 1,
        "To that is no day": 1,
        "DistinctParty/Profile/InventedElement": 1,
        "IDRegDocument of no identity": 1,
        "ProfileRelationship of no profile": 1,
    }
    assert counts(file, "refused") == {"empty name": 1, "empty address": 1, "document without a number": 1}


def test_both_xml_formats_tell_the_same_of_a_party() -> None:
    older, _ = read(XML)
    advanced, _ = read(ADVANCED)
    assert list(older) == list(advanced)
    for reference, one in older.items():
        other = advanced[reference]
        assert (one.kind, one.regime, one.programmes) == (other.kind, other.regime, other.programmes)
        assert (one.imo, one.gender) == (other.imo, other.gender)
        assert (one.name, one.names[0].family) == (other.name, other.names[0].family)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("<Year>2026</Year>", "<Year>the year</Year>", "DateOfIssue"),
        ('<Country ID="12"', '<Country ID="11"', "Country/@ID"),
        ('<DistinctParty FixedRef="102">', "<DistinctParty>", "FixedRef"),
        (
            '<SanctionsEntry ID="103" ProfileID="103"',
            '<SanctionsEntry ID="103" ProfileID="999"',
            "SanctionsEntry",
        ),
        (
            '<SanctionsEntry ID="103" ProfileID="103"',
            '<SanctionsEntry ID="103" ProfileID="999"',
            "SanctionsEntry/@ProfileID",
        ),
        ('AliasTypeID="1403" Primary="true"', 'AliasTypeID="1403" Primary="false"', "Alias"),
        ('<Profile ID="103"', '<Profile ID="102"', "SanctionsEntry"),
    ],
)
def test_defects_of_the_whole_are_wrong(tmp_path: Path, old: str, new: str, column: str) -> None:
    path = tmp_path / "sdn_advanced.xml"
    path.write_text(ADVANCED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    _, file = read(path)
    assert column in [problem.column for problem in file.tally.problems]


def test_the_order_of_the_sections_does_not_matter(tmp_path: Path) -> None:
    text = ADVANCED.read_text(encoding="utf-8")
    start, end = text.index("  <SanctionsEntries>"), text.index("  <SanctionsEntryLinks")
    entries = text[start:end]
    moved = text[:start].replace("  <DistinctParties>", entries + "  <DistinctParties>") + text[end:]
    path = tmp_path / "sdn_advanced.xml"
    path.write_text(moved, encoding="utf-8")
    assert {r: x.content_hash for r, x in read(path)[0].items()} == {
        r: x.content_hash for r, x in read(ADVANCED)[0].items()
    }


def test_the_list_is_told_by_the_name_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "CONS_ADVANCED.XML"
    path.write_bytes(ADVANCED.read_bytes())
    assert read(path)[1].list_key == "ofac_cons"
