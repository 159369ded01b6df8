"""The verdict table on a terminal: a sign, a word and a colour, the paragraph, why, what is missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from article41.analyse.register import SCREENED
from article41.decide.reasons import KINDS, SUGGESTION, encoded
from article41.decide.regime import Regime
from article41.decide.shares import SUBJECT
from article41.decide.verdicts import STRICTNESS
from article41.model import Verdict, fact_name
from article41.report.listings import hit_text
from article41.report.words import PLAIN_SIGNS, SIGNS, VERDICTS, count, listed, printable

# Okabe and Ito's colours, told apart with any colour vision; the sign and the word carry the meaning alone
STYLES = {
    "prohibited": "bold #d55e00",
    "indeterminate": "bold #e69f00",
    "permitted": "bold #56b4e9",
    "not_addressed": "dim",
    None: "bold reverse",
}


FEW = 3
"""Rows that must share a line before it is said once for all of them."""
GENERAL = "exemption"
"""The Committee's power over every ban: said once, below the table."""


def verdict_table(
    verdicts: Sequence[Verdict],
    regime: Regime,
    counts: Mapping[str | None, int],
    console: Console,
    shown_of: int,
) -> None:
    """Prints one row for each verdict, then the counts, what was assumed throughout, and the law used."""
    signs = _signs(console)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("id", overflow="fold", max_width=14)
    table.add_column("day", no_wrap=True, width=10)
    table.add_column("verdict", no_wrap=True, width=15)
    table.add_column("paragraph", overflow="fold", min_width=10, max_width=14)
    table.add_column("why", overflow="fold", ratio=1)
    common = _common(verdicts, regime) | set(_throughout(verdicts))
    for verdict in verdicts:
        word = Text(f"{signs[verdict.verdict]} {VERDICTS[verdict.verdict]}", STYLES[verdict.verdict])
        table.add_row(
            Text(printable(verdict.id)),
            Text(str(verdict.law_on or ("" if verdict.note else "no date"))),
            word,
            Text("\n".join(verdict.provisions)),
            Text("\n").join(_why(verdict, common)),
        )
    console.print(table)
    if len(verdicts) < shown_of:
        console.print(
            f"… and {count(shown_of - len(verdicts), 'row')} more; -o FILE writes them all", style="dim"
        )
    console.print()
    _foot(verdicts, regime, counts, console)


def _signs(console: Console) -> Mapping[str | None, str]:
    return SIGNS if console.encoding.lower().startswith("utf") else PLAIN_SIGNS


def _why(verdict: Verdict, common: set[str]) -> Iterable[Text]:
    if verdict.note:
        yield Text(printable(verdict.note))
    many = len(verdict.provisions)
    if verdict.verdict == "not_addressed":
        yield Text("no provision encoded here addresses it")
    for sentence in verdict.because[: min(many, 3)]:
        yield Text(printable(_short(sentence)))
    if many > 3 and verdict.verdict != "not_addressed":
        yield Text(f"and {count(many - 3, 'more provision')}")
    yield from (Text(printable(s)) for s in verdict.because[many:] if s.startswith((SUGGESTION, SUBJECT)))
    yield from (Text(hit_text(hit)) for hit in verdict.hits)
    if verdict.needs:
        yield Text(f"missing: {', '.join(map(fact_name, verdict.needs))}", STYLES["indeterminate"])
    for way in verdict.ways_out if verdict.verdict == "prohibited" else ():
        if way.kind != GENERAL:
            of = f" of {way.rule.split('#')[0]}" if many > 1 else ""
            asks = [fact_name(need) for need in way.needs if need != "committee_approval"]
            turns = f" (turns on {listed(asks)})" if asks else ""
            yield Text(f"way out{of}: {KINDS[way.kind]}{turns}", "dim")
    duties = (duty for duty in verdict.duties if duty not in common)
    yield from (Text(f"duty: {duty.replace('_', ' ')}") for duty in duties)
    for what, sentences in (("assumed", verdict.assumed), ("recommended", verdict.advice)):
        yield from (Text(f"{what}: {sentence}", "dim") for sentence in sentences if sentence not in common)
    if verdict.transaction_verdict != verdict.verdict:
        whole = VERDICTS[verdict.transaction_verdict]
        yield Text(f"the transaction as a whole: {whole}", STYLES[verdict.transaction_verdict])


def _short(sentence: str) -> str:
    """Without what the verdict and paragraph columns say already."""
    bare = re.sub(r": (may be )?inconsistent with S/RES/\d+ \(\d+\), para\. \d+( \([a-z]+\))*", "", sentence)
    bare = re.sub(r": S/RES/\d+ \(\d+\), para\. [^,]* applies, and so does its", ": within its", bare)
    return re.sub(r" \(\d{4}/op[^)]*\)", "", bare)


def _bare(sentence: str) -> str:
    return sentence.split(" (", maxsplit=1)[0]


def _common(verdicts: Sequence[Verdict], regime: Regime) -> set[str]:
    """Assumptions about what nobody reported: said once below the table rather than on every row."""
    unreported = {fact.assumption for fact in regime.law.facts.values()} | SCREENED
    return {s for v in verdicts for s in v.assumed if _bare(s) in unreported}


def _throughout(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """Duties and advice that most rows share: said once below the table, with the number of rows."""
    shared = Counter(line for v in verdicts for line in (*v.duties, *v.advice))
    return {line: rows for line, rows in shared.items() if rows >= FEW and 2 * rows > len(verdicts)}


def _foot(
    verdicts: Sequence[Verdict],
    regime: Regime,
    counts: Mapping[str | None, int],
    console: Console,
) -> None:
    signs = _signs(console)
    words = [word for word in (*STRICTNESS, None) if counts.get(word)]
    parts = [Text(f"{signs[word]} {counts[word]:,} {VERDICTS[word]}", STYLES[word]) for word in words]
    console.print(Text("   ").join(parts))
    duties = {duty for v in verdicts for duty in v.duties}
    for line, rows in _throughout(verdicts).items():
        what, said = ("Duty", line.replace("_", " ")) if line in duties else ("Recommended", line)
        console.print(Text(f"{what} on {count(rows, 'row')}: {said}.", "dim"))
    assumptions = list(dict.fromkeys(map(_bare, sorted(_common(verdicts, regime)))))
    if assumptions:
        console.print(Text(f"Assumed throughout: {'; '.join(assumptions)}.", "dim"))
    named = next((v.provisions[0] for v in verdicts if v.provisions), None)
    if named is not None:
        cite = regime.provision(named).cite
        console.print(Text(f"{named} is {cite}: article41 explain {named} says more.", "dim"))
    general = [w.rule.split("#")[0] for v in verdicts for w in v.ways_out if w.kind == GENERAL]
    if general:
        power = max(general)  # the latest resolution that gives it
        console.print(
            Text(f"The Committee may exempt any activity case by case ({power}); ask before the act.", "dim")
        )
    suspended = f", with {listed(sorted(regime.suspended))} suspended" if regime.suspended else ""
    console.print(
        Text(
            f"By the {encoded(regime)}, as known on {regime.as_of}{suspended}; law {regime.law.hash[:12]}. "
            "Not legal advice.",
            "dim",
        )
    )
