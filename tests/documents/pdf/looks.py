"""PDFs as programs make them, each with something that people see and that a careless list would lose."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from tests.documents.pdf.pages import annotated

if TYPE_CHECKING:
    from collections.abc import Callable

BOX = Array([0, 0, 200, 100])


def resources(pdf: Pdf, content: bytes, **kinds: dict[str, Any]) -> None:
    """Draw ``content`` on the page, with resources by kind and name."""
    page = pdf.pages[0].obj
    for kind, entries in kinds.items():
        page.Resources[f"/{kind}"] = Dictionary({f"/{name}": one for name, one in entries.items()})
    page.Contents = Array([page.Contents, pdf.make_stream(b"\n" + content)])


def drawing(pdf: Pdf, content: bytes, **entries: Any) -> pikepdf.Object:
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=BOX, **entries)


def image(
    pdf: Pdf, raw: bytes, colours: Any, *, bits: int = 8, size: int = 2, **entries: Any
) -> pikepdf.Object:
    shape = {"Width": size, "Height": size, "BitsPerComponent": bits, "ColorSpace": colours}
    return pdf.make_stream(raw, Type=Name.XObject, Subtype=Name.Image, **shape, **entries)


def scanned(pdf: Pdf) -> None:
    jpeg = BytesIO()
    Image.radial_gradient("L").convert("CMYK").resize((64, 64)).save(jpeg, "JPEG")
    photo = image(pdf, jpeg.getvalue(), Name.DeviceCMYK, size=64, Filter=Array([Name.DCTDecode]))
    photo.DecodeParms = Array([Dictionary(ColorTransform=0)])
    resources(pdf, b"q 300 0 0 300 40 100 cm /I Do Q", XObject={"I": photo})


def faxed(pdf: Pdf) -> None:
    tiff = BytesIO()
    Image.linear_gradient("L").convert("1").resize((64, 64)).save(tiff, "TIFF", compression="group4")
    with Image.open(tiff) as page:
        start, length = page.tag_v2[273][0], page.tag_v2[279][0]
    fax = tiff.getvalue()[start : start + length]
    scan = image(pdf, fax, Name.DeviceGray, bits=1, size=64, Filter=Name.CCITTFaxDecode)
    scan.DecodeParms = Dictionary(K=-1, Columns=64, Rows=64, BlackIs1=True)
    resources(pdf, b"q 300 0 0 300 40 100 cm /I Do Q", XObject={"I": scan})


def see_through(pdf: Pdf) -> None:
    veil = image(pdf, b"\x00\x40\x80\xff", Name.DeviceGray)
    palette = Array([Name.Indexed, Name.DeviceRGB, 1, b"\xff\x00\x00\x00\x00\xff"])
    picture = image(pdf, b"\x00\x01\x01\x00", palette, SMask=veil)
    keyed = image(pdf, b"\x00\x01\x01\x00", palette, Mask=Array([0, 0]))
    deep = image(pdf, bytes(range(0, 240, 10)), Name.DeviceRGB, bits=16)
    content = b"q 90 0 0 90 40 300 cm /A Do Q q 90 0 0 90 140 300 cm /B Do Q q 90 0 0 90 240 300 cm /C Do Q"
    resources(pdf, content, XObject={"A": picture, "B": keyed, "C": deep})


def veiled(pdf: Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray, I=True)
    shape = drawing(pdf, b"0.3 g 0 0 100 100 re f 1 g 100 0 100 100 re f", Group=group)
    state = Dictionary(
        Type=Name.ExtGState, ca=0.5, BM=Name.Multiply, SMask=Dictionary(S=Name.Luminosity, G=shape)
    )
    resources(pdf, b"q /G gs 0 1 0 rg 0 0 200 100 re f Q", ExtGState={"G": state})


def shaded(pdf: Pdf) -> None:
    ends = [
        {"C0": Array([1, 0, 0]), "C1": Array([0, 0, 1])},
        {"C0": Array([0, 0, 1]), "C1": Array([0, 1, 0])},
    ]
    parts = Array([Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, **one) for one in ends])
    stitched = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Functions=parts, Bounds=Array([0.5]), Encode=Array([0, 1, 0, 1])
    )
    axis = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([40, 0, 440, 0]), Function=stitched
    )
    pattern = Dictionary(PatternType=2, Shading=axis)
    tile = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 20, "YStep": 20}
    tiles = pdf.make_stream(
        b"1 0 1 rg 0 0 9 9 re f", BBox=Array([0, 0, 20, 20]), Resources=Dictionary(), **tile
    )
    content = (
        b"/Pattern cs /S scn 40 300 400 90 re f /T scn 40 100 400 90 re f q 40 200 400 50 re W n /D sh Q"
    )
    resources(pdf, content, Pattern={"S": pattern, "T": tiles}, Shading={"D": axis})


def spot_coloured(pdf: Pdf) -> None:
    tint = pdf.make_stream(
        b"{dup 0.5 mul exch 0 exch 0}", FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1] * 4)
    )
    spot = Array([Name.Separation, Name("/PANTONE 300"), Name.DeviceCMYK, tint])
    lab = Array(
        [Name.Lab, Dictionary(WhitePoint=Array([0.95, 1, 1.09]), Range=Array([-100, 100, -100, 100]))]
    )
    profile = pdf.make_stream(b"none", N=3, Alternate=Name.DeviceRGB)
    spaces = {"P": spot, "L": lab, "I": Array([Name.ICCBased, profile])}
    boxes = (b"/P cs 0.8 scn 40", b"/L cs 60 80 -80 scn 140", b"/I cs 1 .5 0 scn 240")
    content = b"".join(box + b" 300 90 90 re f " for box in boxes)
    resources(pdf, content, ColorSpace=spaces)


def drawn_letters(pdf: Pdf) -> None:
    font = {"Type": Name.Font, "Subtype": Name.Type3, "FirstChar": 97, "LastChar": 97, "Widths": Array([10])}
    font |= {"FontBBox": Array([0, 0, 10, 10]), "FontMatrix": Array([0.1, 0, 0, 0.1, 0, 0])}
    letter = pdf.make_stream(b"10 0 0 0 10 10 d1 0 0 8 8 re f")
    coding = Dictionary(Type=Name.Encoding, Differences=Array([97, Name.square]))
    own = Dictionary(Encoding=coding, Resources=Dictionary(), CharProcs=Dictionary(square=letter), **font)
    resources(pdf, b"BT /T 40 Tf 40 300 Td (aaa) Tj ET", Font={"T": own})


def nested(pdf: Pdf) -> None:
    inner = drawing(pdf, b"0 1 1 rg 0 0 100 50 re f", Matrix=Array([1, 0.2, 0, 1, 0, 0]))
    outer = drawing(pdf, b"/X Do", Resources=Dictionary(XObject=Dictionary(X=inner)))
    resources(pdf, b"q 2 0 0 2 40 100 cm /O Do Q", XObject={"O": outer})


def turned(pdf: Pdf) -> None:
    node, page = pdf.Root.Pages, pdf.pages[0].obj
    node.Rotate, node.MediaBox, node.Resources = 90, Array([0, 0, 500, 800]), page.Resources
    page.CropBox, page.UserUnit = Array([20, 300, 480, 780]), 2
    del page.MediaBox, page.Resources


def layered(pdf: Pdf) -> None:
    shown, hidden = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("a", "b"))
    either = Dictionary(Type=Name.OCMD, OCGs=Array([shown, hidden]), P=Name.AllOn)
    layout = Dictionary(ON=Array([shown]), OFF=Array([hidden]), Order=Array([shown, Array(["x", hidden])]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([shown, hidden]), D=layout)
    boxes = (b"/S BDC 1 0 1 rg 40", b"/H BDC 140", b"/E BDC 240")
    content = b"".join(b"/OC " + box + b" 300 90 90 re f EMC " for box in boxes)
    resources(pdf, content, Properties={"S": shown, "H": hidden, "E": either})


def noted(pdf: Pdf) -> None:
    def look(colour: bytes) -> Dictionary:
        return Dictionary(N=drawing(pdf, colour + b" rg 0 0 200 100 re f"))

    marks = [
        annotated("Stamp", AP=look(b"1 0 1"), rect=(40, 300, 140, 350)),
        annotated("FreeText", AP=look(b"0 1 0"), rect=(150, 300, 250, 350), Contents="été", DA="/F1 9 Tf"),
        annotated("Highlight", AP=look(b"1 1 0"), rect=(40, 240, 140, 290), QuadPoints=Array([0] * 8)),
        annotated("Ink", AP=look(b"0 0 1"), rect=(150, 240, 250, 290), InkList=Array([Array([1, 2, 3, 4])])),
    ]
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark) for mark in marks])


def filled(pdf: Pdf) -> None:
    text = drawing(pdf, b"BT /F1 14 Tf 2 10 Td (Ada Lovelace) Tj ET", Resources=pdf.pages[0].obj.Resources)
    states = Dictionary(Yes=drawing(pdf, b"1 0 0 rg 0 0 200 100 re f"), Off=drawing(pdf, b"q Q"))
    group = pdf.make_indirect(Dictionary(FT=Name.Btn, T="accord", V=Name.Yes))
    fields = [
        annotated(
            "Widget", FT=Name.Tx, T="nom", V="Ada Lovelace", AP=Dictionary(N=text), rect=(40, 300, 240, 340)
        ),
        annotated("Widget", Parent=group, AS=Name.Yes, AP=Dictionary(N=states), rect=(40, 260, 60, 280)),
    ]
    made = [pdf.make_indirect(field) for field in fields]
    group.Kids = Array([made[1]])
    pdf.pages[0].obj.Annots = Array(made)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([made[0], group]), DA="/F1 0 Tf 0 g", DR=pdf.pages[0].obj.Resources
    )


def filled_without_looks(pdf: Pdf) -> None:
    shared = {"DA": "/F1 14 Tf 0 g", "F": 4}
    options = Array([Array(["1", "Wallonie"]), Array(["2", "Bruxelles"])])
    fields = [
        annotated(
            "Widget", FT=Name.Tx, T="nom", V="Ada Lovelace", rect=(40, 300, 240, 330), DA="/F1 14 Tf 0 g"
        ),
        annotated(
            "Widget",
            FT=Name.Ch,
            T="région",
            V="1",
            Opt=options,
            Ff=131072,
            rect=(40, 260, 240, 290),
            DA=shared["DA"],
        ),
    ]
    made = [pdf.make_indirect(field) for field in fields]
    pdf.pages[0].obj.Annots = Array(made)
    form = Dictionary(Fields=Array(made), NeedAppearances=True, DA=shared["DA"])
    pdf.Root.AcroForm = form
    form.DR = Dictionary(Font=Dictionary(F1=pdf.pages[0].obj.Resources.Font.F1))


LOOKS: dict[str, Callable[[Pdf], None]] = {
    "scanned in colour": scanned,
    "faxed": faxed,
    "pictures one sees through": see_through,
    "veiled": veiled,
    "shaded and tiled": shaded,
    "colours of print": spot_coloured,
    "letters drawn": drawn_letters,
    "drawings in drawings": nested,
    "turned and cut, from the node above": turned,
    "layers shown and hidden": layered,
    "notes and stamps": noted,
    "form filled in": filled,
    "form filled in, looks left to the reader": filled_without_looks,
}
