"""What agents see of an anonymised dossier, whoever they are: its reference, its démarche and its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from dossiers.dossier.routed import definition_for
from dossiers.retention.selectors import erased_at

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from dossiers.models import Dossier


def anonymised_page(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Answer with the page, which needs no opening: it shows nothing of anybody."""
    context = {
        "dossier": dossier,
        "definition": definition_for(dossier),
        "erased_at": erased_at(dossier),
    }
    return render(request, "helpdesk/anonymised.html", context)
