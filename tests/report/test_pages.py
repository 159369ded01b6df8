"""The generated documents: what is committed is what the law gives, and every link in them leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from article41.read.resolutions import load_law
from article41.report.markdown import anchor, escaped, to_provision
from article41.report.pages import pages

DOCS = Path(__file__).parents[2] / "docs"
LAW = load_law()
PAGES = pages(LAW)


def test_what_is_committed_is_what_the_law_gives() -> None:
    committed = {f"law/{p.name}" for p in (DOCS / "law").iterdir()} | {"facts.md"}
    assert committed == set(PAGES), "run make docs"
    for name, text in PAGES.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: run make docs"


def test_the_same_law_gives_the_same_pages() -> None:
    assert pages(load_law()) == PAGES


@pytest.mark.parametrize("name", [n for n in PAGES if n.endswith(".md")])
def test_every_link_leads_to_a_heading(name: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+?)\)", PAGES[name]):
        if target.startswith("https:"):
            continue
        file, _, heading = target.partition("#")
        folder = name.rpartition("/")[0]
        path = name if not file else (Path(folder) / file).as_posix().replace("law/../", "")
        assert path in PAGES, target
        if heading:
            headings = re.findall(r"^## (.+)$", PAGES[path], re.M)
            assert heading in [anchor(h) for h in headings], target


def test_every_provision_rule_and_reading_is_on_its_page() -> None:
    for p in LAW.provisions:
        text = PAGES[f"law/{p.resolution}.md"]
        assert f"\n## {p.id}\n" in text
        for rule in p.rules:
            assert f"`{rule.id}`" in text
        for reading in p.reading:
            assert escaped(reading.what) in text
        assert f"https://docs.un.org/S/RES/{p.resolution}({p.adopted.year})" in text


def test_exceptions_stand_under_what_they_defeat_and_doubts_in_the_margin() -> None:
    text = PAGES["law/2371.md"]
    ban = text.index(
        "\n- prohibited, if the goods leave the DPRK and the good is coal, iron or iron ore `2371/op8#ban`\n"
    )
    assert ban < text.index("\n  - unless (wind-down) the good is not coal")
    assert "> - *contested* scope of iron:" in text
    assert "> - *recalled* the paragraph as encoded: number, force, dates, rules `2371/op9`" in text
    assert "*seen* no wind-down for coal:" in text
    assert "replaces `2321/op26` from 2017-08-05" in text or "replaces [2321/op26](2321.md#2321op26)" in text
    assert "`2371/op15` (out of scope): binds the DPRK" in text


def test_a_small_law_with_what_the_real_one_may_lack(small_folder: Path) -> None:
    folder = small_folder
    (folder / "checked.csv").write_text(
        "id,by,on,url,note,law_hash\n"
        "2371/op8~the-tail,A. Lawyer,2026-01-02,https://un.org/x,,abc\n"
        "1718/op11,A. Lawyer,2026-01-02,https://un.org/x,,abc\n",
        encoding="utf-8",
    )
    found = pages(load_law(folder))
    assert "*no rule of its own" in found["law/1718.md"]
    assert "States owe:\n\n- national report by 2006-11-13\n" in found["law/1718.md"]
    assert "\nChecked by A. Lawyer on 2026-01-02 (https://un.org/x)\n" in found["law/1718.md"]
    assert "notices to all States at 75, 90 and 95 per cent" in found["law/2321.md"]
    assert "replaced by [2371/op8](2371.md#2371op8) from 2017-08-05" in found["law/2321.md"]
    assert r"a \| b \* c \<d\> (see [2321/op26](2321.md#2321op26))" in found["law/2371.md"]
    assert "`2371/op8~the-tail`; checked by A. Lawyer on 2026-01-02" in found["law/2371.md"]
    doubts = found["law/2371.md"].partition("> **Open to doubt**")[2]
    assert "2371/op8~the-tail`" not in doubts  # answered
    assert (
        "Limits:\n\n- 53,495,894 US dollars or 1,000,866 t, whichever is reached first"
        in found["law/2321.md"]
    )
    assert "- `2371/op3` (pending): names are missing" in found["law/2371.md"]
    assert (
        "| [2321/op26](2321.md#2321op26) | [2371/op8](2371.md#2371op8) | 2017-08-05 |"
        in found["law/README.md"]
    )


@pytest.mark.parametrize(
    ("name", "reached"),
    [("2371/op8", "2371op8"), ("1718/op8.a.iii", "1718op8aiii"), ("cap_share", "cap_share")],
)
def test_anchors_are_as_the_viewer_makes_them(name: str, reached: str) -> None:
    assert anchor(name) == reached


def test_a_link_only_where_a_page_is() -> None:
    assert to_provision("2371/op8#ban", {"2371/op8"}) == "[2371/op8#ban](2371.md#2371op8)"
    assert to_provision("2321/op26", {"2371/op8"}) == "`2321/op26`"
