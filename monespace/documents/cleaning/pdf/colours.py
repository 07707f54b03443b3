"""Colours: functions, colour spaces, patterns and shadings (7.10, 8.6, 8.7)."""

from __future__ import annotations

from monespace.documents.cleaning.pdf.shapes import SCALAR, Either, List, Map, Scalar, Stream, Table

_FUNCTION_KEYS = "FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds"
_FUNCTION_TABLE = Table(_FUNCTION_KEYS)
FUNCTION = Either(_FUNCTION_TABLE, Stream(_FUNCTION_KEYS))  # of PostScript, type 4 reckons numbers only
_FUNCTION_TABLE.also(Functions=List(FUNCTION))
FUNCTIONS = Either(FUNCTION, List(FUNCTION))

PROFILE = Stream("N Range Alternate")  # of ICC
_SPACE = List(SCALAR)  # its kind, and what that kind needs
COLOUR = Either(Scalar("DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern"), _SPACE)
_COLOUR_PARAMETERS = Table(
    f"WhitePoint BlackPoint Gamma Matrix Subtype Components {_FUNCTION_KEYS}",
    Functions=List(FUNCTION),
    Colorants=Map(COLOUR),
    Process=Table("Components", ColorSpace=COLOUR),
)
_COLOUR_STREAM = Stream(_FUNCTION_KEYS, Alternate=COLOUR)
_SPACE.shape = Either(SCALAR, _COLOUR_PARAMETERS, _COLOUR_STREAM, _SPACE)

_SHADING_KEYS = (
    "ShadingType Background BBox AntiAlias Domain Matrix Coords Extend BitsPerCoordinate BitsPerComponent "
    "BitsPerFlag Decode VerticesPerRow"
)
SHADING = Either(
    Table(_SHADING_KEYS, ColorSpace=COLOUR, Function=FUNCTIONS),
    Stream(_SHADING_KEYS, ColorSpace=COLOUR, Function=FUNCTIONS),
)
_TILING = Stream("Type PatternType PaintType TilingType BBox XStep YStep Matrix")
_SHADED = Table("Type PatternType Matrix", Shading=SHADING)
PATTERN = Either(_TILING, _SHADED)


def give_resources(resources: Table, state: Table) -> None:
    """Let patterns hold ``resources`` and a graphics ``state``, which hold patterns."""
    _TILING.also(Resources=resources)
    _SHADED.also(ExtGState=state)
