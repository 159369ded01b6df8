"""Where state lives: `$ARTICLE41_HOME`, by default the platform's data folder, and nowhere else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from article41.errors import InputError


def home() -> Path:
    """The folder; it need not exist yet. Raises InputError where there is no telling which."""
    own = os.environ.get("ARTICLE41_HOME")
    try:
        return Path(own).expanduser() if own else _platform()
    except RuntimeError as error:
        raise InputError.of("ARTICLE41_HOME", own, "a folder", str(error)) from None


def _platform() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "article41"
