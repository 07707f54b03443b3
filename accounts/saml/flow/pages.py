"""Renders the page of a refused sign-in or sign-out, with the reference that stands in the logs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import structlog
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.saml.protocol.refusals import NOTHING_CHANGED, Refusal
from monespace.error_pages import reference

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.saml.protocol.refusals import Refused

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
