"""article41 screen and what assess says of listings: one row in, one row out, in every format."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from article41 import InputError, Verdict, assess
from article41.report.listings import ONLY

from .running import article41

HEADING = "id,date,kind,exporter,bank,vessel,vessel_imo,vessel_flag"
ROWS = (
    "A,2018-02-01,shipment,Korea Mining Development Trading Corp.,,,,",
    "B,2018-02-01,shipment,Korea Mining Development Trading Corporation,DCBKKPPYXXX,,,",
    "C,2018-05-01,port_call,,,KOTI,,PA",
    "D,2018-05-01,port_call,,,KOTI,9417115,PA",
    "E,2018-03-29,port_call,,,KOTI,9417115,PA",
    "F,2018-05-01,port_call,,,,,",
    "G,2018-05-01,port_call,,,KOTI,9417116,PA",
)


def written(tmp_path: Path, *rows: str, heading: str = HEADING) -> Path:
    path = tmp_path / "acts.csv"
    path.write_text("\n".join((heading, *rows)), encoding="utf-8")
    return path


def test_one_row_in_one_row_out(tmp_path: Path) -> None:
    done = article41(["screen", written(tmp_path, *ROWS), "--format", "json"])
    assert done.returncode == 2, "row G has a wrong IMO number"
    assert (
        "row 8, column 'vessel_imo': found '9417116'; expected an IMO number whose last digit checks"
        in done.stderr
    )
    assert "with 941711 the last is 5" in done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert [f["id"] for f in found] == list("ABCDEFG")
    met = {
        f["id"]: [(h["reference"], h["field"], h["how"], h["is_certain"]) for h in f["hits"]] for f in found
    }
    assert met == {
        "A": [("KPe.001", "exporter", "likeness", False)],
        "B": [("KPe.001", "exporter", "name", True), ("KPe.023", "bank", "identifier", True)],
        "C": [("IMO 9417115", "vessel", "name", False)], "D": [("IMO 9417115", "vessel_imo", "IMO number", True)],
        "E": [], "F": [], "G": [],
    }  # fmt: skip
    notes = {f["id"]: f["note"] for f in found}
    assert notes["A"] is None
    assert notes["F"] == "no name and no number to look up"
    assert notes["G"].startswith("not read: ")


def test_the_table_says_what_was_looked_up_at_all(tmp_path: Path) -> None:
    done = article41(["screen", written(tmp_path, *ROWS[:6])])
    assert done.returncode == 0, done.stderr
    assert "4 rows of 6 met a listing in force, 1 of them only by a name that is like one." in done.stdout
    text = " ".join(done.stdout.split())
    assert "By name and number only" in text
    assert "exporter: may be KPe.001 KOREA MINING DEVELOPMENT TRADING CORPORATION (name 1.00), listed" in text
    assert "no listing met" in text
    assert "KPe.001 KOREA MINING DEVELOPMENT TRADING CORPORATION" in text


def test_an_open_day_is_not_called_another_of_that_name(tmp_path: Path) -> None:
    path = written(tmp_path, "A,,KOMID,", "B,2016-12-10,,9110236", heading="id,date,exporter,vessel_imo")
    found = json.loads(article41(["screen", path, "--format", "json"]).stdout)
    assert [(h["is_certain"], h["stands"]) for row in found for h in row["hits"]] == [(True, None)] * 2
    text = " ".join(article41(["screen", path]).stdout.split())
    assert "may be another" not in text
    assert "listed 2009-04-24, perhaps not then" in text
    assert "0 rows of 2 met a listing in force. 2 rows met one that may be in force: the day is open." in text


def test_a_day_of_one_s_own(tmp_path: Path) -> None:
    path = written(tmp_path, ROWS[4])
    met = json.loads(article41(["screen", path, "--on", "2018-03-30", "--format", "json"]).stdout)
    assert [h["reference"] for h in met[0]["hits"]] == ["IMO 9417115"]
    assert met[0]["on"] == "2018-03-30"
    as_of = json.loads(
        article41(["screen", path, "--on", "2018-03-30", "--as-of", "2018-03-29", "--format", "json"]).stdout
    )
    assert as_of[0]["hits"] == []


def test_a_file_with_names_alone_is_enough_and_one_without_is_told(tmp_path: Path) -> None:
    done = article41(
        [
            "screen",
            written(tmp_path, "KPe.047", heading="Counterparty"),
            "--format",
            "json",
            "--on",
            "2018-01-01",
        ]
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["hits"][0]["how"] == "reference"
    none = article41(["screen", written(tmp_path, "A,2018-01-01", heading="id,date")])
    assert none.returncode == 2
    assert "expected a column to look up: name, person_name" in none.stderr
    assert "Traceback" not in none.stderr


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("KPi.042", "2018-02-09", "KPi.042  CHOE HWI (person, met by reference)"),
        ("kukpang kwahak-won", "2018-01-01", "KPe.018  SECOND ACADEMY OF NATURAL SCIENCES, listed also as KUKPANG KWAHAK-WON"),
        ("8602531", "2016-03-20", "listed since 2016-03-02, removed 2016-03-21: asset freeze (2270/op23)"),
        ("8602531", "2016-03-21", "not listed on 2016-03-21; listed 2016-03-02, removed 2016-03-21"),
        ("8405402", "2016-12-15", "removed 2016-12: whether it stood on 2016-12-15 is open"),
        ("Sofia", "2025-11-03", "no listing is met by this name or number"),
        ("MARS", "2025-11-03", "no listing is met by this name or number"),
        ("Asian Bridge", "2020-12-08", "no listing is met by this name or number"),
        ("Choe Sok-min", "2018-01-01", "KPi.064"),
        ("김영철", "2018-01-01", "KPi.024  KIM YONG CHOL (person, met by likeness 0.97)"),
        ("Ким Ён Чхоль", "2018-01-01", "a name that is only like it: it may be another"),
        ("ASIA BRIGE 1", "2018-04-01", "another vessel may be meant: its IMO number tells"),
    ],
)  # fmt: skip
def test_one_name(name: str, day: str, said: str) -> None:
    done = article41(["screen", "--name", name, "--on", day], columns=200)
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    assert " ".join(said.split()) in text
    assert ONLY in text


def test_neither_or_both_is_told(tmp_path: Path) -> None:
    for args in (["screen"], ["screen", str(written(tmp_path, ROWS[0])), "--name", "X"]):
        done = article41(args)
        assert done.returncode == 2
        assert "either a FILE or --name NAME" in done.stderr


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("9417116", "expected an IMO number whose last digit checks the others"),
        ("IMO 9417116", "expected an IMO number whose last digit checks the others"),
        ("", "expected letters or digits"),
        (" …", "expected letters or digits"),
    ],
)
def test_a_name_that_cannot_be_looked_up_is_told(name: str, expected: str) -> None:
    done = article41(["screen", "--name", name])
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_assess_says_it_in_every_format(tmp_path: Path) -> None:
    path = written(tmp_path, *ROWS[:6])
    out = {form: tmp_path / f"out.{form}" for form in ("csv", "parquet", "jsonl")}
    for target in out.values():
        assert article41(["assess", path, "-o", target]).returncode == 0
    lines = [json.loads(line) for line in out["jsonl"].read_text(encoding="utf-8").splitlines()]
    words = {v["id"]: v["verdict"] for v in lines}
    assert words == {
        "A": "indeterminate", "B": "prohibited", "C": "indeterminate", "D": "prohibited",
        "E": "not_addressed", "F": "not_addressed",
    }  # fmt: skip
    assert lines[2]["needs"] == ["vessel_imo"]
    assert lines[3]["hits"] == [
        {
            "field": "vessel_imo", "given": "9417115", "reference": "IMO 9417115", "name": "KOTI", "how": "IMO number",
            "listed_on": "2018-03-30", "measures": {"deflag": "2321/op12", "port_entry": "2371/op6"}, "is_certain": True,
            "stands": True, "score": None,
        }
    ]  # fmt: skip
    assert any(a.startswith("vessel screened by IMO number only") for a in lines[4]["assumed"])
    short = [
        ["KPe.001 (exporter, by name)", "KPe.023 (bank, by identifier)"],
        ["IMO 9417115 (vessel, by name)"],
    ]
    rows = pl.read_parquet(out["parquet"])
    assert [rows["hits"].to_list()[i] for i in (1, 2)] == short
    with out["csv"].open(encoding="utf-8") as text:
        assert [r["hits"] for r in csv.DictReader(text)][1] == "; ".join(short[0])


def test_what_the_user_says_wins() -> None:
    facts = {"date": "2018-02-01", "kind": "payment", "party": "KPe.001", "partner_country": "CN"}
    assert answer(facts).provisions == ("1718/op8.d",)
    said_no = answer({**facts, "party_designated": "no"})
    assert "1718/op8.d" not in said_no.provisions
    assert [h.reference for h in said_no.hits] == ["KPe.001"]


def test_a_name_that_is_only_like_a_listed_one_is_asked_about_until_it_is_cleared(tmp_path: Path) -> None:
    facts = {"date": "2018-02-01", "kind": "payment", "party": "Lee Hong-sup", "partner_country": "CN"}
    asked = answer(facts)
    assert (asked.verdict, asked.provisions, asked.needs) == (
        "indeterminate",
        ("1718/op8.d",),
        ("party_designated",),
    )
    (hit,) = asked.hits
    assert (hit.reference, hit.how, hit.is_certain) == ("KPi.004", "likeness", False)
    assert hit.score == pytest.approx(0.944, abs=0.0005)
    cleared = answer({**facts, "party_designated": "no"})
    assert (cleared.verdict, cleared.needs) == ("not_addressed", ())
    assert [h.reference for h in cleared.hits] == ["KPi.004"]
    assert answer({**facts, "party_designated": "yes"}).verdict == "prohibited"
    path = written(
        tmp_path,
        "A,2018-02-01,payment,Lee Hong-sup,",
        "B,2018-02-01,payment,Lee Hong-sup,no",
        "C,2018-02-01,payment,Delmar Textile GmbH,",
        heading="id,date,kind,party,party_designated",
    )
    out = tmp_path / "out.parquet"
    assert article41(["assess", path, "-o", out]).returncode == 0
    rows = pl.read_parquet(out)
    assert rows["verdict"].to_list() == ["indeterminate", "not_addressed", "not_addressed"]
    assert rows["needs"].to_list() == [["party_designated"], [], []]
    assert rows["hits"].to_list() == [["KPi.004 (party, by likeness 0.94)"]] * 2 + [[]]
    found = json.loads(article41(["assess", path, "--format", "json"]).stdout)
    assert [h["score"] for h in found[0]["hits"]] == [round(hit.score or 0, 4)]
    shown = " ".join(article41(["assess", path, "--explain"], columns=200).stdout.split())
    assert "party: may be KPi.004 RI HONG-SOP (name 0.94), listed since 2009-07-16" in shown


def test_a_vessel_whose_name_is_only_like_a_listed_one_is_asked_for_its_number() -> None:
    facts = {"date": "2018-05-01", "kind": "port_call", "vessel": "Asia Brige 1", "vessel_flag": "KP"}
    asked = answer(facts)
    assert (asked.verdict, asked.needs) == ("indeterminate", ("vessel_imo",))
    assert answer({**facts, "vessel_imo": "8916580"}).verdict == "prohibited"
    other = answer({**facts, "vessel_imo": "9074729"})
    assert (other.verdict, other.hits) == ("not_addressed", ())


def test_a_wrong_check_digit_in_a_record_is_told() -> None:
    with pytest.raises(InputError, match="column 'vessel_imo': found '9417116'"):
        assess({"date": "2018-02-01", "kind": "port_call", "vessel_imo": "9417116"})


def answer(facts: dict[str, str]) -> Verdict:
    return assess(facts)


def test_a_later_entry_may_meet_a_later_listing() -> None:
    facts = {"date": "2018-03-01", "origin": "KP", "destination": "CN", "hs": "6704", "exporter": "KPe.056"}
    found = answer(facts)
    assert found.verdict == "not_addressed"
    assert any(a.startswith("entered the importing State on 2018-03-01") for a in found.assumed)
    assert answer({**facts, "import_date": "2018-03-30"}).verdict == "prohibited"
    assert answer({**facts, "import_date": "2018-03-29"}).verdict == "not_addressed"
