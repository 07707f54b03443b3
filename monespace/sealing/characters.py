"""Which characters of people's words the fonts of a PDF can draw: others are written as ``[U+1F600]``.

A PDF that is to last must not hold a character without a drawing (PDF/A-2, 6.2.11.8). The
portal's own font has the Latin letters; Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian ones and common
symbols come from the two fonts that typst brings along.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from monespace.common.text import several_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

LATIN: Final = (
    "\n\x20-\x7e\xa0-\xac\xae-\u0107\u010a-\u0113\u0116-\u011b\u0139-\u013e\u0141-\u0148\u0150-\u0155"
)
LATIN_ONLY: Final = re.compile(
    f"[^{LATIN}\u0152-\u0153\u0158-\u015b\u015e-\u0165\u0178-\u017e\u2013-\u2026\u20ac]"
)
DRAWN: Final = (
    "\n\x20-\x7e\xa0-\xac\xae-\u034e\u0350-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff"
    "\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u05f3\u05f4\u10d0-\u10ff"
    "\u060c\u061b\u061f\u0621-\u063a\u0640-\u0652\u0660-\u066c"
    "\u067e\u0686\u0698\u06a9\u06af\u06cc\u06f0-\u06f9"
    "\u1e00-\u1f15\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f5f-\u1f7d\u1f80-\u1fb4"
    "\u2009\u2010-\u2027\u2030-\u2040\u2044\u2070\u2074-\u208e\u20a0-\u20bf"
    "\u2100-\u211e\u2122\u2126\u212a-\u214b\u2153-\u215e\u2190-\u22ff\u2460-\u24ff\u2500-\u25ff\u2610-\u2613"
)
"""Latin, Greek, Cyrillic; Armenian, Hebrew, Georgian; Arabic; Greek with accents; signs and symbols."""
OTHERS: Final = re.compile(f"[^{DRAWN}]")
MARK: Final = "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u0652]"
MARKS: Final = re.compile(f"({MARK}{{8}})({MARK}+)")
"""Marks above one letter: eight are more than any language has, a hundred thousand take minutes to place."""
LONGEST_WORD: Final = 40
LONG_WORD: Final = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD}}}(?=[^\s\u200b])")
MAY_BREAK: Final = "\u200b"


def drawable(text: str, *, is_cautious: bool = False) -> str:
    """Return a text as the fonts can draw it, without what nobody sees, its endless words breakable.

    ``is_cautious`` keeps Latin letters only: what nothing can go wrong with.
    """
    absent = LATIN_ONLY if is_cautious else OTHERS
    few_marks = MARKS.sub(lambda one: f"{one[1]}[… {len(one[2])}]", several_lines(text).replace("\t", " "))
    seen = absent.sub(lambda one: f"[U+{ord(one[0]):04X}]", few_marks)
    return LONG_WORD.sub(lambda one: one[0] + MAY_BREAK, seen)


def drawable_data(value: Any, *, is_cautious: bool = False) -> Any:
    """Return data for a template with every text in it drawable; keys are ours."""
    if isinstance(value, str):
        return drawable(value, is_cautious=is_cautious)
    if isinstance(value, list | tuple):
        return [drawable_data(one, is_cautious=is_cautious) for one in value]
    if isinstance(value, dict):
        return _drawable_mapping(value, is_cautious=is_cautious)
    return value


def _drawable_mapping(value: Mapping[str, Any], *, is_cautious: bool) -> dict[str, Any]:
    return {key: drawable_data(one, is_cautious=is_cautious) for key, one in value.items()}
