"""What the search gives back is told as it is: found where a hit is its own record, missed with its score."""

from __future__ import annotations

from article41.analyse.matching.scores import THRESHOLD, compare_names
from article41.analyse.selftest.cases import control_cases, drawn
from article41.analyse.selftest.clean import GROUPS, CleanName, Listed, generated, separated
from article41.analyse.selftest.manipulations import MANIPULATIONS
from article41.analyse.selftest.rates import rates
from article41.analyse.selftest.running import run, run_clean
from article41.analyse.selftest.subjects import source_of, subjects

from .names import LISTINGS, listing

SOURCE = source_of("sample", LISTINGS)
SOURCES = {"sample": SOURCE}
SUBJECTS = list(subjects([SOURCE]))


def test_every_name_as_listed_finds_its_own_record() -> None:
    outcomes = list(run(SOURCES, control_cases(SUBJECTS), THRESHOLD))
    assert len(outcomes) == len(SUBJECTS)
    assert all(o.is_found and (o.score or 0) > 0.999 for o in outcomes)


def test_found_and_missed_agree_with_the_score_of_the_pair() -> None:
    cases = [c for m in MANIPULATIONS.values() for c in drawn(SUBJECTS, m, 2, None)]
    outcomes = list(run(SOURCES, cases, THRESHOLD))
    assert len(outcomes) == len(cases)
    assert {o.is_found for o in outcomes} == {True, False}
    for outcome in outcomes:
        subject = outcome.case.subject
        names = (n.text for n in LISTINGS[subject.number].names if n.quality != "low")
        best = max(compare_names(outcome.case.text, n, subject.schema).score for n in names)
        assert outcome.is_found == (best >= THRESHOLD)
        assert outcome.score is not None
        assert abs(outcome.score - best) < 1e-6
        assert bool(outcome.why) != outcome.is_found


def test_another_record_of_the_same_name_is_not_its_own() -> None:
    twins = source_of("s", (listing("1", "person", "Ann Sample"), listing("2", "person", "Ann Sample")))
    outcomes = list(run({"s": twins}, control_cases(list(subjects([twins]))), THRESHOLD))
    assert [o.rank for o in outcomes] == [1, 2]


def test_a_higher_threshold_finds_no_more() -> None:
    cases = [c for m in MANIPULATIONS.values() for c in drawn(SUBJECTS, m, 2, None)]
    found = [
        {o.case for o in run(SOURCES, cases, threshold) if o.is_found} for threshold in (0.6, THRESHOLD, 0.95)
    ]
    assert found[0] > found[1] > found[2]


def test_an_empty_list_and_a_list_of_one_letter() -> None:
    empty = source_of("s", ())
    assert not list(subjects([empty]))
    assert not any(a.is_alert for a in run_clean([empty], generated(1, 2), THRESHOLD))
    letter = source_of("s", (listing("X", "person", "A"),))
    everyone = list(subjects([letter]))
    cases = [
        *control_cases(everyone),
        *(c for m in MANIPULATIONS.values() for c in drawn(everyone, m, 1, None)),
    ]
    outcomes = list(run({"s": letter}, cases, THRESHOLD))
    assert outcomes[0].is_found
    assert rates(outcomes, lambda o: o.case.pack)["control"].tried >= 1


def test_progress_is_told_of_every_name() -> None:
    told: list[int] = []
    list(run(SOURCES, control_cases(SUBJECTS), THRESHOLD, told.append))
    assert sum(told) == len(SUBJECTS)


def test_clean_names_are_the_same_for_a_seed_each_once_in_every_group() -> None:
    first = list(generated(5, 30))
    assert first == list(generated(5, 30))
    assert first != list(generated(6, 30))
    assert list(dict.fromkeys(n.group for n in first)) == list(GROUPS)
    for group in GROUPS:
        texts = [n.text for n in first if n.group == group]
        assert len(texts) == len(set(texts)) == 30


def test_a_table_that_has_no_more_ends() -> None:
    ships = [n.text for n in generated(1, 5_000) if n.group == "ships"]
    assert 100 < len(ships) == len(set(ships)) < 5_000


def test_a_clean_name_that_is_listed_is_left_out() -> None:
    names = [
        CleanName("x", text, "Person")
        for text in ("hyok, KIM chol", "Jose Ramon Invencion Martinez", "Mo", "Nobody")
    ]
    clean, equal = separated(names, Listed([SOURCE]))
    assert [n.text for n in clean] == ["Nobody"]
    assert len(equal) == 3  # a weak alias too: it would alert for whoever asks for those


def test_an_alert_names_the_best_hit_of_all_lists() -> None:
    other = source_of("other", (listing("O1", "person", "Viktor Inventov"),))
    (alert,) = run_clean([SOURCE, other], [CleanName("x", "Viktor INVENTOV", "Person")], THRESHOLD)
    assert (alert.list_key, alert.reference, alert.name) == ("other", "O1", "Viktor Inventov")
    (silent,) = run_clean([SOURCE, other], [CleanName("x", "Wholly Different", "Person")], THRESHOLD)
    assert not silent.is_alert
