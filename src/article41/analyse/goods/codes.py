"""What a code of the Harmonized System says of each governed good: yes, no, or open."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from article41.errors import InputError, Problem
from article41.model import GoodCode, Members

INTERNATIONAL_DIGITS = 6
"""Past the sixth digit tariffs differ: 27090010 is condensate in one and other crude in another."""

_TIERS = {
    "UN_text": "text of the resolution",
    "Panel_of_Experts_list": "Panel of Experts list",
    "national_annex_China_MOFCOM_GACC": "national annex, China",
    "EU_2017_1509_annex": "annex of EU regulation 2017/1509",
    "EU_UK_list": "EU and UK lists",
    "author_mapping": "mapping of our own",
}


@dataclass(frozen=True, slots=True)
class CodeReading:
    """A code against the whole table. `reasons` has a sentence for each good that is in or open."""

    code: str
    members: Members
    open: frozenset[str]
    too_short: frozenset[str]
    reasons: dict[str, str]


class CodeMap:
    """The rows of goods.csv, indexed by prefix. Built once; reading a code does not change it."""

    def __init__(self, rows: Sequence[GoodCode]) -> None:
        self.labels = {row.good: row.label for row in rows}
        self._by_prefix: dict[str, list[GoodCode]] = {}
        for row in rows:
            if row.prefix:
                self._by_prefix.setdefault(row.prefix, []).append(row)
        self._prefixes = sorted(self._by_prefix)
        self._lengths = sorted({len(prefix) for prefix in self._prefixes})
        coded = {row.good for row in rows if row.prefix}
        self.without_code = frozenset(self.labels.keys() - coded)
        """Rights and the like: no code covers them, so a code rules them out."""
        self._none = dict.fromkeys(self.labels, False)

    def read(self, code: str) -> CodeReading:
        """`code` is plain digits; "" stands for no code, which leaves every good open."""
        members: dict[str, bool | None] = dict(self._none)
        reasons: dict[str, str] = {}
        if not code:
            every = frozenset(members)
            return CodeReading("", dict.fromkeys(members), every, every, reasons)
        short: dict[str, list[str]] = {}
        start = bisect_left(self._prefixes, code)
        stop = bisect_left(self._prefixes, code + ":", start)  # the character after 9
        for prefix in self._prefixes[start:stop]:
            if prefix != code:
                for row in self._by_prefix[prefix]:
                    short.setdefault(row.good, []).append(prefix)
        for length in self._lengths:
            if length > len(code):
                break
            for row in self._by_prefix.get(code[:length], ()):
                short.pop(row.good, None)
                if _decides(row):
                    members[row.good] = True
                    reasons[row.good] = f"HS {row.prefix} is {row.label} ({_source(row)})"
                elif members[row.good] is not True:
                    members[row.good] = None
                    reasons[row.good] = f"HS {row.prefix} may be {row.label} ({_source(row)})"
        for good, prefixes in short.items():
            members[good] = None
            listed = ", ".join(prefixes[:3]) + (" …" if len(prefixes) > 3 else "")
            reasons[good] = f"HS {code} is too short to tell {self.labels[good]} (HS {listed})"
        still_open = frozenset(good for good in reasons if members[good] is None)
        return CodeReading(code, members, still_open, frozenset(short), reasons)

    def in_order(self, goods: Iterable[str]) -> tuple[str, ...]:
        """These goods in the order of the table."""
        wanted = set(goods)
        return tuple(good for good in self.labels if good in wanted)


def plain_digits(hs: str | None) -> str:
    """The digits of a code, "" for none. Raises InputError where something else stands in it."""
    if hs is None:
        return ""
    if hs.isascii() and hs.isdigit():
        return hs
    digits = "".join(c for c in hs if c not in " .")
    if digits and not (digits.isascii() and digits.isdigit()):
        raise InputError([Problem("hs", found=hs, expected="one HS code: digits, points, spaces")])
    return digits


def _decides(row: GoodCode) -> bool:
    return not row.is_partial and row.confidence != "low" and len(row.prefix) <= INTERNATIONAL_DIGITS


def _source(row: GoodCode) -> str:
    recalled = "; recalled" if row.note.endswith("recalled") else ""
    return f"{_TIERS.get(row.tier, row.tier)}; {row.confidence}{recalled}"
