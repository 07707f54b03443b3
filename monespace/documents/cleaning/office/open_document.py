"""Texts and workbooks of OpenDocument: odt and ods (ISO/IEC 26300)."""

from __future__ import annotations

import posixpath
import re
from functools import partial
from typing import TYPE_CHECKING, Final

from monespace.documents.cleaning.office.package import MIMETYPE, local
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from monespace.documents.cleaning.office.package import Package

KINDS: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MANIFEST: Final = "META-INF/manifest.xml"
# Macros (Basic, Scripts, Dialogs) and objects of other programs are not among them. Charts and formulas are
# documents in a folder of their own.
PLACES: Final = re.compile(
    r"""mimetype|META-INF/(manifest|documentsignatures)\.xml|manifest\.rdf|layout-cache
    |(Object\ \d+/)*(content|styles|meta|settings)\.xml|(Object\ \d+/)*Pictures/[^/]+|media/[^/]+
    |Thumbnails/[^/]+|ObjectReplacements/[^/]+|Fonts/[^/]+""",
    re.VERBOSE,
)
TOOLS: Final = (
    "Configurations2/"  # toolbars and keys, which may start macros: as a rule files without content
)
LIVELY_WORDS: Final = """
    script event-listener dde-connection dde-connection-decl dde-source dde-link plugin applet
    floating-frame object-ole table-source cell-range-source section-source database-source-sql
    database-source-table database-source-query database-range-source connection-resource
"""
LIVELY: Final = frozenset(LIVELY_WORDS.split())
SCHEMES: Final = ("https://", "http://", "mailto:", "#")
ABSOLUTE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)


def open_document_kind(package: Package) -> str:
    """Return odt or ods; nothing for another document."""
    if MIMETYPE not in package.names or package.size(MIMETYPE) > max(map(len, KINDS)):
        return ""
    with package.open(MIMETYPE) as content:
        return KINDS.get(content.read(), "")


def parts_of_open_document(package: Package) -> set[str]:
    """Return the names of all parts; raise Unfit for what may not be in the document."""
    package.read_xml(MANIFEST, _refuse_locked)
    for name in package.names:
        if not PLACES.fullmatch(name) and not (name.startswith(TOOLS) and not package.size(name)):
            raise Unfit(Reason.CARRYING)
    for name in package.names:
        if name.endswith(".xml") and not name.startswith((TOOLS, "META-INF/")):
            package.read_xml(name, partial(_check, posixpath.dirname(name)))
    return package.names


def _refuse_locked(name: str, _said: dict[str, str]) -> None:
    if local(name) == "encryption-data":
        raise Unfit(Reason.LOCKED)


def _check(folder: str, name: str, said: dict[str, str]) -> None:
    """Raise Unfit for an element that runs or fetches something; a link is pressed by who reads.

    ``folder`` is that of the part: a path that leaves the package leads to the reader's files (part 2, 3.7).
    """
    element = local(name)
    if element in LIVELY:
        raise Unfit(Reason.CARRYING)
    target = next((value for key, value in said.items() if key.endswith("xlink href")), "").strip()
    if element == "a":
        if not target.lower().startswith(SCHEMES):
            raise Unfit(Reason.CARRYING)
    elif ABSOLUTE.match(target) or posixpath.normpath(posixpath.join(folder, target)).startswith(".."):
        raise Unfit(Reason.CARRYING)
