"""Words and figures that the terminal and the page share."""

from __future__ import annotations

from collections.abc import Iterator

from article41.analyse.selftest.manipulations import AS_LISTED, Pack
from article41.analyse.selftest.rates import Rate
from article41.analyse.selftest.running import Alert
from article41.report.selftest.result import ListTested, SelfTest
from article41.report.words import count

WHAT: dict[Pack, str] = {
    "control": "names as listed, and changes that leave a name the same once normalised",
    "light": "one change that a supervisor would make",
    "heavy": "several changes together, another romanisation or script, names cut or surrounded",
    "clean": "names that are on no list and must not alert",
}
_NEAR = {"100.00": "99.99", "0.00": "0.01"}
CAVEAT = (
    "A rate is that of these manipulations on these lists, each with the interval that holds the true rate "
    "in 95 of 100 such samples (Wilson)."
)


def percent(share: float | None) -> str:
    """ "98.67 %"; 100 is written only where nothing at all is missing, and 0 only where all is."""
    if share is None:
        return "none tried"
    return f"{_rounded(share)} %"


def _rounded(share: float) -> str:
    text = f"{share * 100:.2f}"
    return _NEAR.get(text, text) if 0 < share < 1 else text


def interval_text(rate: Rate) -> str:
    """ "98.25 – 98.99"."""
    low, high = map(_rounded, rate.interval)
    return f"{low} – {high}"


def shown(pack: Pack, rate: Rate) -> Rate:
    """What is told of a pack: of clean names those that alert, else those that are found."""
    return rate.opposite if pack == "clean" else rate


def list_text(tested: ListTested) -> str:
    """ "un of 2026-02-27, d95c6d939975: 1,003 records, 4,238 names"."""
    day = f" of {tested.list_date}" if tested.list_date else ""
    sizes = f"{count(tested.records, 'record')}, {count(tested.names, 'name')}"
    return f"{tested.key}{day}, {tested.hash[:12]}: {sizes}"


def heading(test: SelfTest) -> Iterator[str]:
    """Under which conditions it was run."""
    if test.threshold is None:
        yield f"answers of another filter, {test.engine}, on {test.day}"
        return
    per = "every name" if test.per is None else f"{count(test.per, 'name')} a manipulation"
    yield f"threshold {test.threshold:g}, seed {test.seed}, {per}, engine {test.engine}, on {test.day}"
    yield from map(list_text, test.lists)


def notes(test: SelfTest) -> Iterator[str]:
    """What was not tried."""
    if test.left_out:
        names = count(len(test.left_out), "clean name")
        yield f"{names} left out, for a list has the same name: it must alert."
    if test.without_names:
        yield f"No name of these lists can be put to: {', '.join(test.without_names)}."
    if test.threshold is not None:
        yield "Weak aliases are not tried: the search keeps them apart."


def control_text(test: SelfTest) -> str:
    """What is wrong with the control; "" where nothing is."""
    as_listed = test.by_manipulation.get(("control", AS_LISTED))
    if as_listed is not None and as_listed.missed:
        names = count(as_listed.missed, "name")
        return f"CONTROL FAILED: {names} of {as_listed.tried:,} not found as listed"
    control = test.by_pack.get("control")
    if control is None or not control.missed:
        return ""
    names = count(control.missed, "name")
    return f"CONTROL UNDER 100 %: {names} of {control.tried:,} not found though only case or signs differ"


def alert_record(alert: Alert) -> str:
    """What a clean name was taken for: "20121 on ofac_sdn"; of another filter what it answered."""
    return f"{alert.reference} on {alert.list_key}" if alert.list_key else f"answered: {alert.reference}"


def below(score: float | None, threshold: float | None) -> tuple[str, str]:
    """A score and how far it is below the threshold: "0.672", "0.108"; "" for what is not known."""
    if score is None:
        return "", ""
    return f"{score:.3f}", "" if threshold is None else f"{threshold - score:.3f}"
