"""The register of answers: where it lies, what is added, what is refused, what survives."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from article41.errors import InputError, UnknownName
from article41.keep.checked import answers, read_register, record, register
from article41.keep.files import write_whole
from article41.keep.home import home
from article41.model import Check, Law
from article41.read.resolutions import load_law

TODAY = date(2026, 11, 24)


@pytest.fixture
def law(small_folder: Path) -> Law:
    return load_law(small_folder)


def answer(
    point: str = "2321/op26",
    by: str = "A. Lawyer",
    on: date = TODAY,
    url: str = "https://un.org/x",
    note: str = "",
) -> Check:
    return Check(point, by, on, url, note, "abc")


def test_state_lives_in_article41_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ARTICLE41_HOME", str(tmp_path / "state"))
    assert register() == tmp_path / "state" / "checked.csv"
    monkeypatch.delenv("ARTICLE41_HOME")
    if sys.platform == "linux":
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
        assert home() == tmp_path / "article41"


def test_answers_are_added_and_none_is_lost(tmp_path: Path, law: Law) -> None:
    path = tmp_path / "new" / "folder" / "checked.csv"
    record(path, law, answer(note="  in the\nFrench text, “too” "), TODAY)
    record(path, law, answer(by="B, Counsel", on=date(2026, 11, 1)), TODAY)
    record(path, law, answer("2371/op8~the-tail"), TODAY)
    found = read_register(path)
    assert [c.point for c in found] == ["2321/op26", "2321/op26", "2371/op8~the-tail"]
    assert found[0].note == "in the French text, “too”"
    assert found[1].by == "B, Counsel"
    assert path.read_text(encoding="utf-8").startswith("id,by,on,url,note,law_hash\n")
    assert [p.name for p in path.parent.iterdir() if p.suffix == ".part"] == []


def test_the_user_s_register_stands_beside_the_law_s(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, law: Law
) -> None:
    monkeypatch.setenv("ARTICLE41_HOME", str(tmp_path))
    assert answers(law) == {}
    record(register(), law, answer(by="the first", on=date(2026, 1, 1)), TODAY)
    record(register(), law, answer(by="the second"), TODAY)
    assert answers(law)["2321/op26"].by == "the second"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (answer(by="  "), "--by: found ''; expected who checked it"),
        (answer(on=date(2026, 11, 25)), "--on: found '2026-11-25'; expected a day no later than today"),
        (answer(url="docs.un.org"), "--url"),
        (answer(url="javascript:alert(1)"), "--url"),
        (answer(note="x" * 1001), "--note"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_and_nothing_is_written(
    tmp_path: Path, law: Law, wrong: Check, said: str
) -> None:
    path = tmp_path / "checked.csv"
    with pytest.raises(InputError) as caught:
        record(path, law, wrong, TODAY)
    assert said in str(caught.value)
    assert not path.exists()


def test_every_mistake_is_told_at_once(tmp_path: Path, law: Law) -> None:
    with pytest.raises(InputError) as caught:
        record(tmp_path / "c.csv", law, answer(by="", on=date(2027, 1, 1), url=""), TODAY)
    assert len(caught.value.problems) == 3


def test_an_unknown_point_names_the_nearest(tmp_path: Path, law: Law) -> None:
    with pytest.raises(UnknownName, match="did you mean 2371/op8~the-tail"):
        record(tmp_path / "c.csv", law, answer("2371/op8~the-tai"), TODAY)


def test_a_broken_register_is_told_and_left_alone(tmp_path: Path, law: Law) -> None:
    path = tmp_path / "checked.csv"
    path.write_text("id,by\n2321/op26,A\n", encoding="utf-8")
    with pytest.raises(InputError, match="expected this column"):
        record(path, law, answer(), TODAY)
    assert path.read_text(encoding="utf-8") == "id,by\n2321/op26,A\n"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="a UTF-8 text"):
        read_register(path)


def test_a_register_without_a_last_line_end_is_no_trouble(tmp_path: Path, law: Law) -> None:
    path = tmp_path / "checked.csv"
    record(path, law, answer(), TODAY)
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    record(path, law, answer(by="B"), TODAY)
    assert [c.by for c in read_register(path)] == ["A. Lawyer", "B"]


def test_answers_about_points_the_law_no_longer_has_are_kept(tmp_path: Path, law: Law) -> None:
    path = tmp_path / "checked.csv"
    record(path, law, answer(), TODAY)
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "2321/op26~gone,A,2026-01-01,https://un.org,,\n", encoding="utf-8")
    record(path, law, answer(by="B"), TODAY)
    assert [c.point for c in read_register(path)] == ["2321/op26", "2321/op26~gone", "2321/op26"]


@pytest.mark.skipif(sys.platform == "win32", reason="no lock there")
def test_writers_at_the_same_time_lose_nothing(tmp_path: Path, law: Law) -> None:
    path = tmp_path / "checked.csv"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: record(path, law, answer(by=f"W{n}"), TODAY), range(40)))
    assert sorted(c.by for c in read_register(path)) == sorted(f"W{n}" for n in range(40))


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, law: Law) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="a place that can be written"):
        record(tmp_path / "file" / "checked.csv", law, answer(), TODAY)
    with pytest.raises(InputError, match="a place that can be written"):
        write_whole(tmp_path / "file" / "x.json", "{}")
