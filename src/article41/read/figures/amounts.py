"""An amount in words to a number: "USD 15.9 billion", "27억 7천만 달러". Units that rise are a misprint."""

from __future__ import annotations

import re

from article41.read.refusal import refusal

_ENGLISH = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_LARGE = {"조": 1e12, "억": 1e8, "만": 1e4}
_SMALL = {"천": 1e3, "백": 1e2, "십": 1e1}
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_IN_ENGLISH = re.compile(rf"({_NUMBER})\s*({'|'.join(_ENGLISH)})?", re.IGNORECASE)
_STEP = re.compile(rf"\s*({_NUMBER})?\s*([천백십])?\s*([조억만])?")
_MONEY = re.compile(
    r"^\s*(?:usd|us\$|\$)\s*|\s*(?:usd|us dollars?|dollars?|달러|미\s*달러)\s*$", re.IGNORECASE
)
_LONGEST = 60


def parse_amount(text: str) -> float:
    """US dollars. Raises ValueError with what was expected; Korean units must fall (조, 억, 만)."""
    bare = _MONEY.sub("", text[: _LONGEST + 1])
    if len(text) > _LONGEST or not bare.strip():
        raise refusal("an amount", "such as 2.77 billion or 27억 7천만")
    english = _IN_ENGLISH.fullmatch(bare.strip())
    if english is not None:
        return _number(english[1]) * _ENGLISH.get((english[2] or "").lower(), 1.0)
    return _korean(bare)


def _korean(text: str) -> float:
    total, part, last, small, at = 0.0, 0.0, float("inf"), float("inf"), 0
    while text[at:].strip():
        step = _STEP.match(text, at)
        if step is None or not step[0].strip():
            raise refusal("an amount", "such as 2.77 billion or 27억 7천만")
        unit = _SMALL.get(step[2], 1.0)
        if unit >= small:
            raise refusal("units that fall: 천, 백, 십", f"'{step[2] or step[1]}' follows one as small")
        part, small = part + (_number(step[1]) if step[1] else 1.0) * unit, unit
        if step[3]:
            large = _LARGE[step[3]]
            if large >= last:
                raise refusal("units that fall: 조, 억, 만", f"'{step[3]}' stands twice or out of order")
            total, part, last, small = total + part * large, 0.0, large, float("inf")
        at = step.end()
    return total + part


def _number(text: str) -> float:
    return float(text.replace(",", ""))
