"""article41 selftest: the open thematic test."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from article41.serve.cli.tables import INPUT_STATUS, output, say, tell

if TYPE_CHECKING:
    from article41.analyse.selftest.manipulations import Pack
    from article41.analyse.selftest.stress import Entry
    from article41.report.selftest.result import SelfTest

PACKS = "control,light,heavy,clean"
ENDINGS = (".json", ".csv", ".html")
UNDER_STATUS = 3
ALL = "all"


class Per(click.ParamType[int]):
    """A number of names, or all of them: 0 stands for all, for None is an option not given."""

    name = "number"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        if value == ALL:
            return 0
        if not (value.isascii() and value.isdigit()) or not 0 < int(value) <= 10**9:
            self.fail(f"found '{value}'; expected a number of names from 1 on, or all", param, ctx)
        return int(value)


@click.command("selftest", short_help="The open thematic test: changed names found, clean names left alone.")
@click.option(
    "--pack",
    "pack_text",
    default=PACKS,
    show_default=True,
    metavar="PACKS",
    help="Which, with commas between.",
)
@click.option("--seed", type=int, default=1, show_default=True, metavar="N", help="Another draw of names.")
@click.option(
    "--per", type=Per(), default="200", show_default=True, metavar="N", help="Names a manipulation; or all."
)
@click.option(
    "--list", "keys", multiple=True, metavar="KEY", help="Only this list; law is the law's own register."
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="X",
    help="Alert from this score on (default: the shipped one).",
)
@click.option(
    "--clean",
    "clean_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Clean names of your own: one a line, or a CSV with a column name.",
)
@click.option(
    "--misses",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="Misses told by name, at most.",
)
@click.option(
    "--fail-under",
    "least",
    type=click.FloatRange(0, 100),
    metavar="RATE",
    help="Exit status 3 where a pack's rate is under so many per cent (clean: of names left alone).",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a report (.html), every case tried (.csv) or all figures and misses (.json).",
)
@click.option(
    "--write",
    "cases_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="CASES.csv",
    help="Only write the names, without answers, to test another filter with; the key goes beside them.",
)
@click.option(
    "--read-back",
    "hits_file",
    type=click.Path(path_type=Path),
    metavar="HITS.csv",
    help="Score what another filter answered: columns id and hit (a reference, yes or no). Needs --key.",
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="KEY.csv",
    help="The key: where --write puts it (default: CASES.key.csv), whence --read-back has it.",
)
def command(
    pack_text: str,
    seed: int,
    per: int,
    keys: tuple[str, ...],
    threshold: float | None,
    clean_file: Path | None,
    misses: int,
    least: float | None,
    form: str,
    out: Path | None,
    cases_file: Path | None,
    hits_file: Path | None,
    key_file: Path | None,
) -> None:
    """The thematic test that a supervisor would run, on the lists kept here and the law's own register.

    control: every name as listed finds its own record. light: one change (case, typing, order, title, letters
    that look alike). heavy: several together, another romanisation or script, names cut or surrounded. clean:
    names on no list, which must not alert. The same lists, seed and number give the same cases.

    With --write and --read-back somebody else's filter takes the same test.
    """
    from article41.analyse.matching.scores import THRESHOLD
    from article41.decide.regime import Regime
    from article41.keep.watchlists.store import Store
    from article41.serve.cli.progress import progress
    from article41.serve.selftest import Plan, entries, open_sources, selftest
    from article41.serve.watchlists import archived

    packs = _packs(pack_text)
    if out is not None and out.suffix.lower() not in ENDINGS:
        raise click.UsageError(f"'{out}' does not end in {', '.join(ENDINGS)}")
    if least is not None and 0 < least <= 1:
        raise click.UsageError(f"--fail-under is in per cent: {least:g} is hardly any; {least * 100:g}?")
    if hits_file is not None:
        if key_file is None or cases_file is not None:
            raise click.UsageError("--read-back HITS.csv needs --key KEY.csv, and no --write")
        _read_back(hits_file, key_file, form, misses, out, least)
        return
    if key_file is not None and cases_file is None:
        raise click.UsageError("--key goes with --write or --read-back")
    own, is_sound = _own(clean_file)
    plan = Plan(packs, seed, per or None, THRESHOLD if threshold is None else threshold, own)
    regime = Regime.load()
    store = Store()
    if not keys:
        for key, _ in archived(store):
            say(f"{key}: not tested, for none of its versions is current")
    with open_sources(store, regime, keys) as opened:
        if cases_file is not None:
            _write_cases(entries(opened, plan), cases_file, key_file)
            if not is_sound:
                sys.exit(INPUT_STATUS)
            return
        test = selftest(opened, plan, regime.as_of, progress)
        _write(test, form, misses, out)
    _end(test, least, is_sound=is_sound)


def _write_cases(found: Sequence[Entry], cases_file: Path, key_file: Path | None) -> None:
    from article41.report.selftest.machine import write_asked, write_key

    key = key_file or cases_file.with_suffix(f".key{cases_file.suffix or '.csv'}")
    if key.absolute() == cases_file.absolute():
        raise click.UsageError("the names and their key are two files")
    with output(cases_file, "csv") as stream:
        write_asked(found, stream)
    with output(key, "csv") as stream:
        write_key(found, stream)
    say(f"wrote {len(found):,} names to {cases_file}, their key to {key}")


def _read_back(hits: Path, key: Path, form: str, misses: int, out: Path | None, least: float | None) -> None:
    from datetime import date

    from article41.serve.selftest import read_back

    test, problems, notes = read_back(hits, key, date.today())
    for note in notes:
        say(note)
    tell(problems)
    _write(test, form, misses, out)
    _end(test, least, is_sound=not problems)


def _packs(text: str) -> tuple[Pack, ...]:
    from article41.analyse.selftest.manipulations import PACKS as KNOWN
    from article41.errors import UnknownName

    asked = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in asked if part not in KNOWN]
    if unknown or not asked:
        raise UnknownName("pack", (unknown or [text])[0], KNOWN)
    return tuple(pack for pack in KNOWN if pack in asked)


def _own(path: Path | None) -> tuple[Sequence[str], bool]:
    """The user's clean names, and whether every row of the file was one."""
    if path is None:
        return (), True
    from article41.read.names import read_names

    found = read_names(path)
    for note in found.notes:
        say(f"{path.name}: {note}")
    tell(found.problems)
    if not found.texts:
        say(f"{path.name}: no name in it")
    return found.texts, not found.problems


def _write(test: SelfTest, form: str, misses: int, out: Path | None) -> None:
    from article41.report.selftest.machine import selftest_json, write_cases

    if out is not None:
        ending = out.suffix.lower()
        with output(out, ending) as stream:
            if ending == ".json":
                stream.write((selftest_json(test, None) + "\n").encode())
            elif ending == ".csv":
                write_cases(test, stream)
            else:
                from article41.report.selftest.page import write_page

                write_page(test, stream)
        say(f"wrote {out}")
    if form == "json":
        click.echo(selftest_json(test, misses))
    else:
        from article41.report.selftest.table import selftest_tables
        from article41.serve.cli.terminal import screen

        selftest_tables(test, screen(), misses)


def _end(test: SelfTest, least: float | None, *, is_sound: bool) -> None:
    from article41.report.selftest.words import control_text, percent

    if wrong := control_text(test):
        say(wrong)
    under = () if least is None else test.under(least / 100)
    for pack in under:
        say(f"{pack}: {percent(test.by_pack[pack].share)} is under {least:g} %")
    if under:
        sys.exit(UNDER_STATUS)
    if not is_sound:
        sys.exit(INPUT_STATUS)
