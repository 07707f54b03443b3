"""The walk through a PDF: each object is looked at as what its place may hold, and loses the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from monespace.documents.cleaning.pdf.shapes import Shape

MOST_PARTS = 1_000_000  # entries looked at: 300 dense pages with tags have 700 000


class Walk:
    """Takes out of a PDF, in memory, what no shape lists; knows what was taken out and what was met.

    ``pages`` and ``nodes`` are the numbers of the objects that make up the tree of pages. ``signed_length``
    tells how many bytes of this very file a dictionary signs. Raises Unfit for what must not be left out
    silently, and for more parts than an honest file has.
    """

    def __init__(
        self,
        *,
        pages: set[tuple[int, int]],
        nodes: set[tuple[int, int]],
        signed_length: Callable[[Any], int],
    ) -> None:
        self.pages = pages
        self.nodes = nodes
        self.signed_length = signed_length
        self.signed: set[int] = set()
        self.files: list[tuple[int, int]] = []
        self.dropped: list[tuple[str, Any]] = []
        self.reached: set[tuple[int, int]] = set()
        self._seen: set[tuple[tuple[int, int], int]] = set()
        self._waiting: list[tuple[Shape, Any]] = []
        self._parts = 0

    def run(self, shape: Shape, value: Any) -> None:
        """Look at ``value`` as a ``shape``, and at everything it holds."""
        self.keeps(shape, value)
        while self._waiting:
            waiting, part = self._waiting.pop()
            waiting.prune(part, self)

    def keeps(self, shape: Shape, value: Any) -> bool:
        """Whether ``value`` may stay as a ``shape``; what it holds is looked at later, once."""
        fitting = shape.fitting(value, self)
        if fitting is None:
            return False
        if not isinstance(value, pikepdf.Object) or not fitting.holds_parts(value):
            return True
        number = value.objgen
        if number != (0, 0):
            self.reached.add(number)
            if (number, id(fitting)) in self._seen:
                return True
            self._seen.add((number, id(fitting)))
        self._waiting.append((fitting, value))
        return True

    def count(self, parts: int) -> None:
        """Count the parts of an object; raise Unfit when there are more than an honest file has."""
        self._parts += parts
        if self._parts > MOST_PARTS:
            raise Unfit(Reason.DEMANDING)

    def drop(self, key: str, value: Any) -> None:
        """Note what was taken out, and the key it stood under."""
        self.dropped.append((key, value))
