"""Published figures: what ships with the package, and what a table may not say."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from article41.read.figures import packaged
from article41.read.figures.amounts import parse_amount
from article41.read.figures.reading import (
    MEASURES,
    read_estimates,
    read_events,
    read_factors,
    read_filed,
    read_reported,
    read_totals,
)

TOTALS = "publisher,period,scope,hs,measure,figure,unit,status,source,note\n"
KOTRA = "KOTRA,2023,world,,total,{},{},seen,a paper,\n"


def test_every_packaged_table_is_sound() -> None:
    counts = [
        len(read())
        for read in (
            packaged.totals,
            packaged.petroleum_reported,
            packaged.petroleum_estimates,
            packaged.barrels_per_tonne,
            packaged.events,
            packaged.filed,
        )
    ]
    assert counts == [69, 15, 7, 12, 12, 9]


def test_every_row_of_a_packaged_table_is_read() -> None:
    folder = files("article41") / "read" / "figures"
    lines = (folder / "totals.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == len(packaged.totals())


def test_the_counter_of_2024_and_the_month_without_a_product() -> None:
    found = {(r.start, r.until, r.states): r for r in packaged.petroleum_reported()}
    assert found[date(2024, 1, 1), date(2024, 12, 5), ("CHN", "RUS")].barrels == 168_679
    august = found[date(2021, 8, 1), date(2021, 9, 1), ("CHN",)]
    assert (august.barrels, august.tonnes) == (11_745, 1_410)
    untyped = next(f for f in packaged.barrels_per_tonne() if f.product == "product not told")
    assert untyped.barrels_per_tonne == pytest.approx(11_745 / 1_410, abs=0.005)
    assert untyped.status == "derived"


def test_six_tests_and_the_launches_before_resolutions() -> None:
    tests = [e for e in packaged.events() if e.kind == "test"]
    assert [str(e.on) for e in tests] == [
        "2006-10-09", "2009-05-25", "2013-02-12", "2016-01-06", "2016-09-09", "2017-09-03",
    ]  # fmt: skip
    assert [e.led_to for e in tests] == ["1718", "1874", "2094", "2270", "2321", "2375"]
    assert {e.clock for e in tests} == {"local"}
    assert {e.led_to for e in packaged.events() if e.kind == "launch"} == {
        "1695",
        "2087",
        "2270",
        "2371",
        "2397",
    }


def test_every_figure_says_how_it_is_known() -> None:
    figures = packaged.totals()
    assert {f.status for f in figures} == {"seen", "derived", "recalled"}
    assert [f.period for f in figures if f.status == "recalled"] == ["2019"]
    assert {f.measure for f in figures} <= set(MEASURES)
    assert next(f for f in figures if f.is_floor).figure == 2_000


@pytest.mark.parametrize(
    ("printed", "rounding"), [("325.17", 0.005), ("2600", 50), ("1427", 0.5), ("-86.3", 0.05), ("94.0", 0.05)]
)
def test_a_figure_is_as_exact_as_it_is_printed(printed: str, rounding: float) -> None:
    found, problems = read_totals(TOTALS + KOTRA.format(printed, "USD million"), "t.csv")
    assert not problems
    assert [found[0].figure, found[0].rounding] == pytest.approx([float(printed), rounding])


@pytest.mark.parametrize(
    ("words", "millions", "rounding"),
    [("27억 7천만 달러", 2_770, 5), ("27억 6912만 달러", 2_769.12, 0.005), ("USD 15.9 billion", 15_900, 50)],
)
def test_an_amount_may_be_in_words(words: str, millions: float, rounding: float) -> None:
    found, problems = read_totals(TOTALS + KOTRA.format(words, "USD"), "t.csv")
    assert not problems
    assert found[0].unit == "USD million"
    assert [found[0].figure, found[0].rounding] == pytest.approx([millions, rounding])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.586bn", 1.586e9),
        ("$ 2,769.12 million", 2_769.12e6),
        ("12", 12),
        ("1조 2천억", 1.2e12),
        ("3천2백만", 3.2e7),
    ],
)
def test_amounts(text: str, amount: float) -> None:
    assert parse_amount(text) == pytest.approx(amount)


@pytest.mark.parametrize(
    "text",
    [
        "27억 7천억 달러",
        "7천 27억 3조",
        "2백3천",
        "",
        "abc",
        "billion",
        "1,23 million",
        "9" * 61,
        "=1+1",
        "1\0",
    ],
)
def test_a_misprinted_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"units that fall|an amount"):
        parse_amount(text)


def test_the_misprint_of_the_press_is_named_by_row() -> None:
    found, problems = read_totals(TOTALS + KOTRA.format("27억 7천억 달러", "USD"), "press.csv")
    assert not found
    assert [str(p) for p in problems] == [
        "press.csv, row 2, column 'figure': found '27억 7천억 달러'; expected units that fall: 조, 억, 만 "
        "('억' stands twice or out of order)"
    ]


@pytest.mark.parametrize(
    ("cell", "value"),
    [("period", "2017Q9"), ("scope", "moon"), ("measure", "surplus"), ("unit", "EUR"), ("figure", "1e999"),
     ("figure", ""), ("figure", "<script>"), ("status", "sure"), ("source", "")],
)  # fmt: skip
def test_a_cell_that_is_not_right_is_named_and_the_other_rows_are_read(cell: str, value: str) -> None:
    good = dict(
        zip(TOTALS.strip().split(","), KOTRA.format("1", "USD million").strip().split(","), strict=True)
    )
    bad = ",".join({**good, cell: value}.values())
    found, problems = read_totals(f"{TOTALS}{bad}\n{','.join(good.values())}\n", "t.csv")
    assert len(found) == 1
    assert {(p.row, p.column) for p in problems} == {(2, cell)}


def test_unknown_missing_and_double_columns_are_refused() -> None:
    for read in (read_totals, read_reported, read_estimates, read_factors, read_events, read_filed):
        found, problems = read("figures,publisher,publisher\n1,2,3\n", "t.csv")
        assert not found
        assert any(p.found == "figures" and p.expected == "a column of this table" for p in problems)
    assert read_totals("", "t.csv")[1]


def test_periods_amounts_and_states_of_petroleum_are_checked() -> None:
    head = "good,from,until,states,tonnes,barrels,status,source\n"
    rows = [
        "refined_petroleum,2018-01-01,2019-01-01,CHN,,1,seen,x",
        "refined_petroleum,2018-01-01,2018-01-01,CHN,,1,seen,x",
        "refined_petroleum,2018-01-01,2018-02-30,CHN,,1,seen,x",
        "refined_petroleum,2018-01-01,2019-01-01,China,,1,seen,x",
        "refined_petroleum,2018-01-01,2019-01-01,CHN,,,seen,x",
        "refined_petroleum,2018-01-01,2019-01-01,CHN,-1,,seen,x",
        "petrol,2018-01-01,2019-01-01,CHN,,1,seen,x",
    ]
    found, problems = read_reported(head + "\n".join(rows), "r.csv")
    assert len(found) == 1
    assert {p.row for p in problems} == {3, 4, 5, 6, 7, 8}


def test_events_and_counts_need_their_day_and_number() -> None:
    assert read_events("on,kind,label,clock,led_to,status,source\n,test,a,local,1718,seen,x\n", "e.csv")[1]
    head = "resolution,by,counted,states,of,status,source,note\n"
    found, problems = read_filed(
        head + "1718,2010-13,reported,5,,seen,x,\n1718,2010,reported,,,seen,x,\n", "f.csv"
    )
    assert not found
    assert {p.row for p in problems} == {2, 3}
