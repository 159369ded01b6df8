"""Parties and vessels met on the lists, in both readers: by whom, on which day, for which fact."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from article41 import THRESHOLD, compare_names
from article41.analyse.frames import prepare
from article41.analyse.listed import DAY, DOUBTED
from article41.analyse.records import Record, derive, hits
from article41.analyse.register import ASKED, BY_IMO, BY_NAME, IMO, TRAVELLER, VESSEL
from article41.decide.regime import Regime
from article41.listing import Listing
from article41.model import Facts
from tests.decide.generated import frame

REGIME = Regime.load(date(2026, 11, 24))
LISTINGS = REGIME.law.listings
CASES = Path(__file__).parents[3] / "shared" / "cases" / "cases.yaml"
ONE_DAY = timedelta(days=1)


def traced(facts: Facts, regime: Regime = REGIME) -> Record:
    return derive(facts, regime.classifier, None, regime.register)


def columns(records: Sequence[Facts], regime: Regime = REGIME) -> list[dict[str, Any]]:
    return prepare(
        frame(regime, list(records)), regime.law.facts, regime.classifier, None, regime.register
    ).to_dicts()


def outcome(record: Record, fact: str) -> bool | str:
    """True, "" (not so) or what would settle it."""
    found = record.values.get(fact)
    if found is not None:
        return bool(found)
    return ", ".join(record.needs[fact]) if fact in record.doubted else ""


def in_columns(row: dict[str, Any], fact: str) -> bool | str:
    if row.get(fact) is not None:
        return bool(row[fact])
    if not row.get(f"{fact}.{DOUBTED}"):
        return ""
    asks = [n for n in (*IMO.values(), fact) if row[f"{fact}.needs.{n}"]]
    asks += [n for n in ("date", "origin") if row[f"{fact}.{DAY}"] and row[f"law_on.needs.{n}"]]
    return ", ".join(asks)


def as_given(listing: Listing, day: date) -> list[dict[str, Any]]:
    """The listing as a party, or as a vessel by its number; a person also as a traveller."""
    if listing.kind == "vessel":
        return [
            {"date": day, "vessel_imo": listing.imo} if listing.imo else {"date": day, VESSEL: listing.name}
        ]
    found: list[dict[str, Any]] = [
        {"date": day, "exporter": listing.reference},
        {"date": day, "party": listing.name},
    ]
    return [*found, {"date": day, TRAVELLER: listing.name}] if listing.kind == "person" else found


def test_every_listing_begins_on_its_day_and_ends_on_its_day_with_its_measures() -> None:
    given: list[dict[str, Any]] = []
    expected: list[tuple[Listing, bool | None]] = []
    for listing in LISTINGS:
        days: list[tuple[date, bool | None]] = [
            (listing.since - ONE_DAY, False),
            (listing.since, True),
        ]
        if listing.removed_on is None:
            days.append((date(2026, 11, 24), True))
        else:
            first, last = listing.removed_on.first, listing.removed_on.last
            days += [(first - ONE_DAY, True), (last, False)] + ([(first, None)] if first < last else [])
        for day, stands in days:
            for facts in as_given(listing, day):
                given.append(facts)
                expected.append((listing, stands))
    rows = columns(given)
    for facts, (listing, stands), row in zip(given, expected, rows, strict=True):
        record = traced(facts)
        met = {h.reference: h for h in hits(record, REGIME.register) if h.listed_on == listing.listed_on}
        assert (listing.reference in met) == (stands is not False), (facts, listing)
        mine = next(m for m in record.met if m.met.listing == listing)
        for fact, measure in ASKED.items():
            found = outcome(record, fact)
            assert found == in_columns(row, fact), (facts, fact)
            bears = fact in mine.facts
            assert not bears or measure in listing.measures
            if bears and len(record.met) == 1:
                assert found == (stands if stands is not None else fact) or (stands is False and found == "")
            if not bears and len(record.met) == 1:
                assert found == ""
        if stands is not False:
            assert met[listing.reference].measures == listing.measures


@pytest.mark.parametrize(
    ("facts", "fact", "expected"),
    [
        ({"exporter": "Korea Mining Development Trading Corporation"}, "party_designated", True),
        ({"exporter": "kpe.001"}, "party_designated", True),
        ({"importer": "Acme Ltd"}, "party_designated", ""),
        ({"consignee": "Daedong Credit Bank"}, "party_designated", True),
        ({"bank": "DCBKKPPY"}, "party_designated", True),
        ({"bank": "DCBKKPPYXXX"}, "party_designated", True),
        ({"bank": "DCBKKPPYXX"}, "party_designated", ""),
        ({"party": "Hong-sop Ri"}, "party_designated", True),
        ({"party": "290410121"}, "party_designated", True),
        ({"party": "IMO 5342883"}, "party_designated", True),
        ({"party": "IMO 1790183"}, "party_designated", True),
        ({"party": "Nada"}, "party_designated", "party_designated"),
        ({"bank": "DCB"}, "party_designated", "party_designated"),
        ({"party": "Nada", "bank": "DCBKKPPY"}, "party_designated", True),
        ({"party": "KOMID"}, "party_designated", True),
        ({"party": "长安"}, "party_designated", ""),
        ({"party": "金铁三"}, "party_designated", True),
        ({"party": "Choe Sok Min"}, "party_designated", True),  # also CH'OE SO’K MIN once apostrophes go
        ({"traveller": "KPi.042"}, "traveller_designated", True),
        ({"traveller": "KPi.042"}, "party_designated", ""),
        ({"traveller": "Koryo Bank"}, "traveller_designated", ""),
        ({"exporter": "KPe.001", "party_designated": False}, "party_designated", False),
        ({"vessel_imo": "8916580"}, "vessel_port_entry_ban", True),
        ({"vessel_imo": "8916580"}, "vessel_deflag", True),
        ({"vessel_imo": "8916580"}, "vessel_frozen", ""),
        ({"vessel": "ASIA BRIDGE 1"}, "vessel_deflag", "vessel_imo"),
        ({"vessel": "ASIA BRIDGE 1", "vessel_flag": "PA"}, "vessel_deflag", "vessel_imo"),
        ({"vessel": "ASIA BRIDGE 1", "vessel_flag": "KP"}, "vessel_deflag", True),
        ({"vessel": "ASIA BRIDGE 1", "vessel_imo": "9074729"}, "vessel_deflag", ""),
        ({"vessel": "ANOTHER NAME", "vessel_imo": "8916580"}, "vessel_deflag", True),
        ({"vessel": "KOTI", "vessel_flag": "KP"}, "vessel_deflag", True),
        ({"vessel": "ASIAN BRIDGE"}, "vessel_deflag", ""),
        ({"vessel": "KUM UN SAN", "vessel_flag": "KP"}, "vessel_deflag", ""),
        ({"vessel": "MIN NING DE YOU 078"}, "vessel_deflag", True),
        ({"vessel": "MIN NING DE YOU 078", "vessel_imo": "9074729"}, "vessel_deflag", ""),
        ({"vessel": "Chong Chon Gang", "vessel_flag": "KP"}, "vessel_frozen", True),
        ({"kind": "ship_to_ship", "other_vessel_imo": "9066978"}, "vessel_frozen", True),
        ({"kind": "ship_to_ship", "other_vessel_imo": "9066978"}, "vessel_port_entry_ban", ""),
        ({"kind": "ship_to_ship", "other_vessel": "PAEK MA"}, "vessel_frozen", "other_vessel_imo"),
        ({"kind": "port_call", "other_vessel_imo": "9066978"}, "vessel_frozen", ""),
        # by likeness: never true, always asked
        ({"exporter": "Korea Mining Develpment Trading Corp."}, "party_designated", "party_designated"),
        ({"importer": "Korea Development Mining Trading"}, "party_designated", "party_designated"),
        ({"consignee": "조선광업개발무역회사"}, "party_designated", ""),
        ({"party": "김영철"}, "party_designated", "party_designated"),
        ({"party": "Ким Ён Чхоль"}, "party_designated", "party_designated"),
        ({"party": "Lee Hong-sup"}, "party_designated", "party_designated"),
        ({"party": "Lee Hong-sup", "bank": "DCBKKPPY"}, "party_designated", True),
        ({"party": "Lee Hong-sup", "party_designated": False}, "party_designated", False),
        ({"traveller": "리홍섭"}, "traveller_designated", "traveller_designated"),
        ({"traveller": "Taedong Credit Bnak"}, "traveller_designated", ""),
        ({"bank": "Taedong Credit Bnak"}, "party_designated", "party_designated"),
        ({"bank": "Lee Hong-sup"}, "party_designated", ""),  # a bank is no person
        ({"exporter": "Nada Ltd"}, "party_designated", ""),  # an abbreviation is like nothing
        ({"exporter": "Delmar Textile GmbH"}, "party_designated", ""),
        ({"vessel": "ASIA BRIGE 1"}, "vessel_deflag", "vessel_imo"),
        ({"vessel": "ASIA BRIGE 1", "vessel_flag": "KP"}, "vessel_deflag", "vessel_imo"),
        ({"vessel": "ASIA BRIGE 1", "vessel_imo": "9074729"}, "vessel_deflag", ""),
        ({"vessel": "MIN NING DE YU 078"}, "vessel_deflag", "vessel_deflag"),
        ({"vessel": "Пэк Ма"}, "vessel_port_entry_ban", "vessel_imo"),
        ({"kind": "ship_to_ship", "other_vessel": "PAEK MAA"}, "vessel_frozen", "other_vessel_imo"),
        ({"kind": "port_call", "other_vessel": "PAEK MAA"}, "vessel_frozen", ""),
    ],
)  # fmt: skip
def test_what_meets_and_what_it_makes_true(facts: Facts, fact: str, expected: bool | str) -> None:
    given = {"date": date(2019, 1, 1), **facts}
    assert outcome(traced(given), fact) == expected
    assert in_columns(columns([given])[0], fact) == expected


def test_without_a_day_the_day_is_asked_for() -> None:
    given: Facts = {"exporter": "KPe.001"}
    assert outcome(traced(given), "party_designated") == "date"
    assert in_columns(columns([given])[0], "party_designated") == "date"


def test_where_the_removal_is_known_by_its_month_a_day_alone_may_not_settle_it() -> None:
    by_month: Facts = {"vessel_imo": "8405402"}
    assert outcome(traced(by_month), "vessel_frozen") == "date, vessel_frozen"
    assert set(str(in_columns(columns([by_month])[0], "vessel_frozen")).split(", ")) == {
        "date",
        "vessel_frozen",
    }
    by_day: Facts = {"vessel_imo": "8602531"}
    assert outcome(traced(by_day), "vessel_frozen") == "date"
    assert in_columns(columns([by_day])[0], "vessel_frozen") == "date"


def test_as_of_an_earlier_day_later_listings_are_not_known() -> None:
    regime = Regime.load(date(2017, 12, 31))
    given: Facts = {"date": date(2018, 4, 1), "vessel_imo": "9417115"}
    assert outcome(traced(given, regime), "vessel_deflag") == ""
    assert in_columns(columns([given], regime)[0], "vessel_deflag") == ""
    before_the_removal = Regime.load(date(2016, 3, 10))
    removed: Facts = {"date": date(2016, 4, 1), "vessel_imo": "8602531"}
    assert outcome(traced(removed, before_the_removal), "vessel_frozen") is True
    assert in_columns(columns([removed], before_the_removal)[0], "vessel_frozen") is True


def test_a_fixed_day_decides_whatever_the_record_says() -> None:
    regime = REGIME.on(date(2018, 3, 29))
    given: Facts = {"date": date(2019, 4, 1), "vessel_imo": "9417115"}
    assert outcome(traced(given, regime), "vessel_deflag") == ""
    assert in_columns(columns([given], regime)[0], "vessel_deflag") == ""


def test_what_is_assumed_once_names_were_given() -> None:
    day = date(2019, 1, 1)
    assert traced({"date": day}).screened == {}
    assert traced({"date": day, "bank": "Acme"}).screened == {"party_designated": BY_NAME["party_designated"]}
    assert set(traced({"date": day, "vessel": "X"}).screened.values()) == {BY_NAME["vessel_frozen"]}
    assert set(traced({"date": day, "vessel": "X", "vessel_imo": "9074729"}).screened.values()) == {BY_IMO}


# The documented cases: who was listed on the day is found, who was not is not.

BY_EXACT_NAME = {
    "ARM-04": {"KPe.031"}, "ARM-10": {"KPe.001"}, "LUX-07": {"KPe.031"}, "OIL-03": set(), "OIL-05": {"KPe.075"},
    "OIL-06": set(), "FIN-01": {"KPe.003"}, "FIN-04": {"KPe.023"}, "FIN-06": {"KPe.047", "KPe.025"},
    "STA-02": {"KPe.001"}, "UNL-17": {"KPe.001"}, "UNL-19": {"KPe.031", "KPi.036"}, "UNL-21": {"KPe.028"},
    "NEG-10": {"KPi.042"},
}  # fmt: skip
"""Persons and entities named as listed, in force on the case's day."""
BY_LIKENESS = {
    "ARM-10": {"Tangun Trading": "KPe.008"},
    "VES-01": {"Ryongsung / Ryongsong Trading Corp": "KPe.008"},
    "FIN-01": {"Korea Kwangson Banking Corp": "KPe.025", "Korea Hyoksin Trading": "KPe.006"},
    "FIN-04": {"Daedong Credit Bank": "KPe.049"},
    "TRD-02": {"Korea Kumsan Trading Corporation (GBAE front)": "KPe.044"},
    "NEG-34": {"Kim Young-chul": "KPi.024", "Lee Hong-sup": "KPi.004", "Park Chun-il": "KPi.029"},
}
"""Named otherwise than on the list; or beside the one that is meant (FIN-04), or namesakes (NEG-34)."""
BY_REFERENCE = {"CYB-01": {"TraderTraitor (RGB)": "KPe.031"}}
"""Named otherwise than on the list and like nothing on it: their reference number finds them."""
LISTED_THOUGH_BENIGN = {"NEG-10", "NEG-23", "NEG-24"}
"""Benign for another reason: an exemption, and a listed vessel named beside another that is meant."""


