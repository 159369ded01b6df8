"""What a suspension does to the days in force: what is lifted, until when, and what stands again meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from article41 import InputError, Regime, UnknownName, assess
from article41.dates import Span

REGIME = Regime.load(date(2026, 11, 24))
COAL = {"date": "2026-11-24", "origin": "KP", "destination": "CN", "hs": "2701"}
PISTOLS = {"date": "2017-05-01", "origin": "CN", "destination": "KP", "hs": "9302", "notified_on": "yes"}


def spans(regime: Regime, name: str) -> list[str]:
    return [str(span) for span in regime.spans[name]]


@pytest.mark.parametrize(
    "name", ["2371/op8", "2371/op8#ban", "2371", "S/RES/2371 (2017)", "commodity.export_ban"]
)
def test_a_paragraph_is_lifted_by_its_own_name_its_rule_s_its_resolution_s_and_its_measure_s(
    name: str,
) -> None:
    regime = REGIME.suspend([name])
    assert "2371/op8#ban" in regime.lifted
    assert assess(COAL, REGIME).provisions == ("2371/op8",)
    assert assess(COAL, regime).verdict == "not_addressed"


def test_exceptions_stay_and_suspending_one_lifts_nothing() -> None:
    regime = REGIME.suspend(["2397/op25", "2371/op8#winddown"])
    assert regime.lifted == frozenset()
    assert regime.spans == REGIME.spans
    assert spans(REGIME.suspend(["2371/op8"]), "2371/op8#winddown") == ["from 2017-08-05"]


def test_nothing_that_was_replaced_revives_unless_asked() -> None:
    assert spans(REGIME.suspend(["2371/op8"]), "2321/op26#ban") == ["from 2016-11-30 until 2017-08-05"]
    revived = REGIME.suspend(["2371/op8"], revive=True)
    assert spans(revived, "2321/op26#ban") == ["from 2016-11-30"]
    assert revived.revived[:2] == ("2321/op26", "2321/op26#ban")
    found = assess(COAL, revived)
    assert (found.verdict, found.provisions) == ("prohibited", ("2321/op26",))
    assert assess({**COAL, "livelihood_only": True, "cap_share": 0.5}, revived).verdict != "prohibited"


def test_what_a_paragraph_replaced_stays_away_while_another_ban_of_it_stands() -> None:
    part = REGIME.suspend(["2270/op6#ban"], revive=True)
    assert part.revived == ()
    whole = REGIME.suspend(["2270/op6"], revive=True)
    assert "1874/op10" in whole.revived
    assert assess(PISTOLS, REGIME).provisions == ("2270/op6",)


def test_what_was_replaced_twice_revives_step_by_step() -> None:
    one = REGIME.suspend(["2371/op8"], revive=True)
    assert spans(one, "2270/op29") == ["from 2016-03-02 until 2016-11-30"]
    both = REGIME.suspend(["2371/op8", "2321/op26"], revive=True)
    assert spans(both, "2270/op29") == ["from 2016-03-02"]
    assert assess(COAL, both).provisions == ("2270/op29",)


def test_from_the_snapback_on_the_full_law_stands() -> None:
    regime = REGIME.suspend(["2371/op8"], revive=True, until=date(2027, 1, 1))
    assert spans(regime, "2371/op8#ban") == ["from 2027-01-01"]
    assert spans(regime, "2321/op26#ban") == ["from 2016-11-30 until 2027-01-01"]
    assert assess({**COAL, "date": "2026-12-31"}, regime).provisions == ("2321/op26",)
    assert assess({**COAL, "date": "2027-01-01"}, regime).provisions == ("2371/op8",)
    # it is the day of entry that decides, here as everywhere
    entered = {**COAL, "date": "2026-12-20", "import_date": "2027-01-01"}
    assert assess(entered, regime).provisions == ("2371/op8",)


def test_a_row_without_a_day_is_asked_for_one() -> None:
    regime = REGIME.suspend(["2371/op8"], until=date(2027, 1, 1))
    found = assess({k: v for k, v in COAL.items() if k != "date"}, regime)
    assert found.verdict == "indeterminate"
    assert "date" in found.needs


def test_a_suspension_that_was_over_before_the_paragraph_began_changes_no_day() -> None:
    regime = REGIME.suspend(["2371/op8"], revive=True, until=date(2017, 8, 5))
    assert regime.spans == REGIME.spans
    assert regime.revived == ()


def test_suspending_never_changes_from_when_on_the_law_is_known() -> None:
    every = REGIME.suspend(p.id for p in REGIME.provisions)
    assert every.covered == REGIME.covered == Span(date(2006, 10, 14))
    assert not every.bans


def test_the_regime_it_came_from_is_untouched() -> None:
    before = dict(REGIME.spans)
    REGIME.suspend(["2371/op8"], revive=True, until=date(2027, 1, 1))
    assert REGIME.spans == before
    assert REGIME.suspended == frozenset()


def test_every_unknown_id_is_told_with_the_nearest_right_one() -> None:
    with pytest.raises(UnknownName, match="did you mean 2397"):
        REGIME.suspend(["2398"])
    with pytest.raises(InputError) as caught:
        REGIME.suspend(["2371/op88", "2397", "commodity.exportban"])
    said = str(caught.value).splitlines()
    assert len(said) == 2
    assert "found '2371/op88'" in said[0]
    assert "did you mean 2371/op8?" in said[0]
    assert "did you mean commodity.export_ban?" in said[1]
