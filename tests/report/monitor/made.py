"""A monitor to draw pages from: China's and South Africa's own figures, and invented ones under codes of no State.

The figures of China are those that UN Comtrade holds of its imports from the DPRK, those of South Africa BACI's
(HS 250850 and 732690, 2021). XAA and XAB are user-assigned codes: what stands under them is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from article41.analyse.trade.petroleum import CapSeries
from article41.decide.regime import Regime
from article41.errors import Problem
from article41.flows import ASIDES, COUNTED, COVERAGE, FINDINGS, STATUSES
from article41.report.monitor.record import FileRead, Monitor

AS_OF = date(2026, 11, 30)
COMMITTEE = "approval by the Committee case by case under S/RES/2397 (2017), para. 25"
LIVELIHOOD = "trade exclusively for livelihood purposes under S/RES/2270 (2016), para. 29 (b)"
NO_OTHER = "none: the DPRK publishes no figures and no other file tells this flow"

CHINA: Mapping[str, tuple[str, Mapping[int, float]]] = {
    "2701": ("coal", {2016: 1186694713, 2017: 410358802}),
    "2601": ("iron ore", {2016: 74597753, 2017: 103370110}),
    "03": ("fish and seafood", {2016: 190344448, 2017: 163029081}),
    "61": ("knitted apparel", {2016: 85428705, 2017: 65253902, 2018: 9771, 2020: 354, 2021: 238, 2023: 15850}),
    "62": ("woven apparel", {2016: 475827744, 2017: 496533201, 2018: 9201, 2019: 2402, 2020: 1545, 2021: 206}),
    "6704": ("wigs and false eyelashes", {2016: 2085393, 2017: 8718035, 2018: 22382754, 2019: 31063572, 2020: 2230571, 2021: 372319, 2022: 11565441, 2023: 166722204, 2024: 187772505}),
    "2716": ("electricity", {2016: 5756330, 2017: 10981076, 2018: 11391622, 2019: 11428577, 2020: 11848244, 2021: 16941553, 2022: 20386113, 2023: 22264806, 2024: 22201582}),
    "TOTAL": ("all commodities", {2016: 2537313613, 2017: 1730986921, 2018: 213151847, 2019: 215240258, 2020: 47948195, 2021: 58067669, 2022: 133677748, 2023: 291871001, 2024: 346949415}),
}  # fmt: skip
COAL_KG = {2016: 7752904424.572, 2017: 4912128600.0}
PARAGRAPHS = {"2701": "2371/op8", "2601": "2371/op8", "03": "2371/op9", "61": "2375/op16", "62": "2375/op16"}
FROM = {"2371/op8": date(2017, 8, 5), "2371/op9": date(2017, 8, 5), "2375/op16": date(2017, 9, 11)}


@lru_cache(maxsize=1)
def cites() -> dict[str, str]:
    """Citations as the law has them."""
    return {p.id: p.cite for p in Regime.load(AS_OF).provisions}


def finding(state: str = "XAA", year: int = 2021, code: str = "870323", **given: Any) -> dict[str, Any]:
    """A row of FINDINGS; what is not given is plain."""
    row: dict[str, Any] = dict.fromkeys(FINDINGS) | {
        "id": f"{state}-M-PRK-{year}-{code}",
        "state": state,
        "way": "from_dprk",
        "source": "comtrade",
        "flow": "M",
        "freq": "A",
        "start": date(year, 1, 1),
        "end": date(year + 1, 1, 1),
        "edition": 2017,
        "code": code,
        "goods": f"goods of HS {code}",
        "is_leaf": True,
        "status": "needs_explanation",
        "because": f"Goods of HS {code} leaving the DPRK are inconsistent with the paragraph named, unless an exception applies.",
        "provisions": ["2397/op6"],
        "ways_out": [COMMITTEE],
        "other_figure": NO_OTHER,
        "mixup_says": [],
        "marks": [],
        "file": "made.csv",
        "row": 2,
    }
    return row | given


def _china() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for code, (goods, by_year) in CHINA.items():
        for year, value in by_year.items():
            given: dict[str, Any] = {"goods": f"{goods} (HS {code})", "value_usd": float(value)}
            given |= {"file": "china.csv", "row": len(rows) + 2, "is_leaf": code != "TOTAL"}
            paragraph = PARAGRAPHS.get(code)
            start = FROM.get(paragraph or "")
            if code == "2701":
                given["weight_kg"] = COAL_KG[year]
            if paragraph is None or start is None or (year < start.year and code in ("03", "61", "62")):
                given |= {
                    "status": "not_addressed",
                    "provisions": [],
                    "ways_out": [],
                    "because": f"No paragraph encoded here addresses {goods} leaving the DPRK in {year}.",
                }
            elif year < start.year:
                given |= {
                    "status": "exempt_or_capped",
                    "provisions": ["2270/op29"],
                    "ways_out": [LIVELIHOOD],
                    "because": f"{goods.capitalize()} leaving the DPRK falls under the paragraph named, which leaves room for livelihood purposes.",
                }
            else:
                given |= {
                    "provisions": [paragraph],
                    "because": f"{goods.capitalize()} leaving the DPRK is inconsistent with the paragraph named, unless an exception applies.",
                }
                if year == start.year:
                    given["split"] = (
                        f"{cites()[paragraph]} is in force from {start}: only what entered after that day is meant, and an annual figure does not tell which part that is."
                    )
            if code == "TOTAL" and year == 2022:
                given |= {
                    "other_usd": 133677748.0,
                    "other_figure": "UN Comtrade, another extract: USD 133,677,748",
                }
            rows.append(finding("CHN", year, code, **given))
    return rows


def _others() -> list[dict[str, Any]]:
    zaf = {"source": "baci", "way": "to_dprk", "flow": "X", "edition": 1992, "file": "baci.csv"}
    return [
        finding("ZAF", 2021, "732690", **zaf, id="ZAF-X-PRK-2021-732690", row=29305, value_usd=6979.0, weight_kg=1322.0, goods="articles of iron or steel (HS 732690)", provisions=["2397/op7"], because="Articles of iron or steel going to the DPRK are inconsistent with the paragraph named, unless an exception applies."),
        finding("ZAF", 2021, "250850", **zaf, id="ZAF-X-PRK-2021-250850", row=29304, value_usd=27409.0, weight_kg=63000.0, goods="andalusite, kyanite and sillimanite (HS 250850)", status="not_addressed", provisions=[], ways_out=[], because="No paragraph encoded here addresses these goods going to the DPRK in 2021."),
        finding("XAA", 2022, "870323", goods="cars (HS 870323)", value_usd=4_315_000.0, quantity=312.0, unit="u", status="likely_wrong_korea", mixup=0.82, mixup_says=["goods the DPRK is not known to make: 0.30", "size against the usual trade with the Republic of Korea (USD 4.1 million a year): 0.27", "alone: one year only: 0.15", "reporter is neither China nor Russia: 0.10"], other_figure="with the Republic of Korea: USD 310 million", other_usd=3.1e8, marks=["USD 13,830 a car, as with the Republic of Korea (USD 13,700)"]),
        finding("XAA", 2023, "854231", goods="processors (HS 854231)", value_usd=18_400.0, reply="The entry concerns the Republic of Korea and has been corrected (note of 3 May 2024).", status="likely_wrong_korea", mixup=0.61, mixup_says=["goods the DPRK is not known to make: 0.40", "alone: one year only: 0.21"]),
        finding("XAB", 2019, "271019", id="XAB-X-PRK-201906-271019", way="to_dprk", flow="X", freq="M", start=date(2019, 6, 1), end=date(2019, 7, 1), goods="gas oil (HS 271019)", weight_kg=1_410_000.0, status="exempt_or_capped", provisions=["2397/op5"], ways_out=["deliveries within the annual cap that are reported to the Committee, S/RES/2397 (2017), para. 5", COMMITTEE], because="Refined petroleum going to the DPRK falls under an annual cap."),
        finding("XAB", 2019, "8429", way="to_dprk", flow="X", id="XAB-X-PRK-2019-8429", goods="excavators (HS 8429)", value_usd=250_000.0, provisions=["2397/op7"], marks=["ten times the neighbouring years: a slip of units is likely"]),
    ]  # fmt: skip


def findings(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as article41.flows.FINDINGS."""
    return pl.DataFrame(rows, schema=FINDINGS, orient="row")


