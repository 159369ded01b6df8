"""One commodity in one direction under the law of one day, asked in open mode.

A trade table shows no letter of exemption, so every way out that nothing refutes stays open, and is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from article41.analyse.goods import Classifier, load_lexicon
from article41.analyse.records import derive
from article41.decide import reasons, verdicts
from article41.decide.regime import Regime
from article41.model import Facts, fact_name
from article41.read.hs import load_hs_headings

NEEDS, EXEMPT, NONE = "needs_explanation", "exempt_or_capped", "not_addressed"
QUOTA = "quota"
_ORDER = ("quota", "wind_down", "carve_out", "humanitarian", "determination", "advance_notice")
"""Ways out as they are told, the others after them in the law's order."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a paragraph says of goods that a trade table names.

    `status`: needs_explanation where a ban surely covers the goods and only an exception or an approval could
    lift it; exempt_or_capped where a quota may hold them, or where the code leaves open whether they are the
    governed goods; not_addressed where no ban bears on them. `because`: clauses without a full stop.
    `ways_out`: exceptions, in words.
    """

    status: str
    because: str
    provisions: tuple[str, ...]
    ways_out: tuple[str, ...]


def in_edition(regime: Regime, edition: int | None) -> Regime:
    """The same law read by the codes of one edition of the Harmonized System; None: by those of all."""
    if edition is None:
        return regime
    rows = [
        row if row.editions[0] <= edition <= row.editions[1] else replace(row, prefix="")
        for row in regime.law.goods
    ]
    return replace(regime, classifier=Classifier(rows, load_lexicon(), load_hs_headings()))


def facts_of(way: str, code: str, day: date) -> Facts:
    """What a line of trade statistics tells: the direction, the code, and that it entered or left by `day`.

    Origin stays open: goods of another country that came by way of the DPRK may be booked to it.
    """
    entry = {"import_date": day} if way == "from_dprk" else {}
    return {"flow": way, "hs": code, "date": day, "kind": "shipment", **entry}


def holding(regime: Regime, way: str, code: str, day: date) -> Holding:
    """What the law of `day` says of the commodity; `regime` in open mode."""
    record = derive(facts_of(way, code, day), regime.classifier, regime.totals, regime.register)
    decision = verdicts.decide(regime, record)
    if decision.word is None:
        return Holding(NONE, _sentence_of(decision.note or verdicts.OUTSIDE), (), ())
    if decision.word in verdicts.LENIENT:
        note = f"; {decision.note}" if decision.note else ""
        return Holding(NONE, f"no provision of the {reasons.encoded(regime)} addresses it{note}", (), ())
    sure = tuple(s for s in decision.struck if s.own is True and s.word != "permitted")
    bearing = sure or tuple(s for s in decision.struck if s.word != "permitted")
    ways = _ways(regime, replace(decision, struck=tuple(replace(s, word=decision.word) for s in bearing)))
    provisions = tuple(dict.fromkeys(s.ban.rule.provision for s in bearing))
    is_open = not sure or any(kind == QUOTA for kind, _ in ways)
    told = "; ".join(dict.fromkeys(_told(regime, decision, s, is_open) for s in bearing))
    return Holding(EXEMPT if is_open else NEEDS, told, provisions, tuple(w for _, w in ways))


def _told(regime: Regime, decision: verdicts.Decision, struck: verdicts.Struck, is_open: bool) -> str:
    subject = reasons.subject_of(regime, decision.reading, struck)
    verb = "may be inconsistent" if is_open else "inconsistent"
    return f"{subject}: {verb} with {regime.provision(struck.ban.rule.provision).cite}"


def _sentence_of(note: str) -> str:
    return note.removeprefix(verdicts.OUTSIDE)


def _ways(regime: Regime, decision: verdicts.Decision) -> list[tuple[str, str]]:
    """Kind and words of each exception that nothing refutes."""
    rules = {r.rule.id: r.rule for r in regime.rules}
    found = []
    for way in verdicts.ways_out(regime, decision):
        cite = regime.provision(rules[way.rule].provision).cite
        # that an approval turns on an approval goes without saying
        needs = ", ".join(fact_name(need) for need in way.needs if need != verdicts.APPROVAL)
        turning = f", which turns on {needs}" if needs else ""
        found.append((way.kind, f"{reasons.KINDS[way.kind]} under {cite}{turning}"))
    order = {kind: i for i, kind in enumerate(_ORDER)}
    return sorted(found, key=lambda pair: order.get(pair[0], len(order)))
