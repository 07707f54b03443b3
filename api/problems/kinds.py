"""The kinds of problems that the interface answers with, and the exception that stands for one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

BELGIAN: Final = "urn:problem-type:belgif:"
OWN: Final = "urn:problem-type:monespace:"
GUIDE: Final = "https://www.belgif.be/specification/rest/api-guide"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its stable name, its title for engineers, the status it comes with."""

    type: str
    title: str
    status: int

    @property
    def href(self) -> str:
        """Where the guide explains it; empty for a kind of our own."""
        name = self.type.removeprefix(BELGIAN)
        return "" if name == self.type else f"{GUIDE}/problems/{name}.html"


BAD_REQUEST: Final = Kind(f"{BELGIAN}badRequest", "Bad Request", 400)
NO_TOKEN: Final = Kind(f"{BELGIAN}noAccessToken", "No Access Token", 401)
INVALID_TOKEN: Final = Kind(f"{BELGIAN}invalidAccessToken", "Invalid Access Token", 401)
EXPIRED_TOKEN: Final = Kind(f"{BELGIAN}expiredAccessToken", "Expired Access Token", 401)
MISSING_SCOPE: Final = Kind(f"{BELGIAN}missingScope", "Missing Scope", 403)
MISSING_PERMISSION: Final = Kind(f"{BELGIAN}missingPermission", "Missing Permission", 403)
NOT_FOUND: Final = Kind(f"{BELGIAN}resourceNotFound", "Resource Not Found", 404)
GONE: Final = Kind(f"{OWN}linkOver", "The link is over", 410)
TOO_LARGE: Final = Kind(f"{BELGIAN}payloadTooLarge", "Payload Too Large", 413)
TOO_MANY: Final = Kind(f"{BELGIAN}tooManyRequests", "Too Many Requests", 429)
DEFECT: Final = Kind(f"{BELGIAN}internalServerError", "Internal Server Error", 500)
UNAVAILABLE: Final = Kind(f"{BELGIAN}serviceUnavailable", "Service Unavailable", 503)
WRONG_METHOD: Final = Kind(f"{OWN}methodNotAllowed", "Method Not Allowed", 405)
NOT_ACCEPTABLE: Final = Kind(f"{OWN}notAcceptable", "Not Acceptable", 406)
STALE: Final = Kind(f"{OWN}stale", "The resource has changed", 412)
WRONG_STATE: Final = Kind(f"{OWN}wrongState", "The state of the dossier does not allow this", 409)
SECOND_READING: Final = Kind(f"{OWN}secondReadingNeeded", "Two people must decide on this", 409)
IN_PROGRESS: Final = Kind(f"{OWN}requestInProgress", "The same request is in progress", 409)
KEY_REUSED: Final = Kind(f"{OWN}idempotencyKeyReused", "The key was used for another request", 422)
WRONG_MEDIA_TYPE: Final = Kind(f"{OWN}unsupportedMediaType", "Unsupported Media Type", 415)

OF_STATUS: Final = {
    kind.status: kind
    for kind in (
        BAD_REQUEST,
        MISSING_PERMISSION,
        NOT_FOUND,
        WRONG_METHOD,
        NOT_ACCEPTABLE,
        TOO_LARGE,
        WRONG_MEDIA_TYPE,
        TOO_MANY,
        DEFECT,
        UNAVAILABLE,
    )
}
"""What an answer is that says no more than its status."""


class Problem(Exception):
    """What is answered in the place of what was asked; ``members`` stand beside the usual ones."""

    def __init__(
        self, kind: Kind, detail: str = "", *, headers: Mapping[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(kind.type)
        self.kind = kind
        self.detail = detail
        self.headers = headers or {}
        self.members = members


def issue(name: str, where: str, kind: str, detail: str, value: Any = None) -> dict[str, Any]:
    """Return one thing that is wrong with a request: ``where`` is path, query, header or body."""
    said = {
        "type": f"{BELGIAN}input-validation:{kind}",
        "href": f"{GUIDE}/issues/{kind}.html",
        "in": where,
        "name": name,
        "detail": detail,
    }
    return said if value is None else {**said, "value": value}


def bad_request(*issues: dict[str, Any]) -> Problem:
    """Return the problem of a request with these issues."""
    return Problem(BAD_REQUEST, "The input message is incorrect.", issues=list(issues))
