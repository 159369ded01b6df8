"""article41 law, its questions, and goods --timeline: what they print and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from article41.report.markdown import NOTE

from .running import article41


def test_the_law_of_a_day() -> None:
    done = article41(["law", "--on", "2017-12-25", "--resolution", "2375"])
    assert done.returncode == 0, done.stderr
    assert "2375/op14" in done.stdout
    assert "until 2018-01-01, then 2397/op5" in done.stdout
    assert re.search(r"On 2017-12-25: \d+ provisions in force", done.stdout)
    assert done.stderr == ""


def test_without_a_day_it_is_today_or_the_day_as_of_which_it_is_asked() -> None:
    assert (
        json.loads(article41(["law", "--as-of", "2017-12-01", "--format", "json"]).stdout)["on"]
        == "2017-12-01"
    )
    found = json.loads(article41(["law", "--format", "json"]).stdout)
    assert found["on"] == found["as_of"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--on", "2006-07-01"], "2006-07-01 lies before"),
        (["--on", "2017-02-30"], "expected a day that exists"),
        (["--on", "20170201"], "expected a day that exists, written 2018-02-01"),
        (["--on", "2018-W05-4"], "expected a day that exists, written 2018-02-01"),
        (["--on", "2018-01-01", "--measure", "comodity.export_ban"], "did you mean commodity.export_ban?"),
        (["--resolution", "2372"], "expected a known resolution"),
        (["dif", "2018-01-01", "2018-01-02"], "did you mean 'diff'?"),
        (["diff", "2018-01-02", "2018-01-01"], "law diff 2018-01-01 2018-01-02"),
        (["diff", "2018-01-02"], "Missing argument 'B'"),
        (["--on", "2018-01-01", "unchecked"], "options go after the name: article41 law unchecked …"),
        (["export", "-o", "/dev/null/x.json"], "a place that can be written"),
    ],
)
def test_what_is_refused(args: list[str], said: str) -> None:
    done = article41(["law", *args])
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_what_changed_between_two_days() -> None:
    done = article41(["law", "diff", "2017-12-31", "2018-01-01"])
    assert done.returncode == 0
    assert "- 2375/op14 ends, replaced by 2397/op5: Refined petroleum" in done.stdout
    assert (
        "= 2397/op5#cap: refined petroleum: 500,000 bbl, all States together, every 12 months" in done.stdout
    )
    found = json.loads(article41(["law", "diff", "2018-03-01", "2018-03-01", "--format", "json"]).stdout)
    assert (found["law"], found["limits"], found["days"]) == ([], [], [])


def test_a_point_is_answered_and_leaves_the_worklist(tmp_path: Path) -> None:
    point = "2371/op9~the-45-days-for-notice"
    before = list(
        csv.DictReader(io.StringIO(article41(["law", "unchecked", "--format", "csv"], home=tmp_path).stdout))
    )
    assert point in [row["id"] for row in before]
    args = ["--by", "A. Lawyer", "--on", "2026-01-02", "--url", "https://docs.un.org/S/RES/2371(2017)"]
    done = article41(["law", "checked", point.replace("2371/op9", "2371 OP9"), *args], home=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{point}: recorded in {tmp_path / 'checked.csv'}" in done.stderr
    after = json.loads(article41(["law", "unchecked", "--format", "json"], home=tmp_path).stdout)
    assert len(after["points"]) == len(before) - 1
    assert after["answered"] == 1
    explained = article41(["explain", "2371/op9"], home=tmp_path).stdout
    assert "checked by A. Lawyer on 2026-01-02 (https://docs.un.org/S/RES/2371(2017))" in " ".join(
        explained.split()
    )
    assert "0 answered" in article41(["law", "unchecked"], home=tmp_path / "other").stdout


def test_a_maintainer_records_into_the_law_s_own_register(tmp_path: Path) -> None:
    into = str(tmp_path / "law" / "checked.csv")
    args = ["--by", "A", "--on", "2026-01-02", "--url", "https://un.org/x", "--note", "as encoded"]
    done = article41(["law", "checked", "2371/op9", *args, "--into", into], home=tmp_path / "home")
    assert done.returncode == 0
    (row,) = csv.DictReader(Path(into).read_text(encoding="utf-8").splitlines())
    assert (row["id"], row["by"], row["note"], len(row["law_hash"])) == ("2371/op9", "A", "as encoded", 16)
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ID": "2371/op99"}, "did you mean 2371/op9"),
        ({"ID": "2371/op9~the-45-days-for-notices"}, "did you mean 2371/op9~the-45-days-for-notice?"),
        ({"--by": " "}, "--by: found ''; expected who checked it"),
        ({"--on": "2999-01-01"}, "expected a day no later than today"),
        ({"--on": "yesterday"}, "expected a day that exists"),
        ({"--by": "A\x1b[31m"}, "--by: found 'A\\x1b[31m'; expected words without control characters"),
        ({"--note": "a\x07b"}, "expected words without control characters"),
        ({"--url": "un.org"}, "--url: found 'un.org'; expected the page that bears it out, https://…"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(tmp_path: Path, change: dict[str, str], said: str) -> None:
    given = {"ID": "2371/op9", "--by": "A", "--on": "2026-01-02", "--url": "https://un.org/x", **change}
    point = given.pop("ID")
    done = article41(
        ["law", "checked", point, *(part for pair in given.items() for part in pair)], home=tmp_path
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_broken_register_is_told_by_row(tmp_path: Path) -> None:
    (tmp_path / "checked.csv").write_text("id,by,on,url,note,law_hash\n2371/op9,,2026-01-02,x,,\n")
    done = article41(["law", "unchecked"], home=tmp_path)
    assert done.returncode == 2
    assert "row 2, column 'by'" in done.stderr
    assert "row 2, column 'url'" in done.stderr


def test_a_home_that_is_no_folder_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = article41(["law", "unchecked"], home=tmp_path / "file")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("checked.csv: expected a file that can be read (Not a directory)\n")
    (tmp_path / "checked.csv").write_bytes(b"id,by\xff")
    done = article41(["explain", "2371/op9"], home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("checked.csv: expected a UTF-8 text (byte 6 is none)\n")


def test_answers_recorded_at_once_are_all_kept(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def one(number: int) -> int:
        args = ["--by", f"W{number}", "--on", "2026-01-02", "--url", "https://un.org/x"]
        return article41(["law", "checked", "2371/op9", *args], home=tmp_path).returncode

    with ThreadPoolExecutor(8) as several:
        assert set(several.map(one, range(12))) == {0}
    rows = list(csv.DictReader((tmp_path / "checked.csv").read_text(encoding="utf-8").splitlines()))
    assert {row["by"] for row in rows} == {f"W{number}" for number in range(12)}


def test_the_law_as_a_dataset(tmp_path: Path) -> None:
    done = article41(["law", "export"])
    assert done.stderr == ""
    data = json.loads(done.stdout)
    out = tmp_path / "deep" / "law.json"
    written = article41(["law", "export", "-o", out])
    assert (written.returncode, written.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == done.stdout
    assert data["version"]
    assert json.loads(article41(["law", "export", "--schema"]).stdout)["title"]


def test_pages_are_written_and_what_is_no_page_any_more_is_removed(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "0001.md").write_text(f"{NOTE}\n# old\n", encoding="utf-8")
    (tmp_path / "law" / "notes.md").write_text("somebody's own", encoding="utf-8")
    assert article41(["law", "pages", tmp_path]).returncode == 0
    names = {p.name for p in (tmp_path / "law").iterdir()}
    assert {"README.md", "2371.md", "schema.json", "notes.md"} <= names
    assert "0001.md" not in names
    assert (tmp_path / "facts.md").exists()
    assert "pages" not in article41(["law", "--help"]).stdout.split("Commands:")[1]


def test_a_code_through_time() -> None:
    done = article41(["goods", "2601", "--timeline", "--flow", "from_dprk"])
    assert done.returncode == 0
    assert re.search(r"^  since \d{4}-\d\d-\d\d         ✖ prohibited  .*2371/op8$", done.stdout, re.M)
    found = json.loads(article41(["goods", "2601", "--timeline", "--format", "json"]).stdout)
    assert set(found["flows"]) == {"to_dprk", "from_dprk"}
    wrong = article41(["goods", "2601", "--timeline", "--on", "2018-01-01"])
    assert wrong.returncode == 2
    assert "leave --on out" in wrong.stderr


def test_a_day_before_the_law_begins_has_no_answer_for_a_code() -> None:
    done = article41(["goods", "8413", "--on", "2006-10-13"])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "2006-10-13 lies before 2006-10-14, when the law encoded here begins\n"
    assert article41(["goods", "8413", "--on", "2006-10-14"]).returncode == 0
    assert article41(["goods", "xx"]).stderr.startswith("HS: found 'xx'; expected an HS code")


def test_a_provision_that_has_ended_says_what_governs() -> None:
    found = article41(["explain", "2375/op14", "--on", "2019-01-01"], columns=80)
    assert "S/RES/2397 (2017), para. 5 (2397/op5) governs" in " ".join(found.stdout.split())
    lines = [line for line in found.stdout.splitlines() if "http" not in line]
    assert max(map(len, lines)) <= 80


def test_a_draft_is_held_against_the_law() -> None:
    done = article41(["law", "lint", "examples/draft.yaml"])
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing found in 2 paragraphs with 3 rules" in done.stdout
    done = article41(["law", "lint", "examples/draft_faults.yaml", "--format", "json"])
    assert (done.returncode, done.stderr) == (2, "")
    assert len(json.loads(done.stdout)["findings"]) == 10


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["lint", "none.yaml"], "none.yaml: expected a file that can be read"),
        (["diff", "none.yaml"], "none.yaml: expected a file that can be read"),
        (["diff", "examples/draft_faults.yaml"], "row 21, column 'fact': found 'flwo'"),
        (["diff", "examples/draft.yaml", "2020-01-01"], "a day no earlier than the draft's adoption, 2027-03-15"),
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_used(args: list[str], said: str) -> None:
    done = article41(["law", *args])
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_draft_would_change() -> None:
    done = article41(["law", "diff", "examples/draft.yaml"])
    assert done.returncode == 0
    assert "- 2375/op16 ends, replaced by draft/op1: Textiles leaving the DPRK" in done.stdout
    assert "2 begun, 1 ended, 1 change of limits" in done.stdout
