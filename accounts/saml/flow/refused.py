"""Records refused sign-ins in the journal: all of known people, others within a rate (ADR 0021)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.people.models import NationalIdentity
from accounts.saml.flow.services import note_refusal
from monespace.common.authors import SYSTEM
from monespace.common.clients import client_address
from monespace.common.rate_limits import EVERYBODY, TooOften, consume
from monespace.error_pages import reference

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.saml.protocol.refusals import Refused
    from accounts.saml.response.answers import Answer


def keep_refused_message(request: HttpRequest, refused: Refused) -> None:
    """Keep that a message was refused, unless this client or everybody did it too often."""
    try:
        consume("refused_message", client_address(request))
        consume("refused_message_of_all", EVERYBODY)
    except TooOften:
        return
    note_refusal(actor=SYSTEM, refused=refused, reference=reference())


def keep_refused_person(answer: Answer, refused: Refused) -> None:
    """Keep that somebody for whom the federation vouches was refused; nobody can be made up for that."""
    identity = NationalIdentity.objects.of_number(answer.national_number).first()
    note_refusal(actor=identity.user if identity else SYSTEM, refused=refused, reference=reference())
