"""The catalogue and the landing pages of the démarches: public, and printable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dossiers.catalogue.selectors import newest_definition, published_demarches
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.engine.eligibility import asked_before_sign_in
from dossiers.engine.paper import on_paper
from dossiers.engine.preparing import to_prepare
from dossiers.engine.themes import THEMES
from dossiers.pace.selectors import pace_of
from monespace.common.text import one_line
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

DEMARCHES_PER_PAGE = 24
AUDIENCES = {"citoyen": "citizen", "entreprise": "enterprise"}


@require_safe
@login_not_required
def catalogue(request: HttpRequest) -> HttpResponse:
    """List the démarches, for everyone or for one audience, of one theme, and those a search finds."""
    public, query = request.GET.get("public", ""), one_line(request.GET.get("q", ""))
    if public not in AUDIENCES:
        public = ""
    demarches = published_demarches(audience=AUDIENCES.get(public, ""), search=query)
    themes = {key: name for key, name in THEMES.items() if any(one.theme == key for one in demarches)}
    theme = request.GET.get("theme", "")
    if theme in THEMES:
        demarches = [one for one in demarches if one.theme == theme]
    context = {
        "page": page_of(request, demarches, per_page=DEMARCHES_PER_PAGE),
        "public": public,
        "query": query,
        "themes": themes,
        "theme": theme if theme in THEMES else "",
        "today": timezone.localdate(),
    }
    return render(request, "dossiers/catalogue/catalogue.html", context)


@require_safe
@login_not_required
def landing(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what a démarche gives, asks and takes, before anyone signs in."""
    demarche, today = newest_definition(slug), timezone.localdate()
    context = {
        "demarche": demarche,
        "documents": to_prepare(demarche, get_language() or SOURCE_LANGUAGE, today),
        "pace": pace_of(slug),
        "is_open": demarche.is_open(today),
        "opens_later": today < demarche.opens,
        "has_check": bool(asked_before_sign_in(demarche)),
    }
    return render(request, "dossiers/catalogue/landing.html", context)


@require_safe
@login_not_required
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every question of a démarche with room for its answer, to be read beforehand or printed."""
    demarche = newest_definition(slug)
    sheets = on_paper(demarche, get_language() or SOURCE_LANGUAGE, timezone.localdate())
    return render(request, "dossiers/catalogue/questions.html", {"demarche": demarche, "sheets": sheets})
