"""The name core, written in Rust (rust/src/python.rs). Policy lives in article41.analyse.matching."""

import os
from collections.abc import Sequence
from typing import final

__version__: str

class Refused(ValueError): ...

@final
class Index:
    @staticmethod
    def build(entities: Sequence[tuple[str, str, Sequence[tuple[str, bool]]]]) -> Index: ...
    @staticmethod
    def load(bytes: bytes) -> Index: ...
    @staticmethod
    def open(path: str | os.PathLike[str], offset: int, length: int) -> Index: ...
    def to_bytes(self) -> bytes: ...
    def counts(self) -> tuple[int, int]: ...
    def screen(
        self,
        asked: Sequence[tuple[str, str]],
        only: Sequence[str],
        threshold: float,
        limit: int,
        weak: bool,
        threads: int,
    ) -> list[tuple[int, str, float, str, str, bool]]: ...

def compare(
    a: str, schema_a: str, b: str, schema_b: str
) -> tuple[float, list[tuple[str, str, str, float, float]]]: ...
def scores(pairs: Sequence[tuple[str, str]], schema_of: str) -> list[float]: ...
def schemas() -> list[str]: ...
