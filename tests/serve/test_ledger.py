"""assess --ledger: totals of caps in verdicts, reasons and assumptions, and ledgers that stop the run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from article41 import Regime, assess
from article41.model import Cap, Ledger, Supply

from .running import ROOT, article41

LEDGER = ROOT / "examples" / "ledger.csv"
NOTE = "no ledger: totals of caps are unknown unless cap_share is given"
HEADING = (
    "id,date,origin,destination,hs,description,quantity,unit,livelihood_only,cease_notice_in_force,cap_share"
)
ASSUMED = "the ledger ledger.csv holds every supply of the period"
REGIME = Regime.load(date(2026, 11, 24))


def run(tmp_path: Path, *lines: str, ledger: Path | None = LEDGER) -> tuple[list[dict[str, Any]], str]:
    path = tmp_path / "shipments.csv"
    path.write_text("\n".join((HEADING, *lines)), encoding="utf-8")
    options: list[str | Path] = ["--ledger", ledger] if ledger else []
    done = article41(["assess", path, "--format", "jsonl", *options])
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_the_totals_decide_and_are_said(tmp_path: Path) -> None:
    found, said = run(
        tmp_path,
        "A,2021-07-01,RU,KP,2710,diesel,40000,bbl,yes,no,",
        "B,2021-07-01,RU,KP,2710,diesel,90000,bbl,yes,no,",
        "C,2021-07-01,RU,KP,2710,diesel,90000,bbl,,no,",
        "D,2021-07-01,RU,KP,2710,diesel,,,yes,no,",
        "E,2021-07-01,RU,KP,2710,diesel,90000,bbl,yes,no,0.3",
        "F,2020-07-01,RU,KP,2710,diesel,90000,bbl,yes,no,",
        "G,2021-08-01,RU,KP,2709,crude oil,5000,t,,,",
        "L-009,2021-07-15,CN,KP,2709,crude oil,170000,t,,,",
    )
    assert said == ""
    by = {f["id"]: f for f in found}
    words = {name: f["verdict"] for name, f in by.items()}
    assert words == {
        "A": "permitted", "B": "prohibited", "C": "prohibited", "D": "indeterminate",
        "E": "permitted", "F": "permitted", "G": "permitted", "L-009": "permitted",
    }  # fmt: skip
    assert {name for name, f in by.items() if ASSUMED in f["assumed"]} == {"A", "B", "F", "G", "L-009"}
    cap = {name: [s for s in f["because"] if s.startswith("Cap ")] for name, f in by.items()}
    assert len(cap["A"]) == 1
    assert cap["A"][0].startswith(
        "Cap 2397/op5#cap, 2021: 418,955 of 500,000 bbl used before, 458,955 with this supply (91.8 per cent"
    )
    assert cap["B"][0].endswith("508,955 with this supply (101.8 per cent; above the limit)")
    assert cap["C"] == []  # prohibited whatever the total
    assert cap["E"] == []
    assert cap["F"] == [
        "Cap 2397/op5#cap, 2020: no supply of the period in the ledger before, 90,000 of 500,000 bbl "
        "with this one (18.0 per cent)"
    ]
    assert cap["G"] == [  # 1,295,000 barrels entered as 170,000 tonnes: the limit in tonnes is the nearer one
        "Cap 2397/op4#cap, 2020-12-22 to 2021-12-21: 520,000 of 525,000 t used before, "
        "525,000 with this supply (100.0 per cent)"
    ]
    assert "350,000 of 525,000 t used before, 520,000 with this supply (99.0 per cent)" in cap["L-009"][0]
    assert by["D"]["needs"] == ["quantity", "unit"]


def test_the_table_shows_the_totals(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(f"{HEADING}\nA,2021-07-01,RU,KP,2710,diesel,40000,bbl,yes,no,\n")
    done = article41(["assess", path, "--ledger", LEDGER])
    assert "Cap 2397/op5#cap, 2021" in done.stdout
    assert "assumed: the ledger ledger.csv" in done.stdout


def test_factors_on_different_sides_leave_the_share_unknown_and_say_so(tmp_path: Path) -> None:
    found, _ = run(tmp_path, "A,2021-07-01,RU,KP,2710,diesel,10200,t,yes,no,")
    assert found[0]["needs"] == ["cap_share"]
    assert found[0]["because"][1] == (
        "Cap 2397/op5#cap, 2021: 494,812 to 503,955 of 500,000 bbl with this supply, on both sides of the limit"
    )
    assert ASSUMED not in found[0]["assumed"]


def test_without_a_ledger_the_totals_are_said_to_be_unknown_once(tmp_path: Path) -> None:
    row = "A,2021-07-01,RU,KP,2710,diesel,40000,bbl,yes,no,"
    found, said = run(tmp_path, row, row, ledger=None)
    assert said.splitlines() == [NOTE]
    assert found[0]["needs"] == ["cap_share"]
    _, said = run(tmp_path, row + "0.5", ledger=None)
    assert said == ""


def test_a_table_can_be_its_own_ledger(tmp_path: Path) -> None:
    path = tmp_path / "shipments.csv"
    lines = (
        "A,2021-02-01,RU,KP,2710,diesel,300000,bbl,yes,no,",
        "B,2021-03-01,CN,KP,2710,diesel,150000,bbl,yes,no,",
        "C,2021-04-01,CN,KP,2710,diesel,60000,bbl,yes,no,",
        "D,2021-04-01,KP,CN,2601,iron ore,5,u,,,",
    )
    path.write_text("\n".join((HEADING, *lines)))
    done = article41(["assess", path, "--ledger", path, "--format", "jsonl"])
    assert done.stderr == "shipments.csv: 1 row left out, as no cap limits it\n"
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == [
        "permitted", "permitted", "prohibited", "prohibited",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_a_bad_ledger_ends_the_run_before_any_verdict(tmp_path: Path, form: str) -> None:
    ledger = tmp_path / "l.csv"
    ledger.write_text("id,date,good,quantity,unit\nA,2021-02-01,crude_oil,5,gal\nB,2021-02-01,crude_oil,,t\n")
    out = tmp_path / "out.csv"
    done = article41(
        ["assess", ROOT / "examples" / "shipments.csv", "--ledger", ledger, "--format", form, "-o", out]
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert not out.exists()
    first, second = done.stderr.splitlines()
    assert first.startswith("l.csv, row 2, column 'unit': found 'gal'")
    assert second == "l.csv, row 3, column 'quantity': expected an amount"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"PK\x03\x04 no archive", b"id,date\n", b"a,b\n1,2\n"]
)
def test_hostile_ledgers(tmp_path: Path, content: bytes) -> None:
    ledger = tmp_path / "l.csv"
    ledger.write_bytes(content)
    done = article41(["assess", ROOT / "examples" / "shipments.csv", "--ledger", ledger])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("l.csv")
    done = article41(["assess", ROOT / "examples" / "shipments.csv", "--ledger", tmp_path / "absent.csv"])
    assert (done.returncode, done.stdout) == (2, "")


def test_from_python_a_ledger_is_part_of_the_regime() -> None:
    supply = Supply("L", date(2021, 2, 1), "refined_petroleum", "CN", 450_000.0, None, None)
    regime = REGIME.with_ledger(Ledger("mine", (supply,)))
    assert REGIME.ledger is None
    facts = {
        "date": "2021-07-01", "origin": "RU", "destination": "KP", "hs": "2710", "description": "diesel", "quantity": 50_000,
        "unit": "bbl", "livelihood_only": True, "cease_notice_in_force": False,
    }  # fmt: skip
    assert assess(facts, regime).verdict == "permitted"
    assert assess({**facts, "quantity": 50_001}, regime).verdict == "prohibited"
    assert assess(facts, REGIME).needs == ("cap_share",)
    assert assess(facts, regime.assuming_nothing()).verdict == "permitted"
    # the limit of 2,000,000 barrels stood in the law as it was known before 22 December 2017
    as_known = Regime.load(date(2017, 12, 1)).with_ledger(Ledger("mine", (supply,)))
    assert assess({**facts, "quantity": 1_550_000}, as_known).verdict == "permitted"


def test_the_notices_of_the_committee_s_secretary_are_named() -> None:
    from dataclasses import replace

    def noticed(cap: Cap) -> Cap:
        return replace(cap, notices=(75, 90, 95)) if cap.id == "2397/op5#cap" else cap

    law = replace(
        REGIME.law,
        provisions=tuple(replace(p, caps=tuple(map(noticed, p.caps))) for p in REGIME.law.provisions),
    )
    regime = Regime.of(law, REGIME.as_of).with_ledger(
        Ledger("mine", (Supply("L", date(2021, 2, 1), "refined_petroleum", "CN", 418_000.0, None, None),))
    )
    facts = {
        "date": "2021-07-01",
        "origin": "RU",
        "destination": "KP",
        "hs": "2710",
        "description": "diesel",
        "unit": "bbl",
        "livelihood_only": True,
    }

    def said(quantity: float) -> str:
        found = assess({**facts, "quantity": quantity, "cease_notice_in_force": False}, regime)
        return next(s for s in found.because if s.startswith("Cap "))

    assert said(41_973) == (
        "Cap 2397/op5#cap, 2021: 418,000 of 500,000 bbl used before, 459,973 with this supply "
        "(92.0 per cent; past the notice at 90 per cent)"
    )
    assert said(0).endswith("(83.6 per cent; past the notice at 75 per cent)")
    assert said(82_000).endswith("(100.0 per cent; past the notice at 95 per cent)")
    assert said(82_001).endswith("500,001 with this supply (just above 100 per cent; above the limit)")
    assert said(82_000.4).endswith("500,000.40 with this supply (just above 100 per cent; above the limit)")
    assert said(81_999).endswith("(just below 100 per cent; past the notice at 95 per cent)")
    assert said(56_999).endswith("(just below 95 per cent; past the notice at 90 per cent)")
    assert said(1e30).endswith("(many times the limit; above the limit)")
    open_ = assess({**facts, "quantity": 1_000}, regime)
    assert open_.needs == ("cease_notice_in_force",)
    assert "the ledger mine holds every supply of the period" in open_.assumed


COAL = {
    "origin": "KP",
    "destination": "CN",
    "hs": "2701",
    "livelihood_only": True,
    "cease_notice_in_force": False,
}


@pytest.mark.parametrize(
    ("day", "tonnes", "value_usd", "verdict", "said"),
    [
        # 1,000,866 t or USD 53,495,894 from 30 November to 31 December 2016, whichever is reached first
        ("2016-12-31", 866, 1_000, "permitted", "1,000,866 with this supply (100.0 per cent"),
        ("2016-12-31", 867, 1_000, "prohibited", "1,000,867 with this supply (just above 100 per cent"),
        ("2016-12-31", 1, 3_495_894, "permitted", "53,495,894 with this supply (100.0 per cent"),
        ("2016-12-31", 1, 3_495_894.01, "prohibited", "53,495,894.01 with this supply (just above"),
        # 7,500,000 t or USD 400,870,018 in 2017
        ("2017-01-01", 3_500_000, 1, "permitted", "7,500,000 with this supply (100.0 per cent"),
        ("2017-01-01", 3_500_001, 1, "prohibited", "7,500,001 with this supply (just above 100 per cent"),
        ("2017-02-10", 1, 50_870_018, "permitted", "400,870,018 with this supply (100.0 per cent"),
        ("2017-02-10", 0, 50_870_018.01, "prohibited", "400,870,018.01 with this supply (just above"),
        ("2017-02-10", 3_000_000, 50_870_018, "permitted", "past the notice at 95 per cent"),
    ],
)
def test_coal_by_paper(day: str, tonnes: float, value_usd: float, verdict: str, said: str) -> None:
    ledger = Ledger(
        "mine",
        (
            Supply("A", date(2016, 11, 30), "coal", "CN", None, 600_000.0, 30_000_000.0),
            Supply("B", date(2016, 12, 31), "coal", "CN", None, 400_000.0, 20_000_000.0),
            Supply("C", date(2017, 1, 1), "coal", "CN", None, 4_000_000.0, 300_000_000.0),
            Supply("D", date(2017, 2, 10), "coal", "RU", None, 500_000.0, 50_000_000.0),
        ),
    )
    found = assess(
        {**COAL, "date": day, "quantity": tonnes, "unit": "t", "value_usd": value_usd},
        REGIME.with_ledger(ledger),
    )
    assert found.verdict == verdict
    assert any(said in sentence for sentence in found.because), found.because


def test_days_that_no_total_holds_are_said(tmp_path: Path) -> None:
    ledger = tmp_path / "l.csv"
    ledger.write_text(
        "id,date,good,quantity,unit\nA,2012-02-01,crude_oil,5,t\nB,2099-02-01,refined_petroleum,5,bbl\n"
        "C,2016-09-11,crude_oil,5,t\nD,2016-11-30,coal,5,t\nE,2016-11-29,coal,5,t\n"
    )
    _, said = run(tmp_path, "A,2021-07-01,RU,KP,2710,diesel,40000,bbl,yes,no,", ledger=ledger)
    first, second = said.splitlines()
    assert first == "l.csv: 2 supplies in no period of a cap (2012-02-01, 2016-11-29); is the year right?"
    assert second.startswith("l.csv: 1 supply after today, ")
    assert second.endswith(" (2099-02-01); is the year right?")


def test_many_mistakes_are_counted(tmp_path: Path) -> None:
    ledger = tmp_path / "l.csv"
    ledger.write_text("id,date,good,quantity,unit\n" + "A,2012-02-01,crude_oil,5,gal\n" * 5_000)
    done = article41(["assess", ROOT / "examples" / "supplies.csv", "--ledger", ledger])
    assert (done.returncode, done.stdout) == (2, "")
    *_, more, rest = done.stderr.splitlines()
    assert more == "l.csv: found 'and 950 more'; expected nothing wrong"
    assert rest.startswith("l.csv, column 'unit': found 'and 4,000 more rows'")


def test_cents_add_up_to_the_limit() -> None:
    supplies = [Supply(f"L{n}", date(2017, 1, 2), "coal", "CN", None, 1.0, 4_008_700.17) for n in range(99)]
    facts = {**COAL, "date": "2017-03-01", "quantity": 1, "unit": "t"}
    regime = REGIME.with_ledger(Ledger("mine", tuple(supplies)))
    rest = round(400_870_018 - 99 * 4_008_700.17, 2)
    assert assess({**facts, "value_usd": rest}, regime).verdict == "permitted"
    assert assess({**facts, "value_usd": rest + 0.01}, regime).verdict == "prohibited"


def test_what_the_ledger_lacks_is_said() -> None:
    coal = REGIME.with_ledger(Ledger("mine", (Supply("L", date(2017, 1, 2), "coal", "CN", None, 1.0, None),)))
    found = assess({**COAL, "date": "2017-02-10", "quantity": 1, "unit": "t", "value_usd": 1}, coal)
    assert found.needs == ("cap_share",)
    assert found.because[1] == (
        "Cap 2321/op26#cap, 2017: 1 supply of the period in the ledger without a value in US dollars"
    )
    crude = {
        "date": "2017-10-01",
        "origin": "IR",
        "destination": "KP",
        "hs": "2709",
        "quantity": 1,
        "unit": "t",
    }
    found = assess({**crude, "description": "crude oil"}, coal)
    assert found.needs == ("cap_share",)
    assert "does not tell the State's own supply of the 12 months before" in found.because[1]


@pytest.mark.parametrize(
    ("day", "tonnes", "verdict"),
    [
        ("2017-12-21", 100_000, "permitted"),  # 2375/op15: China's own 250,000 t of the year before
        ("2017-12-21", 100_000.1, "prohibited"),
        ("2017-12-22", 325_000, "permitted"),  # 2397/op4: 525,000 t of all States
        ("2017-12-22", 325_001, "prohibited"),
        ("2018-12-21", 25_000, "permitted"),
        ("2018-12-21", 25_001, "prohibited"),
        ("2018-12-22", 524_000, "permitted"),
        ("2018-12-22", 524_001, "prohibited"),
    ],
)
def test_the_years_of_crude_oil_by_paper(day: str, tonnes: float, verdict: str) -> None:
    entries = [
        ("2016-09-10", "CN", 900_000), ("2016-09-11", "CN", 100_000), ("2017-09-10", "CN", 150_000),
        ("2017-09-11", "CN", 50_000), ("2017-12-21", "CN", 100_000), ("2017-12-22", "CN", 200_000),
        ("2018-12-21", "RU", 300_000), ("2018-12-22", "RU", 1_000),
    ]  # fmt: skip
    supplies = [
        Supply(f"L{n}", date.fromisoformat(on), "crude_oil", state, None, float(amount), None)
        for n, (on, state, amount) in enumerate(entries)
    ]
    facts = {"origin": "CN", "destination": "KP", "hs": "2709", "description": "crude oil", "unit": "t"}
    regime = REGIME.with_ledger(Ledger("mine", tuple(supplies)))
    assert assess({**facts, "date": day, "quantity": tonnes}, regime).verdict == verdict
