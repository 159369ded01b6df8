"""The worklist of points that somebody should still check."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

from article41 import Regime
from article41.model import Check
from article41.report.doubts import doubts, doubts_csv, doubts_json, doubts_text


def test_every_recalled_or_contested_point_and_no_other() -> None:
    regime = Regime.load()
    ids = {d.id: d for d in doubts(regime, {}).doubts}
    assert ids["2371/op9~the-45-days-for-notice"].reading.status == "recalled"
    assert ids["2371/op8~scope-of-iron"].reading.status == "contested"
    assert ids["2397/op13"].reading.why.startswith("no page seen")
    assert "2371/op8" not in ids
    expected = sum((p.checked is not None and p.checked.against != "seen") for p in regime.provisions)
    expected += sum(r.status != "seen" for p in regime.provisions for r in p.reading)
    assert len(ids) == expected


def test_what_has_been_answered_is_left_out(small: Regime) -> None:
    regime = small
    whole = doubts(regime, {})
    assert [d.id for d in whole.doubts] == [
        "1718/op11",
        "1718/op11~thirty-days-from-adoption",
        "2371/op8~the-tail",
    ]
    check = Check("1718/op11", "A", date(2026, 1, 1), "https://un.org/x", "", "")
    left = doubts(regime, {check.point: check})
    assert [d.id for d in left.doubts] == ["1718/op11~thirty-days-from-adoption", "2371/op8~the-tail"]
    assert "2 open points: 1 recalled and 1 contested, in 2 paragraphs; 1 answered." in doubts_text(left)


def test_nothing_left_is_said(small: Regime) -> None:
    regime = small
    done = {
        d.id: Check(d.id, "A", date(2026, 1, 1), "https://un.org/x", "", "")
        for d in doubts(regime, {}).doubts
    }
    assert doubts_text(doubts(regime, done)) == "0 open points; 3 answered."


def test_text_names_the_id_the_doubt_and_the_page(small: Regime) -> None:
    text = doubts_text(doubts(small, {}))
    assert "S/RES/2371 (2017), para. 8  https://docs.un.org/S/RES/2371(2017)" in text
    assert "  2371/op8~the-tail\n    [contested] the tail: a | b * c <d> (see: 2321/op26)" in text


def test_csv_and_json_carry_the_same() -> None:
    found = doubts(Regime.load(), {})
    rows = list(csv.DictReader(io.StringIO(doubts_csv(found))))
    assert json.loads(doubts_json(found))["points"] == rows
    assert rows[0]["text"].startswith("https://docs.un.org/S/RES/")
