"""The law as pages: one for each resolution, an index, the facts, and the dataset's schema.

They hold no day of writing: the same law gives the same pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from article41.decide.regime import Regime
from article41.decide.succession import successions
from article41.model import Check, Coverage, Law, Provision
from article41.read.resolutions.checked import Point, newest, points_of
from article41.report.dataset import schema_text, whole
from article41.report.doubts import ENCODED
from article41.report.facts import facts_page
from article41.report.markdown import NOTE, code, escaped, page, table, to_provision
from article41.report.rules import WITHOUT_RULES, cap_lines, check_text, elsewhere, rule_lines
from article41.report.words import force_text, force_word, link, listed, span_text, then_text

PLAIN = "Plain words are ours; the resolution is the law. Not legal advice."


def pages(law: Law) -> Mapping[str, str]:
    """File name to text, below the folder of documents."""
    regime = whole(law)
    checks = newest(law.checks)
    found = {"law/README.md": page(_index(regime, checks))}
    for number, group in groupby(law.provisions, key=lambda p: p.resolution):
        found[f"law/{number}.md"] = page(_resolution(regime, number, list(group), checks))
    return {**found, "law/schema.json": schema_text(), "facts.md": facts_page(regime)}


def _resolution(
    regime: Regime, number: str, provisions: list[Provision], checks: Mapping[str, Check]
) -> Iterator[str]:
    first = provisions[0]
    known = {p.id for p in regime.provisions}
    yield NOTE
    yield f"# S/RES/{number} ({first.adopted.year})"
    yield ""
    yield f"Adopted {first.adopted} · [the official text]({link(first)}) · [all resolutions](README.md)"
    yield ""
    yield PLAIN
    yield ""
    rows = (
        [
            to_provision(p.id, known),
            escaped(p.label),
            force_word(p),
            listed(map(span_text, regime.spans[p.id])) or "on no day",
        ]
        for p in provisions
    )
    yield from table(("paragraph", "what", "force", "in force"), rows)
    for p in provisions:
        yield ""
        yield from _provision(regime, p, known, checks)
    left = [c for c in regime.law.coverage if c.status != "encoded" and c.record.startswith(f"{number}:")]
    if left:
        yield ""
        yield "## Not encoded"
        yield ""
        yield from map(_left, left)


def _left(row: Coverage) -> str:
    name = code(row.provision) if row.provision else "other paragraphs"
    return f"- {name} ({row.status.replace('_', ' ')}): {escaped(row.reason)}"


def _provision(regime: Regime, p: Provision, known: set[str], checks: Mapping[str, Check]) -> Iterator[str]:
    yield f"## {p.id}"
    yield ""
    yield f"**{escaped(p.label)}**"
    yield ""
    days = listed(map(span_text, regime.spans[p.id])) or "in force on no day"
    yield f"{p.cite} · {force_text(p)} · {escaped(regime.law.measures[p.measure])} · {days}"
    yield ""
    yield " · ".join(_neighbours(regime, p, known))
    yield ""
    if not p.rules:
        yield f"*{WITHOUT_RULES}*"
    for line in rule_lines(regime, p):
        yield f"{'  ' * line.depth}- {escaped(line.text)} {code(line.rule)}"
    yield from _list(
        "Limits", [escaped(t.removeprefix("limit: ")) for cap in p.caps for t in cap_lines(regime, cap)]
    )
    yield from _list("States owe", [escaped(then_text(owed)) for owed in p.owed])
    others = [
        f"{escaped(text)} – " + ", ".join(f"{to_provision(rule, known)} {days}" for rule, days in rules)
        for text, rules in elsewhere(regime, p).items()
    ]
    yield from _list("Exceptions made elsewhere", others)
    own, *doubts = points_of(p)
    still = [d for d in doubts if d.is_open and d.id not in checks]
    seen = [d for d in doubts if d not in still]
    yield from _list("How the text is read here", [_reading(d, known, checks) for d in seen])
    is_own_open = own.is_open and own.id not in checks
    if still or is_own_open:
        yield ""
        yield "> **Open to doubt**"
        yield ">"
        if is_own_open:
            yield f"> - *{own.status}* {ENCODED} {code(own.id)}"
        yield from (f"> - {_reading(d, known, checks)}" for d in still)
    yield ""
    if p.checked is not None:
        yield f"Checked {p.checked.on} against: {p.checked.against}. {escaped(p.checked.source)}"
    if own.id in checks:
        yield ""
        yield f"C{escaped(check_text(checks[own.id]))[1:]}"


def _neighbours(regime: Regime, p: Provision, known: set[str]) -> Iterator[str]:
    for old in p.replaces:
        yield f"replaces {to_provision(old.id, known)} from {old.start}"
    for s in successions(regime, p):
        only = "" if s.old == p.id else f" (only {code(s.old)})"
        yield f"replaced by {to_provision(s.later.id, known)} from {s.start}{only}"


def _list(title: str, items: list[str]) -> Iterator[str]:
    if items:
        yield from ("", f"{title}:", "")
        yield from (f"- {item}" for item in items)


def _reading(point: Point, known: set[str], checks: Mapping[str, Check]) -> str:
    reading = point.reading
    assert reading is not None  # noqa: S101  only a provision's own point has none
    refers = "; ".join(_linked(part, known) for part in reading.see.split("; ")) if reading.see else ""
    see = f" (see {refers})" if refers else ""
    text = f"*{reading.status}* {escaped(reading.what)}: {escaped(reading.why)}{see} {code(point.id)}"
    return f"{text}; {escaped(check_text(checks[point.id]))}" if point.id in checks else text


def _linked(text: str, known: set[str]) -> str:
    return to_provision(text, known) if text in known else escaped(text)


def _index(regime: Regime, checks: Mapping[str, Check]) -> Iterator[str]:
    law = regime.law
    known = {p.id for p in regime.provisions}
    yield NOTE
    yield "# The law, resolution by resolution"
    yield ""
    yield f"{PLAIN} Each page says of a paragraph what it does, from when until when, and what is"
    yield "open to doubt. The same as data: `article41 law export`, described by [schema.json](schema.json)."
    yield "What a record can say: [facts](../facts.md)."
    yield ""
    yield from table(
        ("resolution", "adopted", "provisions", "binding", "open points"),
        (
            _counted(number, list(group), checks)
            for number, group in groupby(law.provisions, key=lambda p: p.resolution)
        ),
    )
    yield ""
    yield "## By measure"
    yield ""
    for measure, label in law.measures.items():
        under = [to_provision(p.id, known) for p in regime.provisions if p.measure == measure]
        if under:
            yield f"- {escaped(label)} ({code(measure)}): {', '.join(under)}"
    yield ""
    yield "## What replaced what"
    yield ""
    rows = (
        [to_provision(s.old, known), to_provision(s.later.id, known), str(s.start)]
        for p in regime.provisions
        for s in successions(regime, p)
    )
    yield from table(("what ended", "what took its place", "from"), rows)
    missing = sorted({c.record[:4] for c in law.coverage} - set(regime.resolutions))
    if missing:
        yield ""
        yield f"No paragraph of {listed(missing)} is encoded yet."


def _counted(number: str, provisions: list[Provision], checks: Mapping[str, Check]) -> list[str]:
    first = provisions[0]
    binding = sum(force_word(p) == "binding" for p in provisions)
    still = sum(point.is_open and point.id not in checks for p in provisions for point in points_of(p))
    name = f"[S/RES/{number} ({first.adopted.year})]({number}.md)"
    return [
        name,
        str(first.adopted),
        f"{len(provisions)}",
        f"{binding}",
        f"{still}",
    ]
