"""Choosing a space, learning how to get one, and seeing an enterprise's members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from enterprises.access import get_insider
from enterprises.members import members_of, rights_table
from enterprises.permissions import Permission
from enterprises.selectors import pending_invitations
from enterprises.spaces import matching, spaces_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User

    class SignedInRequest(HttpRequest):
        """A request behind the sign-in."""

        user: User


SEARCH_FROM = 9


@require_safe
def spaces(request: SignedInRequest) -> HttpResponse:
    """Offer the spaces the person may enter now; many enterprises can be searched."""
    citizen, *enterprises = spaces_of(request.user)
    query = request.GET.get("q", "").strip()
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
    """Explain how a person gets access to their enterprise's space."""
    return render(request, "enterprises/access_help.html")


@require_safe
def members(request: HttpRequest, space: str) -> HttpResponse:
    """Show who has access to the enterprise, who manages it, and what each role may do."""
    actor, enterprise = get_insider(request, space, Permission.SEE_MEMBERS)
    people = members_of(enterprise)
    may_manage = actor.can(Permission.MANAGE_MEMBERS)
    context = {
        "members": people,
        "managers": [member for member in people if member.designation],
        "has_principal": any(member.is_principal for member in people),
        "rights": rights_table(),
        "may_manage": may_manage,
        "invitations": pending_invitations(enterprise) if may_manage else [],
    }
    return render(request, "enterprises/members.html", context)
