"""The monitor's pages: each flag with its two figures and its ways out, nothing loaded, nothing hidden by colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from article41.flows import ASIDES, COUNTED
from article41.report.monitor.flags import flags_of
from article41.report.monitor.record import Monitor
from article41.report.monitor.state import CARDS
from article41.report.monitor.words import FLAGS

from .drawn import made, report
from .made import cites, finding, findings, monitor
from .parsed import PAGES, only, page, state_only, text


@pytest.mark.parametrize("path", PAGES)
def test_every_flag_stands_with_two_figures_its_paragraph_its_ways_out_and_a_reply(path: str) -> None:
    for card in page(path).find_class("flag"):
        own, second = (text(card.find_class(name)[0].find("dd")) for name in ("own", "second"))
        assert own
        assert second
        assert card.find_class("against")[0].findall(".//li")
        assert all(text(way) for way in card.find_class("unless")[0].findall(".//li"))
        assert card.find_class("unless")[0].findall(".//li")
        assert text(card.find_class("reply")[0])


def test_every_flagged_finding_of_a_state_has_its_card() -> None:
    flagged = monitor().findings.filter(pl.col("status").cast(pl.String).is_in(FLAGS))
    shown = {
        state: len(page(f"states/{state}.html").find_class("flag")) for state in flagged["state"].unique()
    }
    assert shown == dict(flagged.group_by("state").len().iter_rows())


def test_where_there_is_no_second_figure_no_way_out_and_no_reply_the_card_says_so() -> None:
    (card,) = state_only(finding(value_usd=None, other_figure=None, ways_out=[])).find_class("flag")
    assert "no value, weight or quantity told" in text(card.find_class("own")[0])
    assert "none: no second figure" in text(card.find_class("second")[0])
    assert "none is encoded for this paragraph: a gap in our data" in text(card.find_class("unless")[0])
    assert text(card.find_class("reply")[0]) == "No reply on record."


def test_a_card_shows_the_score_part_by_part_the_split_the_marks_and_the_reply() -> None:
    cars, processors = page("states/XAA.html").find_class("flag")
    assert "0.82 of 1" in text(cars)
    assert [text(li) for li in cars.findall(".//dd/ul/li")][2:6] == [
        "goods the DPRK is not known to make: 0.30",
        "size against the usual trade with the Republic of Korea (USD 4.1 million a year): 0.27",
        "alone: one year only: 0.15",
        "reporter is neither China nor Russia: 0.10",
    ]
    assert "USD 13,830 a car" in text(cars)
    assert "Inconsistent with, if it was trade with the DPRK S/RES/2397 (2017), para. 6" in text(cars)
    assert "has been corrected (note of 3 May 2024)" in text(processors.find_class("reply")[0])
    coal = next(c for c in page("states/CHN.html").find_class("flag") if "coal (HS 2701), 2017" in text(c))
    assert "in force from 2017-08-05" in text(coal)
    assert "USD 410,358,802; 4,912,128.6 t" in text(coal)


def test_flags_beyond_the_cards_stand_in_rows_as_complete() -> None:
    rows = [finding(id=f"XAA-{n}", value_usd=float(n), mixup=None) for n in range(CARDS + 3)]
    root = state_only(*rows)
    assert len(root.find_class("flag")) == CARDS
    table = next(t for t in root.iter("table") if text(t.find("caption")).startswith("Further figures"))
    for row in table.findall(".//tbody/tr"):
        cells = [text(cell) for cell in row]
        assert len(cells) == 8
        assert all(cells)
        assert cells[5:7] == ["S/RES/2397 (2017), para. 6", "approval by the Committee case by case under S/RES/2397 (2017), para. 25"]  # fmt: skip


def test_the_most_serious_and_largest_flag_comes_first_and_unknown_values_last() -> None:
    rows = [
        finding(id="a", status="exempt_or_capped", value_usd=9e9),
        finding(id="b", value_usd=None),
        finding(id="c", value_usd=5.0),
        finding(id="d", value_usd=7.0),
    ]
    cards = state_only(*rows).find_class("flag")
    assert [text(card.findall(".//code")[-1]) for card in cards] == ["d", "c", "b", "a"]


def test_silence_is_no_data_and_never_a_zero() -> None:
    matrix = next(
        t for t in page("index.html").iter("table") if "Reporter × paragraph" in text(t.find("caption"))
    )
    heads = [text(th) for th in matrix.findall(".//thead/tr/th")]
    (xab, *_) = (r for r in matrix.findall(".//tbody/tr") if text(r[0]) == "XAB" and "para. 7" in text(r[2]))
    by_year = dict(zip(heads, map(text, xab), strict=True))
    assert by_year["2018"] == "–"  # reported, and no such flow
    assert by_year["2019"] == "▲250.0 k"
    assert by_year["2020"] == "no data"
    gaps = next(
        t for t in page("states/CHN.html").iter("table") if "What the files tell" in text(t.find("caption"))
    )
    told = {(text(r[0]), text(r[1])): [text(c) for c in r[2:]] for r in gaps.findall(".//tbody/tr")}
    assert told["UN Comtrade", "import"] == ["2016 to 2024", "2024 (7 of 12 months)", "–"]
    assert told["UN Comtrade", "export"] == ["no data", "–", "2016 to 2024: no data"]


def test_unknown_values_are_not_summed_as_zero_and_sources_stay_apart() -> None:
    rows = [
        finding(id="a", value_usd=None), finding(id="b", value_usd=None),
        finding(id="c", source="baci", value_usd=5e6), finding(id="d", source="baci", value_usd=None),
        finding(id="e", source="baci", value_usd=7e9, is_leaf=False),
    ]  # fmt: skip
    table = next(t for t in state_only(*rows).iter("table") if text(t.find("caption")) == "Flows by class")
    told = {text(r[1]): text(r[3]) for r in table.findall(".//tbody/tr")}
    assert told == {"BACI (CEPII)": "▲2: USD 5.0 m + 1 not told", "UN Comtrade": "▲2: value not told"}


def test_reported_and_estimated_deliveries_stand_in_tables_of_their_own() -> None:
    tables = {text(t.find("caption")): text(t) for t in page("index.html").iter("table")}
    assert "reported under cap, 33.7 %" in tables["Refined petroleum, reported"]
    assert "estimated 1.3 to 3.6 × cap" in tables["Refined petroleum, estimated"]
    assert "1,168,679" not in report()["index.html"].decode()


def test_a_published_total_that_its_parts_do_not_make_up_is_named() -> None:
    assert "make 5,531 million USD, and 5,547 is printed" in text(page("index.html"))


def test_filings_say_filed_late_blank_and_no_data_apart() -> None:
    table = next(t for t in page("index.html").iter("table") if "National reports" in text(t.find("caption")))
    rows = {text(r[0]): [text(c) for c in r[1:]] for r in table.findall(".//tbody/tr")}
    assert rows["XAA"] == ["●2017-12-01 (S/AC.49/2017/1 (invented))", "◐2018-06-05, after 2018-03-22"]
    assert rows["XAB"] == ["no data", "○not filed; due 2018-03-22"]


def test_files_rows_set_aside_and_problems_are_named_with_file_and_row() -> None:
    told = text(page("index.html"))
    assert "c" * 64 in told
    assert "duplicate of row 44" in told
    cells = [[text(cell) for cell in row] for row in page("index.html").findall(".//tbody/tr")]
    assert ["china.csv", "81", "primaryValue", "12,4,5", "a number", "write 1234.5"] in cells
    assert "baci.csv: HS 1992, version 202301" in told


def test_a_state_that_the_files_do_not_name_gets_a_page_that_says_no_data() -> None:
    told = only(monitor(), "states/XAD.html", states=["XAD"])
    assert "no data, which is not zero" in text(page("states/XAD.html", told).find(".//header"))
    reported = text(page("states/XAC.html").find(".//header"))
    assert "no row of it names the DPRK" in reported


def empty() -> Monitor:
    told = monitor([])
    none = {name: getattr(told, name).clear() for name in ("published", "events", "filings", "coverage")}
    return replace(told, **none, counted=pl.DataFrame(schema=COUNTED), asides=pl.DataFrame(schema=ASIDES), caps=(), files=(), problems=(), contradictions=(), assumed=())  # fmt: skip


def test_a_report_of_nothing_is_a_report_that_says_so() -> None:
    found = made(empty())
    told = text(page("index.html", found))
    assert "0 files of trade statistics tell of 0 flows of 0 States" in told
    assert "No figure for a cap was given: no data" in told
    assert "No file of national reports was given: no data" in told


def test_a_figure_told_by_the_other_side_or_reconciled_is_not_called_the_states_own() -> None:
    rows = [
        finding(id="a", value_usd=3.0),
        finding(id="b", value_usd=2.0, source="baci", flow="X"),
        finding(id="c", value_usd=1.0, source="faostat", flow="X"),
    ]
    told = [flag.own[0] for flag in flags_of(findings(rows), cites(), 3)]
    assert told == ["XAA: import, UN Comtrade", "BACI (CEPII), reconciled", "FAOSTAT, told by the other side"]


def test_a_month_and_an_odd_span_are_printed_as_people_say_them() -> None:
    rows = [
        finding(id="a", value_usd=2.0, start=date(2017, 6, 1), end=date(2017, 7, 1)),
        finding(id="b", value_usd=1.0, start=date(2017, 1, 1), end=date(2017, 5, 7)),
    ]
    told = [flag.period for flag in flags_of(findings(rows), cites(), 2)]
    assert told == ["June 2017", "January to 6 May 2017"]