def coverage(*rows: tuple[str, str, str, int, int]) -> pl.DataFrame:
    """(source, reporter, flow, year, months)."""
    return pl.DataFrame([(*row, 1000) for row in rows], schema=COVERAGE, orient="row")


def monitor(rows: list[dict[str, Any]] | None = None) -> Monitor:
    """A small report with something in every part."""
    found = findings([*_china(), *_others()] if rows is None else rows)
    told = [("comtrade", "CHN", "M", year, 12 if year < 2024 else 7) for year in range(2016, 2025)]
    told += [("comtrade", "XAA", "M", year, 12) for year in (2021, 2022, 2023)]
    told += [("comtrade", "XAB", "X", year, 12) for year in (2018, 2019)]
    told += [("comtrade", "XAC", flow, 2022, 12) for flow in "MX"] + [("baci", "ZAF", "X", 2021, 12)]
    year = (date(2024, 1, 1), date(2025, 1, 1))
    cap = ("refined_petroleum", *year)
    cap_of = 500_000.0
    return Monitor(
        findings=found,
        counted=_counted(found),
        coverage=coverage(*told),
        asides=pl.DataFrame(
            [("china.csv", 81, "CHN-M-PRK-2023-61", "duplicate of row 44")], schema=ASIDES, orient="row"
        ),
        published=pl.DataFrame(
            {
                "source": ["KOTRA", "KOTRA"],
                "year": [2023, 2024],
                "flow": ["X", "X"],
                "value_usd": [325_170_000.0, 360_440_000.0],
                "says": ["exports of the DPRK, without trade between the two Koreas"] * 2,
            }
        ),
        events=pl.DataFrame(
            {"on": [date(2017, 8, 5)], "kind": ["resolution"], "label": ["S/RES/2371 (2017)"]}
        ),
        filings=pl.DataFrame(
            {
                "state": ["XAA", "XAA", "XAB"],
                "resolution": ["2375", "2397", "2397"],
                "due": [date(2017, 12, 10), date(2018, 3, 22), date(2018, 3, 22)],
                "filed": [date(2017, 12, 1), date(2018, 6, 5), None],
                "symbol": ["S/AC.49/2017/1 (invented)", None, None],
            }
        ),
        caps=(
            CapSeries(*cap, "reported", *(168_679.0,) * 3, cap_of, "2397/op5", "barrels as reported", "told by two States until 4 December 2024", "the Committee's page"),
            CapSeries(*cap, "estimated", 660_000.0, 1_000_000.0, 1_800_000.0, cap_of, "2397/op5", "8.33 barrels a tonne", "43 tanker calls at Vostochny, loads not seen", "Open Source Centre"),
        ),
        contradictions=("KOTRA 2017: exports of 1,752 and imports of 3,779 make 5,531 million USD, and 5,547 is printed.",),
        files=(
            FileRead("china.csv", "c" * 64, 9_120, "comtrade", 72, 45, ("27 rows tell zero where no record was returned: read as not known",)),
            FileRead("baci.csv", "b" * 64, 3_080_000, "baci", 71_193, 2),
        ),
        problems=(Problem("china.csv", 81, "primaryValue", "12,4,5", "a number", "write 1234.5"),),
        as_of=AS_OF,
        law_hash="7f3c9a2b1d4e5f60718293a4b5c6d7e8",
        command="article41 monitor china.csv baci.csv --out report",
        assumed=("baci.csv: HS 1992, version 202301",),
    )  # fmt: skip


