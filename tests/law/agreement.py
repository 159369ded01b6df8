"""The documented cases put to the law; `python -m tests.law.agreement` writes docs/agreement.md from the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

import yaml

from article41.decide.assess import assess_facts
from article41.decide.regime import Regime
from article41.read.records import read_record

HERE = Path(__file__).parent
CASES = HERE / "documented.yaml"
PAGE = HERE.parents[1] / "docs" / "agreement.md"
AS_OF = date(2026, 11, 24)
KEYS = frozenset(("id", "what", "on", "oracle", "lines", "expect", "provisions", "agrees", "why"))
STRICTNESS = ("not_addressed", "permitted", "indeterminate", "prohibited")
COMMITTEE = frozenset(("committee_approval", "exemption"))
"""Ways out that a body grants: what the sources call approval."""
MEANS = {
    "prohibited": ("prohibited",),
    "approval_required": ("prohibited",),
    "review": ("indeterminate",),
    "permitted": ("permitted", "not_addressed"),
}
"""The sources' four words, and ours."""
GROUPS = {
    "ARM": "Arms and listed items",
    "COA": "Coal, iron and sand",
    "OIL": "Oil",
    "VES": "Vessels",
    "LUX": "Luxury goods",
    "FIN": "Finance and property",
    "CYB": "Virtual assets",
    "WRK": "Workers",
    "STA": "Statues and building",
    "TRD": "Minerals",
    "NEG": "Cases that look worse than they are",
    "UNL": "Described when somebody was listed",
    "W": "Worked cases of our own material",
}
HEAD = """# How the law here answers documented cases

Written by `make docs` from `tests/law/documented.yaml`; do not edit.

{total} cases: {documented} documented in public sources (the Committee's notices, reports of its Panel, courts, the press)
and {worked} worked cases of our own material. Each is put as plain facts of one transaction; our verdict is the
strictest of its lines, on the day of the act. A row says what a source documents or alleges and what the paragraphs
say to those facts; it is no finding about anyone.

| group | cases | agree | differ | cannot be put |
|---|---:|---:|---:|---:|
{counts}

*Agree*: the source's *prohibited* is ours; *approval required* is our prohibited with a way out that the Committee
grants; *review* is our indeterminate; *permitted* is our permitted or not addressed. *Differ*: the reason argues from
the paragraph. *Cannot*: our facts have no words for what the case turns on. Facts are only those that the source states
or that follow from them: a party counts as designated from the day of its listing, and a State's or the Panel's
finding only where it had been made by that day.
"""
TABLE = "| case | day | what | source | ours | paragraphs | | why |\n|---|---|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Entry:
    """One case: facts by line, what its source says, what is expected here. Without lines: it cannot be put."""

    id: str
    what: str
    on: date
    oracle: str
    agrees: str
    lines: tuple[Mapping[str, str], ...]
    expect: str
    provisions: frozenset[str]
    why: str

    @property
    def group(self) -> str:
        return GROUPS["W" if self.id[1:].isdigit() else self.id[:3]]


@dataclass(frozen=True, slots=True)
class Answer:
    """The transaction's verdict. `provisions` of every line; `decisive` and `ways_out` of the strictest lines."""

    verdict: str
    provisions: frozenset[str]
    decisive: tuple[str, ...]
    ways_out: frozenset[str]

    def agrees_with(self, oracle: str) -> bool:
        open_to_committee = oracle != "approval_required" or bool(self.ways_out & COMMITTEE)
        return self.verdict in MEANS[oracle] and open_to_committee


def entries() -> Iterator[Entry]:
    """Every case in the file's order. Raises ValueError on a key nobody would look at."""
    for case in yaml.load(CASES.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader):  # noqa: S506  text only
        if not set(case) <= KEYS:
            raise ValueError(f"{case['id']}: {sorted(set(case) - KEYS)}")
        yield Entry(
            id=case["id"],
            what=case["what"],
            on=date.fromisoformat(case["on"]),
            oracle=case["oracle"],
            agrees=case["agrees"],
            lines=tuple(case.get("lines", ())),
            expect=case.get("expect", ""),
            provisions=frozenset(case.get("provisions", ())),
            why=case.get("why", ""),
        )


def answer(entry: Entry, regime: Regime) -> Answer:
    """What the law says to an entry that can be put. Raises ValueError where a line has no verdict."""
    found = [
        assess_facts(read_record({"date": entry.on, **line}, regime.law.facts), regime)
        for line in entry.lines
    ]
    for verdict in found:
        if verdict.verdict is None:
            raise ValueError(f"{entry.id}: {verdict.note}")
    strictest = max((v.verdict for v in found if v.verdict), key=STRICTNESS.index)
    decisive = [v for v in found if v.verdict == strictest]
    return Answer(
        strictest,
        frozenset(p for v in found for p in v.provisions),
        tuple(dict.fromkeys(p for v in decisive for p in v.provisions)),
        frozenset(w.kind for v in decisive for w in v.ways_out),
    )


def page(regime: Regime) -> str:
    """docs/agreement.md as the law answers; the same text on every day."""
    cases = list(entries())
    told = Counter((e.group, e.agrees) for e in cases)
    rows = [(g, [told[g, a] for a in ("yes", "differs", "cannot")]) for g in GROUPS.values()]
    rows.append(("all", [sum(n[i] for _, n in rows) for i in range(3)]))
    worked = sum(e.group == GROUPS["W"] for e in cases)
    counts = "\n".join(f"| {g} | {sum(n)} | {n[0]} | {n[1]} | {n[2]} |" for g, n in rows)
    parts = [
        HEAD.format(total=len(cases), documented=len(cases) - worked, worked=worked, counts=counts),
        *(
            f"## {group}\n\n{TABLE}\n" + "\n".join(_row(e, regime) for e in members) + "\n"
            for group, members in groupby(cases, lambda e: e.group)
        ),
    ]
    return "\n".join(parts)


def _row(entry: Entry, regime: Regime) -> str:
    found = answer(entry, regime) if entry.lines else None
    cells = (
        entry.id,
        entry.on.isoformat(),
        entry.what,
        entry.oracle.replace("_", " "),
        found.verdict.replace("_", " ") if found else "",
        ", ".join(found.decisive) if found else "",
        {"yes": "agree", "differs": "**differ**", "cannot": "cannot"}[entry.agrees],
        entry.why,
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(Regime.load(AS_OF)), encoding="utf-8")
