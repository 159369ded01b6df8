"""Generated tests: the same examples on every run where changes are checked, fresh ones at a desk."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("checked", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=3_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("checked" if os.environ.get("CI") else "desk"))
