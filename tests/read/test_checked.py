"""Points of law and the register of answers: ids that last, rows read strictly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from article41.errors import LawError
from article41.model import Check
from article41.read.resolutions import load_law
from article41.read.resolutions.checked import newest, points, points_of, read_checked, slug

HEADING = "id,by,on,url,note,law_hash\n"
SOUND = "2321/op26,A. Lawyer,2026-01-02,https://docs.un.org/S/RES/2321(2016),the text says so,abc\n"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("the 45 days for notice", "the-45-days-for-notice"),
        ("the paragraph's number", "the-paragraphs-number"),
        ("  Scope — of “iron”! ", "scope-of-iron"),
        ("attachés", "attaches"),
        ("제재", "reading"),
        ("x" * 90, "x" * 90),
        (
            "one two three four five six seven eight nine ten eleven",
            "one-two-three-four-five-six-seven-eight-nine-ten",
        ),
    ],
)
def test_a_slug_is_made_of_the_reading_s_own_words(text: str, made: str) -> None:
    assert slug(text) == made


def test_every_point_of_the_law_has_an_id_of_its_own_in_the_law_s_order() -> None:
    law = load_law()
    found = points(law.provisions)
    assert len(found) == sum(1 + len(p.reading) for p in law.provisions)
    assert "2371/op9~the-45-days-for-notice" in found
    assert found["2371/op9"].status == "recalled"
    assert found["2371/op8~scope-of-iron"].is_open
    assert not found["2371/op8"].is_open


def test_two_readings_in_the_same_words_are_told_apart(small_folder: Path) -> None:
    law = load_law(small_folder)
    ids = [p.id for p in points_of(law.provisions[-1])]
    assert ids == ["2371/op8", "2371/op8~the-tail", "2371/op8~the-tail+2"]


def test_the_packaged_register_is_read_with_the_law(small_folder: Path) -> None:
    folder = small_folder
    bare = load_law(folder)
    (folder / "checked.csv").write_text(HEADING + SOUND, encoding="utf-8")
    law = load_law(folder)
    assert law.checks == (
        Check(
            "2321/op26",
            "A. Lawyer",
            date(2026, 1, 2),
            "https://docs.un.org/S/RES/2321(2016)",
            "the text says so",
            "abc",
        ),
    )
    assert law.hash != bare.hash
    (folder / "checked.csv").unlink()
    with pytest.raises(LawError, match=r"checked\.csv"):
        load_law(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2321/op26", "2321/op27", "did you mean 2321/op26?"),
        ("2321/op26", "2371/op8~the-tale", "did you mean 2371/op8~the-tail?"),
        ("A. Lawyer", "", "expected who checked it"),
        ("2026-01-02", "2026-02-30", "expected a day that exists"),
        ("2026-01-02", "", "expected the day it was checked"),
        ("https://", "http://", "https://…"),
        ("https://docs.un.org/S/RES/2321(2016)", "https://nowhere", "https://…"),
        ("https://docs.un.org/S/RES/2321(2016)", "https://[::1", "https://…"),
        (",abc", "", "expected 6 cells"),
        ("by,on", "who,on", "column 'who'"),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_line(small_folder: Path, old: str, new: str, said: str) -> None:
    law = load_law(small_folder)
    text = (HEADING + SOUND).replace(old, new, 1)
    _, problems = read_checked(text, "checked.csv", points(law.provisions))
    assert len(problems) >= 1
    assert any(said in str(p) for p in problems), problems
    assert all(p.row in (1, 2) for p in problems)


def test_of_several_answers_the_newest_stands() -> None:
    def check(day: int, by: str) -> Check:
        return Check("2321/op26", by, date(2026, 1, day), "https://a.org", "", "")

    assert newest([check(2, "a"), check(1, "b")])["2321/op26"].by == "a"
    assert newest([check(2, "a"), check(2, "b")])["2321/op26"].by == "b"
    assert newest([]) == {}
