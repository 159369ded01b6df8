"""Drafts read beside the law: everything wrong is told at once, hostile files are refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from article41.errors import InputError
from article41.read.resolutions import load_law
from article41.read.resolutions.drafts import load_draft, read_draft

ROOT = Path(__file__).parents[2]

SOUND = (ROOT / "examples" / "draft.yaml").read_text(encoding="utf-8")


def problems(text: str) -> list[str]:
    return [str(p) for p in load_draft(text, "draft.yaml").problems]


def test_a_sound_draft_joins_the_law_and_leaves_it_as_it_is() -> None:
    draft, law = load_draft(SOUND, "draft.yaml"), load_law()
    assert draft.problems == ()
    assert draft.without == law
    assert [p.id for p in draft.law.provisions[len(law.provisions) :]] == ["draft/op1", "draft/op2"]
    assert draft.law.hash != law.hash
    power = next(r for p in draft.law.provisions for r in p.rules if r.id == "2397/op25#committee")
    assert "draft/op1#ban" in power.defeats


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("label: Textiles", "lable: Textiles", "row 7"),
        ("label: Textiles", "lable: Textiles", "did you mean label?"),
        ("resolution: draft", "resolution: 2397", "a number not encoded yet"),
        ("resolution: draft", "resolution: next", "four digits or the word draft"),
        ("good, is: textiles", "good, is: textile", "did you mean textiles?"),
        ("commodity.export_ban", "commodity.exports", "did you mean commodity.export_ban?"),
        ("replaces: [{id: 2375/op16}]", "replaces: [{id: 2375/op99}]", "row 11"),
        ("defeats: [draft/op1#ban]", "defeats: [draft/op1#bann]", "row 27, column 'draft/op1#within_cap defeats'"),
        ("      kind: ban\n", "      kind: ban\n      defeats: [draft/op1#within_cap]\n", "no rule that defeats itself"),
        ("until: 2028-03-15, limits", "until: 2027-03-15, limits", "a day after 'from'"),
        ("from: 2027-03-15, cites: draft/op2", "from: 2027-03-14, cites: draft/op2", "no day before adoption"),
        ("usd: 100_000_000", "usd: inf", "expected a number"),
        ("usd: 100_000_000", "usd: -5", "expected a number of 0 or more"),
        ("rule: first_reached}", "rule: first_reached}\n        - {from: 2028-03-14, limits: {usd: 5}, rule: first_reached}", "row 18, column 'periods': found 'a mapping'; expected no day that another period has"),
        ("{fact: committee_approval, is: true}", "{fact: hs, is: 61}", "a fact that conditions test (ask for a good"),
        ("{fact: committee_approval, is: true}", "{fact: quantity, is: 61}", "expected one of fact, below"),
        ("plus: 30", "plus: 99999999", "at most 3660 days"),
        ("adopted: 2027-03-15", "adopted: 9999-12-31", "before 2200"),
        ("id: draft/op2\n", "id: draft/op1\n", "each id once"),
    ],
)  # fmt: skip
def test_each_mistake_is_told(old: str, new: str, said: str) -> None:
    assert old in SOUND
    assert any(said in p for p in problems(SOUND.replace(old, new, 1))), problems(SOUND.replace(old, new, 1))


def test_a_rule_not_read_whole_still_tells_what_it_defeats() -> None:
    text = SOUND.replace("cap_share, at_most: 1", "cap_share, at_most: one").replace(
        "defeats: [draft/op1#ban]", "defeats: [2371/op9#bann]", 1
    )
    assert [p for p in problems(text) if "at_most" in p]
    assert [p for p in problems(text) if "did you mean 2371/op9#ban?" in p]


def test_a_test_without_its_operator_is_told_once() -> None:
    text = SOUND.replace("{fact: committee_approval, is: true}", "{fact: quantity, is: 61}")
    assert len(problems(text)) == 1


@pytest.mark.parametrize(
    "text", ["", "a", "[]", "- : : {", "\x00", "[" * 5_000, "{a: " * 3_000, "a: &a [*a]"]
)
def test_what_is_no_draft_is_a_problem_not_a_crash(text: str) -> None:
    assert problems(text)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a file that can be read"):
        read_draft(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="a file that can be read"):
        read_draft(tmp_path)
    (tmp_path / "x.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_draft(tmp_path / "x.yaml")
    (tmp_path / "y.yaml").write_bytes(b"# " * 600_000)
    with pytest.raises(InputError, match="one resolution"):
        read_draft(tmp_path / "y.yaml")
