"""What each group of agents may do, who may enter their pages, and what each page asks of them.

One table of rights, read by views, services, templates and tests alike.
"""

from __future__ import annotations

from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.http import HttpRequest
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext_lazy as _

from accounts.agents import AgentGroup
from accounts.levels import is_fresh
from monespace.common.errors import Forbidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.models import User

AGENTS_ONLY = _("Cette partie de Mon Espace est réservée aux agents de l’administration.")
OTHER_GROUP = _("Votre groupe d’agents ne donne pas accès à cette page. Votre superviseur peut vous aider.")


class AgentPermission(StrEnum):
    """A right of an agent."""

    FIND_DOSSIERS = "dossiers.find"
    OPEN_DOSSIERS = "dossiers.open"
    SEE_CONSULTATIONS = "consultations.see"
    OPEN_ENTERPRISES = "enterprises.open"
    RETRY_FAILURES = "failures.retry"
    DECIDE_GAP_REQUESTS = "gap_requests.decide"
    ANNOUNCE_OUTAGES = "outages.announce"
    SEE_DEMARCHES = "demarches.see"
    SEE_RECORDS = "records.see"
    HANDLE_CASES = "cases.handle"
    MANAGE_SERVICE_MEMBERS = "service_members.manage"
    MANAGE_CLIENTS = "clients.manage"
    HOLD_DOSSIERS = "dossiers.hold"


_HELPDESK = frozenset(
    {
        AgentPermission.FIND_DOSSIERS,
        AgentPermission.OPEN_DOSSIERS,
        AgentPermission.OPEN_ENTERPRISES,
        AgentPermission.DECIDE_GAP_REQUESTS,
    }
)
_SUPERVISOR = _HELPDESK | {
    AgentPermission.SEE_CONSULTATIONS,
    AgentPermission.RETRY_FAILURES,
    AgentPermission.ANNOUNCE_OUTAGES,
    AgentPermission.MANAGE_SERVICE_MEMBERS,
    AgentPermission.MANAGE_CLIENTS,
    AgentPermission.HOLD_DOSSIERS,
    AgentPermission.SEE_RECORDS,
}
GROUP_PERMISSIONS: dict[AgentGroup, frozenset[AgentPermission]] = {
    AgentGroup.HELPDESK: _HELPDESK,
    AgentGroup.SUPERVISOR: _SUPERVISOR,
    AgentGroup.PUBLISHER: frozenset({AgentPermission.SEE_DEMARCHES}),
    AgentGroup.CASE_OFFICER: frozenset({AgentPermission.HANDLE_CASES}),
    AgentGroup.ADMIN: frozenset(
        {
            AgentPermission.SEE_CONSULTATIONS,
            AgentPermission.SEE_DEMARCHES,
            AgentPermission.SEE_RECORDS,
        }
    ),
}


def permissions_of(user: User) -> frozenset[AgentPermission]:
    """Return the rights that the groups of ``user`` give now; none when he is not an active agent."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return frozenset()
    names = set(user.groups.values_list("name", flat=True))
    return frozenset().union(*(GROUP_PERMISSIONS[group] for group in AgentGroup if group in names))


class AgentRequest(HttpRequest):
    """A request whose sender has passed the door."""

    user: User
    agent_rights: frozenset[AgentPermission]


def agent_permissions(request: HttpRequest) -> frozenset[AgentPermission]:
    """Return the rights of the agent behind ``request``, read once per request and kept for templates."""
    asked = cast("AgentRequest", request)
    if not hasattr(asked, "agent_rights"):
        asked.agent_rights = permissions_of(asked.user)
    return asked.agent_rights


def send_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the federation, which asks for the card or itsme again, and back to the page that was read."""
    page = request.get_full_path() if request.method == "GET" else resolve_url("admin:index")
    return redirect(f"{resolve_url('accounts:sign_in')}?{urlencode({'next': page, 'fresh': 1})}")


def keep_out(request: HttpRequest) -> HttpResponse | None:
    """Answer a visitor who may not enter: sign in first, freshly; refuse who is no agent. None: come in."""
    if not request.user.is_authenticated:
        return send_to_sign_in(request)
    if not agent_permissions(request):
        raise Forbidden("not_an_agent", message=AGENTS_ONLY)
    if not is_fresh(request):
        return send_to_sign_in(request)
    return None


def require(request: HttpRequest, permission: AgentPermission) -> None:
    """Refuse an agent whose groups do not give ``permission``."""
    if permission not in agent_permissions(request):
        raise Forbidden(permission, message=OTHER_GROUP)


def check(*, actor: User, permission: AgentPermission) -> None:
    """Do as ``require`` with rights read anew: for services, in their transaction."""
    if permission not in permissions_of(actor):
        raise Forbidden(permission, message=_("Votre groupe d’agents ne permet pas cette action."))


def agents_only(permission: AgentPermission | None = None) -> Callable[..., Callable[..., HttpResponseBase]]:
    """Open a view only to agents who have signed in freshly and have ``permission``, if one is named."""

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: object) -> HttpResponseBase:
            if answer := keep_out(request):
                return answer
            if permission is not None:
                require(request, permission)
            return view(request, **kwargs)

        guarded.login_required = False  # type: ignore[attr-defined]  # keep_out asks for a fresh sign-in
        return guarded

    return decorate
