"""Files inside a PDF: electronic invoices, and no other (7.11.3, 7.11.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.invoices import carries_only_invoices
from monespace.documents.cleaning.pdf.active import name_of
from monespace.documents.cleaning.pdf.shapes import Either, List, Shape, Stream, Table
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from monespace.documents.cleaning.pdf.walk import Walk

MOST_FILES = 10  # each is read as a whole; an invoice has one, or one in each of a few profiles


class _Specification(Table):
    """The name of a file and its content; the name alone would lead elsewhere, and is taken out."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        if not isinstance(value, pikepdf.Dictionary) or "/EF" not in value:
            return None
        _judge(value, walk)
        return self


class _Loose(Stream):
    """The content of a file that has no name."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        if super().fitting(value, walk) is None or name_of(value.get("/Type")) != "/EmbeddedFile":
            return None
        _judge(value, walk)
        return self


def _judge(file: Any, walk: Walk) -> None:
    """Raise Unfit unless the file is an invoice; one with a number is read once."""
    if file.objgen != (0, 0) and file.objgen in walk.files:
        return
    walk.files.append(file.objgen)
    if len(walk.files) > MOST_FILES or not carries_only_invoices(file):
        raise Unfit(Reason.ACTIVE)


_CONTENT = Stream("Type Subtype", Params=Table("Size CreationDate ModDate CheckSum"))
FILE = Either(
    _Specification(
        "Type F UF DOS Mac Unix Desc AFRelationship",
        EF=Table(F=_CONTENT, UF=_CONTENT, DOS=_CONTENT, Mac=_CONTENT, Unix=_CONTENT),
    ),
    _Loose("Type Subtype", Params=Table("Size CreationDate ModDate CheckSum")),
)
FILES = Either(FILE, List(FILE))
