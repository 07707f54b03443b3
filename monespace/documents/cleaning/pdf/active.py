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
ARCHIVE_END = b"PK\x05\x06\0\0\0\0"  # of a ZIP; a comment of 64 KiB may follow
LONGEST_END = 22 + 65_535


def ends_as_archive(content: bytes) -> bool:
    """Whether programs find an archive in the bytes: they look from the end, whatever stands before."""
    return ARCHIVE_END in content[-LONGEST_END:]


def is_active(part: Any) -> bool:
    """Whether a dictionary or stream runs, opens, sends or carries something."""
    return (
        not ACTIVE_KEYS.isdisjoint(part.keys())
        or name_of(part.get("/S")) in ACTIONS
        or name_of(part.get("/Subtype")) in MARKS
        or name_of(part.get("/Type")) == "/EmbeddedFile"
        or (isinstance(part, pikepdf.Stream) and "/F" in part)
    )


def name_of(value: Any) -> str:
    """Return the name that ``value`` is, whatever bytes it is made of and wherever it stands; or nothing."""
    return bytes(value).decode("utf-8", "surrogateescape") if isinstance(value, pikepdf.Name) else ""
