"""Documents cannot drift: every command in them runs and prints what they say, every example holds."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from article41.model import Verdict, VerdictWord
from article41.read.resolutions import load_law

from .serve.running import ROOT, article41

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
GAP = "…"


def blocks(language: str) -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        for found in re.finditer(
            rf"^```{language}\n(.*?)^```", document.read_text(encoding="utf-8"), re.M | re.S
        ):
            yield document.name, found[1]


def sessions() -> Iterator[tuple[str, str, int, list[str]]]:
    """Document, command, exit status (0 unless a comment says otherwise), expected lines."""
    for name, block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, *lines = part.rstrip("\n").split("\n")
            command, _, comment = command.partition("  #")
            status = re.search(r"exit status (\d)", comment)
            yield name, command, int(status[1]) if status else 0, lines


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """One home a document: what a command of it takes in, the next one finds."""
    made: dict[str, Path] = {}
    return lambda document: made.setdefault(document, tmp_path_factory.mktemp("home"))


SESSIONS = [pytest.param(*s, id=f"{s[0]}: {s[1]}") for s in sessions()]


@pytest.mark.parametrize(("document", "command", "status", "expected"), SESSIONS)
def test_every_command_runs_and_prints_what_is_said(
    document: str,
    command: str,
    status: int,
    expected: list[str],
    tmp_path: Path,
    homes: Callable[[str], Path],
) -> None:
    program, *words = shlex.split(command)
    if program == "make":
        assert re.search(rf"^{words[0]}:", (ROOT / "Makefile").read_text(), re.M), document
        return
    assert program == "article41"
    local = [str(ROOT / w) if w.startswith("examples/") else w for w in words]
    done = article41(local, cwd=tmp_path, home=homes(document))
    assert done.returncode == status, done.stderr
    assert matches([line.rstrip() for line in done.stdout.splitlines()], expected), done.stdout
    for target in (
        w for w in words if w.endswith((".xlsx", ".csv", ".svg")) and not w.startswith("examples/")
    ):
        assert (tmp_path / target).stat().st_size > 0


def matches(found: list[str], expected: list[str]) -> bool:
    """Whether the lines are as expected, a line of … standing for any number of them."""
    if not expected:
        return not found
    if expected[0] == GAP:
        return any(matches(found[i:], expected[1:]) for i in range(len(found) + 1))
    return bool(found) and found[0] == expected[0].rstrip() and matches(found[1:], expected[1:])


@pytest.mark.parametrize(("document", "code"), [pytest.param(*b, id=b[0]) for b in blocks("python")])
def test_every_python_example_holds(document: str, code: str) -> None:
    exec(compile(code, document, "exec"), {})  # noqa: S102  our own document


def test_the_example_of_a_paragraph_is_the_law_s_own() -> None:
    """What CONTRIBUTING shows of a provision is a provision of the law, rule by rule."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.S)
    assert example is not None
    law = (ROOT / "src/article41/law/resolutions/2371.yaml").read_text(encoding="utf-8")
    for line in example[1].splitlines():
        bare = line.split("  #")[0].strip()
        if bare.startswith(("id:", "when:", "defeats:", "in_force:", "- id:", "label:")):
            assert bare in law, bare


def test_every_provision_and_file_named_in_documents_exists() -> None:
    law = load_law()
    known = {p.id for p in law.provisions} | {r.id for p in law.provisions for r in p.rules}
    known |= {c.id for p in law.provisions for c in p.caps}
    known |= {c.provision for c in law.coverage if c.provision}
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        # pages written from the law are held against it whole, with what their readings refer to
        ours = "" if document.parent.name == "law" else text
        for name in re.findall(r"\b\d{4}/op\d+(?:\.[a-z]+)*(?:#\w+)?", ours):
            assert name in known, f"{document.name}: {name}"
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_readme_s_figures_are_the_law_s() -> None:
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    law = load_law()
    rules = sum(len(p.rules) for p in law.provisions)
    recalled = sum(p.checked is not None and p.checked.against == "recalled" for p in law.provisions)
    assert f"{len(law.provisions)} paragraphs with {rules} rules are encoded; {recalled} of them" in readme
    page = (ROOT / "docs" / "agreement.md").read_text(encoding="utf-8")
    totals = re.search(r"^\| all \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", page, re.M)
    assert totals is not None
    cases, agree, differ, cannot = totals.groups()
    assert (
        f"[{cases} documented and worked cases](docs/agreement.md) were put to it: {agree} agree, {differ} differ"
        in readme
    )
    assert f"and {cannot} cannot be put in its words" in readme


def test_no_document_promises_a_day_that_is_not_here() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for day in re.findall(r"\d{4}-\d{2}-\d{2}", changes):
        assert date.fromisoformat(day) <= date.today()


def test_every_field_of_a_verdict_is_explained() -> None:
    text = (ROOT / "docs" / "verdict.md").read_text(encoding="utf-8")
    for field in fields(Verdict):
        if field.name not in ("id", "verdict", "trace"):
            assert f"| `{field.name}` |" in text, field.name
    for word in get_args(VerdictWord):
        assert f"| `{word}` |" in text
