"""What every operation that acts on a dossier does around its own act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.http import HttpResponse

from api.dossiers.telling import told, told_in_list
from api.idempotency.keys import fingerprint_of, key_of
from api.idempotency.services import Answer, once
from api.schemas import etag_of, require_match
from dossiers.clients.actors import get_dossier, lock_dossier

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from api.tokens.bearer import ApiRequest
    from dossiers.clients.verbs import Verb


def acted(request: ApiRequest, dossier_id: UUID, verb: Verb, act: Callable[[], object]) -> HttpResponse:
    """Let ``act`` happen once, to the dossier in the state that was read, and tell how it then stands.

    The dossier is locked first: who acts on another state than that which stands is refused (If-Match).
    """
    actor = request.auth
    # Also who sends something again sees what they reach now, or nothing.
    get_dossier(actor, dossier_id, verb)

    def whole() -> Answer:
        standing = lock_dossier(actor=actor, dossier_id=dossier_id, verb=verb)
        require_match(request, partial(told, standing))
        act()
        dossier = get_dossier(actor, dossier_id, verb)
        return Answer(told_in_list(dossier).as_json().decode(), etag_of(told(dossier)))

    answer = once(actor=actor, key=key_of(request), fingerprint=fingerprint_of(request), act=whole)
    headers = {"ETag": answer.etag, "Cache-Control": "no-store"}
    return HttpResponse(answer.body, content_type="application/json", headers=headers)
