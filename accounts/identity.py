"""The national number at rest: found by a keyed index, read only through decryption (ADR 0010)."""

from __future__ import annotations

from monespace.common.crypto import blind_index, encrypt
from monespace.common.identifiers import normalize_niss

PURPOSE = "national-number"


def index_of(national_number: str) -> str:
    """Return the keyed index that stands for a national number, however it is written."""
    return blind_index(normalize_niss(national_number), purpose=PURPOSE)


def sealed(national_number: str) -> dict[str, str]:
    """Return the columns that keep a national number."""
    return {
        "blind_index": index_of(national_number),
        "encrypted_number": encrypt(normalize_niss(national_number)),
    }
