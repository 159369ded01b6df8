"""What was found in a draft, in words: the line, what is so, and what would mend it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from article41.decide.drafts import Finding, Kind
from article41.model import Law
from article41.read.resolutions.drafts import Draft
from article41.report.words import count, listed, printable, wrapped
from article41.version import __version__

NAMED = 6
"""Rules named in one sentence before it only counts them."""
WORDS: Mapping[Kind, tuple[str, str]] = {
    "loader": ("", ""),
    "good_without_code": (
        "{goods}: no code of the Harmonized System covers it; only a record that names it is reached",
        "add rows to goods.csv, or say in the reading how {codes} is told",
    ),
    "good_in_part": (
        "{goods}: every code of it belongs to it only in part, so that a code alone leaves it undecided",
        "add codes that belong to it whole, or say in the reading that {codes} must be named",
    ),
    "fact_unsaid": (
        "{names} must be given for every record: without it the rule stays undecided",
        "say so in the reading, naming {names}, or test something that a record shows",
    ),
    "cites_unknown": (
        "cites {names}, which is neither in the draft nor encoded",
        "cite the paragraph that brings it into force, as a rule its own",
    ),
    "no_last_day": (
        "a wind-down without a last day: old contracts could be performed for ever",
        "add a last day, such as {{fact: import_date, by: …}}, or an until to its in_force",
    ),
    "deadline_past": (
        "the last day, {day}, lies before it begins on {names}",
        "name a day on or after {names}",
    ),
    "replaces_ended": (
        "replaces {names}, which is not in force any more (last day before {day})",
        "replace what governs now, or leave it out",
    ),
    "replaces_not_begun": (
        "replaces {first} from {second}, before that begins on {day}",
        "let it take its place from {day} on or later",
    ),
    "replaces_early": (
        "ends {first} on {second}, and begins itself only on {day}: nothing governs in between",
        "let replaces begin on {day} too",
    ),
    "does_not_revive": (
        "ends on {day}, and what it replaces, {names}, does not revive: nothing governs from then on",
        "lift it with an exception that ends on {day}, or name {names} in the reading if that is meant",
    ),
    "force_without_effect": (
        "the Council {verb}, and its rules only {effects}",
        "a binding verb goes with prohibits, permits or requires, a hortatory one with advises",
    ),
    "cap_without_limit": (
        "a cap without a period, or with a period that limits neither bbl, t nor usd",
        "give each period from, and limits in bbl, t or usd",
    ),
    "cap_never_anew": (
        "a period without an end that is never counted anew: one total for ever",
        "add every_months, or until",
    ),
    "cap_unused": (
        "no rule of the draft asks how much of it is used for {goods}",
        "add a quota that tests {{fact: cap_share, at_most: 1}}, or take the goods out",
    ),
    "quota_without_cap": (
        "asks for cap_share, and no cap of the draft limits {goods}",
        "add a cap with those goods, or take the test out",
    ),
    "cap_elsewhere": (
        "stands in {names} and bears another paragraph's id",
        "call it {names}#…",
    ),
    "never_met": (
        "no record was found that meets it on any day it is in force{among}",
        "hold its tests against each other, against its days and against what it defeats",
    ),
    "defeats_nothing": (
        "nothing that it defeats is in force on its days: {names}",
        "defeat what governs then, or leave the rule out",
    ),
    "adds_nothing": (
        "changes nothing{of}: already prohibited by {names}",
        "leave it out, replace {names}, or reach what that does not",
    ),
    "exception_overridden": (
        "what {names} lets pass today it would prohibit: that exception lifts another ban, not this one",
        "repeat the exception in the draft, or name {names} in the reading if that is meant",
    ),
    "still_prohibited": (
        "permits nothing{of}: {names} still prohibit{s} it",
        "add {names} to defeats, or replace it",
    ),
    "changes_nothing": (
        "changes nothing: no answer is another without it{already}",
        "leave it out, or widen what it lifts",
    ),
    "exception_lost": (
        "{first} has no counterpart in the draft: what it lifts today would be prohibited ({rest})",
        "repeat it in the draft, or name {first} in the reading if that is meant",
    ),
    "exception_general": (
        "{first} has no counterpart in the draft: only the general power of {rest} would still reach it",
        "repeat it in the draft, or name {first} in the reading if that is meant",
    ),
    "left_without_ban": (
        "{first} is left without a ban to lift ({rest} ends)",
        "replace the whole paragraph, or replace {first} too",
    ),
}


def found_text(law: Law, finding: Finding) -> str:
    """What is so."""
    problem = finding.problem
    if problem is None:
        return WORDS[finding.kind][0].format_map(_parts(law, finding))
    column = f"{problem.column}: " if problem.column else ""
    found = f"found '{printable(problem.found[:60])}'" if problem.found is not None else "missing"
    return f"{column}{found}"


def remedy_text(law: Law, finding: Finding) -> str:
    """What would mend it."""
    problem = finding.problem
    if problem is None:
        return WORDS[finding.kind][1].format_map(_parts(law, finding))
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"expected {problem.expected}{hint}"


def _parts(law: Law, finding: Finding) -> dict[str, str]:
    labels = {g.good: g.label for g in law.goods}
    names, goods = finding.names, [labels[g] for g in finding.goods]
    s = "" if len(names) > 1 else "s"
    already = f"; {_some(names)} already lift{s} it" if names else ""
    return {
        "names": _some(names),
        "first": names[0] if names else "",
        "second": names[1] if len(names) > 1 else "",
        "rest": _some(names[1:]),
        "goods": listed(goods),
        "codes": listed(finding.goods),
        "of": f" for {listed(goods)}" if goods else "",
        "among": f" and what it defeats ({_some(names)})" if names else "",
        "already": already,
        "s": s,
        "day": str(finding.day),
        "verb": names[0].replace("_", " ") if names else "",
        "effects": listed(name.removesuffix("s") for name in names[1:]),
    }


def _some(names: Iterable[str]) -> str:
    names = list(names)
    more = len(names) - NAMED
    return f"{', '.join(names[:NAMED])} and {more} more" if more > 0 else listed(names)


def lint_text(draft: Draft, findings: Iterable[Finding]) -> str:
    """Line by line; a foot that says against which law."""
    return "\n".join(_lines(draft, list(findings)))


def _lines(draft: Draft, findings: list[Finding]) -> Iterator[str]:
    for finding in findings:
        place = "file" if finding.line is None else f"line {finding.line}"
        about = f"  {finding.about}" if finding.about else ""
        yield f"{place}{about}"
        yield from wrapped(found_text(draft.law, finding), 1)
        yield from wrapped(f"→ {remedy_text(draft.law, finding)}", 1)
        yield ""
    told = count(len(findings), "finding") if findings else "nothing found"
    paragraphs = count(len(draft.provisions), "paragraph")
    rules = count(sum(len(p.rules) for p in draft.provisions), "rule")
    standing = count(len(draft.without.provisions), "paragraph")
    yield from wrapped(
        f"{draft.file}: {told} in {paragraphs} with {rules}, held against the {standing} encoded; "
        f"law {__version__}, {draft.without.hash[:12]}.",
        0,
    )


def lint_json(draft: Draft, findings: Iterable[Finding]) -> str:
    """One JSON object: the draft, the law it was held against, and the findings by line."""
    return json.dumps(
        {
            "file": draft.file,
            "resolution": draft.resolution or None,
            "law": {"version": __version__, "hash": draft.without.hash[:16]},
            "findings": [
                {
                    "line": f.line,
                    "id": f.about or None,
                    "kind": f.kind,
                    "found": found_text(draft.law, f),
                    "remedy": remedy_text(draft.law, f),
                    "names": list(f.names),
                    "goods": list(f.goods),
                    "day": f.day and str(f.day),
                }
                for f in findings
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
