"""What a document says of itself: written anew, with its title, its dates, its language and its kind alone.

The kind is what programs of others rely on: PDF/A, PDF/UA, an electronic invoice and its profile.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
from lxml import etree

from monespace.documents.cleaning.invoices import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 1_000_000
DATE = re.compile(r"D:\d{4,14}(Z|[+-]\d\d'?(\d\d'?)?)?(00'?(00'?)?)?")
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
ADOBE, AIIM = "http://ns.adobe.com/xap/1.0/", "http://www.aiim.org"
WHOLE = {  # the properties of these are kept, whatever they are
    *(f"{AIIM}/pdfa/ns/{name}" for name in ("id/", "extension/", "schema#", "property#", "type#", "field#")),
    f"{AIIM}/pdfua/ns/id/",
    *(f"urn:factur-x:pdfa:CrossIndustryDocument:invoice:{version}#" for version in ("1p0", "2p0")),
    *(f"urn:zugferd:pdfa:CrossIndustryDocument:invoice:{version}#" for version in ("1p0", "2p0")),
    "urn:ferd:pdfa:CrossIndustryDocument:invoice:1p0#",
}
ONE_BY_ONE = {
    "{http://purl.org/dc/elements/1.1/}title",
    "{http://purl.org/dc/elements/1.1/}language",
    f"{{{ADOBE}}}CreateDate",
    f"{{{ADOBE}}}ModifyDate",
}


def rebuild(pdf: pikepdf.Pdf) -> None:
    """Leave of the metadata of ``pdf`` what is listed here."""
    info: Any = pdf.trailer.get("/Info")
    for key in list(info.keys()) if isinstance(info, pikepdf.Dictionary) else []:
        if not isinstance(info[key], pikepdf.String) or (
            key != "/Title" and not DATE.fullmatch(str(info[key]))
        ):
            del info[key]
    packet: Any = pdf.Root.get("/Metadata")
    kept = _rebuilt(content_of(packet, LARGEST)) if packet is not None else b""
    if kept:
        pdf.Root.Metadata = pdf.make_stream(kept, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    elif packet is not None:
        del pdf.Root.Metadata


def _rebuilt(packet: bytes) -> bytes:
    """Return an XMP packet of the listed properties of ``packet``; nothing when there are none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(packet, parser)
    except (etree.XMLSyntaxError, ValueError):
        return b""
    if root.getroottree().docinfo.doctype:
        return b""
    whole = etree.Element("{adobe:ns:meta/}xmpmeta", nsmap={"x": "adobe:ns:meta/"})
    described = etree.SubElement(
        etree.SubElement(whole, f"{{{RDF}}}RDF", nsmap={"rdf": RDF}), f"{{{RDF}}}Description"
    )
    described.set(f"{{{RDF}}}about", "")
    for name, value in _properties(root):
        if isinstance(value, str):
            etree.SubElement(described, name).text = value
        else:
            described.append(value)
    if not len(described):
        return b""
    etree.cleanup_namespaces(whole)
    start, end = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n', b'\n<?xpacket end="w"?>'
    return start + etree.tostring(whole, encoding="utf-8") + end


def _properties(root: Any) -> Iterator[tuple[str, Any]]:
    """Give the name and the value of each listed property: its text, or its element copied."""
    for description in root.iter(f"{{{RDF}}}Description"):
        if description.getparent() is None or description.getparent().tag != f"{{{RDF}}}RDF":
            continue
        for name, text in description.attrib.items():
            if _is_listed(name):
                yield name, text
        for element in description:
            if isinstance(element.tag, str) and _is_listed(element.tag):
                yield element.tag, _copied(element)


def _copied(element: Any) -> Any:
    """Return the element with the text, attributes and children of listed namespaces only."""
    copy = etree.Element(element.tag, nsmap=element.nsmap)
    copy.text = element.text
    for name, text in element.attrib.items():
        if etree.QName(name).namespace in {RDF, XML, *WHOLE}:
            copy.set(name, text)
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).namespace in {RDF, *WHOLE}:
            copy.append(_copied(child))
    return copy


def _is_listed(name: str) -> bool:
    """Whether the property is kept."""
    return name in ONE_BY_ONE or etree.QName(name).namespace in WHOLE
