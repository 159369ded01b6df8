"""The folder of a report while it is written: what is read already, which files of it are whole.

An interrupted run leaves it behind; the same question takes it up again, another one starts anew.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from article41.errors import InputError
from article41.keep.files import alone_here, appearing, file_hash

MANIFEST = "manifest.json"
_WORK, _QUESTION, _DONE = ".work", "question", "done"


class Workspace:
    """A report's folder. `question`: a hash of all on which the pages depend."""

    def __init__(self, out: Path, question: str) -> None:
        self.out = out
        self._work = out / _WORK
        self._done = self._work / _DONE
        asked = self._work / _QUESTION
        if not asked.exists() or asked.read_text(encoding="utf-8") != question:
            self._done.unlink(missing_ok=True)
            with appearing(asked) as stream:
                stream.write(question.encode())
        self.whole = dict(self._kept())

    def _kept(self) -> Iterator[tuple[str, str]]:
        """Files of the interrupted run that are still what it wrote."""
        if not self._done.exists():
            return
        for line in self._done.read_text(encoding="utf-8").splitlines():
            digest, _, path = line.partition(" ")
            place = self.out / path
            if path and place.is_file() and file_hash(place) == digest:
                yield path, digest

    def write(self, path: str, make: Callable[[], bytes]) -> None:
        """Writes a file of the report, if the interrupted run has not; it is there whole or not at all."""
        if path in self.whole:
            return
        content = make()
        with appearing(self.out / path) as stream:
            stream.write(content)
        digest = hashlib.sha256(content).hexdigest()
        with self._done.open("a", encoding="utf-8") as stream_of_lines:
            stream_of_lines.write(f"{digest} {path}\n")
        self.whole[path] = digest

    def cached(self, key: str) -> Path:
        """A place for something worth keeping between runs, named by a hash of what it depends on."""
        return self._work / key

    def finish(self, manifest: Mapping[str, object]) -> None:
        """Writes the manifest, drops files of an earlier report that this one lacks, and cleans up."""
        for path in _written_before(self.out) - self.whole.keys():
            (self.out / path).unlink(missing_ok=True)
        outputs = [
            {"path": path, "sha256": digest, "size": (self.out / path).stat().st_size}
            for path, digest in sorted(self.whole.items())
        ]
        with appearing(self.out / MANIFEST) as stream:
            stream.write(msgspec.json.format(msgspec.json.encode({**manifest, "outputs": outputs})) + b"\n")
        shutil.rmtree(self._work, ignore_errors=True)


@contextmanager
def open_workspace(out: Path, question: str, *, is_anew: bool) -> Iterator[Workspace]:
    """Raises InputError where the folder holds something else than a report, or another run writes there."""
    work = out / _WORK
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()) and not work.exists() and not (out / MANIFEST).exists():
            raise InputError.of(str(out), "other files", "a new folder, or one with a report of the monitor")
        work.mkdir(exist_ok=True)
    except OSError as error:
        raise InputError.of(str(out), None, "a folder that can be written", error.strerror) from None
    with alone_here(work):
        if is_anew:
            for kept in work.iterdir():
                if kept.is_file() and kept.name != ".lock":
                    kept.unlink()
        for part in out.rglob(".*.part"):  # what a run that was killed was about to write
            part.unlink(missing_ok=True)
        yield Workspace(out, question)


def _written_before(out: Path) -> set[str]:
    """The files of the report that stood here, as its manifest names them, and none that lies elsewhere."""
    try:
        told = msgspec.json.decode((out / MANIFEST).read_bytes())
        paths = {str(output["path"]) for output in told["outputs"]}
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        return set()
    return {p for p in paths if not Path(p).is_absolute() and ".." not in Path(p).parts}
