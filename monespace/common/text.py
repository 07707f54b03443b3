"""Text as people mean it: without the characters nobody sees, on one line or on several (ADR 0054).

Whatever is typed, pasted or received goes through here once, before it is judged.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LINE_ENDS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
SPACES: Final = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")

UNSEEN: Final = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, without tabs and line ends
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"  # format, and bidirectional
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"  # fillers, variation selectors
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # halves of a pair, and what is no character
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use: each font draws something else
)
"""What Unicode draws nothing for: Cc, Cs, Co, Cf and Default_Ignorable_Code_Point, version 15.

Seven format characters are drawn, the marks around Arabic, Syriac and Kaithi numbers: they are not here.
"""
JOINING: Final = "\u0620-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u17d3\u1820-\u18aa\ua840-\ua873"
"""Letters of Arabic, Syriac, Mongolian and the scripts of India, which a joiner beside them shapes."""
PICTURE: Final = "\u2190-\u2bff\U0001f000-\U0001faff"
VARIABLE: Final = f"©®‼⁉℀-⅏〰-〽㊗㊙㐀-鿿\uf900-\ufaff{PICTURE}\U00020000-\U0003ffff"
"""Symbols, emoji and ideographs: a variation selector changes how they are drawn."""
KEPT: Final = "|".join(
    (
        "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f",  # the flag of Scotland, …
        "[0-9#*]\ufe0f\u20e3",  # a keycap
        f"(?<=[{VARIABLE}])[\ufe00-\ufe0f\U000e0100-\U000e01ef]",
        "(?<=[\u1820-\u18aa])[\u180b-\u180d\u180f]",
        f"(?<=[{JOINING}])[\u200c\u200d](?=[{JOINING}])",
        f"(?:(?<=[{PICTURE}])|(?<=[{PICTURE}]\ufe0f))\u200d(?=[{PICTURE}])",
    )
)
UNSEEN_OR_KEPT: Final = re.compile(f"({KEPT})|[{UNSEEN}]")
RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
SOFT_HYPHEN: Final = "\xad"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def without_unseen(text: str) -> str:
    """Return text in NFC with plain spaces and line feeds, without what nobody sees; tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    plain = SPACES.sub(" ", LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", UNSEEN_OR_KEPT.sub(lambda found: found[1] or "", plain))


def hidden_in(text: str) -> str:
    """Return the first character that an author cannot mean, nothing when all may stay.

    That is one that is taken out of what people type, and a line end of another kind; not a soft hyphen.
    """
    found = (one[0] for one in UNSEEN_OR_KEPT.finditer(text) if not one[1] and one[0] != SOFT_HYPHEN)
    ends = (one[0] for one in LINE_ENDS.finditer(text) if one[0] not in {"\r\n", "\r"})
    return next(found, "") or next(ends, "")


def one_line(text: str) -> str:
    """Return the words of a text, one space between them; empty when there is nothing to see."""
    return " ".join(without_unseen(text).split())


def several_lines(text: str) -> str:
    """Return a text with its lines and tabs, without empty ends; empty when there is nothing to see."""
    return without_unseen(text).strip()


def western_digits(text: str) -> str:
    """Return a text with the decimal digits of every script as 0 to 9 (``٣`` → ``3``)."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in text
    )


def isolated(text: str) -> str:
    """Return somebody's own words, on one line, so that they cannot turn our sentence round (UAX #9, 3.1.2).

    Only words with letters written from right to left could: others come back without the isolate.
    """
    words = one_line(text)
    return f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}" if RIGHT_TO_LEFT.search(words) else words
