"""A run that is interrupted goes on, and what it writes is what an uninterrupted one writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from article41.errors import InputError
from article41.read.parties.columns import open_parties
from article41.serve.screening.parts import Parts, Question, folder_of, kept_question, open_parts
from article41.serve.screening.run import answers
from article41.serve.screening.writing import OWN_FORM, Form, layout_of, part_bytes
from tests.serve.screening.lists import DAY, Lists

LISTED: dict[str, list[str | tuple[str, str]]] = {
    "T.1": ["KIM Jong Un"],
    "T.2": ["Sample Trading Corporation", ("Weakling Alias", "low")],
}
NAMES = [
    "Nobody Atall", "Ким Чен Ын", "=SUM(A1)", "Sampel Trading Corp", "Weakling Alias", "", "***", "-1", "@home",
    "+49 30", "Kim\u200b Jong Un", "Other Person",
]  # fmt: skip
SIZE = 5


def csv_file(folder: Path) -> Path:
    path = folder / "t.csv"
    path.write_text(
        "id;name;verdict\n" + "".join(f"{i};{n};x\n" for i, n in enumerate(NAMES)), encoding="utf-8"
    )
    return path


def jsonl_file(folder: Path) -> Path:
    path = folder / "t.jsonl"
    path.write_text(
        "".join(json.dumps({"id": i, "name": n}) + "\n" for i, n in enumerate(NAMES)), encoding="utf-8"
    )
    return path


def parquet_file(folder: Path) -> Path:
    path = folder / "t.parquet"
    count = len(NAMES)
    frame: dict[str, object] = {"id": list(range(count)), "name": NAMES, "tags": [["a", None]] * count}
    frame |= {"n": [1.5, float("nan")] * (count // 2), "raw": [b"\xff"] * count}
    frame |= {"at": [datetime(1850, 1, 2, tzinfo=UTC)] * count}
    pl.DataFrame(frame).write_parquet(path)
    return path


def workbook(folder: Path) -> Path:
    path = folder / "t.xlsx"
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["id", "name"])
        for number, name in enumerate(NAMES, 1):
            sheet.write_number(number, 0, number)
            sheet.write_string(number, 1, name)
    return path


FILES = [csv_file, jsonl_file, parquet_file, workbook]


def question(source: Path) -> Question:
    return Question(str(source), (), (("test", "a"),), None, 0.78, True, DAY, "csv", SIZE, "1")


def screened(
    source: Path, out: Path, lists: Lists, *, form: Form | None = None, is_anew: bool = False
) -> Parts:
    parties = open_parties(source, {})
    layout = layout_of(parties.stream, form or OWN_FORM[parties.stream.kind], DAY)
    with open_parts(out, question(source), layout, is_anew=is_anew) as parts:
        for answered in answers(parties, lists, DAY, SIZE, parts.done * SIZE):
            parts.add(part_bytes(answered, layout, is_first=parts.done == 0), answered.tally)
        parts.finish()
        return parts


@pytest.mark.parametrize("made", FILES)
@pytest.mark.parametrize("stop_at", [1, 2, 3])
def test_interrupted_and_taken_up(tmp_path: Path, made: Callable[[Path], Path], stop_at: int) -> None:
    source = made(tmp_path)
    whole = tmp_path / f"whole{source.suffix}"
    resumed = tmp_path / f"resumed{source.suffix}"
    tally = screened(source, whole, Lists(LISTED)).tally
    with pytest.raises(KeyboardInterrupt):
        screened(source, resumed, Lists(LISTED, stop_at))
    assert not resumed.exists()
    assert len(list(folder_of(resumed).glob("0*.json"))) == stop_at - 1
    lists = Lists(LISTED)
    again = screened(source, resumed, lists)
    assert len(lists.calls) == 3 - (stop_at - 1), "what is done is not asked again"
    assert resumed.read_bytes() == whole.read_bytes()
    assert not folder_of(resumed).exists()
    assert replace(again.tally, seconds=0.0) == replace(tally, seconds=0.0)
    assert tally.verdicts == {"no match": 6, "match": 3, "weak alias": 1, "not screened": 2}


def test_a_part_cut_off_does_not_count(tmp_path: Path) -> None:
    source, out = csv_file(tmp_path), tmp_path / "out.csv"
    with pytest.raises(KeyboardInterrupt):
        screened(source, out, Lists(LISTED, 3))
    (folder_of(out) / "00000002.csv").unlink()  # what it counted is there, the part is not
    (folder_of(out) / ".00000002.csv.x.part").write_bytes(b"half")
    lists = Lists(LISTED)
    screened(source, out, lists)
    assert len(lists.calls) == 2
    assert len(out.read_text(encoding="utf-8").splitlines()) == len(NAMES) + 1


def test_another_question_is_never_mixed_in(tmp_path: Path) -> None:
    source, out = csv_file(tmp_path), tmp_path / "out.csv"
    with pytest.raises(KeyboardInterrupt):
        screened(source, out, Lists(LISTED, 2))
    asked = question(source)
    assert kept_question(out) == asked
    layout = layout_of(open_parties(source, {}).stream, "csv", DAY)
    other = replace(asked, lists=(("test", "b" * 64),), threshold=0.9, file_sha256="other")
    with pytest.raises(InputError) as caught, open_parts(out, other, layout, is_anew=False):
        pass
    said = str(caught.value)
    assert "--restart throws its parts away" in said
    changed = "; ".join(other.other_than(asked))
    assert (
        changed
        == f"the file; the lists (test a then, test {'b' * 12} now); the threshold (0.78 then, 0.9 now)"
    )
    lists = Lists(LISTED)
    screened(source, out, lists, is_anew=True)
    assert len(lists.calls) == 3
    assert out.exists()


def test_one_run_at_a_time(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    source, out = csv_file(tmp_path), tmp_path / "out.csv"
    layout = layout_of(open_parties(source, {}).stream, "csv", DAY)
    with (
        open_parts(out, question(source), layout, is_anew=False),
        pytest.raises(InputError, match="a run that is not finished"),
        open_parts(out, question(source), layout, is_anew=True),
    ):
        pass


def test_a_question_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    folder_of(out).mkdir()
    (folder_of(out) / "run.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="--restart"):
        kept_question(out)


def test_csv_stays_as_it_was(tmp_path: Path) -> None:
    source, out = csv_file(tmp_path), tmp_path / "out.csv"
    screened(source, out, Lists(LISTED))
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("id;name;verdict (given);verdict;score;reason;reference")
    given = source.read_text(encoding="utf-8").splitlines()[1:]
    assert all(line.startswith(f"{row};") for line, row in zip(lines[1:], given, strict=True))
    assert ";match;" in lines[2]
    assert ";weak alias;1.0000;" in lines[5]


def test_jsonl_has_all_references(tmp_path: Path) -> None:
    source, out = jsonl_file(tmp_path), tmp_path / "out.jsonl"
    screened(source, out, Lists({**LISTED, "T.9": ["Kim Jong Un"]}))
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows[1]["matches_all"] == ["test:T.1", "test:T.9"]
    assert (rows[1]["matches"], rows[0]["matches_all"], rows[0]["id"]) == (2, [], 0)


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    source, out = parquet_file(tmp_path), tmp_path / "out.parquet"
    screened(source, out, Lists(LISTED))
    before, after = pl.read_parquet(source), pl.read_parquet(out)
    assert after.select(before.columns).equals(before)
    assert after.columns[len(before.columns) :] == [
        "verdict", "score", "reason", "reference", "listed_name", "list", "list_hash", "matches", "field",
    ]  # fmt: skip
    assert after["verdict"].value_counts(sort=True).rows()[0] == ("no match", 6)


def test_a_workbook_runs_nothing(tmp_path: Path) -> None:
    import zipfile

    source, out = workbook(tmp_path), tmp_path / "out.xlsx"
    screened(source, out, Lists(LISTED))
    with zipfile.ZipFile(out) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("made", FILES)
@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_any_form_becomes_any_other(tmp_path: Path, made: Callable[[Path], Path], form: Form) -> None:
    out = tmp_path / f"out.{form}"
    parts = screened(made(tmp_path), out, Lists(LISTED), form=form)
    assert parts.tally.verdicts["match"] == 3
    assert out.stat().st_size > 0
    again = [row[0] for a in answers(open_parties(out, {}), Lists(LISTED), DAY) for row in a.outcome.rows]
    assert again.count("match") == 3
