"""Names of people and companies that nobody listed: clean Koreans and Chinese, and a list of any size.

Tables of our own: common family and given names, in the spellings of passports.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

with Path(__file__).with_suffix(".csv").open(encoding="utf-8") as _file:
    WORDS = {row["kind"]: row["words"].split(" ") for row in csv.DictReader(_file)}
CODAS = ["", "", "", "n", "r", "l", "s", "m", "k", "t"]


def koreans() -> list[str]:
    """Every family name with every given name, Northern and Southern spellings mixed."""
    return [f"{family} {given}" for family, given in product(WORDS["korean_families"], WORDS["korean_given"])]


def chinese() -> list[str]:
    """Every family name with every given name, in pinyin."""
    return [
        f"{family} {given}" for family, given in product(WORDS["chinese_families"], WORDS["chinese_given"])
    ]


def borne(path: Path) -> dict[str, list[str]]:
    """The forenames of Korea, and of China and Taiwan, each borne by the five commonest families.

    `path`: CSV with Country and Romanized Name. The keys are what the people are called in the table.
    """
    with path.open(encoding="utf-8-sig") as file:
        rows = [(r["Country"], r["Romanized Name"]) for r in csv.DictReader(file)]
    found = {}
    for what, families, countries in (
        ("Koreans of the file", "korean_families", {"KR", "KP"}),
        ("Chinese of the file", "chinese_families", {"CN", "TW"}),
    ):
        given = {name: None for country, name in rows if country in countries}
        found[what] = [f"{f} {g}" for f, g in product(WORDS[families][:5], given)]
    return found


def entities(count: int, seed: int) -> Iterator[tuple[str, str, list[str]]]:
    """(id, schema, names): so many entities with three names each; four in five are persons.

    Words are made of syllables, 60,000 family and 15,000 given names, some far more frequent than others. The
    words are the same for every seed, who bears them is not.
    """
    families, given = _words(60_000, 1), _words(15_000, 2)
    rnd = random.Random(seed)  # noqa: S311

    def draw(words: list[str]) -> str:
        return words[int(len(words) * rnd.random() ** 2)]

    for number in range(count):
        if rnd.random() < 0.8:
            first, middle, last = draw(given), draw(given), draw(families)
            names = [
                f"{first} {middle} {last}",
                f"{last.upper()}, {first}",
                f"{first} {middle} {draw(families)}",
            ]
            yield f"e{number}", "Person", names
        else:
            head, trade = f"{draw(families)} {draw(families)}", rnd.choice(WORDS["trades"])
            names = [
                f"{head} {trade} {rnd.choice(WORDS['forms'])}",
                f"{head} {trade}",
                f"{head} {rnd.choice(WORDS['trades'])}",
            ]
            yield f"e{number}", "Company", names


def _words(count: int, seed: int) -> list[str]:
    rnd = random.Random(seed)  # noqa: S311
    syllables = [a + b + c for a, b, c in product(WORDS["onsets"], "aeiou", CODAS)]
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rnd.choice(syllables) for _ in range(rnd.choice((2, 2, 3)))).capitalize()] = None
    return list(found)
