"""Reads what makes a write one of a kind: its key, and the fingerprint of what it asks."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from api.problems.kinds import bad_request, issue

if TYPE_CHECKING:
    from django.http import HttpRequest

HEADER: Final = "Idempotency-Key"
# RFC 8941, without what needs an escape.
QUOTED: Final = re.compile(r'"([ !#-\[\]-~]{1,255})"')
PARAMETER: Final = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "schema": {"type": "string", "pattern": f"^{QUOTED.pattern}$"},
    "description": "A quoted string, new for each write and the same each time it is sent again.",
}
MATCH: Final = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag of the dossier that was read: 412 if it has changed since.",
}


def key_of(request: HttpRequest) -> str:
    """Return the key of a write. Raises a Problem without one, or for one that is no quoted string."""
    found = QUOTED.fullmatch(request.headers.get(HEADER, "").strip())
    if found is None:
        told = "A quoted string of 1 to 255 characters, new for each write, is needed."
        raise bad_request(issue(HEADER, "header", "schemaViolation", told))
    return found[1]


def fingerprint_of(request: HttpRequest) -> str:
    """Return what tells one request from another under the same key."""
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
