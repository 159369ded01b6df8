"""What changed between two versions of a list: who came, who went, and what of an entry is told otherwise.

Entries are the same where they bear the same reference. An entry is changed where its content hash is, for
the lists' own numbers of versions and days of amendment are not kept up (the UN's VERSIONNUM is always 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

from article41.listing import Listing

ChangeKind: TypeAlias = Literal["added", "delisted", "changed"]
_PLACE = frozenset(["reference", "source", "where", "content_hash"])
"""Fields that say which entry it is and where it stood, not what it says."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: the values that only the older entry has, and those that only the newer one has."""

    field: str
    removed: tuple[Any, ...]
    added: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ListChange:
    """One entry. `fields` is empty unless it is changed."""

    kind: ChangeKind
    reference: str
    before: Listing | None
    after: Listing | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def listing(self) -> Listing:
        """The newer entry, or the one that went."""
        found = self.after or self.before
        assert found is not None  # noqa: S101  a change has one or both
        return found


def list_changes(before: Iterable[Listing], after: Iterable[Listing]) -> Iterator[ListChange]:
    """In the order of the newer list, and then those that went, in the order of the older one."""
    old = {x.reference: x for x in before}
    kept: set[str] = set()
    for new in after:
        was = old.get(new.reference)
        kept.add(new.reference)
        if was is None:
            yield ListChange("added", new.reference, None, new)
        elif was.content_hash != new.content_hash:
            yield ListChange("changed", new.reference, was, new, tuple(_fields(was, new)))
    for reference, was in old.items():
        if reference not in kept:
            yield ListChange("delisted", reference, was, None)


def _fields(was: Listing, new: Listing) -> Iterator[FieldChange]:
    for column in fields(Listing):
        if column.name in _PLACE:
            continue
        yield from _compared(column.name, getattr(was, column.name), getattr(new, column.name))


def _compared(name: str, was: Any, new: Any) -> Iterator[FieldChange]:
    if isinstance(was, Mapping):
        for key in dict.fromkeys((*was, *new)):
            yield from _compared(f"{name}.{key}", was.get(key, ()), new.get(key, ()))
        return
    old, now = _values(was), _values(new)
    removed = tuple(v for v in old if v not in now)
    added = tuple(v for v in now if v not in old)
    if removed or added:
        yield FieldChange(name, removed, added)
    elif old != now:
        yield FieldChange(f"{name} (order)", old, now)


def _values(value: Any) -> tuple[Any, ...]:
    if value is None or value in ("", ()):
        return ()
    values = value if isinstance(value, tuple) else (value,)
    return tuple(replace(v, field="") if hasattr(v, "field") else v for v in values)