@pytest.mark.skipif(not CASES.exists(), reason="the source material is not beside the checkout")
def test_named_parties_and_vessels_of_the_documented_cases() -> None:
    cases = yaml.load(CASES.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["cases"]  # noqa: S506
    by_imo = {x.imo: x for x in LISTINGS if x.imo}
    found: dict[str, set[str]] = {}
    alike: dict[str, dict[str, str]] = {}
    for case in cases:
        day, facts = date.fromisoformat(case["as_of"]), case["facts"]
        parties = [*facts.get("parties", ()), *(_benign(p) for p in facts.get("persons", ()))]
        both = [h for p in parties for h in hits(traced({"date": day, "party": p}), REGIME.register)]
        met = {h.reference for h in both if h.score is None}
        if like := {h.given: h.reference for h in both if h.score is not None}:
            alike[case["id"]] = like
        for vessel in facts.get("vessels", ()):
            imo = vessel.get("imo")
            by_number = hits(traced({"date": day, "vessel_imo": imo}), REGIME.register) if imo else ()
            by_name = hits(
                traced({"date": day, VESSEL: vessel["name"], "vessel_flag": "KP"}), REGIME.register
            )
            if imo in by_imo and by_imo[imo].since <= day and by_imo[imo].removed_on is None:
                assert by_number, (case["id"], vessel)
                assert by_number[0].is_certain
            surely = {h.reference for h in by_name if h.is_certain}
            assert surely <= {h.reference for h in by_number}, (case["id"], vessel)
            met |= {h.reference for h in by_number}
        if case["negative"] == "true" and case["id"] not in LISTED_THOUGH_BENIGN:
            assert met == set(), case["id"]
        found[case["id"]] = {r for r in met if r.startswith("KP")}
        for name, reference in BY_REFERENCE.get(case["id"], {}).items():
            assert name in parties
            assert [
                h.reference for h in hits(traced({"date": day, "party": reference}), REGIME.register)
            ] == [reference]
    assert {k: v for k, v in found.items() if v} == {k: v for k, v in BY_EXACT_NAME.items() if v}
    assert alike == BY_LIKENESS


def _benign(person: str) -> str:
    """The person meant: of "a listed one vs another" the other; without what is said in brackets."""
    return person.rpartition(" vs ")[2].partition(" (")[0]


def test_a_namesake_may_be_the_listed_person_until_somebody_says_no() -> None:
    day = date(2024, 1, 1)
    for listed, other in (
        ("Kim Yong Chol", "Kim Young-chul"),
        ("Ri Hong Sop", "Lee Hong-sup"),
        ("Pak Chun Il", "Park Chun-il"),
    ):
        (sure,) = hits(traced({"date": day, "party": listed}), REGIME.register)
        (like,) = hits(traced({"date": day, "party": other}), REGIME.register)
        assert (sure.how, sure.score, sure.is_certain) == ("name", None, True)
        assert (like.how, like.reference, like.is_certain) == ("likeness", sure.reference, False)
        assert like.score == compare_names(other, like.name, "Person").score >= THRESHOLD
        cleared = traced({"date": day, "party": other, "party_designated": False})
        assert outcome(cleared, "party_designated") is False


def test_a_name_equal_to_a_listed_one_is_not_also_like_it() -> None:
    for listing in LISTINGS:
        field = VESSEL if listing.kind == "vessel" else "party"
        for name in listing.names:
            met = traced({"date": date(2024, 1, 1), field: name.text}).met
            mine = [f.met for f in met if f.met.listing == listing]
            assert [m.how for m in mine] == ["name"], name


def test_the_name_core_is_loaded_only_for_names() -> None:
    code = (
        "import sys; from article41 import assess; CORE = 'article41.analyse.matching.watchlist'; f = {'date': '2018-02-01', 'hs': '2701', 'origin': 'KP'}; "
        "assess({**f, 'vessel_imo': '9417115'}); assert CORE not in sys.modules; "
        "assess({**f, 'exporter': 'X'}); assert CORE in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603
