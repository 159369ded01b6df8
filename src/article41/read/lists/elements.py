"""List files in XML, one record at a time, in bounded memory.

No document type is accepted, no entity expanded, nothing fetched. What a reader does not take from a record
is counted by `Node.leave`, attributes and stray text included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from lxml import etree

from article41.errors import InputError
from article41.read.lists.parts import LIMITS, ListLimits, Part
from article41.read.lists.tally import Tally

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FOREIGN = "{http://www.w3.org/2001/XMLSchema-instance}"


class Node:
    """An element, read whole: its text, its attributes, its children; and which of them were taken."""

    __slots__ = ("_attributes", "_children", "_taken", "line", "namespace", "strays", "tag", "text")

    def __init__(self, element: Any, *, is_bare: bool = False) -> None:
        """`is_bare`: without the children, which may be there in part."""
        _refuse_size(element)
        self.tag, self.namespace = _local(element.tag)
        self.line: int = element.sourceline or 0
        self.text: str = "" if is_bare else " ".join((element.text or "").split())
        items = element.items()
        self._attributes = {_local(k)[0]: v for k, v in items if not k.startswith(_FOREIGN)} if items else {}
        self._children: dict[str, list[Node]] = {}
        self.strays: list[str] = []
        for child in () if is_bare else element:
            node = Node(child)
            self._children.setdefault(node.tag, []).append(node)
            if (tail := child.tail) and not tail.isspace():
                self.strays.append(tail)
        self._taken: set[str] = set()

    @property
    def where(self) -> str:
        """Its line in the file."""
        return f"line {self.line:,}"

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of its children, each once."""
        return tuple(self._children)

    def take(self, tag: str) -> str:
        """The text of the one child of this tag, blanks made single; "" where it has none."""
        found = self._children.get(tag)
        if found is None:
            return ""
        if len(found) == 1:
            self._taken.add(tag)
            found[0]._taken.add("")
            return found[0].text
        said = list(dict.fromkeys(n.text for n in found if n.text))
        if len(said) > 1:  # not taken: `leave` will count them
            return said[0]
        self._taken.add(tag)
        for node in found:
            node._taken.add("")
        return said[0] if said else ""

    def texts(self, tag: str) -> list[str]:
        """The texts of all children of this tag that have any."""
        nodes = self.all(tag)
        for node in nodes:
            node._taken.add("")
        return [n.text for n in nodes if n.text]

    def all(self, tag: str) -> list[Node]:
        """The children of this tag, to be taken from in turn."""
        self._taken.add(tag)
        return self._children.get(tag, [])

    def one(self, tag: str) -> Node | None:
        """The first child of this tag; others of it are not taken."""
        found = self._children.get(tag)
        if not found:
            return None
        if len(found) == 1:
            self._taken.add(tag)
        return found[0]

    def inside(self) -> list[Node]:
        """Every child, to be taken from in turn."""
        self._taken.update(self._children)
        return [node for nodes in self._children.values() for node in nodes]

    def own(self) -> str:
        """The element's own text, taken."""
        self._taken.add("")
        return self.text

    def attribute(self, name: str) -> str:
        """The value of an attribute, blanks made single; "" where there is none."""
        self._taken.add("@" + name)
        value = self._attributes.get(name, "")
        if len(value) > LIMITS.cell_chars:
            raise _too_large(self.line, f"an attribute of {len(value):,} characters", LIMITS.cell_chars)
        return " ".join(value.split())

    def take_all(self) -> None:
        """Takes everything in it: for what says nothing about a party."""
        self.strays.clear()
        self._taken.update(self._children, (f"@{name}" for name in self._attributes), [""])
        for nodes in self._children.values():
            for node in nodes:
                node.take_all()

    def leave(self, tally: Tally, path: str = "") -> None:
        """Counts everything that was not taken."""
        here = f"{path}/{self.tag}" if path else self.tag
        if self.text and "" not in self._taken:
            tally.skip(f"{here}/text", self.where, self.text)
        for stray in self.strays:
            tally.skip(f"{here}/text between elements", self.where, stray)
        for name, value in self._attributes.items():
            if "@" + name not in self._taken and value:
                tally.skip(f"{here}/@{name}", self.where, value)
        for tag, nodes in self._children.items():
            for node in nodes:
                if tag in self._taken:
                    node.leave(tally, here)
                else:
                    tally.skip(f"{here}/{tag}", node.where, node.text)