def _counted(found: pl.DataFrame) -> pl.DataFrame:
    names = [name for name in COUNTED if name in found.columns]
    rows = found.select(names).with_columns(reporter=pl.lit("CHN"), partner=pl.lit("PRK"), rows=pl.lit(1))
    return pl.concat([pl.DataFrame(schema=COUNTED), rows], how="diagonal_relaxed").cast(pl.Schema(COUNTED))


def many(states: int, each: int) -> Monitor:
    """A large report of invented figures: `states` codes from XAA on, `each` with as many findings."""
    codes = [f"{a}{b}{c}" for a in "XZ" for b in "ABCDEFGHIJKLM" for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"][
        :states
    ]
    base = monitor()
    row = findings([finding(value_usd=1.0, goods="machines (HS 8479)", code="8479")])
    number = pl.int_range(states * each, dtype=pl.Int64)
    found = row.select(pl.all().repeat_by(states * each).explode()).with_columns(
        state=pl.Series(codes).gather([i // each for i in range(states * each)]),
        value_usd=(number * 7919 % 1_000_003).cast(pl.Float64),
        status=pl.Series(STATUSES).gather([i % 4 for i in range(states * each)]).cast(FINDINGS["status"]),
        start=pl.date(2010 + number % 14, 1, 1),
    )  # fmt: skip
    found = found.with_columns(
        end=pl.col("start").dt.offset_by("1y"),
        id=pl.format("{}-M-PRK-{}-{}", "state", pl.col("start").dt.year(), number),
        row=number.cast(pl.UInt32),
        provisions=pl.when(number % 2 == 0)
        .then(pl.lit(["2397/op6"]))
        .otherwise(pl.lit(["2371/op8", "2397/op6"])),
    )
    told = coverage(*(("comtrade", code, "M", year, 12) for code in codes for year in range(2010, 2024)))
    return replace(base, findings=found.select(list(FINDINGS)).cast(pl.Schema(FINDINGS)), coverage=told)
