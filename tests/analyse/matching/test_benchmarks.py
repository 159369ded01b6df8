"""What the benchmark of names is made of: clean people in number, and a frozen run that says what changed."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.name_people import borne, chinese, koreans
from benchmarks.names_calibration import is_held_out
from benchmarks.names_reference import PATH, difference, freeze


def test_there_are_clean_people_enough() -> None:
    for people in (koreans(), chinese()):
        assert len(set(people)) == len(people) >= 5000
    assert {"Kim", "Ri", "Pak"} <= {name.split(" ")[0] for name in koreans()}
    assert {"Wang", "Li"} <= {name.split(" ")[0] for name in chinese()}


def test_forenames_of_a_file_are_borne_by_the_commonest_families(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Country,Romanized Name\nKR,Ji-ho\nTW,Chih-ming\nDE,Hans\n", encoding="utf-8")
    found = borne(path)
    assert found["Koreans of the file"][:2] == ["Kim Ji-ho", "Ri Ji-ho"]
    assert len(found["Chinese of the file"]) == 5


def test_a_run_is_compared_with_the_frozen_one(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    freeze({"pairs": {"F1": 0.84801, "rows": [3, 5]}, "found": 0.97}, path)
    assert difference({"pairs": {"F1": 0.84802, "rows": [3, 5]}}, path) == []
    assert difference({"pairs": {"F1": 0.85, "rows": [5, 8]}, "AUC": 0.9}, path) == [
        "AUC: new, 0.9",
        "pairs F1: 0.848 -> 0.85",
        "pairs rows: no longer [3]; now [8]",
    ]


def test_the_frozen_run_has_figures_and_no_names() -> None:
    def leaves(value: object) -> list[object]:
        parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
        return [value] if parts is None else [x for part in parts for x in leaves(part)]

    found = leaves(json.loads(PATH.read_text(encoding="utf-8")))
    assert found
    assert all(isinstance(x, int | float) for x in found)


def test_a_pair_is_held_out_whichever_name_stands_first() -> None:
    pairs = [(f"name {n}", f"other {n}") for n in range(400)]
    assert all(is_held_out(a, b) == is_held_out(b, a) for a, b in pairs)
    assert 60 < sum(is_held_out(a, b) for a, b in pairs) < 140
