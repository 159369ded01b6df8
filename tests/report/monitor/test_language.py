"""The monitor asks and never accuses: its words, in every file it writes."""

from __future__ import annotations

import io
import re
import zipfile

import lxml.html
import pytest

from article41.report.monitor import words

from .drawn import report
from .parsed import PAGES

ACCUSING = re.compile(
    r"violat|breach|guilt|illegal|suspicio|smuggl|evad|evasion|culprit|offend|crime|criminal", re.I
)
PERMISSION = re.compile(r"\b(permitted|allowed|legal trade|lawful)\b", re.I)


def words_of(path: str, raw: bytes) -> str:
    """Everything a file holds, a workbook's sheets too."""
    if not path.endswith(".xlsx"):
        return raw.decode()
    with zipfile.ZipFile(io.BytesIO(raw)) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist())


def text_of(raw: bytes) -> str:
    root = lxml.html.document_fromstring(raw.decode())
    assert isinstance(root, lxml.html.HtmlElement)
    return str(root.text_content())


def test_no_file_of_the_report_accuses() -> None:
    found = {path: ACCUSING.findall(words_of(path, raw)) for path, raw in report().items()}
    assert {path: words for path, words in found.items() if words} == {}
    assert {path.rpartition(".")[2] for path in found} == {"html", "csv", "json", "svg", "xlsx"}


@pytest.mark.parametrize("path", PAGES)
def test_silence_of_the_law_is_never_called_a_permission(path: str) -> None:
    assert not PERMISSION.findall(text_of(report()[path]))


def test_the_test_finds_what_it_looks_for() -> None:
    for word in ("violation", "breached", "guilty", "illegal", "suspicious", "smuggling"):
        assert ACCUSING.search(f"a {word} trade")


def test_the_words_of_the_house_are_used() -> None:
    index = report()["index.html"].decode()
    for status in words.STATUS.values():
        assert status.label in index
        assert status.sentence in text_of(report()["index.html"])
    assert "Not legal advice, and not a finding about any State" in index
