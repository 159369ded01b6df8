"""The words and signs that every screen and page shares."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from article41.dates import Span
from article41.model import (
    All,
    AnyOf,
    Condition,
    FactRef,
    Law,
    Not,
    Operand,
    Provision,
    Rule,
    Test,
    Then,
    fact_name,
)
from article41.read.cells import parse_code

WIDTH = 96

SIGNS: Mapping[str | None, str] = {
    "prohibited": "✖",
    "indeterminate": "?",
    "permitted": "✔",
    "not_addressed": "·",
    None: "!",
}
PLAIN_SIGNS: Mapping[str | None, str] = {**SIGNS, "prohibited": "x", "permitted": "+", "not_addressed": "-"}
"""For terminals that cannot show the others."""
VERDICTS: Mapping[str | None, str] = {
    "prohibited": "prohibited",
    "indeterminate": "indeterminate",
    "permitted": "permitted",
    "not_addressed": "not addressed",
    None: "no answer",
}
FORCES = {
    "decides": "binding",
    "requires": "binding",
    "clarifies": "binding (clarifies an earlier ban)",
    "reaffirms": "binding (reaffirms an earlier measure)",
    "directs": "binding on the Committee",
    "calls_upon": "recommended",
    "encourages": "recommended",
    "requests": "recommended",
    "emphasizes": "recommended",
    "underlines": "recommended",
    "requires_without_chapter_vii": "disputed",
}
_SAYS = {"requires_without_chapter_vii": "requires, without invoking Chapter VII"}
_VALUES = {
    "KP": "the DPRK",
    "KPRJN": "Rajin (KPRJN)",
    "wmd": "WMD items",
    "foreign_trade_bank": "the Foreign Trade Bank",
    "korea_national_insurance": "the Korea National Insurance Corporation",
    "un_humanitarian": "UN humanitarian aid",
    "un_headquarters": "UN headquarters",
}
"""Codes that their own letters would not show as people write them."""
_PHRASES = {
    ("flow", "is", "from_dprk"): "the goods leave the DPRK",
    ("flow", "is", "to_dprk"): "the goods go to the DPRK",
    ("flow", "in", ("from_dprk", "to_dprk")): "the goods go to or come from the DPRK",
}
_OPERATORS = {
    "is": "is",
    "is_not": "is not",
    "in": "is",
    "not_in": "is not",
    "before": "is before",
    "by": "is no later than",
    "after": "is after",
    "from": "is no earlier than",
    "below": "is below",
    "at_most": "is at most",
    "above": "is above",
    "at_least": "is at least",
}


def printable(text: str) -> str:
    """Control characters of the user's data shown, never obeyed by a terminal."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def count(number: int, thing: str) -> str:
    """ "1 row", "12,345 rows"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: a, b and c."""
    words = list(words)
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def line_width() -> int:
    """Characters of a line of text: what reads well, or the terminal's width where that is less."""
    return min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)


def wrapped(text: str, depth: int) -> Iterator[str]:
    """Lines of a paragraph, indented by two blanks a step; ids and addresses stay whole."""
    indent = "  " * depth
    yield from textwrap.wrap(
        text, line_width(), initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def link(provision: Provision) -> str:
    """The official text."""
    return f"https://docs.un.org/S/RES/{provision.resolution}({provision.adopted.year})"


def force_word(provision: Provision) -> str:
    """binding, recommended or disputed."""
    return FORCES[provision.force].split(" ")[0]


def force_text(provision: Provision) -> str:
    """ "binding: the Council decides"."""
    says = _SAYS.get(provision.force, provision.force.replace("_", " "))
    return f"{FORCES[provision.force]}: the Council {says}"


def stamp_text(stamp: Mapping[str, str]) -> str:
    """Which law answered, as long as people need it: "law 0.1.0, 73e2d054ee80"."""
    return f"law {stamp['version']}, {stamp['hash'][:12]}"


def span_text(span: Span) -> str:
    """A span in words; its end is the day after the last."""
    return f"since {span.start}" if span.end is None else f"from {span.start} until {span.end} (exclusive)"


def condition_text(law: Law, node: Condition) -> str:
    """A condition in plain words."""
    match node:
        case All(parts):
            return " and ".join(_grouped(law, p) for p in parts)
        case AnyOf(parts):
            return " or ".join(_grouped(law, p) for p in parts)
        case Not(Test(fact, "is", True)):
            return f"it is not so that {law.facts[fact].phrase}"
        case Not(part):
            return f"not ({condition_text(law, part)})"
        case Test(fact, operator, value):
            if (phrase := _PHRASES.get((fact, operator, value))) is not None:  # type: ignore[arg-type]
                return phrase
            if isinstance(value, bool):
                phrase = law.facts[fact].phrase
                return phrase if value else f"it is not so that {phrase}"
            subject = "the good" if fact == "good" else f"the {fact_name(fact)}"
            return f"{subject} {_OPERATORS[operator]} {_operand(value, _labels(law))}"


def _labels(law: Law) -> Mapping[str, str]:
    """Goods by their labels, codes of models as facts.csv spells them."""
    codes = {parse_code(v): v for f in law.facts.values() if f.type == "code" for v in f.values}
    return {**_VALUES, **{g.good: g.label for g in law.goods}, **codes}


def _grouped(law: Law, node: Condition) -> str:
    text = condition_text(law, node)
    return f"({text})" if isinstance(node, All | AnyOf) else text


def _operand(value: Operand | date, labels: Mapping[str, str]) -> str:
    if isinstance(value, FactRef):
        shift = f" {'plus' if value.plus > 0 else 'less'} {abs(value.plus):g} days" if value.plus else ""
        return f"the {fact_name(value.fact)}{shift}"
    if isinstance(value, tuple):
        return listed((labels.get(v, v.replace("_", " ")) for v in value), "or")
    if isinstance(value, float):
        return f"{value:g}"
    return labels.get(str(value), str(value).replace("_", " "))


def then_text(then: Then) -> str:
    """A duty in plain words."""
    words = then.duty.replace("_", " ")
    if then.by is not None:
        return f"{words} by {_operand(then.by, {})}"
    return words if then.every is None else f"{words} every {then.every} days"


def rule_text(law: Law, rule: Rule) -> str:
    """A rule as one sentence."""
    text = condition_text(law, rule.when)
    duties = [then_text(t) for t in rule.then]
    return f"{text}; then {listed(duties)}" if duties else text
