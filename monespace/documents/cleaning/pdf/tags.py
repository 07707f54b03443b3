"""How programs read the pages: tags, outlines, page labels, layers (8.11.4, 12.3.3, 12.4.2, 14.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.pdf.active import ACTIONS, name_of
from monespace.documents.cleaning.pdf.colours import PROFILE
from monespace.documents.cleaning.pdf.content import ARTIFACT, LAYER, LAYER_TERM, LAYERS, XOBJECT
from monespace.documents.cleaning.pdf.files import FILES
from monespace.documents.cleaning.pdf.marks import ANNOTATION, DESTINATION, GO_TO, PAGE, PLACE
from monespace.documents.cleaning.pdf.shapes import (
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


class _TagName(Scalar):
    """The kind of a tag, any but the name of an action: those are told apart by it alone."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if isinstance(value, pikepdf.Name) and name_of(value) not in ACTIONS else None


class Tree(Table):
    """A tree of names or numbers whose values have all one ``shape``; a pair goes as a whole."""

    def __init__(self, pairs: str, shape: Shape) -> None:
        super().__init__("Limits", Kids=List(self), **{pairs: _Pairs(shape)})


class _Pairs(List):
    """Keys and values in turn."""

    def prune(self, value: Any, walk: Walk) -> None:
        items = list(value)
        walk.count(len(items))
        pairs = list(zip(items[::2], items[1::2], strict=False))
        kept = [
            (key, part) for key, part in pairs if SCALAR.fitting(key, walk) and walk.keeps(self.shape, part)
        ]
        if 2 * len(kept) != len(items):
            for item in items:
                walk.drop("", item)
            value.clear()
            value.extend(item for pair in kept for item in pair)


_ATTRIBUTES = Table(  # 14.8.5, and those of CSS and HTML that programs write
    "O Placement WritingMode BackgroundColor BorderColor BorderStyle BorderThickness Padding Color "
    "SpaceBefore SpaceAfter StartIndent EndIndent TextIndent TextAlign BBox Width Height BlockAlign "
    "InlineAlign TBorderStyle TPadding BaselineShift LineHeight TextPosition TextDecorationColor "
    "TextDecorationThickness TextDecorationType RubyAlign RubyPosition GlyphOrientationVertical "
    "ColumnCount ColumnGap ColumnWidths ListNumbering ContinuedList ContinuedFrom Role checked Checked "
    "Desc RowSpan ColSpan Headers Scope Summary Short Type Attached NS NoteType",
    Subtype=ARTIFACT,
)
_ATTRIBUTE_SETS = Either(_ATTRIBUTES, List(Either(SCALAR, _ATTRIBUTES)))
_TAG_NAME = _TagName()
_NAMESPACE = Table("Type NS")
_NAMESPACE.also(RoleMapNS=Map(Either(_TAG_NAME, List(Either(_TAG_NAME, _NAMESPACE)))))
_MARKED_CONTENT = Table("Type MCID", Pg=PAGE, Stm=XOBJECT, StmOwn=ANNOTATION)
_OBJECT = Table("Type", Pg=PAGE, Obj=Either(XOBJECT, ANNOTATION))
_ELEMENT = Table(
    "Type ID C R T Lang Alt E ActualText PhoneticAlphabet Phoneme",
    S=_TAG_NAME,
    Pg=PAGE,
    A=_ATTRIBUTE_SETS,
    NS=_NAMESPACE,
    AF=FILES,
)
_TAG = Switch("Type", {"StructElem": _ELEMENT, "MCR": _MARKED_CONTENT, "OBJR": _OBJECT}, other=_ELEMENT)
_TAGS = Either(SCALAR, _TAG, List(Either(SCALAR, _TAG)))
TAGS = Table(
    "Type ParentTreeNextKey",
    K=_TAGS,
    IDTree=Tree("Names", _ELEMENT),
    ParentTree=Tree("Nums", Either(_ELEMENT, List(_ELEMENT))),
    RoleMap=Map(_TAG_NAME),
    ClassMap=Map(_ATTRIBUTE_SETS),
    Namespaces=List(_NAMESPACE),
)
_ELEMENT.also(P=Either(Switch("Type", {"StructTreeRoot": TAGS}), _ELEMENT), K=_TAGS, Ref=List(_ELEMENT))

_ENTRY = Table("Title Count C", F=Number(), Dest=DESTINATION, A=GO_TO, SE=_ELEMENT)
_ENTRY.also(Prev=_ENTRY, Next=_ENTRY, First=_ENTRY, Last=_ENTRY)
OUTLINES = Table("Type Count", First=_ENTRY, Last=_ENTRY)
_ENTRY.also(Parent=Either(Switch("Type", {"Outlines": OUTLINES}), _ENTRY))

LABELS = Tree("Nums", Table("Type P St", S=Scalar(*"DRrAa")))
PLACES = Tree("Names", PLACE)

_LAYOUT = Table(
    "Name Creator BaseState Intent ListMode",
    ON=List(LAYER),
    OFF=List(LAYER),
    AS=List(Table("Event Category", OCGs=LAYERS)),
    Order=LAYER_TERM,
    RBGroups=List(LAYERS),
    Locked=List(LAYER),
)
LAYER_SETS = Table(OCGs=List(LAYER), D=_LAYOUT, Configs=List(_LAYOUT))

OUTPUTS = List(
    Table(
        "Type OutputCondition OutputConditionIdentifier RegistryName Info",
        S=Scalar("GTS_PDFA1", "GTS_PDFX", "ISO_PDFE1"),
        DestOutputProfile=PROFILE,
    )
)
