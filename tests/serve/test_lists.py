"""article41 lists and what screen says of the lists kept, as a user runs them."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.listfiles import PARTIES, Party, many, un_file

from .running import article41

FIRST, LATER = "2026-01-02T00:00:09.554Z", "2026-01-20T00:00:01.000Z"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARTICLE41_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def taken(path: Path, *more: str) -> None:
    done = article41(["lists", "import", path, *more])
    assert done.returncode == 0, done.stderr


def test_no_list_yet(home: Path) -> None:
    done = article41(["lists"])
    assert (done.returncode, done.stdout.startswith("no list is kept yet")) == (0, True)
    assert not home.exists(), "asking writes nothing"


def test_a_list_taken_in_is_told_with_its_age_in_words(tmp_path: Path) -> None:
    path = un_file(tmp_path)
    done = article41(["lists", "import", path])
    assert "un: un-2026-01-02.xml of 2026-01-02 is now the current list: 5 records" in done.stdout
    text = " ".join(article41(["lists"]).stdout.split())
    assert "list of 2026-01-02 (2026-01-02T00:00:09.554Z)" in text
    assert "STALE: last known to be the newest on 2026-01-02" in text
    assert "Whoever was listed since then is not found." in text
    assert "5 records with 8 names: 3 persons, 2 entities" in text
    assert "DPRK 2 persons 1 entity · Al-Qaida 1 person 1 entity" in text
    assert f"file SHA-256 {sha256(path.read_bytes()).hexdigest()[:12]}" in text
    [status] = json.loads(article41(["lists", "--format", "json"]).stdout)
    assert status["is_stale"]
    assert status["regimes"]["DPRK"] == {"entity": 1, "person": 2}
    assert status["source_sha256"] == sha256(path.read_bytes()).hexdigest()


def test_good_files_are_taken_in_though_others_are_refused(tmp_path: Path) -> None:
    sound = un_file(tmp_path)
    broken = tmp_path / "broken.xml"
    broken.write_text(sound.read_text().replace("</ENTITIES>", ""))
    done = article41(["lists", "import", broken, sound, tmp_path / "none.xml"])
    assert done.returncode == 2
    assert "is now the current list" in done.stdout
    assert "broken.xml: not imported; the lists are as they were" in done.stderr
    assert "expected well-formed XML" in done.stderr
    assert "none.xml: expected a file that exists" in done.stderr


def test_a_file_must_have_the_hash_given(tmp_path: Path) -> None:
    path = un_file(tmp_path)
    taken(path, "--sha256", sha256(path.read_bytes()).hexdigest())
    done = article41(["lists", "import", path, "--sha256", "0" * 64])
    assert done.returncode == 2
    assert "expected " + "0" * 64 in done.stderr


def test_what_changed_for_people_and_as_json(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    changed = replace(PARTIES[1], name="PROBE TWO OTHER")
    taken(
        un_file(tmp_path, (PARTIES[0], changed, *PARTIES[3:], Party("KPi.903", "NEWCOMER")), LATER), "--force"
    )
    done = article41(["lists", "diff", "un@2026-01-02", "un"])
    assert done.returncode == 0, done.stderr
    assert "Added (1)\n  KPi.903  NEWCOMER (person, DPRK), listed 2016-03-02" in done.stdout
    assert "Delisted (1)\n  QDi.901  EXAMPLE THREE PERSON" in done.stdout
    assert "names: − PROBE TWO PERSON (primary name); + PROBE TWO OTHER (primary name)" in done.stdout
    found: dict[str, Any] = json.loads(
        article41(["lists", "diff", "un@2026-01-02", "un", "--format", "json"]).stdout
    )
    assert [(c["change"], c["reference"]) for c in found["changes"]] == [
        ("changed", "KPi.902"), ("added", "KPi.903"), ("delisted", "QDi.901"),
    ]  # fmt: skip
    [field] = found["changes"][0]["fields"]
    assert (field["field"], field["added"][0]["text"]) == ("names", "PROBE TWO OTHER")


def test_files_are_compared_without_being_taken_in(tmp_path: Path, home: Path) -> None:
    first, last = un_file(tmp_path), un_file(tmp_path, (*PARTIES, Party("KPi.903", "NEWCOMER")), LATER)
    done = article41(["lists", "diff", first, last])
    assert "together 5 1 0 0 6" in " ".join(done.stdout.split())
    assert not home.exists()


def test_an_entry_and_where_it_was_read(tmp_path: Path) -> None:
    path = un_file(tmp_path)
    taken(path)
    done = article41(["lists", "show", "un", "sampel van"])
    assert "KPi.901  SAMPLE ONE PERSON (person, DPRK), listed 2016-03-02" in done.stdout
    assert f"file SHA-256 {sha256(path.read_bytes()).hexdigest()}" in done.stdout
    assert "line 4 of un-2026-01-02.xml" in done.stdout
    assert "'Sampel Van' from INDIVIDUAL_ALIAS 1" in done.stdout
    assert "reader un_xml 1" in done.stdout
    none = article41(["lists", "show", "un", "KPi.90"])
    assert (none.returncode, "did you mean KPi.90" in none.stderr) == (2, True)


def test_check_proves_every_version_and_says_what_is_not_sound(tmp_path: Path, home: Path) -> None:
    taken(un_file(tmp_path))
    done = article41(["lists", "check"])
    assert done.returncode == 2, "the list is stale"
    assert "as it was written, 8 names controlled" in done.stdout
    [path] = home.rglob("*.snapshot")
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    broken = article41(["lists", "check"])
    assert broken.returncode == 2
    assert "NOT SOUND" in broken.stdout
    assert "is not the file it was" in broken.stderr


def test_screen_looks_in_the_lists_kept(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    table = tmp_path / "parties.csv"
    table.write_text(
        "id,date,exporter\nA,2026-02-01,Example Charitable Society\nB,2016-01-01,Sampel Van\nC,,Acme\n"
    )
    done = article41(["screen", table])
    text = " ".join(done.stdout.split())
    assert "1 row of 3 met a listing in force." in text
    assert (
        "QDe.901 EXAMPLE CHARITABLE SOCIETY, on the un list of 2026-01-02 since 2016-03-02 (Al-Qaida)" in text
    )
    assert "KPi.901 SAMPLE ONE PERSON, on the un list of 2026-01-02, but not before 2016-03-02 (DPRK)" in text
    assert "Lists kept here: un of 2026-01-02" in text
    assert "STALE" in text
    rows = json.loads(article41(["screen", table, "--format", "json"]).stdout)
    [hit] = rows[0]["list_hits"]
    assert (hit["reference"], hit["stands"], hit["lineage"]["reader"]) == ("QDe.901", True, "un_xml 1")
    assert hit["lineage"]["where"].startswith("line ")


def test_a_question_about_a_day_opens_the_list_of_that_day(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    taken(un_file(tmp_path, (*PARTIES[1:], Party("KPi.903", "NEWCOMER")), LATER), "--force")
    assert "KPi.901" in article41(["screen", "--name", "Sample One Person", "--as-of", "2026-01-19"]).stdout
    assert "no listing is met" in article41(["screen", "--name", "Sample One Person"]).stdout
    assert "no listing is met" in article41(["screen", "--name", "Newcomer", "--as-of", "2026-01-19"]).stdout
    done = article41(["screen", "--name", "Newcomer", "--as-of", "2026-01-01"])
    assert done.returncode == 2
    assert "no un list of 2026-01-01 or before is kept (the oldest one kept is of 2026-01-02)" in done.stderr


def test_customers_are_screened_against_what_changed_only(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    renamed = replace(PARTIES[1], name="PROBE TWO OTHER")
    taken(
        un_file(tmp_path, (PARTIES[0], renamed, *PARTIES[3:], Party("KPi.903", "NEWCOMER")), LATER), "--force"
    )
    names = ("Newcomer", "Probe Two Other", "Example Three Person", "Sample One Person", "KOMID")
    table = tmp_path / "customers.csv"
    table.write_text("id,party\n" + "".join(f"{n},{name}\n" for n, name in enumerate(names)))
    done = article41(["screen", table, "--changed-since", "un@2026-01-02", "--format", "json"])
    assert done.returncode == 0, done.stderr
    found = [
        [(h["reference"], h["change"]) for h in r["list_hits"]] + r["hits"] for r in json.loads(done.stdout)
    ]
    assert found == [[("KPi.903", "added")], [("KPi.902", "changed")], [("QDi.901", "delisted")], [], []]
    text = " ".join(article41(["screen", table, "--changed-since", "un@2026-01-02"]).stdout.split())
    assert "delisted since: an alert on it may be closed" in text


def test_two_questions_that_do_not_go_together() -> None:
    done = article41(["screen", "--name", "x", "--changed-since", "un", "--list", "un"])
    assert done.returncode == 2
    assert "--changed-since names its list" in done.stderr
    assert "did you mean 'import'?" in article41(["lists", "imprt"]).stderr


def test_a_loud_shrink_is_said(tmp_path: Path) -> None:
    taken(un_file(tmp_path, many(100)))
    done = article41(["lists", "import", un_file(tmp_path, many(80), "2026-06-02T00:00:00Z")])
    assert done.returncode == 0
    assert "un: note: shrink: 80 records where that of 2026-01-02 had 100 (20.0% fewer)" in done.stderr


def test_a_list_goes_out_in_formats_of_exchange(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    ftm = [json.loads(line) for line in article41(["lists", "export", "un"]).stdout.splitlines()]
    assert [e["caption"] for e in ftm if e.get("target")] == [p.name for p in PARTIES]
    out = tmp_path / "targets.csv"
    done = article41(["lists", "export", "un", "--format", "simple", "-o", out])
    assert (done.returncode, done.stdout) == (0, "")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 6
    taken(out, "--list", "again", "--date", "2026-01-02")
    text = " ".join(article41(["screen", "--name", "sampel van", "--list", "again"]).stdout.split())
    assert "SAMPLE ONE PERSON, met as Sampel Van, on the again list of 2026-01-02" in text
    whole = article41(["lists", "export", "un", "--format", "jsonl"]).stdout.splitlines()
    assert [json.loads(line)["reference"] for line in whole] == [p.reference for p in PARTIES]


def test_check_tells_what_the_law_s_register_does_not_have(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    text = article41(["lists", "check"]).stdout
    assert (
        "un: KPi.901  SAMPLE ONE PERSON (person, DPRK), listed 2016-03-02: not in the law's register" in text
    )
    assert "QDe.901" not in text
    assert (
        "un: KPi.001  YUN HO-JIN (person), listed 2009-07-16: in the law's register, but not on the list"
        in text
    )


def test_a_damaged_list_hides_no_other_and_is_never_passed_over(tmp_path: Path, home: Path) -> None:
    taken(un_file(tmp_path))
    out = tmp_path / "targets.csv"
    article41(["lists", "export", "un", "--format", "simple", "-o", out])
    taken(out, "--list", "mine", "--date", "2026-01-02")
    index = home / "lists" / "mine" / "index.json"
    text = index.read_text()
    index.write_text(text.replace('"current": "', '"current": "0'))
    for verb in (["lists"], ["lists", "check"]):
        done = article41(verb)
        assert done.returncode == 2
        assert "un" in done.stdout
        assert "a damaged index" in done.stderr
    assert article41(["screen", "--name", "Sampel Van"]).returncode == 2
    index.write_text(text)
    next(index.parent.glob("*.snapshot")).unlink()
    for verb in (["lists"], ["lists", "check"]):
        done = article41(verb)
        assert (done.returncode, "un" in done.stdout) == (2, True)
        assert ".snapshot" in done.stderr
    assert article41(["screen", "--name", "Sampel Van"]).returncode == 2


def test_a_list_kept_for_its_day_only(tmp_path: Path) -> None:
    taken(un_file(tmp_path), "--archive")
    done = article41(["lists"])
    assert (done.returncode, done.stdout) == (0, "")
    assert "un: none is current; kept for questions about the past: 1 version" in done.stderr
    now = article41(["screen", "--name", "Sampel Van"])
    assert "no listing is met" in now.stdout
    assert "un: not looked in" in now.stderr
    then = article41(["screen", "--name", "Sampel Van", "--as-of", "2026-01-02"])
    assert "KPi.901" in then.stdout
    assert "not only kept for its day" in article41(["lists", "show", "un", "KPi.901"]).stderr


def test_who_left_is_not_in_force_and_who_lost_a_name_is_told(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    taken(un_file(tmp_path, (replace(PARTIES[0], aliases=()), PARTIES[1], *PARTIES[3:]), LATER), "--force")
    table = tmp_path / "customers.csv"
    table.write_text("id,party\nA,Sampel Van\nB,Example Three Person\nC,Sample One Person\n")
    since: list[str | Path] = ["screen", table, "--changed-since", "un@2026-01-02"]
    rows = json.loads(article41([*since, "--format", "json"]).stdout)
    found = [(h["reference"], h["change"], h["stands"]) for r in rows for h in r["list_hits"]]
    assert found == [
        ("KPi.901", "no longer named so", None),
        ("QDi.901", "delisted", None),
        ("KPi.901", "changed", None),
    ]
    text = " ".join(article41([*since, "--on", "2026-02-01"]).stdout.split())
    assert "1 row of 3 met a listing in force." in text
    assert "no longer named so: an alert on it may be closed" in text
    assert "Lists: persons and entities" not in text, "the law's register was not asked"


def test_a_list_named_twice_is_looked_in_once(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    done = article41(["screen", "--name", "Sampel Van", "--list", "un", "--list", "un"])
    assert done.stdout.count("KPi.901") == 1


def test_a_list_goes_before_a_folder_of_its_name(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    (tmp_path / "un").mkdir()
    done = article41(["lists", "diff", "un@2026-01-02", "un"], cwd=tmp_path)
    assert "no difference between the 5 listings" in done.stdout
    assert "a folder without files" in article41(["lists", "diff", "un", "./un"], cwd=tmp_path).stderr
    for word in ("", "x" * 5000):
        assert "expected a known snapshot" in article41(["lists", "diff", word, "un"]).stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this platform has no device that is always full")
def test_a_device_stays_a_device(tmp_path: Path) -> None:
    taken(un_file(tmp_path))
    done = article41(["lists", "export", "un", "-o", "/dev/full"])
    assert (done.returncode, Path("/dev/full").is_char_device()) == (2, True)
    assert "No space left" in done.stderr


def test_a_home_that_is_nobody_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARTICLE41_HOME", "~nobody-of-this-name/x")
    done = article41(["lists"])
    assert (done.returncode, "ARTICLE41_HOME" in done.stderr) == (2, True)


def test_the_name_of_a_file_does_nothing_to_a_terminal(tmp_path: Path) -> None:
    path = un_file(tmp_path).rename(tmp_path / "un\n\x9b31m.xml")
    done = article41(["lists", "import", path])
    assert "un: un\\x0a\\x9b31m.xml of 2026-01-02 is now the current list" in done.stdout
    assert done.stdout.count("\n") == 1
