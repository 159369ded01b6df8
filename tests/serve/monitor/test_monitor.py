"""The monitor from the command line: reports from files, sound and unsound ones."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from tests.serve.running import ROOT, article41

EXAMPLES = [ROOT / "examples" / "monitor" / name for name in ("comtrade.csv", "baci_hs92_2021.csv")]
DAY = ("--as-of", "2026-11-24")
HEAD = "freqCode,period,reporterISO,flowCode,partnerISO,cmdCode,cmdDesc,primaryValue"


def _files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("monitor") / "report"
    done = article41(["monitor", *EXAMPLES, "--out", out, *DAY])
    assert done.returncode == 0, done.stderr
    return out


def test_the_same_inputs_give_the_same_bytes(report: Path, tmp_path: Path) -> None:
    again = tmp_path / "report"
    assert article41(["monitor", *EXAMPLES, "--out", again, *DAY]).returncode == 0
    one, other = _files(report), _files(again)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert {
        "index.html",
        "monitor.xlsx",
        "manifest.json",
        "states/CHN.html",
        "charts/world.svg",
    } <= one.keys()


def test_the_manifest_names_inputs_and_outputs_and_no_folder_of_ours(report: Path) -> None:
    told = json.loads((report / "manifest.json").read_text())
    assert {file["name"] for file in told["inputs"]} == {path.name for path in EXAMPLES}
    assert len(told["outputs"]) == len(_files(report)) - 1
    assert all(str(ROOT).encode() not in content for content in _files(report).values())


def test_a_run_that_was_killed_goes_on_to_the_same_bytes(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "report"
    words = [sys.executable, "-m", "article41", "monitor", *map(str, EXAMPLES), "--out", str(out), *DAY]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:  # noqa: S603
        until = time.monotonic() + 100
        while len(list(out.rglob("*.csv"))) < 4 and run.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        run.send_signal(signal.SIGKILL)
    assert not (out / "manifest.json").exists()
    assert list(out.rglob("*.csv"))
    done = article41(["monitor", *EXAMPLES, "--out", out, *DAY])
    assert done.returncode == 0, done.stderr
    assert _files(out) == _files(report)


def test_json_tells_the_states_and_the_caps(tmp_path: Path) -> None:
    asked: list[str | Path] = ["monitor", *EXAMPLES, "--out", tmp_path / "r", *DAY, "--state", "ZAF"]
    done = article41([*asked, "--format", "json", "--fail-on", "needs_explanation"])
    assert done.returncode == 3  # there is one
    told = json.loads(done.stdout)
    assert [row["state"] for row in told["states"]] == ["ZAF"]
    assert told["states"][0]["needs_explanation"] == {"flows": 1, "value_usd": 6979.0}
    assert any("33.7 %" in cap["standing"] for cap in told["caps"] if cap["kind"] == "reported")
    assert any("2.0 x cap" in cap["standing"] for cap in told["caps"] if cap["kind"] == "estimated")
    assert any("KOTRA" in text and "5,531" in text for text in told["contradictions"])
    assert not (tmp_path / "r" / "states" / "CHN.html").exists()


def test_bad_files_are_told_at_once_and_the_good_one_is_reported(tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text(
        f"{HEAD}\n"
        "A,2019,NGA,M,PRK,870323,cars,1000000\n"
        "A,2019,XQX,M,PRK,2701,coal,5\n"
        'A,2019,NGA,M,PRK,2601,ore,"1,234"\n'
        "A,2019,NGA,M,PRK,260112,ore,abc\n"
    )
    renamed = tmp_path / "renamed.csv"
    renamed.write_text(HEAD.replace("flowCode", "flow direction") + "\nA,2019,NGA,M,PRK,2701,coal,5\n")
    html = tmp_path / "error.csv"
    html.write_text("<!DOCTYPE html><html><body>404</body></html>")
    out = tmp_path / "report"
    done = article41(["monitor", good, renamed, html, "--out", out, *DAY])
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for said in ("good.csv, row 3", "good.csv, row 4", "good.csv, row 5", "renamed.csv", "error.csv"):
        assert said in done.stderr, done.stderr
    findings = pl.read_csv(out / "data" / "findings.csv")
    assert findings.filter(pl.col("code").cast(pl.String) == "870323")["status"].to_list() == [
        "likely_wrong_korea"
    ]
    problems = (out / "data" / "problems.csv").read_text()
    assert all(name in problems for name in ("good.csv", "renamed.csv", "error.csv"))


def test_what_is_told_twice_is_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(
        f"{HEAD}\n"
        "A,2019,NGA,M,PRK,2701,coal,1200\n"
        "A,2019,NGA,M,PRK,2701,coal,1200\n"
        + "".join(f"M,2019{m:02},NGA,M,PRK,2701,coal,100\n" for m in range(1, 13))
    )
    done = article41(["monitor", path, path, "--out", tmp_path / "r", *DAY, "--format", "json"])
    told = json.loads(done.stdout)
    assert sum(told["states"][0][name]["value_usd"] or 0 for name in told["classes"]) == 1200
    assert told["rows_set_aside"] == 2  # the second row, and the year beside its months
    assert "each file once" in done.stderr
    asides = (tmp_path / "r" / "data" / "asides.csv").read_text()
    assert "duplicate of" in asides


def test_a_file_that_does_not_tell_its_reporter_is_refused_until_somebody_says(tmp_path: Path) -> None:
    path = tmp_path / "part.csv"
    path.write_text("period,flowCode,partnerISO,cmdCode,primaryValue\n2019,X,PRK,731815,2073\n")
    refused = article41(["monitor", path, "--out", tmp_path / "r", *DAY])
    assert refused.returncode == 2
    assert "reporter" in refused.stderr
    done = article41(["monitor", path, "--out", tmp_path / "r", *DAY, "--assume", "reporter=CHN"])
    assert done.returncode == 0, done.stderr
    assert "reporter = CHN" in (tmp_path / "r" / "index.html").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--state", "Chnia"], "did you mean China"),
        (["--assume", "reprter=CHN"], "did you mean reporter"),
        (["--assume", "reporter"], "COLUMN=VALUE"),
        (["--since", "20017"], "1900"),
        (["--replies", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_slips_in_the_command_are_told(tmp_path: Path, words: list[str], said: str) -> None:
    done = article41(["monitor", *EXAMPLES, "--out", tmp_path / "r", *words])
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reply_and_a_report_stand_on_the_page(tmp_path: Path) -> None:
    replies = tmp_path / "replies.csv"
    replies.write_text("state,hs,year,reply,source\nZAF,7326,2021,spare parts for an embassy,note verbale\n")
    filings = tmp_path / "filings.csv"
    filings.write_text(
        "state,resolution,filed,symbol\nZAF,2397,2018-03-20,S/AC.49/2018/1\nZAF,2664,2023-01-01,\n"
    )
    calls = tmp_path / "calls.csv"
    calls.write_text("date,vessel,dwt\n2023-05-01,A,1150\n")
    supplies = tmp_path / "reported.csv"
    supplies.write_text("good,state,from,to,tonnes\nrefined_petroleum,China,2023-08-01,2023-08-31,1410\n")
    beside: tuple[str | Path, ...] = (
        "--replies",
        replies,
        "--filings",
        filings,
        "--calls",
        calls,
        "--reported",
        supplies,
    )
    asked: list[str | Path] = [
        "monitor",
        *EXAMPLES,
        "--out",
        tmp_path / "r",
        *DAY,
        "--format",
        "json",
        *beside,
    ]
    done = article41(asked)
    assert done.returncode == 2  # 2664 asks for no report
    assert "filings.csv, row 3" in done.stderr
    assert "spare parts for an embassy (note verbale)" in (tmp_path / "r" / "states" / "ZAF.html").read_text()
    of_2023 = {
        c["kind"]: c["barrels"] for c in json.loads(done.stdout)["caps"] if c["from"].startswith("2023")
    }
    assert [round(b) for b in of_2023["estimated"]] == [3161, 4790, 8622]
    assert round(of_2023["reported"][0]) == 11745


def test_pages_can_be_read_by_others(report: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    assert (report / "index.html").stat().st_mode & 0o777 == 0o666 & ~mask
