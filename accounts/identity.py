"""The national number at rest: found by a keyed index, read only through decryption (ADR 0010)."""

from __future__ import annotations

from monespace.common.crypto import blind_index, blind_indexes, encrypt
from monespace.common.identifiers import normalize_niss

PURPOSE = "national-number"


def purpose_of(_identity: object) -> str:
    """Return what the index of an identity is made for."""
    return PURPOSE


def indexes_of(national_number: str) -> list[str]:
    """Return the keyed indexes by which a national number, however it is written, may be found."""
    return blind_indexes(normalize_niss(national_number), purpose=PURPOSE)


def sealed(national_number: str) -> dict[str, str]:
    """Return the columns that keep a national number."""
    number = normalize_niss(national_number)
    return {"blind_index": blind_index(number, purpose=PURPOSE), "encrypted_number": encrypt(number)}
