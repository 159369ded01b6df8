"""A draft held against the law: one small fault at a time, and real resolutions against the law before them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from article41.decide.drafts import Finding, lint
from article41.read.resolutions import law_folder
from article41.read.resolutions.drafts import load_draft

ROOT = Path(__file__).parents[2]

HEAD = "resolution: draft\nadopted: 2027-03-15\nprovisions:\n"
FORCE = (
    "  force: decides\n  measure: commodity.export_ban\n  in_force: [{from: 2027-03-15, cites: draft/op1}]\n"
)
FROM = "{fact: flow, is: from_dprk}"


def found(text: str, folder: Path | None = None) -> list[Finding]:
    return list(lint(load_draft(text, "draft.yaml", folder)))


def one(rest: str, rules: str = "", force: str = FORCE) -> list[Finding]:
    """What is found in a draft of one paragraph."""
    body = f"- id: draft/op1\n  label: x\n{force}{rest}"
    return found(HEAD + body + (f"  rules:\n{rules}" if rules else ""))


def ban(when: str, name: str = "ban") -> str:
    return f"    - {{id: draft/op1#{name}, effect: prohibits, kind: ban, when: {when}}}\n"


def permit(defeats: str, when: str, kind: str = "carve_out", more: str = "") -> str:
    return f"    - {{id: draft/op1#way, effect: permits, kind: {kind}, defeats: [{defeats}], when: {when}{more}}}\n"


def told(findings: list[Finding]) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.kind, f.names) for f in findings]


def test_the_sound_example_is_sound() -> None:
    assert found((ROOT / "examples" / "draft.yaml").read_text(encoding="utf-8")) == []


def test_ten_planted_faults_are_told_with_their_lines() -> None:
    text = (ROOT / "examples" / "draft_faults.yaml").read_text(encoding="utf-8")
    planted = {
        number: line
        for line, row in enumerate(text.splitlines(), 1)
        for number in range(1, 11)
        if f"# {number}: " in row
    }
    assert len(planted) == 10
    findings = found(text)
    assert len(findings) == 10
    lines = {f.kind: f.line or 0 for f in findings if f.kind != "loader"}
    # a cap is told where it begins, four lines above its limits
    assert lines["cap_without_limit"] == planted[1] - 4
    assert [f.line for f in findings if f.kind == "loader"] == [planted[2], planted[9]]
    assert lines["defeats_nothing"] == planted[3]
    assert lines["cites_unknown"] == planted[4]
    assert lines["adds_nothing"] == planted[5]
    assert lines["exception_lost"] == planted[6]
    assert lines["no_last_day"] == planted[7]
    assert lines["deadline_past"] == planted[8]
    assert lines["still_prohibited"] == planted[10]


def test_coal_within_a_quota_stays_prohibited_while_the_old_ban_stands() -> None:
    cap = (
        "  caps: [{id: draft/op1#cap, goods: [coal], aggregate: all_states, periods: "
        "[{from: 2027-03-15, every_months: 12, limits: {t: 1000}, rule: first_reached}]}]\n"
    )
    rules = ban(f"{{all: [{FROM}, {{fact: good, is: coal}}]}}") + permit(
        "draft/op1#ban", "{fact: cap_share, at_most: 1}", "quota"
    )
    assert told(one(cap, rules)) == [
        ("exception_overridden", ("2371/op8#rajin",)),
        ("still_prohibited", ("2371/op8#ban",)),
    ]
    lost = one(cap + "  replaces: [{id: 2371/op8}]\n", rules)
    assert told(lost) == [("exception_lost", ("2371/op8#rajin", "2371/op8#ban"))]
    said = '  reading: [{what: "2371/op8#rajin ends", why: "it is meant", status: seen}]\n'
    assert one(cap + "  replaces: [{id: 2371/op8}]\n" + said, rules) == []


def test_a_ban_that_reaches_what_an_exception_lets_pass_adds_something() -> None:
    rajin = f"{{all: [{FROM}, {{fact: good, is: coal}}, {{fact: origin, is: RU}}]}}"
    assert told(one("", ban(rajin))) == [("exception_overridden", ("2371/op8#rajin",))]


def test_a_part_of_a_ban_that_adds_nothing_is_named_by_its_goods() -> None:
    (finding,) = one(
        "", ban(f"{{all: [{FROM}, {{fact: good, in: [seafood, silver, porcelain_tableware]}}]}}")
    )
    assert (finding.kind, finding.goods) == ("adds_nothing", ("seafood", "silver"))


def test_the_committee_s_approval_is_told_as_left_to_the_general_power() -> None:
    rules = ban(f"{{all: [{FROM}, {{fact: good, is: textiles}}]}}")
    (finding,) = one("  replaces: [{id: 2375/op16}]\n", rules)
    assert finding.kind == "exception_general"
    assert finding.names[0] == "2375/op16#committee"
    assert "2397/op25#committee" in finding.names
    assert finding.line == 9


def test_exceptions_of_a_rule_replaced_alone_are_left_without_a_ban() -> None:
    (finding,) = one("  replaces: [{id: '2375/op16#ban'}]\n")
    assert (finding.kind, finding.names) == ("left_without_ban", ("2375/op16#committee", "2375/op16#ban"))


@pytest.mark.parametrize(
    ("rest", "rules", "kind"),
    [
        ("", permit("2321/op26#ban", "{fact: good, is: coal}"), "defeats_nothing"),
        ("", permit("2371/op8#ban", "{all: [{fact: good, is: coal}, {fact: origin, is: RU}, {fact: origin, is: CN}]}"), "never_met"),
        ("", permit("2371/op8#ban", "{fact: contract_date, before: 2027-03-15}", "wind_down"), "no_last_day"),
        ("", permit("2371/op8#ban", "{fact: import_date, by: 2027-03-01}", "wind_down"), "deadline_past"),
        ("", permit("2371/op8#ban", "{fact: cap_share, at_most: 1}", "quota"), "quota_without_cap"),
        ("", permit("2375/op18#ban", "{fact: committee_approval, is: true}", "committee_approval"), "changes_nothing"),
        ("", ban(f"{{all: [{FROM}, {{fact: good, is: vanadium_ore}}]}}"), "good_in_part"),
        ("", ban("{all: [{fact: flow, is: to_dprk}, {fact: good, is: fishing_rights}]}"), "good_without_code"),
        ("", ban("{all: [{fact: kind, is: contract}, {fact: venture_is_new, is: true}]}"), "fact_unsaid"),
        ("  owed: [{duty: national_report, by: 2027-03-14}]\n", "", "deadline_past"),
        ("  replaces: [{id: 2407/op1}]\n", "", "replaces_ended"),
        ("  replaces: [{id: 2397/op5, from: 2017-12-01}]\n", "", "replaces_not_begun"),
        ("  replaces: [{id: 2371/op14, from: 2027-01-01}]\n", "", "replaces_early"),
        ("  caps: [{id: draft/op1#cap, goods: [coal], aggregate: all_states, periods: []}]\n", "", "cap_without_limit"),
        ("  caps: [{id: draft/op2#cap, goods: [coal], aggregate: all_states, periods: []}]\n", "", "cap_elsewhere"),
        ("  caps: [{id: draft/op1#cap, goods: [coal], aggregate: all_states, periods: [{from: 2027-03-15, limits: {t: 1}, rule: first_reached}]}]\n", "", "cap_never_anew"),
        ("  caps: [{id: draft/op1#cap, goods: [coal], aggregate: all_states, periods: []}]\n", "", "cap_unused"),
        ("", "    - {id: draft/op1#advice, effect: advises, kind: advice, when: {fact: vessel_flag, is: KP}, advice: look}\n", "force_without_effect"),
    ],
)  # fmt: skip
def test_each_fault_is_told(rest: str, rules: str, kind: str) -> None:
    findings = one(rest, rules)
    assert kind in [f.kind for f in findings], findings
    assert all(f.line for f in findings)


def test_what_a_temporary_replacement_ends_does_not_revive() -> None:
    force = FORCE.replace("2027-03-15, cites", "2027-03-15, until: 2028-03-15, cites")
    findings = one("  replaces: [{id: 2371/op14}]\n", force=force)
    assert told(findings) == [("does_not_revive", ("2371/op14",))]


@pytest.fixture
def before_2397(tmp_path: Path) -> Path:
    """The law as it stood before 22 December 2017, less what answers have been recorded and who was listed since."""
    folder = tmp_path / "law"
    shutil.copytree(str(law_folder()), folder)
    for file in (folder / "resolutions").glob("*.yaml"):
        if file.stem >= "2397":
            file.unlink()
    heading = (folder / "checked.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "checked.csv").write_text(heading + "\n", encoding="utf-8")
    listings = (folder / "listings.csv").read_text(encoding="utf-8").splitlines()
    later = {row.split(",")[0] for row in listings if "=2397/" in row}
    assert later
    for name in ("listings.csv", "listing_names.csv", "listing_identifiers.csv"):
        rows = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = (row for row in rows if row.split(",")[0] not in later)
        (folder / name).write_text("".join(kept), encoding="utf-8")
    return folder


def test_resolution_2397_held_against_the_law_before_it(before_2397: Path) -> None:
    """Its readings say that para. 16 is declaratory and that para. 6 clarifies on fishing rights; asking shows it."""
    text = (law_folder() / "resolutions" / "2397.yaml").read_text(encoding="utf-8")
    findings = {(f.about, f.kind): f.names for f in found(text, before_2397)}
    assert findings["2397/op16#rajin_khasan", "still_prohibited"] == ("2371/op8#ban",)
    assert findings["2397/op6#fishing_rights", "adds_nothing"] == ("2371/op9#fishing_rights",)
    assert ("2397/op25#committee", "changes_nothing") in findings
    assert not [key for key in findings if key[1] in ("loader", "never_met", "exception_lost")]
