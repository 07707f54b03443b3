"""What an authentic source calls a person: found by a keyed index, kept encrypted (ADR 0010, 0028)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from monespace.common.crypto import blind_index, blind_indexes, encrypt
from monespace.common.identifiers import InvalidIdentifier, normalize_niss

BELGIUM = "BE"
# « ES/BE/02635542Y »: who vouches, for whom, and a text of theirs (eIDAS SAML attribute profile, 2.2.3).
EIDAS = re.compile(r"[A-Z]{2}/BE/[!-~]{1,200}")


class IdentityKind(StrEnum):
    """What identifies a person: a number of the National Register or of the bis register, or eIDAS."""

    NISS = "niss"
    EIDAS = "eidas"


PURPOSES = {IdentityKind.NISS: "national-number", IdentityKind.EIDAS: "eidas-identifier"}


@dataclass(frozen=True)
class Identifier:
    """What an authentic source calls a person, written one way."""

    kind: IdentityKind
    value: str

    @classmethod
    def national(cls, text: str) -> Identifier:
        """Return a national or BIS number, however it is written; raise InvalidIdentifier."""
        return cls(IdentityKind.NISS, normalize_niss(text))

    @classmethod
    def foreign(cls, text: str) -> Identifier:
        """Return the PersonIdentifier of another country's scheme; raise InvalidIdentifier."""
        value = text.strip()
        if not EIDAS.fullmatch(value) or value.startswith(BELGIUM):
            raise InvalidIdentifier("This is not an identifier of another country for Belgium.")
        return cls(IdentityKind.EIDAS, value)

    @property
    def country(self) -> str:
        """The country that vouches for the person, as it writes itself (« EL » for Greece)."""
        return BELGIUM if self.kind is IdentityKind.NISS else self.value[:2]

    @property
    def indexes(self) -> list[str]:
        """The keyed indexes by which it may be found; no kind shares one with another."""
        return blind_indexes(self.value, purpose=PURPOSES[self.kind])

    def sealed(self) -> dict[str, str]:
        """Return the columns that keep it."""
        return {
            "kind": self.kind.value,
            "country": self.country,
            "blind_index": blind_index(self.value, purpose=PURPOSES[self.kind]),
            "encrypted_number": encrypt(self.value),
        }
