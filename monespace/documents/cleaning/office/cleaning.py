"""Which type of document a package is, and the copy that is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from monespace.documents.cleaning.office.open_document import open_document_kind, parts_of_open_document
from monespace.documents.cleaning.office.open_xml import TYPES, open_xml_kind, parts_of_open_xml
from monespace.documents.cleaning.office.package import opened
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from pathlib import Path

LOCKED: Final = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO, 2.3.4.4: in a compound file, no ZIP


def office_kind(source: Path) -> str:
    """Return docx, xlsx, odt or ods; nothing when a ZIP is none of them. Raise Unfit for a damaged one."""
    with opened(source) as package:
        return open_xml_kind(package) if TYPES in package.names else open_document_kind(package)


def clean_office(source: Path, target: Path, *, kind: str) -> None:
    """Write the parts that the document leads to, as they are; raise Unfit for what may not be in it."""
    walk = parts_of_open_xml if kind in {"docx", "xlsx"} else parts_of_open_document
    with opened(source) as package:
        package.write(target, walk(package))


def refuse_locked(source: Path) -> None:
    """Raise Unfit for a document of Office Open XML with a password: it is a compound file, no ZIP."""
    if LOCKED in source.read_bytes():
        raise Unfit(Reason.LOCKED)
