"""Which refusals the journal keeps: of people always, of messages from anybody within bounds (ADR 0021)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied

from accounts.models import NationalIdentity
from accounts.saml.services import note_refusal
from monespace.error_pages import reference

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.saml.answers import Answer
    from accounts.saml.refusals import Refused


def keep_refused_message(request: HttpRequest, refused: Refused) -> None:
    """Keep that a message was refused, unless this client or everybody did it too often."""
    try:
        # The public function lets every GET through, and logout messages are GETs.
        usage = ratelimit.consume(
            request, app="allauth.account", action="refused_message", key="everybody", limit_get=True
        )
    except PermissionDenied:  # allauth's, for a client whose address is unknown
        usage = None
    if usage:
        note_refusal(actor=None, refused=refused, reference=reference())


def keep_refused_person(answer: Answer, refused: Refused) -> None:
    """Keep that somebody for whom the federation vouches was refused; nobody can be made up for that."""
    identity = NationalIdentity.objects.of_number(answer.national_number).first()
    note_refusal(actor=identity.user if identity else None, refused=refused, reference=reference())
