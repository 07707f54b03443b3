"""How the federation names a person in one of its sessions, and when two such names are the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings

from accounts.saml.protocol.xml import find, text
from monespace.common.crypto import blind_index, blind_indexes, encrypt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

UNSPECIFIED = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
QUALITIES = ("Format", "NameQualifier", "SPNameQualifier")
PURPOSE = "name of a federal session"
MAX_BYTES = 700  # of name, qualities and index together, as they travel in the cookie of an answer


@dataclass(frozen=True, kw_only=True)
class FederalName:
    """A NameID (Core 2.2.3): its text, and the attributes that qualify it, as they were asserted."""

    value: str
    qualities: Mapping[str, str]

    @classmethod
    def of(cls, element: etree._Element, rule: str) -> FederalName:
        """Read a NameID; refuse an empty one."""
        qualities = {name: element.get(name, "") for name in QUALITIES if element.get(name)}
        return cls(value=text(element, rule), qualities=qualities)

    def is_qualified_as(self, qualities: Mapping[str, str], *, issuer: str) -> bool:
        """Whether both mean the same to ``issuer``; what is left out stands for the two parties (8.3.7)."""
        usual = {
            "Format": UNSPECIFIED,
            "NameQualifier": issuer,
            "SPNameQualifier": settings.SAML_SP_ENTITY_ID,
        }
        return usual | {**self.qualities} == usual | {**qualities}

    def sealed(self) -> dict[str, Any]:
        """Return the columns that keep it."""
        return {
            "encrypted_name": encrypt(self.value),
            "name_index": blind_index(self.value, purpose=PURPOSE),
            "name_qualities": {**self.qualities},
        }

    @property
    def indexes(self) -> list[str]:
        """Every blind index under which the name may be kept."""
        return blind_indexes(self.value, purpose=PURPOSE)


@dataclass(frozen=True)
class Named:
    """A session of the federation, as its assertion names it."""

    name: FederalName
    index: str

    @classmethod
    def by(cls, assertion: etree._Element) -> Named | None:
        """Return what a logout would name; nothing when nothing is offered, or too much to be carried."""
        names = find(assertion, "saml:Subject/saml:NameID")
        indexes = [one.get("SessionIndex", "") for one in find(assertion, "saml:AuthnStatement")]
        if not (names and indexes[0] and (names[0].text or "").strip()):
            return None
        named = cls(FederalName.of(names[0], "subject"), indexes[0])
        said = (named.index, named.name.value, *named.name.qualities.values())
        return named if len(json.dumps(said, ensure_ascii=False).encode()) <= MAX_BYTES else None
