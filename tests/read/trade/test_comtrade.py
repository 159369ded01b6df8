"""UN Comtrade's present columns: what each cell becomes, and the traps of its totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from article41.errors import InputError
from article41.flows import COVERAGE, READ
from article41.read.trade import TradeRead, open_trade, read_trade

ROW: dict[str, str] = {
    "freqCode": "A",
    "refYear": "2017",
    "refMonth": "52",
    "period": "2017",
    "reporterCode": "156",
    "reporterISO": "CHN",
    "flowCode": "M",
    "partnerCode": "408",
    "partnerISO": "PRK",
    "partner2Code": "0",
    "classificationCode": "H5",
    "isOriginalClassification": "true",
    "cmdCode": "270111",
    "cmdDesc": "Coal; anthracite",
    "aggrLevel": "6",
    "customsCode": "C00",
    "motCode": "0",
    "qtyUnitCode": "8",
    "qtyUnitAbbr": "kg",
    "qty": "5000",
    "netWgt": "5000",
    "primaryValue": "450.5",
    "isAggregate": "false",
}


def csv_of(folder: Path, rows: Sequence[dict[str, str]], name: str = "t.csv") -> Path:
    heads = list(rows[0])
    lines = [",".join(heads), *(",".join(row.get(head, "") for head in heads) for row in rows)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(folder: Path, *changes: dict[str, str], **assumed: str) -> TradeRead:
    return read_trade(csv_of(folder, [ROW | change for change in changes or ({},)]), assumed)


def only(found: TradeRead) -> dict[str, Any]:
    (row,) = found.flows.to_dicts()
    return row


def test_a_row_becomes_a_row(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.source, found.format, found.rows) == ("comtrade", "UN Comtrade, present columns", 1)
    assert found.problems == ()
    assert dict(found.flows.schema) == {name: pl.Schema(READ)[name] for name in READ}
    assert only(found) == {
        "file": "t.csv",
        "row": 2,
        "source": "comtrade",
        "reporter": "CHN",
        "partner": "PRK",
        "flow": "M",
        "freq": "A",
        "start": date(2017, 1, 1),
        "end": date(2018, 1, 1),
        "edition": 2017,
        "is_original": True,
        "code": "270111",
        "words": "Coal; anthracite",
        "value_usd": 450.5,
        "weight_kg": 5000.0,
        "quantity": 5000.0,
        "unit": "kg",
        "mode": 0,
        "is_total": True,
    }
    assert dict(found.coverage.schema) == {name: pl.Schema(COVERAGE)[name] for name in COVERAGE}
    assert found.coverage.rows() == [("comtrade", "CHN", "M", 2017, 12, 1)]


@pytest.mark.parametrize(
    ("change", "is_total", "mode"),
    [
        ({"motCode": "2100"}, False, 2100),
        ({"motCode": "-1"}, False, None),
        ({"motCode": ""}, True, None),
        ({"customsCode": "C01"}, False, 0),
        ({"customsCode": ""}, True, 0),
        ({"partner2Code": "156"}, False, 0),
        ({"partner2Code": ""}, True, 0),
        ({"isAggregate": "true"}, True, 0),
    ],
)
def test_totals_and_parts_are_told_apart_and_none_is_dropped(
    tmp_path: Path, change: dict[str, str], is_total: bool, mode: int | None
) -> None:
    row = only(read(tmp_path, change))
    assert (row["is_total"], row["mode"]) == (is_total, mode)


def test_without_columns_of_mode_and_procedure_a_row_is_a_total(tmp_path: Path) -> None:
    bare = {key: value for key, value in ROW.items() if key not in {"motCode", "customsCode", "partner2Code"}}
    row = only(read_trade(csv_of(tmp_path, [bare])))
    assert (row["is_total"], row["mode"]) == (True, None)


@pytest.mark.parametrize(
    ("cell", "quantity", "weight"),
    [("0", None, None), ("-1", None, None), ("", None, None), ("12.5", 12.5, 12.5)],
)
def test_quantity_0_and_minus_1_are_not_known(
    tmp_path: Path, cell: str, quantity: float | None, weight: float | None
) -> None:
    found = read(tmp_path, {"qty": cell, "netWgt": cell})
    assert (only(found)["quantity"], only(found)["weight_kg"], found.problems) == (quantity, weight, ())


def test_a_value_of_0_stays_0(tmp_path: Path) -> None:
    assert only(read(tmp_path, {"primaryValue": "0"}))["value_usd"] == 0


@pytest.mark.parametrize(
    ("code", "abbr", "quantity", "unit", "weight"),
    [
        ("8", "kg", 7, "kg", 7),
        ("21", "1000 KG", 7, "t", 7000),
        ("7", "l", 7, "l", None),
        ("20", "1000 L", 7, "kl", None),
        ("12", "m³", 7, "m3", None),
        ("19", "BBL", 7, "bbl", None),
        ("5", "u", 7, "u", None),
        ("9", "1000u", 7000, "u", None),
        ("-1", "N/A", 7, None, None),
        ("39", "GRT", 7, "GRT", None),
        ("", "kg", 7, "kg", 7),
    ],
)
def test_units_are_ours_or_the_publishers(
    tmp_path: Path, code: str, abbr: str, quantity: float, unit: str | None, weight: float | None
) -> None:
    change = {"qtyUnitCode": code, "qtyUnitAbbr": abbr, "qty": "7", "netWgt": ""}
    row = only(read(tmp_path, change))
    assert (row["quantity"], row["unit"], row["weight_kg"]) == (quantity, unit, weight)


@pytest.mark.parametrize("code", ["TOTAL", "27", "2701", "270111", "0106"])
def test_every_level_of_code_is_kept_as_text(tmp_path: Path, code: str) -> None:
    found = read(tmp_path, {"cmdCode": code, "aggrLevel": ""})
    assert (only(found)["code"], found.problems) == (code, ())


@pytest.mark.parametrize(
    ("flow", "expected"),
    [("M", "M"), ("x", "X"), ("RM", "RM"), ("RX", "RX"), ("Import", "M"), ("Re-export", "RX"), ("2", "X")],
)
def test_flows(tmp_path: Path, flow: str, expected: str) -> None:
    assert only(read(tmp_path, {"flowCode": flow}))["flow"] == expected


def test_flows_within_flows_stand_aside_and_are_counted(tmp_path: Path) -> None:
    found = read(tmp_path, {"flowCode": "DX"}, {"flowCode": "XIP"}, {"flowCode": "X"})
    assert found.flows["row"].to_list() == [4]
    assert found.problems == ()
    assert [note for note in found.notes if "left out" in note] == [
        "1 row left out: domestic exports (DX), which stand inside M or X",
        "1 row left out: exports after inward processing (XIP), which stand inside M or X",
    ]


@pytest.mark.parametrize(
    ("letters", "edition"),
    [
        ("H0", 1992),
        ("H1", 1996),
        ("H2", 2002),
        ("H3", 2007),
        ("H4", 2012),
        ("H5", 2017),
        ("H6", 2022),
        ("HS", None),
    ],
)
def test_hs_editions(tmp_path: Path, letters: str, edition: int | None) -> None:
    found = read(tmp_path, {"classificationCode": letters})
    assert (only(found)["edition"], found.problems) == (edition, ())


@pytest.mark.parametrize("scheme", ["S1", "S4", "B4"])
def test_other_classifications_keep_no_code_and_are_counted(tmp_path: Path, scheme: str) -> None:
    found = read(tmp_path, {"classificationCode": scheme, "cmdCode": "32"})
    assert (only(found)["code"], only(found)["words"], found.problems) == (None, "Coal; anthracite", ())
    assert f"1 row without an HS code: {scheme}" in found.notes


def test_an_unknown_classification_is_a_problem_and_no_edition(tmp_path: Path) -> None:
    found = read(tmp_path, {"classificationCode": "H9"})
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.found) == (2, "classificationCode", "H9")
    assert (only(found)["code"], only(found)["edition"]) == ("270111", None)


def test_several_editions_in_one_file_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, {}, {"classificationCode": "H4"}, {"classificationCode": "H4"})
    assert "several HS editions in one file, rows of each: 2012: 2, 2017: 1" in found.notes


@pytest.mark.parametrize(
    ("change", "start", "end"),
    [
        ({"freqCode": "M", "period": "201706", "refMonth": "6"}, date(2017, 6, 1), date(2017, 7, 1)),
        ({"freqCode": "M", "period": "2017-12", "refMonth": "12"}, date(2017, 12, 1), date(2018, 1, 1)),
        ({"freqCode": "M", "period": "", "refMonth": "2"}, date(2017, 2, 1), date(2017, 3, 1)),
        ({"period": "", "refMonth": "52"}, date(2017, 1, 1), date(2018, 1, 1)),
        ({"period": "", "refMonth": ""}, date(2017, 1, 1), date(2018, 1, 1)),
    ],
)
def test_periods(tmp_path: Path, change: dict[str, str], start: date, end: date) -> None:
    row = only(read(tmp_path, change))
    assert (row["start"], row["end"]) == (start, end)
    assert row["freq"] == ("A" if start.month == 1 and end.month == 1 else "M")


def test_months_of_a_year_are_counted_in_coverage(tmp_path: Path) -> None:
    months = [{"freqCode": "M", "period": f"2017{m:02d}", "refMonth": str(m)} for m in (1, 2, 2, 7)]
    assert read(tmp_path, *months).coverage.rows() == [("comtrade", "CHN", "M", 2017, 3, 4)]


@pytest.mark.parametrize(
    "columns",
    [
        ["reporterISO", "partnerISO"],
        ["reporterCode", "partnerCode"],
        ["reporterISO", "partnerCode"],
    ],
)
def test_letters_or_numbers_will_do(tmp_path: Path, columns: list[str]) -> None:
    places = {"reporterCode", "reporterISO", "partnerCode", "partnerISO"}
    row = {key: value for key, value in ROW.items() if key not in places or key in columns}
    found = only(read_trade(csv_of(tmp_path, [row])))
    assert (found["reporter"], found["partner"]) == ("CHN", "PRK")


def test_blank_letters_give_way_to_numbers_and_two_letters_will_do(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"reporterISO": "", "partnerISO": "KP"}, {"partnerISO": "KR", "partnerCode": "410"}
    )
    assert found.flows["partner"].to_list() == ["PRK", "KOR"]
    assert found.problems == ()


def test_letters_go_before_a_number_that_says_something_else(tmp_path: Path) -> None:
    found = read(tmp_path, {"partnerISO": "KOR"})
    (problem,) = found.problems
    assert only(found)["partner"] == "KOR"
    assert (problem.row, problem.column, problem.found) == (2, "partnerCode", "408")
    assert "read as KOR" in str(problem)


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        ("842", "USA"),
        ("251", "FRA"),
        ("699", "IND"),
        ("579", "NOR"),
        ("757", "CHE"),
        ("381", "ITA"),
        ("490", "TWN"),
    ],
)
def test_comtrades_own_numbers(tmp_path: Path, number: str, letters: str) -> None:
    found = read(tmp_path, {"reporterCode": number, "reporterISO": ""})
    assert (only(found)["reporter"], found.problems) == (letters, ())


def test_rows_of_the_republic_of_korea_as_reporter_keep_the_world(tmp_path: Path) -> None:
    korea = {"reporterCode": "410", "reporterISO": "KOR"}
    found = read(
        tmp_path,
        korea | {"partnerCode": "0", "partnerISO": "W00"},
        korea | {"partnerCode": "4", "partnerISO": "AFG"},
    )
    assert found.flows["partner"].to_list() == ["W00", "AFG"]


def test_groups_of_states_report_nothing_of_their_own(tmp_path: Path) -> None:
    found = read(tmp_path, {"reporterCode": "97", "reporterISO": "EUR"}, {})
    assert (found.flows["reporter"].to_list(), found.problems) == (["CHN"], ())
    assert any(note.startswith("1 row left out: reported by a group") for note in found.notes)
    assert found.coverage["reporter"].to_list() == ["CHN"]


def test_coverage_is_of_all_rows_and_flows_of_the_koreas_alone(tmp_path: Path) -> None:
    other = {"partnerCode": "4", "partnerISO": "AFG"}
    found = read(tmp_path, {}, other, other | {"reporterCode": "36", "reporterISO": "AUS", "flowCode": "X"})
    assert (found.rows, found.flows.height) == (3, 1)
    assert found.coverage.rows() == [
        ("comtrade", "AUS", "X", 2017, 12, 1),
        ("comtrade", "CHN", "M", 2017, 12, 2),
    ]


@pytest.mark.parametrize("style", [str.lower, str.upper, lambda text: "_" + text])
def test_headings_in_any_case(tmp_path: Path, style: Any) -> None:
    row = {style(key): value for key, value in ROW.items()}
    assert only(read_trade(csv_of(tmp_path, [row])))["code"] == "270111"


def test_snake_case_headings(tmp_path: Path) -> None:
    snake = {
        "ref_year": "2017",
        "reporter_code": "156",
        "flow_code": "M",
        "partner_code": "408",
        "cmd_code": "2701",
        "primary_value": "7",
    }
    assert only(read_trade(csv_of(tmp_path, [snake])))["value_usd"] == 7


def test_columns_of_the_users_own_are_mapped_and_told(tmp_path: Path) -> None:
    row = {("Wert" if key == "primaryValue" else key): value for key, value in ROW.items()}
    found = read_trade(csv_of(tmp_path, [row]), maps={"Wert": "primaryValue"})
    assert only(found)["value_usd"] == 450.5
    assert "column 'Wert' is read as primaryValue" in found.notes


def test_what_is_assumed_is_told_and_never_overrides_the_file(tmp_path: Path) -> None:
    bare = {key: value for key, value in ROW.items() if key not in {"flowCode", "classificationCode"}}
    path = csv_of(tmp_path, [bare])
    found = read_trade(path, {"flow": "export", "edition": "HS2012", "reporter": "USA"})
    assert (only(found)["flow"], only(found)["edition"], only(found)["reporter"]) == ("X", 2012, "CHN")
    assert "assumed: flow=export" in found.notes
    assert "reporter=USA is not used: the file tells it" in found.notes


def test_missing_columns_are_all_named_with_the_nearest_heading(tmp_path: Path) -> None:
    row = {("flowCod" if key == "flowCode" else key): value for key, value in ROW.items() if key != "cmdCode"}
    with pytest.raises(InputError) as refused:
        open_trade(csv_of(tmp_path, [row]))
    told = [str(problem) for problem in refused.value.problems]
    assert len(told) == 2
    assert "row 1" in told[0]
    assert "--map 'flowCod=flowCode'" in told[0]
    assert "--assume flow=X" in told[0]
    assert "cmdCode" in told[1]


@pytest.mark.parametrize(
    ("assumed", "word"),
    [
        ({"reportr": "CHN"}, "did you mean reporter"),
        ({"reporter": "Korea"}, "one State"),
        ({"reporter": "EUR"}, "not a group"),
        ({"flow": "sideways"}, "M, X, RM or RX"),
        ({"period": "2017Q3"}, "quarters"),
        ({"code": "coal"}, "HS code"),
        ({"edition": "H9"}, "HS edition"),
    ],
)
def test_what_cannot_be_assumed_is_refused(tmp_path: Path, assumed: dict[str, str], word: str) -> None:
    with pytest.raises(InputError, match=word):
        read_trade(csv_of(tmp_path, [ROW]), assumed)


@pytest.mark.parametrize(
    ("maps", "word"),
    [
        ({"Wert": "primaryValue"}, "a heading of this file"),
        ({"qty": "primaryValu"}, "did you mean primaryValue"),
    ],
)
def test_wrong_maps_are_refused(tmp_path: Path, maps: dict[str, str], word: str) -> None:
    with pytest.raises(InputError, match=word):
        read_trade(csv_of(tmp_path, [ROW]), maps=maps)


def test_a_heading_twice_is_told_and_the_first_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",".join([*ROW, "primaryValue"]) + "\n" + ",".join([*ROW.values(), "9"]) + "\n")
    found = read_trade(path)
    assert only(found)["value_usd"] == 450.5
    assert "one column for value" in str(found.problems[0])


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    read_trade(csv_of(tmp_path, [ROW] * 3), progress=told.append)
    assert told[-1] == 3


def test_goods_that_are_not_specified(tmp_path: Path) -> None:
    found = read(tmp_path, {"cmdCode": "9999AA"}, {"cmdCode": "9999", "aggrLevel": "4"})
    assert (found.flows["code"].to_list(), found.problems) == (["999999", "9999"], ())


def test_a_table_whose_columns_slipped_by_one_is_not_read_as_if_they_had_not(tmp_path: Path) -> None:
    """What pandas makes of Comtrade's CSV, whose rows have one cell more than there are headings."""
    path = tmp_path / "t.csv"
    path.write_text(",".join(ROW) + "\n" + ",".join([*ROW.values()][1:]) + ",\n", encoding="utf-8")
    found = read_trade(path)
    assert (found.flows.height, found.coverage.height) == (0, 0)
    assert "period" in {problem.column for problem in found.problems}
