"""Moving a draft to the newest version of its démarche: what becomes of it, before it is done."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dossiers.filling.selectors import get_draft
from dossiers.filling.views import leave_sent_dossier
from dossiers.states import State
from dossiers.upgrades.errors import ChangedAgain
from dossiers.upgrades.selectors import upgrade_of
from dossiers.upgrades.services import upgrade_draft
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def upgrade(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Say what stays, what goes and what is asked anew; on POST move the draft, and lead back into it."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    problems = []
    if request.method == "POST":
        try:
            upgrade_draft(actor=actor, dossier=draft.dossier, seen=request.POST.get("seen", ""))
        except ChangedAgain as changed:
            problems = [changed.message]
            draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
        else:
            messages.success(
                request, _("Votre demande suit maintenant la nouvelle version. Vérifiez chaque étape.")
            )
            return redirect("dossiers:resume", space=space, dossier_id=dossier_id)
    found = upgrade_of(actor, draft)
    if found is None:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    context = {"draft": draft, "upgrade": found, "problems": problems}
    status = HTTPStatus.CONFLICT if problems else HTTPStatus.OK
    return render(request, "dossiers/upgrades/upgrade.html", context, status=status)
