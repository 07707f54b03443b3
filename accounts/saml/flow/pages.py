"""Renders the page of a refused sign-in or sign-out, with the reference that stands in the logs.

Refused sign-ins are kept in the journal: all of known people, others within a rate (ADR 0021).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import structlog
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.people.models import NationalIdentity
from accounts.saml.flow.services import note_refusal
from accounts.saml.protocol.refusals import NOTHING_CHANGED, Refusal
from monespace.common.authors import SYSTEM
from monespace.common.clients import client_address
from monespace.common.rate_limits import EVERYBODY, TooOften, consume
from monespace.error_pages import reference

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.saml.protocol.refusals import Refused
    from accounts.saml.response.answers import Answer

log = structlog.get_logger(__name__)


def refusal_page(request: HttpRequest, refused: Refused, *, next_url: str = "") -> HttpResponse:
    """Say what happened, what is safe and what to do; the way to start again keeps where to go."""
    log.warning("sign_in_refused", refusal=refused.refusal.name, rule=refused.rule)
    question = {"next": next_url} if next_url else {"reprendre": "1"}
    if refused.refusal is Refusal.LEVEL_TOO_LOW:
        question["level"] = "500"
    url, label = f"{reverse('accounts:sign_in')}?{urlencode(question)}", _("Recommencer la connexion")
    if refused.refusal is Refusal.INVALID_LOGOUT:
        url, label = reverse("accounts:sign_out"), _("Vérifier la déconnexion")
    context = {
        "words": refused.refusal.value,
        "safe": NOTHING_CHANGED,
        "retry_url": url,
        "retry_label": label,
        "reference": reference(),
    }
    return render(request, "accounts/refused.html", context, status=refused.status)


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
