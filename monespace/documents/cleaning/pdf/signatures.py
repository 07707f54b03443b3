"""Signed documents: kept byte for byte, so everything in their bytes must be inert.

A signature covers the file up to some end; what was added later follows it. A reader shows the last version
and each signed one, so each of them is walked. What the shapes do not list cannot be taken out here: it is
looked through for anything that runs, opens, sends or carries a file.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.pdf.active import ACTIVE_BYTES, ACTIVE_KEYS, ends_as_archive, is_active
from monespace.documents.cleaning.pdf.document import walked
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from monespace.documents.cleaning.pdf.walk import Walk

MOST_VERSIONS = 20
LONGEST_HEAD = 1024  # bytes before the first object: a header and a comment
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # a character of a name
END = b"%%EOF"


def refuse_unless_inert(content: bytes) -> None:
    """Raise Unfit unless every version of the signed document that a reader may show is inert."""
    waiting, judged = {len(content)}, set[int]()
    while waiting:
        length = waiting.pop()
        judged.add(length)
        if len(judged) > MOST_VERSIONS:
            raise Unfit(Reason.DEMANDING)
        walk = _judged(content[:length])
        waiting |= walk.signed - judged


def _judged(version: bytes) -> Walk:
    """Return the walk through one version, or raise Unfit."""
    if _is_more_than_a_pdf(version):
        raise Unfit(Reason.SIGNED)
    with pikepdf.open(BytesIO(version), suppress_warnings=True, attempt_recovery=False) as pdf:
        walk = walked(pdf, version)
        unreached = [one for one in pdf.objects if one is not None and one.objgen not in walk.reached]
        if any(key in ACTIVE_KEYS for key, _value in walk.dropped):
            raise Unfit(Reason.SIGNED)
        if any(map(is_active, _parts([*(value for _key, value in walk.dropped), *unreached], walk))):
            raise Unfit(Reason.SIGNED)
        if any(
            "duplicated key" in str(warning) for warning in pdf.get_warnings()
        ):  # which counts is anyone's guess
            raise Unfit(Reason.UNREADABLE)
    return walk


def _is_more_than_a_pdf(version: bytes) -> bool:
    """Whether the bytes are a page of the web or an archive, too, or hold an action no table leads to."""
    head = version[: version.find(b" obj")]
    return (
        len(head) > LONGEST_HEAD
        or b"<" in head
        or not version.rstrip(b"\0\t\n\f\r ").endswith(END)
        or ends_as_archive(version)
        or ACTIVE_BYTES.search(ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), version))
        is not None
    )


def _parts(values: Iterable[Any], walk: Walk) -> Iterator[Any]:
    """Give the dictionaries and streams among the values and in them, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = list(values)
    while waiting:
        part = waiting.pop()
        if not isinstance(part, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
            continue
        if part.objgen != (0, 0):
            if part.objgen in seen:
                continue
            seen.add(part.objgen)
        if isinstance(part, pikepdf.Array):
            inner = list(part)
        else:
            yield part
            inner = [value for _key, value in part.items()]
        walk.count(len(inner))
        waiting += inner
