"""Refuses PDFs that draw without end: small drawings that draw each other, again and again.

A page is as long as its content, with each drawing (a form XObject, ISO 32000, 8.10) as often as it is drawn.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import Any

import pikepdf

from monespace.documents.cleaning.refusals import Reason, Unfit
from monespace.documents.cleaning.streams import pieces_of

MOST_BYTES = 300_000_000  # that one page or drawing comes to: a large map has some tens of millions
DEEPEST = 50  # drawings in drawings: each program that stamps a page wraps it once
DRAWS = re.compile(rb"/([^\0\t\n\f\r ()<>\[\]{}/%]+)[\0\t\n\f\r ]+Do(?![^\0\t\n\f\r ()<>\[\]{}/%])")
LONGEST_CALL = 256  # bytes: a name and the operator, which may stand across two pieces
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


class Lengths:
    """Reckons how long pages and drawings are, in bytes; raises Unfit for one without end.

    ``sizes`` gives, by their numbers, what streams hold themselves.
    """

    def __init__(self, sizes: dict[tuple[int, int], int]) -> None:
        self._sizes = sizes
        self._known: dict[tuple[Any, ...], int] = {}
        self._open: list[tuple[Any, ...]] = []

    def of(self, parts: list[Any], resources: Any) -> int:
        """Return the length of the streams ``parts``, which together draw with ``resources``."""
        forms = _forms(resources)
        key = (*(part.objgen for part in parts), *sorted((name, form.objgen) for name, form in forms.items()))
        if key not in self._known:
            if key in self._open or len(self._open) > DEEPEST:
                raise Unfit(Reason.DEMANDING)
            self._open.append(key)
            length = _bounded(sum(self._sizes.get(part.objgen, 0) for part in parts))
            for name, times in _calls(parts).items() if forms else ():
                if name in forms:
                    form = forms[name]
                    length = _bounded(length + times * self.of([form], form.get("/Resources", resources)))
            self._known[key] = length
            self._open.pop()
        return self._known[key]


def refuse_endless(pdf: pikepdf.Pdf, drawings: list[Any], sizes: dict[tuple[int, int], int]) -> None:
    """Raise Unfit when a page of ``pdf``, or one of the ``drawings`` that stand in it, is without end."""
    lengths = Lengths(sizes)
    for drawing in drawings:
        lengths.of([drawing], drawing.get("/Resources"))
    for page in pdf.pages:
        content = page.obj.get("/Contents")
        parts = list(content) if isinstance(content, pikepdf.Array) else [content]
        streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
        lengths.of(streams, _inherited(page.obj))


def _inherited(page: Any) -> Any:
    """Return the resources of a page, which may stand in a node above it (7.7.3.4)."""
    for _level in range(DEEPEST):
        if "/Resources" in page or not isinstance(page.get("/Parent"), pikepdf.Dictionary):
            break
        page = page.Parent
    return page.get("/Resources")


def _bounded(length: int) -> int:
    """Return the length; raise Unfit when it is more than any honest page's."""
    if length > MOST_BYTES:
        raise Unfit(Reason.DEMANDING)
    return length


def _forms(resources: Any) -> dict[str, Any]:
    """Return the drawings that may be drawn by name."""
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(named, pikepdf.Dictionary):
        return {}
    return {
        name: part
        for name, part in named.items()
        if isinstance(part, pikepdf.Stream) and part.get("/Subtype") == "/Form"
    }


def _calls(parts: list[Any]) -> Counter[str]:
    """Return how often the streams ``parts``, read as one, draw each name."""
    drawn, tail = Counter[str](), b""
    for part in parts:
        for piece in chain(pieces_of(part), [b"\n"]):
            text = tail + piece
            drawn.update(_name(call[1]) for call in DRAWS.finditer(text) if call.end() > len(tail))
            tail = text[-LONGEST_CALL:]
    return drawn


def _name(written: bytes) -> str:
    """Return a name as dictionaries have it."""
    return "/" + ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), written).decode(
        "utf-8", "replace"
    )
