"""Choosing a space, learning how to get one, and seeing an enterprise's members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.person import is_email_refused, person_of
from enterprises.gap_requests.selectors import gap_requests_of
from enterprises.invitations.selectors import pending_invitations
from enterprises.managers.selectors import vacancy_of
from enterprises.members.selectors import members_of
from enterprises.requests.selectors import requests_of, waiting_count
from enterprises.rights.door import get_insider
from enterprises.rights.permissions import Permission, rights_table
from enterprises.rights.spaces import matching, spaces_of
from monespace.common.folding import has_words
from monespace.lists.paging import page_of
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

    class SignedInRequest(HttpRequest):
        """A request behind the sign-in."""

        user: User


SPACES_PER_PAGE = 12
INVITATIONS_PER_PAGE = 5
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
    context = {
        "citizen_cards": [citizen],
        "page": page_of(request, matching(enterprises, words_of(request)), per_page=SPACES_PER_PAGE),
        "has_enterprises": bool(enterprises),
        "email_refused": is_email_refused(request.user),
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
    words = words_of(request)
    found = [member for member in people if has_words(member.person.display_name, words)] if words else people
    pending = pending_invitations(enterprise) if may_manage else []
    context = {
        "page": page_of(request, found, parameter="membres"),
        "managers": page_of(request, managers, parameter="gestionnaires"),
        "invitations": page_of(request, pending, per_page=INVITATIONS_PER_PAGE, parameter="invitations"),
        "has_principal": any(member.is_principal for member in people),
        "rights": rights_table(),
        "may_manage": may_manage,
        "vacancy": None if managers else vacancy_of(enterprise),
        "request_count": waiting_count(actor),
    }
    return render(request, "enterprises/members.html", context)


@require_safe
def my_requests(request: HttpRequest) -> HttpResponse:
    """Show where the person's requests stand."""
    person = person_of(request)
    context = {
        "page": page_of(request, requests_of(person)),
        "gap_requests": page_of(request, gap_requests_of(person), parameter="documents"),
    }
    return render(request, "enterprises/requests/mine.html", context)
