"""What stands on pages: links, notes, marks and the fields of forms (12.3.2, 12.5, 12.6, 12.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.pdf.content import DRAWING, RESOURCES, SHOWN_BY
from monespace.documents.cleaning.pdf.files import FILE, FILES
from monespace.documents.cleaning.pdf.shapes import (
    DATA,
    PLAIN,
    REFUSED,
    SCALAR,
    Either,
    List,
    Map,
    Number,
    Scalar,
    Shape,
    Switch,
    Table,
)

if TYPE_CHECKING:
    from monespace.documents.cleaning.pdf.walk import Walk

SCHEMES = (b"https://", b"http://", b"mailto:")


class PageOfTree(Shape):
    """A page of the document; one that stands outside its tree of pages is hidden, and no page."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if isinstance(value, pikepdf.Object) and value.objgen in walk.pages else None

    def holds_parts(self, value: Any) -> bool:
        return False  # the tree is walked from its root


class Place(List):
    """A place in the document: a page of it, and how much of it is shown."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        starts_with_page = isinstance(value, pikepdf.Array) and len(value) and PAGE.fitting(value[0], walk)
        return self if starts_with_page else None


class PlaceByName(Table):
    """A place in a dictionary, as those that have names may be given."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        is_place = isinstance(value, pikepdf.Dictionary) and _PLACE.fitting(value.get("/D"), walk)
        return self if is_place else None


class WebLink(Table):
    """A link to the web or to a mail address, followed when a person presses it; no path, no script."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        address = value.get("/URI")
        is_link = isinstance(address, pikepdf.String) and bytes(address).lower().startswith(SCHEMES)
        return self if is_link else None


class Attachment(Table):
    """A mark that carries a file; with a name alone it would lead elsewhere."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if FILE.fitting(value.get("/FS"), walk) else None


class Signature(Table):
    """A signature of this very file; any other signs nothing, or nothing any more."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        length = walk.signed_length(value) if isinstance(value, pikepdf.Dictionary) else 0
        if not length:
            return None
        walk.signed.add(length)
        return self


PAGE = PageOfTree()
_PLACE = Place(Either(PAGE, SCALAR))
PLACE = Either(_PLACE, PlaceByName(D=_PLACE))
DESTINATION = Either(_PLACE, SCALAR)  # or its name
GO_TO = Switch("S", {"GoTo": Table("Type S", D=DESTINATION)})
OPENING = Either(_PLACE, GO_TO)

_LOOK = Either(DRAWING, Map(DRAWING))
_FIELD = "FT T TU TM Ff DA Q DS MaxLen Opt TI I H"
_NOTE = (
    "Type Subtype Rect Contents NM M AS Border C StructParent BM ca CA Lang CreationDate Subj RT IT Open "
    "Name State StateModel QuadPoints CL RD LE L IC LL LLE Cap LLO CP CO Vertices Sy InkList OverlayText "
    "Repeat"
)
_BORDER = Table("Type W D", S=Scalar(*"SDBIU"))
MARK = Table(
    f"{_NOTE} {_FIELD}",
    F=Number(),
    P=PAGE,
    OC=SHOWN_BY,
    AP=Table(N=_LOOK, R=_LOOK, D=_LOOK),
    BS=_BORDER,
    BE=Table("I", S=Scalar("S", "C")),
    MK=Table(
        "R BC BG CA RC AC TP", I=DRAWING, RI=DRAWING, IX=DRAWING, IF=Table("SW A FB", S=Scalar("A", "P"))
    ),
    RO=DRAWING,
    FixedPrint=Table("Type Matrix H V"),
    AF=FILES,
    DR=RESOURCES,
    V=Either(PLAIN, DATA, Signature("Type Filter SubFilter Contents Cert ByteRange Name M Location Reason")),
    DV=Either(PLAIN, DATA),
)
_LINK = Table(
    f"{_NOTE} H",
    F=Number(),
    P=PAGE,
    OC=SHOWN_BY,
    BS=_BORDER,
    Dest=DESTINATION,
    A=Switch("S", {"GoTo": Table("Type S", D=DESTINATION), "URI": WebLink("Type S URI")}),
)
ATTACHMENT = Attachment(_NOTE, F=Number(), P=PAGE, OC=SHOWN_BY, AP=MARK.parts["/AP"], FS=FILE)
ANNOTATION = Switch(
    "Subtype",
    {
        "Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut": MARK,
        "Caret Stamp Ink Popup Widget Watermark Redact PrinterMark": MARK,
        "FileAttachment": ATTACHMENT,
        "Link": _LINK,
        "Sound Movie Screen 3D RichMedia Projection": REFUSED,  # shown by a program, never by the page
    },
)
FIELD = Switch("Subtype", {"Widget": MARK}, other=MARK)
MARK.also(Parent=Either(FIELD, ANNOTATION), Kids=List(FIELD), Popup=ANNOTATION, IRT=ANNOTATION)
FORM = Table("NeedAppearances DA Q", Fields=List(FIELD), DR=RESOURCES, XFA=REFUSED)
