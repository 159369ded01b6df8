"""Rows to questions, hits to verdicts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from article41.analyse.matching.scores import Reason
from article41.read.parties.columns import open_parties
from article41.serve.listscreen import Asked
from article41.serve.screening.asking import Questions, questions
from article41.serve.screening.outcome import SCHEMA, VERDICTS, outcome
from article41.serve.screening.plan import plan
from tests.serve.screening.lists import DAY, hit


def asked(folder: Path, text: str) -> Questions:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    parties = open_parties(path, {})
    with parties.stream.stretches(0, 100) as stretches:
        [stretch] = stretches
        return questions(parties, plan(parties), stretch.grid, DAY)


def said(found: Questions) -> list[tuple[str, str, str | None]]:
    return [(a.field, a.given, a.schema) for a in found.asked]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("first name,middle name,last name\nJong,Un,Kim\n,,Ri\n", [("name", "Jong Un Kim", "Person"), ("name", "Ri", "Person")]),
        ("name,vorname\nKim,Jong\nACME GmbH,\n", [("name", "Jong Kim", "Unknown"), ("name", "ACME GmbH", "Unknown")]),
        ("name,surname,full name\nJong,Kim,Kim Jong\n", [("name", "Jong Kim", "Unknown"), ("name", "Kim Jong", "Unknown")]),
        ("name,type\nA A,Person\nB B,Firma\nC C,\n", [("name", "A A", "Person"), ("name", "B B", "Organization"), ("name", "C C", "Unknown")]),
        ("company name,aka\nA A,B; C\n", [("company_name", "A A", "Organization"), ("alias", "B", "Organization"), ("alias", "C", "Organization")]),
        ("vessel,imo,call sign\nS S,9417115,ABC\n", [("vessel", "S S", "Vessel"), ("vessel_imo", "9417115", None), ("call_sign", "ABC", None)]),
        ("name,passport\n,P1|P2\n", [("passport", "P1", None), ("passport", "P2", None)]),
        ("exporter,bank,traveller\nA,B,C\n", [("exporter", "A", "LegalEntity"), ("bank", "B", "Organization"), ("traveller", "C", "Person")]),
    ],
)  # fmt: skip
def test_what_is_asked(tmp_path: Path, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert sorted(said(asked(tmp_path, text)), key=str) == sorted(expected, key=str)


def test_what_is_known_goes_with_the_subject_alone(tmp_path: Path) -> None:
    text = "name,aka,director,dob,nationality,passport\nA A,B B,D D,1970-01-02,KP,P1\n"
    known = {a.given: a.qualifiers for a in asked(tmp_path, text).asked}
    about = known["A A"]
    assert about is not None
    assert (about.birth_dates, about.nationalities, about.identifiers) == (("1970-01-02",), ("KP",), ("P1",))
    assert known["B B"] == about
    assert known["D D"] is None
    ship = {a.given: a.qualifiers for a in asked(tmp_path, "vessel,imo\nS S,9417115\n").asked}["S S"]
    assert ship is not None
    assert ship.imo_numbers == ("9417115",)


def test_each_row_on_its_own_day(tmp_path: Path) -> None:
    found = asked(tmp_path, "name,date\nA,2018-02-01\nB,\nC,soon\n")
    assert [a.day for a in found.asked] == [date(2018, 2, 1), DAY, None]
    assert [(p.row, p.column, p.found) for p in found.problems] == [(4, "date", "soon")]


def test_what_cannot_be_asked_is_told_with_its_place(tmp_path: Path) -> None:
    found = asked(tmp_path, f"id,name,imo,note\n1,{'x' * 500},9417116,n\n2,a,b,c,d\n3,***,9417115,\n")
    assert [(p.row, p.column) for p in found.problems] == [(2, "name"), (2, "imo"), (3, None), (4, "name")]
    assert sorted(found.unread) == [0, 1, 2]
    assert said(found) == [("vessel_imo", "9417115", None)]


def weighed(found: Questions, *hits: tuple[object, ...]) -> list[tuple[object, ...]]:
    return outcome(found, hits, len(found.days)).rows  # type: ignore[arg-type]


def questions_for(count: int, unread: dict[int, list[str]] | None = None) -> Questions:
    rows = list(range(count))
    return Questions(
        [Asked("name", "X", "Unknown")] * count, rows, ["Name"] * count, unread or {}, [DAY] * count
    )


def test_the_best_hit_decides() -> None:
    low = hit(reference="T.2", quality="low", is_match=False, score=1.0)
    good = hit(score=0.91234, reasons=(Reason("equal", "x", "x", 1.0, 0.91234),))
    gone = hit(reference="T.3", stands=False)
    other = hit(reference="T.4", is_match=False, score=0.6)
    left = hit(reference="T.5", stands=False, change="delisted")
    rows = weighed(questions_for(6), (low, good), (low,), (gone,), (other,), (), (left,))
    assert [r[0] for r in rows] == ["match", "weak alias", "no match", "no match", "no match", "match"]
    assert rows[0][1:5] == (0.9123, "equal: x = x (+0.91)", "T.1", "X")
    assert rows[0][7] == 2
    assert rows[2][2] == f"test T.3 X: not listed on {DAY}"
    assert str(rows[3][2]).startswith("test T.4 X: 0.60 with all that is known")
    assert "delisted since" in str(rows[5][2])


def test_a_row_of_which_something_was_not_asked_is_not_clear() -> None:
    found = questions_for(2, {0: ["column 'aka': expected letters"], 1: ["column 'aka': expected letters"]})
    rows = weighed(found, (), (hit(),))
    assert [r[0] for r in rows] == ["not screened", "match"]
    assert "not screened: column 'aka'" in str(rows[1][2])


def test_a_row_without_anything_to_ask(tmp_path: Path) -> None:
    found = asked(tmp_path, "id,name\n1,\n2,A\n")
    rows = outcome(found, [()], 2).rows
    assert [r[0] for r in rows] == ["not screened", "no match"]
    assert rows[0][2] == "no name and no number to look up"


def test_the_page_tells_every_column() -> None:
    page = (Path(__file__).parents[3] / "docs" / "screen.md").read_text(encoding="utf-8")
    assert [f"| `{name}` |" in page for name in SCHEMA] == [True] * len(SCHEMA)
    assert all(verdict in page for verdict in VERDICTS)
