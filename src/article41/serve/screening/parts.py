"""The folder beside OUT in which a run keeps what it has: whole parts, what each counted, and the question.

A part is made beside its place and renamed, so that it is there whole or not at all, whatever ends the run.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import msgspec

from article41.errors import InputError
from article41.keep.files import alone_here, appearing
from article41.serve.screening.tally import Tally
from article41.serve.screening.writing import Layout, assemble

_RUN = "run.json"
_WORDS = {
    "file_sha256": "the file",
    "columns": "what its columns mean",
    "lists": "the lists",
    "since": "the snapshot since which something changed",
    "threshold": "the threshold",
    "weak": "whether weak aliases are looked through",
    "day": "the day asked about",
    "form": "the format",
    "batch": "the size of a part",
    "engine": "the version of article41",
}


@dataclass(frozen=True, slots=True)
class Question:
    """All on which the answer depends. `lists`: key and hash; `columns`: role and heading."""

    file_sha256: str
    columns: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...]
    since: str | None
    threshold: float
    weak: bool
    day: date
    form: str
    batch: int
    engine: str

    def other_than(self, kept: Question) -> list[str]:
        """What differs, in words."""
        before, now = asdict(kept), asdict(self)
        return [_difference(name, before[name], now[name]) for name in now if before[name] != now[name]]


def _difference(name: str, before: object, now: object) -> str:
    if name == "lists":
        return f"the lists ({_lists(before)} then, {_lists(now)} now)"
    if name in ("file_sha256", "columns"):
        return _WORDS[name]
    return f"{_WORDS[name]} ({before} then, {now} now)"


def _lists(pairs: object) -> str:
    assert isinstance(pairs, tuple)  # noqa: S101  as Question has them
    return ", ".join(f"{key} {snapshot[:12]}" for key, snapshot in pairs) or "none"


def folder_of(out: Path) -> Path:
    """Where the parts of OUT are kept."""
    return out.with_name(f"{out.name}.part")


def kept_question(out: Path) -> Question | None:
    """What the interrupted run for OUT asked, None where there is none. Raises InputError where it cannot be
    read."""
    run = folder_of(out) / _RUN
    try:
        return msgspec.json.decode(run.read_bytes(), type=Question)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise InputError.of(str(run), str(error), "the question of an interrupted run", _ANEW) from None


_ANEW = "--restart throws its parts away and begins anew"


class Parts:
    """The parts of one run. `done`: how many are whole; `tally`: what they counted."""

    def __init__(self, out: Path, layout: Layout) -> None:
        self._out, self._layout = out, layout
        self._folder = folder_of(out)
        self.tally = Tally()
        self.done = 0
        while self._part(self.done + 1).exists() and self._counted(self.done + 1).exists():
            self.done += 1
            self.tally.add(_tally(self._counted(self.done)))

    def _part(self, number: int) -> Path:
        return self._folder / f"{number:08}.{self._layout.ending}"

    def _counted(self, number: int) -> Path:
        return self._folder / f"{number:08}.json"

    def add(self, content: bytes, tally: Tally) -> None:
        """The next part; it counts from the moment it has its name. Raises InputError where it cannot be
        written."""
        with appearing(self._counted(self.done + 1)) as stream:
            stream.write(msgspec.json.encode(tally))
        with appearing(self._part(self.done + 1)) as stream:
            stream.write(content)
        self.done += 1
        self.tally.add(tally)

    def on_disk(self) -> Tally:
        """What the whole parts counted, one included whose writing was interrupted after it got its name."""
        return Parts(self._out, self._layout).tally

    def finish(self) -> None:
        """OUT appears whole, and the folder goes. Raises InputError where it cannot be written."""
        with appearing(self._out) as stream:
            assemble([self._part(number) for number in range(1, self.done + 1)], self._layout, stream)
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def open_parts(out: Path, question: Question, layout: Layout, *, is_anew: bool) -> Iterator[Parts]:
    """The parts for OUT, those of an interrupted run with the same question included.

    Raises InputError where another run writes there now, or an interrupted one asked something else.
    """
    folder = folder_of(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError.of(str(folder), None, "a place that can be written", error.strerror) from None
    with alone_here(folder):
        if is_anew:
            _clear(folder)
        kept = kept_question(out)
        if kept is None:
            _clear(folder)  # parts without their question are nobody's
            with appearing(folder / _RUN) as stream:
                stream.write(msgspec.json.format(msgspec.json.encode(question)))
        elif differences := question.other_than(kept):
            expected = f"the question of the interrupted run; what differs is {'; '.join(differences)}"
            raise InputError.of(str(folder), None, expected, _ANEW)
        yield Parts(out, layout)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != ".lock":
            path.unlink()


def _tally(path: Path) -> Tally:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Tally)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError.of(str(path), str(error), "what a part counted", _ANEW) from None