def elements(
    part: Part,
    tally: Tally,
    roots: frozenset[str],
    containers: frozenset[str],
    limits: ListLimits = LIMITS,
    *,
    passing: frozenset[str] = frozenset(),
) -> Iterator[Node]:
    """The root, without children, and then every element directly in it or in a container, whole.

    Those of the tags in `passing` are passed over, for a format that must be read twice.

    Raises InputError where the file is not well-formed (with its line and column), has a document type,
    another root, or more than the limits allow.
    """
    _refuse_doctype(part)
    is_bare = True
    with part.open() as opened:
        stream = _Counted(opened)
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        depth = count = before = 0
        record: Any = None
        try:
            for event, element in events:
                if event == "start":
                    depth += 1
                    if depth > limits.depth:
                        raise InputError.of(part.name, f"elements {depth} deep", f"at most {limits.depth}")
                    if is_bare:
                        is_bare = False
                        yield _root(element, part, roots)
                    elif record is None:
                        count, before = 0, stream.count
                        if _local(element.tag)[0] not in containers:
                            record = element
                    else:
                        count += 1
                        _refuse_long(part.name, count, stream.count - before, limits)
                    continue
                depth -= 1
                if element is record:
                    if _local(element.tag)[0] not in passing:
                        yield Node(element)
                    record = None
                    _forget(element, tally)
        except etree.XMLSyntaxError as error:
            raise _malformed(part.name, error) from None
        except (OSError, LookupError, ValueError) as error:
            raise InputError.of(part.name, None, "an XML file that can be read", str(error)[:200]) from None


def _refuse_long(file: str, elements: int, size: int, limits: ListLimits) -> None:
    if elements > limits.record_elements:
        found = f"a record of more than {limits.record_elements:,} elements"
        raise InputError.of(file, found, "shorter records")
    if size > limits.record_bytes:
        raise InputError.of(file, f"a record of more than {limits.record_bytes:,} bytes", "shorter records")


class _Counted:
    """A stream that knows how many bytes were read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int) -> bytes:
        chunk = self._stream.read(size)
        self.count += len(chunk)
        return chunk


def _root(element: Any, part: Part, roots: frozenset[str]) -> Node:
    if element.getroottree().docinfo.doctype:
        raise _with_doctype(part.name)
    root = Node(element, is_bare=True)
    if root.tag not in roots:
        raise InputError.of(part.name, f"<{root.tag}>", " or ".join(f"<{r}>" for r in sorted(roots)))
    return root


def _refuse_size(element: Any) -> None:
    if len(element.attrib) > LIMITS.attributes:  # lxml reads them in the square of their number
        found = f"an element of {len(element.attrib):,} attributes"
        raise _too_large(element.sourceline, found, LIMITS.attributes)
    if element.text is not None and len(element.text) > LIMITS.cell_chars:
        found = f"a text of {len(element.text):,} characters"
        raise _too_large(element.sourceline, found, LIMITS.cell_chars)


def _too_large(line: int, found: str, most: int) -> InputError:
    return InputError.of("XML", f"line {line or 0:,}: {found}", f"at most {most:,}")


def _refuse_doctype(part: Part) -> None:
    if _DOCTYPE.search(part.head.replace(b"\0", b"")):
        raise _with_doctype(part.name)


def _with_doctype(file: str) -> InputError:
    return InputError.of(file, "a document type", "a list without one", "entities can be made to multiply")


def _malformed(file: str, error: etree.XMLSyntaxError) -> InputError:
    line, column = error.position
    what = (error.msg or "not well-formed").split(", line ")[0]
    return InputError.of(file, f"line {line:,}, column {column:,}: {what}", "well-formed XML")


def _forget(element: Any, tally: Tally) -> None:
    """Frees what was read, and what stands before it: emptied elements alone would fill the memory."""
    element.clear(keep_tail=True)
    parent = element.getparent()
    while (before := element.getprevious()) is not None:
        if before.tail and not before.tail.isspace():
            where = f"line {element.sourceline:,}"
            tally.skip(f"{_local(parent.tag)[0]}/text between elements", where, before.tail)
        parent.remove(before)


def _local(tag: Any) -> tuple[str, str]:
    """Name and namespace; an entity reference, which no list needs, has a function for a tag."""
    if not isinstance(tag, str):
        raise InputError.of("XML", "an entity reference", "plain text")
    return _apart(tag)


@lru_cache(maxsize=2048)
def _apart(tag: str) -> tuple[str, str]:
    if tag.startswith("{"):
        namespace, _, name = tag[1:].partition("}")
        return name, namespace
    return tag, ""
