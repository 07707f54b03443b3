"""A PDF as a whole: its trailer, its catalogue, its tree of pages (7.5.5, 7.7), what signs it (12.8)."""

from __future__ import annotations

from typing import Any

import pikepdf

from monespace.documents.cleaning.pdf.content import CONTENT, GROUP, RESOURCES
from monespace.documents.cleaning.pdf.files import FILE, FILES
from monespace.documents.cleaning.pdf.marks import ANNOTATION, FORM, OPENING, PAGE, PLACE
from monespace.documents.cleaning.pdf.shapes import (
    DATA,
    REFUSED,
    Either,
    List,
    Map,
    Scalar,
    Shape,
    Table,
)
from monespace.documents.cleaning.pdf.tags import LABELS, LAYER_SETS, OUTLINES, OUTPUTS, PLACES, TAGS, Tree
from monespace.documents.cleaning.pdf.walk import Walk
from monespace.documents.cleaning.refusals import Reason, Unfit

SPANS = 4  # numbers: where two spans start, and how long each is
FIRST_BYTES = {b"\x30", b"\x04"}  # of CMS, and of the bare RSA of old signatures, in DER


class _Node(Table):
    """A node of the tree of pages."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if isinstance(value, pikepdf.Object) and value.objgen in walk.nodes else None


class _Page(Table):
    """A page."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if PAGE.fitting(value, walk) else None


class _Waiting(Scalar):
    """Whether a form waits for a program to draw its pages: then they show nothing that was typed."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return REFUSED.fitting(value, walk) if value is True else super().fitting(value, walk)


_BOXES = "MediaBox CropBox Rotate"  # what pages inherit from the nodes above, with their resources
_NODE = _Node(f"Type Count {_BOXES}", Resources=RESOURCES)
_NODE.also(Parent=_NODE)
_PAGE = _Page(
    f"Type {_BOXES} BleedBox TrimBox ArtBox UserUnit Tabs StructParents",
    Parent=_NODE,
    Resources=RESOURCES,
    Contents=CONTENT,
    Group=GROUP,
    Annots=List(ANNOTATION),
    AF=FILES,
)
_NODE.also(Kids=List(Either(_NODE, _PAGE)))
CATALOGUE = Table(
    "Type Version Lang",
    Pages=_NODE,
    PageLayout=Scalar(
        "SinglePage", "OneColumn", "TwoColumnLeft", "TwoColumnRight", "TwoPageLeft", "TwoPageRight"
    ),
    PageMode=Scalar("UseNone", "UseOutlines", "UseThumbs", "UseOC"),
    PageLabels=LABELS,
    Names=Table(Dests=PLACES, EmbeddedFiles=Tree("Names", FILE)),
    Dests=Map(PLACE),
    ViewerPreferences=Table("DisplayDocTitle Direction PrintScaling Duplex"),
    Outlines=OUTLINES,
    OpenAction=OPENING,
    AcroForm=FORM,
    AF=FILES,
    Metadata=DATA,
    StructTreeRoot=TAGS,
    MarkInfo=Table("Marked UserProperties Suspects"),
    OutputIntents=OUTPUTS,
    OCProperties=LAYER_SETS,
    Collection=REFUSED,
    NeedsRendering=_Waiting(),
)
TRAILER = Table(
    "Size Prev XRefStm Type W Index Length Filter DecodeParms",  # all written anew, and an ID
    Root=CATALOGUE,
    Info=Table("Title CreationDate ModDate"),
)


def walked(pdf: pikepdf.Pdf, content: bytes) -> Walk:
    """Take out of ``pdf``, whose bytes are ``content``, what the shapes do not list; raise Unfit."""
    if not isinstance(pdf.trailer.get("/Root"), pikepdf.Dictionary):
        raise Unfit(Reason.UNREADABLE)
    pages, nodes = _tree_of_pages(pdf)
    walk = Walk(pages=pages, nodes=nodes, signed_length=lambda value: signed_length(value, content))
    walk.run(TRAILER, pdf.trailer)
    if "/Pages" not in pdf.Root:  # the library found pages where no reader looks for them
        raise Unfit(Reason.UNREADABLE)
    return walk


def _tree_of_pages(pdf: pikepdf.Pdf) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Return the numbers of the pages and of the nodes above them; raise Unfit when there is no page."""
    pages = {page.obj.objgen for page in pdf.pages}  # pages of its own make are given numbers here
    nodes: set[tuple[int, int]] = set()
    waiting: list[Any] = [pdf.Root.get("/Pages")]
    while waiting:
        node = waiting.pop()
        is_new = isinstance(node, pikepdf.Dictionary) and node.objgen not in nodes | pages
        if is_new and isinstance(kids := node.get("/Kids"), pikepdf.Array):
            nodes.add(node.objgen)
            waiting += list(kids)
    if not pages:
        raise Unfit(Reason.UNREADABLE)
    return pages, nodes


def signed_length(value: Any, content: bytes) -> int:
    """Return how many bytes of ``content`` the signature signs, all but its own; 0 when it signs none.

    What was signed elsewhere, or changed and written anew, signs nothing here. Whether the signature is good
    is not judged: whoever receives the document does, with the certificates and the law they need for it.
    """
    spans, signed = value.get("/ByteRange"), value.get("/Contents")
    if not isinstance(spans, pikepdf.Array) or not isinstance(signed, pikepdf.String):
        return 0
    numbers = [int(one) for one in list(spans) if type(one) is int]
    if len(spans) != len(numbers) or len(numbers) != SPANS:
        return 0
    start, before, after, rest = numbers
    if start or not (0 < before < after and 0 < rest <= len(content) - after):
        return 0
    gap, own = content[before:after], bytes(signed)
    is_own = gap.startswith(b"<") and gap.endswith(b">") and _unhexed(gap[1:-1]) == own
    return after + rest if is_own and own[:1] in FIRST_BYTES else 0


def _unhexed(digits: bytes) -> bytes:
    """Return what hexadecimal ``digits`` stand for; nothing when they are none."""
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""
