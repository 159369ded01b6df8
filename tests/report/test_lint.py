"""Findings in words: every kind has them, and they name what they turn on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from article41.decide.drafts import Finding, Kind, lint
from article41.read.resolutions.drafts import load_draft
from article41.report.changes import changes_json, changes_of
from article41.report.lint import WORDS, found_text, lint_json, lint_text, remedy_text

ROOT = Path(__file__).parents[2]

FAULTS = (ROOT / "examples" / "draft_faults.yaml").read_text(encoding="utf-8")
SOUND = (ROOT / "examples" / "draft.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [k for k in get_args(Kind) if k != "loader"])
def test_every_kind_has_words(kind: Kind) -> None:
    law = load_draft(SOUND, "draft.yaml").law
    finding = Finding(kind, "draft/op1", 3, ("2371/op8#ban", "2371/op9#ban"), ("coal",), date(2027, 1, 2))
    for text in (found_text(law, finding), remedy_text(law, finding)):
        assert text
        assert "None" not in text
        assert "violat" not in text
    assert set(WORDS) == set(get_args(Kind))


def test_text_and_json_tell_the_same() -> None:
    draft = load_draft(FAULTS, "draft_faults.yaml")
    findings = lint(draft)
    rows = json.loads(lint_json(draft, findings))["findings"]
    text = " ".join(lint_text(draft, findings).split())
    assert len(rows) == 10
    assert [row["line"] for row in rows] == sorted(row["line"] for row in rows)
    for row in rows:
        assert row["found"] in text
        assert f"→ {row['remedy']}" in text


def test_a_draft_s_own_changes_and_no_others() -> None:
    draft = load_draft(SOUND, "draft.yaml")
    found = json.loads(changes_json(changes_of(draft, date(2026, 1, 1), date(2028, 3, 15))))
    assert found["draft"] == "draft.yaml"
    assert [(c["what"], c["id"], c["replaced_by"]) for c in found["law"]] == [
        ("ends", "2375/op16", "draft/op1"),
        ("begins", "draft/op1", None),
        ("begins", "draft/op2", None),
        ("ends", "draft/op1#within_cap", None),
    ]
    assert {c["id"] for c in found["limits"]} == {"draft/op1#cap"}
    assert [c["text"] for c in found["days"]] == ["national report by 2028-01-15"]
