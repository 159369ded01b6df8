"""Where state lives: `$ARTICLE41_HOME`, by default the platform's data folder, and nowhere else."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def home() -> Path:
    """The folder; it need not exist yet."""
    own = os.environ.get("ARTICLE41_HOME")
    if own:
        return Path(own).expanduser()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "article41"
