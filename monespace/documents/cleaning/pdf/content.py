"""What pages draw with: pictures, drawings, states of graphics, layers (8.4, 8.9 to 8.11, 7.8.3)."""

from __future__ import annotations

from monespace.documents.cleaning.pdf import colours, fonts
from monespace.documents.cleaning.pdf.files import FILES
from monespace.documents.cleaning.pdf.shapes import (
    DATA,
    PLAIN,
    SCALAR,
    Either,
    List,
    Map,
    Scalar,
    Stream,
    Switch,
    Table,
)

CONTENT = Either(DATA, List(DATA))

LAYER = Table(
    "Type Name Intent",
    Usage=Table(
        CreatorInfo=Table("Creator", Subtype=Scalar("Artwork", "Technical")),
        Language=Table("Lang Preferred"),
        Export=Table("ExportState"),
        Zoom=Table("min max"),
        Print=Table("PrintState", Subtype=Scalar("Trapping", "PrintersMarks", "Watermark")),
        View=Table("ViewState"),
        User=Table("Type Name"),
        PageElement=Table(Subtype=Scalar("HF", "FG", "BG", "L")),
    ),
)
LAYERS = Either(LAYER, List(LAYER))
LAYER_TERM = Either(LAYER, SCALAR)
LAYER_TERM.shapes.append(List(LAYER_TERM))  # an expression: names of operators, layers, expressions
SHOWN_BY = Switch("Type", {"OCG": LAYER, "OCMD": Table("Type P", OCGs=LAYERS, VE=List(LAYER_TERM))})

GROUP = Table("Type I K", S=Scalar("Transparency"), CS=colours.COLOUR)
DRAWING = Stream(
    "Type FormType Name BBox Matrix StructParent StructParents",
    Subtype=Scalar("Form"),
    Group=GROUP,
    OC=SHOWN_BY,
    AF=FILES,
)
IMAGE = Stream(
    "Type Name Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte "
    "StructParent",
    Subtype=Scalar("Image"),
    ColorSpace=colours.COLOUR,
    OC=SHOWN_BY,
    AF=FILES,
)
IMAGE.also(SMask=IMAGE, Mask=Either(PLAIN, IMAGE))
XOBJECT = Switch("Subtype", {"Image": IMAGE, "Form": DRAWING})

_TRANSFER = Either(SCALAR, colours.FUNCTION, List(Either(SCALAR, colours.FUNCTION)))
STATE = Table(
    "Type LW LC LJ ML D RI OP op OPM FL SM SA BM AIS CA ca TK UseBlackPtComp",
    Font=List(Either(SCALAR, fonts.FONT)),
    SMask=Either(
        SCALAR,
        Table("Type BC", S=Scalar("Alpha", "Luminosity"), G=DRAWING, TR=Either(SCALAR, colours.FUNCTION)),
    ),
    TR=_TRANSFER,
    TR2=_TRANSFER,
)
ARTIFACT = Scalar(*["Header", "Footer", "Watermark", "PageNum", "Bates", "LineNum", "Redaction"])
_MARKED = Table("Type MCID Lang Alt ActualText E BBox Attached", Subtype=ARTIFACT)
RESOURCES = Table(
    "ProcSet",
    ExtGState=Map(STATE),
    ColorSpace=Map(colours.COLOUR),
    Pattern=Map(colours.PATTERN),
    Shading=Map(colours.SHADING),
    XObject=Map(XOBJECT),
    Font=Map(fonts.FONT),
    Properties=Map(Either(SHOWN_BY, _MARKED)),
)
DRAWING.also(Resources=RESOURCES)
colours.give_resources(RESOURCES, STATE)
fonts.give_resources(RESOURCES)
