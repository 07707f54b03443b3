"""Texts and workbooks of Office Open XML: docx and xlsx, walked by their relationships (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from monespace.documents.cleaning.office.fields import refuse_reaching_fields
from monespace.documents.cleaning.office.package import local
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from monespace.documents.cleaning.office.package import Package

TYPES: Final = "[Content_Types].xml"
OF_THE_PACKAGE: Final = "_rels/.rels"
TEXT, WORKBOOK = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
)
KINDS: Final = {TEXT: "docx", WORKBOOK: "xlsx"}
WITH_MACROS: Final = "macroenabled"
# Relationships, by the last word of their type. Among those that are not here: macros (vbaProject,
# xlMacrosheet), programs (control, oleObject, webextension, ui/extensibility), other documents (package,
# attachedTemplate, aFChunk, subDocument, externalLink, connections, queryTable, mailMergeSource) and media.
SHOWN_WORDS: Final = """
    officeDocument core-properties extended-properties custom-properties thumbnail customXml
    customXmlProps styles stylesWithEffects theme themeOverride settings webSettings fontTable font
    numbering glossaryDocument header footer footnotes endnotes comments commentsExtended commentsIds
    commentsExtensible people image hyperlink drawing vmlDrawing chart chartEx chartUserShapes
    chartStyle chartColorStyle diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing
    worksheet chartsheet sharedStrings calcChain table tableSingleCells pivotTable pivotCacheDefinition
    pivotCacheRecords printerSettings sheetMetadata slicer slicerCache timeline timelineCache
    threadedComment person rdRichValue rdRichValueStructure rdRichValueTypes rdSupportingPropertyBag
    rdSupportingPropertyBagStructure featurePropertyBag docMetadata origin signature
"""
SHOWN: Final = frozenset(SHOWN_WORDS.split())
PRESSED: Final = "hyperlink"
SCHEMES: Final = ("https://", "http://", "mailto:")


class Relationship(NamedTuple):
    """What a part leads to: ``type`` by its last word; ``is_external`` when that is no part."""

    type: str
    target: str
    is_external: bool


def open_xml_kind(package: Package) -> str:
    """Return docx or xlsx; nothing for another document. Raise Unfit for one with macros."""
    main = next((one.target for one in _relationships(package, "") if one.type == "officeDocument"), "")
    said = _content_types(package).get(main, "")
    if WITH_MACROS in said.lower():
        raise Unfit(Reason.CARRYING)
    return KINDS.get(said, "")


def parts_of_open_xml(package: Package) -> set[str]:
    """Return the names of all parts that the document leads to; raise Unfit for what may not be in it."""
    types = _content_types(package)
    found, waiting = {TYPES}, [""]
    while waiting:
        part = waiting.pop()
        if part:
            found.add(part)
            if part.endswith((".xml", ".vml")):
                _check_part(package, part, types.get(part, ""))
        for one in _relationships(package, part):
            if one.type not in SHOWN or (one.is_external and not _is_pressed(one)):
                raise Unfit(Reason.CARRYING)
            if not one.is_external and one.target in package.names - found:
                waiting.append(one.target)
        if (relationships := _place_of_relationships(part)) in package.names:
            found.add(relationships)
    return found


def _check_part(package: Package, part: str, content_type: str) -> None:
    """Read a part of XML; in a text, what its fields do is looked at, too."""
    if "wordprocessingml" in content_type:
        refuse_reaching_fields(package, part)
    else:
        package.read_xml(part)


def _is_pressed(one: Relationship) -> bool:
    """Whether it leads out of the document only where a person presses it."""
    return one.type == PRESSED and one.target.lower().startswith(SCHEMES)


def _relationships(package: Package, part: str) -> list[Relationship]:
    """Return what a part leads to, the package itself when ``part`` is empty; targets are names of parts."""
    place = _place_of_relationships(part)
    found: list[Relationship] = []

    def take(name: str, said: dict[str, str]) -> None:
        if local(name) != "Relationship":
            return
        is_external = said.get("TargetMode", "").lower() == "external"
        target = said.get("Target", "")
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target)))[1:]
        found.append(Relationship(said.get("Type", "").rpartition("/")[2], target, is_external))

    if place in package.names:
        package.read_xml(place, take)
    return found


def _place_of_relationships(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels") if part else OF_THE_PACKAGE


def _content_types(package: Package) -> dict[str, str]:
    """Return the types of the parts that say one of their own, by name."""
    found: dict[str, str] = {}

    def take(name: str, said: dict[str, str]) -> None:
        if local(name) == "Override":
            found[said.get("PartName", "").lstrip("/")] = said.get("ContentType", "")

    package.read_xml(TYPES, take)
    return found
