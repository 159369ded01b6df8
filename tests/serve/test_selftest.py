"""The verb as a user runs it: on the law's own register, on lists kept, with a file of clean names."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from .running import ROOT, article41

LIST = ROOT / "examples" / "lists" / "un-2026-01-20.xml"
QUICK = ("selftest", "--per", "5", "--list", "law")


def figures(*args: str | Path, home: Path | None = None, status: int = 0) -> dict[str, Any]:
    done = article41([*args, "--format", "json"], home=home)
    assert done.returncode == status, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_without_a_list_the_laws_own_register_is_tested_and_the_same_twice() -> None:
    first = figures("selftest", "--per", "5", "--seed", "3")
    assert first == figures("selftest", "--per", "5", "--seed", "3")
    assert [one["key"] for one in first["lists"]] == ["law"]
    packs = {p["pack"]: p for p in first["packs"]}
    assert list(packs) == ["control", "light", "heavy", "clean"]
    as_listed = next(m for m in first["manipulations"] if m["manipulation"] == "as listed")
    assert (as_listed["rate"], as_listed["tried"] > 400) == (1.0, True)
    assert packs["light"]["rate"] > 0.8
    assert packs["clean"]["rate"] > 0.9
    assert first["misses"] != figures("selftest", "--per", "5", "--seed", "4")["misses"]


def test_lists_kept_are_tested_with_the_register(tmp_path: Path) -> None:
    assert article41(["lists", "import", LIST], home=tmp_path).returncode == 0
    both = figures("selftest", "--per", "3", "--pack", "control", home=tmp_path)
    assert [one["key"] for one in both["lists"]] == ["un", "law"]
    assert both["lists"][0]["list_date"] == "2026-01-20"
    only = figures("selftest", "--per", "3", "--pack", "control", "--list", "un", home=tmp_path)
    assert [p["rate"] for p in only["packs"]] == [1.0]
    assert {x["list"] for x in only["by_list"]} == {"un"}


def test_every_form_is_written(tmp_path: Path) -> None:
    for name in ("a.json", "a.csv", "a.html"):
        done = article41([*QUICK, "-o", tmp_path / name, "--misses", "1"])
        assert done.returncode == 0, done.stderr
        assert "wrote" in done.stderr
        assert (tmp_path / name).stat().st_size > 1_000
    rows = table(tmp_path / "a.csv")
    missed = [r for r in rows if r["found"] == "false" and r["pack"] != "clean"]
    assert len(missed) == len(json.loads((tmp_path / "a.json").read_text())["misses"])


def test_own_clean_names_are_tried_beside_ours(tmp_path: Path) -> None:
    names = tmp_path / "own.txt"
    names.write_bytes(b"Harmless Customer\nKim Jong Un\nHarmless Customer\nB\xff\xfed\n")
    found = figures(*QUICK, "--pack", "clean", "--clean", names)
    own = next(m for m in found["manipulations"] if m["manipulation"] == "your own")
    assert own["tried"] == 3 - ("Kim Jong Un" in found["left_out"])


def test_what_is_wrong_with_them_is_told_and_the_others_are_tried(tmp_path: Path) -> None:
    names = tmp_path / "own.txt"
    names.write_bytes(b"Harmless Customer\n" + b"x" * 2_000_000 + b"\n")
    done = article41([*QUICK, "--pack", "clean", "--clean", names])
    assert done.returncode == 2
    assert "row 2" in done.stderr
    assert "your own" in done.stdout
    names.with_suffix(".csv").write_text("id,wares\n1,coal\n")
    done = article41([*QUICK, "--clean", names.with_suffix(".csv")])
    assert done.returncode == 2
    assert "a column 'name'" in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--pack", "lihgt"), "did you mean light?"),
        (("--pack", ","), "a known pack"),
        (("--list", "unn"), "expected a known list"),
        (("--per", "0"), "a number of names from 1 on, or all"),
        (("--per", "x"), "a number of names from 1 on, or all"),
        (("-o", "a.pdf"), ".html"),
        (("--fail-under", "0.95"), "per cent"),
        (("--threshold", "0"), "0"),
        (("--read-back", "x.csv"), "--key"),
        (("--key", "x.csv"), "--key goes with"),
        (("--clean", "absent.txt"), "a file that exists"),
    ],
)
def test_what_cannot_be_asked(args: tuple[str, ...], said: str) -> None:
    done = article41(["selftest", *args])
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_fail_under() -> None:
    done = article41([*QUICK, "--pack", "light", "--fail-under", "1.5"])
    assert done.returncode == 0
    done = article41([*QUICK, "--pack", "light", "--threshold", "1", "--fail-under", "99"])
    assert done.returncode == 3
    assert "is under 99 %" in done.stderr


def test_another_filter_takes_the_same_test(tmp_path: Path) -> None:
    cases, key, hits = tmp_path / "cases.csv", tmp_path / "cases.key.csv", tmp_path / "hits.csv"
    done = article41([*QUICK, "--write", cases])
    assert done.returncode == 0, done.stderr
    asked = table(cases)
    answers = {row["id"]: row for row in table(key)}
    assert list(asked[0]) == ["id", "name", "schema"]
    assert [row["id"] for row in asked] == list(answers)
    with hits.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("id", "hit"))
        for row in answers.values():  # perfect, but for names with a typo, and one alarm too many
            if row["pack"] != "clean" and not row["manipulation"].startswith("typo"):
                out.writerow((row["id"], row["reference"].lower()))
                out.writerow((row["id"], "OTHER-1"))
        clean = next(row["id"] for row in answers.values() if row["pack"] == "clean")
        out.writerow((clean, "Yes"))
    found = figures("selftest", "--read-back", hits, "--key", key)
    assert found["threshold"] is None
    rates = {p["pack"]: p for p in found["packs"]}
    assert (rates["control"]["rate"], rates["heavy"]["rate"], rates["clean"]["missed"]) == (1.0, 1.0, 1)
    assert rates["light"]["missed"] == sum(r["manipulation"].startswith("typo") for r in answers.values())
    assert article41(["selftest", "--read-back", hits, "--key", key]).returncode == 0
    assert (
        article41(["selftest", "--read-back", hits, "--key", key, "-o", tmp_path / "a.html"]).returncode == 0
    )


def test_answers_that_are_none_are_told(tmp_path: Path) -> None:
    cases, hits = tmp_path / "c.csv", tmp_path / "h.csv"
    assert (
        article41([*QUICK, "--pack", "light", "--write", cases, "--key", tmp_path / "k.csv"]).returncode == 0
    )
    hits.write_text("id,hit\nn9999999,yes\n")
    done = article41(["selftest", "--read-back", hits, "--key", tmp_path / "k.csv"])
    assert done.returncode == 2
    assert "found 'n9999999'; expected an id of the key" in done.stderr
    assert "0.00 %" in done.stdout
    hits.write_text("name,answer\na,b\n")
    done = article41(["selftest", "--read-back", hits, "--key", tmp_path / "k.csv"])
    assert done.returncode == 2
    assert "a column 'id'" in done.stderr
    assert "a column 'hit'" in done.stderr
    key = tmp_path / "k2.csv"
    key.write_text(
        "id,pack,manipulation,list,reference,kind,listed_name,name\n1,odd,x,y,z,person,a,b\n2,light,x,y,z,ghost,a,b\n"
    )
    done = article41(["selftest", "--read-back", hits, "--key", key])
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
