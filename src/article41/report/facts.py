"""facts.md: what a transaction can say of itself, what silence means, and which provisions ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from article41.decide.conditions import LAW_ON, Compiled, asked_of
from article41.decide.regime import Regime
from article41.model import All, AnyOf, Condition, Fact, Test
from article41.report.markdown import NOTE, code, escaped, page, table, to_provision

GOODS = "goods"
"""Bans on goods ask for no kind: they bear on every act that moves goods."""
ABSENT = {
    "unknown": "unknown; the verdict may depend on it",
    "not_claimed": "not claimed: a way out that nobody invoked does not hold (`--open` leaves it unknown)",
    "not_found": "not found: taken as not so, and said under `assumed`",
}
LINKED = 6
"""Provisions of one line that are links; of more, the ids are enough."""
TYPES = {
    "text": "text",
    "code": "a code, however it is spaced",
    "enum": "one word of a list",
    "set": "words of a list; each may be so, not so or unknown",
    "country": "a country, as ISO code or name",
    "port": "a port, as UN/LOCODE or name",
    "hs": "an HS code",
    "imo": "an IMO number of a ship; its last digit is checked",
    "date": "a day",
    "date_or_yes": "a day, or yes",
    "bool": "yes or no",
    "number": "a number",
}


def facts_page(regime: Regime) -> str:
    """The page, in the order of facts.csv."""
    return page(_lines(regime))


def _lines(regime: Regime) -> Iterator[str]:
    facts = regime.law.facts
    asked = asked_by_kind(regime)
    known = {p.id for p in regime.provisions}
    yield NOTE
    yield "# Facts"
    yield ""
    yield "What a row or a record may say. Each fact is a column of the same name; any one act needs few."
    yield "`date` says which day's law answers (for goods from the DPRK `import_date`, where given)."
    yield "Absent, `flow` is derived from origin, destination and ports, `good` from `hs` and `description`."
    yield ""
    yield "## Which facts which kind of act asks for"
    yield ""
    yield from table(
        ("kind", "facts"),
        ([_kind(kind), ", ".join(_to_fact(f, facts) for f in asks)] for kind, asks in asked.items()),
    )
    asking = _asking(regime)
    for name, fact in facts.items():
        yield ""
        yield from _fact(fact, asking.get(name, {}), known)


def _kind(kind: str) -> str:
    return "goods, whatever the act" if kind == GOODS else code(kind)


def _to_fact(name: str, facts: Mapping[str, Fact]) -> str:
    return f"[{name}](#{name})" if name in facts else code(name)


def _fact(fact: Fact, asking: Mapping[str, list[str]], known: set[str]) -> Iterator[str]:
    yield f"## {fact.name}"
    yield ""
    yield f"{escaped(fact.meaning)}."
    yield ""
    unit = f", in {escaped(fact.unit)}" if fact.unit else ""
    yield f"- type: {TYPES[fact.type]}{unit}"
    if fact.values:
        yield f"- values: {', '.join(map(code, fact.values))}"
    yield f"- absent: {ABSENT[fact.if_absent]}" + (
        f" (“{escaped(fact.assumption)}”)" if fact.assumption else ""
    )
    if fact.bounded_by:
        than = "no higher than" if fact.type == "number" else "no earlier than"
        yield f"- bounded: {than} [{fact.bounded_by}](#{fact.bounded_by})"
    for kind, provisions in asking.items():
        names = ", ".join(
            to_provision(p, known if len(provisions) <= LINKED else (), "law/") for p in provisions
        )
        yield f"- asked for by ({_kind(kind)}): {names}"
    if not asking:
        yield "- asked for by no provision; kept with the answer or used to derive other facts"


def asked_by_kind(regime: Regime) -> Mapping[str, tuple[str, ...]]:
    """Facts that rules about a kind of act turn on, exceptions included, in the order of facts.csv."""
    order = {name: i for i, name in enumerate(regime.law.facts)}
    asks: dict[str, set[str]] = {kind: set() for kind in (GOODS, *regime.law.facts["kind"].values)}
    for rule in regime.rules:
        if rule.rule.effect != "permits":
            for kind in kinds_of(rule):
                asks[kind] |= rule.asks - {LAW_ON}
    return {kind: tuple(sorted(found, key=order.__getitem__)) for kind, found in asks.items() if found}


def kinds_of(rule: Compiled) -> tuple[str, ...]:
    """The kinds of act that a rule is about: those its condition names, else goods of any act."""
    return tuple(_named(rule.rule.when)) or (GOODS,)


def _named(node: Condition) -> Iterable[str]:
    """Kinds without which the condition fails."""
    match node:
        case Test("kind", "is" | "in", value):
            return value if isinstance(value, tuple) else (str(value),)
        case All(parts):
            return next(filter(None, map(_named, parts)), ())
        case AnyOf(parts):
            found = [tuple(_named(part)) for part in parts]
            return dict.fromkeys(k for kinds in found for k in kinds) if all(found) else ()
        case _:
            return ()


def _asking(regime: Regime) -> Mapping[str, Mapping[str, list[str]]]:
    """By fact, then by kind of act, the provisions whose own rules test it."""
    about: dict[str, tuple[str, ...]] = {}
    for rule in regime.rules:
        if rule.rule.effect != "permits":
            about[rule.rule.id] = kinds_of(rule)
    found: dict[str, dict[str, dict[str, None]]] = {}
    for rule in regime.rules:
        lifted = (kind for target in rule.rule.defeats for kind in about.get(target, ()))
        kinds = about.get(rule.rule.id) or tuple(_named(rule.rule.when)) or tuple(dict.fromkeys(lifted))
        for fact in dict.fromkeys(f for f in asked_of(rule.own) if f != LAW_ON):
            for kind in kinds:
                found.setdefault(fact, {}).setdefault(kind, {})[rule.rule.provision] = None
    return {fact: {k: list(ps) for k, ps in kinds.items()} for fact, kinds in found.items()}
