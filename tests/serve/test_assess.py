"""article41 assess on real files: every format in and out, exit status, the example's verdicts."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from .running import ROOT, article41

EXAMPLE = ROOT / "examples" / "shipments.csv"
EXPECTED = Path(__file__).parent / "shipments_expected.csv"


def expected() -> list[dict[str, str]]:
    with EXPECTED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _read(path: Path) -> list[dict[str, Any]]:
    """The records of an output file, whatever its format."""
    match path.suffix:
        case ".csv":
            return pl.read_csv(path, infer_schema=False).to_dicts()
        case ".parquet":
            return pl.read_parquet(path).to_dicts()
        case ".xlsx":
            heading, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
            return [dict(zip(map(str, heading), row, strict=True)) for row in rows]
        case ".json":
            return list(json.loads(path.read_text(encoding="utf-8")))
        case _:
            return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_example_gets_its_verdict_and_paragraphs(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = article41(["assess", EXAMPLE, "-o", out])
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    rows = expected()
    assert len(answers) == len(rows) >= 40
    for row, answer in zip(rows, answers, strict=True):
        assert answer["id"] == row["id"]
        assert (answer["verdict"] or "") == row["verdict"], answer
        assert answer["provisions"] == [p for p in row["provisions"].split("|") if p], answer


def test_the_examples_hold_pairs_that_flip_on_one_date() -> None:
    with EXAMPLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    verdicts = [r["verdict"] for r in expected()]
    flips = 0
    for (a, before), (b, after) in zip(
        zip(rows, verdicts, strict=True), list(zip(rows, verdicts, strict=True))[1:], strict=False
    ):
        differing = {k for k in a if a[k] != b[k]} - {"id"}
        flips += len(differing) == 1 and differing <= {"date", "import_date"} and before != after
    assert flips >= 6


def test_the_table_says_word_paragraph_and_what_is_missing() -> None:
    done = article41(["assess", EXAMPLE])
    assert done.returncode == 0
    assert done.stderr == "no ledger: totals of caps are unknown unless cap_share is given\n"
    for text in (
        "✖ prohibited",
        "✔ permitted",
        "? indeterminate",
        "· not addressed",
        "2371/op8",
        "S/RES/2371 (2017)",
        "missing: import date",
        "duty: notify committee by 2017-09-19",
        "Assumed throughout: ",
        "parties not screened",
        "By the resolutions encoded here (1695 of 2006 to 2664 of 2022)",
        "Not legal advice",
    ):
        assert text in done.stdout.replace("\n" + " " * 48, " "), text
    assert "violation" not in done.stdout


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "json", "jsonl"])
def test_every_format_out_has_every_row(tmp_path: Path, form: str) -> None:
    out = tmp_path / f"out.{form}"
    done = article41(["assess", EXAMPLE, "-o", out])
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    found = _read(out)
    assert [(r["verdict"] or "") for r in found] == [r["verdict"] for r in expected()]
    assert [r["id"] for r in found] == [r["id"] for r in expected()]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "xlsx"])
def test_every_format_in_gives_the_same_answers(tmp_path: Path, form: str) -> None:
    frame = pl.read_csv(EXAMPLE, infer_schema=False)
    path = tmp_path / f"in.{form}"
    match form:
        case "csv":
            path.write_bytes(frame.write_csv(separator=";").encode("utf-16"))
        case "jsonl":
            frame.write_ndjson(path)
        case "parquet":
            frame.write_parquet(path)
        case "xlsx":
            frame.write_excel(path)
    done = article41(["assess", path, "--format", "jsonl"])
    assert done.returncode == 0, done.stderr
    found = [json.loads(line)["verdict"] or "" for line in done.stdout.splitlines()]
    assert found == [r["verdict"] for r in expected()]


def test_lines_of_one_transaction_share_the_strictest_verdict(tmp_path: Path) -> None:
    path = tmp_path / "aid.csv"
    path.write_text(
        "id,date,origin,destination,hs\n"
        "A,2018-11-01,CH,KP,3004\nA,2018-11-01,CH,KP,7319\nB,2018-11-01,CH,KP,3004\n,2018-11-01,CH,KP,3004\n"
    )
    done = article41(["assess", path, "--format", "jsonl"])
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [v["verdict"] for v in found] == ["not_addressed", "prohibited", "not_addressed", "not_addressed"]
    assert [v["transaction_verdict"] for v in found] == [
        "prohibited",
        "prohibited",
        "not_addressed",
        "not_addressed",
    ]
    assert found[3]["id"] == "row 5"


def test_suspending_a_provision_frees_what_only_it_prohibits(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("date,origin,destination,hs\n2021-05-30,KR,KP,8901\n2021-05-30,KR,KP,8704\n")
    done = article41(["assess", path, "--suspend", "2397:7", "--format", "jsonl"])
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(v["verdict"], v["provisions"]) for v in found] == [
        ("prohibited", ["2397/op14"]),
        ("not_addressed", []),
    ]
    wrong = article41(["assess", path, "--suspend", "2397/op77"])
    assert wrong.returncode == 2
    assert "did you mean 2397/op7?" in wrong.stderr


def test_as_of_counts_only_what_was_adopted_by_then(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("date,origin,destination,hs\n2018-06-01,CN,KP,8413\n2018-06-01,KP,CN,2701\n")
    done = article41(["assess", path, "--as-of", "2017-11-01", "--format", "jsonl"])
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == [
        "not_addressed",
        "prohibited",
    ]
    early = article41(["assess", path, "--as-of", "2006-10-13"])
    assert early.returncode == 2
    assert "no binding resolution encoded here was adopted; the first is of 2006-10-14" in early.stderr


def test_open_leaves_unclaimed_ways_out_unknown(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("date,origin,destination,hs\n2018-06-01,CN,KP,8413\n")
    closed, open_ = (article41(["assess", path, "--format", "json", *extra]) for extra in ([], ["--open"]))
    assert json.loads(closed.stdout)[0]["verdict"] == "prohibited"
    found = json.loads(open_.stdout)[0]
    assert found["verdict"] == "indeterminate"
    assert found["needs"] == ["committee_approval", "end_use", "aircraft_type"]


def test_fail_on_tells_by_exit_status(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("date,origin,destination,hs\n2018-06-01,KP,CN,2701\n")
    assert article41(["assess", path, "--fail-on", "prohibited"]).returncode == 3
    assert article41(["assess", path, "--fail-on", "indeterminate"]).returncode == 0
    path.write_text("date,origin,destination,hs\n2018-06-01,KP,CN,2701\n2018-02-30,KP,CN,2701\n")
    assert article41(["assess", path, "--fail-on", "prohibited"]).returncode == 3
    assert article41(["assess", path, "--fail-on", "permitted"]).returncode == 2


def test_headings_of_the_user_s_own_are_mapped_shown_and_overridable(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "Ref;Shipment date;Entered;COO;Country of destination;HS code\nX1;2018-01-10;2018-01-22;North Korea;China;4407\n"
    )
    done = article41(["assess", path, "--map", "Entered=import_date", "--map", "Ref=id", "--format", "json"])
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)[0]
    assert (found["id"], found["law_on"], found["verdict"]) == ("X1", "2018-01-22", "prohibited")
    assert "column 'COO' read as origin" in done.stderr
    wrong = article41(["assess", path, "--map", "Entered=import_dat"])
    assert wrong.returncode == 2
    assert "import_date" in wrong.stderr


def test_explain_shows_the_steps(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("id,date,origin,destination,hs\nX,2017-08-20,KP,CN,2601\n")
    done = article41(["assess", path, "--explain"])
    assert "unknown    unless 2371/op8#winddown (wind_down)" in done.stdout
    assert "contract_date before 2017-08-05 (not given)" in done.stdout


def test_our_columns_stand_beside_the_user_s_and_nothing_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "id,verdict,date,origin,destination,hs,remark,=2+2\nX,mine,2018-06-01,KP,CN,2701,=1+1,-5\n"
    )
    out = tmp_path / "out.csv"
    done = article41(["assess", path, "-o", out])
    row = next(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert row["verdict (given)"] == "mine"
    assert row["verdict"] == "prohibited"
    assert row["remark"] == "'=1+1"
    assert row["'=2+2"] == "-5"
    assert "column 'remark' is not recognised; it is passed through unread" in done.stderr


def test_a_file_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    done = article41(["assess", EXAMPLE, "-o", tmp_path / "no" / "out.csv"])
    assert done.returncode == 2
    assert "a place that can be written" in done.stderr
    done = article41(["assess", EXAMPLE, "-o", tmp_path / "out.doc"])
    assert done.returncode == 2
    assert "does not say its format" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_several_files_make_one_table_with_their_names(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("id,date,origin,destination,hs\nA,2018-06-01,KP,CN,2701\n")
    two.write_text("id,Remark,date,flow,hs\nB,x,2018-06-01,to_dprk,8413\n")
    done = article41(["assess", one, two, "--format", "csv", "--explain"])
    rows = list(csv.DictReader(done.stdout.splitlines()))
    assert next(iter(rows[0])) == "file"
    assert list(rows[0])[-3:] == ["because", "assumed", "ways_out"]
    assert [(r["file"], r["id"], r["verdict"]) for r in rows] == [
        ("one.csv", "A", "prohibited"),
        ("two.csv", "B", "prohibited"),
    ]
    assert rows[0]["because"].startswith(
        "Coal (HS 2701) leaving the DPRK: inconsistent with S/RES/2371 (2017)"
    )
    assert "2397/op7#airliner_spares needs end_use, aircraft_type" in rows[1]["ways_out"]
    drawn = article41(["assess", one, two])
    assert "one.csv" in drawn.stdout
    assert "two.csv" in drawn.stdout
