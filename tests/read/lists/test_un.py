"""The United Nations list: what a small file says, and every real vintage beside an independent count."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from article41.analyse.names import compact, normalised
from article41.dates import Moment
from article41.errors import InputError
from article41.listing import Listing
from article41.read.lists.names import apart
from article41.read.lists.reading import ListFile, open_list
from article41.read.resolutions import load_law
from tests.listfiles import PARTIES, Party, un_file, un_text

UN = Path(__file__).parents[4] / "shared" / "data" / "un"
real = pytest.mark.skipif(not UN.is_dir(), reason="the real lists are not beside the checkout")
SOUND = {
    "2017-06-20": (653, 371), "2017-06-30": (653, 371), "2017-07-03": (650, 371), "2018-10-29": (703, 390),
    "2020-03-20": (709, 305), "2020-11-24": (713, 305), "2020-11-30": (713, 305), "2024-09-21": (682, 193),
    "2024-09-26": (682, 193), "2024-11-30": (686, 193), "2026-02-27": (730, 273),
}  # fmt: skip


def read(path: Path) -> tuple[ListFile, list[Listing]]:
    source = open_list(path)
    return source, list(source.listings())


def one(tmp_path: Path, more: str, reference: str = "KPi.999") -> tuple[ListFile, Listing]:
    source, found = read(un_file(tmp_path, (Party(reference, "SAMPLE NAME", more=more),)))
    return source, found[0]


def test_a_record_in_full(tmp_path: Path) -> None:
    more = """
      <SECOND_NAME>SECOND</SECOND_NAME><GENDER>Male</GENDER><NAME_ORIGINAL_SCRIPT>김견본</NAME_ORIGINAL_SCRIPT>
      <TITLE><VALUE>Dr</VALUE></TITLE><DESIGNATION><VALUE>Director</VALUE><VALUE>Chair</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
      <LAST_DAY_UPDATED><VALUE>2018-01-02</VALUE><VALUE>2017-01-02</VALUE><VALUE/></LAST_DAY_UPDATED>
      <INDIVIDUAL_ADDRESS><CITY>Pyongyang</CITY><COUNTRY>Nowhereland</COUNTRY><NOTE>old</NOTE></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-07-17</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1965</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1966</FROM_YEAR><TO_YEAR>1968</TO_YEAR>
        <NOTE>said by some</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Hamhung</CITY><COUNTRY>DPRK</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>123456 (Expired 2016)</NUMBER>
        <ISSUING_COUNTRY>DPRK</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NOTE>lost</NOTE></INDIVIDUAL_DOCUMENT>
      <COMMENTS1>New AKA with date of birth 22 February 1958 and passport number 836110034.</COMMENTS1>
    """
    source, found = one(tmp_path, more)
    assert (found.name, found.kind, found.regime, found.gender) == (
        "SAMPLE NAME SECOND",
        "person",
        "DPRK",
        "male",
    )
    assert [(n.text, n.script) for n in found.names] == [("SAMPLE NAME SECOND", "Latn"), ("김견본", "Hang")]
    assert [str(m.first) + m.precision for m in found.born] == [
        "1964-07-17day", "1965-01-01approximately", "1966-01-01between", "1958-02-22day",
    ]  # fmt: skip
    assert found.amended_on == (date(2017, 1, 2), date(2018, 1, 2))
    assert found.nationalities == ("KP",)
    assert (found.addresses[0].country, found.addresses[0].code) == ("Nowhereland", "")
    assert (found.birth_places[0].city, found.birth_places[0].code) == ("Hamhung", "KP")
    assert [(i.kind, i.value, i.country, i.note) for i in found.identifiers] == [
        ("passport", "123456", "KP", "Expired 2016"), ("passport", "836110034", None, ""),
    ]  # fmt: skip
    assert found.details["designation"] == ("Director", "Chair")
    assert found.details["document without a number"] == ("Passport; lost",)
    assert found.details["date of birth note"] == ("said by some",)
    assert source.tally.unread == {}


def test_aliases_keep_their_quality_and_say_nothing_for_nobody(tmp_path: Path) -> None:
    aliases = (
        ("Good", "A; B"),
        ("Low", "C"),
        ("", ""),
        ("Good", "na"),
        ("", "-"),
        ("Best", "D"),
        ("a.k.a.", "E"),
    )
    source, [found] = read(un_file(tmp_path, (Party("KPi.999", "NAME", aliases=aliases),)))
    assert [(n.text, n.quality) for n in found.names[1:]] == [
        ("A", "good"), ("B", "good"), ("C", "low"), ("D", "aka"), ("E", "aka"),
    ]  # fmt: skip
    assert {k: m.count for k, m in source.tally.refused.items()} == {"empty alias": 1, "placeholder alias": 2}
    assert list(source.tally.unread) == ["INDIVIDUAL/INDIVIDUAL_ALIAS/QUALITY=Best"]


def test_births_in_aliases_without_a_name_are_the_person_s(tmp_path: Path) -> None:
    more = (
        "<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/><DATE_OF_BIRTH>1960</DATE_OF_BIRTH>"
        "<CITY_OF_BIRTH>Wonsan</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>DPRK</COUNTRY_OF_BIRTH></INDIVIDUAL_ALIAS>"
    )
    source, found = one(tmp_path, more)
    assert found.born == (Moment.of("1960"),)
    assert [p.city for p in found.birth_places] == ["Wonsan"]
    assert list(source.tally.refused) == ["empty alias, its birth kept"]


def test_what_no_reader_knows_is_counted(tmp_path: Path) -> None:
    more = '<NEW_THING>x</NEW_THING><NEW_THING>y</NEW_THING><GENDER code="1">Male</GENDER>stray'
    source, _ = one(tmp_path, more)
    unread = {k: (m.count, m.sample) for k, m in source.tally.unread.items()}
    assert unread == {
        "INDIVIDUAL/NEW_THING": (2, "x"), "INDIVIDUAL/GENDER/@code": (1, "1"),
        "INDIVIDUAL/text between elements": (1, "stray"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A One; B Two", ("A One", "B Two")),
        ("a) A One b) B Two", ("A One", "B Two")),
        ("A ONE / AO", ("A ONE", "AO")),
        ("ADF/NALU", ("ADF/NALU",)),
        ("Jin (金铁三)", ("Jin", "金铁三")),
        ("金 (Jin; Kim)", ("金", "Jin", "Kim")),
        ("A Front (AF) (حركة (original script); The Front; Al Front)", ("A Front (AF)", "حركة", "The Front", "Al Front")),
        ("GENERAL BUREAU (GB)", ("GENERAL BUREAU (GB)",)),
        ("華信船務(香港)有限公司", ("華信船務(香港)有限公司",)),
        ("A, B", ("A, B",)),
        ("((((", ("((((",)),
        (";;", (";;",)),
    ],
)  # fmt: skip
def test_names_printed_as_one_are_taken_apart(text: str, names: tuple[str, ...]) -> None:
    assert apart(text) == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (un_text().replace("</ENTITIES>", ""), r"found 'line 12, column 21: Opening and ending tag mismatch"),
        (un_text()[: len(un_text()) // 2], "expected well-formed XML"),
        ("<OTHER/>", "expected a list in a format with a reader"),
        (un_text().replace("?>", "?><!DOCTYPE x [<!ENTITY a 'b'>]>"), "found 'a document type'"),
        (un_text(()), "found 'no listing'"),
        (un_text(stamp="soon"), "expected the day the list was generated"),
        ("", "found 'an empty file'"),
    ],
)
def test_what_is_no_sound_list_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "un.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):  # noqa: PT012  a list is read while it is asked for
        source, _ = read(path)
        raise InputError(source.tally.all_problems())


def test_a_date_given_must_be_the_list_s_own(tmp_path: Path) -> None:
    source = open_list(un_file(tmp_path, PARTIES), day=date(2026, 1, 3))
    assert len(list(source.listings())) == 5
    assert "a list of 2026-01-02'; expected one of 2026-01-03" in str(source.tally.problems[0])


@real
@pytest.mark.parametrize("day", SOUND)
def test_every_vintage_has_the_counts_of_another_parser(day: str) -> None:
    path = UN / f"un_consolidated_{day}.xml"
    source, found = read(path)
    assert source.tally.all_problems() == []
    assert str(source.tally.list_date) == day
    root = ElementTree.parse(path).getroot()  # noqa: S314  a file of the United Nations
    counted = Counter(
        (kind, record.findtext("UN_LIST_TYPE", "").strip())
        for tag, kind in (("INDIVIDUAL", "person"), ("ENTITY", "entity"))
        for record in root.iter(tag)
    )
    assert Counter((x.kind, x.regime) for x in found) == counted
    assert (sum(x.kind == "person" for x in found), sum(x.kind == "entity" for x in found)) == SOUND[day]
    assert len({x.reference for x in found}) == len(found)


@real
def test_the_malformed_vintage_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match="line 53, column 11: PCDATA invalid Char value 25"):
        read(UN / "un_consolidated_2025-08-16_malformed.xml")


@real
def test_the_newest_vintage_says_what_the_law_s_own_register_says() -> None:
    _, found = read(UN / "un_consolidated_2026-02-27.xml")
    listed = {x.reference: x for x in found if x.regime == "DPRK"}
    ours = {x.reference: x for x in load_law().listings if x.kind != "vessel"}
    assert Counter(x.kind for x in listed.values()) == {"person": 80, "entity": 75}
    assert len(found) == 1003
    assert listed.keys() == ours.keys()
    for reference, other in ours.items():
        said = listed[reference]
        for name in ("kind", "name", "listed_on", "amended_on", "born", "nationalities"):
            assert getattr(said, name) == getattr(other, name), (reference, name)
        # the register leaves out quotation marks and blanks within a number
        assert {(normalised(n.text), n.quality, n.script) for n in said.names} == {
            (normalised(n.text), n.quality, n.script) for n in other.names
        }, reference
        assert {(i.kind, compact(i.value), i.country) for i in said.identifiers} == {
            (i.kind, compact(i.value), i.country) for i in other.identifiers
        }, reference
