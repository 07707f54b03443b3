"""Shapes: what an object of a PDF may hold. The grammar in the modules beside this one is made of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.pdf.active import name_of
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from monespace.documents.cleaning.pdf.walk import Walk

FILTERS = {  # 7.4, with the short names that some programs write; Crypt would hide what it holds
    *("/ASCIIHexDecode", "/ASCII85Decode", "/LZWDecode", "/FlateDecode", "/RunLengthDecode"),
    *("/CCITTFaxDecode", "/JBIG2Decode", "/DCTDecode", "/JPXDecode"),
    *("/AHx", "/A85", "/LZW", "/Fl", "/RL", "/CCF", "/DCT"),
}


class Shape:
    """What may stand in one place."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        """Return the shape as which ``value`` may stand here, or nothing: then it is taken out."""
        raise NotImplementedError

    def holds_parts(self, value: Any) -> bool:
        """Whether ``value``, which fits, holds parts that are to be looked at."""
        return True

    def prune(self, value: Any, walk: Walk) -> None:
        """Take out of ``value``, which fits, the parts that do not."""
        raise NotImplementedError


class Scalar(Shape):
    """A number, a truth value, a name, a string, or nothing; one of the ``names`` when there are any."""

    def __init__(self, *names: str) -> None:
        self.names = {f"/{name}" for name in names}

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        if self.names:
            return self if name_of(value) in self.names else None
        return self if is_scalar(value) else None

    def holds_parts(self, value: Any) -> bool:
        return False


class Number(Shape):
    """A number."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if isinstance(value, int | Decimal) else None

    def holds_parts(self, value: Any) -> bool:
        return False


class Plain(Shape):
    """Scalars, and arrays of them, however deep."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if isinstance(value, pikepdf.Array) or is_scalar(value) else None

    def holds_parts(self, value: Any) -> bool:
        return isinstance(value, pikepdf.Array)

    def prune(self, value: Any, walk: Walk) -> None:
        prune_array(value, self, walk)


class Table(Shape):
    """A dictionary with listed keys: ``plain`` names those of plain values, ``parts`` gives shapes."""

    def __init__(self, plain: str = "", **parts: Shape) -> None:
        self.parts: dict[str, Shape] = {}
        self.also(plain, **parts)

    def also(self, plain: str = "", **parts: Shape) -> None:
        """List further keys; closes the circles of the grammar."""
        self.parts |= {f"/{key}": PLAIN for key in plain.split()}
        self.parts |= {f"/{key}": shape for key, shape in parts.items()}

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if isinstance(value, pikepdf.Dictionary) else None

    def prune(self, value: Any, walk: Walk) -> None:
        for key, part in entries_of(value, walk):
            shape = self.parts.get(key)
            if shape is None or not walk.keeps(shape, part):
                walk.drop(key, part)
                del value[key]


class Stream(Table):
    """A stream whose dictionary has listed keys, and whose bytes stand in the file itself (7.3.8)."""

    def __init__(self, plain: str = "", **parts: Shape) -> None:
        super().__init__(
            f"Length Filter DL {plain}", DecodeParms=DECODING, F=REFUSED, **parts
        )  # F: the bytes stand in another file

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        if not isinstance(value, pikepdf.Stream):
            return None
        filters = value.get("/Filter")
        names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
        known = all(name is None or name_of(name) in FILTERS for name in names)
        return self if known else None


class Map(Shape):
    """A dictionary with any keys, whose values have all one shape."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if isinstance(value, pikepdf.Dictionary) else None

    def prune(self, value: Any, walk: Walk) -> None:
        for key, part in entries_of(value, walk):
            if not walk.keeps(self.shape, part):
                walk.drop(key, part)
                del value[key]


class List(Shape):
    """An array whose items have all one shape."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        return self if isinstance(value, pikepdf.Array) else None

    def prune(self, value: Any, walk: Walk) -> None:
        prune_array(value, self.shape, walk)


class Either(Shape):
    """The first of some shapes that fits."""

    def __init__(self, *shapes: Shape) -> None:
        self.shapes = list(shapes)

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        for shape in self.shapes:
            fitting = shape.fitting(value, walk)
            if fitting is not None:
                return fitting
        return None


class Switch(Shape):
    """A dictionary or stream whose shape is told by the name under ``key``; ``other`` without that key."""

    def __init__(self, key: str, shapes: dict[str, Shape], other: Shape | None = None) -> None:
        self.key = f"/{key}"
        self.shapes = {f"/{name}": shape for names, shape in shapes.items() for name in names.split()}
        self.other = other

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            return None
        kind = value.get(self.key)
        shape = self.other if kind is None else self.shapes.get(name_of(kind))
        return shape.fitting(value, walk) if shape else None


class Refused(Shape):
    """What must not be left out silently: the person would send less than they see."""

    def fitting(self, value: Any, walk: Walk) -> Shape | None:
        raise Unfit(Reason.ACTIVE)


def is_scalar(value: Any) -> bool:
    """Whether ``value`` is one value and holds no other."""
    return not isinstance(value, pikepdf.Object) or isinstance(value, pikepdf.String | pikepdf.Name)


def entries_of(value: Any, walk: Walk) -> list[tuple[str, Any]]:
    """Return the keys of a dictionary with their values, counted; a key without a value is none (7.3.9)."""
    entries = [(key, part) for key, part in value.items() if part is not None]
    walk.count(len(entries))
    return entries


def prune_array(value: Any, shape: Shape, walk: Walk) -> None:
    """Take out of an array what does not fit ``shape``; empty places stay: others are counted by them."""
    items = list(value)
    walk.count(len(items))
    kept = [item is None or walk.keeps(shape, item) for item in items]
    if not all(kept):
        for item, stays in zip(items, kept, strict=True):
            if not stays:
                walk.drop("", item)
        value.clear()
        value.extend(item for item, stays in zip(items, kept, strict=True) if stays)


REFUSED = Refused()
SCALAR = Scalar()
PLAIN = Plain()
_PARAMETERS = Table(
    "Type Name Predictor Colors BitsPerComponent Columns EarlyChange K EndOfLine EncodedByteAlign Rows "
    "EndOfBlock BlackIs1 DamagedRowsBeforeError ColorTransform"
)
DECODING = Either(_PARAMETERS, List(_PARAMETERS))
DATA = Stream()
_PARAMETERS.also(JBIG2Globals=DATA)
