"""A drawn chart as part of a page, or as a file of its own: nothing in it runs, loads or leads astray."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from article41.report.monitor.figures import tidy

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_KEPT = frozenset(
    f"{{{_SVG}}}{name}"
    for name in (
        *(
            "svg",
            "g",
            "a",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polygon",
            "polyline",
            "text",
            "tspan",
        ),
        *("title", "desc", "defs", "clipPath", "linearGradient", "radialGradient", "stop", "pattern", "mask"),
    )
)
"""What Vega draws with; a picture from elsewhere, a script or a style sheet is not among it."""
_STATE = re.compile(r"(?:https://vega\.github\.io/vega-datasets/)?(states/([A-Z0-9]{3})\.html)")
"""Where Vega leads to a State's page; it puts an address of its own before whatever is relative."""
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")


def in_page(drawn: bytes, name: str, alt: str, pages: Collection[str], up: str) -> str:
    """SVG markup for a page: one picture to a screen reader, its ids its own, links to `pages` alone.

    `up` leads from the page to the folder of the report.
    """
    root = _clean(drawn, name, pages, up)
    root.set("role", "img")
    root.set("aria-label", tidy(alt))
    width, height = root.get("width"), root.get("height")
    if root.get("viewBox") is None and width and height:
        root.set("viewBox", f"0 0 {width} {height}")
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def alone(drawn: bytes, name: str, alt: str, pages: Collection[str]) -> bytes:
    """An SVG file in the folder `charts`, described in itself."""
    root = _clean(drawn, name, pages, "../")
    description = etree.Element(f"{{{_SVG}}}desc")
    description.text = tidy(alt)
    root.insert(0, description)
    return etree.tostring(root, encoding="utf-8")


def _clean(drawn: bytes, name: str, pages: Collection[str], up: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(drawn, parser)
    ids: dict[str, str] = {}
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag not in _KEPT:
            _drop(element)
            continue
        target = element.get("href") or element.get(f"{{{_XLINK}}}href")
        for key, value in list(element.attrib.items()):
            text = str(value)
            if _is_unwanted(str(key), text):
                del element.attrib[key]
            elif key == "id":
                element.set(key, _own(ids, name, text))
            elif "url(" in text:
                element.set(key, _REFERENCE.sub(lambda found: f"url(#{_own(ids, name, found[1])})", text))
        if element.tag == f"{{{_SVG}}}a":
            _lead(element, target or "", pages, up)
    return root


def _own(ids: dict[str, str], name: str, told: str) -> str:
    """An id anew: Vega counts on from chart to chart, so that the same chart would differ with its place."""
    return ids.setdefault(told, f"{name}-{len(ids) + 1}")


def _is_unwanted(key: str, text: str) -> bool:
    """Handlers and links; the thousand small labels too, for the picture has one; references to elsewhere."""
    bare = key.rpartition("}")[2].lower()
    if bare.startswith(("on", "aria-")) or bare in ("href", "role", "tabindex"):
        return True
    return "url(" in _REFERENCE.sub("", text)


def _lead(element: etree._Element, target: str, pages: Collection[str], up: str) -> None:
    found = _STATE.fullmatch(target)
    if found is None or found[2] not in pages:
        element.tag = f"{{{_SVG}}}g"
        return
    element.set("href", up + found[1])
    element.set("tabindex", "-1")  # the table under the map holds the same links, in order
    if said := element.xpath("string((.//@aria-label)[1])"):
        title = etree.Element(f"{{{_SVG}}}title")  # what a pointer that rests there is told
        title.text = str(said)
        element.insert(0, title)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
