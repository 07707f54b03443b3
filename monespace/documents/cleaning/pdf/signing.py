"""Signatures: which dictionaries sign the very bytes they stand in (12.8)."""

from __future__ import annotations

from typing import Any

import pikepdf

SPANS = 4  # numbers: where two spans start, and how long each is
FIRST_BYTES = {b"\x30", b"\x04"}  # of CMS, and of the bare RSA of old signatures, in DER


def signed_length(value: Any, content: bytes) -> int:
    """Return how many bytes of ``content`` the dictionary signs, all but its own; 0 when it signs none.

    What was signed elsewhere, or changed and written anew, signs nothing here. Whether the signature is good
    is not judged: whoever receives the document does, with the certificates and the law they need for it.
    """
    spans, signed = value.get("/ByteRange"), value.get("/Contents")
    if not isinstance(spans, pikepdf.Array) or not isinstance(signed, pikepdf.String):
        return 0
    numbers = [int(one) for one in list(spans) if type(one) is int]
    if len(spans) != len(numbers) or len(numbers) != SPANS:
        return 0
    start, before, after, rest = numbers
    if start or not (0 < before < after and 0 < rest <= len(content) - after):
        return 0
    gap, own = content[before:after], bytes(signed)
    is_own = gap.startswith(b"<") and gap.endswith(b">") and _unhexed(gap[1:-1]) == own
    return after + rest if is_own and own[:1] in FIRST_BYTES else 0


def _unhexed(digits: bytes) -> bytes:
    """Return what hexadecimal ``digits`` stand for; nothing when they are none."""
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return b""
