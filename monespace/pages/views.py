"""Public pages anyone may read, and the probes of the health of a process."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.sessions.limits import AGENTS, PEOPLE
from dossiers.catalogue.selectors import published_demarches

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_DEMARCHES = 6
ASSESSED_ON = date(2026, 11, 29)  # our last assessment of the accessibility, which the statement dates


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Say what the portal does and lead to a démarche or to the sign-in."""
    today = timezone.localdate()
    demarches = [demarche for demarche in published_demarches() if demarche.is_open(today)]
    return render(request, "pages/home.html", {"demarches": demarches[:MOST_DEMARCHES], "today": today})


@require_safe
@login_not_required
def help_centre(request: HttpRequest) -> HttpResponse:
    """Answer the questions that come back, and give the helpdesk's contacts."""
    return render(request, "pages/help.html", {"people": PEOPLE, "agents": AGENTS})


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement (directive 2016/2102)."""
    return render(request, "pages/accessibility.html", {"assessed_on": ASSESSED_ON})


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is done with personal data (GDPR, articles 13 and 14)."""
    return render(request, "pages/privacy.html", {"has_ebox": bool(settings.EBOX_URL)})


@require_safe
@login_not_required
def legal(request: HttpRequest) -> HttpResponse:
    """Say who publishes the site and under which terms."""
    return render(request, "pages/legal.html")


@require_safe
@login_not_required
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does."""
    return JsonResponse({"status": "live"})


@require_safe
@login_not_required
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database does and the configuration can be used, 503 otherwise.

    What is wrong is named by the ids of the checks: `manage.py check` says it in sentences.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": False}, status=503)
    wrong = sorted({str(message.id) for message in run_checks(tags=["monespace"]) if message.level >= ERROR})
    if wrong:
        return JsonResponse({"status": "unavailable", "database": True, "configuration": wrong}, status=503)
    return JsonResponse({"status": "ready", "database": True})
