"""The monitor's words in one place: what each class of a figure is called, shown as and means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from article41.flows import STATUSES
from article41.report.monitor.figures import short

NAME = "DPRK trade figures against the Security Council's resolutions"
NOT_ADVICE = (
    "Not legal advice, and not a finding about any State: only the Security Council, its Committee "
    "and the State itself can say what a figure stands for."
)
NO_REPLY = "No reply on record."
NO_SECOND = "none: no second figure for this flow stands in the files"
NO_WAY_OUT = "none is encoded for this paragraph: a gap in our data, not a statement about the State"
NO_DATA_SIGN = "▨"


@dataclass(frozen=True, slots=True)
class Status:
    """`sign` and `label` stand beside every colour: no meaning rests on it alone. `css` is its class."""

    label: str
    sentence: str
    sign: str
    css: str


_WORDS = (
    Status(
        "needs explanation",
        "The figure is inconsistent with a paragraph in force in its period, unless one of the exceptions "
        "named beside it applies. A trade table cannot show whether one does.",
        "▲",
        "needs",
    ),
    Status(
        "likely recorded for the wrong Korea",
        "What surrounds the figure speaks for trade with the Republic of Korea entered under the DPRK's "
        "code. The score and each of its parts are shown; the State can settle it.",
        "■",
        "wrong",
    ),
    Status(
        "exempt or within cap if …",
        "A quota, an exception or a wind-down may cover the figure, or it does not tell its goods, as a "
        "total does not. The conditions are named beside it.",
        "◆",
        "exempt",
    ),
    Status(
        "not addressed",
        "No paragraph encoded here addresses these goods in this direction in this period. "
        "Parties, vessels and payments may still be addressed, and other law may apply.",
        "○",
        "none",
    ),
)
STATUS: Mapping[str, Status] = dict(zip(STATUSES, _WORDS, strict=True))
"""In the order of what asks most for an answer."""
FLAGS = STATUSES[:-1]
"""The classes shown with a second figure and ways out."""

WAYS: Mapping[str, str] = {"from_dprk": "from the DPRK", "to_dprk": "to the DPRK"}
FLOWS: Mapping[str, str] = {"M": "import", "X": "export", "RM": "re-import", "RX": "re-export"}


@dataclass(frozen=True, slots=True)
class Source:
    label: str
    licence: str
    says: str


SOURCES: Mapping[str, Source] = {
    "comtrade": Source(
        "UN Comtrade",
        "United Nations, UN Comtrade: reuse under its terms, with attribution",
        "what each State reported of its own trade",
    ),
    "baci": Source(
        "BACI (CEPII)",
        "CEPII, BACI: Etalab Open Licence 2.0",
        "one reconciled figure for a flow that both sides or either of them reported",
    ),
    "faostat": Source(
        "FAOSTAT",
        "FAO, FAOSTAT: CC BY-NC-SA 3.0 IGO, not for commercial reuse",
        "agricultural goods by reporter and partner",
    ),
    "gacc": Source(
        "China customs (GACC)",
        "General Administration of Customs of China: terms of the publisher",
        "an extract of China's own customs statistics",
    ),
}


def source_name(source: str) -> str:
    """A source as it calls itself; a name that is nobody's, tidied."""
    return SOURCES[source].label if source in SOURCES else short(source, 60)


GLOSSARY: tuple[tuple[str, str], ...] = (
    *((f"{s.sign} {s.label}", s.sentence) for s in _WORDS),
    (
        f"{NO_DATA_SIGN} no data",
        "No row of the State for that source, direction and year stands in the files. Never read as zero.",
    ),
    ("from / to the DPRK", "The direction the law looks at: goods leaving the DPRK, or goods going to it."),
    (
        "reporter, partner",
        "The State whose statistics a row comes from, and the other side it names.",
    ),
    (
        "second figure",
        "Another telling of the same flow: another source or the other side's figure, never averaged "
        "with the first. Where what the same State reports with the Republic of Korea stands there, it is "
        "another trade, for comparison.",
    ),
    (
        "mirror statistics",
        "The other side's figure of the same trade. The DPRK publishes none; freight and insurance, dates "
        "and routes make two honest figures differ.",
    ),
    (
        "HS code",
        "The Harmonized System's number for a good: 2 digits a chapter, 4 a heading.",
    ),
    (
        "split period",
        "A paragraph begins or ends inside the period of the figure; which part of the figure it governs "
        "is not known from the figure alone.",
    ),
    ("way out", "An exemption, exception, wind-down or quota that could cover the flow, with its paragraph."),
    (
        "wrong-Korea score",
        "From 0 to 1: how likely a flow was entered for the DPRK instead of the Republic of Korea. Its parts "
        "add up to it.",
    ),
    ("counts in sums", "No finer code and no finer period of the same flow stands beside the row."),
    (
        "reported, estimated",
        "What States told the Committee, and what others infer from tanker calls. Two series, never added.",
    ),
)

METHOD: tuple[str, ...] = (
    "Rows in which one of the two Koreas is reporter or partner are read from the files named on the first "
    "page. Every flow is told once in its source: parts of a total, duplicates, converted editions and "
    "annual rows beside their months are set aside, each with its reason.",
    "Figures of different sources stand side by side and are never added or averaged. Sums count only "
    "rows without a finer code or period of the same flow beside them, and never re-exports or re-imports.",
    "Each flow is held against the resolutions in force in its own period, with every fact that a trade "
    "table cannot show (approvals, notices, contracts, parties, vessels, end use) left open. Where a "
    "paragraph begins or ends inside the period, the row says so.",
    "What is missing stays missing: an unknown value is an empty cell, a silent reporter is “no data”, and "
    "a flow that no paragraph addresses is called just that.",
)
