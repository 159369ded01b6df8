"""Strict loading: one small broken law for each mistake; file, line, what was found, the nearest right word."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from article41.errors import LawError
from article41.read.resolutions import law_folder, load_law
from tests.small_law import without_listings

HEAD = """\
resolution: 2371
adopted: 2017-08-05
provisions:
"""
SOUND = """\
- id: 2371/op8
  label: Coal
  force: decides
  measure: commodity.export_ban
  in_force: [{from: 2017-08-05, cites: 2371/op8}]
  rules:
    - id: 2371/op8#ban
      effect: prohibits
      kind: ban
      when: {all: [{fact: flow, is: from_dprk}, {fact: good, is: coal}]}
    - id: 2371/op8#tail
      effect: permits
      kind: wind_down
      defeats: [2371/op8#ban]
      when: {fact: contract_date, before: 2017-08-05}
      then: [{duty: notify_committee, fact: notified_on, by: 2017-09-19}]
  checked: {on: 2026-11-23, against: seen, source: a page}
"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of the packaged law that holds one small resolution."""
    folder = tmp_path / "law"
    shutil.copytree(str(law_folder()), folder)
    for file in (folder / "resolutions").glob("*.yaml"):
        file.unlink()
    without_listings(folder)
    (folder / "resolutions" / "2371.yaml").write_text(HEAD + SOUND)
    (folder / "coverage.csv").write_text(
        "record,status,provision,reason,about,from,until\n2371:8,encoded,2371/op8,,,,\n"
    )
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(LawError) as caught:
        load_law(folder)
    return [str(p) for p in caught.value.problems]


def test_the_packaged_law_loads() -> None:
    law = load_law()
    assert len({p.resolution for p in law.provisions}) == 25
    assert min(p.adopted for p in law.provisions) == date(2006, 7, 15)
    assert len(law.hash) == 64


def test_the_small_law_is_sound(law: Path) -> None:
    assert [p.id for p in load_law(law).provisions] == ["2371/op8"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("label: Coal", "labell: Coal", 5, "'labell'; expected one of id, label"),
        ("label: Coal", "labell: Coal", 5, "did you mean label?"),
        ("  label: Coal\n", "", 4, "expected the key 'label'"),
        ("label: Coal", "label: Coal\n  label: Coal", 6, "expected 'label' once"),
        ("id: 2371/op8\n", "id: 2371-8\n", 4, "an id such as 2371/op1"),
        ("force: decides", "force: decide", 6, "did you mean decides?"),
        ("measure: commodity.export_ban", "measure: commodity.exports_ban", 7, "did you mean commodity.export_ban?"),
        ("from: 2017-08-05", "from: 2017-02-30", 8, "a day that exists"),
        ("from: 2017-08-05", "from: 2017-08-04", 8, "no day before adoption, 2017-08-05"),
        ("cites: 2371/op8}", "cites: 2371/op8, until: 2017-08-05}", 8, "a day after 'from'"),
        ("effect: prohibits", "effect: prohibit", 11, "did you mean prohibits?"),
        ("kind: ban", "kind: bann", 12, "did you mean ban?"),
        ("fact: flow", "fact: flwo", 13, "did you mean flow?"),
        ("is: from_dprk", "is: from_dpkr", 13, "did you mean from_dprk?"),
        ("is: coal", "is: cole", 13, "did you mean coal?"),
        ("is: coal", "iss: coal", 13, "did you mean is?"),
        ("is: coal", "is: coal, in: [coal]", 13, "exactly one of"),
        ("{fact: good, is: coal}", "{good: coal}", 13, "all, any, not or a fact with one operator"),
        ("before: 2017-08-05", "before: 05/08/2017", 18, "a day that exists, written 2017-08-05"),
        ("before: 2017-08-05", "at_most: 3", 18, "one of fact, before, by, after, from"),
        ("before: 2017-08-05", "before: {fact: quantity}", 18, "another fact of type date"),
        ("fact: contract_date, before: 2017-08-05", "fact: committee_approval, is: false", 18, "write not: {is: true}"),
        ("fact: contract_date, before: 2017-08-05", "fact: notified_on, after: 2017-08-05", 18, "one of fact, before, by"),
        ("fact: contract_date, before: 2017-08-05", "fact: origin, is: kp", 18, "a country code in capitals"),
        ("      defeats: [2371/op8#ban]\n", "", 14, "what the exception defeats"),
        (", by: 2017-09-19", "", 19, "expected the key 'by'"),
        ("defeats: [2371/op8#ban]", "defeats: [2371/op8#bann]", None, "did you mean 2371/op8#ban?"),
        ("defeats: [2371/op8#ban]", "defeats: [{measure: venture.bam}]", 17, "did you mean venture.ban?"),
        ("id: 2371/op8#tail", "id: 2371/op8#ban", None, "expected each id once"),
        ("id: 2371/op8#tail", "id: 2375/op8#tail", 14, "an id such as 2371/op8#ban"),
        ("against: seen", "against: sen", 20, "did you mean seen?"),
        ("  checked:", "  replaces: [{id: 2321/op99}]\n  checked:", None, "a provision or rule, encoded or named in coverage.csv"),
        ("  label: Coal", "  label: &a Coal", None, ""),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line(
    law: Path, old: str, new: str, line: int | None, said: str
) -> None:
    file = law / "resolutions" / "2371.yaml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))
    if not said:  # an anchor alone is harmless
        assert load_law(law)
        return
    found = problems(law)
    assert any(said in p for p in found), found
    if line is not None:
        assert any(f"2371.yaml, row {line}" in p and said in p for p in found), found


def test_every_mistake_is_told_at_once(law: Path) -> None:
    file = law / "resolutions" / "2371.yaml"
    file.write_text(
        file.read_text()
        .replace("force: decides", "force: decide")
        .replace("is: coal", "is: cole")
        .replace("before: 2017-08-05", "before: soon")
    )
    assert len(problems(law)) == 3


def test_a_cycle_of_defeats_is_refused(law: Path) -> None:
    file = law / "resolutions" / "2371.yaml"
    file.write_text(
        file.read_text().replace("      kind: ban\n", "      kind: ban\n      defeats: [2371/op8#tail]\n")
    )
    assert any("2371/op8#ban → 2371/op8#tail → 2371/op8#ban" in p for p in problems(law))


def test_paragraphs_stand_in_the_text_s_order(law: Path) -> None:
    file = law / "resolutions" / "2371.yaml"
    file.write_text(HEAD + SOUND + SOUND.replace("op8", "op7"))
    (law / "coverage.csv").write_text(
        "record,status,provision,reason,about,from,until\n"
        "2371:7,encoded,2371/op7,,,,\n2371:8,encoded,2371/op8,,,,\n"
    )
    assert any("the text's order" in p for p in problems(law))


def test_plain_yaml_traps_stay_text(law: Path) -> None:
    """`NO` is Norway and no truth value; an alias is refused rather than followed."""
    file = law / "resolutions" / "2371.yaml"
    file.write_text(
        file.read_text().replace("fact: contract_date, before: 2017-08-05", "fact: origin, is: NO")
    )
    rule = load_law(law).provisions[0].rules[1]
    assert rule.when.value == "NO"  # type: ignore[union-attr]
    again = (
        file.read_text()
        .replace("when: {all", "when: &a {all")
        .replace("when: {fact: origin, is: NO}", "when: *a")
    )
    file.write_text(again)
    assert any("anchors and aliases" in p for p in problems(law))


@pytest.mark.parametrize("text", ["", "- : : {", "\x00", "[" * 400, "resolution: 2371"])
def test_what_is_no_resolution_is_a_problem_not_a_crash(law: Path, text: str) -> None:
    (law / "resolutions" / "2371.yaml").write_text(text)
    assert problems(law)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("facts.csv", "if_absent", "if_abscent", "did you mean if_absent?"),
        ("facts.csv", "committee_approval,bool,,,not_claimed", "committee_approval,bool,,,not_claimd", "did you mean not_claimed?"),
        ("facts.csv", "import_date,date,,,unknown,date", "import_date,date,,,unknown,dat", "did you mean date?"),
        ("facts.csv", "date,date,", "date,dat,", "did you mean date?"),
        ("facts.csv", "no ship-to-ship transfer reported", "", "what the verdict then assumes"),
        ("measures.csv", "commodity.supply_ban,goods,", "commodity.export_ban,goods,", "each once"),
        ("coverage.csv", "encoded,2371/op8", "encodd,2371/op8", "did you mean encoded?"),
        ("coverage.csv", "encoded,2371/op8", "encoded,2371/op9", "did you mean 2371/op8?"),
        ("coverage.csv", "op8,,,,", "op8,,good=cole,2017-08-05,", "did you mean coal?"),
        ("coverage.csv", "op8,,,,", "op8,,goood=coal,2017-08-05,", "did you mean good?"),
        ("coverage.csv", "op8,,,,", "op8,,good=coal,,", "the day from which it governs this"),
        ("coverage.csv", "2371:8,encoded,2371/op8,,,,", "2371:8,pending,2371/op8,,,,", "why it is not encoded"),
        ("coverage.csv", "2371:8,encoded,2371/op8,,,,", "2371:8,encoded,2371/op8,,", "7 cells"),
    ],
)  # fmt: skip
def test_registers_are_strict_too(law: Path, file: str, old: str, new: str, said: str) -> None:
    path = law / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert any(said in p and p.startswith(file) for p in problems(law)), problems(law)


def test_a_missing_file_is_named(law: Path) -> None:
    (law / "measures.csv").unlink()
    assert any(p.startswith("measures.csv") for p in problems(law))
