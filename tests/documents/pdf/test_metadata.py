"""Of what a document says of itself its title, dates, language and kind stay, and nothing beside."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Name, Pdf, String

from monespace.documents.cleaning.pdf import metadata
from tests.documents.pdf.pages import changed, kept

FACTUR_X = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PACKET = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><?xml-stylesheet href="evil.xsl"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Secret toolkit"><rdf:RDF
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:fx="{FACTUR_X}" xmlns:evil="https://evil.example/">
 <rdf:Description rdf:about="" pdfaid:part="3" evil:place="Namur">
  <pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
 <rdf:Description rdf:about=""><fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>
  <dc:title><rdf:Alt><rdf:li xml:lang="x-default" evil:x="Namur">Facture é</rdf:li>
  <evil:a>Namur</evil:a></rdf:Alt></dc:title>
  <dc:creator><rdf:Seq><rdf:li>Ada Lovelace</rdf:li></rdf:Seq></dc:creator>
  <xmp:CreateDate>2026-11-29</xmp:CreateDate>
  <xmp:CreatorTool>Secret toolkit</xmp:CreatorTool><!-- Namur --><?evil Namur?>
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:prefix>fx</pdfaSchema:prefix>
  </rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>""".encode()


def described(packet: bytes, *, compress: bool = False) -> bytes:
    """Return the page with an XMP packet."""

    def add(pdf: Pdf) -> None:
        pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)

    return changed(add, compress_streams=compress)


def packet_of(content: bytes) -> str:
    """Return the XMP packet of a PDF; nothing when it has none."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return pdf.Root.Metadata.read_bytes().decode() if "/Metadata" in pdf.Root else ""


def test_title_and_dates_stay_and_people_and_programs_go():
    def say(pdf: Pdf) -> None:
        said = {"Title": "Facture é", "CreationDate": "D:20261129101112+01'00'", "ModDate": "D:2026 Namur"}
        said |= {
            "Author": "Ada Lovelace",
            "Producer": "Word",
            "Keywords": "Namur",
            "Xyz": "Namur",
            "Subject": "x",
        }
        for key, value in said.items():
            pdf.docinfo[f"/{key}"] = String(value)

    with pikepdf.open(BytesIO(kept(changed(say)))) as copy:
        assert dict(copy.docinfo.items()) == {
            "/Title": "Facture é",
            "/CreationDate": "D:20261129101112+01'00'",
        }


def test_the_kind_of_the_document_and_its_title_stay_and_the_rest_goes():
    content = described(PACKET)
    with pikepdf.open(BytesIO(content)).open_metadata() as before:
        assert before["dc:creator"] == ["Ada Lovelace"]
    packet = packet_of(kept(content))
    for told in ("Facture é", "EN 16931", FACTUR_X, ">fx<", "2026-11-29"):
        assert told in packet
    for hidden in ("Namur", "Ada", "Secret", "evil", "stylesheet", "<!--"):
        assert hidden not in packet
    with pikepdf.open(BytesIO(kept(content))).open_metadata() as after:
        assert after["pdfaid:part"] == "3"
        assert after["pdfaid:conformance"] == "B"
        assert after["dc:title"] == "Facture é"


ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "packet",
    [ENTITY + PACKET, b"", b"no XML", PACKET[:-300], b"<x/>", PACKET.replace(b"rdf:RDF", b"rdf:Rdf")],
)
def test_what_is_no_packet_is_left_out(packet):
    assert packet_of(kept(described(PACKET)))
    assert packet_of(kept(described(packet))) == ""


def test_a_packet_that_swells_is_left_out(monkeypatch):
    content = described(PACKET.replace(b"Facture", b"Facture" + b" " * 10_000), compress=True)
    assert "Facture" in packet_of(kept(content))
    monkeypatch.setattr(metadata, "LARGEST", 9_999)
    assert packet_of(kept(content)) == ""
