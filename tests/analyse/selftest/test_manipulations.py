"""Every manipulation changes what it says it changes, and nothing that it does not apply to."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article41.analyse.names import normalised
from article41.analyse.selftest.cases import control_cases, drawn
from article41.analyse.selftest.letters import NEIGHBOURS
from article41.analyse.selftest.manipulations import MANIPULATIONS
from article41.analyse.selftest.subjects import Subject, source_of, subjects
from article41.listing import Kind

from .names import LISTINGS, listing

SUBJECTS = list(subjects([source_of("sample", LISTINGS)]))
NEUTRAL = ("case", "punctuation", "unseen character", "direction character")
KINDS: list[Kind] = ["person", "entity", "vessel", "aircraft", "unknown"]
HOSTILE = [
    "",
    " ",
    "A",
    "'",
    "-",
    "ab",
    "\u202e",
    "🚢🚢🚢",
    "김정은",
    "عمر محمود",
    "x" * 100_000,
    "a b " * 500,
    "Ἀ",
    "ſtreet",
    "İzmir",
    "ß",
]


def subject(text: str, kind: Kind = "person", nationality: str = "") -> Subject:
    return next(subjects([source_of("s", (listing("X", kind, text, nationality=nationality),))]))


def changed(name: str, text: str, kind: Kind = "person", nationality: str = "") -> set[str | None]:
    """Everything that comes of it in a hundred draws."""
    one = subject(text, kind, nationality)
    return {MANIPULATIONS[name].changed(one, Random(n)) for n in range(100)}


@pytest.mark.parametrize("name", MANIPULATIONS)
def test_each_applies_to_some_name_and_really_changes_it(name: str) -> None:
    cases = list(drawn(SUBJECTS, MANIPULATIONS[name], 1, None))
    assert cases
    for case in cases:
        assert case.text != case.subject.text
        is_same = normalised(case.text) == normalised(case.subject.text)
        assert case.pack == ("control" if is_same else MANIPULATIONS[name].pack)
    assert name in NEUTRAL or any(case.pack != "control" for case in cases)
    assert name not in NEUTRAL or all(case.pack == "control" for case in cases)


def test_the_same_seed_gives_the_same_cases_and_another_seed_others() -> None:
    first, again, other = (
        [c for m in MANIPULATIONS.values() for c in drawn(SUBJECTS, m, seed, 5)] for seed in (3, 3, 4)
    )
    assert first == again
    assert len(set(first) & set(other)) < len(first) / 2
    assert all(sum(c.manipulation == name for c in first) <= 5 for name in MANIPULATIONS)


@given(st.text(max_size=60), st.sampled_from(sorted(MANIPULATIONS)), st.sampled_from(KINDS), st.integers())
def test_no_name_breaks_any(text: str, name: str, kind: Kind, seed: int) -> None:
    one = Subject("s", 0, "X", kind, text)
    found = MANIPULATIONS[name].changed(one, Random(seed))
    assert found is None or (found and found != text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_break_none(text: str) -> None:
    for manipulation in MANIPULATIONS.values():
        for kind in KINDS:
            found = manipulation.changed(Subject("s", 0, "X", kind, text), Random(1))
            assert found is None or found != text


def test_weak_aliases_and_names_without_letters_are_not_tried() -> None:
    texts = [
        s.text for s in subjects([source_of("s", (listing("X", "person", "A Name", "...", weak=("Mo",)),))])
    ]
    assert texts == ["A Name"]
    assert [c.text for c in control_cases(SUBJECTS)].count("Abu Sample") == 1


def test_an_alias_printed_twice_is_tried_once() -> None:
    assert len(list(subjects([source_of("s", (listing("X", "person", "A Name", "A Name"),))]))) == 1


def test_slips_of_the_keyboard_are_of_its_neighbours() -> None:
    assert set(NEIGHBOURS["g"]) == set("ftyhvb")
    assert set(NEIGHBOURS["q"]) == set("wa")
    assert all(b in NEIGHBOURS[a] for b, several in NEIGHBOURS.items() for a in several)
    for text in changed("typo: replace", "SAMPLE"):
        assert text is not None
        (at,) = [i for i, (a, b) in enumerate(zip(text, "SAMPLE", strict=True)) if a != b]
        assert at
        assert text[at].lower() in NEIGHBOURS["sample"[at]]


def test_no_slip_in_three_letters() -> None:
    for name in ("typo: insert", "typo: drop", "typo: replace", "typo: swap", "letter doubled"):
        assert changed(name, "Kim Il Sun") == {None}


@pytest.mark.parametrize(
    ("name", "text", "kind", "nationality", "expected"),
    [
        ("LAST, First", "Ann Sample", "person", "", {"SAMPLE, Ann"}),
        ("LAST, First", "SAMPLE, Ann", "person", "", {"Ann SAMPLE"}),
        ("LAST, First", "Kim Chol Hyok", "person", "KP", {"KIM, Chol Hyok"}),
        ("LAST, First", "Ann Sample", "entity", "", {None}),
        ("words reordered", "Kim Chol Hyok", "person", "KP", {"Chol Hyok Kim"}),
        ("words reordered", "Ann B Sample", "person", "", {"B Sample Ann", "Sample Ann B"}),
        ("words reordered", "JOINT STOCK COMPANY SAMPLE", "entity", "", {None}),
        ("words reordered", "Sample Star Co Ltd", "entity", "", {"Star Sample Co Ltd"}),
        ("legal form dropped", "Sample Co., Ltd.", "entity", "", {"Sample"}),
        ("legal form dropped", "SAMPLE LIMITED LIABILITY COMPANY", "entity", "", {"SAMPLE"}),
        ("legal form dropped", "Unlimited", "entity", "", {None}),
        ("middle name dropped", "Viktor Petrovich Sample", "person", "RU", {"Viktor Sample"}),
        ("middle name dropped", "Ali bin Sample", "person", "SY", {None}),
        ("middle name dropped", "Haji Ali Sample", "person", "AF", {None}),
        ("middle name dropped", "Kim Chol Hyok", "person", "KP", {None}),
        ("middle name dropped", "Aung Naing Oo", "person", "MM", {None}),
        ("initial for middle name", "Viktor Petrovich Sample", "person", "RU", {"Viktor P. Sample"}),
        ("in Hangul", "KIM Chol Hyok", "person", "KP", {"김철혁"}),
        ("in Hangul", "Ri Kyong Su", "person", "KP", {"리경수"}),
        ("in Hangul", "Kim Jong Un", "person", "KP", {None}),  # Jong is 정 or 종
        ("in Hangul", "KIM Chol Hyok", "person", "VN", {None}),
        ("in Cyrillic", "Viktor Zhukov", "person", "RU", {"Виктор Жуков"}),
        ("in Cyrillic", "Kim Chol Hyok", "person", "KP", {None}),
        ("cut to 35 characters", "Sample " * 6, "entity", "", {"Sample Sample Sample Sample Sample"}),
        ("cut to 35 characters", "Sample", "entity", "", {None}),
        ("diacritics dropped", "José Muñoz", "person", "", {"Jose Munoz"}),
        ("diacritics dropped", "Иосиф Йов", "person", "", {None}),
        ("hyphen closed", "Al-Sample", "entity", "", {"AlSample"}),
        ("title added", "EP-SAMPLE", "aircraft", "", {None}),
        ("vowels dropped", "Ali Sampleman", "person", "", {"Ali Smplmn"}),
    ],
)
def test_what_comes_of_a_name(
    name: str, text: str, kind: Kind, nationality: str, expected: set[str | None]
) -> None:
    assert changed(name, text, kind, nationality) == expected


def test_a_listed_family_name_is_put_first_whole() -> None:
    one = next(subjects([source_of("s", (listing("X", "person", "Ann VAN SAMPLE", family="VAN SAMPLE"),))]))
    assert MANIPULATIONS["LAST, First"].changed(one, Random(1)) == "VAN SAMPLE, Ann"


def test_another_manipulation_changes_nothing_of_the_others() -> None:
    alone = list(drawn(SUBJECTS, MANIPULATIONS["typo: drop"], 1, 4))
    list(drawn(SUBJECTS, MANIPULATIONS["case"], 1, 4))
    assert list(drawn(SUBJECTS, MANIPULATIONS["typo: drop"], 1, 4)) == alone
