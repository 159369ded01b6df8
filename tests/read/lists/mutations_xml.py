"""What can be done to a list in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DECLARATION = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*", re.DOTALL)
_LEAF = re.compile(rb"(<([\w.:-]+)(?:\s[^<>]*)?>)([^<>]+)(</\2>)")
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*)")


def xml_attacks(content: bytes, *, with_heavy: bool) -> Iterator[tuple[str, bytes]]:
    """Label and content of each."""
    start = _DECLARATION.match(content)
    assert start is not None
    prolog, body = content[: start.end()], content[start.end() :]
    body = re.sub(rb"\A(?:<!--.*?-->\s*)+", b"", body, flags=re.DOTALL)
    root = _TAG.match(body)
    assert root is not None
    yield from _document_types(prolog, body, root[2])
    yield from _shapes(prolog, body, root[2])
    yield from _texts(prolog, body)
    if with_heavy:
        yield from _heavy(prolog, body)


def _document_types(prolog: bytes, body: bytes, root: bytes) -> Iterator[tuple[str, bytes]]:
    def with_type(inside: bytes, used: bytes = b"") -> bytes:
        return prolog + b"<!DOCTYPE " + root + b" " + inside + b">" + _into_leaf(body, used)

    laughs = b'<!ENTITY a0 "ha">' + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    yield "a bare document type", with_type(b"")
    yield "an empty one", with_type(b"[]")
    yield "a billion laughs", with_type(b"[" + laughs + b"]", b"&a11;")
    yield "a long entity many times", with_type(b'[<!ENTITY a "' + b"x" * 20_000 + b'">]', b"&a;" * 5_000)
    yield "an entity of itself", with_type(b'[<!ENTITY a "&a;">]', b"&a;")
    for where in (
        "file:///etc/passwd",
        "file:///dev/zero",
        "http://127.0.0.1:9/x",
        "php://filter/x",
        "./list.xml",
    ):
        name = where.encode()
        yield f"an entity from {where}", with_type(b'[<!ENTITY a SYSTEM "' + name + b'">]', b"&a;")
        yield f"a parameter entity from {where}", with_type(b'[<!ENTITY % a SYSTEM "' + name + b'"> %a;]')
        yield f"a document type from {where}", with_type(b'SYSTEM "' + name + b'"')
        yield f"a public one from {where}", with_type(b'PUBLIC "-//X//Y" "' + name + b'"')
    yield "default attributes", with_type(b"[<!ATTLIST " + root + b' a CDATA "' + b"x" * 5_000 + b'">]')
    yield "a document type in small letters", prolog + b"<!doctype " + root + b">" + body
    yield (
        "a document type behind a long comment",
        prolog
        + b"<!--"
        + b" " * 40_000
        + b"--><!DOCTYPE "
        + root
        + b" ["
        + laughs
        + b"]>"
        + _into_leaf(body, b"&a11;"),
    )
    yield (
        "a document type in wide letters",
        with_type(b"[" + laughs + b"]", b"&a11;")
        .replace(b"UTF-8", b"UTF-16")
        .decode("utf-8", "ignore")
        .encode("utf-16"),
    )
    yield (
        "a document type in UTF-7",
        with_type(b"[" + laughs + b"]", b"&a11;").replace(b"UTF-8", b"UTF-7").replace(b"<!", b"+ADwAIQ-"),
    )
    yield "a document type cut short", prolog + b"<!DOCTYPE " + root + b" ["
    yield "a document type within", prolog + _into_leaf(body, b"<!DOCTYPE x>")
    yield "an entity declared within", prolog + _into_leaf(body, b'<!ENTITY a "b">')
    for entity in (
        b"&nope;",
        b"&#0;",
        b"&#xFFFE;",
        b"&#xD800;",
        b"&#x110000;",
        b"&#99999999999999999999;",
        b"&",
        b"&;",
        b"&amp",
        b"&lt;&#60;",
    ):
        yield f"the entity {entity.decode()}", prolog + _into_leaf(body, entity)


def _shapes(prolog: bytes, body: bytes, root: bytes) -> Iterator[tuple[str, bytes]]:
    inner = body[body.index(b">") + 1 : body.rindex(b"</")]
    opening, closing = body[: body.index(b">") + 1], body[body.rindex(b"</") :].strip()
    head = prolog + opening
    yield "nothing in the root", head + closing
    yield "the root alone", prolog + b"<" + root + b"/>"
    yield "another root", prolog + b"<other>" + inner + b"</other>"
    yield "the root within another", prolog + b"<other>" + body + b"</other>"
    yield "the root within itself", head + body + closing
    yield "two roots", prolog + body + body
    yield "text behind the root", prolog + body + b"text"
    yield "text before the root", prolog + b"text" + body
    yield (
        "the root in other letters",
        (prolog + body).replace(root, root.lower() if root.isupper() else root.upper()),
    )
    yield "everything twice", head + inner + inner + closing
    yield (
        "everything within the first container again",
        head + inner.replace(b">", b">" + inner[:3_000], 1) + closing,
    )
    yield "no root's end", head + inner
    yield "another namespace", prolog + opening[:-1] + b' xmlns="urn:other">' + inner + closing
    yield (
        "a prefix of nobody's",
        (prolog + body).replace(b"<" + root, b"<x:" + root).replace(b"</" + root, b"</x:" + root),
    )
    yield "a second declaration", prolog + prolog + body
    yield "no declaration", body
    yield "version 1.1", prolog.replace(b'version="1.0"', b'version="1.1"') + body
    yield (
        "an instruction",
        prolog + b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><?php exit; ?>' + body,
    )
    yield (
        "an inclusion",
        head
        + b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
        + inner
        + closing,
    )
    yield "attributes twice", prolog + opening[:-1] + b' a="1" a="2">' + inner + closing
    tags = sorted({found[2] for found in _TAG.finditer(inner)})
    for tag in tags:
        named = rb"(?=[\s>/])"
        yield (
            f"no {tag.decode()}",
            head
            + re.sub(
                rb"<"
                + re.escape(tag)
                + named
                + rb"[^>]*/>|<"
                + re.escape(tag)
                + named
                + rb".*?</"
                + re.escape(tag)
                + rb">",
                b"",
                inner,
                flags=re.DOTALL,
            )
            + closing,
        )
        yield (
            f"{tag.decode()} renamed",
            head + re.sub(rb"(</?)" + re.escape(tag) + named, rb"\1OTHER", inner) + closing,
        )
        filled = re.sub(rb"(<" + re.escape(tag) + named + rb"[^>]*[^/]>)([^<>]*)(</)", rb"\1\3", inner)
        if filled != inner:
            yield f"{tag.decode()} empty", head + filled + closing
            yield (
                f"{tag.decode()} the same everywhere",
                head
                + re.sub(rb"(<" + re.escape(tag) + named + rb"[^>]*>)([^<>]*)(</)", rb"\1X1\3", inner)
                + closing,
            )
        yield (
            f"{tag.decode()} doubled",
            head
            + re.sub(
                rb"<"
                + re.escape(tag)
                + named
                + rb"[^>]*/>|<"
                + re.escape(tag)
                + named
                + rb".*?</"
                + re.escape(tag)
                + rb">",
                rb"\g<0>\g<0>",
                inner,
                flags=re.DOTALL,
            )
            + closing,
        )


def _texts(prolog: bytes, body: bytes) -> Iterator[tuple[str, bytes]]:
    yield "elements in a text", prolog + _into_leaf(body, b"<b>bold</b> and <i/>")
    yield "a section in a text", prolog + _into_leaf(body, b"<![CDATA[<b>]]>")
    yield "a section without an end", prolog + _into_leaf(body, b"<![CDATA[")
    yield "a comment in a text", prolog + _into_leaf(body, b"<!-- -->")
    yield "a comment without an end", prolog + _into_leaf(body, b"<!--")
    yield "an instruction in a text", prolog + _into_leaf(body, b"<?x y?>")
    yield (
        "attributes everywhere",
        prolog + _LEAF.sub(lambda m: m[1][:-1] + b' other="1">' + m[3] + m[4], body),
    )
    yield "text between everything", prolog + body.replace(b"><", b">stray<").replace(b">\n", b">stray\n")
    yield "tags in small letters", prolog + _TAG.sub(lambda m: b"<" + m[1] + m[2].lower(), body)


def _heavy(prolog: bytes, body: bytes) -> Iterator[tuple[str, bytes]]:
    for depth in (70, 300, 5_000, 100_000):
        yield f"{depth:,} deep within a value", prolog + _into_leaf(body, b"<a>" * depth + b"</a>" * depth)
        at = body.index(b">") + 1
        yield (
            f"{depth:,} deep within the root",
            prolog + body[:at] + b"<a>" * depth + b"</a>" * depth + body[at:],
        )
    yield "deep without an end", prolog + b"<a>" * 500_000
    for size in (300_000, 5_000_000, 11_000_000):
        yield f"a text of {size:,}", prolog + _into_leaf(body, b"x" * size)
        yield f"an attribute of {size:,}", prolog + _into_leaf(body, b'<a b="' + b"x" * size + b'"/>')
        yield f"a comment of {size:,}", prolog + _into_leaf(body, b"<!--" + b"x" * size + b"-->")
        yield f"a name of {size:,}", prolog + _into_leaf(body, b"<" + b"x" * size + b"/>")
    yield "a section of 11,000,000", prolog + _into_leaf(body, b"<![CDATA[" + b"x" * 11_000_000 + b"]]>")
    yield (
        "40,000 attributes",
        prolog + _into_leaf(body, b"<a " + b" ".join(b'a%d=""' % n for n in range(40_000)) + b"/>"),
    )
    yield (
        "20,000 namespaces",
        prolog + _into_leaf(body, b"".join(b'<a xmlns="urn:%d"/>' % n for n in range(20_000))),
    )
    strange = b"".join(b"<a%d>x</a%d>" % (n, n) for n in range(100_000))
    yield "100,000 names that nobody knows", prolog + _into_leaf(body, strange)
    at = body.index(b">") + 1
    yield "100,000 names that nobody knows in the root", prolog + body[:at] + strange + body[at:]
    for number in (45_000, 300_000):
        yield f"{number:,} elements in a value", prolog + _into_leaf(body, b"<a/>" * number)
    yield "100,000 elements in the root", prolog + body[:at] + b"<a/>" * 100_000 + body[at:]
    yield "100,000 texts in the root", prolog + body[:at] + b"x<a/>" * 100_000 + body[at:]
    yield "100,000 comments in the root", prolog + body[:at] + b"<!---->" * 100_000 + body[at:]


def _into_leaf(body: bytes, inserted: bytes) -> bytes:
    """The body with something in its first text."""
    leaf = _LEAF.search(body)
    at = leaf.end(1) if leaf is not None else body.index(b">") + 1
    return body[:at] + inserted + body[at:]
