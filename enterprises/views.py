"""Choosing a space, learning how to get one, and seeing an enterprise's members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.access import get_insider
from enterprises.gap_selectors import vacancy_of, waiting_count
from enterprises.members import members_of, rights_table
from enterprises.permissions import Permission
from enterprises.selectors import pending_invitations
from enterprises.spaces import matching, spaces_of
from monespace.common.text import one_line

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

    class SignedInRequest(HttpRequest):
        """A request behind the sign-in."""

        user: User


SEARCH_FROM = 9
CASES = {
    "mandataire": "enterprises/cases/mandataire.html",
    "etranger": "enterprises/cases/etranger.html",
    "sans-numero": "enterprises/cases/sans-numero.html",
    "acces-termine": "enterprises/cases/acces-termine.html",
}


@require_safe
def spaces(request: SignedInRequest) -> HttpResponse:
    """Offer the spaces the person may enter now; many enterprises can be searched."""
    citizen, *enterprises = spaces_of(request.user)
    query = one_line(request.GET.get("q", ""))
    context = {
        "citizen_cards": [citizen],
        "enterprise_cards": matching(enterprises, query),
        "has_enterprises": bool(enterprises),
        "has_search": len(enterprises) >= SEARCH_FROM,
        "query": query,
    }
    return render(request, "enterprises/spaces.html", context)


@login_not_required
@require_safe
def access_help(request: HttpRequest) -> HttpResponse:
    """Ask what the person is for the enterprise, and lead them to the step that is theirs."""
    case = CASES.get(request.GET.get("cas", ""))
    return render(request, "enterprises/access_help.html", {"case": case})


@require_safe
def members(request: HttpRequest, space: str) -> HttpResponse:
    """Show who has access to the enterprise, who manages it, and what each role may do."""
    actor, enterprise = get_insider(request, space, Permission.SEE_MEMBERS)
    people = members_of(enterprise)
    may_manage = actor.can(Permission.MANAGE_MEMBERS)
    managers = [member for member in people if member.designation]
    context = {
        "members": people,
        "managers": managers,
        "has_principal": any(member.is_principal for member in people),
        "rights": rights_table(),
        "may_manage": may_manage,
        "invitations": pending_invitations(enterprise) if may_manage else [],
        "vacancy": None if managers else vacancy_of(enterprise),
        "request_count": waiting_count(actor),
    }
    return render(request, "enterprises/members.html", context)
