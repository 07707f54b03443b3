"""Fonts, with the programs that draw their letters (9.5 to 9.10)."""

from __future__ import annotations

from monespace.documents.cleaning.pdf.shapes import (
    DATA,
    SCALAR,
    Either,
    List,
    Map,
    Scalar,
    Stream,
    Switch,
    Table,
)

_CHARACTERS = Table("Registry Ordering Supplement")
_CODES = Stream("Type CMapName WMode", CIDSystemInfo=Either(_CHARACTERS, List(_CHARACTERS)))
_CODES.also(UseCMap=Either(SCALAR, _CODES))
_PROGRAM = Stream("Length1 Length2 Length3", Subtype=Scalar("Type1C", "CIDFontType0C", "OpenType"))
_DESCRIPTOR = Table(
    "Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading "
    "CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Lang",
    FontFile=_PROGRAM,
    FontFile2=_PROGRAM,
    FontFile3=_PROGRAM,
    CIDSet=DATA,
    Style=Table("Panose"),
)
_DESCRIPTOR.also(FD=Map(_DESCRIPTOR))
_FONT = Table(
    "Type Subtype Name BaseFont FirstChar LastChar Widths FontBBox FontMatrix DW W DW2 W2",
    FontDescriptor=_DESCRIPTOR,
    Encoding=Either(SCALAR, Table("Type BaseEncoding Differences"), _CODES),
    ToUnicode=Either(SCALAR, _CODES),
    CIDSystemInfo=_CHARACTERS,
    CIDToGIDMap=Either(SCALAR, DATA),
    CharProcs=Map(DATA),
)
FONT = Switch("Subtype", {"Type0 Type1 MMType1 Type3 TrueType CIDFontType0 CIDFontType2": _FONT})
_FONT.also(DescendantFonts=List(FONT))


def give_resources(resources: Table) -> None:
    """Let the letters of a font of type 3 use ``resources``, which hold fonts."""
    _FONT.also(Resources=resources)
