"""Where a person is signed in, and how they sign out elsewhere (ADR 0038)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import needs_profile
from accounts.person import person_of
from accounts.sessions import services
from accounts.sessions.limits import limits_of
from accounts.sessions.selectors import open_sessions_of
from accounts.sessions.store import row_of
from monespace.lists.paging import page_of
from monespace.lists.returning import list_address

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


PER_PAGE = 10


@require_safe
@needs_profile(False)
def sessions(request: HttpRequest) -> HttpResponse:
    """Show the person's open sessions, this one first."""
    person = person_of(request)
    context = {
        "page": page_of(request, open_sessions_of(person, current=row_of(request)), per_page=PER_PAGE),
        "limits": limits_of(person),
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
@needs_profile(False)
def end(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one of them."""
    ended = services.end_session(actor=person_of(request), asking=row_of(request), session_id=session_id)
    if ended:
        messages.success(request, _("La session est terminée. Cet appareil doit s’identifier de nouveau."))
    else:
        messages.info(request, _("Cette session était déjà terminée."))
    return redirect(list_address(request, "accounts:sessions"))


@require_POST
@needs_profile(False)
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of them but this one."""
    count = services.end_other_sessions(actor=person_of(request), asking=row_of(request))
    if count:
        said = ngettext(
            "%(count)s autre session est terminée.", "%(count)s autres sessions sont terminées.", count
        )
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Aucune autre session n’était ouverte."))
    return redirect("accounts:sessions")
