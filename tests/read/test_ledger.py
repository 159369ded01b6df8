"""A ledger of supplies: what is read from it, and everything that stops it, by row and column, at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from article41.analyse.supplies import ledger_of
from article41.decide.regime import Regime
from article41.errors import InputError, Problem
from article41.model import Ledger, Supply
from article41.read.ledger import read_ledger
from article41.serve.answers import load_ledger

ROOT = Path(__file__).parents[2]
REGIME = Regime.load(date(2026, 11, 24))
CAPPED = {**REGIME.capped, "coal": "from_dprk"}
HEADING = "id,date,good,state,quantity,unit,barrels,tonnes,value_usd"


def read(path: Path) -> tuple[Ledger, int]:
    return ledger_of(read_ledger(path, REGIME.law.facts), CAPPED, REGIME.classifier)


def table(folder: Path, *lines: str, heading: str = HEADING) -> Path:
    path = folder / "ledger.csv"
    path.write_text("\n".join((heading, *lines)) + "\n", encoding="utf-8")
    return path


def problems(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(path)
    return caught.value.problems


def placed(found: Iterable[Problem]) -> list[tuple[int | None, str | None]]:
    return [(p.row, p.column) for p in found]


def test_each_way_of_saying_an_amount(tmp_path: Path) -> None:
    ledger, left_out = read(
        table(
            tmp_path,
            "A,2021-01-31,refined_petroleum,China,1000,bbl,,,",
            "B,2021-01-31,refined_petroleum,Russia,158.987294928,m3,,,5000",
            "C,2021-01-31,crude_oil,RU,2000,kg,,,",
            "D,2021-01-31,crude_oil,,,,4000000,525000,",
            "E,2017-01-31,coal,CN,10,t,,,900",
            ",2021-01-31,crude_oil,CN,,,,7,",
            "F,2021-01-31,crude_oil,CN,1,t,7.5,,",
        )
    )
    day = date(2021, 1, 31)
    assert left_out == 0
    assert ledger.name == "ledger.csv"
    assert ledger.supplies == (
        Supply("A", day, "refined_petroleum", "CN", 1_000.0, None, None),
        Supply("B", day, "refined_petroleum", "RU", 1_000.0, None, 5_000.0),
        Supply("C", day, "crude_oil", "RU", None, 2.0, None),
        Supply("D", day, "crude_oil", None, 4_000_000.0, 525_000.0, None),
        Supply("E", date(2017, 1, 31), "coal", "CN", None, 10.0, 900.0),
        Supply(None, day, "crude_oil", "CN", None, 7.0, None),
        Supply("F", day, "crude_oil", "CN", 7.5, 1.0, None),
    )


def test_codes_and_words_are_classified_as_elsewhere(tmp_path: Path) -> None:
    lines = ("2021-01-31,2710,,1,bbl,CN", "2021-01-31,2709,crude oil,1,bbl,CN", "2017-01-31,2701,,1,t,CN")
    ledger, _ = read(table(tmp_path, *lines, heading="date,hs,description,quantity,unit,state"))
    assert [s.good for s in ledger.supplies] == ["refined_petroleum", "crude_oil", "coal"]


def test_goods_from_the_dprk_count_on_the_day_they_enter(tmp_path: Path) -> None:
    lines = (
        "coal,2017-01-31,2017-02-03,1,CN",
        "coal,2017-01-31,,1,CN",
        "crude_oil,2021-01-31,2021-02-03,1,CN",
        "coal,,2017-02-03,1,CN",
    )
    ledger, _ = read(table(tmp_path, *lines, heading="good,date,import_date,tonnes,state"))
    assert [s.day for s in ledger.supplies] == [
        date(2017, 2, 3),
        date(2017, 1, 31),
        date(2021, 1, 31),
        date(2017, 2, 3),
    ]


def test_every_mistake_is_told_at_once_by_row_and_column(tmp_path: Path) -> None:
    found = problems(
        table(
            tmp_path,
            "A,2021-01-31,refined_petroleum,CN,1000,gal,,,",
            "B,2021-01-31,refined_petroleum,CN,-5,bbl,,,",
            "C,,refined_petroleum,CN,5,bbl,,,",
            "A2,2021-01-31,refined_petroleum,CN,5,u,,,",
            "D,2021-01-31,crude_oil,CN,,,1000,1000,",
            "E,2021-01-31,crude_oil,CN,,,,,",
            "F,2021-01-31,,CN,5,bbl,,,",
            "G,2021-01-31,iron,CN,5,t,,,",
            "H,2021-01-31,crude_oyl,CN,5,t,,,",
            "I,2021-01-31,coal,CN,5,bbl,,,",
            "J,2021-01-31,coal,CN,,,5,,",
            "K,2021-01-31,crude_oil,KP,5,t,,,",
            "L,2021-01-31,crude_oil,CN,5,,,,",
            "M,2021-01-31,crude_oil,CN,5,t,,,",
            "M,2021-01-31,crude_oil,CN,6,t,,,",
            "N,2021-01-31,crude_oil,CN,5,t,,8,",
            "O,2021-02-30,crude_oil,CN,5,barels,,,",
        )
    )
    assert placed(found) == [
        (2, "unit"), (3, "quantity"), (4, "date"), (5, "unit"), (6, "barrels"), (7, "quantity"), (8, "good"),
        (9, "good"), (10, "good"), (11, "unit"), (12, "barrels"), (13, "state"), (14, "unit"), (16, "id"),
        (17, "tonnes"), (18, "date"), (18, "unit"),
    ]  # fmt: skip
    said = {p.row: str(p) for p in found}
    assert "gallons must be converted first" in said[2]
    assert "a unit that measures refined_petroleum: t, kg, bbl, l, kl or m3" in said[5]
    assert "6 to 8.5 barrels in a tonne of crude oil" in said[6]
    assert "coal" in said[9]
    assert "did you mean crude_oil?" in said[10]
    assert "a unit that measures coal: t or kg" in said[11]
    assert "see row 15" in said[16]
    assert "did you mean bbl?" not in said[2]


@pytest.mark.parametrize(
    ("good", "barrels", "tonnes", "is_possible"),
    [
        ("crude_oil", 6_000, 1_000, True),
        ("crude_oil", 8_500, 1_000, True),
        ("crude_oil", 5_999, 1_000, False),
        ("crude_oil", 8_501, 1_000, False),
        ("refined_petroleum", 5_500, 1_000, True),
        ("refined_petroleum", 10_000, 1_000, True),
        ("refined_petroleum", 10_001, 1_000, False),
        ("refined_petroleum", 5, 0, False),
        ("refined_petroleum", 0, 5, False),
        ("refined_petroleum", 0, 0, True),
    ],
)
def test_a_pair_of_measures_must_be_possible(tmp_path: Path, good: str, barrels: int, tonnes: int, is_possible: bool) -> None:  # fmt: skip
    path = table(tmp_path, f"A,2021-01-31,{good},CN,,,{barrels},{tonnes},")
    if is_possible:
        assert len(read(path)[0].supplies) == 1
    else:
        assert placed(problems(path)) == [(2, "barrels")]


def test_open_goods_are_refused_since_the_total_would_be(tmp_path: Path) -> None:
    lines = ("2021-01-31,2709,1,t,CN", "2021-01-31,27,1,t,CN", "2021-01-31,,1,t,CN")
    found = problems(table(tmp_path, *lines, heading="date,hs,quantity,unit,state"))
    assert placed(found) == [(2, "hs"), (3, "hs"), (4, "good")]
    assert found[0].hint == "say which in the column good"
    clash = problems(
        table(tmp_path, "2021-01-31,2710,coal,1,t,CN", heading="date,hs,good,quantity,unit,state")
    )
    assert placed(clash) == [(2, "good")]


TRANSACTIONS = "id,date,import_date,origin,destination,hs,description,quantity,unit,contract_date,vessel"


def test_a_table_of_transactions_may_be_the_ledger(tmp_path: Path) -> None:
    ledger, left_out = read(
        table(
            tmp_path,
            "A,2021-01-31,,RU,KP,2710,diesel,5,t,nonsense,X",  # a column that a ledger does not read
            "B,2021-01-31,,KP,CN,2601,iron ore,5,u,,X",
            "C,2017-01-31,2017-02-02,KP,CN,2701,coal,5,t,,X",
            "D,2021-01-31,,RU,CN,2710,diesel,,,,X",  # not to the DPRK
            "E,2021-01-31,,,,3004,medicine,,,,X",
            "C,2021-01-31,,RU,KP,2710,diesel,5,bbl,,X",  # two lines of one transaction, of two goods
            heading=TRANSACTIONS,
        )
    )
    assert left_out == 3
    assert [(s.id, s.good, s.state, s.day) for s in ledger.supplies] == [
        ("A", "refined_petroleum", "RU", date(2021, 1, 31)),
        ("C", "coal", "CN", date(2017, 2, 2)),
        ("C", "refined_petroleum", "RU", date(2021, 1, 31)),
    ]


def test_transactions_that_a_cap_may_limit_are_refused(tmp_path: Path) -> None:
    found = problems(
        table(
            tmp_path,
            "A,2021-01-31,,,KP,27,,5,t,,",
            "B,2021-01-31,,RU,,2710,diesel,5,t,,",
            ",2021-01-31,,RU,KP,2710,diesel,5,t,,",
            "D,2021-01-31,,RU,KP,2710,diesel,,t,,",
            "E,2021-01-31,,RU,KP,2710,diesel,5,t,,",
            "E,2021-01-31,,RU,KP,2710,kerosene,5,t,,",
            "F,2021-01-31,,KP,KP,2710,diesel,5,t,,",
            heading=TRANSACTIONS,
        )
    )
    assert placed(found) == [(2, "hs"), (3, "hs"), (4, "id"), (5, "quantity"), (7, "id"), (8, None)]


def test_what_is_missing_everywhere_is_said_once(tmp_path: Path) -> None:
    found = problems(table(tmp_path, *["A,CN"] * 1_000, heading="id,state"))
    assert [p.row for p in found] == [None] * 3
    many = problems(table(tmp_path, *["A,2021-01-31,crude_oil,CN,,,,,"] * 1_000))
    assert len(many) == 51
    assert many[-1].found == "and 1,949 more"


def test_a_slip_in_a_heading_stops_it(tmp_path: Path) -> None:
    (problem,) = problems(
        table(tmp_path, "2021-01-31,crude_oil,CN,5,t,7", heading="date,good,state,tonnes,unit,value_ust")
    )
    assert "did you mean 'value_usd'?" in str(problem)


def test_an_empty_ledger_is_refused(tmp_path: Path) -> None:
    assert "at least one row" in str(problems(table(tmp_path))[0])
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(InputError):
        read(tmp_path / "empty.csv")
    with pytest.raises(InputError):
        read(tmp_path / "absent.csv")


@pytest.mark.parametrize("amount", ["nan", "inf", "1e999", "-0.1", "1,000", "5 t", "#REF!"])
def test_amounts_that_are_no_amounts(tmp_path: Path, amount: str) -> None:
    assert placed(problems(table(tmp_path, f'A,2021-01-31,crude_oil,CN,"{amount}",t,,,'))) == [
        (2, "quantity")
    ]


def test_numbers_that_are_not_finite_in_a_typed_file(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "date": [date(2021, 1, 31)] * 4,
            "good": ["crude_oil"] * 4,
            "tonnes": [1.0, float("nan"), float("inf"), -1.0],
        }
    )
    frame.write_parquet(tmp_path / "l.parquet")
    assert placed(problems(tmp_path / "l.parquet")) == [(2, "tonnes"), (3, "tonnes"), (4, "tonnes")]


def test_every_format_gives_the_same_supplies(tmp_path: Path) -> None:
    expected = read(ROOT / "examples" / "ledger.csv")[0].supplies
    frame = pl.read_csv(ROOT / "examples" / "ledger.csv", try_parse_dates=True)
    frame.write_parquet(tmp_path / "l.parquet")
    frame.write_excel(tmp_path / "l.xlsx")
    lines = (
        json.dumps({k: v for k, v in row.items() if v is not None}, default=str)
        for row in frame.iter_rows(named=True)
    )
    (tmp_path / "l.jsonl").write_text("\n".join(lines))
    for name in ("l.parquet", "l.xlsx", "l.jsonl"):
        assert read(tmp_path / name)[0].supplies == expected, name


def test_a_hundred_thousand_entries(tmp_path: Path) -> None:
    number = 100_000
    frame = pl.DataFrame(
        {
            "id": [f"L-{i}" for i in range(number)],
            "date": [date(2021, 1, 1 + i % 28) for i in range(number)],
            "good": ["refined_petroleum"] * number,
            "barrels": [0.1] * number,
        }
    )
    frame.write_csv(tmp_path / "l.csv")
    ledger, said = load_ledger(tmp_path / "l.csv", REGIME)
    assert len(ledger.supplies) == number
    assert said == ()
    weighed = REGIME.with_ledger(ledger).totals
    assert weighed is not None
