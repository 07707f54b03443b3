"""Electronic invoices inside a PDF (Factur-X, ZUGFeRD, UBL): the one kind of file that a PDF may carry.

The invoice is data beside the page that people read (EN 16931). It is known by what it is, never by its name
alone: XML without a document type, instructions or other files in it, whose root is an invoice's.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 5_000_000  # bytes of XML: a thousand lines of an invoice are about one million
ROOTS = {
    "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice",
    "{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument",
    "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice",
    "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote",
}
FILE_INSIDE = "BinaryObject"  # ends the name of the elements that hold a file in base64


def carries_only_invoices(part: Any) -> bool:
    """Whether every file that ``part`` of a PDF carries or is, if any, is an electronic invoice."""
    files = (
        [one for _name, one in part["/EF"].items()] if isinstance(part.get("/EF"), pikepdf.Dictionary) else []
    )
    if "/EF" in part and not (files and all(name.lower().endswith(".xml") for name in _names(part))):
        return False
    if str(part.get("/Type", "")) == "/EmbeddedFile":
        files.append(part)
    return all(isinstance(one, pikepdf.Stream) and is_invoice(content_of(one, LARGEST)) for one in files)


def is_invoice(content: bytes) -> bool:
    """Whether ``content`` is an electronic invoice and nothing else."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    if root.getroottree().docinfo.doctype or root.tag not in ROOTS:
        return False
    # iter() gives comments, which are harmless, and instructions, which have a browser run a style sheet
    nodes = [
        one for one in (*root.itersiblings(preceding=True), *root.iter()) if one.tag is not etree.Comment
    ]
    return all(isinstance(one.tag, str) and not one.tag.endswith(FILE_INSIDE) for one in nodes)


def content_of(stream: pikepdf.Stream, largest: int) -> bytes:
    """Return the content of a stream; nothing for one of more bytes, or kept in an unusual way."""
    kept = stream.get("/Filter")
    if kept is None:
        content = stream.read_raw_bytes()
    elif _filters(kept) == ["/FlateDecode"] and "/DecodeParms" not in stream:
        try:
            content = zlib.decompressobj().decompress(stream.read_raw_bytes(), largest + 1)
        except zlib.error:
            return b""
    else:
        return b""
    return content if len(content) <= largest else b""


def _names(specification: Any) -> Iterator[str]:
    """Give the names under which a program would save the file; nothing is saved without one."""
    names = [
        str(specification[key]) for key in ("/F", "/UF", "/DOS", "/Mac", "/Unix") if key in specification
    ]
    yield from names or [""]


def _filters(kept: Any) -> list[str]:
    """Return the names of the filters of a stream."""
    return [str(one) for one in kept] if isinstance(kept, pikepdf.Array) else [str(kept)]
