"""article41 explain, goods and template: what they print and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .running import ROOT, article41


@pytest.mark.parametrize("name", ["2371/op8", "2371:8", "2371 OP8", "2371/op8#rajin"])
def test_a_provision_is_explained_under_any_of_its_names(name: str) -> None:
    done = article41(["explain", name, "--on", "2017-08-04"])
    assert done.returncode == 0
    for text in (
        "S/RES/2371 (2017), para. 8  (2371/op8)",
        "force     binding: the Council decides",
        "on 2017-08-04  not in force",
        "replaces  2321/op26 from 2017-08-05",
        "unless (wind-down)",
        "[contested] scope of iron",
        "https://docs.un.org/S/RES/2371(2017)",
    ):
        assert text in done.stdout


def test_what_replaced_a_provision_is_named() -> None:
    done = article41(["explain", "2375/op14", "--on", "2018-01-01"])
    assert "replaced  by S/RES/2397 (2017), para. 5 (2397/op5) from 2018-01-01" in done.stdout
    assert "on 2018-01-01  not in force" in done.stdout
    assert (
        "limit: 500,000 bbl, all States together, from 2017-10-01 until 2018-01-01 (exclusive)" in done.stdout
    )


def test_json_carries_the_same() -> None:
    found = json.loads(article41(["explain", "2397/op7", "--format", "json"]).stdout)
    assert found["in_force"] == [{"from": "2017-12-22", "until": None}]
    assert [r["id"] for r in found["rules"]] == ["2397/op7#ban", "2397/op7#airliner_spares"]
    assert found["checked"]["against"] == "recalled"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2371/op88", "did you mean 2371/op8?"),
        ("2371/op4", "2371/op4 is out of scope: directs the Committee"),
        ("2371/op15", "2371/op15 is out of scope: binds the DPRK"),
        ("2270/op25", "2270/op25 is out of scope: "),
    ],
)
def test_what_is_not_encoded_is_said_plainly(name: str, said: str) -> None:
    done = article41(["explain", name])
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_goods_by_code_day_and_flow() -> None:
    found = json.loads(article41(["goods", "8901", "--on", "2021-05-30", "--format", "json"]).stdout)
    assert found["goods"] == {"vessel": True, "vehicle": True, "new_vessel": None}
    assert found["flows"]["to_dprk"]["provisions"] == ["2397/op7", "2397/op14"]
    assert found["flows"]["from_dprk"]["provisions"] == ["2397/op6"]
    before = json.loads(article41(["goods", "8901", "--on", "2017-12-21", "--format", "json"]).stdout)
    assert before["flows"]["from_dprk"]["verdict"] == "not_addressed"
    assert before["flows"]["to_dprk"]["verdict"] == "indeterminate"
    assert before["flows"]["to_dprk"]["provisions"] == ["2321/op30"]


def test_goods_takes_back_a_leading_zero_and_refuses_what_is_no_code() -> None:
    assert "HS 0307" in article41(["goods", "307"]).stdout
    done = article41(["goods", "27x"])
    assert done.returncode == 2
    assert "found '27x'" in done.stderr


def test_the_template_is_written_once_and_only_as_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "blank.xlsx"
    assert article41(["template", path]).returncode == 0
    again = article41(["template", path])
    assert again.returncode == 2
    assert "--force writes over it" in again.stderr
    assert article41(["template", path, "--force"]).returncode == 0
    assert "ends in .xlsx" in article41(["template", tmp_path / "blank.csv"]).stderr


def test_an_unknown_verb_names_the_nearest() -> None:
    done = article41(["asess", "x.csv"])
    assert done.returncode == 2
    assert "did you mean 'assess'?" in done.stderr


def test_a_resolution_is_answered_with_its_paragraphs() -> None:
    done = article41(["explain", "2371"])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "provision: found '2371'; expected one of its paragraphs, such as 2371/op3 (here: 2371/op3, 2371/op6"
    )


def test_what_was_not_yet_adopted_is_not_called_unknown() -> None:
    said = "as of 2017-01-01 2397/op5 was not yet adopted; it is of 2017-12-22\n"
    assert article41(["explain", "2397/op5", "--as-of", "2017-01-01"]).stderr == said
    table = ROOT / "examples" / "supplies.csv"
    done = article41(["assess", table, "--suspend", "2397/op5", "--as-of", "2017-01-01"])
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
