"""The law folder to `Law`: strict, whole, every mistake at once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources.abc import Traversable

from article41.errors import LawError
from article41.model import Law
from article41.read.resolutions.checks import check_coverage
from article41.read.resolutions.folder import law_folder, linked, read_folder

__all__ = ["law_folder", "load_law", "packaged_law"]


def load_law(folder: Traversable | None = None) -> Law:
    """The law as data. Raises LawError listing every mistake with file and line."""
    parts, problems = read_folder(law_folder() if folder is None else folder)
    law, found = linked(parts)
    problems += found
    problems += check_coverage(law.provisions, law.coverage)
    if problems:
        raise LawError(problems)
    return law


@lru_cache(maxsize=1)
def packaged_law() -> Law:
    """The law that ships with the package, read once in a process. Raises LawError."""
    return load_law()
