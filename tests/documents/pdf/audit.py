"""What a stranger would look for in a PDF that is said to be inert; knows nothing of how it was made so."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = {
    *("/AA", "/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings", "/3DD", "/3DA", "/3DV"),
    *("/EF", "/EmbeddedFiles", "/Collection", "/Ref", "/OPI", "/FFilter", "/FDecodeParms", "/Renditions"),
    *(
        "/Movie",
        "/Sound",
        "/Alternates",
        "/PieceInfo",
        "/Encrypt",
        "/URLS",
        "/IDS",
        "/Templates",
        "/SpiderInfo",
    ),
    *("/NeedsRendering", "/PresSteps", "/Requirements", "/Threads", "/PS"),
}
ACTIONS = {
    *("/JavaScript", "/Launch", "/GoToR", "/GoToE", "/GoToDp", "/SubmitForm", "/ResetForm", "/ImportData"),
    *(
        "/Movie",
        "/Sound",
        "/Rendition",
        "/RichMediaExecute",
        "/GoTo3DView",
        "/Hide",
        "/SetOCGState",
        "/Trans",
    ),
    *("/Named", "/Thread"),
}
MARKS = {
    "/FileAttachment",
    "/Sound",
    "/Movie",
    "/Screen",
    "/3D",
    "/RichMedia",
    "/Projection",
    "/PS",
    "/TrapNet",
}


def suspicious(content: bytes) -> list[str]:
    """Return what runs, opens, sends or carries something in a PDF, and bytes that are no part of it."""
    head = content[: content.find(b" obj")]
    found = [] if head.startswith(b"%PDF-") and b"<" not in head else ["bytes before"]
    if not content.rstrip().endswith(b"%%EOF") or b"PK\x05\x06" in content[-66_000:]:
        found.append("bytes after")
    with pikepdf.open(BytesIO(content)) as pdf:
        found += [f"trailer {key}" for key in pdf.trailer if key in KEYS | {"/OpenAction"}]
        reached = set[tuple[int, int]]()
        for part in _parts(pdf.trailer, reached):
            found += _in_part(part)
        found += [f"hidden {one.objgen}" for one in pdf.objects if _is_hidden(one, reached)]
        found += ["base of addresses"] if "/URI" in pdf.Root else []
        opening = pdf.Root.get("/OpenAction")
        if isinstance(opening, pikepdf.Dictionary) and opening.S != "/GoTo":
            found.append("opens by itself")
    return found


def _is_hidden(one: Any, reached: set[tuple[int, int]]) -> bool:
    kind = str(one.get("/Type", "")) if isinstance(one, pikepdf.Stream) else ""
    return one is not None and one.objgen not in reached and kind not in {"/XRef", "/ObjStm"}


def _in_part(part: Any) -> Iterator[str]:
    if not isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
        return
    yield from (key for key in KEYS & set(part.keys()) if not _is_name(key, part))
    action, kind = str(part.get("/S", "")), str(part.get("/Subtype", ""))
    if action in ACTIONS or (action == "/URI" and not str(part.get("/URI")).startswith(("http", "mailto:"))):
        yield action
    if kind in MARKS:
        yield kind
    if isinstance(part, pikepdf.Stream) and "/F" in part:
        yield "external stream"


def _is_name(key: str, whole: Any) -> bool:
    """Whether the key is but a name: resources, places and looks of fields may bear any."""
    part = whole[key]
    is_empty = isinstance(part, pikepdf.Dictionary) and not len(part)
    is_other = isinstance(part, pikepdf.Dictionary) and ("/Type" in part or "/Subtype" in part)
    return is_empty or is_other or (key == "/JS" and "/S" not in whole)


def _parts(whole: Any, reached: set[tuple[int, int]]) -> Iterator[Any]:
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, pikepdf.Object) or part.objgen in reached - {(0, 0)}:
            continue
        reached.add(part.objgen)
        yield part
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [value for _key, value in part.items()]
        elif isinstance(part, pikepdf.Array):
            waiting += list(part)
