"""What many tests share: how many examples generated tests try, and a small law of three resolutions."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from article41.decide.regime import Regime
from article41.read.resolutions import law_folder, load_law

from .small_law import write_small_law

# the same examples on every run where changes are checked, fresh ones at a desk
settings.register_profile("checked", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("checked" if os.environ.get("CI") else "desk"))


SAID = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SAID] = []


@pytest.fixture(scope="session")
def summary_line(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Adds a line that is printed when all tests are done."""
    return request.config.stash[SAID].append


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What a worker's tests have to say goes to the one process that prints."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["said"] = session.config.stash[SAID]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker is done."""
    node.config.stash[SAID] += getattr(node, "workeroutput", {}).get("said", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash[SAID]:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test meets the lists or answers that somebody keeps on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARTICLE41_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """The small law's folder, to be written over."""
    return write_small_law(tmp_path)


@pytest.fixture
def whole_folder(tmp_path: Path) -> Path:
    """A copy of the packaged law, to be written over."""
    return Path(shutil.copytree(str(law_folder()), tmp_path / "law"))


@pytest.fixture
def small(small_folder: Path) -> Regime:
    """The small law as known long after its last resolution."""
    return Regime.of(load_law(small_folder), date(2026, 1, 1))
