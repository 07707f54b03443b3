"""Documents of office programs as packages of a few parts, and what strangers may put in them."""

from __future__ import annotations

import zipfile
from io import BytesIO

DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
TEXT = f"{OFFICE}.wordprocessingml.document.main+xml"
WORKBOOK = f"{OFFICE}.spreadsheetml.sheet.main+xml"

Parts = dict[str, str | bytes]


def packed(parts: Parts) -> bytes:
    """Return a ZIP of the parts, in their order."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def unpacked(content: bytes) -> Parts:
    """Return the parts of a ZIP."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def related(*said: tuple[str, str], external: bool = False) -> str:
    """Return relationships, each a type and a target."""
    mode = ' TargetMode="External"' if external else ""
    lines = [
        f'<Relationship Id="r{rank}" Type="{kind if "/" in kind else f"{DOCUMENT}/{kind}"}" '
        f'Target="{target}"{mode}/>'
        for rank, (kind, target) in enumerate(said)
    ]
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def typed(main: str, place: str) -> str:
    """Return the types of the parts of a document whose main part stands at ``place``."""
    override = f'<Override PartName="/{place}" ContentType="{main}"/>'
    return f'<Types xmlns="{PACKAGE}/content-types">{override}</Types>'


def written(*runs: str) -> str:
    """Return the body of a text."""
    return f'<w:document xmlns:w="{WORDS}"><w:body>{"".join(runs)}</w:body></w:document>'


def instructed(*pieces: str) -> str:
    """Return a field whose instruction is cut in pieces."""
    texts = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in pieces)
    begin, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{texts}{end}</w:p>"


def docx(**more: str | bytes) -> Parts:
    """Return the parts of a text; ``more`` are parts by name, in which ``__`` stands for a slash."""
    return {
        "[Content_Types].xml": typed(TEXT, "word/document.xml"),
        "_rels/.rels": related(("officeDocument", "word/document.xml")),
        "word/document.xml": written("<w:p/>", instructed(" PA", "GE ")),
        "word/styles.xml": f'<w:styles xmlns:w="{WORDS}"/>',
        "word/_rels/document.xml.rels": related(("styles", "styles.xml")),
    } | named(more)


def xlsx(**more: str | bytes) -> Parts:
    """Return the parts of a workbook."""
    return {
        "[Content_Types].xml": typed(WORKBOOK, "xl/workbook.xml"),
        "_rels/.rels": related(("officeDocument", "/xl/workbook.xml")),
        "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": "<worksheet/>",
        "xl/_rels/workbook.xml.rels": related(("worksheet", "worksheets/sheet1.xml")),
    } | named(more)


def odf(kind: str, body: str = "", **more: str | bytes) -> Parts:
    """Return the parts of an OpenDocument of a kind: text or spreadsheet."""
    spaces = f'xmlns:office="{OASIS}:office:1.0" xmlns:x="urn:x" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{OASIS}:manifest:1.0"/>',
        "content.xml": f"<office:document-content {spaces}><office:scripts/>{body}</office:document-content>",
    } | named(more)


def named(parts: Parts) -> Parts:
    """Return the parts under their names."""
    return {name.replace("__", "/"): part for name, part in parts.items()}
