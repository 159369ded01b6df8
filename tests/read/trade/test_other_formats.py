"""Legacy Comtrade, BACI, FAOSTAT and China's customs: their own columns, units and numbers of States."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from article41.errors import InputError
from article41.read.trade import TradeRead, read_trade

LEGACY = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,"
    "Reporter Code,Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,Customs Proc. Code,"
    "Mode of Transport Code,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag"
)
FAOSTAT = (
    "Domain Code,Domain,Reporter Country Code (M49),Reporter Countries,Partner Country Code (M49),"
    "Partner Countries,Element Code,Element,Item Code (CPC),Item,Year Code,Year,Unit,Value,Flag,Flag Description"
)
GACC = (
    "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,第二数量,第二计量单位,美元,"
)


def read(
    folder: Path, *lines: str, name: str = "t.csv", encoding: str = "utf-8", **assumed: str
) -> TradeRead:
    path = folder / name
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return read_trade(path, assumed)


def only(found: TradeRead) -> dict[str, Any]:
    (row,) = found.flows.to_dicts()
    return row


def legacy(**changes: str) -> str:
    cells = dict.fromkeys(LEGACY.split(","), "")
    cells |= {"Classification": "H5", "Year": "2017", "Period": "2017", "Aggregate Level": "6"}
    cells |= {"Trade Flow Code": "1", "Trade Flow": "Import", "Reporter Code": "156", "Reporter": "China"}
    cells |= {"Partner Code": "408", "Commodity Code": "270111", "Qty Unit Code": "8", "Qty": "5"}
    cells |= {"Netweight (kg)": "5", "Trade Value (US$)": "70"}
    return ",".join((cells | {name.replace("_", " "): cell for name, cell in changes.items()}).values())


@pytest.mark.parametrize(
    ("code", "word", "flow"),
    [
        ("1", "Import", "M"),
        ("2", "Export", "X"),
        ("3", "Re-Export", "RX"),
        ("4", "Re-Import", "RM"),
        ("", "Re-Export", "RX"),
    ],
)
def test_legacy_flows_by_number_and_word(tmp_path: Path, code: str, word: str, flow: str) -> None:
    found = read(tmp_path, LEGACY, legacy(Trade_Flow_Code=code, Trade_Flow=word))
    assert (only(found)["flow"], found.problems) == (flow, ())
    assert found.format == "UN Comtrade, legacy columns"


def test_legacy_flows_that_disagree_are_told_and_the_number_goes_first(tmp_path: Path) -> None:
    found = read(tmp_path, LEGACY, legacy(Trade_Flow_Code="2", Trade_Flow="Import"))
    (problem,) = found.problems
    assert only(found)["flow"] == "X"
    assert (problem.row, problem.column, problem.found) == (2, "Trade Flow", "Import")


def test_a_trimmed_legacy_file_needs_what_it_does_not_tell(tmp_path: Path) -> None:
    lines = (
        "Year,Partner,Commodity Code,Commodity,Netweight (kg),Trade Value (US$)",
        "2017,Dem. People's Rep. of Korea,731815,Screws,10,30",
        "2017,Rep. of Korea,731815,Screws,10,40",
        '2017,"Areas, nes",731815,Screws,10,40',
    )
    with pytest.raises(InputError) as refused:
        read(tmp_path, *lines)
    assert [problem.expected.split(":")[0] for problem in refused.value.problems] == [
        "a column for reporter",
        "a column for flow",
    ]
    assert "--assume reporter=CHN" in str(refused.value.problems[0])
    found = read(tmp_path, *lines, reporter="CHN", flow="X")
    assert found.flows["partner"].to_list() == ["PRK", "KOR"]
    assert found.problems == ()


def test_a_partner_called_korea_is_neither(tmp_path: Path) -> None:
    head = "Year,Partner,Commodity Code,Netweight (kg),Trade Value (US$)"
    found = read(tmp_path, head, "2017,Korea,731815,10,30", reporter="CHN", flow="X")
    (problem,) = found.problems
    assert found.flows.height == 0
    assert (problem.row, problem.column, problem.found) == (2, "Partner", "Korea")
    assert "the row is left out" in str(problem)


def test_baci_is_in_thousands_and_tonnes_and_its_edition_in_its_name(tmp_path: Path) -> None:
    lines = ('"t","i","j","k","v","q"', '2021,710,408,250850,1.5,"        0.25"', "2021,710,408,10620,2,NA")
    found = read(tmp_path, *lines, name="BACI_HS92_Y2021_V202301.csv")
    assert (found.source, found.problems) == ("baci", ())
    first, second = found.flows.to_dicts()
    assert (first["reporter"], first["partner"], first["flow"], first["edition"]) == ("ZAF", "PRK", "X", 1992)
    assert (first["value_usd"], first["weight_kg"], first["quantity"], first["unit"]) == (
        1500,
        250,
        0.25,
        "t",
    )
    assert (second["code"], second["value_usd"], second["weight_kg"]) == ("010620", 2000, None)
    assert "a leading zero that the column lost was put back in 1 row" in found.notes
    assert found.coverage.rows() == [("baci", "ZAF", "X", 2021, 12, 2)]


def test_baci_without_an_edition_in_its_name(tmp_path: Path) -> None:
    found = read(tmp_path, "t,i,j,k,v,q", "2021,710,408,250850,1.5,1", name="baci_2021.csv")
    assert only(found)["edition"] is None


def test_sums_of_unit_values_are_no_trade(tmp_path: Path) -> None:
    found = read(tmp_path, '"i","j","uvt"', "156,408,46501628.3", period="2016", code="TOTAL")
    assert (only(found)["code"], only(found)["value_usd"]) == ("TOTAL", None)
    assert any("no value is read" in note for note in found.notes)


def fao(element: str, item: str, unit: str, value: str, partner: str = "408", year: str = "2019") -> str:
    return f'TM,Matrix,"\'076",Brazil,"\'{partner}",X,5910,{element},"{item}",Item {item},{year},{year},{unit},{value},A,Official'


def test_quantity_and_value_of_a_flow_are_one_row_the_first_of_the_two(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        FAOSTAT,
        fao("Export Quantity", "0112", "tonnes", "14500"),
        fao("Export Quantity", "01610", "tonnes", "171"),
        fao("Export Value", "0112", "1000 US$", "2900"),
        fao("Import value", "0112", "1000 USD", "5"),
        fao("Export quantity", "02111", "An", "30", partner="410"),
        fao("Export Quantity", "9999.99", "t", "0"),
    )
    assert found.problems == ()
    rows = {(row["row"]): row for row in found.flows.to_dicts()}
    assert sorted(rows) == [2, 3, 5, 6, 7]
    maize = rows[2]
    assert (maize["code"], maize["value_usd"], maize["weight_kg"]) == ("1005", 2_900_000, 14_500_000)
    assert (maize["quantity"], maize["unit"], maize["flow"], maize["start"]) == (
        14500,
        "t",
        "X",
        date(2019, 1, 1),
    )
    assert (rows[3]["code"], rows[3]["value_usd"]) == ("0901", None)
    assert (rows[5]["flow"], rows[5]["value_usd"], rows[5]["quantity"]) == ("M", 5000, None)
    assert (rows[6]["partner"], rows[6]["unit"], rows[6]["quantity"]) == ("KOR", "An", 30)
    assert (rows[7]["code"], rows[7]["words"], rows[7]["quantity"]) == (None, "Item 9999.99", None)
    assert "1 row without an HS code: items of FAOSTAT without an HS heading of ours" in found.notes


def test_a_row_of_faostat_told_twice_stays_two_rows(tmp_path: Path) -> None:
    lines = [fao("Export Quantity", "0112", "tonnes", "5"), fao("Export Value", "0112", "1000 US$", "7")] * 2
    found = read(tmp_path, FAOSTAT, *lines)
    assert found.flows.select("row", "value_usd", "quantity").rows() == [(2, 7000, 5), (4, 7000, 5)]


def test_an_element_of_another_kind_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, FAOSTAT, fao("Production", "0112", "tonnes", "5"))
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.found) == (2, "Element", "Production")


def test_chinas_customs_number_states_in_their_own_way(tmp_path: Path) -> None:
    """109 is the DPRK, 133 the ROK; 408 is Bolivia and 410 Brazil there."""
    found = read(
        tmp_path,
        GACC,
        '201706,67041100,假发,109,朝鲜,"1,234",千克,0,,"12,345",',
        '201706,03074319,墨鱼,133,韩国,"2",吨,5,千克,"1,234,567",',
        "201706,27011100,煤,408,玻利维亚,1,千克,0,,5,",
        "201706,27011100,煤,410,巴西,1,千克,0,,5,",
        encoding="gb18030",
        flow="进口",
    )
    assert (found.source, found.problems, found.rows) == ("gacc", (), 4)
    wigs, squid = found.flows.to_dicts()
    assert (wigs["reporter"], wigs["partner"], wigs["flow"], wigs["freq"]) == ("CHN", "PRK", "M", "M")
    assert (wigs["start"], wigs["end"]) == (date(2017, 6, 1), date(2017, 7, 1))
    assert (wigs["code"], wigs["value_usd"], wigs["weight_kg"], wigs["unit"]) == (
        "67041100",
        12345,
        1234,
        "kg",
    )
    assert (wigs["words"], wigs["edition"], wigs["is_total"]) == ("假发", None, True)
    assert (squid["partner"], squid["quantity"], squid["unit"]) == ("KOR", 2, "t")
    assert (squid["weight_kg"], squid["value_usd"], squid["code"]) == (2000, 1234567, "03074319")


def test_the_english_extract_and_a_second_quantity_that_is_a_weight(tmp_path: Path) -> None:
    head = (
        "Date of data,Commodity code,Commodity,Trading partner code,Trading partner,Customs Regime code,"
        "Customs Regime,Quantity,Unit,Supplimentary Quantity,Supplimentary Unit,US dollar"
    )
    line = "201706,85171200,Telephones,109,North Korea,10,Ordinary trade,300,Set,45,Kilogram,900"
    row = only(read(tmp_path, head, line, flow="X"))
    assert (row["partner"], row["flow"], row["quantity"], row["unit"], row["weight_kg"]) == (
        "PRK",
        "X",
        300,
        "Set",
        45,
    )
    assert row["is_total"] is False


def test_yuan_are_no_dollars(tmp_path: Path) -> None:
    head = "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,人民币"
    found = read(tmp_path, head, "201706,67041100,假发,109,朝鲜,5,千克,12345", flow="M")
    assert (only(found)["value_usd"], only(found)["quantity"]) == (None, 5)
    assert "column '人民币' is in yuan: no value in US dollars is read from it" in found.notes


def test_without_a_flow_an_extract_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--assume flow=X"):
        read(tmp_path, GACC, "201706,67041100,假发,109,朝鲜,1,千克,0,,5,")


def test_a_name_that_is_not_that_of_the_number_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, GACC, "201706,67041100,假发,109,韩国,1,千克,0,,5,", flow="M")
    (problem,) = found.problems
    assert only(found)["partner"] == "PRK"
    assert (problem.column, problem.found) == ("贸易伙伴名称", "韩国")


def test_the_wide_file_of_faostat_is_refused_with_the_right_one_named(tmp_path: Path) -> None:
    head = (
        "Reporter Country Code (M49),Partner Country Code (M49),Item Code (CPC),Item,Element,Unit,Y2019,Y2020"
    )
    with pytest.raises(InputError, match="take the normalised one"):
        read(tmp_path, head, "76,408,0112,Maize,Export Quantity,tonnes,1,2")
