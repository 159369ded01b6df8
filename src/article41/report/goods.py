"""What governs one HS code: the goods it falls under, with the source's tier, and the law of a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from article41.analyse.goods import GoodsFound
from article41.decide.assess import assess_facts
from article41.decide.reasons import DIRECTIONS, KINDS, encoded
from article41.decide.regime import Regime
from article41.model import Verdict, fact_name
from article41.read.hs import HsCode
from article41.report.words import SIGNS, VERDICTS, listed, wrapped


@dataclass(frozen=True, slots=True)
class Answer:
    """One code on one day: the goods found, and a verdict for each flow."""

    code: HsCode
    found: GoodsFound
    day: date
    flows: tuple[tuple[str, Verdict], ...]
    regime: Regime


def look_up(regime: Regime, code: HsCode, description: str | None, flows: Sequence[str], day: date) -> Answer:
    """Classifies a code and asks the law of `day` about it in each direction."""
    found = regime.classifier.classify(code.digits, description)
    facts = {"hs": code.digits, "description": description, "date": day}
    verdicts = tuple((flow, assess_facts({**facts, "flow": flow}, regime)) for flow in flows)
    return Answer(code, found, day, verdicts, regime)


def goods_text(answer: Answer) -> str:
    """The answer as lines of text."""
    return "\n".join(_lines(answer))


def _lines(answer: Answer) -> Iterator[str]:
    yield f"HS {answer.code.digits} on {answer.day}"
    if answer.code.note:
        yield from wrapped(answer.code.note, 1)
    for sentence in answer.found.because:
        yield from wrapped(sentence, 1)
    if not any(outcome is not False for outcome in answer.found.members.values()):
        yield "  no good governed by the regime's tables falls under this code"
    for flow, verdict in answer.flows:
        yield ""
        yield f"{DIRECTIONS[flow]}: {SIGNS[verdict.verdict]} {VERDICTS[verdict.verdict]}"
        for name in verdict.provisions:
            provision = answer.regime.provision(name)
            yield from wrapped(f"{provision.cite}  {provision.label}", 1)
            for reading in provision.reading:
                if reading.status != "seen":
                    yield from wrapped(f"[{reading.status}] {reading.what}: {reading.why}", 3)
        if verdict.note:
            yield from wrapped(verdict.note, 1)
        elif verdict.verdict == "not_addressed":
            yield from wrapped(f"not addressed by the {encoded(answer.regime)}", 1)
        if verdict.needs:
            yield from wrapped(f"depends on: {listed(map(fact_name, verdict.needs))}", 1)
        for way in verdict.ways_out:
            needs = listed(map(fact_name, way.needs)) or "nothing more"
            yield from wrapped(f"way out: {KINDS[way.kind]} ({way.rule}), needs {needs}", 1)


def goods_json(answer: Answer) -> str:
    """One JSON object: goods with true, null (unknown); a verdict by flow."""
    found = {
        "hs": answer.code.digits,
        "note": answer.code.note,
        "on": str(answer.day),
        "goods": {g: o for g, o in answer.found.members.items() if o is not False},
        "because": answer.found.because,
        "flows": {
            flow: {
                "verdict": v.verdict,
                "provisions": v.provisions,
                "needs": v.needs,
                "ways_out": [{"rule": w.rule, "kind": w.kind, "needs": w.needs} for w in v.ways_out],
                "note": v.note,
            }
            for flow, v in answer.flows
        },
        "law": dict(answer.flows[0][1].law),
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
