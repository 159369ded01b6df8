"""Listed names found: all of them, by threshold, from memory and from a file."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import polars as pl
import pytest

from article41 import THRESHOLD, InputError, Watchlist, _core, compare_names
from article41.analyse.matching.watchlist import Name
from article41.read.resolutions import load_law

LISTED: list[tuple[str, str, list[Name]]] = [
    ("KPi.1", "Person", ["KIM Jong Un", ("Lil Kim", "low")]),
    ("KPi.2", "Person", ["RI Yong Ho", "Ri Yong-ho"]),
    ("KPe.1", "Organization", ["Korea Ryonbong General Corporation", "  "]),
    ("KPv.1", "Vessel", ["CHON MYONG 1"]),
    ("X", "Unknown", ["Osama bin Laden"]),
]


@pytest.fixture(scope="module")
def listed() -> Watchlist:
    return Watchlist.from_names(LISTED)


def test_hits_say_what_they_are(listed: Watchlist) -> None:
    [[hit]] = listed.screen(["김정은"], schemas="Person")
    assert (hit.id, hit.name, hit.quality, hit.schema) == ("KPi.1", "KIM Jong Un", "good", "Person")
    assert hit.score == compare_names("김정은", "KIM Jong Un", schema="Person").score
    assert sum(r.points for r in hit.reasons) == pytest.approx(hit.score, abs=1e-5)


def test_schemas_exclude_each_other(listed: Watchlist) -> None:
    name = ["Chon Myong 1"]
    assert [h.id for h in listed.screen(name)[0]] == ["KPv.1"]
    assert listed.screen(name, schemas="Person") == [[]]
    assert listed.screen(name, only=["Person"]) == [[]]
    assert listed.screen(["Usama bin Ladin"], schemas=["Person"])[0][0].id == "X"
    with pytest.warns(UserWarning, match="'Ship' is not known"):
        assert listed.screen(name, schemas="Ship")[0][0].id == "KPv.1"
    with pytest.raises(ValueError, match="1 names and 2 schemas"):
        listed.screen(name, schemas=["Vessel", "Person"])


def test_weak_aliases_are_kept_apart(listed: Watchlist) -> None:
    assert listed.screen(["Lil Kim"], schemas="Person") == [[]]
    assert listed.screen(["Lil Kim"], schemas="Person", weak=True)[0][0].quality == "low"


def test_limit_and_threshold(listed: Watchlist) -> None:
    everything = listed.screen(["Kim Jong"], threshold=0.01, limit=None)[0]
    assert [h.score for h in everything] == sorted((h.score for h in everything), reverse=True)
    assert listed.screen(["Kim Jong"], threshold=0.01, limit=1) == [everything[:1]]
    assert listed.screen([], schemas="Person") == []
    assert listed.screen([None, "", " ", "\ud800"]) == [[], [], [], []]


def test_one_thread_or_many_find_the_same(listed: Watchlist) -> None:
    names = ["Kim Jong Un", "Ri Yong Ho", "nobody"] * 200
    assert listed.screen(names, threads=1) == listed.screen(names, threads=2) == listed.screen(names)


def test_every_name_of_the_shipped_listings_finds_itself() -> None:
    kinds = {"person": "Person", "vessel": "Vessel"}
    rows = [
        (x.reference, kinds.get(x.kind, "Organization"), [(n.text, n.quality or "good") for n in x.names])
        for x in load_law().listings
    ]
    watchlist = Watchlist.from_names(rows)
    for reference, schema, names in rows:
        texts = [text for text, _ in names]
        for text, hits in zip(
            texts, watchlist.screen(texts, schemas=schema, limit=None, weak=True), strict=True
        ):
            assert reference in {h.id for h in hits}, text


def test_a_file_is_mapped_whole_or_in_part(listed: Watchlist, tmp_path: Path) -> None:
    path = tmp_path / "names"
    listed.write(path)
    assert path.read_bytes() == listed.to_bytes()
    again = Watchlist.open(path)
    assert len(again) == len(LISTED)
    assert again.screen(["김정은"], schemas="Person") == listed.screen(["김정은"], schemas="Person")
    larger = tmp_path / "larger"
    larger.write_bytes(b"head" + listed.to_bytes() + b"tail")
    assert len(Watchlist.open(larger, offset=4, length=len(listed.to_bytes()))) == len(LISTED)
    with pytest.raises(InputError, match="cut short"):
        Watchlist.open(larger, offset=4, length=10**9)


@pytest.mark.parametrize("at", [0, 9, 20, 30, 200, -1])
def test_a_damaged_file_is_refused(listed: Watchlist, tmp_path: Path, at: int) -> None:
    data = bytearray(listed.to_bytes())
    data[at] ^= 0xFF
    path = tmp_path / "bent"
    path.write_bytes(data)
    with pytest.raises(InputError, match="an index of names"):
        Watchlist.open(path)
    with pytest.raises(InputError):
        Watchlist.from_bytes(bytes(data[:at]))


def test_a_missing_or_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for name in ("missing", "empty"):
        with pytest.raises(InputError, match=name):
            Watchlist.open(tmp_path / name)


def test_a_table_comes_back_with_columns(listed: Watchlist) -> None:
    frame = pl.DataFrame({"customer": ["김정은", None, "Anna Schmidt"], "kind": ["Person", None, "Person"]})
    found = listed.screen_table(frame, name="customer", schema="kind")
    assert found.columns == ["customer", "kind", "match_id", "match_score", "match_name", "matches"]
    assert found["match_id"].to_list() == ["KPi.1", None, None]
    assert found["matches"].to_list() == [1, 0, 0]
    assert found["match_score"][0] >= THRESHOLD
    assert listed.screen_table({"name": ["김정은"]}, schema="Person")["matches"].to_list() == [1]
    with pytest.raises(InputError, match="customer, kind"):
        listed.screen_table(frame)


def test_the_stub_says_what_the_core_has() -> None:
    stub = ast.parse(Path(inspect.getfile(_core)).with_name("_core.pyi").read_text(encoding="utf-8"))
    said: dict[str, object] = {}
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            methods = [n for n in node.body if isinstance(n, ast.FunctionDef)]
            said[node.name] = {m.name: [a.arg for a in m.args.args if a.arg != "self"] for m in methods}
        elif isinstance(node, ast.FunctionDef):
            said[node.name] = [a.arg for a in node.args.args]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            said[node.target.id] = None
    assert {n for n in dir(_core) if not n.startswith("_") or n == "__version__"} == set(said)
    for name, parts in said.items():
        thing = getattr(_core, name)
        if isinstance(parts, list):
            assert list(inspect.signature(thing).parameters) == parts, name
        for method, args in (parts or {}).items() if isinstance(parts, dict) else ():
            if method != "__new__":
                own = [p for p in inspect.signature(getattr(thing, method)).parameters if p != "self"]
                assert own == args, f"{name}.{method}"
