"""The catalogue and the landing pages of the démarches: public, and printable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@login_not_required
def catalogue(request: HttpRequest) -> HttpResponse:
    """List the démarches, for everyone or for one audience, and those a search finds."""
    return render(request, "dossiers/catalogue/catalogue.html")


@require_safe
@login_not_required
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a démarche gives, asks and takes, before anyone signs in."""
    return render(request, "dossiers/catalogue/landing.html", {"slug": slug})
