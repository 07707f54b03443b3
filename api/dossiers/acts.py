"""What every operation that acts on a dossier does around its own act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from api.dossiers.telling import told, told_done
from api.idempotency.keys import fingerprint_of, key_of
from api.idempotency.responses import respond
from api.idempotency.services import Answer, once
from api.schemas import etag_of, require_match
from dossiers.clients.actors import get_dossier, lock_dossier

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from api.tokens.bearer import ApiRequest
    from dossiers.clients.verbs import Verb


def acted(
    request: ApiRequest,
    dossier_id: UUID,
    verb: Verb,
    act: Callable[[], Any],
    *,
    address: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Let ``act`` happen once, to the dossier in the state that was read, and tell how it then stands.

    The dossier is locked first: who acts on another state than that which stands is refused (If-Match). What
    ``act`` writes, if it writes something of its own, is read at its ``address``.
    """
    actor = request.auth
    # Also who sends something again sees what they reach now, or nothing.
    get_dossier(actor, dossier_id, verb)

    def whole() -> Answer:
        standing = lock_dossier(actor=actor, dossier_id=dossier_id, verb=verb)
        require_match(request, partial(told, standing))
        written = act()
        dossier = get_dossier(actor, dossier_id, verb)
        body = told_done(dossier, address(written) if address else None)
        return Answer(body.as_json().decode(), etag_of(told(dossier)))

    answer = once(actor=actor, key=key_of(request), fingerprint=fingerprint_of(request), act=whole)
    return respond(answer, made="" if address is None else "made")
