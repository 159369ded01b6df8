"""article41 lists update against a real server that has something newer, nothing newer, or fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from article41.report.lists.simple import HEADINGS
from tests.keep.watchlists.fetching.servers import answer, serving
from tests.listfiles import PARTIES, many, un_text

from .running import article41

LATER = "2026-01-20T00:00:01.000Z"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ARTICLE41_HOME", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path
    assert not list((tmp_path / "lists" / ".fetched").iterdir()), "nothing is left where files come in"


def test_new_then_unchanged_then_newer() -> None:
    first = answer(un_text().encode(), 'ETag: "v1"')
    unchanged = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    newer = answer(un_text((*PARTIES, *many(1)), LATER).encode(), 'ETag: "v2"')
    with serving(first, unchanged, newer) as server:
        source = f"un={server.address()}"
        done = article41(["lists", "update", "--from", source])
        assert f"un: {server.address()} of 2026-01-02 is now the current list: 5 records" in done.stdout
        assert "current: known to be the newest on " in article41(["lists"]).stdout
        again = article41(["lists", "update", "un", "--from", source])
        assert "un: the publisher has nothing newer than the list of 2026-01-02" in again.stdout
        assert server.seen[1].headers["if-none-match"] == '"v1"'
        last = article41(["lists", "update", "un", "--from", source])
        assert "of 2026-01-20 is now the current list: 6 records" in last.stdout
        assert [d.returncode for d in (done, again, last)] == [0, 0, 0]


def test_what_a_guard_refuses_stays_out() -> None:
    with serving(answer(un_text(many(50)).encode()), answer(un_text(many(40), LATER).encode())) as server:
        source = f"un={server.address()}"
        article41(["lists", "update", "--from", source])
        done = article41(["lists", "update", "--from", source])
        assert done.returncode == 2
        assert "40 records where that of 2026-01-02 had 50 (20.0% fewer)" in done.stderr
        assert "un: not updated; the list kept stays as it is" in done.stderr
        assert "50 records" in article41(["lists"]).stdout


def test_a_failing_server_is_told_and_the_list_stays() -> None:
    broken = answer(un_text().encode(), "Content-MD5: AAAAAAAAAAAAAAAAAAAAAA==")
    with serving(answer(un_text().encode()), broken) as server:
        source = f"un={server.address()}"
        article41(["lists", "update", "--from", source])
        done = article41(["lists", "update", "--from", source, "--timeout", "2"])
        assert done.returncode == 2
        assert "attempt 1" in done.stderr
        assert "5 records" in article41(["lists"]).stdout


def test_a_list_without_an_address_and_one_that_nobody_knows(home: Path) -> None:
    (home / "lists" / ".fetched").mkdir(parents=True)
    done = article41(["lists", "update", "nobody"])
    assert (done.returncode, "expected a known list" in done.stderr) == (2, True)
    wrong = article41(["lists", "update", "--from", "https://x"])
    assert "expected KEY=ADDRESS, such as un=https://…" in wrong.stderr


def test_a_patience_without_end_or_measure_is_not_asked_for(home: Path) -> None:
    (home / "lists" / ".fetched").mkdir(parents=True)
    for seconds in ("1e400", "0", "-1"):
        done = article41(["lists", "update", "un", "--from", "un=http://127.0.0.1:9/", "--timeout", seconds])
        assert (done.returncode, "is not in the range" in done.stderr) == (2, True), seconds
    done = article41(["lists", "update", "--from", "../un=http://127.0.0.1:9/"])
    assert "the key of a list" in done.stderr


def test_a_server_s_day_that_is_in_no_calendar_is_no_day() -> None:
    table = ",".join(HEADINGS) + "\na-1,Person,SOLE SAMPLE" + "," * (len(HEADINGS) - 3) + "\n"
    with serving(answer(table.encode(), "Last-Modified: Fri, 31 Dec 9999 23:59:59 -1400")) as server:
        done = article41(["lists", "update", "--from", f"mine={server.address()}"])
    assert done.returncode == 2
    assert "no date of its own" in done.stderr
    assert "mine: not updated" in done.stderr
