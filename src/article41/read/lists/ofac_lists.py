"""Which of OFAC's two lists a file is: the SDN list, or the consolidated list of everybody else.

Both have the same formats. Programmes tell them apart where a party has none but those of one list; the names
of the files, which OFAC gives them, where the programmes do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from article41.read.lists.parts import Part

SDN, CONSOLIDATED = "ofac_sdn", "ofac_cons"
LISTS = (SDN, CONSOLIDATED)
_BLOCKED = frozenset(["CUBA", "SDNT", "SDNTK", "FTO", "SDT"])
"""Programmes that block whoever is listed under them: nobody is under them alone but on the SDN list."""
_OTHERS = frozenset(["NS-PLC", "561-Related", "CMIC-EO13959", "FSE-IR", "FSE-SY"])
"""Programmes that block nobody: those who are on the SDN list too have another one beside them."""
_WORDS = re.compile(r"[a-z]+")
_NAMES = {"sdn": SDN, "cons": CONSOLIDATED, "consolidated": CONSOLIDATED, "nonsdn": CONSOLIDATED}


def list_by_programmes(parties: Iterable[Sequence[str]]) -> str | None:
    """The list whose parties have these programmes; None where both are possible, or neither."""
    found = set()
    for programmes in parties:
        if programmes and _BLOCKED.issuperset(programmes):
            found.add(SDN)
        elif programmes and _OTHERS.issuperset(programmes):
            found.add(CONSOLIDATED)
    return found.pop() if len(found) == 1 else None


def list_by_name(part: Part) -> str | None:
    """The list that the file is called after, sdn.csv or cons_prim.csv; None where it is neither or both."""
    words = _WORDS.findall(part.name.rsplit("/", 1)[-1].casefold())
    found = {_NAMES[word] for word in words if word in _NAMES}
    if CONSOLIDATED in found and "nonsdn" in words:
        return CONSOLIDATED
    return found.pop() if len(found) == 1 else None
