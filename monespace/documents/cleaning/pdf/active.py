"""What runs, opens, sends or carries something in a PDF: looked for where nothing can be taken out."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

_KEYS = """
    AA JS JavaScript XFA EF EmbeddedFiles Collection Ref OPI RichMediaContent RichMediaSettings 3DD Movie
    Sound Renditions AlternatePresentations FFilter FDecodeParms
    Templates URLS IDS URI PS Subtype2 PresSteps SpiderInfo Requirements
"""
_ACTIONS = """
    JavaScript Launch GoToR GoToE GoToDp SubmitForm ImportData ResetForm Hide Movie Sound Rendition
    RichMediaExecute GoTo3DView URI Trans SetOCGState Named Thread
"""
_MARKS = "FileAttachment Sound Movie Screen 3D RichMedia Projection PS"
ACTIVE_KEYS = {f"/{key}" for key in _KEYS.split()}
ACTIONS = {f"/{name}" for name in _ACTIONS.split()}  # 12.6.4: all but GoTo, which stays inside the document
ACTIVE_BYTES = re.compile(  # names long enough to stand nowhere by chance
    rb"/(JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|RichMedia|GoTo3DView|Rendition)(?![A-Za-z])"
)
MARKS = {f"/{name}" for name in _MARKS.split()}


def is_active(part: Any) -> bool:
    """Whether a dictionary or stream runs, opens, sends or carries something."""
    return (
        not ACTIVE_KEYS.isdisjoint(part.keys())
        or str(part.get("/S", "")) in ACTIONS
        or str(part.get("/Subtype", "")) in MARKS
        or str(part.get("/Type", "")) == "/EmbeddedFile"
        or (isinstance(part, pikepdf.Stream) and "/F" in part)
    )
