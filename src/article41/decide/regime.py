"""The law in force: which rules stand on which days, as known on a date, less what is suspended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from article41.analyse.caps import Governing, Totals
from article41.analyse.flow import TO
from article41.analyse.goods import Classifier, load_lexicon
from article41.analyse.register import Register
from article41.dates import Span
from article41.decide.conditions import Compiled, compile_rules, in_force, members_asked, tests_of
from article41.decide.suspension import Suspension, closed, lifted_by, named
from article41.errors import InputError, OutsideCoverage, UnknownName
from article41.model import All, Condition, Law, Ledger, Provision, Test
from article41.read.hs import load_hs_headings
from article41.read.resolutions import packaged_law
from article41.version import __version__

ASKED = ("kind", "service", "contract_type")
"""Facts that say what sort of act is in question."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A paragraph that is not encoded: where it surely applies no verdict is given."""

    provision: str
    own: Condition


@dataclass(frozen=True, slots=True)
class Regime:
    """The law as known on `as_of`, ready to be asked. Immutable: every change is a new regime.

    `law_on` fixes the day whose law answers; None lets each transaction's own day decide.
    `open` leaves unclaimed ways out unknown (for trade tables, which cannot show an exemption letter).
    `ledger` holds supplies already made, from which the shares of caps are worked out.
    `suspended` names provisions, rules, resolutions and measures whose prohibitions are lifted, before
    `suspended_until` where that is a day; with `revives`, what they had replaced stands meanwhile.
    """

    law: Law
    classifier: Classifier = field(repr=False)
    as_of: date
    law_on: date | None = None
    open: bool = False
    suspended: frozenset[str] = frozenset()
    suspended_until: date | None = None
    revives: bool = False
    ledger: Ledger | None = field(default=None, repr=False)
    provisions: tuple[Provision, ...] = field(init=False)
    spans: Mapping[str, tuple[Span, ...]] = field(init=False, repr=False)
    """Days in force by provision id and by rule id, after `replaces` has closed them and a suspension has
    taken days from prohibitions or given some back to what they had replaced."""
    lifted: frozenset[str] = field(init=False)
    """The prohibiting rules that the suspension lifts."""
    revived: tuple[str, ...] = field(init=False)
    """Provisions and rules that stand again while the suspension lasts, in the law's order."""
    rules: tuple[Compiled, ...] = field(init=False, repr=False)
    bans: tuple[Compiled, ...] = field(init=False, repr=False)
    asking: Mapping[str, tuple[Compiled, ...]] = field(init=False, repr=False)
    """The bans that turn on an adverse fact which nobody may have reported, by fact."""
    pending: tuple[Pending, ...] = field(init=False, repr=False)
    totals: Totals | None = field(init=False, repr=False, compare=False)
    """The ledger added up under the caps known."""
    register: Register = field(init=False, repr=False, compare=False)
    """The listings known."""
    covered: Span = field(init=False)
    unasked: Mapping[str, tuple[str, ...]] = field(init=False)
    """Kinds of act, service and contract that nothing here asks about, by fact."""

    def __post_init__(self) -> None:
        binding = [p.adopted for p in self.law.provisions if any(r.is_ban for r in p.rules)]
        if self.as_of < min(binding):
            raise OutsideCoverage(
                f"as of {self.as_of} no binding resolution encoded here was adopted; "
                f"the first is of {min(binding)}"
            )
        known = tuple(p for p in self.law.provisions if p.adopted <= self.as_of)
        full = closed(known)
        lifted = lifted_by(known, self.suspended)
        suspension = Suspension(lifted, self.suspended_until, self.revives)
        spans = closed(known, suspension) if lifted else full
        pending = _pending(self.law)
        rules = compile_rules(known, spans)
        bans = tuple(r for r in rules if r.rule.is_ban)
        adverse = [name for name, fact in self.law.facts.items() if fact.if_absent == "not_found"]
        found: dict[str, object] = {
            "provisions": known,
            "spans": spans,
            "rules": rules,
            "bans": bans,
            "asking": {name: tuple(b for b in bans if name in b.asks) for name in adverse},
            "pending": pending,
            "totals": self.ledger and Totals(self.ledger, _caps(known, spans), self.law.barrels, self.law_on),
            "register": Register(self.law.listings, self.as_of, self.law_on),
            "unasked": _unasked(pending, self.law),
            "lifted": lifted,
            "revived": tuple(
                name for name in full if name not in lifted and not set(spans[name]) <= set(full[name])
            ),
            # a suspension does not change from when on the law is known
            "covered": Span(min(s.start for p in known for r in p.rules if r.is_ban for s in full[r.id])),
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    @classmethod
    def load(cls, as_of: date | None = None) -> Regime:
        """The law that ships with the package, as known on `as_of` (default today)."""
        law, classifier = _packaged()
        return cls(law, classifier, as_of or date.today())

    @classmethod
    def of(cls, law: Law, as_of: date) -> Regime:
        """A law of one's own, such as one with a draft in it."""
        return cls(law, _classifier(law), as_of)

    def on(self, day: date) -> Regime:
        """The law in force on one day, whatever day a transaction carries. Raises OutsideCoverage."""
        if day not in self.covered:
            raise OutsideCoverage(self.outside(day))
        return replace(self, law_on=day)

    def suspend(self, ids: Iterable[str], *, revive: bool = False, until: date | None = None) -> Regime:
        """Without the prohibitions of these provisions, rules, resolutions ("2397") or measures
        ("commodity.export_ban"); their exceptions stay.

        Nothing that they replaced revives unless `revive`. From the day `until` on the suspension is over and
        the full law stands again. Both hold for everything suspended. Raises UnknownName with the nearest id,
        or InputError where several are unknown.
        """
        known = named(self.provisions)
        names = [canonical(name) for name in ids]
        wrong = [self._unknown(name, known) for name in dict.fromkeys(names) if name not in known]
        if wrong:
            told = [p for error in wrong if isinstance(error, UnknownName) for p in error.problems]
            raise InputError(told) if len(told) > 1 else wrong[0]
        return replace(
            self,
            suspended=self.suspended | set(names),
            suspended_until=until or self.suspended_until,
            revives=revive or self.revives,
        )

    def with_ledger(self, ledger: Ledger) -> Regime:
        """The same regime with the supplies already made: it works out `cap_share` where none is given."""
        return replace(self, ledger=ledger)

    @property
    def capped(self) -> Mapping[str, str]:
        """Every good that a cap of the law names, whatever was known when, and the direction it limits."""
        caps = _caps(self.law.provisions, {p.id: p.spans for p in self.law.provisions})
        return {good: c.flow for c in caps for good in c.cap.goods}

    def assuming_nothing(self) -> Regime:
        """The same regime with `open` set: a way out that nobody mentioned is unknown, not absent."""
        return replace(self, open=True)

    def provision(self, name: str) -> Provision:
        """The provision called `name` (2371/op8, 2371:8 and 2371 OP8 are one). Raises UnknownName."""
        wanted = canonical(name)
        for provision in self.provisions:
            if provision.id == wanted:
                return provision
        raise self._unknown(wanted, self.spans if "#" in wanted else [p.id for p in self.provisions])

    def _unknown(self, name: str, known: Iterable[str]) -> UnknownName | OutsideCoverage:
        """Why nothing known bears this name: nothing at all does, or it was adopted after `as_of`."""
        later = next((p for p in self.law.provisions if p.id == name.partition("#")[0]), None)
        if later is not None and later.adopted > self.as_of:
            return OutsideCoverage(f"as of {self.as_of} {name} was not yet adopted; it is of {later.adopted}")
        return UnknownName("provision", name, sorted(known))

    def in_force(self, day: date) -> tuple[Provision, ...]:
        """Provisions in force on `day`, in the law's order."""
        return tuple(p for p in self.provisions if any(day in s for s in self.spans[p.id]))

    @property
    def resolutions(self) -> tuple[str, ...]:
        """The resolutions encoded here, as S/RES numbers."""
        return tuple(dict.fromkeys(p.resolution for p in self.provisions))

    @property
    def stamp(self) -> Mapping[str, str]:
        """Which law answered: version and hash of its bytes."""
        return {"version": __version__, "hash": self.law.hash[:16]}

    def outside(self, day: date) -> str:
        """Why a day has no answer."""
        return f"{day} lies before {self.covered.start}, when the law encoded here begins"


def canonical(name: str) -> str:
    """2371:8 and 2371 OP8 and S/RES/2371 (2017), para. 8 as 2371/op8, S/RES/2371 (2017) as 2371; other text
    unchanged."""
    whole = re.fullmatch(r"(?i)(?:s/res/)?(\d{4})(?:\s*\(\d{4}\))?", name.strip())
    if whole is not None:
        return whole[1]
    text = re.sub(r"(?i)^s/res/", "", name.strip()).replace("(", ".").replace(")", "")
    found = re.fullmatch(
        r"(?i)(\d{4})\s*(?:/op|:|\s+op|\s*\.\d{4},?\s*para\.)\s*(\d+)((?:\s*\.[a-z]+)*)(#\w+)?", text
    )
    if found is None:
        return name.strip()
    number, paragraph, subs, rule = found.groups()
    return f"{number}/op{paragraph}{subs.replace(' ', '').lower()}{rule or ''}"


@lru_cache(maxsize=1)
def _packaged() -> tuple[Law, Classifier]:
    law = packaged_law()
    return law, _classifier(law)


def _classifier(law: Law) -> Classifier:
    return Classifier(law.goods, load_lexicon(), load_hs_headings())


def _caps(provisions: Iterable[Provision], spans: Mapping[str, tuple[Span, ...]]) -> tuple[Governing, ...]:
    """Every cap with the direction that its provision's ban is about."""
    return tuple(Governing(c, _direction(p), spans[p.id]) for p in provisions for c in p.caps)


def _direction(provision: Provision) -> str:
    tests = (t for r in provision.rules if r.is_ban for t in tests_of(r.when) if isinstance(t, Test))
    return next((members_asked(t)[0] for t in tests if t.fact == "flow"), TO)


def _unasked(pending: tuple[Pending, ...], law: Law) -> Mapping[str, tuple[str, ...]]:
    asked = {fact: {"other"} for fact in ASKED}
    asked["kind"] = {"shipment"}  # what goods bans are about, though they ask for no kind
    conditions = [r.when for p in law.provisions for r in p.rules] + [p.own for p in pending]
    for leaf in (leaf for condition in conditions for leaf in tests_of(condition)):
        if isinstance(leaf, Test) and leaf.fact in asked:
            asked[leaf.fact].update(members_asked(leaf))
    return {fact: tuple(v for v in law.facts[fact].values if v not in asked[fact]) for fact in ASKED}


def _pending(law: Law) -> tuple[Pending, ...]:
    """Rows of coverage.csv that say what a paragraph not encoded is about."""
    return tuple(
        Pending(row.provision, All((in_force([row.span]), *row.about)))
        for row in law.coverage
        if row.status == "pending" and row.about and row.span and row.provision
    )
