"""screen FILE as its users meet it: customers in columns of their own, hostile cells, a power cut."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from python_calamine import load_workbook

from .running import ROOT, article41

LISTED = "Korea Mining Development Trading Corporation"


def written(folder: Path, content: str | bytes, name: str = "customers.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_customers_in_their_own_columns(tmp_path: Path) -> None:
    text = f"Kundennummer,Firma,Stadt,score\n7,{LISTED},Seoul,1\n8,Nobody Atall GmbH,Berlin,2\n"
    source, out = written(tmp_path, text), tmp_path / "out.csv"
    done = article41(["screen", source, "-o", out])
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "column 'Firma' read as company_name" in done.stderr
    assert "column 'Stadt' is not recognised; it is passed through unread" in done.stderr
    assert "2 rows, 2 names asked" in done.stderr
    assert "1 match, 0 weak alias only, 1 no match, 0 not screened" in done.stderr
    assert "The law's own register was asked." in done.stderr
    met, clear = rows_of(out)
    assert met["verdict"] == "match"
    assert (met["reference"], met["list"], met["field"]) == ("KPe.001", "law", "Firma")
    assert len(met["list_hash"]) >= 16
    assert "equal: mining = mining" in met["reason"]
    assert (clear["verdict"], clear["reference"], clear["Stadt"], clear["score (given)"]) == (
        "no match",
        "",
        "Berlin",
        "2",
    )
    assert not (tmp_path / "out.csv.part").exists()


def test_shown_on_a_terminal_and_as_json(tmp_path: Path) -> None:
    source = written(tmp_path, f"no,name\nC1,{LISTED}\nC2,Nobody Atall\n")
    done = article41(["screen", source], columns=200)
    assert done.returncode == 0, done.stderr
    assert "C1" in done.stdout
    assert "C2" not in done.stdout
    assert "1 row of 2 met a listing." in done.stdout
    found = json.loads(article41(["screen", source, "--format", "json"]).stdout)
    assert [(f["id"], f["verdict"], f["note"]) for f in found] == [
        ("C1", "match", None),
        ("C2", "no match", None),
    ]
    [hit] = found[0]["hits"]
    assert (hit["reference"], hit["is_certain"], hit["measures"]) == (
        "KPe.001",
        True,
        {"asset_freeze": "1718/op8.d"},
    )
    assert hit["score"] == pytest.approx(sum(r["points"] for r in hit["reasons"]), abs=1e-4)
    assert found[1]["hits"] == found[1]["list_hits"] == []


def test_to_standard_output(tmp_path: Path) -> None:
    source = written(tmp_path, f"name\n{LISTED}\nNobody Atall\n")
    as_csv = article41(["screen", source, "--format", "csv"]).stdout.splitlines()
    assert [row["verdict"] for row in csv.DictReader(as_csv)] == ["match", "no match"]
    as_lines = article41(["screen", source, "--format", "jsonl"]).stdout.splitlines()
    assert [json.loads(line)["matches_all"] for line in as_lines] == [["law:KPe.001"], []]
    refused = article41(["screen", source, "--format", "xlsx"])
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "-o OUT" in refused.stderr


def test_what_ends_the_run_with_another_status(tmp_path: Path) -> None:
    source = written(tmp_path, f"name\n{LISTED}\n***\n")
    assert article41(["screen", source]).returncode == 2
    assert article41(["screen", source, "--fail-on", "match"]).returncode == 3
    assert article41(["screen", source, "--fail-on", "weak alias"]).returncode == 2
    assert article41(["screen", source, "--threshold", "0"]).returncode == 2
    acts = written(tmp_path, f"date,exporter\n2018-02-01,{LISTED}\n", "acts.csv")
    assert article41(["screen", acts, "--fail-on", "match"]).returncode == 3
    assert article41(["screen", acts]).returncode == 0


HOSTILE = (
    b"id,name,note\n"
    b"1," + LISTED.encode() + b",ok\n"
    b"2," + b"x" * 3_000_000 + b",long line\n"
    b"3,a\0b,NUL\n"
    b'4,"over\nlines",q\n'
    b"5,Jos\xff" + "é 김정일 Müller".encode() * 20 + b",bytes\n"
    b"6," + b"n " * 50_000 + b",long name\n"
    b"7,   ,blank\n"
    b'8,"never closed,\n'
    b"9,\xe2\x80\xae" + LISTED.encode() + b"\x07,bidi\n"
    b"10,a,b,c,d\n"
    b"\n"
    b"11,=1+1,formula\n"
)


def test_hostile_cells_are_told_and_kept(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    done = article41(["screen", written(tmp_path, HOSTILE), "-o", out])
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    rows = rows_of(out)
    assert [row["verdict"] for row in rows] == [
        "match", "not screened", "not screened", "no match", "not screened", "not screened", "not screened",
        "not screened", "match", "not screened", "no match",
    ]  # fmt: skip
    assert "1,000,000 characters or more" in rows[1]["reason"]
    assert rows[2]["id"] == "3,a\0b,NUL"
    assert rows[3]["name"] == "over\nlines"
    assert rows[6]["reason"] == "no name and no number to look up"
    assert rows[7]["id"] == '8,"never closed,'
    assert "left over: c,d" in rows[9]["reason"]
    assert rows[10]["name"] == "=1+1"
    for row, column in ((3, None), (4, None), (6, "name"), (7, "name"), (9, None), (11, None)):
        place = f"customers.csv, row {row}" + (f", column '{column}'" if column else "")
        assert place in done.stderr, row
    assert "hidden characters are set aside" in done.stderr
    assert "1 empty row skipped" in done.stderr


def test_a_workbook(tmp_path: Path) -> None:
    import xlsxwriter

    source, out = tmp_path / "c.xlsx", tmp_path / "out.xlsx"
    with xlsxwriter.Workbook(str(source)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["No", "Customer name", "Amount"])
        sheet.write_row(1, 0, [1, LISTED, 2.5])
        sheet.write_formula(2, 1, '="a"&"b"', None, "")
        sheet.write_string(3, 1, "=cmd|'/c calc'!A0")
        sheet.write_formula(4, 1, "=1/0", None, "#DIV/0!")
    done = article41(["screen", source, "-o", out])
    assert done.returncode == 2
    assert "row 5, column 'Customer name': found '#DIV/0!'" in done.stderr
    with load_workbook(out) as book:
        cells = book.get_sheet_by_index(0).to_python()
    assert cells[1][:4] == [1.0, LISTED, 2.5, "match"]
    assert cells[-2][1] == "=cmd|'/c calc'!A0"
    assert cells[-1][3] == "not screened"


def test_no_name_column_is_told_with_the_nearest_word(tmp_path: Path) -> None:
    done = article41(["screen", written(tmp_path, "Custmer,Street\nA,b\n"), "-o", tmp_path / "out.csv"])
    assert done.returncode == 2
    assert "found 'Custmer, Street'; expected a column to look up: name, person_name" in done.stderr
    assert "did you mean --map 'Custmer=name'?" in done.stderr
    mapped = article41(["screen", tmp_path / "customers.csv", "--map", "Custmer=name"])
    assert mapped.returncode == 0, mapped.stderr
    assert "column 'Custmer' read as name" in mapped.stderr
    wrong = article41(["screen", tmp_path / "customers.csv", "--map", "Custmer=nam"])
    assert wrong.returncode == 2
    assert "did you mean 'Custmer=name'?" in wrong.stderr


def test_out_is_never_the_file_itself(tmp_path: Path) -> None:
    source = written(tmp_path, "name\nA\n")
    done = article41(["screen", source, "-o", source])
    assert done.returncode == 2
    assert "another file than the one that is read" in done.stderr
    assert source.read_text(encoding="utf-8") == "name\nA\n"
    nowhere = article41(["screen", source, "-o", tmp_path / "customers.csv" / "out.csv"])
    assert nowhere.returncode == 2
    assert "Traceback" not in nowhere.stderr


def test_why_a_name_meets_a_listing_or_does_not() -> None:
    done = article41(["screen", "--name", "Korea Minning Trading", "--why", "KPe.001"])
    assert done.returncode == 0, done.stderr
    assert LISTED.upper() in done.stdout.upper()
    assert "minning  mining       another spelling" in done.stdout
    [found] = json.loads(
        article41(["screen", "--name", "Nobody", "--why", "KPe.001", "--format", "json"]).stdout
    )
    assert (found["reference"], found["is_match"]) == ("KPe.001", False)
    assert article41(["screen", "--name", "Nobody", "--why", "KPe.9999"]).returncode == 2


def test_options_that_do_not_go_together(tmp_path: Path) -> None:
    source = written(tmp_path, "name\nA\n")
    for args, said in (
        (["--name", "X", "-o", "out.csv"], "need a FILE"),
        ([str(source), "--why", "KPe.001"], "--why is about one --name"),
        ([str(source), "--restart"], "--restart is about an interrupted run"),
        ([str(source), "-o", str(tmp_path / "out.txt")], "a file is written as csv, jsonl, parquet, xlsx"),
    ):
        done = article41(["screen", *args])
        assert done.returncode == 2
        assert said in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_power_cut(tmp_path: Path, how: signal.Signals) -> None:
    count = 60_000
    names = [LISTED if i % 7_000 == 0 else f"Nobody {i} Atall" for i in range(count)]
    source = tmp_path / "c.parquet"
    pl.DataFrame({"id": range(count), "Company name": names}).write_parquet(source)
    whole, out = tmp_path / "whole.parquet", tmp_path / "out.parquet"
    assert article41(["screen", source, "-o", whole]).returncode == 0
    command = [sys.executable, "-m", "article41", "screen", str(source), "-o", str(out)]
    running = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.PIPE
    )
    parts = tmp_path / "out.parquet.part"
    until = time.monotonic() + 60
    while running.poll() is None and not list(parts.glob("0*.parquet")) and time.monotonic() < until:
        time.sleep(0.005)
    running.send_signal(how)
    said = running.communicate()[1].decode()
    kept = len(list(parts.glob("0*.parquet")))
    assert 1 <= kept < 6, said
    assert not out.exists()
    if how == signal.SIGINT:
        assert running.returncode == 130
        assert f"the first {kept * 10_000:,} rows are kept, and the same command goes on" in said
    other = article41(["screen", source, "-o", out, "--threshold", "0.9"])
    assert other.returncode == 2
    assert "the threshold (0.78 then, 0.9 now)" in other.stderr
    done = article41(["screen", source, "-o", out])
    assert done.returncode == 0, done.stderr
    assert f"goes on after row {kept * 10_000:,}" in done.stderr
    assert "60,000 rows, 60,000 names asked" in done.stderr
    assert out.read_bytes() == whole.read_bytes()
    assert not parts.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a limit on the size of files")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    source = written(tmp_path, "id,name\n" + "".join(f"{i},Nobody {i} Atall\n" for i in range(25_000)))
    out = tmp_path / "out.csv"
    limited = (
        "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); sys.argv[0] = 'article41';"
        "from article41.serve.cli import main; main()"
    )
    command = [sys.executable, "-c", limited, "screen", str(source), "-o", str(out)]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2, done.stderr
    assert "expected a place that can be written" in done.stderr
    assert "rows are kept, and the same command goes on after them" in done.stderr
    assert not out.exists()
    assert article41(["screen", source, "-o", out]).returncode == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 25_001
