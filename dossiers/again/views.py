"""Beginning a new request with the answers of a dossier that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.access import get_dossier
from dossiers.again.selectors import may_begin_again
from dossiers.again.services import begin_again
from dossiers.catalogue.published import definition_of
from dossiers.catalogue.selectors import newest_definition
from dossiers.filling.start_views import posted_token
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Say what is taken over; on POST begin a draft with what was sent, and lead to its first step."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.FILL_DOSSIERS)
    if request.method != "POST":
        if not may_begin_again(actor, dossier):
            return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
        newest = newest_definition(dossier.demarche_version.demarche.slug)
        context = {"dossier": dossier, "definition": newest, "token": uuid4().hex}
        return render(
            request, "dossiers/again/again.html", context | {"is_open": newest.is_open(localdate())}
        )
    draft = begin_again(actor=actor, dossier=dossier, token=posted_token(request), language=get_language())
    messages.info(
        request,
        _(
            "Ce nouveau brouillon reprend les réponses du dossier %(reference)s. Vérifiez chaque étape et "
            "ajoutez les documents."
        )
        % {"reference": dossier.reference},
    )
    first = definition_of(draft.demarche_version_id).steps[0].key
    return redirect("dossiers:step", space=space, dossier_id=draft.pk, step=first)
