"""Generated tests: the same examples on every run where changes are checked, fresh ones at a desk."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import settings

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash[SAID]:
        terminalreporter.write_line(line)
