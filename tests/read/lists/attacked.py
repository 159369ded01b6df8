"""Reads every variant of the samples, and says what came of each: `python -m tests.read.lists.attacked [FOLDER]`.

A process of its own, so that its memory is its own too. One line of JSON a variant, and one at the end.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from shutil import copytree

from article41.errors import InputError
from article41.read.lists.formats import Format, format_of
from article41.read.lists.parts import open_parts
from article41.read.lists.reading import ListFile, open_list

from .mutations import Variant, variants

SAMPLES = Path(__file__).parent / "samples"


@dataclass(frozen=True)
class Outcome:
    """`said`: "listings", "problems", "refused", or the exception that should not have been."""

    label: str
    said: str
    listings: int
    cpu_seconds: float


def samples(folder: Path = SAMPLES) -> Iterator[tuple[Path, Path]]:
    """Each sample, a file or a folder of files, and each file of it."""
    for path in sorted(folder.iterdir()):
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if not file.name.startswith("."):
                yield path, file


def attack(sample: Path, file: Path, variant: Variant, folder: Path) -> Outcome:
    """The variant put in place of the file, and read as the sample is."""
    place = folder / sample.name
    if sample.is_dir():
        copytree(sample, place, dirs_exist_ok=True)
        (place / file.name).write_bytes(variant.content)
    else:
        place.write_bytes(variant.content)
    start = time.process_time()
    said, count = _read(sample, place)
    label = (
        f"{sample.name}/{file.name}: {variant.label}" if sample.is_dir() else f"{file.name}: {variant.label}"
    )
    return Outcome(label, said, count, time.process_time() - start)


def _read(sample: Path, place: Path) -> tuple[str, int]:
    count = 0
    try:
        format_of(open_parts(place), place.name)
    except InputError:
        pass  # its own reader will still be asked: it must stand what no other would take
    except Exception as error:
        return f"recognising: {type(error).__name__}: {error}"[:300], 0
    try:
        source = _opened_as(sample, place)
        for _ in source.listings():
            count += 1
        return ("problems" if source.tally.problems else "listings"), count
    except InputError as error:
        is_said = all(line.isprintable() for line in str(error).split("\n")) and str(error) != ""
        return ("refused" if is_said else "refused without a word that can be shown"), count
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:300], count


def _opened_as(sample: Path, place: Path) -> ListFile:
    format_, list_key = _known(sample)
    return open_list(place, list_key, None if format_.is_dated else date(2026, 1, 1), format_.key)


@lru_cache
def _known(sample: Path) -> tuple[Format, str]:
    """The sample's format, and the first of its lists that the sample may be."""
    format_ = format_of(open_parts(sample), sample.name)
    keys = format_.lists or ("sample",)
    for key in keys[:-1]:
        try:
            open_list(sample, key, reader=format_.key)
            return format_, key
        except InputError:
            continue
    return format_, keys[-1]


def peak_megabytes() -> float | None:
    """Of this process; None where the system does not say."""
    try:
        said = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    return int(said.partition("VmHWM:")[2].split()[0]) / 1024


def main(folder: Path) -> None:
    """All variants of the first sample of each kind of file, and of the others one in ten."""
    kinds: set[str] = set()
    with tempfile.TemporaryDirectory() as temporary:
        for sample, file in samples(folder):
            is_first = file.suffix not in kinds
            kinds.add(file.suffix)
            every = variants(file.name, file.read_bytes(), with_heavy=is_first)
            for variant in every if is_first else islice(every, None, None, 10):
                print(json.dumps(asdict(attack(sample, file, variant, Path(temporary)))), flush=True)
    print(json.dumps({"peak_megabytes": peak_megabytes()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else SAMPLES)
