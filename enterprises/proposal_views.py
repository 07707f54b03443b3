"""The link sent to a person proposed as access manager: shown, then accepted or declined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.person import person_of
from accounts.step_up import require_fresh
from enterprises import gap_selectors as selectors
from enterprises.endings.effects import Effects, of_designation, replaced_by
from enterprises.endings.words import lines
from enterprises.models import GapDesignation
from enterprises.proposal_errors import SAID, OwnProposal
from enterprises.services import proposals

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

Kind = GapDesignation.Kind


@require_http_methods(["GET", "HEAD", "POST"])
@require_fresh
def proposal(request: HttpRequest, token: str) -> HttpResponse:
    """Say what is proposed and by whom; on POST accept or decline (``action``)."""
    person = person_of(request)
    if request.method != "POST":
        found = selectors.get_proposal(token)
        replaced = replaced_by(found.enterprise, person) if found.representation_id else None
        goes = of_designation(replaced, successor=person) if replaced else Effects()
        context = {
            "proposal": found,
            "own": OwnProposal.message if found.created_by_id == person.pk else "",
            "is_accepted_by_me": found.accepted_by_id == person.pk,
            "said": SAID[found.standing],
            "replaced": replaced if found.kind == Kind.PRINCIPAL else None,
            "effect_lines": lines(goes, person),
        }
        return render(request, "enterprises/gap/proposal.html", context)
    if request.POST.get("action") == "decline":
        proposals.decline(actor=person, token=token)
        messages.success(request, _("Vous avez refusé. La personne qui vous l’a proposé en est informée."))
        return redirect("enterprises:spaces")
    if request.POST.get("action") != "accept":
        return redirect("enterprises:proposal", token=token)
    accepted = proposals.accept(actor=person, token=token)
    if accepted.designation and accepted.designation.ended_at is None:
        messages.success(request, _("Vous gérez maintenant les accès de l’entreprise."))
        return redirect("enterprises:members", space=accepted.enterprise.number)
    return redirect("enterprises:proposal", token=token)
