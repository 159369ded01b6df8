"""A report's folder: whole files, taken up again, nobody else's files touched."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from article41.errors import InputError
from article41.serve.monitor.workspace import MANIFEST, open_workspace


def _made(calls: list[str], name: str, content: bytes = b"page") -> bytes:
    calls.append(name)
    return content


def _interrupted(out: Path, calls: list[str]) -> None:
    """A run that ends after its first file."""
    with contextlib.suppress(RuntimeError), open_workspace(out, "q1", is_anew=False) as work:
        work.write("a.html", lambda: _made(calls, "a"))
        raise RuntimeError


def test_files_of_an_interrupted_run_are_not_made_again(tmp_path: Path) -> None:
    out, calls = tmp_path / "report", list[str]()
    _interrupted(out, calls)
    with open_workspace(out, "q1", is_anew=False) as work:
        work.write("a.html", lambda: _made(calls, "a"))
        work.write("b.html", lambda: _made(calls, "b"))
        work.finish({"as_of": "2026-01-01"})
    assert calls == ["a", "b"]
    told = json.loads((out / MANIFEST).read_text())
    assert [output["path"] for output in told["outputs"]] == ["a.html", "b.html"]
    assert sorted(p.name for p in out.iterdir()) == ["a.html", "b.html", MANIFEST]


def test_half_a_file_that_a_killed_run_left_goes(tmp_path: Path) -> None:
    out = tmp_path / "report"
    _interrupted(out, [])
    (out / "data").mkdir()
    (out / "data" / ".findings.csv.x1.part").write_bytes(b"half")
    with open_workspace(out, "q1", is_anew=False) as work:
        work.finish({})
    assert not list(out.rglob("*.part"))


@pytest.mark.parametrize("how", ["question", "restart", "tampered"])
def test_what_another_question_or_hand_left_is_made_again(tmp_path: Path, how: str) -> None:
    out, calls = tmp_path / "report", list[str]()
    _interrupted(out, calls)
    if how == "tampered":
        (out / "a.html").write_bytes(b"pag")
    with open_workspace(out, "q2" if how == "question" else "q1", is_anew=how == "restart") as work:
        work.write("a.html", lambda: _made(calls, "again"))
        work.finish({})
    assert calls == ["a", "again"]
    assert (out / "a.html").read_bytes() == b"page"


def test_pages_of_an_earlier_report_that_this_one_lacks_go(tmp_path: Path) -> None:
    out = tmp_path / "report"
    for pages in (["a.html", "old/b.html"], ["a.html"]):
        with open_workspace(out, str(pages), is_anew=False) as work:
            for page in pages:
                work.write(page, lambda: b"x")
            work.finish({})
    assert (out / "a.html").exists()
    assert not (out / "old" / "b.html").exists()


def test_a_manifest_that_points_outside_deletes_nothing(tmp_path: Path) -> None:
    out, mine = tmp_path / "report", tmp_path / "mine.txt"
    out.mkdir()
    mine.write_text("keep")
    (out / MANIFEST).write_text(json.dumps({"outputs": [{"path": "../mine.txt"}, {"path": str(mine)}, 7]}))
    with open_workspace(out, "q", is_anew=False) as work:
        work.finish({})
    assert mine.read_text() == "keep"


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="a new folder"), open_workspace(tmp_path, "q", is_anew=False):
        pass
    assert sorted(p.name for p in tmp_path.iterdir()) == ["letter.txt"]


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with (
        open_workspace(tmp_path / "r", "q", is_anew=False),
        pytest.raises(InputError, match="one run at a time"),
        open_workspace(tmp_path / "r", "q", is_anew=False),
    ):
        pass


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    place = tmp_path / "report"
    place.write_text("x")
    with (
        pytest.raises(InputError, match="a folder that can be written"),
        open_workspace(place, "q", is_anew=False),
    ):
        pass
