"""The law as one dataset: what its schema says, whole, and the same every time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from article41.decide.conditions import tests_of as leaves_of
from article41.model import Test
from article41.read.resolutions import load_law
from article41.read.resolutions.conditions import ALL_OPERATORS, ConditionReader
from article41.read.resolutions.provisions import FORCES, KINDS
from article41.read.resolutions.yaml import Source
from article41.report.conditions import condition_json
from article41.report.dataset import dataset, dataset_text, schema_text

LAW = load_law()
DATA: dict[str, Any] = json.loads(dataset_text(LAW))
SCHEMA: dict[str, Any] = json.loads(schema_text())


def mistakes(data: dict[str, Any]) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(data)]


def test_the_dataset_is_what_the_schema_says(small_folder: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert mistakes(DATA) == []
    folder = small_folder
    (folder / "checked.csv").write_text(
        "id,by,on,url,note,law_hash\n2371/op8~the-tail,A,2026-01-02,https://un.org/x,,abc\n", encoding="utf-8"
    )
    small = dataset(load_law(folder))
    assert mistakes(small) == []
    coal = small["provisions"][2]
    assert coal["reading"][0]["answer"]["by"] == "A"
    assert small["checks"][0]["point"] == "2371/op8~the-tail"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("hash",), "abc"),
        (("more",), 1),
        (("provisions", 0, "force"), "demands"),
        (("provisions", 0, "more"), 1),
        (("provisions", 0, "rules", 0, "when"), {"fact": "good", "is": "coal", "in": ["coal"]}),
        (("provisions", 0, "rules", 0, "when"), {"all": [{"fact": "good"}]}),
        (("provisions", 0, "rules", 0, "when"), {"all": [], "any": []}),
        (("provisions", 0, "rules", 0, "defeats"), ["2371/op8"]),
        (("facts", 0, "type"), "color"),
        (("goods", 0, "hs"), "2701.12"),
    ],
)
def test_the_schema_is_strict(path: tuple[str | int, ...], value: object) -> None:
    data = deepcopy(DATA)
    at: Any = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    assert mistakes(data)


def test_the_schema_s_words_are_the_reader_s() -> None:
    defs = SCHEMA["$defs"]
    assert set(defs["rule"]["properties"]["kind"]["enum"]) == set(KINDS)
    assert set(defs["provision"]["properties"]["force"]["enum"]) == set(FORCES)
    assert set(defs["test"]["properties"]) == {"fact", *ALL_OPERATORS}


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("all", "any"):
        for part in node.get(key, ()):
            yield from walk(part)
    if "not" in node:
        yield from walk(node["not"])
    if "fact" in node:
        yield node


def test_all_that_a_rule_names_is_in_the_dataset() -> None:
    facts = {f["name"]: f for f in DATA["facts"]}
    goods = {g["good"] for g in DATA["goods"]}
    measures = {m["code"] for m in DATA["measures"]}
    rules = {r["id"] for p in DATA["provisions"] for r in p["rules"]}
    resolutions = {r["number"] for r in DATA["resolutions"]}
    for p in DATA["provisions"]:
        assert p["measure"] in measures
        assert p["resolution"] in resolutions
        for cap in p["caps"]:
            assert set(cap["goods"]) <= goods
        for rule in p["rules"]:
            assert set(rule["defeats"]) <= rules
            for test in walk(rule["when"]):
                assert test["fact"] in facts
                ((operator, value),) = [(k, v) for k, v in test.items() if k != "fact"]
                named = value if isinstance(value, list) else [value]
                if test["fact"] == "good":
                    assert set(named) <= goods
                elif facts[test["fact"]]["values"] and operator in ("is", "is_not", "in", "not_in"):
                    assert set(named) <= set(facts[test["fact"]]["values"]), test
                if isinstance(value, dict):
                    assert value["fact"] in facts


def test_a_condition_read_back_is_the_condition() -> None:
    goods = tuple(dict.fromkeys(g.good for g in LAW.goods))
    for provision in LAW.provisions:
        for rule in provision.rules:
            source = Source("back")
            node = yaml.compose(json.dumps(condition_json(rule.when, LAW.facts)), Loader=yaml.CBaseLoader)
            assert node is not None
            assert ConditionReader(source, LAW.facts, goods).condition(node) == rule.when, rule.id
            assert source.problems == []


def test_days_as_written_and_as_closed() -> None:
    quota = next(p for p in DATA["provisions"] if p["id"] == "2375/op14")
    assert quota["in_force"]["written"] == [{"from": "2017-09-11", "until": None}]
    assert quota["in_force"]["closed"] == [{"from": "2017-09-11", "until": "2018-01-01"}]
    assert quota["replaced_by"] == [{"id": "2397/op5", "from": "2018-01-01", "replaced": "2375/op14"}]


def test_nothing_is_lost_and_nothing_depends_on_the_day() -> None:
    assert DATA["hash"] == LAW.hash
    assert [p["id"] for p in DATA["provisions"]] == [p.id for p in LAW.provisions]
    assert len(DATA["goods"]) == len(LAW.goods)
    assert len(DATA["coverage"]) == len(LAW.coverage)
    assert dataset_text(load_law()) == dataset_text(LAW)
    tests = sum(isinstance(t, Test) for p in LAW.provisions for r in p.rules for t in leaves_of(r.when))
    assert tests == sum(1 for p in DATA["provisions"] for r in p["rules"] for _ in walk(r["when"]))


def test_listings_and_acts_are_whole() -> None:
    assert [x["reference"] for x in DATA["listings"]] == [x.reference for x in LAW.listings]
    ship = next(x for x in DATA["listings"] if x["names"][0]["text"] == "GOLD STAR 3")
    assert ship["removed_on"] == {"first": "2016-12-01", "last": "2016-12-31", "precision": "month"}
    assert ship["measures"] == {"asset_freeze": "2270/op23"}
    assert ship["imo"] == "8405402"
    assert len(DATA["committee_acts"]) == len(LAW.acts)
    assert {k["kind"]: k["span"] for k in DATA["committee_coverage"]}["cease_notice"] is None
