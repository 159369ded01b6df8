"""article41 relief as a user runs it: what is freed, what stays, what is wrong with the table, and the chart."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from .running import ROOT, article41

TRADE = ROOT / "examples" / "trade.csv"
DAY = ("--on", "2026-11-24", "--as-of", "2026-11-24")
HEAD = "id,date,origin,destination,hs,value_usd"


def scenarios(args: Sequence[str | Path], status: int = 0) -> tuple[list[dict[str, Any]], str]:
    done = article41(["relief", *args, "--format", "json"])
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)["scenarios"]
    return found, done.stderr


def table(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "t.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def test_what_is_freed_and_what_stays_add_up_to_what_is_prohibited() -> None:
    (found,), _ = scenarios([TRADE, "--suspend", "2371/op8", "2375/op16", *DAY])
    assert found["suspended"] == ["2371/op8", "2375/op16"]
    assert found["lifted"] == ["2371/op8#ban", "2375/op16#ban"]
    with TRADE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    freed = sum(int(r["value_usd"]) for r in rows if r["hs"] in ("2701", "2601", "61", "62"))
    assert found["fates"]["freed"] == {"count": 16, "value_usd": freed, "value_unknown": 0}
    assert found["today"]["prohibited"]["value_usd"] == freed + found["fates"]["blocked"]["value_usd"]
    assert [b["provision"] for b in found["blocked_by"]] == ["2371/op9", "2397/op7"]
    assert {g["partner"] for g in found["by_partner"]} == {"CN", "ZA"}
    whole = sum(int(r["value_usd"]) for r in rows)
    assert sum(f["value_usd"] for f in found["fates"].values()) == whole
    assert {"rule": "2397/op25#committee", "kind": "exemption", "needs": ["committee_approval"], "count": 3, "value_usd": found["fates"]["blocked"]["value_usd"], "value_unknown": 0} in found["ways_out"]  # fmt: skip


def test_ids_may_follow_one_suspend_be_repeated_or_stand_in_a_list() -> None:
    ways: tuple[list[str | Path], ...] = (
        [TRADE, "--suspend", "2371/op8", "2375:16"],
        ["--suspend", "2371/op8", "2375 OP16", TRADE],
        [TRADE, "--suspend", "2371/op8,2375/op16"],
        [TRADE, "--suspend", "S/RES/2371 (2017), para. 8", "--suspend", "S/RES/2375 (2017), para. 16"],
    )
    answers = [scenarios([*way, *DAY])[0] for way in ways]
    assert all(found["suspended"] == ["2371/op8", "2375/op16"] for (found,) in answers)


def test_scenarios_stand_side_by_side() -> None:
    named = ["--scenario", "coal=2371/op8", "--scenario", "all exports=commodity.export_ban"]
    done = article41(["relief", TRADE, *named, "--suspend", "2371", *DAY])
    assert done.returncode == 0, done.stderr
    heads = done.stdout.splitlines()[2]
    assert heads.split() == ["2371", "coal", "all", "exports"]
    assert "all exports: the measure “Goods that may not leave the DPRK” suspended" in done.stdout
    assert "Not legal advice." in done.stdout


def test_a_long_name_leaves_room_for_the_sums() -> None:
    named = "a name as long as somebody who has much to explain to a Council of fifteen would like=2371/op8"
    done = article41(["relief", TRADE, "--scenario", named, "--scenario", "short=2397", *DAY])
    shown = done.stdout.splitlines()
    lines = next(line for line in shown if line.startswith("prohibited today"))
    assert lines.split()[2:] == ["19", "3.25", "bn", "19", "3.25", "bn"]
    assert any(line.startswith(f"{named.removesuffix('=2371/op8')}: S/RES/2371") for line in shown)
    assert "would be indeterminate" not in done.stdout  # nothing would, so there is no column for it


def test_revival_and_snapback() -> None:
    coal: list[str | Path] = [TRADE, "--suspend", "2371/op8", "--revive"]
    (found,), _ = scenarios([*coal, *DAY])
    assert found["revived"][0] == "2321/op26"
    assert {"2321/op26", "2375/op16"} <= {b["provision"] for b in found["blocked_by"]}
    (over,), _ = scenarios([*coal, "--snapback", "2026-11-24", *DAY])
    assert over["fates"]["freed"]["count"] == 0
    assert [b["provision"] for b in over["blocked_by"]] == ["2371/op8", "2375/op16", "2371/op9", "2397/op7"]
    (still,), _ = scenarios([TRADE, "--suspend", "2371/op8", "--snapback", "2026-11-25", *DAY])
    assert still["fates"]["freed"]["count"] == 4


def test_each_row_has_its_own_day_unless_one_is_given(tmp_path: Path) -> None:
    path = table(tmp_path, "a,2026-12-31,KP,CN,2701,5", "b,2027-01-01,KP,CN,2701,7")
    args: list[str | Path] = [path, "--suspend", "2371/op8", "--snapback", "2027-01-01"]
    (found,), _ = scenarios(args)
    assert found["fates"]["freed"] == {"count": 1, "value_usd": 5, "value_unknown": 0}
    assert found["fates"]["blocked"] == {"count": 1, "value_usd": 7, "value_unknown": 0}
    (found,), _ = scenarios([*args, "--on", "2026-12-31"])
    assert found["fates"]["freed"]["value_usd"] == 12


def test_bad_cells_are_named_and_the_rest_is_answered(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "a,2026-11-24,KP,CN,2701,100,USD",
        "b,2026-11-24,KP,CN,2701,about ten,USD",
        "c,2026-11-24,KP,CN,2701,50,EUR",
        "d,2026-11-24,KP,,2701,,",
        "e,2026-11-24,KP,Chnia,2701,1,USD",
        head=HEAD + ",currency",
    )
    (found,), said = scenarios([path, "--suspend", "2371/op8"], status=2)
    assert "row 3, column 'value_usd': found 'about ten'" in said
    assert "row 4, column 'currency': found 'EUR'; expected USD" in said
    assert "row 6, column 'destination': found 'Chnia'" in said
    assert "no partner country: 1 of 5 rows (5)" in said
    assert "no value, counted apart: 2 of 5 rows (4, 5)" in said
    assert found["fates"]["freed"] == {"count": 3, "value_usd": 100, "value_unknown": 2}
    assert found["fates"]["no_answer"]["count"] == 2
    assert None in {g["partner"] for g in found["by_partner"]}


def test_a_table_without_values_is_counted(tmp_path: Path) -> None:
    path = table(tmp_path, "a,2026-11-24,KP,CN,2701", head="id,date,origin,destination,hs")
    (found,), _ = scenarios([path, "--suspend", "2371/op8"])
    assert found["fates"]["freed"] == {"count": 1, "value_usd": None, "value_unknown": 1}
    done = article41(["relief", path, "--suspend", "2371/op8"])
    assert "Of 1 transaction prohibited as the law stands, 1 would be free (all of it)." in done.stdout
    assert "USD" not in done.stdout.split("suspended")[0]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--suspend", "2371/op88"], ["found '2371/op88'", "did you mean 2371/op8?"]),
        (["--suspend", "2398", "2397/op66"], ["did you mean 2397?", "did you mean 2397/op6?"]),
        (["--scenario", "x"], ["--scenario", "NAME=ID,ID"]),
        (["--scenario", "x=2397", "--scenario", "x=2371"], ["each name once"]),
        (["--scenario", "x="], ["'x='", "NAME=ID,ID"]),
        (["--suspend", ","], ["one id or more"]),
        ([], ["say what is suspended"]),
        (["--suspend", "2397", "--chart", "out.pdf"], [".svg, .png, .html"]),
        (["--suspend", "2397", "--on", "2006-01-01"], ["lies before 2006-10-14"]),
        (["2397"], ["expected one FILE"]),
    ],
)
def test_what_cannot_be_meant_is_told(args: list[str], said: list[str]) -> None:
    done = article41(["relief", TRADE, *args])
    assert done.returncode == 2
    assert done.stdout == ""
    for words in said:
        assert words in done.stderr


def test_a_file_that_is_not_there_is_told() -> None:
    done = article41(["relief", "nowhere.csv", "--suspend", "2397"])
    assert done.returncode == 2
    assert "nowhere.csv" in done.stderr


def test_suspending_an_exception_is_told_to_lift_nothing() -> None:
    _, said = scenarios([TRADE, "--suspend", "2397/op25", "--revive", *DAY])
    assert "2397/op25 prohibits nothing" in said
    assert "nothing that was replaced revives" in said


def test_a_ledger_counts_under_both_laws() -> None:
    supplies, ledger = ROOT / "examples" / "supplies.csv", ROOT / "examples" / "ledger.csv"
    (found,), _ = scenarios([supplies, "--suspend", "2397/op5", "--ledger", ledger])
    assert found["today"]["prohibited"]["count"] >= 1
    assert found["fates"]["blocked"]["count"] == 0


@pytest.mark.parametrize(
    ("ending", "starts"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE html>")]
)
def test_a_chart_is_written_in_the_form_its_name_asks_for(tmp_path: Path, ending: str, starts: bytes) -> None:
    out = tmp_path / f"chart.{ending}"
    done = article41(["relief", TRADE, "--suspend", "2371/op8", "--chart", out, *DAY])
    assert done.returncode == 0, done.stderr
    drawn = out.read_bytes()
    assert drawn.lstrip().startswith(starts)
    if ending == "html":  # works without a network
        assert b"<script src=" not in drawn
    if ending == "svg":
        assert b"Still blocked" in drawn
        assert b"Not legal advice" in drawn


def test_a_page_runs_nothing_that_a_cell_or_a_name_holds(tmp_path: Path) -> None:
    evil = "</script><script>alert(1)</script>"
    path = table(tmp_path, f'a,2026-11-24,KP,CN,2701,5,"{evil}"', head=HEAD + ",source")
    out = tmp_path / "chart.html"
    done = article41(["relief", path, "--scenario", f"{evil}=2371/op8", "--chart", out])
    assert done.returncode == 0, done.stderr
    page = out.read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert page.count(r"\u003c/script>\u003cscript>alert(1)") >= 2


def test_the_page_s_sum_of_the_example_is_the_example_s() -> None:
    with TRADE.open(encoding="utf-8") as file:
        whole = sum(int(r["value_usd"]) for r in csv.DictReader(file) if r["year"] == "2016")
    assert f"of which these are {whole:,}." in (ROOT / "docs" / "relief.md").read_text(encoding="utf-8")


def test_every_figure_of_the_example_names_its_publication() -> None:
    with TRADE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 38
    assert len({(r["year"], r["origin"], r["destination"], r["hs"]) for r in rows}) == len(rows)
    assert all(
        int(r["value_usd"]) > 0 and r["source"] and "KP" in (r["origin"], r["destination"]) for r in rows
    )
