"""Two names compared: Koreans first, then what makes and what lowers a score."""

from __future__ import annotations

import pytest

from article41 import THRESHOLD, compare_names
from article41.analyse.matching.qualifiers import Qualifiers, qualified

ONE = [
    ("Choe Son Hui", "Ch'oe Sŏn-hŭi"),
    ("Choe Son Hui", "최선희"),
    ("Choe Son Hui", "崔善姬"),
    ("Choe Son Hui", "Choi Sun-hee"),
    ("Choe Son Hui", "チェ・ソンヒ"),
    ("Ri Son Gwon", "리선권"),
    ("Ri Son Gwon", "이선권"),
    ("Ri Son Gwon", "Lee Seon-gwon"),
    ("Ri Son Gwon", "Ли Сон Гвон"),
    ("Pak Chol Min", "朴哲民"),
    ("Pak Chol Min", "Park Cheol-min"),
    ("Kim Jong Un", "Kim Chŏng-ŭn"),
    ("Kim Jong Un", "Ким Чен Ын"),
    ("Kim Jong Un", "金正恩"),
    ("Kim Yo Jong", "김여정"),
    ("No Kwang Chol", "Roh Gwang-cheol"),
    ("Jo Yong Won", "Cho Yong-won"),
]
TWO = [
    ("Kim Jong Un", "Kim Jong Il"),
    ("Kim Jong Un", "Kim Jong Nam"),
    ("김정은", "김종은"),
    ("金正恩", "김정일"),
    ("Kim Jong Un", "김정일"),
    ("Ri Yong Ho", "Ri Yong Gil"),
    ("Pak Chol Min", "Pak Chol Nam"),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_korean_in_every_spelling(a: str, b: str) -> None:
    assert compare_names(a, b, schema="Person").score >= THRESHOLD
    assert compare_names(b, a, schema="Person").score >= THRESHOLD


@pytest.mark.parametrize(("a", "b"), TWO)
def test_two_koreans_stay_apart(a: str, b: str) -> None:
    assert compare_names(a, b, schema="Person").score < THRESHOLD - 0.1


@pytest.mark.parametrize(
    ("a", "b", "schema", "rule"),
    [
        ("Angela Merkel", "Merkel, Angela", "Person", "equal"),
        ("Sergei Lavrov", "Сергей Лавров", "Person", "romanisation"),
        ("Angela Merkel", "Anglea Merkel", "Person", "typo"),
        ("John R. Smithson", "John Robert Smithson", "Person", "initial"),
        ("Vladimir Putin", "VladimirPutin", "Person", "glued"),
        ("Trafigura Limited Liability Company", "Trafigura LLC", "Company", "equal"),
        ("Hesong Trading Corporation", "Haesong Trading Corp.", "Organization", "typo"),
        ("Brigade Forty Four", "Brigade 44", "Organization", "equal"),
        ("KUM UN SAN 3", "Geum Un San 3", "Vessel", "romanisation"),
        ("KOMID", "Korea Mining Development Trading Corporation", "Company", "acronym"),
        ("Islamic Republic of Iran Shipping Lines", "IRISL", "Organization", "acronym"),
        ("Ben Netanyahu", "Benjamin Netanyahu", "Person", "nickname"),
        ("Саша Петренко", "Aleksandr Petrenko", "Person", "nickname"),
        ("Chiang Tse-min", "Jiang Zemin", "Person", "glued"),
        ("Sehikh Hassan Dahir", "Sheikh Hassan Dahir", "Person", "equal"),
        ("Abuelmalek Drukdal", "Abdelmalek Drukdal", "Person", "equal"),
        (
            "Korea, Central Bank of the Democratic People's Republic of",
            "Central Bank of the Demrocratic People's Republic of Korea",
            "Organization",
            "equal",
        ),
        ("Radiozavod Company Joint-Stock", "OAO Radiozavod", "Company", "equal"),
        ("III, Maria", "MARIA III", "Vessel", "equal"),
        ("Yongwon, Cho", "JO, Yong-Won", "Person", "romanisation"),
    ],
)
def test_rules_by_name(a: str, b: str, schema: str, rule: str) -> None:
    found = compare_names(a, b, schema=schema)
    assert found.score >= THRESHOLD
    assert rule in {r.rule for r in found.reasons}


@pytest.mark.parametrize(
    ("a", "b", "schema"),
    [
        ("Salman bin Muhammad", "Muhammad bin Salman", "Person"),
        ("Sergey Viktorovich Lavrov", "Sergey Borisovich Lavrov", "Person"),
        ("KUM UN SAN 3", "KUM UN SAN 4", "Vessel"),
        ("China National Pipeline Corporation", "China National Petroleum Corporation", "Company"),
        ("Maria Gomez", "Mario Gonzo", "Person"),
        ("Kim", "Kim Jong Un", "Person"),
        ("Ahmed ben Ali ben Omar", "Ali ben Ahmed ben Omar", "Person"),
        ("Global Solutions, Inc.", "Global Solutions II, Inc.", "Company"),
        ("Atlantic Peach", "Atlantic", "Vessel"),
        ("KMD", "Korea Mining Development Trading Corporation", "Company"),
        ("NSCL", "New Shipping Company Limited", "Company"),
        ("Shelly Johns", "Jones Sally", "Person"),
        ("Jo Sang-hoon", "KHUN, Saeng", "Person"),
        ("Jong Tae Chun", "PAK, Tae-Chun", "Person"),
        ("张建鑫", "ZHANG, Jian", "Person"),
        ("Wang Boying", "WANG, Guo Ying", "Person"),
    ],
)
def test_what_is_not_one(a: str, b: str, schema: str) -> None:
    assert compare_names(a, b, schema=schema).score < THRESHOLD


def test_a_chain_of_fathers_is_not_reversed() -> None:
    name = "Ahmed ben Ali ben Omar"
    assert compare_names(name, name, schema="Person").score == pytest.approx(1.0)


@pytest.mark.parametrize(("a", "b"), [*ONE, *TWO, ("", "x"), ("Abu Ali", "Omar bin Khalid al-Dulaimi")])
def test_the_parts_add_up(a: str, b: str) -> None:
    for schema in ("Person", "Company", "Unknown"):
        found = compare_names(a, b, schema=schema)
        assert sum(r.points for r in found.reasons) == pytest.approx(found.score, abs=1e-5)


@pytest.mark.parametrize(
    "name", ["", "  \t", "\u202e", "\ud800", "x\ud800y", "a" * 100_000, "kim " * 25_000, "\x00"]
)
def test_bad_input_gives_a_score_all_the_same(name: str) -> None:
    assert 0 <= compare_names(name, "Kim Jong Un", schema="Person").score < THRESHOLD
    assert 0 <= compare_names(name, name).score <= 1


def test_an_unknown_schema_is_unknown_and_says_so() -> None:
    found = compare_names("Kim Jong Un", "김정은", schema="Persn")
    assert found.score >= THRESHOLD
    assert found.notes == ("schema 'Persn' is not known and treated as Unknown",)
    assert compare_names("Kim Jong Un", "김정은", schema="person").notes == ()


def test_what_is_known_besides_moves_the_score() -> None:
    name = compare_names("Kim Yong Chol", "Kim Yong-chol", schema="Person")
    listed = Qualifiers(birth_dates=("1945-11-05",), nationalities=("KP",), identifiers=("PS 654-320",))
    assert qualified(name, Qualifiers(), listed) == name
    other = qualified(name, Qualifiers(birth_dates=("1981",)), listed)
    assert other.score < THRESHOLD < name.score
    near = qualified(name, Qualifiers(birth_dates=("1945",), nationalities=("kp",)), listed)
    assert near.score >= name.score
    assert qualified(name, Qualifiers(birth_dates=("1946",)), listed).score == name.score
    same = qualified(compare_names("A", "B"), Qualifiers(identifiers=("ps654320",)), listed)
    assert same.score == pytest.approx(1.0)
    for found in (other, near, same):
        assert sum(r.points for r in found.reasons) == pytest.approx(found.score, abs=1e-5)
