"""Documents made to trouble whoever parses them, from a signed one; addresses lead to a canary."""

from __future__ import annotations

import zlib

LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"


def before(prolog: str):
    """Return a change that puts something before the root."""
    return lambda document, canary: canary.fill(prolog).encode() + document


def in_the_number(markup: str):
    """Return a change that puts something into the person's number, which reads the same without it."""
    return lambda document, canary: document.replace(
        b">78031490147<", f">780314{canary.fill(markup)}90147<".encode()
    )


def entity(declaration: str):
    """Return a change that declares an entity and uses it in the number."""

    def change(document: bytes, canary) -> bytes:
        prolog = f"<!DOCTYPE x [{canary.fill(declaration)}]>".encode()
        return prolog + document.replace(b">78031490147<", b">&e;<")

    return change


def recoded(encoding: str, prolog: str = ""):
    """Return a change that writes the document in another encoding."""
    return lambda document, _canary: (prolog + document.decode()).encode(encoding)


def deep(levels: int):
    """Return a change that puts so many elements inside each other into a value."""
    nest = b"<a>" * levels + b"</a>" * levels
    return lambda document, _canary: document.replace(b">Antoine<", b">" + nest + b"<")


MARKUP = {
    "document type": before("<!DOCTYPE Response>"),
    "document type with a file": before('<!DOCTYPE x SYSTEM "{file}">'),
    "document type with an address": before('<!DOCTYPE x SYSTEM "{url}x.dtd">'),
    "document type with a public name": before('<!DOCTYPE x PUBLIC "-//X//Y" "{url}x.dtd">'),
    "internal entity": entity("<!ENTITY e '78031490147'>"),
    "entity of a file": entity('<!ENTITY e SYSTEM "{file}">'),
    "entity of an address": entity('<!ENTITY e SYSTEM "{url}e">'),
    "entity of a public name": entity('<!ENTITY e PUBLIC "x" "{url}e">'),
    "parameter entity of a file": entity("<!ENTITY % p SYSTEM '{file}'> %p; <!ENTITY e 'x'>"),
    "parameter entity of an address": entity("<!ENTITY % p SYSTEM '{url}p'> %p; <!ENTITY e 'x'>"),
    "unparsed entity": entity('<!NOTATION n SYSTEM "{url}n"><!ENTITY e SYSTEM "{file}" NDATA n>'),
    "billion laughs": entity("<!ENTITY l0 'ha'>" + LAUGHS + "<!ENTITY e '&l9;'>"),
    "one long entity often": entity(f"<!ENTITY a '{'x' * 20_000}'><!ENTITY e '{'&a;' * 2_000}'>"),
    "entity in itself": entity("<!ENTITY e '&e;'>"),
    "default attribute": before("<!DOCTYPE x [<!ATTLIST x ID ID 'evil'>]>"),
    "comment in the number": in_the_number("<!-- -->"),
    "comment before the root": before("<!-- x -->"),
    "processing instruction in the number": in_the_number("<?x y?>"),
    "style sheet": before('<?xml-stylesheet href="{url}x.xsl" type="text/xsl"?>'),
    "CDATA in the number": in_the_number("<![CDATA[]]>"),
    "number as CDATA": lambda document, _canary: document.replace(
        b">78031490147<", b"><![CDATA[78031490147]]><"
    ),
}
BROKEN = {
    "undeclared entity": (in_the_number("&e;"), "xml"),
    "cut short": (lambda document, _canary: document[:-20], "xml"),
    "two roots": (lambda document, _canary: document * 2, "xml"),
    "text after the root": (lambda document, _canary: document + b"x", "xml"),
    "control character": (in_the_number("&#1;"), "xml"),
    "NUL": (in_the_number("\0"), "xml"),
    "compressed": (lambda document, _canary: zlib.compress(document), "encoding"),
    "UTF-16": (recoded("utf-16"), "encoding"),
    "UTF-16 without mark": (recoded("utf-16-le"), "xml"),
    "UTF-32": (recoded("utf-32"), "encoding"),
    "EBCDIC": (recoded("cp500"), "encoding"),
    "UTF-7, hiding a comment": (
        lambda document, _canary: b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ---x--+AD4-' + document,
        "xml",
    ),
    "Latin-1": (
        lambda document, _canary: (
            b'<?xml version="1.0" encoding="ISO-8859-1"?>' + document.replace(b">Antoine<", b">Ren\xe9<")
        ),
        "encoding",
    ),
    "too deep to parse": (deep(300), "xml"),
    "deep": (deep(200), "element"),
    "wide": (
        lambda document, _canary: document.replace(b">Antoine<", b">" + b"<a/>" * 20_000 + b"<"),
        "element",
    ),
    "inclusion of a file": (
        in_the_number('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{file}" parse="text"/>'),
        "element",
    ),
    "inclusion of an address": (
        in_the_number('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}"/>'),
        "element",
    ),
}
