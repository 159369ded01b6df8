"""A draft resolution read like the law's own files and joined to them, so that it can be asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from article41.dates import Span
from article41.errors import InputError, LawError, Problem
from article41.model import Law, Provision
from article41.read.resolutions.checks import loops
from article41.read.resolutions.conditions import NEVER
from article41.read.resolutions.folder import law_folder, linked, read_folder
from article41.read.resolutions.places import Places
from article41.read.resolutions.provisions import ProvisionReader
from article41.read.resolutions.yaml import FIRST, Source

LARGEST = 1_000_000
"""Bytes; the longest resolution encoded takes 40,000."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, the law as it stands and the law with the draft in it."""

    file: str
    resolution: str
    provisions: tuple[Provision, ...]
    """The draft's own, in its order, `defeats` resolved to rule ids."""
    without: Law
    law: Law
    """A rule that could not be read whole never holds in it."""
    unsound: frozenset[str]
    """Rules not read whole, and provisions in which something apart from their rules is wrong."""
    cited: tuple[tuple[str, str], ...]
    """Ids, and the paragraph that each says brings it into force."""
    problems: tuple[Problem, ...]
    places: Places

    @property
    def is_askable(self) -> bool:
        """Whether enough was read to ask the law with the draft in it."""
        return bool(self.provisions) and self.provisions[0].adopted >= FIRST


def read_draft(path: Path) -> Draft:
    """A draft from a file. Raises InputError where the file cannot be read as text."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError.of(str(path), None, "a UTF-8 text file") from None
    except OSError as error:
        raise InputError.of(str(path), None, "a file that can be read", error.strerror) from None
    if len(data) > LARGEST:
        raise InputError.of(str(path), f"more than {LARGEST:,} bytes", "one resolution")
    return load_draft(text, path.name)


def load_draft(text: str, file: str, folder: Traversable | None = None) -> Draft:
    """A draft from YAML in the form of law/resolutions/*.yaml, joined to the law of `folder`.

    Whatever is wrong with the draft is in `problems`. Raises LawError where the law itself does not load.
    """
    parts, problems = read_folder(law_folder() if folder is None else folder)
    without, found = linked(parts)
    if problems or found:
        raise LawError((*problems, *found))
    source = Source(file)
    reader = ProvisionReader(source, parts.vocabulary, parts.places, is_draft=True)
    try:
        read = reader.resolution(text)
    except RecursionError:
        source.problems.append(Problem(file, expected="conditions of a few steps, not of hundreds"))
        read = ()
    number = next((p.resolution for p in read), "")
    if number in {p.resolution for p in without.provisions}:
        hint = "9999 and draft are free"
        source.problems.append(Problem(file, None, "resolution", number, "a number not encoded yet", hint))
        read = ()
    if not read and not source.problems:
        source.problems.append(Problem(file, expected="resolution, adopted, and one provision or more"))
    own = tuple(_harmless(p, reader.unsound) for p in read)
    digest = hashlib.sha256(parts.hash.encode() + text.encode("utf-8", "surrogatepass")).hexdigest()
    parts = replace(parts, provisions=(*parts.provisions, *own), hash=digest)
    law, found = linked(parts)
    looping = {rule for loop in loops(law.provisions) for rule in loop}
    if looping:  # told in `found`; what defeats itself cannot be asked
        law = replace(law, provisions=tuple(_cut(p, looping) for p in law.provisions))
    return Draft(
        file,
        number,
        law.provisions[len(without.provisions) :],
        without,
        law,
        frozenset(reader.unsound | looping),
        tuple((name, cited) for name, cited in reader.cited if cited),
        tuple(_told((*source.problems, *found))),
        parts.places,
    )


def _harmless(p: Provision, unsound: set[str]) -> Provision:
    """Without what could not be read: rules that never hold, no caps, no days that are none."""
    rules = tuple(
        replace(r, when=NEVER, then=(), spans=None) if {p.id, r.id} & unsound else r for r in p.rules
    )
    if p.id not in unsound:
        return replace(p, rules=rules)
    spans = tuple(s for s in p.spans if s.start >= p.adopted and not s.is_empty) or (Span(p.adopted),)
    old = tuple(r for r in p.replaces if r.start >= p.adopted)
    return replace(p, rules=rules, spans=spans, caps=(), owed=(), replaces=old)


def _cut(p: Provision, looping: set[str]) -> Provision:
    rules = (replace(r, when=NEVER, defeats=()) if r.id in looping else r for r in p.rules)
    return replace(p, rules=tuple(rules))


def _told(problems: Iterable[Problem]) -> list[Problem]:
    """Each once, in the file's order."""
    return sorted(dict.fromkeys(problems), key=lambda p: p.row or 0)
