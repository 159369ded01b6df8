"""The second figure of each flow, and what each side and source says of a year."""

from __future__ import annotations

import polars as pl

from article41.analyse.trade.agreement import AGREEMENT, agreement
from article41.analyse.trade.counting import count_flows
from article41.analyse.trade.second import NONE, second_figures
from tests.analyse.trade.flowrows import Row, table, told


def counted(*rows: Row) -> pl.DataFrame:
    """COUNTED."""
    return count_flows(table(rows))[0]


def seconds(*rows: Row) -> dict[str, tuple[float | None, str]]:
    """Value and sentence of the second figure by id."""
    flows = counted(*rows)
    prk = flows.filter((pl.col("partner") == "PRK") | (pl.col("reporter") == "PRK"))
    found = second_figures(flows, prk)
    assert found["id"].to_list() == prk["id"].to_list()
    return {i: (usd, says) for i, usd, says in found.iter_rows()}


def test_another_source_tells_the_same_flow() -> None:
    found = seconds(
        told(2), told(3, source="gacc", value_usd=98_500.0), told(4, partner="KOR", value_usd=1.0)
    )
    assert found["CHN-M-PRK-2017-2701"] == (98_500, "China's customs: USD 98,500")
    assert found["CHN-M-PRK-2017-2701-gacc"] == (100_000, "UN Comtrade: USD 100,000")


def test_finer_codes_and_months_of_another_source_are_summed() -> None:
    months = [told(m, source="gacc", month=m, code="27011100", value_usd=1e5) for m in range(1, 13)]
    assert seconds(told(2), *months)["CHN-M-PRK-2017-2701"] == (
        1.2e6,
        "China's customs: USD 1.2 million at finer codes",
    )
    found = seconds(told(2), *months[:3])["CHN-M-PRK-2017-2701"]
    assert found == (3e5, "China's customs: USD 300,000 at finer codes in 3 of 12 months")


def test_a_few_codes_are_no_total() -> None:
    found = seconds(told(2, code="TOTAL"), told(3, source="gacc"), told(4, partner="KOR"))
    assert found["CHN-M-PRK-2017-TOTAL"] == (None, NONE)


def test_exporter_and_importer_tell_one_flow() -> None:
    exports = told(3, source="baci", reporter="PRK", partner="CHN", flow="X", value_usd=1.234e9)
    assert seconds(told(2), exports)["CHN-M-PRK-2017-2701"] == (
        1.234e9,
        "BACI, reconciled from both sides: USD 1.23 billion",
    )
    mirror = told(3, reporter="PRK", partner="CHN", flow="X", value_usd=310e6)
    assert seconds(told(2), mirror)["CHN-M-PRK-2017-2701"] == (
        310e6,
        "UN Comtrade, the other side's figure: USD 310 million",
    )


def test_else_the_same_goods_with_the_other_korea() -> None:
    found = seconds(told(2), told(3, partner="KOR", value_usd=310e6), told(4, partner="KOR", year=2016))
    assert found == {"CHN-M-PRK-2017-2701": (None, "with the Republic of Korea: USD 310 million")}


def test_a_weight_is_told_where_there_is_no_value() -> None:
    found = seconds(told(2), told(3, partner="KOR", value_usd=None, weight_kg=5_000.0))
    assert found == {"CHN-M-PRK-2017-2701": (None, "with the Republic of Korea: 5,000 kg, no value told")}


def test_else_none_and_it_says_so() -> None:
    other_way = told(3, flow="X", source="gacc")
    other_code, other_year = told(4, code="6704", source="gacc"), told(5, year=2016, source="gacc")
    assert seconds(told(2), other_way, other_code, other_year)["CHN-M-PRK-2017-2701"] == (None, NONE)
    assert seconds() == {}


def test_a_year_as_each_side_tells_it() -> None:
    found = agreement(
        counted(
            told(2, code="TOTAL", value_usd=200_000.0),
            told(3),
            told(4, source="gacc", month=1, value_usd=60_000.0),
            told(5, source="gacc", month=2, value_usd=60_000.0),
            told(6, source="baci", reporter="PRK", partner="CHN", flow="X", value_usd=150_000.0),
            told(7, partner="KOR", flow="X", value_usd=5.0),
            told(8, reporter="KOR", partner="CHN", flow="M", value_usd=7.0),
            told(9, flow="RX", value_usd=9.0),
            told(10, partner="JPN", value_usd=9.0),
        )
    )
    assert dict(found.schema) == {c: t() for c, t in AGREEMENT.items()}
    assert found.drop("year").rows() == [
        ("CHN", "from_dprk", "baci", "reconciled", 150_000, "the sum of 1 flows"),
        ("CHN", "from_dprk", "comtrade", "own", 200_000, "the published total"),
        ("CHN", "from_dprk", "gacc", "own", 120_000, "the sum of 2 flows"),
        ("CHN", "to_rok", "comtrade", "mirror", 7, "the sum of 1 flows"),
        ("CHN", "to_rok", "comtrade", "own", 5, "the sum of 1 flows"),
    ]


def test_a_year_without_a_value_is_unknown_and_not_zero() -> None:
    found = agreement(counted(told(2, value_usd=None)))
    assert found.select("value_usd", "says").rows() == [(None, "no value told")]


def test_between_the_two_koreas_the_state_is_the_republic() -> None:
    found = agreement(counted(told(2, reporter="KOR")))
    assert found.select("state", "way", "teller").rows() == [("KOR", "from_dprk", "own")]
